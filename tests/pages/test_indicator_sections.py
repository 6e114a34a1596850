"""The sections of the indicator screen: one for each question, and only the open one is drawn."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.services import notes
from kpi.services.indicator import indicator_view
from kpi.services.product import Product
from kpi.targets import Demand
from kpi.ui.help import topic
from kpi.ui.indicator_outlook import first_rate
from kpi.ui.indicator_units import ranking_table
from kpi.wording import note_words
from kpi.wording.indicator_words import SECTIONS, Section
from kpi.wording.labels import FEW
from tests.builders import Figures, reports, ward
from tests.office import (
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    EVERY_FIGURE,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    session,
    with_accounts,
    with_demonstration,
)
from tests.pages.screen import address, blocks, draw, run
from tests.wording.outlooks import of_flows

OCTOBER = Month(2024, 10)


def opened(section: str, made: Product | None = None, *, person: Person = CHAIRMAN, **asked: str) -> AppTest:
    shown = demonstration() if made is None else made
    chosen = {"chi_tieu": "on_time", "pham_vi": MA_NOI, "thang": "2024-10"} | asked
    return draw("indicator", session(shown, person=person), muc=section, **chosen)


def charts(screen: AppTest) -> list[Any]:
    return [element.proto for element in screen.main if element.type == "plotly_chart"]


def said(screen: AppTest) -> str:
    kinds = (screen.info, screen.markdown, screen.caption, screen.text, screen.error)
    return " ".join(str(one.value) for kind in kinds for one in kind) + str(blocks(screen))


def test_another_section_stands_in_the_address() -> None:
    screen = opened("dien-bien")
    screen.segmented_control(key="url.muc").set_value("bien-dong")
    run(screen)
    assert address(screen)["muc"] == "bien-dong"
    assert "process" in blocks(screen)


@pytest.mark.parametrize(
    ("section", "blocks_of_it"),
    [
        ("dien-bien", {"table.months", "table.units", "table.Số liệu tạo nên kết quả"}),
        ("don-vi", {"table.Xếp hạng các đơn vị"}),
        ("trien-vong", {"outlook", "table.outlook"}),
        ("bien-dong", {"process", "table.process"}),
        ("nhiem-vu", {"tasks"}),
    ],
)
def test_only_the_open_section_is_drawn(section: str, blocks_of_it: set[str]) -> None:
    assert set(blocks(opened(section))) - {"sheet"} == blocks_of_it


def test_the_outlook_says_what_it_takes_what_is_likely_and_what_if() -> None:
    screen = opened("trien-vong")
    html = blocks(screen)["outlook"]["html"]
    assert "Còn khả năng đạt" in html
    assert "Còn 2 tháng (T11–T12/2024)" in html
    assert "Cả năm vào khoảng" in html
    assert "Cách tính:" in html
    assert charts(screen)[0].alt.startswith(
        "Từng tháng đã qua và dự báo: Đúng hạn, Xã Ma Nới. Mục tiêu ≥\u00a090\u00a0%."
    )
    assert [line.value for line in screen.markdown] == [
        "Nếu từ nay kết quả mỗi tháng là 90\u00a0% thì cả năm là 91,5\u00a0%, đạt mục tiêu ≥\u00a090\u00a0%."
    ]


@pytest.mark.parametrize(
    ("operator", "target", "rate"),
    [(">=", 90, 90), (">", 90, 91), (">", 89.5, 90), (">=", 89.5, 90), ("<=", 5.5, 5), ("<", 5, 4), (">", 100, 100)],
)
def test_the_slider_begins_on_the_side_where_the_target_is_reached(operator: str, target: float, rate: int) -> None:
    assert first_rate(of_flows((9, 10), Demand(operator, target, target, None), volume=10)) == rate


def test_another_rate_gives_another_year() -> None:
    screen = opened("trien-vong")
    screen.slider[0].set_value(70)
    run(screen)
    assert screen.markdown[0].value.startswith("Nếu từ nay kết quả mỗi tháng là 70\u00a0% thì cả năm là 88,")
    assert "không đạt mục tiêu" in screen.markdown[0].value


@pytest.mark.parametrize(
    ("indicator", "scope", "sentence"),
    [
        ("inspections", "all", "Đã có 2\u00a0cuộc; để cả năm đạt ≥\u00a03\u00a0cuộc, cần thêm ít nhất 1\u00a0cuộc"),
        ("portal_connected", "all", "Hiện 2/2\u00a0hệ thống, vừa đủ để đạt ≥\u00a0100\u00a0%."),
        ("par_index", "all", "Mục tiêu cả năm xếp loại Tốt trở lên; kết quả do cơ quan cấp trên công bố."),
        ("postal_growth", "all", "Với loại chỉ tiêu này không quy được ra số lượng còn phải làm"),
    ],
)
def test_a_count_a_stock_a_grade_and_a_growth_have_sentences_of_their_own(
    indicator: str, scope: str, sentence: str
) -> None:
    screen = opened("trien-vong", chi_tieu=indicator, pham_vi=scope)
    assert sentence in blocks(screen)["outlook"]["html"]
    assert len(screen.slider) == 0


def test_the_chart_leads_to_where_a_rebase_is_set_as_the_help_says() -> None:
    html = blocks(opened("bien-dong"))["process"]["html"]
    link = re.search(r'href="\./chi-tieu\?([^"]+)">([^<]+)</a>', html)
    assert link is not None
    to = dict(parse_qsl(unescape(link[1])))
    assert (to["muc"], to["chi-tieu"], to["pham-vi"], to["thang"]) == ("nhiem-vu", "on_time", MA_NOI, "2024-10")
    assert link[2] == "Ghi chú, sự kiện và mốc tính lại: mục “Nhiệm vụ và ghi chú”"
    form = opened(to["muc"], person=COORDINATOR)
    kind = form.selectbox(key="notes.kind")
    assert kind.options[-1] == note_words.KINDS[NoteKind.REBASE]
    help_text = topic("dieu-phoi").text
    assert f"mục *{SECTIONS[Section.WORK]}*, loại *{kind.options[-1]}*" in help_text


def test_before_the_plan_there_is_nothing_to_reach() -> None:
    screen = opened("trien-vong", thang="2023-06")
    assert "Tháng đang xem trước kỳ kế hoạch" in screen.info[0].value
    assert "outlook" not in blocks(screen)


def test_the_control_chart_says_whether_it_changes_and_can_be_relied_on() -> None:
    screen = opened("bien-dong")
    html = blocks(screen)["process"]["html"]
    assert "Đang xấu đi" in html
    assert "có dấu hiệu từ tháng 9/2024" in html
    assert "Lúc đạt lúc không" in html
    (chart,) = charts(screen)
    assert "T10/2024: 78,2\u00a0% (▼ Đang xấu đi:" in chart.alt
    assert "22 tháng." in screen.caption[-1].value


def test_a_point_that_some_unit_still_owes_is_provisional() -> None:
    assert "Tạm tính: 11/15 đơn vị có đủ số liệu." in blocks(opened("bien-dong", pham_vi="all"))["process"]["html"]
    assert "Tạm tính" not in blocks(opened("bien-dong"))["process"]["html"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"thang": "2023-11"}, "Mới có 11 tháng có số liệu; cần ít nhất 12 tháng"),
        ({"chi_tieu": "par_index", "pham_vi": "all"}, "nên không lập biểu đồ kiểm soát theo tháng."),
    ],
)
def test_where_there_is_no_control_chart_it_says_why(asked: dict[str, Any], sentence: str) -> None:
    screen = opened("bien-dong", **asked)
    assert sentence in screen.info[0].value
    assert charts(screen) == []


FIGURES: Figures = {
    **reports("van-phong", "2026-03", resolved=50, resolved_late=1, complaints=2),
    **reports("kinh-te", "2026-03", resolved=20, resolved_late=1, complaints=1),
    **reports("hanh-chinh-cong", "2026-03", resolved=10, resolved_late=1, complaints=2),
}


def test_the_units_are_ranked_with_their_counts_and_add_up() -> None:
    """49 of 50, 19 of 20 and 9 of 10 are 77 of 80, which are 96,25 %."""
    seen = indicator_view(product(ward(), FIGURES), "on_time", "team", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE)
    assert ranking_table(ward(), seen) == (
        ("Đơn vị", "Kết quả", "Mục tiêu", "Trạng thái", "Hạng", "Trong số", "Tử số", "Mẫu số", "Tỷ trọng"),
        ("Văn phòng", "98,0\u00a0%", "≥ 90\u00a0%", "✓ Đạt", "1", "3", "49", "50", "62,5\u00a0%"),
        ("Kinh tế", "95,0\u00a0%", "≥ 90\u00a0%", f"✓ Đạt ({FEW})", "2", "3", "19", "20", "25,0\u00a0%"),
        ("Hành chính công", "90,0\u00a0%", "≥ 98\u00a0%", f"≈ Gần đạt ({FEW})", "3", "3", "9", "10", "12,5\u00a0%"),
        ("Tổ Nhơn Sơn", "–", "≥ 90\u00a0%", "– Chưa có số liệu", "–", "–", "–", "–", "–"),
        ("Cộng", "96,3\u00a0%", "≥ 90\u00a0%", "✓ Đạt (tạm tính)", "", "", "77", "80", "100,0\u00a0%"),
    )


def test_counts_are_ranked_the_fewest_first_where_less_is_better_and_add_up() -> None:
    seen = indicator_view(
        product(ward(), FIGURES), "complaints", "team", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE
    )
    assert [(*row[:2], *row[4:6]) for row in ranking_table(ward(), seen)[1:]] == [
        ("Kinh tế", "1\u00a0phản ánh", "1", "3"),
        ("Văn phòng", "2\u00a0phản ánh", "đồng hạng 2", "3"),
        ("Hành chính công", "2\u00a0phản ánh", "đồng hạng 2", "3"),
        ("Tổ Nhơn Sơn", "–", "–", "–"),
        ("Cộng", "5\u00a0phản ánh", "", ""),
    ]


def test_the_hint_on_few_figures_stands_only_where_there_are_few() -> None:
    assert [line.value for line in opened("don-vi").caption] == []
    assert "mẫu số dưới 30" in opened("don-vi", chi_tieu="legal_documents").caption[0].value


def test_a_grade_of_the_authority_has_no_units() -> None:
    seen = indicator_view(demonstration(), "par_index", "all", OCTOBER, Period.MONTH, view=APPROVED)
    assert ranking_table(ninh_son(), seen) == ()
    assert "không chia theo đơn vị" in opened("don-vi", chi_tieu="par_index", pham_vi="all").caption[0].value


def write(screen: AppTest, text: str, kind: NoteKind = NoteKind.EVENT) -> AppTest:
    screen.selectbox(key="notes.kind").select(kind)
    screen.text_area[0].input(text)
    screen.button[-1].click()
    return run(screen)


def test_a_coordinator_writes_a_note_that_reaches_the_charts_and_the_field_is_empty_again() -> None:
    made = with_accounts(with_demonstration())
    screen = write(opened("nhiem-vu", made, person=COORDINATOR), "Mất mạng <b>sáu</b> ngày")
    assert "Đã thêm ghi chú." in said(screen)
    assert "T10/2024 · Sự kiện: Mất mạng <b>sáu</b> ngày\nNguyễn Văn Tâm, 09:30 ngày 08/11/2024" in screen.text[0].value
    assert screen.text_area[0].value == ""
    for section, table in (("dien-bien", "table.months"), ("bien-dong", "table.process")):
        html = blocks(opened(section, made))[table]["html"]
        assert ">Sự kiện: Mất mạng &lt;b&gt;sáu&lt;/b&gt; ngày</td>" in html


def test_an_empty_note_is_refused_and_nothing_is_kept() -> None:
    made = with_demonstration()
    screen = write(opened("nhiem-vu", made, person=COORDINATOR), "  ")
    assert screen.error[0].value == "Chưa lưu: hãy viết nội dung ghi chú."
    assert len(notes.notes_of(made, "on_time")) == 0


@pytest.mark.parametrize(
    ("person", "scope", "kinds"),
    [
        (COORDINATOR, "all", list(NoteKind)),
        (CHAIRMAN, "all", [NoteKind.REMARK, NoteKind.EVENT]),
        (OFFICER, MA_NOI, [NoteKind.REMARK, NoteKind.EVENT]),
        (OFFICER, MY_SON, []),
        (OFFICER, "all", []),
    ],
)
def test_who_may_write_what_is_offered_it(person: Person, scope: str, kinds: list[NoteKind]) -> None:
    screen = opened("nhiem-vu", person=person, pham_vi=scope)
    offered = [box.options for box in screen.selectbox if box.key == "notes.kind"]
    names = {NoteKind.REMARK: "Ghi chú", NoteKind.EVENT: "Sự kiện", NoteKind.REBASE: "Mốc tính lại biểu đồ kiểm soát"}
    assert offered == ([[names[kind] for kind in kinds]] if kinds else [])


def test_no_new_beginning_is_offered_where_there_is_no_control_chart() -> None:
    screen = opened("nhiem-vu", person=COORDINATOR, chi_tieu="par_index", pham_vi="all")
    assert screen.selectbox(key="notes.kind").options == ["Ghi chú", "Sự kiện"]


def test_an_author_takes_a_note_back_and_nobody_else_is_offered_to() -> None:
    made = with_accounts(with_demonstration())
    text = "Cán bộ nghỉ ốm"
    notes.add_note(made, OFFICER, indicator="on_time", scope=MA_NOI, month=MARCH, kind=NoteKind.REMARK, text=text)
    assert [button.label for button in opened("nhiem-vu", made).button] == ["Thêm ghi chú"]
    screen = opened("nhiem-vu", made, person=OFFICER)
    screen.button[0].click()
    run(screen)
    assert "Đã thu hồi ghi chú." in said(screen)
    assert text not in said(screen)


def test_a_session_that_has_ended_takes_no_note_back() -> None:
    made = with_demonstration()
    notes.add_note(made, OFFICER, indicator="on_time", scope=MA_NOI, month=MARCH, kind=NoteKind.REMARK, text="Nghỉ ốm")
    ended = session(made, person=OFFICER, ended=True)
    screen = draw("indicator", ended, chi_tieu="on_time", pham_vi=MA_NOI, muc="nhiem-vu")
    screen.button[0].click()
    run(screen)
    assert len(notes.notes_of(made, "on_time")) == 1
