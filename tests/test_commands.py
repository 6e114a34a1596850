"""The command line: what it says, what it does to the store, and how it ends."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.access import Role
from kpi.composition import open_product
from kpi.figures import Report, Stamp
from kpi.services import signin
from kpi.store.sqlstore import open_store
from kpi.wording import admin_words
from tests.builders import PLANS
from tests.office import DATA, MA_NOI, MARCH, NOW

ROOT = DATA.parent
Output = pytest.CaptureFixture[str]


@pytest.mark.parametrize("plan", sorted((DATA / "plans").glob("*.toml")), ids=lambda path: path.stem)
def test_every_plan_that_is_delivered_is_good(plan: Path, capsys: Output) -> None:
    assert main(["check-plan", str(plan)]) == 0
    assert "hợp lệ" in capsys.readouterr().out


def test_a_faulty_plan_is_told_problem_by_problem_and_ends_with_1(capsys: Output) -> None:
    assert main(["check-plan", str(PLANS / "invalid-target-for-an-unknown-unit.toml")]) == 1
    assert capsys.readouterr().out == (
        "[[indicator]] on_time → target 1 → scope: Không có “tu-phap” trong bảng [[unit]].\nCó 1 lỗi trong kế hoạch.\n"
    )


def test_a_plan_that_is_not_there_is_told_in_one_sentence(capsys: Output, tmp_path: Path) -> None:
    assert main(["check-plan", str(tmp_path / "khong-co.toml")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("khong-co.toml: Không đọc được tệp: ")
    assert "Traceback" not in out + err


def test_the_demonstration_is_filled_into_an_empty_store_and_removed(database_url: str, capsys: Output) -> None:
    assert main(["demo"]) == 0
    assert open_store(database_url).is_demo()
    assert main(["demo", "--remove"]) == 0
    assert open_store(database_url).is_empty()
    assert capsys.readouterr().out == (
        "Đã nạp số liệu minh họa. Xóa bằng: python -m kpi demo --remove\nĐã xóa số liệu minh họa.\n"
    )


def test_a_store_with_figures_gets_no_demonstration(database_url: str, capsys: Output) -> None:
    store = open_store(database_url)
    store.save_report(
        Report(MA_NOI, MARCH),
        changes=(),
        explanations={"resolved_total": "Hai hồ sơ rút"},
        stamp=Stamp("Kator Thị Mai", NOW, "form"),
    )
    assert main(["demo"]) == 1
    assert capsys.readouterr().err == "Kho đã có số liệu; số liệu minh họa chỉ nạp được vào kho trống.\n"
    assert not store.is_demo()


def test_there_is_no_demonstration_to_remove_from_an_empty_store(capsys: Output) -> None:
    assert main(["demo", "--remove"]) == 1
    assert capsys.readouterr().err == "Không có số liệu minh họa để xóa.\n"


def test_a_plan_without_a_story_has_no_demonstration(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("KPI_PLAN", str(PLANS / "valid-ward-2026.toml"))
    assert main(["demo"]) == 1
    assert capsys.readouterr().err == "Chưa có số liệu minh họa cho kế hoạch này.\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [("KPI_PLAN", "khong-co.toml"), ("KPI_DATABASE_URL", "mysql://kpi"), ("KPI_DATABASE_URL", "sqlite:////nowhere/k")],
)
def test_a_wrong_setting_is_told_in_one_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["demo"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


ADD_MAI = ["add-user", "mai.kator", "--name", "Kator Thị Mai", "--role", "reporter", "--unit", MA_NOI]


def test_an_added_person_can_sign_in_once_with_the_printed_password_and_must_change_it(
    database_url: str, capsys: Output
) -> None:
    assert main(ADD_MAI) == 0
    said = capsys.readouterr().out
    assert said.startswith("Đã thêm tài khoản mai.kator.\nMật khẩu dùng một lần: ")
    product = open_product()
    token = signin.sign_in(
        product, login="mai.kator", password=said.splitlines()[1].split(": ")[1], address="", agent=""
    )
    account = signin.account_of(product, token)
    assert account is not None
    assert (account.name, account.role, account.unit) == ("Kator Thị Mai", Role.REPORTER, MA_NOI)
    assert account.must_change
    assert [(one.action, one.stamp.who) for one in open_store(database_url).revisions()] == [("account", "dong-lenh")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (ADD_MAI[:-2], "Tài khoản của người báo cáo phải thuộc một đơn vị."),
        ([*ADD_MAI[:-1], "99999"], "Không có đơn vị “99999” phải báo cáo trong kế hoạch."),
        (["add-user", "Mai Kator", *ADD_MAI[2:]], "Tên đăng nhập gồm 3 đến 40 ký tự"),
    ],
)
def test_a_person_who_cannot_be_added_is_told_why(arguments: list[str], sentence: str, capsys: Output) -> None:
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)


def test_a_login_is_given_once(capsys: Output) -> None:
    assert (main(ADD_MAI), main(ADD_MAI)) == (0, 1)
    assert capsys.readouterr().err == "Đã có tài khoản “mai.kator”; hãy chọn tên đăng nhập khác.\n"


def test_the_history_is_verified_and_the_first_row_tampered_with_is_named(database_url: str, capsys: Output) -> None:
    assert (main(ADD_MAI), main(["verify-history"])) == (0, 0)
    assert capsys.readouterr().out.endswith("Lịch sử nguyên vẹn: không dòng nào bị sửa hoặc thiếu.\n")
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE revision SET who = 'ai.khac'")
    assert main(["verify-history"]) == 1
    assert capsys.readouterr().err == admin_words.history_broken(1) + "\n"


def test_a_backup_is_a_whole_database_of_its_own(tmp_path: Path, capsys: Output) -> None:
    assert main(ADD_MAI) == 0
    capsys.readouterr()
    folder = tmp_path / "sao-luu"
    assert main(["backup", "--to", str(folder)]) == 0
    (file,) = folder.iterdir()
    assert capsys.readouterr().out == f"Đã sao lưu vào {file}.\n"
    copy = open_store(f"sqlite:///{file}")
    assert [account.login for account in copy.accounts()] == ["mai.kator"]
    assert copy.first_broken_revision() is None


@pytest.mark.parametrize(
    "arguments", [[], ["xoa-het"], ["check-plan"], ["demo", "--force"], ["add-user", "mai.kator"], ["backup", "--to"]]
)
def test_a_command_that_does_not_exist_ends_with_2(arguments: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_the_module_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "kpi", "check-plan", str(PLANS / "invalid-many.toml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    assert "lỗi trong kế hoạch." in done.stdout.decode()


def test_no_test_can_open_the_real_store() -> None:
    with pytest.raises(PermissionError):
        sqlite3.connect(DATA / "kpi.sqlite")
    with pytest.raises(PermissionError):
        open_store(f"sqlite:///{DATA / 'kpi.sqlite'}")
