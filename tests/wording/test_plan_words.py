"""The plan in words: targets, paces, sources, validity of units."""

import pytest

from kpi.plan import Indicator, Pace, Plan
from kpi.wording import plan_words
from tests.builders import lam_dong, ward
from tests.office import ninh_son


def of_ward(name: str) -> Indicator:
    return ward().indicator_of_id[name]


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("plan", "indicator", "text"),
    [
        (ninh_son(), "on_time", "≥ 90 %"),
        (ninh_son(), "satisfaction", "> 90 %"),
        (ninh_son(), "work_files_online", "≥ 80 % / ≥ 60 %"),
        (ninh_son(), "ddci", "≤ hạng 2"),
        (ninh_son(), "par_index", "xếp loại Tốt trở lên"),
        (ninh_son(), "iso_agencies", "không giao số"),
        (ward(), "on_time", "≥ 90 % / ≥ 95 % / ≥ 98 %"),
        (ward(), "no_overdue", "= 0 hồ sơ"),
        (ward(), "online_points", "> 0 điểm %"),
    ],
)
def test_what_the_targets_ask_for_is_said_with_its_unit(plan: Plan, indicator: str, text: str) -> None:
    assert plainly(plan_words.all_asked(plan.indicator_of_id[indicator])) == text


def test_a_target_that_is_followed_by_another_says_until_when_it_holds() -> None:
    rows = plan_words.target_rows(ward(), of_ward("on_time"))
    assert [(row[0], plainly(row[1]), row[2]) for row in rows] == [
        ("Phòng, trung tâm, tổ của phường; Phường Đô Vinh", "≥ 90 %", "từ T1/2026 đến T6/2026"),
        ("Phòng, trung tâm, tổ của phường; Phường Đô Vinh", "≥ 95 %", "từ T7/2026"),
        ("Trung tâm Phục vụ hành chính công", "≥ 98 %", "từ T1/2026"),
    ]


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("late_share", "giữ mức này trong từng tháng"),
        ("dialogues", "chia đều cho các tháng trong năm"),
        ("trainings", "theo từng mốc: từ T3/2026 ≥ 1 lớp, từ T6/2026 ≥ 3 lớp, từ T12/2026 ≥ 6 lớp"),
        ("inspections", "đánh giá vào tháng cuối năm; trước đó là chưa đến hạn"),
        ("par_index", "đánh giá theo kết quả công bố của năm"),
    ],
)
def test_the_pace_of_a_target_is_said_in_words(indicator: str, text: str) -> None:
    chosen = of_ward(indicator)
    assert plainly(plan_words.pace(chosen, chosen.targets[0])) == text


def test_every_pace_has_its_words() -> None:
    assert set(plan_words.PACE) == set(Pace)


def test_the_definition_says_the_kind_the_direction_and_where_a_result_comes_from() -> None:
    assert plan_words.definition(of_ward("late_share")).endswith("; càng thấp càng tốt.")
    assert "phiếu khảo sát" in plan_words.definition(of_ward("satisfaction"))
    assert "công bố" in plan_words.definition(of_ward("ddci"))
    assert "cùng kỳ năm trước" in plan_words.definition(of_ward("postal_growth"))
    for plan in (ninh_son(), ward(), lam_dong()):
        assert all("{" not in plan_words.definition(one) for one in plan.indicators)


def test_the_source_names_the_forms_their_columns_and_who_reports() -> None:
    assert plan_words.source(ninh_son(), ninh_son().indicator_of_id["legal_documents"]) == (
        "Hồ sơ công việc và văn bản quy phạm pháp luật. Đơn vị báo cáo: Cấp xã; Phòng Tư pháp."
    )
    assert plan_words.source(ward(), of_ward("on_time")) == (
        "Hồ sơ thủ tục hành chính (cột 3, 4). Đơn vị báo cáo: Phòng, trung tâm, tổ của phường."
    )
    assert plan_words.source(ninh_son(), ninh_son().indicator_of_id["postal_growth"]).startswith(
        "Mẫu II.06a – Tình hình, kết quả giải quyết TTHC (cột 4, 5); Bưu chính, luân chuyển và xác thực điện tử."
    )


def test_a_unit_says_from_when_until_when_and_where_it_went() -> None:
    said = {unit.id: plan_words.validity(ward(), unit) for unit in ward().units}
    assert said["to-nhon-son"] == "đến 30/06/2026, nhập vào Trung tâm Phục vụ hành chính công"
    assert said["to-luu-dong"] == "từ 01/07/2026"
    assert said["van-phong"] == "cả thời gian của kế hoạch"


def test_everybody_who_works_along_is_named_and_all_stands_for_all() -> None:
    assert plan_words.names(ward(), ("all",)) == "Tất cả các đơn vị"
    assert plan_words.names(ward(), ("van-phong", "team")) == (
        "Văn phòng HĐND và UBND; Phòng, trung tâm, tổ của phường"
    )
    measure = ninh_son().measure_of_id["survey_answers_priority"]
    assert plan_words.reporters(ninh_son(), measure) == "Cấp xã; TC-KH; KT-HT; TN-MT"


def test_the_head_says_whose_plan_it_is_for_when_and_when_reports_are_due() -> None:
    head = dict(plan_words.head(ward()))
    assert head["Cơ quan ban hành"] == "Ủy ban nhân dân phường Đô Vinh"
    assert (head["Số"], head["Ngày ban hành"]) == ("12/KH-UBND", "20/12/2025")
    assert head["Thời gian thực hiện"] == "Tháng 1/2026 đến tháng 12/2026; số liệu để so sánh từ tháng 1/2025"
    assert head["Hạn nộp báo cáo"] == "Báo cáo của mỗi tháng nộp chậm nhất ngày 3 của tháng sau"
    assert plainly(head["Mức gần đạt"]) == "Từ 90 % của mục tiêu đến dưới mục tiêu"
    assert "so sánh" not in dict(plan_words.head(lam_dong()))["Thời gian thực hiện"]


def test_what_was_searched_is_said_again_with_how_often_it_was_found() -> None:
    assert plan_words.found(2, "dung han") == "Tìm thấy 2 mục có “dung han”."
    assert plan_words.found(0, "xyz") == "Không tìm thấy “xyz” trong kế hoạch."
