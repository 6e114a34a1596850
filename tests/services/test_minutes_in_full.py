"""Minutes are official: they say why an item was talked about, and call indicators and units by their full names."""

import datetime as dt
from dataclasses import replace

from kpi.meetings import AgendaItem, ItemKind
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.services import notes
from kpi.services.minutes import Minutes, minutes_of
from tests.exports.held import FEBRUARY, NHON_SON, Office, office
from tests.fakes_people import Clock
from tests.office import CHAIRMAN, MA_NOI, OFFICER, with_demonstration


def minutes(made: Office, number: int) -> Minutes:
    found = minutes_of(made.product, OFFICER, number)
    assert found is not None
    return found


def test_an_indicator_with_a_signal_says_why_it_was_talked_about_instead_of_its_month_alone() -> None:
    clock = Clock()
    made = Office(replace(with_demonstration(), clock=clock), clock)
    item = AgendaItem(ItemKind.INDICATOR, "on_time", MA_NOI)
    running = made.begin(day=dt.date(2024, 11, 12), month=Month(2024, 10), agenda=[item])
    told = [text.replace("\xa0", " ") for text in minutes(made, made.close(running).number).items[0].said]
    why = "Cần chú ý: riêng tháng 10/2024 là 78,2 %, hai trong ba tháng gần nhất kém hẳn mức trung bình 93,2 %."
    assert why in told
    assert not any(text.startswith("Riêng tháng") for text in told)


def test_official_sentences_call_indicators_and_units_by_their_names() -> None:
    made = office()
    kind, text = NoteKind.EVENT, "Mất kết nối 6 ngày"
    notes.add_note(made.product, CHAIRMAN, indicator="on_time", scope=NHON_SON, month=FEBRUARY, kind=kind, text=text)
    held = made.close(made.begin(agenda=[AgendaItem(ItemKind.STATE), AgendaItem(ItemKind.UNIT, NHON_SON)]))
    state, unit = minutes(made, held.number).items
    assert unit.said[-1] == f"Sự kiện (Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn): {text}."
    assert state.said[0].startswith("Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn chưa đạt: 81,4")
    assert state.said[-1].endswith("Văn phòng HĐND và UBND huyện, Phòng Tư pháp và 10 đơn vị khác.")
