"""The unit page: its choices, what stands in its block, whose links it offers, and what it says where nothing is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kpi.access import Person
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.services.notes import add_note
from kpi.services.unit import units_to_look_at
from tests.builders import Figures, reports, ward
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    OFFICER_OF_MY_SON,
    demonstration,
    ninh_son,
    product,
    put_state,
    session,
)
from tests.pages.screen import address, blocks, draw, happen

OCTOBER = {"don_vi": MA_NOI, "thang": "2024-10"}
LAM_SON, HOA_SON = "22813", "22825"


def html(person: Person = CHAIRMAN, **asked: str) -> str:
    return str(blocks(draw("unit", session(demonstration(), person=person), **asked))["unit"]["html"])


def on_time(unit: str, in_time: int, late: int) -> Figures:
    return reports(unit, "2024-03", resolved_early=in_time, resolved_on_time=0, resolved_late=late)


def test_a_reporter_opens_with_the_own_unit_and_others_with_the_first() -> None:
    own = draw("unit", session(demonstration(), person=OFFICER))
    assert address(own) == {"don-vi": MA_NOI, "thang": "2024-10", "ky": "year"}
    anybody = draw("unit", session(demonstration()))
    assert address(anybody) == {"don-vi": "noi-vu", "thang": "2024-10", "ky": "year", "so-lieu": "da-duyet"}


def test_a_reporter_may_look_at_every_unit() -> None:
    shown = html(OFFICER, don_vi=MY_SON, thang="2024-10")
    assert "<h2>Xã Mỹ Sơn</h2>" in shown
    assert "Cấp xã, trực thuộc Ủy ban nhân dân huyện Ninh Sơn" in shown


def test_the_head_counts_the_statuses_with_symbol_and_word_the_worst_first() -> None:
    head = html(don_vi=MA_NOI, thang="2024-10").split("</section>")[0]
    marks = ("<b>7</b><span><i>✗</i> Chưa đạt", "<b>4</b><span><i>≈</i> Gần đạt", "<b>4</b><span><i>✓</i> Đạt")
    places = [head.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "15 chỉ tiêu" in head


def test_a_row_has_its_counts_its_flag_its_rank_with_ties_and_its_link() -> None:
    made = product(ninh_son())
    for unit, in_time, late in ((MA_NOI, 26, 3), (LAM_SON, 52, 6), (HOA_SON, 40, 0)):
        put_state(made, on_time(unit, in_time, late), ReportState.APPROVED, unit=unit, at=MARCH)
    shown = str(blocks(draw("unit", session(made), don_vi=MA_NOI, thang="2024-03"))["unit"]["html"])
    row = next(part for part in shown.split("<tr>") if ">Đúng hạn</a>" in part)
    assert "./chi-tieu?chi-tieu=on_time&amp;pham-vi=22828&amp;thang=2024-03&amp;ky=year&amp;so-lieu=da-duyet" in row
    assert "<strong>89,7\u00a0%</strong>" in row
    assert "26/29 hồ sơ" in row
    assert ">mẫu nhỏ</span>" in row
    assert "đồng hạng 2/3" in row
    assert 'title="Đồng hạng 2/3 với 1 đơn vị; bằng hoặc hơn 1/2 đơn vị khác cùng cấp (50\u00a0%)."' in row
    assert '<mark class="s-near">≈ Gần đạt</mark>' in row
    assert "tạm tính" in row
    beside = next(part for part in shown.split("<tr>") if "Đơn vị có khối lượng" in part)
    assert "Đơn vị có khối lượng hồ sơ gần nhất: Hòa Sơn (40), Lâm Sơn (58); đơn vị này 29" in beside


def test_figures_that_are_not_approved_stand_on_no_officer_s_page() -> None:
    made = product(ninh_son(), on_time(MY_SON, 1234, 4321))
    screen = draw("unit", session(made, person=OFFICER), don_vi=MY_SON, thang="2024-03", so_lieu="tat-ca")
    assert "1.234" not in str(blocks(screen))
    assert "chỉ số đã duyệt" in blocks(screen)["unit"]["html"]


@pytest.mark.parametrize(
    ("person", "unit", "report", "history"),
    [
        (CHAIRMAN, MA_NOI, "./duyet-bao-cao?don-vi=22828&amp;thang=2024-10", True),
        (COORDINATOR, HUYEN, "./duyet-bao-cao?don-vi=585&amp;thang=2024-10", True),
        (OFFICER, MA_NOI, "./nhap-so-lieu?don-vi=22828&amp;thang=2024-10", True),
        (OFFICER, MY_SON, "", False),
        (ADMINISTRATOR, MA_NOI, "", False),
    ],
)
def test_reports_and_history_are_linked_for_those_who_may_read_them(
    person: Person, unit: str, report: str, history: bool
) -> None:
    shown = html(person, don_vi=unit, thang="2024-10")
    assert ("Xem báo cáo" in shown) == bool(report)
    assert report in shown
    assert ("./duyet-bao-cao" in shown or "./nhap-so-lieu" in shown) == bool(report)
    assert (f"./lich-su?don-vi={unit}" in shown) == history


def test_a_link_opens_the_page_that_it_names() -> None:
    opened: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("unit", session(demonstration(), opened), **OCTOBER)
    happen(screen, "unit", "link", "./nhiem-vu?nhiem-vu=III.1")
    assert opened == [("nhiem-vu", {"nhiem-vu": "III.1"})]


def test_the_tasks_beyond_the_first_ten_are_folded_and_counted_the_late_ones_first() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 10, 31, 2, 30, tzinfo=dt.UTC))
    shown = str(blocks(draw("unit", session(made), don_vi="noi-vu", thang="2024-09"))["unit"]["html"])
    open_part, folded = shown.split("<summary>Còn 14 nhiệm vụ khác</summary>")
    assert (open_part.count("./nhiem-vu?nhiem-vu="), folded.count("./nhiem-vu?nhiem-vu=")) == (10, 14)
    assert "Tính đến ngày 31/10/2024: 4 trong 24 nhiệm vụ trễ hạn." in open_part
    marks = [part.split("</mark>")[0] for part in open_part.split('<mark class="t-')[1:]]
    assert marks[:5] == ['late">✗ Trễ hạn'] * 4 + ['not_started">○ Chưa bắt đầu']
    assert 'hạn 31/03/2024 · <b class="late">trễ 214 ngày</b>' in open_part


def test_reports_are_told_month_by_month_with_the_share_in_time() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 4, 8, 2, 30, tzinfo=dt.UTC))
    put_state(made, on_time(MA_NOI, 9, 1), ReportState.APPROVED, at=MARCH)
    shown = str(blocks(draw("unit", session(made), don_vi=MA_NOI, thang="2024-03"))["unit"]["html"])
    assert "Báo cáo tháng 3/2024: đã duyệt, nộp trễ 3 ngày." in shown
    assert "Năm 2024: 1/3 báo cáo đã nộp đủ; 0/3 đúng hạn (0\u00a0%), 1 trễ, 2 thiếu." in shown
    assert 'title="Báo cáo tháng 1/2024: thiếu, quá hạn 63 ngày, chưa bắt đầu."' in shown
    assert "<b>T4/2023</b><i>·</i><span>không tính hạn</span>" in shown


def test_notes_and_markup_in_them_stay_text() -> None:
    made = product(ninh_son(), now=NOW)
    text = 'Mất kết nối <img src=x onerror="alert(1)">'
    add_note(made, COORDINATOR, indicator="on_time", scope=MA_NOI, month=MARCH, kind=NoteKind.EVENT, text=text)
    shown = str(blocks(draw("unit", session(made), don_vi=MA_NOI, thang="2024-03"))["unit"]["html"])
    assert "T3/2024 · Sự kiện: Mất kết nối &lt;img src=x" in shown
    assert "<img" not in shown


def test_a_unit_without_indicators_reports_and_peers_says_so() -> None:
    shown = html(don_vi="trung-tam-vhtt", thang="2024-10")
    assert "Kế hoạch không giao chỉ tiêu nào tính riêng cho đơn vị này." in shown
    assert "Đơn vị không phải nộp báo cáo tháng." in shown
    assert "Chưa có khối lượng hồ sơ để tìm đơn vị tương đương." in shown
    assert "Không có ghi chú nào về đơn vị trong 12 tháng." in shown


def test_every_unit_of_a_plan_has_a_page_in_every_period() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=50, resolved_late=None))
    for unit in units_to_look_at(ward(), Month(2026, 3)):
        for period in ("month", "quarter", "year"):
            screen = draw("unit", session(made), don_vi=unit, thang="2026-03", ky=period, so_lieu="tat-ca")
            assert ward().unit_of_id[unit].name in blocks(screen)["unit"]["html"]


def test_a_correction_names_the_figure_and_the_reason_to_those_who_may_read_the_history() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 4, 12, 2, 30, tzinfo=dt.UTC))
    put_state(made, on_time(MA_NOI, 9, 1), ReportState.APPROVED, at=MARCH)
    late = FigureKey(MA_NOI, "resolved_late", MARCH)
    made.store.save_report(
        replace(made.store.report(MA_NOI, MARCH), corrected_at=made.clock(), corrected_by=COORDINATOR.login),
        changes=[Change(late, Figure(late, 1), Figure(late, 2))],
        explanations={},
        stamp=Stamp(COORDINATOR.login, made.clock(), "form", "Đối chiếu lại sổ theo dõi"),
    )

    def said(person: Person) -> str:
        return str(blocks(draw("unit", session(made, person=person), don_vi=MA_NOI, thang="2024-03"))["unit"]["html"])

    what = (
        "T3/2024 đã điều chỉnh ngày 12/04/2024: “Hồ sơ đã giải quyết quá hạn” 1 → 2 (lý do: Đối chiếu lại sổ theo dõi)"
    )
    assert what in said(CHAIRMAN)
    assert what in said(OFFICER)
    assert "T3/2024 đã điều chỉnh ngày 12/04/2024" in said(OFFICER_OF_MY_SON)
    assert "Đối chiếu lại sổ theo dõi" not in said(OFFICER_OF_MY_SON)


@pytest.mark.parametrize(("unit", "month"), [(MY_SON, "2024-10"), (MA_NOI, "2024-12")])
def test_a_month_without_figures_is_said_and_not_called_unchanged(unit: str, month: str) -> None:
    shown = html(don_vi=unit, thang=month)
    rows = [part for part in shown.split("<tr>") if "<strong>" in part and "%</strong>" in part]
    assert len(rows) > 5
    assert all(f"<td>chưa có số liệu tháng {int(month[-2:])}</td>" in row for row in rows)
    assert "không đổi" not in shown


def test_before_the_plan_begins_no_task_of_it_is_listed() -> None:
    shown = html(don_vi="noi-vu", thang="2023-12")
    assert "Tháng đang xem trước kỳ kế hoạch, chưa có nhiệm vụ." in shown
    assert "./nhiem-vu?nhiem-vu=" not in shown
    assert "./nhiem-vu?nhiem-vu=" in html(don_vi="noi-vu", thang="2024-01")
