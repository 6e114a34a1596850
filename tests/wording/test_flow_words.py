"""What is said about the life of a report, and what a refusal says."""

import datetime as dt
import re
from pathlib import Path

import pytest

import kpi
from kpi.access import Action
from kpi.checks import CheckResult
from kpi.errors import Refused
from kpi.figures import Report, ReportState
from kpi.flow import Step
from kpi.wording import flow_words, labels
from kpi.wording.problems import REFUSED, refusal_sentence
from tests.office import EVERYBODY, MA_NOI, MARCH, ninh_son

AT = dt.datetime(2024, 4, 5, 7, 5, tzinfo=dt.UTC)
NAMES = {person.login: person.name for person in EVERYBODY}


def standing(**known: object) -> str:
    return flow_words.standing(Report(MA_NOI, MARCH, **known), NAMES)  # type: ignore[arg-type]


def test_a_draft_says_nothing() -> None:
    assert standing() == ""


def test_a_submitted_report_says_how_to_have_it_back() -> None:
    assert standing(state=ReportState.SUBMITTED, submitted_by="mai.kator", submitted_at=AT) == (
        "Đã nộp lúc 14:05 ngày 05/04/2024, Kator Thị Mai, đang chờ duyệt. "
        "Muốn sửa, hãy đề nghị người duyệt trả lại báo cáo."
    )


def test_a_returned_report_says_why() -> None:
    returned = standing(
        state=ReportState.RETURNED, decided_by="tam.nguyen", decided_at=AT, returned_because="Sai cột 7"
    )
    assert returned == "Bị trả lại lúc 14:05 ngày 05/04/2024, Nguyễn Văn Tâm. Lý do: Sai cột 7"


def test_a_locked_report_says_by_whom_when_and_how_to_ask_for_a_correction() -> None:
    approved = {"state": ReportState.APPROVED, "decided_by": "tam.nguyen", "decided_at": AT}
    how = "Muốn sửa số đã duyệt, hãy gửi người duyệt số đúng kèm lý do; bản điều chỉnh được ghi vào lịch sử."
    assert standing(**approved) == f"Đã duyệt lúc 14:05 ngày 05/04/2024, Nguyễn Văn Tâm. {how}"
    assert standing(**approved, corrected_by="lan.pham", corrected_at=AT + dt.timedelta(days=7)) == (
        "Đã duyệt lúc 14:05 ngày 05/04/2024, Nguyễn Văn Tâm. "
        f"Đã điều chỉnh lúc 14:05 ngày 12/04/2024, Phạm Thị Lan. {how}"
    )


def test_who_may_correct_an_approved_report_is_not_told_to_ask_somebody() -> None:
    report = Report(MA_NOI, MARCH, ReportState.APPROVED, decided_by="tam.nguyen", decided_at=AT)
    said = flow_words.standing(report, NAMES, step=Step.CORRECT)
    assert said == (
        "Đã duyệt lúc 14:05 ngày 05/04/2024, Nguyễn Văn Tâm. Sửa số ngay trong biểu và ghi lý do; "
        "báo cáo vẫn là đã duyệt, bản điều chỉnh được ghi vào lịch sử."
    )


def test_corrected_units_are_named_with_their_days() -> None:
    assert flow_words.corrected_units(ninh_son(), []) == ""
    assert flow_words.corrected_units(ninh_son(), [(MA_NOI, dt.date(2024, 4, 12)), ("22822", dt.date(2024, 4, 9))]) == (
        "Xã Ma Nới đã điều chỉnh ngày 12/04/2024; Xã Mỹ Sơn đã điều chỉnh ngày 09/04/2024"
    )


def test_what_a_report_lacks_is_one_line_for_each_thing() -> None:
    plan = ninh_son()
    failed = CheckResult(plan.check_of_id["postal_part"], 12.0, 9.0)
    lines = flow_words.to_do([plan.measure_of_id["postal"]], [failed], [(plan.measure_of_id["pending"], "negative")], 2)
    assert lines == (
        f"Chưa có số liệu: {plan.measure_of_id['postal'].name}",
        "Chưa giải trình: Hồ sơ qua bưu chính không nhiều hơn cột 5: 12 > 9 (lệch 3)",
        f"Cần sửa ô: {plan.measure_of_id['pending'].name}",
        "Còn 2 thay đổi chưa lưu",
    )
    assert flow_words.to_do([], [], [], 0) == ()


def test_every_state_has_its_word_and_not_started_too() -> None:
    words = [labels.state_name(state) for state in (None, *ReportState)]
    assert words == ["Chưa bắt đầu", "Đang nhập", "Đã nộp", "Đã duyệt", "Trả lại"]


def test_every_refusal_in_the_code_of_reports_has_its_sentence() -> None:
    sources = Path(kpi.__file__).parent / "services"
    names = ("entry", "entry_form", "flow", "review", "demo", "view", "history")
    codes = set(
        re.findall(r'Refused\(\s*"([a-z_]+)"', "".join((sources / f"{n}.py").read_text("utf-8") for n in names))
    )
    codes |= {f"may_not_{action}" for action in Action} | {
        f"cannot_{s}" for s in (Step.SUBMIT, Step.APPROVE, Step.RETURN)
    }
    assert len(codes) > 20
    assert codes <= set(REFUSED)


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            Refused("own_report", unit="Xã Ma Nới"),
            "Báo cáo của Xã Ma Nới do chính bạn nộp; người khác phải duyệt hoặc trả lại.",
        ),
        (
            Refused("report_changed_meanwhile", who="Kator Thị Mai", at=AT),
            "Báo cáo đã thay đổi (Kator Thị Mai, 14:05 ngày 05/04/2024); hãy xem lại rồi quyết định.",
        ),
        (
            Refused("cannot_approve", state=ReportState.DRAFT),
            "Chỉ báo cáo đã nộp mới duyệt được; báo cáo này ở trạng thái “Đang nhập”.",
        ),
        (
            Refused("nothing_to_remind", unit="Xã Ma Nới", month=MARCH),
            "Xã Ma Nới không còn nợ báo cáo tháng 3/2024 nên không cần nhắc.",
        ),
    ],
)
def test_a_refusal_says_what_to_do_instead(refused: Refused, sentence: str) -> None:
    assert refusal_sentence(refused) == sentence
