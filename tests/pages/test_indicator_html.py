"""The indicator screen as HTML, charts and table, made from what the service gives."""

import datetime as dt
import re

from kpi.months import Month, Period
from kpi.services.indicator import IndicatorView, indicator_view
from kpi.ui.indicator import figures_table, months_of, sheet_html, units_of
from tests.builders import Figures, plan_from, reports, tables, ward
from tests.office import EVERY_FIGURE, demonstration, ninh_son, product

AT = dt.datetime(2026, 9, 20, 2, 30, tzinfo=dt.UTC)
FIGURES: Figures = {
    **reports("van-phong", "2026-01", resolved=40, resolved_late=2),
    **reports("van-phong", "2026-03", resolved=1250, resolved_late=None),
    **reports("kinh-te", "2026-03", resolved=20, resolved_late=1),
    **reports("hanh-chinh-cong", "2026-03", resolved=20, resolved_late=12),
}


def view(scope: str = "team", indicator: str = "on_time", period: Period = Period.YEAR_TO_DATE) -> IndicatorView:
    return indicator_view(product(ward(), FIGURES, now=AT), indicator, scope, Month(2026, 3), period, view=EVERY_FIGURE)


def test_the_sheet_has_the_result_its_sentence_the_clause_and_the_formula() -> None:
    text = sheet_html(ward(), view("hanh-chinh-cong"))
    assert "40,0\u00a0%" in text
    assert "Chưa đạt: 40,0\u00a0% &lt; 98\u00a0% (thiếu 58,0\u00a0điểm; 12 hồ sơ trễ hạn trên 20)." in text
    assert ward().indicator_of_id["on_time"].quote in text
    assert "100 × (Hồ sơ đã giải quyết − Trong đó: trễ hạn) ÷ (Hồ sơ đã giải quyết)" in text
    assert "Văn phòng HĐND và UBND" in text


def test_the_month_and_the_year_to_date_stand_beside_last_year() -> None:
    text = sheet_html(ward(), view("van-phong"))
    plain = re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", text))
    assert "Riêng tháng 100,0\u00a0% ✓ Đạt chưa có số cùng kỳ" in plain
    assert "Lũy kế năm 99,8\u00a0% ✓ Đạt (tạm tính) chưa có số cùng kỳ" in plain
    figures = {**FIGURES, **reports("van-phong", "2025-03", resolved=50, resolved_late=3)}
    seen = indicator_view(
        product(ward(), figures, now=AT), "on_time", "van-phong", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE
    )
    assert "cùng kỳ 94,0\u00a0%" in sheet_html(ward(), seen)


def test_a_result_just_below_its_target_is_not_rounded_onto_it() -> None:
    """8 996 of 10 000 are 89.96 %."""
    figures = reports("van-phong", "2026-03", resolved=10_000, resolved_late=1004)
    seen = indicator_view(
        product(ward(), figures, now=AT), "on_time", "van-phong", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE
    )
    assert '<span class="value">89,96\u00a0%</span>' in sheet_html(ward(), seen)


def test_the_sureness_of_a_survey_is_told() -> None:
    figures = reports("van-phong", "2026-03", answers=90, satisfied=81)
    seen = indicator_view(
        product(ward(), figures, now=AT), "satisfaction", "van-phong", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE
    )
    assert "82,1\u00a0% đến 94,6\u00a0%, từ 90 phiếu hợp lệ; chưa chắc chắn" in sheet_html(ward(), seen)


def test_a_result_that_is_not_there_is_a_dash() -> None:
    text = sheet_html(ward(), view("to-nhon-son"))
    assert '<span class="value">–</span>' in text
    assert "nan" not in text.replace("ngân", "")


def test_names_are_text_and_never_markup() -> None:
    data = tables("valid-ward-2026")
    data["indicator"][0]["name"] = "<b>Tỷ lệ</b>"
    data["indicator"][0]["why"] = "<script>alert(1)</script>"
    plan = plan_from(data)
    seen = indicator_view(
        product(plan, FIGURES, now=AT), "on_time", "all", Month(2026, 3), Period.MONTH, view=EVERY_FIGURE
    )
    text = sheet_html(plan, seen)
    assert "<b>Tỷ" not in text
    assert "<script" not in text


def test_the_months_have_a_gap_where_nothing_was_reported() -> None:
    chart = months_of(ward(), view("van-phong", period=Period.MONTH))
    assert chart is not None
    line = chart.figure["data"][1]
    assert line["x"][-3:] == ["T1/2026", "T2/2026", "T3/2026"]
    assert line["y"][-3:] == [95.0, None, 100.0]


def test_there_is_no_chart_of_months_without_a_value() -> None:
    assert months_of(ward(), view("to-nhon-son")) is None


def test_the_unit_furthest_behind_stands_first_and_those_without_a_value_last() -> None:
    chart = units_of(ward(), view())
    assert chart is not None
    assert [row[0] for row in chart.table[1:]] == ["Hành chính công", "Kinh tế", "Văn phòng", "Tổ Nhơn Sơn"]


def test_of_the_units_that_are_there_the_nearest_to_missing_stands_first() -> None:
    seen = indicator_view(demonstration(), "on_time", "commune", Month(2024, 9), Period.YEAR_TO_DATE, view=EVERY_FIGURE)
    chart = units_of(ninh_son(), seen)
    assert chart is not None
    values = [float(row[1].split()[0].replace(",", ".")) for row in chart.table[1:]]
    assert values == sorted(values)


def test_an_indicator_of_the_authority_itself_has_no_chart_of_units() -> None:
    assert units_of(ward(), view("all", "dialogues")) is None


def test_the_figures_of_a_flow_are_added_and_those_missing_or_not_arisen_are_told_apart() -> None:
    table = figures_table(ward(), view("van-phong"))
    assert table == (
        ("Số liệu", "T1/2026", "T2/2026", "T3/2026", "Cộng"),
        ("Văn phòng: Hồ sơ đã giải quyết (hồ sơ)", "40", "–", "1.250", "1.290"),
        ("Văn phòng: Trong đó: trễ hạn (hồ sơ)", "2", "–", "KPS", "2"),
    )


def test_of_a_stock_the_latest_month_counts() -> None:
    figures = {
        **reports("kinh-te", "2026-01", procedures=50, procedures_online=30),
        **reports("kinh-te", "2026-02", procedures=52, procedures_online=33),
    }
    made = product(ward(), figures, now=AT)
    seen = indicator_view(made, "online_procedures", "kinh-te", Month(2026, 3), Period.QUARTER, view=EVERY_FIGURE)
    assert [row[-1] for row in figures_table(ward(), seen)[1:]] == ["33", "52"]


def test_there_is_no_table_without_figures() -> None:
    assert figures_table(ward(), view("to-nhon-son")) == ()
