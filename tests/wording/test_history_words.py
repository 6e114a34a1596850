"""The history in sentences: each kind of revision, word for word."""

import datetime as dt

import pytest

from kpi.figures import Revision, Stamp
from kpi.months import Month
from kpi.wording import history_words
from tests.office import ADMINISTRATOR, COORDINATOR, EVERYBODY, MA_NOI, MARCH, OFFICER, ninh_son

AT = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
NAMES = {person.login: person.name for person in EVERYBODY}
LATE = "Hồ sơ đã giải quyết quá hạn"
TOTAL = "Tổng đã giải quyết: cột 7 = cột 8 + cột 9 + cột 10"


def told(
    action: str,
    before: str | None,
    after: str | None,
    *,
    subject: str = "",
    part: str = "",
    who: str = OFFICER.login,
    reason: str = "",
    unit: str = MA_NOI,
    month: Month | None = MARCH,
) -> str:
    revision = Revision(7, Stamp(who, AT, "form", reason), action, unit, month, subject, part, before, after)
    return history_words.sentence(ninh_son(), revision, NAMES)


@pytest.mark.parametrize(
    ("before", "after", "reason", "sentence"),
    [
        ("12", "9", "nhập nhầm", f"Xã Ma Nới sửa “{LATE}” tháng 3/2024: 12 → 9, lý do: nhập nhầm."),
        ("12", "9", "", f"Xã Ma Nới sửa “{LATE}” tháng 3/2024: 12 → 9."),
        (None, "1234", "", f"Xã Ma Nới nhập “{LATE}” tháng 3/2024: 1.234."),
        (None, "0", "", f"Xã Ma Nới nhập “{LATE}” tháng 3/2024: 0."),
        ("12", None, "", f"Xã Ma Nới bỏ “{LATE}” tháng 3/2024 (trước là 12)."),
        ("12", "not_arisen", "", f"Xã Ma Nới sửa “{LATE}” tháng 3/2024: 12 → không phát sinh."),
    ],
)
def test_a_figure(before: str | None, after: str | None, reason: str, sentence: str) -> None:
    assert told("figure", before, after, subject="resolved_late", reason=reason) == sentence


def test_a_published_figure_names_its_decision() -> None:
    after = '{"source": "QĐ 12/QĐ-UBND", "value": "86.25"}'
    name = ninh_son().measure_of_id["par_index_score"].name
    assert told("figure", "86", after, subject="par_index_score", unit="585") == (
        f"Ủy ban nhân dân huyện Ninh Sơn sửa “{name}” tháng 3/2024: 86 → 86,25 (QĐ 12/QĐ-UBND)."
    )


def test_a_correction_after_approval_names_the_person() -> None:
    who, reason = COORDINATOR.login, "Đếm lại hồ sơ giấy."
    assert told("correction", None, "2024-04-12T02:30:00+00:00", who=who, reason=reason) == (
        "Nguyễn Văn Tâm điều chỉnh báo cáo tháng 3/2024 của Xã Ma Nới sau khi duyệt, lý do: Đếm lại hồ sơ giấy."
    )
    assert told("correction", "12", "9", subject="resolved_late", who=who, reason=reason) == (
        f"Nguyễn Văn Tâm điều chỉnh “{LATE}” tháng 3/2024 của Xã Ma Nới sau khi duyệt: 12 → 9, "
        "lý do: Đếm lại hồ sơ giấy."
    )


@pytest.mark.parametrize(
    ("before", "after", "who", "reason", "sentence"),
    [
        ("draft", "submitted", OFFICER.login, "", "Xã Ma Nới nộp báo cáo tháng 3/2024."),
        ("returned", "submitted", OFFICER.login, "", "Xã Ma Nới nộp lại báo cáo tháng 3/2024."),
        ("submitted", "approved", "tam.nguyen", "", "Nguyễn Văn Tâm duyệt báo cáo tháng 3/2024 của Xã Ma Nới."),
        (
            "submitted", "returned", "tam.nguyen", "Sai cột 7",
            "Nguyễn Văn Tâm trả lại báo cáo tháng 3/2024 của Xã Ma Nới, lý do: Sai cột 7.",
        ),
    ],
)  # fmt: skip
def test_a_step_of_a_report(before: str, after: str, who: str, reason: str, sentence: str) -> None:
    assert told("state", before, after, who=who, reason=reason) == sentence


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (None, "Hai hồ sơ rút", f"Xã Ma Nới giải trình “{TOTAL}” tháng 3/2024: “Hai hồ sơ rút”."),
        ("Hai hồ sơ rút", None, f"Xã Ma Nới bỏ giải trình “{TOTAL}” tháng 3/2024 (trước là “Hai hồ sơ rút”)."),
        ("Hai", "Ba", f"Xã Ma Nới sửa giải trình “{TOTAL}” tháng 3/2024: “Hai” → “Ba”."),
    ],
)
def test_an_explanation(before: str | None, after: str | None, sentence: str) -> None:
    assert told("explanation", before, after, subject="resolved_total") == sentence


@pytest.mark.parametrize(
    ("action", "before", "after", "subject", "sentence"),
    [
        ("account", None, "…", "mai.kator", "Lê Thị Hạnh tạo tài khoản mai.kator (Kator Thị Mai)."),
        ("account", "a", "b", "moi", "Lê Thị Hạnh sửa tài khoản moi: a → b."),
        ("plan", None, "f00d", "ninh-son-2024", "Lê Thị Hạnh áp dụng kế hoạch ninh-son-2024."),
        ("template", None, '{"name":"Mẫu.docx"}', "", "Lê Thị Hạnh dùng mẫu báo cáo Word “Mẫu.docx”."),
        (
            "template", '{"name":"Mẫu.docx"}', None, "",
            "Lê Thị Hạnh thôi dùng mẫu báo cáo Word “Mẫu.docx”, trở lại mẫu có sẵn.",
        ),
        ("demo_filled", None, "8210", "", "Lê Thị Hạnh nạp 8.210 số liệu minh họa."),
        ("demo_removed", "8210", None, "", "Lê Thị Hạnh xóa 8.210 số liệu minh họa."),
    ],
)  # fmt: skip
def test_what_concerns_the_whole_product(
    action: str, before: str | None, after: str | None, subject: str, sentence: str
) -> None:
    assert told(action, before, after, subject=subject, who=ADMINISTRATOR.login, unit="", month=None) == sentence


def test_what_an_older_plan_named_is_told_by_its_id() -> None:
    assert told("figure", None, "3", subject="cu", unit="xa-cu") == "xa-cu nhập “cu” tháng 3/2024: 3."
    assert told("figure", None, "3", subject="resolved_late", part="dat-dai").startswith("Xã Ma Nới nhập")


def test_the_head_of_a_revision_says_when_and_who() -> None:
    revision = Revision(7, Stamp(OFFICER.login, AT, "form"), "state", MA_NOI, MARCH, "", "", "draft", "submitted")
    assert history_words.head(revision, NAMES) == "09:30 ngày 03/04/2024, Kator Thị Mai"
    assert history_words.head(revision, {}) == "09:30 ngày 03/04/2024, mai.kator"
