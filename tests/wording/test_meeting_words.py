"""What meetings and decisions say, word for word, and what the history tells of them."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from kpi.figures import Revision, Stamp
from kpi.meetings import AgendaItem, Decision, ItemKind, MeetingState
from kpi.plan import WHOLE
from kpi.store.decisions import texts as decision_texts
from kpi.store.meetings import texts as meeting_texts
from kpi.wording import decision_words, formats, history_words, meeting_words, minutes_words
from tests.meeting_room import ON_TIME, TEXT, new_meeting
from tests.office import COORDINATOR, EVERYBODY, MA_NOI, MARCH, MY_SON, OFFICER, ninh_son

AT = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
NAMES = {person.login: person.name for person in EVERYBODY}
DUE = dt.date(2024, 4, 10)
DECISION = Decision(1, TEXT, MA_NOI, DUE, ON_TIME, number=3)


def with_spaces(text: str) -> str:
    return text.replace(formats.NO_BREAK, " ")


def done(day: int) -> Decision:
    return Decision(1, TEXT, MA_NOI, DUE, ON_TIME, number=3, done_on=dt.date(2024, 4, day))


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (ON_TIME, "Đúng hạn – Xã Ma Nới"),
        (AgendaItem(ItemKind.INDICATOR, "on_time", WHOLE), "Đúng hạn"),
        (AgendaItem(ItemKind.INDICATOR, "on_time", "commune"), "Đúng hạn – Cấp xã"),
        (AgendaItem(ItemKind.INDICATOR, "cu", "xa-cu"), "cu – xa-cu"),
        (AgendaItem(ItemKind.UNIT, MA_NOI), "Xã Ma Nới"),
        (AgendaItem(ItemKind.UNIT, "xa-cu"), "xa-cu"),
        (AgendaItem(ItemKind.TASK, "X.9"), "Nhiệm vụ X.9"),
        (AgendaItem(ItemKind.OTHER, text="Ý kiến khác"), "Ý kiến khác"),
        (AgendaItem(ItemKind.DECISIONS), "Kết luận các cuộc họp trước"),
        (AgendaItem(ItemKind.STATE), "Tình hình thực hiện kế hoạch"),
        (AgendaItem(ItemKind.REPORTING), "Kỷ luật báo cáo"),
    ],
)
def test_an_agenda_item_is_called_by_what_it_is_about(item: AgendaItem, title: str) -> None:
    assert meeting_words.item_title(ninh_son(), item) == title


def test_every_kind_and_state_has_its_name_and_symbol() -> None:
    assert set(meeting_words.KINDS) == set(ItemKind)
    assert set(meeting_words.STATES) == set(meeting_words.SYMBOLS) == set(MeetingState)


@pytest.mark.parametrize(
    ("items", "length", "text"),
    [
        (1, 5, "1 nội dung, 5 phút"),
        (12, 59, "12 nội dung, 59 phút"),
        (12, 60, "12 nội dung, 60 phút (1 giờ 00 phút)"),
        (14, 125, "14 nội dung, 125 phút (2 giờ 05 phút)"),
    ],
)
def test_an_agenda_says_how_long_it_takes(items: int, length: int, text: str) -> None:
    assert with_spaces(meeting_words.total_of(items, length)) == text


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 0, 0), "không có kết luận"),
        ((3, 0, 0), "3 kết luận, đã xong hết"),
        ((3, 2, 0), "3 kết luận, 2 còn mở"),
        ((3, 2, 1), "3 kết luận, 2 còn mở, 1 trễ hạn"),
    ],
)
def test_a_meeting_says_what_became_of_its_decisions(counts: tuple[int, int, int], text: str) -> None:
    assert meeting_words.decided(*counts) == text


@pytest.mark.parametrize(
    ("decision", "day", "text"),
    [
        (DECISION, dt.date(2024, 4, 3), "○ Còn 7 ngày"),
        (DECISION, DUE, "○ Đến hạn hôm nay"),
        (DECISION, dt.date(2024, 4, 11), "✗ Trễ 1 ngày"),
        (DECISION, dt.date(2027, 4, 10), "✗ Trễ 1.095 ngày"),
        (done(8), dt.date(2024, 4, 20), "✓ Xong 08/04/2024"),
        (done(12), dt.date(2024, 4, 20), "✓ Xong 12/04/2024, trễ 2 ngày"),
        (done(12), dt.date(2024, 4, 11), "✗ Trễ 1 ngày"),
    ],
)
def test_a_decision_says_how_late_it_is(decision: Decision, day: dt.date, text: str) -> None:
    assert f"{decision_words.symbol(decision, day)} {decision_words.standing(decision, day)}" == text


def test_open_decisions_are_counted_and_the_late_ones_named() -> None:
    assert decision_words.counted(5, 2) == "5 kết luận còn mở, 2 trễ hạn"
    assert decision_words.counted(5, 0) == "5 kết luận còn mở, không có kết luận nào trễ hạn"
    late = decision_words.late_units(ninh_son(), [(MA_NOI, 12), ("xa-cu", 3)])
    assert late == "Xã Ma Nới trễ 12 ngày; xa-cu trễ 3 ngày"


def test_a_meeting_is_called_by_its_day_so_that_two_of_a_month_are_told_apart() -> None:
    first, second = new_meeting(number=7), new_meeting(number=8, day=dt.date(2024, 4, 24))
    assert meeting_words.name(first) == "Họp giao ban ngày 03/04/2024, số liệu tháng 3/2024"
    assert meeting_words.name(second) == "Họp giao ban ngày 24/04/2024, số liệu tháng 3/2024"


def test_the_files_of_two_meetings_of_a_day_have_names_of_their_own() -> None:
    first, second = new_meeting(number=7), new_meeting(number=8)
    assert minutes_words.minutes_file(first) == "Thông báo kết luận họp giao ban 03-04-2024 (cuộc họp 7).docx"
    assert minutes_words.minutes_file(first) != minutes_words.minutes_file(second)
    day = dt.date(2024, 5, 2)
    assert minutes_words.follow_up_file(first, day) == (
        "Theo dõi kết luận họp giao ban 03-04-2024 (cuộc họp 7), tính đến 02-05-2024.docx"
    )
    assert minutes_words.follow_up_file(first, day) != minutes_words.follow_up_file(second, day)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 4), "Còn 4 đơn vị khác phải giải trình chưa đưa vào chương trình."),
        ((5, 0), "Còn 5 chỉ tiêu khác phải giải trình chưa đưa vào chương trình."),
        ((5, 4), "Còn 5 chỉ tiêu và 4 đơn vị khác phải giải trình chưa đưa vào chương trình."),
    ],
)
def test_what_was_left_out_of_an_agenda_is_counted(counts: tuple[int, int], text: str) -> None:
    assert meeting_words.left_out(*counts) == text


def told(action: str, before: str | None, after: str | None, *, unit: str = "", who: str = COORDINATOR.login) -> str:
    """A revision of the meeting or the decision of number 3 in a sentence."""
    revision = Revision(7, Stamp(who, AT, "meeting"), action, unit, MARCH, "3", "", before, after)
    return history_words.sentence(ninh_son(), revision, NAMES)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"day": dt.date(2024, 4, 5)}, "sửa cuộc họp giao ban tháng 3/2024: ngày họp 03/04/2024 → 05/04/2024."),
        (
            {"chair": "Lê Văn Bình", "participants": ()},
            "sửa cuộc họp giao ban tháng 3/2024: chủ trì Trần Minh Lực → Lê Văn Bình, thành phần 2 → 0 người.",
        ),
        (
            {"agenda": (ON_TIME,)},
            "sửa cuộc họp giao ban tháng 3/2024: chương trình 4 nội dung, 25 phút → 1 nội dung, 10 phút.",
        ),
        ({"state": MeetingState.CLOSED}, "kết thúc cuộc họp giao ban tháng 3/2024."),
        ({"state": MeetingState.CANCELLED}, "hủy cuộc họp giao ban tháng 3/2024."),
    ],
)
def test_a_change_of_a_meeting(said: dict[str, Any], sentence: str) -> None:
    assert (
        told("meeting", *meeting_texts(new_meeting(), new_meeting(**said), frozen=None)) == f"Nguyễn Văn Tâm {sentence}"
    )


def test_a_meeting_that_is_prepared_and_started() -> None:
    assert told("meeting", *meeting_texts(None, new_meeting(), frozen=None)) == (
        "Nguyễn Văn Tâm chuẩn bị cuộc họp giao ban tháng 3/2024: ngày 03/04/2024, chủ trì Trần Minh Lực, 4 nội dung."
    )
    after = json.dumps({"state": "running", "snapshot": "3fa2c1d4e5b6a7980000"})
    assert told("meeting", '{"state":"prepared"}', after) == (
        "Nguyễn Văn Tâm bắt đầu cuộc họp giao ban tháng 3/2024, giữ nguyên số liệu (mã 3fa2c1d4e5b6)."
    )
    moved = json.dumps({"day": "2024-04-05", "state": "running", "snapshot": "3fa2c1d4e5b6a7980000"})
    assert told("meeting", '{"day":"2024-04-03","state":"prepared"}', moved).endswith(
        "(mã 3fa2c1d4e5b6), ngày họp 03/04/2024 → 05/04/2024."
    )


def test_a_decision_that_is_written_done_and_opened_again() -> None:
    finished = done(8)
    assert told("decision", *decision_texts(None, DECISION), unit=MA_NOI) == (
        f"Nguyễn Văn Tâm ghi kết luận số 3 giao Xã Ma Nới, hạn 10/04/2024: “{TEXT}”."
    )
    assert told("decision", *decision_texts(DECISION, finished), unit=MA_NOI) == (
        "Nguyễn Văn Tâm ghi nhận kết luận số 3 của Xã Ma Nới xong ngày 08/04/2024."
    )
    assert told("decision", *decision_texts(finished, DECISION), unit=MA_NOI) == (
        "Nguyễn Văn Tâm mở lại kết luận số 3 của Xã Ma Nới."
    )
    corrected = replace(DECISION, text="Báo cáo", unit=MY_SON, due=dt.date(2024, 5, 2))
    assert told("decision", *decision_texts(DECISION, corrected), unit=MY_SON) == (
        f"Nguyễn Văn Tâm sửa kết luận số 3 của Xã Mỹ Sơn: “{TEXT}” → “Báo cáo”, Xã Ma Nới → Xã Mỹ Sơn, "
        "hạn 10/04/2024 → 02/05/2024."
    )
    assert told("follow_up", None, "Đã trình", unit=MA_NOI, who=OFFICER.login) == (
        "Kator Thị Mai ghi kết quả thực hiện kết luận số 3 của Xã Ma Nới: “Đã trình”."
    )
