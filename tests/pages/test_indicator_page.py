"""The indicator page: its choices, its charts with alt text and table, and what it says where there is nothing."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.builders import reports, ward
from tests.office import MA_NOI, OFFICER, demonstration, ninh_son, product, session
from tests.pages.screen import address, blocks, draw, run

MARCH = {"thang": "2026-03", "ky": "month"}


def charts(screen: AppTest) -> list[Any]:
    return [element.proto for element in screen.main if element.type == "plotly_chart"]


def test_the_page_opens_with_the_first_indicator_of_the_plan() -> None:
    screen = draw("indicator", session(demonstration()))
    assert address(screen) == {
        "chi-tieu": "par_index",
        "thang": "2024-10",
        "ky": "year",
        "pham-vi": "all",
        "so-lieu": "da-duyet",
        "muc": "dien-bien",
    }


def test_the_sheet_quotes_the_plan_and_explains_the_result() -> None:
    html = blocks(draw("indicator", session(demonstration()), chi_tieu="on_time", pham_vi=MA_NOI))["sheet"]["html"]
    assert "…90% số lượng hồ sơ hành chính được giải quyết đúng hạn hoặc trước hạn" in html
    assert "Xã Ma Nới · Lũy kế 10 tháng năm 2024" in html
    assert "hồ sơ trễ hạn trên" in html


def test_both_charts_have_alt_text_and_their_data_as_a_table() -> None:
    screen = draw("indicator", session(demonstration()), chi_tieu="on_time", pham_vi="commune")
    by_month, by_unit = charts(screen)
    assert by_month.alt.startswith("Đúng hạn, Cấp xã, diễn biến theo tháng")
    assert "Ma Nới: " in by_unit.alt
    assert {"table.months", "table.units"} <= set(blocks(screen))


def test_charts_have_no_english_tool_bar_and_numbers_of_vietnam() -> None:
    for chart in charts(draw("indicator", session(demonstration()), chi_tieu="on_time")):
        assert json.loads(chart.config)["displayModeBar"] is False
        assert json.loads(chart.spec)["layout"]["separators"] == ",."


def test_an_indicator_without_units_or_figures_says_so() -> None:
    screen = draw("indicator", session(product(ninh_son())), chi_tieu="inspections")
    assert charts(screen) == []
    assert [line.value for line in screen.caption] == [
        "Chưa có số liệu để vẽ biểu đồ.",
        "Chỉ tiêu này tính cho toàn huyện, không chia theo đơn vị.",
        "Chưa có số liệu nào trong kỳ.",
    ]


def test_another_indicator_keeps_the_scope_where_it_has_it_and_else_shows_its_first() -> None:
    screen = draw("indicator", session(demonstration()), chi_tieu="on_time", pham_vi=MA_NOI)
    screen.selectbox(key="url.chi-tieu").select("satisfaction")
    run(screen)
    assert (address(screen)["chi-tieu"], address(screen)["pham-vi"]) == ("satisfaction", MA_NOI)
    screen.selectbox(key="url.chi-tieu").select("inspections")
    run(screen)
    assert address(screen)["pham-vi"] == "all"


def test_the_figures_behind_the_result_are_shown_by_unit_and_month() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=1250, resolved_late=None))
    screen = draw("indicator", session(made), chi_tieu="on_time", pham_vi="van-phong", so_lieu="tat-ca", **MARCH)
    html = blocks(screen)["table.Số liệu tạo nên kết quả"]["html"]
    assert "Văn phòng: Hồ sơ đã giải quyết (hồ sơ)" in html
    assert "<td>1.250</td>" in html
    assert "<td>KPS</td>" in html


def test_figures_that_are_not_approved_stand_on_no_officer_s_page() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=1250, resolved_late=None))
    asked = {"chi_tieu": "on_time", "pham_vi": "van-phong", "so_lieu": "tat-ca", **MARCH}
    screen = draw("indicator", session(made, person=OFFICER), **asked)
    assert [line.value for line in screen.caption][-1] == "Chưa có số liệu nào trong kỳ."
    assert "1.250" not in str(blocks(screen))


def test_every_indicator_of_the_plan_has_a_page_for_every_scope() -> None:
    screen = draw("indicator", session(product(ward(), reports("van-phong", "2026-03", resolved=50))))
    for indicator in ward().indicators:
        screen.selectbox(key="url.chi-tieu").select(indicator.id)
        run(screen)
        assert indicator.name in blocks(screen)["sheet"]["html"]
