"""Changing the plan: what a check tells, what an activation refuses, and what it leaves in the store."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from kpi.access import Person, Role
from kpi.accounts import Account, PlanFile
from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, Stamp
from kpi.months import Month
from kpi.planfile import load_plan
from kpi.services import plans
from kpi.services.product import Product
from kpi.wording.problems import problem_sentence, refusal_sentence
from tests.builders import PLANS, reports, tables, toml_of, ward
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, NOW, OFFICER, product

WARD = (PLANS / "valid-ward-2026.toml").read_text(encoding="utf-8")
LAM_DONG = (PLANS / "valid-lam-dong-2020.toml").read_text(encoding="utf-8")
MANY = (PLANS / "invalid-many.toml").read_text(encoding="utf-8")


@pytest.fixture
def empty() -> Product:
    """The product of phường Đô Vinh without figures."""
    return product(ward())


@pytest.fixture
def used() -> Product:
    """The product of phường Đô Vinh with five figures of two offices."""
    figures = {
        **reports("van-phong", "2026-03", resolved=50, resolved_late=2),
        **reports("kinh-te", "2026-03", resolved=20, resolved_late=1),
        **reports("kinh-te", "2026-02", resolved=18),
    }
    return product(ward(), figures)


def activate(made: Product, text: str, *, person: Person = ADMINISTRATOR) -> None:
    plans.activate(made, person, text, "ke-hoach-moi.toml")


def test_a_good_plan_is_told_with_what_it_holds_and_changes_nothing(empty: Product) -> None:
    checked = plans.check_plan_text(empty, ADMINISTRATOR, LAM_DONG, "lam-dong.toml")
    assert checked.plan == load_plan(PLANS / "valid-lam-dong-2020.toml")
    assert (checked.problems, checked.orphans) == ((), ())
    assert plans.active(empty) is None
    assert empty.store.data_version() == 0


def test_every_problem_of_a_faulty_plan_is_told_at_once(empty: Product) -> None:
    checked = plans.check_plan_text(empty, ADMINISTRATOR, MANY, "sai.toml")
    assert checked.plan is None
    assert len(checked.problems) > 3
    assert all(problem.where for problem in checked.problems)


def test_a_file_that_is_not_text_is_a_problem_like_another(empty: Product) -> None:
    checked = plans.check_plan_file(empty, ADMINISTRATOR, "Kế hoạch".encode("utf-16"), "ke-hoach.toml")
    assert [problem.code for problem in checked.problems] == ["not_utf8"]


def test_a_file_with_a_byte_order_mark_is_read(empty: Product) -> None:
    checked = plans.check_plan_file(empty, ADMINISTRATOR, WARD.encode("utf-8-sig"), "phuong.toml")
    assert (checked.plan, checked.text) == (ward(), WARD)


def test_what_figures_refer_to_and_the_new_plan_lacks_is_counted(used: Product) -> None:
    checked = plans.check_plan_text(used, ADMINISTRATOR, LAM_DONG, "lam-dong.toml")
    assert [(orphan.where, orphan.code, orphan.details["count"]) for orphan in checked.orphans] == [
        ("[[unit]] kinh-te", "orphaned_unit", 3),
        ("[[unit]] van-phong", "orphaned_unit", 2),
        ("[[measure]] resolved_late", "orphaned_measure", 2),
    ]
    assert problem_sentence(checked.orphans[0]) == (
        "[[unit]] kinh-te: Kế hoạch mới không có đơn vị “Phòng Kinh tế, Hạ tầng và Đô thị”, "
        "trong khi 3 số liệu đang lưu là của đơn vị này."
    )


def account(login: str, unit: str | None, *, disabled: bool = False) -> Account:
    role = Role.LEADER if unit is None else Role.REPORTER
    return Account(login, f"Người của {unit}", role, unit, disabled=disabled)


def test_accounts_that_could_not_report_any_more_are_told_by_the_place_of_their_unit(empty: Product) -> None:
    lost = WARD.replace('id = "kinh-te"', 'id = "kinh-te-moi"').replace('"kinh-te"', '"kinh-te-moi"')
    idle = tables("valid-ward-2026")
    for measure in idle["measure"]:
        measure["reported_by"] = ["van-phong"]
    stamp = Stamp(ADMINISTRATOR.login, NOW, "accounts")
    for one in (
        account("nam", "kinh-te"),
        account("lan", "van-phong"),
        account("cu", "kinh-te", disabled=True),
        account("luc", None),
    ):
        empty.store.add_account(one, stamp)
    told = plans.check_plan_text(empty, ADMINISTRATOR, lost, "moi.toml").orphans
    assert [(one.where, one.code, one.details["login"]) for one in told] == [
        ("[[unit]] kinh-te", "account_without_unit", "nam")
    ]
    assert problem_sentence(told[0]).startswith(
        "[[unit]] kinh-te: Kế hoạch mới không có đơn vị “Phòng Kinh tế, Hạ tầng và Đô thị” của tài khoản nam"
    )
    told = plans.check_plan_text(empty, ADMINISTRATOR, toml_of(idle), "moi.toml").orphans
    assert [(one.where, one.code, one.details["login"]) for one in told] == [
        ("[[unit]] kinh-te", "account_without_work", "nam")
    ]
    with pytest.raises(Refused, match="plan_orphans_figures"):
        activate(empty, lost)
    empty.store.change_account(
        account("nam", "kinh-te", disabled=True), stamp, before=replace(account("nam", "kinh-te"), created_at=NOW)
    )
    activate(empty, lost)


def test_parts_that_figures_are_broken_down_by_and_the_new_plan_lacks_are_counted(empty: Product) -> None:
    report = empty.store.report("van-phong", Month(2026, 3))
    keys = [FigureKey("van-phong", "resolved", Month(2026, 3), part) for part in ("", "dat-dai", "ho-tich")]
    changes = [Change(key, None, Figure(key, 5)) for key in keys]
    empty.store.save_report(report, changes=changes, explanations={}, stamp=Stamp("lan", NOW, "form"))
    without_civil_status = WARD.replace('[[part]]\nid = "ho-tich"\nname = "Hộ tịch"\n', "")
    told = plans.check_plan_text(empty, ADMINISTRATOR, without_civil_status, "moi.toml").orphans
    assert [(one.where, one.code, dict(one.details)) for one in told] == [
        ("[[part]] ho-tich", "orphaned_part", {"name": "Hộ tịch", "count": 1})
    ]


def test_a_plan_that_would_orphan_figures_is_refused_with_the_list(used: Product) -> None:
    with pytest.raises(Refused, match="plan_orphans_figures") as refused:
        activate(used, LAM_DONG)
    assert refused.value.details["problems"] == plans.check_plan_text(used, ADMINISTRATOR, LAM_DONG, "x").orphans
    assert refusal_sentence(refused.value).startswith("Chưa áp dụng: kế hoạch mới thiếu 3 mục")
    assert plans.active(used) is None


def test_a_plan_with_problems_is_refused_with_the_list(empty: Product) -> None:
    with pytest.raises(Refused, match="plan_has_problems") as refused:
        activate(empty, MANY)
    assert refused.value.details["problems"] == plans.check_plan_text(empty, ADMINISTRATOR, MANY, "x").problems
    assert "lỗi" in refusal_sentence(refused.value)
    assert plans.active(empty) is None


def test_an_activated_plan_is_kept_with_its_text_its_hash_and_who_did_it(used: Product) -> None:
    text = WARD.replace("tới cuối năm", "đến cuối năm")
    activate(used, text)
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert plans.active(used) == PlanFile(ward().id, "ke-hoach-moi.toml", text, expected, NOW)
    newest = used.store.revisions(limit=1)[0]
    assert (newest.action, newest.after) == ("plan", expected)
    assert (newest.stamp.who, newest.stamp.origin) == (ADMINISTRATOR.login, "plan")


def test_the_plan_that_is_active_already_is_not_activated_again(empty: Product) -> None:
    activate(empty, WARD)
    with pytest.raises(Refused, match="plan_active_already") as refused:
        activate(empty, WARD)
    assert ward().number in refusal_sentence(refused.value)


def test_a_plan_without_figures_may_be_replaced_by_quite_another(empty: Product) -> None:
    activate(empty, WARD)
    activate(empty, LAM_DONG)
    active = plans.active(empty)
    assert active is not None
    assert active.text == LAM_DONG


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN], ids=lambda person: person.role)
def test_only_the_administrator_checks_and_activates_plans(person: Person, empty: Product) -> None:
    assert person.role is not Role.ADMINISTRATOR
    with pytest.raises(Refused, match="may_not_keep_plan"):
        plans.check_plan_text(empty, person, WARD, "x.toml")
    with pytest.raises(Refused, match="may_not_keep_plan"):
        plans.check_plan_file(empty, person, WARD.encode(), "x.toml")
    with pytest.raises(Refused, match="may_not_keep_plan"):
        activate(empty, WARD, person=person)


@pytest.mark.parametrize("file", sorted(PLANS.glob("invalid-*.toml")), ids=lambda path: path.stem)
def test_no_faulty_plan_can_be_activated(file: Path, empty: Product) -> None:
    checked = plans.check_plan_file(empty, ADMINISTRATOR, file.read_bytes(), file.name)
    assert checked.plan is None
    assert checked.problems
