"""The administration page: accounts, sessions, the plan and the system, each with what it refuses."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person, Role
from kpi.accounts import SignIn
from kpi.services import accounts, plans
from kpi.services.product import Product
from kpi.store.sqlstore import open_store
from kpi.ui.session import Session
from pages.administration import PAGE
from tests.builders import PLANS, reports, ward
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, NOW, OFFICER, product, put, with_demonstration
from tests.pages.screen import blocks, draw, run

OFFICE = "van-phong"
MAI = Person("Kator Thị Mai", Role.REPORTER, OFFICE, "mai.kator")
WARD = (PLANS / "valid-ward-2026.toml").read_bytes()


@pytest.fixture
def made() -> Product:
    """Phường Đô Vinh with an administrator and a reporter."""
    made = product(ward())
    for person in (ADMINISTRATOR, MAI):
        accounts.add_account(
            made, ADMINISTRATOR, login=person.login, name=person.name, role=person.role, unit=person.unit
        )
    return made


def opened(made: Product, section: str, *, person: Person = ADMINISTRATOR, folder: Path = Path("/khong-co")) -> AppTest:
    """The page at one of its sections; `folder` is where demonstrations and backups would be."""
    session = Session(
        product=made,
        person=person,
        demo_folder=folder / "demo",
        backups=folder / "sao-luu",
        ended=lambda: False,
        open_page=lambda _url, _parameters: None,
    )
    return draw("administration", session, muc=section)


def html(screen: AppTest, key: str) -> str:
    return str(blocks(screen)[key]["html"])


def press(screen: AppTest, key: str) -> AppTest:
    screen.button(key=key).click()
    return run(screen)


def write(screen: AppTest, field: str, value: str) -> None:
    """Fill the field of an account's form, in which the number of actions done is a part of the key."""
    (found,) = [one for one in (*screen.text_input, *screen.selectbox) if one.key and one.key.endswith(field)]
    found.set_value(value)


def chosen(made: Product, login: str) -> AppTest:
    screen = opened(made, "tai-khoan")
    screen.selectbox(key="change.login").select(login)
    return run(screen)


def errors(screen: AppTest) -> list[str]:
    return [str(one.value) for one in screen.error]


def said(screen: AppTest) -> list[str]:
    return [str(one.value) for one in screen.success]


def test_only_the_administrator_is_offered_the_page() -> None:
    assert (PAGE.url, PAGE.roles) == ("quan-tri", frozenset({Role.ADMINISTRATOR}))


@pytest.mark.parametrize("section", ["tai-khoan", "phien", "ke-hoach", "he-thong"])
@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN], ids=lambda person: person.role)
def test_somebody_else_who_has_the_address_can_do_nothing_there(person: Person, section: str, made: Product) -> None:
    screen = opened(made, section, person=person)
    assert [button.key for button in screen.button] == []
    assert section == "ke-hoach" or errors(screen) == ["Chỉ quản trị mới được quản lý tài khoản."]
    if section == "ke-hoach":
        screen.file_uploader[0].upload("moi.toml", WARD)
        assert errors(run(screen)) == ["Chỉ quản trị mới được thay kế hoạch, mẫu báo cáo và sao lưu."]


def test_the_table_tells_who_everybody_is(made: Product) -> None:
    table = html(opened(made, "tai-khoan"), "accounts")
    for text in ("mai.kator", "Kator Thị Mai", "Người báo cáo", "Chờ đổi mật khẩu", "09:30 ngày 03/04/2024"):
        assert text in table


def test_a_new_account_shows_its_password_until_it_is_noted(made: Product) -> None:
    screen = opened(made, "tai-khoan")
    write(screen, ".login.0", "ha.dao")
    write(screen, "new.0.name", "Đạo Thanh Hà")
    write(screen, "new.0.unit", OFFICE)
    press(screen, "new.create")
    assert said(screen) == ["Đã tạo tài khoản ha.dao."]
    assert "ha.dao" in html(screen, "passwords")
    assert "<code" in html(screen, "passwords")
    assert made.store.account("ha.dao") is not None
    assert screen.text_input(key="new.login.1").value == ""
    press(screen, "noted")
    assert "passwords" not in blocks(screen)


def test_an_account_that_is_refused_says_why_and_keeps_what_was_typed(made: Product) -> None:
    screen = opened(made, "tai-khoan")
    write(screen, ".login.0", "mai.kator")
    write(screen, "new.0.name", "Kator Thị Mai")
    write(screen, "new.0.unit", OFFICE)
    press(screen, "new.create")
    assert errors(screen) == ["Đã có tài khoản “mai.kator”; hãy chọn tên đăng nhập khác."]
    assert screen.text_input(key="new.0.name").value == "Kator Thị Mai"
    assert "passwords" not in blocks(screen)


def test_only_a_reporter_is_asked_for_a_unit(made: Product) -> None:
    screen = opened(made, "tai-khoan")
    screen.selectbox(key="new.0.role").select(Role.LEADER)
    run(screen)
    assert [box.key for box in screen.selectbox] == ["new.0.role", "change.login"]


def test_a_name_and_a_role_are_changed(made: Product) -> None:
    screen = chosen(made, "mai.kator")
    write(screen, "mai.kator.name", "Kator Thị Mai Anh")
    screen.selectbox(key="change.mai.kator.role").select(Role.COORDINATOR)
    run(screen)
    press(screen, "change.save")
    assert said(screen) == ["Đã lưu tài khoản mai.kator."]
    account = made.store.account("mai.kator")
    assert account is not None
    assert (account.name, account.role, account.unit) == ("Kator Thị Mai Anh", Role.COORDINATOR, None)


def test_an_account_is_disabled_after_asking_and_opened_again(made: Product) -> None:
    screen = press(chosen(made, "mai.kator"), "disable.yes")
    assert said(screen) == ["Đã khóa tài khoản mai.kator."]
    assert "Đã khóa" in html(screen, "accounts")
    press(screen, "enable")
    assert said(screen) == ["Đã mở lại tài khoản mai.kator, với mật khẩu cũ."]
    account = made.store.account("mai.kator")
    assert account is not None
    assert not account.disabled


def test_nobody_disables_or_resets_the_own_account(made: Product) -> None:
    screen = press(chosen(made, ADMINISTRATOR.login), "disable.yes")
    assert errors(screen) == ["Bạn không thể tự khóa tài khoản của mình; hãy nhờ một quản trị khác."]
    assert errors(press(screen, "reset.yes")) == ["Để đổi mật khẩu của chính mình, hãy dùng trang Đổi mật khẩu."]


def test_a_password_is_reset_after_asking(made: Product) -> None:
    before = made.store.account("mai.kator")
    screen = press(chosen(made, "mai.kator"), "reset.yes")
    assert said(screen) == ["Đã cấp lại mật khẩu cho mai.kator."]
    assert "mai.kator" in html(screen, "passwords")
    after = made.store.account("mai.kator")
    assert before is not None
    assert after is not None
    assert after.password_hash != before.password_hash


def test_open_sessions_are_told_and_ended_after_asking(made: Product) -> None:
    seen = NOW - dt.timedelta(minutes=5)
    account = made.store.account("mai.kator")
    assert account is not None
    session = SignIn("a", "mai.kator", NOW - dt.timedelta(hours=1), seen, "10.20.0.7", "Firefox")
    made.store.open_session(session, of=account)
    screen = opened(made, "phien")
    for text in ("Kator Thị Mai (mai.kator)", "08:30 ngày 03/04/2024", "09:25 ngày 03/04/2024", "10.20.0.7"):
        assert text in html(screen, "sessions")
    screen.selectbox(key="end.login").select("mai.kator")
    press(run(screen), "end.yes")
    assert said(screen) == ["Đã đăng xuất mai.kator khỏi mọi thiết bị."]
    assert made.store.sessions() == []


def test_a_good_plan_is_checked_and_activated_after_asking(made: Product) -> None:
    screen = opened(made, "ke-hoach")
    assert "Kế hoạch có sẵn khi khởi động" in html(screen, "plan")
    screen.file_uploader[0].upload("phuong-2026.toml", WARD)
    run(screen)
    assert "Kế hoạch hợp lệ" in html(screen, "checked")
    assert plans.active(made) is None
    press(screen, "activate.yes")
    assert said(screen) == [f"Đã áp dụng kế hoạch {ward().number}."]
    assert "phuong-2026.toml" in html(screen, "plan")
    assert "checked" not in blocks(screen)


def test_every_problem_of_an_uploaded_plan_is_listed_and_it_cannot_be_activated(made: Product) -> None:
    screen = opened(made, "ke-hoach")
    screen.file_uploader[0].upload("sai.toml", (PLANS / "invalid-many.toml").read_bytes())
    run(screen)
    assert html(screen, "checked").count("<li>") > 3
    assert [button.key for button in screen.button] == []


def test_a_plan_that_would_orphan_figures_is_listed_and_cannot_be_activated(made: Product) -> None:
    put(made, reports(OFFICE, "2026-03", resolved=50))
    screen = opened(made, "ke-hoach")
    screen.file_uploader[0].upload("lam-dong.toml", (PLANS / "valid-lam-dong-2020.toml").read_bytes())
    run(screen)
    assert "thiếu 2 mục" in html(screen, "checked")
    assert f"[[unit]] {OFFICE}: Kế hoạch mới không có đơn vị" in html(screen, "checked")
    assert "của tài khoản mai.kator (Kator Thị Mai)" in html(screen, "checked")
    assert [button.key for button in screen.button] == []


def test_with_demonstration_figures_a_new_plan_begins_with_removing_them() -> None:
    screen = opened(with_demonstration(), "ke-hoach")
    screen.file_uploader[0].upload("phuong-2026.toml", WARD)
    assert [str(one.value) for one in run(screen).info] == [
        "Đang có số liệu minh họa; hãy xóa ở màn hình Tổng quan rồi tải kế hoạch lên lại."
    ]


def test_the_state_of_the_system_is_told_and_a_backup_made(database_url: str, tmp_path: Path) -> None:
    made = product(ward(), reports(OFFICE, "2026-03", resolved=50), store=open_store(database_url))
    screen = opened(made, "he-thong", folder=tmp_path)
    assert "Chưa có bản sao lưu nào" in html(screen, "state")
    press(screen, "back_up")
    assert said(screen) == [f"Đã sao lưu vào {tmp_path / 'sao-luu' / 'kpi-20240403-093000.sqlite'}."]
    assert "09:30 ngày 03/04/2024" in html(screen, "state")


def test_a_backup_that_cannot_be_made_here_is_one_sentence(made: Product, tmp_path: Path) -> None:
    screen = press(opened(made, "he-thong", folder=tmp_path), "back_up")
    assert [text.split(";")[0] for text in errors(screen)] == ["Kho số liệu nằm trên máy chủ cơ sở dữ liệu"]


def test_the_history_is_proved_on_request(made: Product) -> None:
    assert said(press(opened(made, "he-thong"), "verify")) == ["Lịch sử nguyên vẹn: không dòng nào bị sửa hoặc thiếu."]
