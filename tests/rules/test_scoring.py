"""The rules that hold for every plan (DESIGN §2), each with a test named after it."""

import pytest

from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.scoring import COLUMNS, history, score, score_indicator
from tests.builders import NOT_ARISEN, Figures, cube_of, month, plan_from, reports, scores, scores_in, tables, ward

YEAR, QUARTER = Period.YEAR_TO_DATE, Period.QUARTER
TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def resolved(unit: str, at: str, done: float | None, late: float | None = 0) -> Figures:
    return reports(unit, at, resolved=done, resolved_late=late)


def test_ratios_are_summed_and_then_divided_over_units() -> None:
    figures = {**resolved("van-phong", "2026-03", 10, 5), **resolved("kinh-te", "2026-03", 990, 0)}
    found = scores(cube_of(ward(), figures), "on_time", "2026-03")
    assert [found[scope].value for scope in ("van-phong", "kinh-te")] == [50, 100]
    assert (found[WHOLE].numerator, found[WHOLE].denominator, found[WHOLE].value) == (995, 1000, 99.5)  # not 75


def test_ratios_are_summed_and_then_divided_over_months() -> None:
    figures = {**resolved("kinh-te", "2026-02", 1, 1), **resolved("kinh-te", "2026-03", 99, 0)}
    assert scores(cube_of(ward(), figures), "on_time", "2026-03", YEAR)["kinh-te"].value == 99  # not 50


def test_29_of_50_is_exactly_58() -> None:
    found = scores(cube_of(ward(), resolved("kinh-te", "2026-03", 50, 21)), "on_time", "2026-03")
    assert found["kinh-te"].value == 58
    assert 29 / 50 * 100 != 58  # the order of the arithmetic matters


def test_zero_missing_not_applicable_and_not_yet_due_are_four_different_things() -> None:
    zero = resolved("kinh-te", "2026-03", 50, 50)
    nothing = resolved("van-phong", "2026-03", 0, 0)
    held = reports("22738", "2026-03", inspections=0)
    cube = cube_of(ward(), {**zero, **nothing, **held})
    found = scores(cube, "on_time", "2026-03")
    assert (found["kinh-te"].value, found["kinh-te"].status) == (0, "missed")
    assert (found["hanh-chinh-cong"].value, found["hanh-chinh-cong"].status) == (None, "no_data")
    assert (found["van-phong"].value, found["van-phong"].status) == (None, "not_applicable")
    not_due = scores(cube, "inspections", "2026-03")[WHOLE]
    assert (not_due.value, not_due.status) == (0, "not_due")


def test_a_missing_figure_is_never_a_zero() -> None:
    figures = {**resolved("kinh-te", "2026-03", 50, 1), **reports("van-phong", "2026-03", resolved=100)}
    found = scores(cube_of(ward(), figures), "on_time", "2026-03")
    assert (found["van-phong"].value, found["van-phong"].numerator) == (None, None)
    assert found["van-phong"].status == "no_data"
    assert (found[WHOLE].denominator, found[WHOLE].value) == (50, 98)  # half a formula does not count


@pytest.mark.parametrize("done", [0, NOT_ARISEN])
def test_a_zero_denominator_is_not_applicable_neither_pass_nor_fail(done: float | None) -> None:
    score_of_unit = scores(cube_of(ward(), resolved("kinh-te", "2026-03", done, done)), "on_time", "2026-03")["kinh-te"]
    assert (score_of_unit.value, score_of_unit.status) == (None, "not_applicable")
    assert score_of_unit.completeness == "1/1"


def test_nothing_arising_adds_nothing_to_a_sum_and_is_a_report() -> None:
    figures = {**resolved("kinh-te", "2026-02", NOT_ARISEN, NOT_ARISEN), **resolved("kinh-te", "2026-03", 50, 1)}
    figures |= resolved("kinh-te", "2026-01", 50, 0)
    found = scores(cube_of(ward(), figures), "on_time", "2026-03", QUARTER)["kinh-te"]
    assert (found.value, found.completeness) == (99, "1/1")


def test_a_count_in_which_nothing_arose_is_zero_and_a_value_is_not_applicable() -> None:
    cube = cube_of(ward(), reports("kinh-te", "2026-03", overdue=NOT_ARISEN, spent=NOT_ARISEN))
    assert scores(cube, "no_overdue", "2026-03")["kinh-te"].status == "met"
    assert scores(cube, "spending", "2026-03")["kinh-te"].status == "not_applicable"


def test_a_target_of_zero_is_met_only_by_zero() -> None:
    cube = cube_of(ward(), {**reports("kinh-te", "2026-03", overdue=0), **reports("van-phong", "2026-03", overdue=1)})
    found = scores(cube, "no_overdue", "2026-03")
    assert [found[unit].status for unit in ("kinh-te", "van-phong", "hanh-chinh-cong")] == ["met", "missed", "no_data"]


def test_more_than_90_percent_is_strict() -> None:
    figures = {
        **reports("kinh-te", "2026-03", satisfied=90, answers=100),
        **reports("van-phong", "2026-03", satisfied=901, answers=1000),
    }
    found = scores(cube_of(ward(), figures), "satisfaction", "2026-03")
    assert [found[unit].status for unit in ("kinh-te", "van-phong")] == ["near", "met"]


def test_a_score_says_how_complete_it_is_and_a_roll_up_over_missing_units_is_provisional() -> None:
    figures = {key: value for unit in TEAMS[:3] for key, value in resolved(unit, "2026-03", 50, 0).items()}
    found = scores(cube_of(ward(), figures), "on_time", "2026-03")
    assert found[WHOLE].completeness == found["team"].completeness == "3/4"
    assert found["to-nhon-son"].completeness == "0/1"


def test_a_unit_that_missed_one_month_of_a_period_has_not_reported_it() -> None:
    figures = {**resolved("kinh-te", "2026-01", 50, 0), **resolved("kinh-te", "2026-03", 50, 2)}
    found = scores(cube_of(ward(), figures), "on_time", "2026-03", QUARTER)["kinh-te"]
    assert (found.value, found.completeness) == (98, "0/1")


def test_rank_smaller_is_better_and_ranks_of_units_are_not_added_up() -> None:
    figures = {**reports("kinh-te", "2026-03", place=2), **reports("van-phong", "2026-03", place=3)}
    found = scores(cube_of(ward(), figures), "team_place", "2026-03")
    assert tuple(found) == TEAMS
    assert [found[unit].status for unit in TEAMS] == ["missed", "met", "no_data", "no_data"]


def test_grades_of_units_are_not_added_up() -> None:
    data = tables("valid-ward-2026")
    grade = next(one for one in data["indicator"] if one["id"] == "team_place")
    grade |= {"kind": "grade", "direction": "up", "bands_source": "Giả định", "target": []}
    grade["bands"] = [{"name": "Hoàn thành", "from": 50}]
    figures = {**reports("kinh-te", "2026-03", place=60), **reports("van-phong", "2026-03", place=70)}
    assert tuple(scores(cube_of(plan_from(data), figures), "team_place", "2026-03")) == TEAMS


@pytest.mark.parametrize(("points", "status"), [(92.5, "met"), (80, "met"), (79.99, "missed")])
def test_a_grade_is_held_against_the_band_of_its_target(points: float, status: str) -> None:
    found = scores(cube_of(ward(), reports("22738", "2026-03", par_score=points)), "par_index", "2026-05")[WHOLE]
    assert (found.value, found.target, found.status) == (points, 80, status)


def test_a_yearly_result_is_unpublished_until_entered_and_never_missed() -> None:
    assert {scores(cube_of(ward(), {}), name, "2026-12")[WHOLE].status for name in ("ddci", "par_index")} == {
        "unpublished"
    }
    published = cube_of(ward(), reports("22738", "2026-10", ddci_rank=4))
    assert scores(published, "ddci", "2026-09")[WHOLE].status == "unpublished"
    assert scores(published, "ddci", "2026-12")[WHOLE].status == "missed"


def test_a_stock_takes_the_latest_reported_month_and_then_adds_over_units() -> None:
    figures = {
        **reports("kinh-te", "2026-01", procedures=100, procedures_online=50),
        **reports("kinh-te", "2026-02", procedures=120, procedures_online=90),
        **reports("kinh-te", "2026-03", procedures=130),
        **reports("van-phong", "2026-01", procedures=80, procedures_online=80),
    }
    found = scores(cube_of(ward(), figures), "online_procedures", "2026-03", YEAR)
    assert (found["kinh-te"].numerator, found["kinh-te"].denominator) == (90, 120)
    assert (found[WHOLE].numerator, found[WHOLE].denominator, found[WHOLE].value) == (170, 200, 85)
    assert scores(cube_of(ward(), figures), "online_procedures", "2026-03")["kinh-te"].status == "no_data"


def test_a_flow_and_a_stock_in_one_formula_each_keep_their_own_rule() -> None:
    figures = {
        **reports("kinh-te", "2026-01", spent=0.1, allotted=9),
        **reports("kinh-te", "2026-02", spent=0.7, allotted=0.8),
        **reports("kinh-te", "2026-03", spent=0),
    }
    found = scores(cube_of(ward(), figures), "disbursed", "2026-03", YEAR)["kinh-te"]
    assert (found.numerator, found.denominator, found.value, found.status) == (0.8, 0.8, 100, "met")


def test_a_flow_without_its_stock_is_half_a_formula_and_no_complete_report() -> None:
    found = scores(cube_of(ward(), reports("kinh-te", "2026-03", spent=5)), "disbursed", "2026-03")["kinh-te"]
    assert (found.numerator, found.status, found.completeness) == (None, "no_data", "0/1")


def test_decimals_that_cancel_out_leave_no_noise_behind() -> None:
    data = tables("valid-ward-2026")
    ratio = next(one for one in data["indicator"] if one["id"] == "disbursed")
    ratio["denominator"] = ["spent", "-allotted"]
    plan = plan_from(data)
    figures = {
        **reports("kinh-te", "2026-01", spent=0.1, allotted=0.2),
        **reports("kinh-te", "2026-02", spent=0.2, allotted=0.3),
    }
    found = scores(cube_of(plan, figures), "disbursed", "2026-02", YEAR)["kinh-te"]
    assert (found.denominator, found.value, found.status) == (0, None, "not_applicable")


def test_a_formula_may_come_out_negative() -> None:
    data = tables("valid-ward-2026")
    data["indicator"][0]["numerator"] = ["received", "-resolved"]
    cube = cube_of(plan_from(data), reports("kinh-te", "2026-03", received=40, resolved=50))
    found = scores(cube, "on_time", "2026-03")["kinh-te"]
    assert (found.numerator, found.value, found.status) == (-10, -20, "missed")


def test_the_largest_counts_are_exact() -> None:
    largest = 10**12
    figures = {
        key: value
        for unit in TEAMS
        for number in range(1, 13)
        for key, value in resolved(unit, f"2026-{number:02d}", largest, 1).items()
        if ward().unit_of_id[unit].exists_in(Month(2026, number))
    }
    found = scores(cube_of(ward(), figures), "on_time", "2026-12", YEAR)[WHOLE]
    assert (found.numerator, found.denominator) == (42 * (largest - 1), 42 * largest)
    assert found.completeness == "4/5"


def test_yearly_counts_add_the_whole_year_whatever_period_is_asked_for() -> None:
    cube = cube_of(ward(), {**reports("22738", "2026-01", dialogues=2), **reports("22738", "2026-04", dialogues=1)})
    for period in Period:
        found = scores(cube, "dialogues", "2026-04", period)[WHOLE]
        assert (found.value, found.bound, found.target, found.status) == (3, 4, 12, "missed")


def test_the_authority_reports_its_own_figure_or_sums_its_units() -> None:
    assert tuple(scores(cube_of(ward(), {}), "waiting", "2026-03")) == (WHOLE,)
    assert tuple(scores(cube_of(ward(), {}), "on_time", "2026-03")) == (WHOLE, "team", *TEAMS)


def test_a_past_month_is_judged_by_the_target_then_in_force() -> None:
    figures = {**resolved("kinh-te", "2026-06", 100, 8), **resolved("kinh-te", "2026-07", 100, 8)}
    cube = cube_of(ward(), figures)
    assert [scores(cube, "on_time", at)["kinh-te"].status for at in ("2026-06", "2026-07")] == ["met", "near"]


@pytest.mark.parametrize("at", ["2024-12", "2024-06", "2027-01", "2030-06"])
@pytest.mark.parametrize("period", Period)
def test_outside_the_months_of_the_plan_nothing_is_known_and_nothing_expected(at: str, period: Period) -> None:
    figures = {**resolved("kinh-te", "2025-01", 50, 1), **resolved("kinh-te", "2026-12", 50, 1)}
    for found in scores_in(score(cube_of(ward(), figures), month(at), period)):
        assert (found.value, found.target, found.completeness) == (None, None, "0/0")
        assert found.status in {"no_data", "unpublished"}


def test_an_indicator_that_no_unit_reports_in_a_month_has_no_rows() -> None:
    data = tables("valid-ward-2026")
    next(one for one in data["measure"] if one["id"] == "place")["reported_by"] = ["to-luu-dong"]
    plan = plan_from(data)
    frame = score_indicator(cube_of(plan, {}), plan.indicator_of_id["team_place"], month("2026-06"), Period.MONTH)
    assert frame.empty
    assert list(frame.columns) == list(COLUMNS)


def test_a_frame_of_scores_has_every_indicator_in_the_plans_order_and_fixed_types() -> None:
    frame = score(cube_of(ward(), {}), month("2026-03"), Period.MONTH)
    assert frame["indicator"].unique().tolist() == [indicator.id for indicator in ward().indicators]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS


def test_history_is_the_score_of_each_month() -> None:
    figures = {**resolved("kinh-te", "2026-01", 50, 25), **resolved("kinh-te", "2026-03", 50, 0)}
    plan = ward()
    months = (month("2026-01"), month("2026-02"), month("2026-03"))
    frame = history(cube_of(plan, figures), plan.indicator_of_id["on_time"], months, Period.MONTH, ("kinh-te",))
    assert [found.value for found in scores_in(frame)] == [50, None, 100]  # a missing month is a gap
    assert frame["month"].tolist() == [at.ordinal for at in months]
