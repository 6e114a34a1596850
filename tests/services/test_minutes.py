"""Minutes of a meeting and what became of its decisions: from frozen figures, the same a year later."""

import datetime as dt
from dataclasses import replace

from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.meetings import AgendaItem, ItemKind
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.services import decisions, notes
from kpi.services.minutes import Minutes, follow_up_of, minutes_of
from tests.exports.held import (
    AGENDA,
    FEBRUARY,
    FIGURES,
    HOA_SON,
    MEETING_DAY,
    NHON_SON,
    ON_TIME,
    Office,
    office,
    resolved,
)
from tests.fakes_people import Clock
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, MY_SON, OFFICER, put_state, with_demonstration

FIRST_DAY = dt.date(2024, 2, 7)
"""The day of the meeting before."""


def minutes(made: Office, number: int) -> Minutes:
    found = minutes_of(made.product, OFFICER, number)
    assert found is not None
    return found


def stamp(made: Office) -> Stamp:
    return Stamp(COORDINATOR.login, made.clock(), "form")


def said(made: Office, item: AgendaItem) -> tuple[str, ...]:
    """What the minutes of a meeting about one item say of it, spaces that keep numbers together made plain."""
    (only,) = minutes(made, made.close(made.begin(agenda=[item])).number).items
    return tuple(sentence.replace("\xa0", " ") for sentence in only.said)


def test_an_indicator_is_told_with_its_counts_the_month_by_itself_the_change_and_who_misses_it() -> None:
    assert said(office(), ON_TIME) == (
        "Chưa đạt: 81,4 % < 90 % (thiếu 8,6 điểm; 141 hồ sơ trễ hạn trên 759). Tạm tính: 3/8 xã có đủ số liệu.",
        "Riêng tháng 2/2024: 83,4 %.",
        "So với kết quả tính đến hết tháng 1/2024: +2,0 điểm.",
        "Đơn vị chưa đạt: Xã Nhơn Sơn 76,0 %.",
    )


def test_an_indicator_of_one_unit_does_not_name_other_units() -> None:
    sentences = said(office(), AgendaItem(ItemKind.INDICATOR, "on_time", NHON_SON))
    assert sentences == (
        "Chưa đạt: 76,0 % < 90 % (thiếu 14,0 điểm; 120 hồ sơ trễ hạn trên 500).",
        "Riêng tháng 2/2024: 80,0 %.",
        "So với kết quả tính đến hết tháng 1/2024: +4,0 điểm.",
    )


def test_what_units_wrote_to_explain_the_month_stands_below_the_number() -> None:
    made = office()
    text = "Mất kết nối hệ thống một cửa 6 ngày"
    for scope, month in [(NHON_SON, FEBRUARY), (HOA_SON, Month(2024, 1)), ("noi-vu", FEBRUARY)]:
        notes.add_note(
            made.product, CHAIRMAN, indicator="on_time", scope=scope, month=month, kind=NoteKind.EVENT, text=text
        )
    report = made.product.store.report(NHON_SON, FEBRUARY)
    explanations = {"resolved_total": "Hai hồ sơ rút", "received_total": "Nhập trùng"}
    made.product.store.save_report(report, changes=(), explanations=explanations, stamp=stamp(made))
    assert said(made, ON_TIME)[4:] == (
        "Xã Nhơn Sơn, sự kiện: Mất kết nối hệ thống một cửa 6 ngày.",
        "Xã Nhơn Sơn giải trình (Tổng đã giải quyết: cột 7 = cột 8 + cột 9 + cột 10): Hai hồ sơ rút.",
    )


def test_what_the_plan_has_no_more_when_the_meeting_begins_is_told_by_its_id_and_nothing_is_said_of_it() -> None:
    made = office()
    running = made.begin(agenda=[AGENDA[-1]])
    gone = (
        AgendaItem(ItemKind.INDICATOR, "on_time", "trung-tam-vhtt"),
        AgendaItem(ItemKind.INDICATOR, "da-bo", "all"),
        AgendaItem(ItemKind.UNIT, "xa-cu"),
        AgendaItem(ItemKind.TASK, "IX.9"),
    )
    changed = made.product.store.save_meeting(replace(running, agenda=gone), stamp(made))
    found = minutes(made, made.close(changed).number)
    assert [(item.title, item.said) for item in found.items] == [
        (
            "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn – Trung tâm Văn hóa - Thể thao và Truyền thanh huyện",
            ("Không có kết quả ở phạm vi này.",),
        ),
        ("da-bo", ()),
        ("xa-cu", ()),
        ("Nhiệm vụ IX.9", ()),
    ]


def test_what_a_unit_wrote_in_a_report_that_nobody_approved_is_not_told() -> None:
    made = office()
    put_state(
        made.product,
        resolved(MY_SON, "2024-02", in_time=40, late=30),
        ReportState.SUBMITTED,
        unit=MY_SON,
        at=FEBRUARY,
    )
    report = made.product.store.report(MY_SON, FEBRUARY)
    made.product.store.save_report(
        report, changes=(), explanations={"resolved_total": "Chờ bổ sung hồ sơ"}, stamp=stamp(made)
    )
    sentences = said(made, ON_TIME)
    assert len(sentences) == 4
    assert sentences[0].startswith("Chưa đạt: 81,4 % < 90 % (thiếu 8,6 điểm; 141 hồ sơ trễ hạn trên 759).")


def test_a_unit_is_told_by_its_indicators_tasks_and_report() -> None:
    assert said(office(), AgendaItem(ItemKind.UNIT, NHON_SON)) == (
        "15 chỉ tiêu: 1 chưa đạt, 14 chưa có số liệu.",
        "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn chưa đạt: 76,0 % < 90 % (thiếu 14,0 điểm; "
        "120 hồ sơ trễ hạn trên 500).",
        "Tính đến ngày 08/03/2024: không có nhiệm vụ trễ hạn trong 2 nhiệm vụ.",
        "Báo cáo tháng 2/2024: đã duyệt, nộp trễ 3 ngày.",
    )


def test_a_task_is_told_with_its_due_day_and_who_is_late_with_it() -> None:
    item = AgendaItem(ItemKind.TASK, "I.1")
    assert said(office(), item) == (
        "Trễ hạn, hạn 09/12/2023, trễ 90 ngày; tiến độ 0 %.",
        "Đơn vị trễ hạn: Phòng Nội vụ (90 ngày).",
    )


def test_an_indicator_names_the_late_tasks_that_serve_it() -> None:
    made = office({**FIGURES, ("585", "papi_score", "2024-02"): 41.5})
    made.at(dt.date(2024, 4, 8))
    running = made.begin(day=dt.date(2024, 4, 8), agenda=[AgendaItem(ItemKind.INDICATOR, "papi", "all")])
    (only,) = minutes(made, made.close(running).number).items
    assert only.said[-1] == "2 nhiệm vụ liên quan trễ hạn: I.2a, I.3."


def test_reporting_names_who_was_late_and_who_did_not_report_with_the_days() -> None:
    late, overdue = said(office(), AgendaItem(ItemKind.REPORTING))
    assert late == "Nộp trễ (hạn 05/03/2024): Xã Hòa Sơn 3 ngày; Xã Ma Nới 3 ngày; Xã Nhơn Sơn 3 ngày."
    assert overdue.startswith("Chưa nộp (hạn 05/03/2024): Ủy ban nhân dân huyện Ninh Sơn quá 3 ngày; Phòng Nội vụ quá")
    assert overdue.endswith(" và 4 đơn vị khác.")


def test_what_is_about_nothing_that_the_plan_knows_has_its_title_alone() -> None:
    made = office()
    held = made.close(made.begin(agenda=[AGENDA[-1]]))
    (only,) = minutes(made, held.number).items
    assert (only.title, only.said, only.decided) == ("Chuẩn bị đối thoại với người dân", (), ())


def test_the_state_of_the_plan_and_the_marks_of_its_results_are_said() -> None:
    made = office()
    key = FigureKey(MA_NOI, "resolved_late", FEBRUARY)
    report = made.product.store.report(MA_NOI, FEBRUARY)
    corrected = replace(report, corrected_by=COORDINATOR.login, corrected_at=made.clock())
    changes = [Change(key, Figure(key, 3), Figure(key, 2))]
    made.product.store.save_report(corrected, changes=changes, explanations={}, stamp=stamp(made))
    found = minutes(made, made.held([]).number)
    assert found.state == (
        "Lũy kế 2 tháng năm 2024, 31 chỉ tiêu: 1 chưa đạt, 25 chưa có số liệu, 5 chưa công bố.",
        "Tháng 2/2024: 3/17 báo cáo đã duyệt.",
    )
    assert found.marks == (
        "1 chỉ tiêu là kết quả tạm tính vì chưa đủ số liệu, nêu tại Phụ lục.",
        "Số liệu đã điều chỉnh sau khi duyệt: Xã Ma Nới đã điều chỉnh ngày 08/03/2024.",
    )
    assert found.on_figures == (
        "Kết quả tạm tính vì chưa đủ số liệu: Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn (3/15 đơn vị có đủ "
        "số liệu).",
        "Số liệu đã điều chỉnh sau khi duyệt: Xã Ma Nới đã điều chỉnh ngày 08/03/2024.",
    )


def test_minutes_say_the_same_a_year_later_though_the_figures_were_corrected() -> None:
    made = office()
    number = made.held(["Giải quyết dứt điểm 120 hồ sơ trễ hạn"]).number
    before = minutes(made, number)
    made.clock.pass_by(days=365)
    put_state(
        made.product,
        resolved(NHON_SON, "2024-02", in_time=250, late=0),
        ReportState.APPROVED,
        unit=NHON_SON,
        at=FEBRUARY,
    )
    (decision,) = made.product.store.decisions()
    decisions.follow_up(made.product, COORDINATOR, decision.number, "Đã xong")
    decisions.finish(made.product, CHAIRMAN, decision.number, done_on=made.product.today, version=decision.version)
    after = minutes(made, number)
    assert (after.items, after.state, after.marks) == (before.items, before.state, before.marks)
    assert [one.standing for one in after.decisions] == [one.standing for one in before.decisions] == ["Còn 7 ngày"]


def test_decisions_are_numbered_as_they_were_written_and_named_where_they_were_made() -> None:
    made = office()
    running = made.begin()
    made.decide(running, "Báo cáo nguyên nhân", unit=MA_NOI, due=dt.date(2024, 3, 15), item=AGENDA[3])
    made.decide(running, "Bổ sung công chức một cửa", unit="noi-vu", due=dt.date(2024, 3, 20))
    made.decide(running, "Công khai hồ sơ trễ hạn", due=MEETING_DAY)
    found = minutes(made, made.close(running).number)
    assert [(one.place, one.decision.text, one.unit, one.decision.due) for one in found.decisions] == [
        (1, "Báo cáo nguyên nhân", "Xã Ma Nới", dt.date(2024, 3, 15)),
        (2, "Bổ sung công chức một cửa", "Phòng Nội vụ", dt.date(2024, 3, 20)),
        (3, "Công khai hồ sơ trễ hạn", "Xã Nhơn Sơn", MEETING_DAY),
    ]
    assert [item.decided for item in found.items] == [(), (), (2, 3), (1,), (), (), ()]


def two_meetings(made: Office) -> tuple[int, int]:
    """A meeting in February with four decisions, of which two are open at the next one in March."""
    first = made.begin(day=FIRST_DAY, month=Month(2024, 1))
    for text, due in [("A", 20), ("B", 15), ("C", 12), ("D", 28)]:
        made.decide(first, text, due=dt.date(2024, 2, due))
    made.close(first)
    made.at(dt.date(2024, 2, 25))
    for decision in made.product.store.decisions()[2:3]:
        day = dt.date(2024, 2, 14)
        decisions.finish(made.product, CHAIRMAN, decision.number, done_on=day, version=decision.version)
    decisions.follow_up(made.product, COORDINATOR, 1, "Đã gửi công văn")
    second = made.held(["E"])
    made.at(dt.date(2024, 3, 12))
    decisions.follow_up(made.product, COORDINATOR, 1, "Đã họp thôn")
    return first.number, second.number


def test_decisions_of_earlier_meetings_that_were_open_on_the_day_stand_late_ones_first() -> None:
    made = office()
    _, number = two_meetings(made)
    found = minutes(made, number)
    assert [(one.place, one.decision.text, one.held_on, one.standing) for one in found.earlier] == [
        (1, "B", FIRST_DAY, "Trễ 22 ngày"),
        (2, "A", FIRST_DAY, "Trễ 17 ngày. 25/02/2024: Đã gửi công văn"),
        (3, "D", FIRST_DAY, "Trễ 9 ngày"),
    ]
    assert found.items[0].said == ("3 kết luận còn mở, 3 trễ hạn.",)


def test_a_later_meeting_adds_nothing_to_the_minutes_of_the_one_before() -> None:
    made = office()
    first, _ = two_meetings(made)
    found = minutes(made, first)
    assert [one.decision.text for one in found.decisions] == ["A", "B", "C", "D"]
    assert found.earlier == ()
    assert found.items[0].said == ("Không còn kết luận nào chưa xong.",)


def test_what_was_done_on_the_day_of_the_meeting_is_still_told_there() -> None:
    made = office()
    first = made.begin(day=FIRST_DAY, month=Month(2024, 1))
    decision = made.decide(first, "A", due=dt.date(2024, 3, 6))
    made.close(first)
    made.at(MEETING_DAY)
    decisions.finish(made.product, CHAIRMAN, decision.number, done_on=MEETING_DAY, version=decision.version)
    found = minutes(made, made.held([]).number)
    assert [one.standing for one in found.earlier] == ["Xong 08/03/2024, trễ 2 ngày"]
    assert found.items[0].said == ("Không còn kết luận nào chưa xong.",)


def test_the_follow_up_tells_the_decisions_of_both_as_they_stand_today() -> None:
    made = office()
    _, number = two_meetings(made)
    latest = made.product.store.decisions(meeting=number)[0]
    decisions.finish(made.product, CHAIRMAN, latest.number, done_on=dt.date(2024, 3, 11), version=latest.version)
    sheet = follow_up_of(made.product, OFFICER, number)
    assert sheet is not None
    assert sheet.day == dt.date(2024, 3, 12)
    assert [(one.place, one.decision.text, one.standing) for one in sheet.conclusions] == [
        (1, "B", "Trễ 26 ngày"),
        (2, "A", "Trễ 21 ngày. 12/03/2024: Đã họp thôn"),
        (3, "D", "Trễ 13 ngày"),
        (4, "E", "Xong 11/03/2024"),
    ]


def test_there_are_no_documents_before_the_meeting_is_closed_nor_of_one_that_is_not_there() -> None:
    made = office()
    running = made.begin()
    for number in (running.number, running.number + 1, 0):
        assert minutes_of(made.product, CHAIRMAN, number) is None
        assert follow_up_of(made.product, CHAIRMAN, number) is None


def test_figures_for_demonstration_are_said_to_be_that() -> None:
    clock = Clock()
    shown = Office(replace(with_demonstration(), clock=clock), clock)
    real = office()
    assert minutes(shown, shown.held([]).number).demo
    assert not minutes(real, real.held([]).number).demo
