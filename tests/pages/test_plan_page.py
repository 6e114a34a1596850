"""The plan page: what its address opens, what it shows of any plan, and what a search finds."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.plan import Plan
from kpi.services.plan_document import find
from kpi.ui.plan_document import found_html
from tests.builders import lam_dong, plan_from, reports, tables, ward
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    session,
)
from tests.pages.screen import blocks, draw, happen, run

SECTION, TEXT = "plan.muc", "plan.tim"


def html(screen: AppTest) -> str:
    (block,) = blocks(screen).values()
    text: str = block["html"]
    return text


def words(screen: AppTest) -> str:
    """The text of the block without its tags."""
    return unescape(re.sub(r"<[^>]+>", " ", html(screen))).replace("\u00a0", " ")


def sheets(screen: AppTest) -> list[str]:
    return re.findall(r'class="title">([^<]*)<', html(screen))


def opened(screen: AppTest) -> list[str]:
    return re.findall(r'<details class="leaf" open>.*?class="title">([^<]*)<', html(screen), flags=re.S)


def test_the_page_opens_with_the_head_of_the_plan_and_links_to_every_indicator() -> None:
    screen = draw("plan", session(demonstration()))
    assert "395/KH-UBND" in html(screen)
    linked = re.findall(r'href="\./ke-hoach\?chi-tieu=([^"]+)"', html(screen))
    assert linked == [one.id for area in ninh_son().areas for one in ninh_son().indicators if one.area == area.id]
    assert [box.options[0] for box in screen.selectbox] == ["Chung và mục lục"]


@pytest.mark.parametrize("person", [CHAIRMAN, COORDINATOR, OFFICER, ADMINISTRATOR], ids=lambda one: one.role)
def test_everybody_reads_the_plan(person: Person) -> None:
    screen = draw("plan", session(demonstration(), person=person), muc="linh-vuc-III")
    assert len(sheets(screen)) == 14


def test_a_link_to_an_indicator_opens_its_sheet_first_among_its_area() -> None:
    screen = draw("plan", session(demonstration()), chi_tieu="on_time")
    assert opened(screen) == ["Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"]
    assert sheets(screen)[0] == opened(screen)[0]
    assert screen.selectbox(key=SECTION).value == "linh-vuc-III"


def test_a_sheet_quotes_explains_works_out_and_leads_on() -> None:
    text = words(draw("plan", session(demonstration()), chi_tieu="on_time"))
    assert "…90% số lượng hồ sơ hành chính được giải quyết đúng hạn hoặc trước hạn" in text
    assert "Mẫu II.06a – Tình hình, kết quả giải quyết TTHC (cột 8, 9, 10)" in text
    assert re.search(r"Tháng 10/2024, .*: 100 × \([\d.]+ \+ [\d.]+\) ÷ \([^)]*\) = 93,\d %\.", text)
    assert re.search(r"Đạt: 93,\d % ≥ 90 %", text)
    assert "Văn phòng HĐND và UBND huyện" in text


def test_a_sheet_leads_to_its_result_and_to_the_tasks_that_serve_it() -> None:
    text = html(draw("plan", session(demonstration()), chi_tieu="inspections"))
    assert 'href="./chi-tieu?chi-tieu=inspections"' in text
    assert 'href="./nhiem-vu?nhiem-vu=I.2b"' in text


def test_without_figures_a_sheet_says_why_it_has_no_example() -> None:
    text = words(draw("plan", session(product(ninh_son())), chi_tieu="on_time"))
    assert "Chưa có số liệu đã duyệt nào để nêu ví dụ." in text


def test_figures_that_are_not_approved_are_in_no_example() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=1250, resolved_late=3))
    assert "1.250" not in words(draw("plan", session(made, person=CHAIRMAN), chi_tieu="on_time"))


def test_another_section_is_chosen_in_the_box_and_stands_in_the_address_alone() -> None:
    screen = draw("plan", session(demonstration()), chi_tieu="on_time")
    screen.selectbox(key=SECTION).select("linh-vuc-IV")
    run(screen)
    assert dict(screen.query_params) == {"muc": "linh-vuc-IV"}
    assert "Lĩnh vực này không có chỉ tiêu bằng số." in words(screen)
    screen.selectbox(key=SECTION).select("so-lieu")
    run(screen)
    assert "Hồ sơ đã giải quyết trước hạn" in words(screen)


def test_a_section_that_the_indicator_does_not_belong_to_wins_over_it() -> None:
    screen = draw("plan", session(demonstration()), muc="linh-vuc-I", chi_tieu="on_time")
    assert opened(screen) == []
    assert "Chỉ số cải cách hành chính của huyện (PAR INDEX)" in sheets(screen)


def test_nonsense_in_the_address_opens_the_head() -> None:
    screen = draw("plan", session(demonstration()), muc="<b>x</b>", chi_tieu="nope")
    assert html(screen) == html(draw("plan", session(demonstration())))


def test_what_is_typed_is_found_marked_and_counted_and_kept_in_the_address() -> None:
    screen = draw("plan", session(demonstration()))
    screen.text_input(key=TEXT).input("  dung han ")
    run(screen)
    assert dict(screen.query_params) == {"tim": "dung han"}
    assert html(screen).count('<mark class="hit">đúng hạn</mark>') == 3
    assert '<mark class="hit">Đúng hạn</mark>' in html(screen)
    assert "Tìm thấy 2 mục có “dung han”." in words(screen)
    assert re.findall(r"<h3>(\S[^<]*) <span class=\"muted\">\((\d+)\)", html(screen)) == [
        ("Chỉ tiêu", "1"),
        ("Số liệu gốc", "1"),
    ]
    assert html(draw("plan", session(demonstration()), tim="dung han")) == html(screen)


def test_emptying_the_search_leads_back_to_the_section() -> None:
    screen = draw("plan", session(demonstration()), muc="don-vi", tim="xã")
    assert 'href="./ke-hoach?muc=don-vi">Bỏ tìm kiếm' in html(screen)
    screen.text_input(key=TEXT).input("")
    run(screen)
    assert dict(screen.query_params) == {"muc": "don-vi"}
    assert "22828" in words(screen)


def test_a_search_that_finds_nothing_says_so_and_what_to_try() -> None:
    text = words(draw("plan", session(demonstration()), tim="<script>"))
    assert "Không tìm thấy “<script>” trong kế hoạch." in text
    assert "không cần gõ dấu" in text
    assert "<script" not in html(draw("plan", session(demonstration()), tim="<script>"))


def test_a_result_opens_what_it_names() -> None:
    pages: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("plan", session(demonstration(), pages), tim="dung han")
    happen(screen, "plan.found", "link", "./ke-hoach?chi-tieu=on_time")
    assert pages == [("ke-hoach", {"chi-tieu": "on_time"})]


@pytest.mark.parametrize("plan", [ward(), lam_dong()], ids=lambda plan: plan.id)
def test_a_plan_of_another_authority_is_read_whole_and_names_no_other(plan: Plan) -> None:
    made = product(plan)
    head = words(draw("plan", session(made)))
    assert plan.authority in head
    units = words(draw("plan", session(made), muc="don-vi"))
    assert all(unit.name in units and unit.official_code in units for unit in plan.units)
    measures = words(draw("plan", session(made), muc="so-lieu"))
    assert all(one.name in measures for one in plan.measures)
    for area in plan.areas:
        shown = words(draw("plan", session(made), muc=f"linh-vuc-{area.id}"))
        assert all(one.quote in shown for one in plan.indicators if one.area == area.id)
        assert all(task.text in shown for task in plan.tasks if task.area == area.id)
        assert "Ninh Sơn" not in head + units + measures + shown


def test_names_are_text_and_never_markup() -> None:
    data = tables("valid-ward-2026")
    data["indicator"][0]["name"] = "<b>Tỷ lệ</b>"
    data["unit"][1]["name"] = "<img src=x>"
    data["task"][1]["text"] = "<script>alert(1)</script>"
    made = product(plan_from(data))
    shown = [
        html(draw("plan", session(made), muc=section))
        for section in ("chung", "linh-vuc-A", "linh-vuc-B", "don-vi", "so-lieu")
    ]
    shown.append(found_html(made.plan, find(made.plan, "tỷ lệ"), "tỷ lệ"))
    for text in shown:
        assert not re.search(r"<b>Tỷ|<img|<script", text)
