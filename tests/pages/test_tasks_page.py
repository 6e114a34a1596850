"""The page of tasks: what is counted, what stands first, what is linked, and the form of a part."""

import base64
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person, Role
from kpi.services import tasks
from kpi.services.product import Product
from kpi.tasks import TaskProgress, TaskState
from kpi.ui.task_timeline import timeline_html
from kpi.ui.tasks import Filters, board_html
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    MA_NOI,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    session,
    with_accounts,
)
from tests.pages.screen import blocks, draw, run

PART: dict[str, Any] = {
    "document_number": "",
    "document_date": None,
    "done_on": None,
    "note": "",
    "evidence": None,
    "remove_evidence": False,
    "version": 0,
}
DONE: dict[str, Any] = {"state": TaskState.DONE, "percent": 100, "done_on": dt.date(2024, 3, 28)}
APRIL_3 = dt.date(2024, 4, 3)
FORM = f"task.III.1.{MA_NOI}"


def office() -> Product:
    """On 3 April 2024 the training plan is done, Ma Nới is at work on the review, and all else of March is late."""
    made = with_accounts(product(ninh_son()))
    done = PART | DONE | {"document_number": "45/KH-UBND", "evidence": ("kế hoạch.pdf", b"%PDF-1.7")}
    tasks.save_progress(made, COORDINATOR, task="V.2", unit="noi-vu", **done)
    doing = PART | {"state": TaskState.DOING, "percent": 40, "note": "<b>Chờ</b> ý kiến"}
    tasks.save_progress(made, COLLEAGUE, task="III.1", unit=MA_NOI, **doing)
    return made


def opened(made: Product, person: Person = CHAIRMAN, **address: str) -> AppTest:
    return draw("tasks", session(made, person=person), **address)


def html(screen: AppTest, key: str) -> str:
    text: str = blocks(screen)[key]["html"]
    return text


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def ids(text: str) -> list[str]:
    """The tasks of a block in their order."""
    return re.findall(r'<li class="t-\w+">\s*<span class="id">([^<]*)</span>', text)


def of_part(made: Product, task: str = "III.1", unit: str = MA_NOI) -> TaskProgress:
    return next(one for one in made.store.task_progress(made.plan.id) if (one.task, one.unit) == (task, unit))


def test_the_counts_come_first_and_each_leads_to_its_tasks() -> None:
    screen = opened(office())
    assert plain(html(screen, "summary")) == (
        "43 nhiệm vụ · Tính đến ngày 03/04/2024 "
        "5 ✗ Trễ hạn 1 ◐ Đang thực hiện 24 ○ Chưa bắt đầu 12 ◇ Theo sự việc 1 ✓ Hoàn thành"
    )
    assert './nhiem-vu?trang-thai=tre-han"' in html(screen, "summary")
    assert list(blocks(screen)) == ["summary", "board"]


def test_every_task_stands_in_its_area_the_late_ones_first() -> None:
    text = html(opened(office()), "board")
    assert ids(text)[:4] == ["I.1", "I.2a", "I.2b", "I.3"]
    areas = re.findall(r"<h2>([IV]+)\.", text)
    assert areas == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert ids(text)[8:11] == ["II.5", "II.6", "II.1"]
    assert len(ids(text)) == 43


def test_a_row_says_who_when_how_far_and_by_what_document() -> None:
    text = html(opened(office(), linh_vuc="V"), "board")
    row = text[text.index(">V.2<") : text.index(">V.3<")]
    assert "✓ Hoàn thành" in row
    said = plain(row)
    for words in ("Phòng Nội vụ", "Quý I/2024, hạn 31/03/2024", "100 %", "45/KH-UBND", "↓ kế hoạch.pdf"):
        assert words in said
    evidence = of_part(office(), "V.2", "noi-vu").evidence
    assert evidence is not None
    assert f'href="/tep/{evidence.hash}"' in row
    review = html(opened(office(), linh_vuc="III"), "board")
    assert "0/16 đơn vị hoàn thành" in plain(review)
    assert './chi-tieu?chi-tieu=units_publishing"' in review


def test_a_unit_sees_its_own_part_and_not_the_whole() -> None:
    screen = opened(office(), OFFICER, don_vi=MA_NOI)
    text = html(screen, "board")
    assert ids(text) == ["III.1", "IV.4b"]
    assert "40 %" in plain(text)
    assert "Chỉ nhiệm vụ của đơn vị tôi" not in html(screen, "summary")
    assert f"./nhiem-vu?don-vi={MA_NOI}" in html(opened(office(), OFFICER), "summary")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"trang_thai": "hoan-thanh"}, ["V.2"]),
        ({"linh_vuc": "V", "trang_thai": "tre-han"}, []),
        ({"don_vi": "tu-phap", "trang_thai": "tre-han"}, ["II.5", "II.6"]),
    ],
)
def test_the_address_narrows_the_tasks(address: Mapping[str, str], found: list[str]) -> None:
    assert ids(html(opened(office(), CHAIRMAN, **address), "board")) == found


def test_where_nothing_is_left_the_page_says_what_to_do() -> None:
    text = plain(html(opened(office(), linh_vuc="V", trang_thai="tre-han"), "board"))
    assert text == "Không có nhiệm vụ nào khớp với lựa chọn. Hãy bỏ bớt điều kiện lọc. Xem tất cả nhiệm vụ"
    empty = ninh_son().model_copy(update={"tasks": ()})
    assert plain(board_html(empty, (), Filters())).startswith("Kế hoạch này không có nhiệm vụ nào.")


def test_a_filter_is_written_to_the_address_and_taken_out_of_it_again() -> None:
    screen = opened(office())
    screen.selectbox(key="tasks.linh-vuc").select("V")
    run(screen)
    assert screen.query_params["linh-vuc"] == "V"
    screen.selectbox(key="tasks.linh-vuc").select("")
    run(screen)
    assert "linh-vuc" not in screen.query_params


def test_the_timeline_draws_each_task_and_says_it_in_words() -> None:
    made = office()
    rows = tasks.plan_tasks(made, APRIL_3)
    text = timeline_html(made.plan, rows, Filters(area="V"), APRIL_3, is_demo=True)
    assert "Dòng thời gian các nhiệm vụ, tính đến ngày 03/04/2024: 0 trễ hạn, 0 đang thực hiện" in text
    march = f"{100 * (31 + 29 + 31) / 366:.2f}"
    assert f'<span class="due" style="left:{march}%"' in text
    assert f'<span class="done" style="left:{100 * (31 + 29 + 28) / 366:.2f}%">✓</span>' in text
    assert '<span class="unseen">hoàn thành, hạn 31/03/2024</span>' in text
    assert '<td class="words">31/03/2024</td><td class="words">28/03/2024</td>' in text
    (content,) = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]*)" download', text)
    assert "✓ Hoàn thành;Quý I/2024;31/03/2024;28/03/2024" in base64.b64decode(content).decode("utf-8")
    assert list(blocks(opened(made, dang="dong-thoi-gian"))) == ["summary", "timeline"]


def test_what_lies_before_the_plan_stands_at_its_edge() -> None:
    made = office()
    text = timeline_html(made.plan, tasks.plan_tasks(made, APRIL_3), Filters(area="I"), APRIL_3, is_demo=False)
    assert '<span class="due" style="left:0.00%" title="Hạn 09/12/2023">' in text
    assert f'<span class="overdue" style="left:0.00%;right:calc(100% - {100 * (31 + 29 + 31 + 3) / 366:.2f}%)">' in text


def test_an_opened_task_shows_every_part_with_who_saved_it_and_its_history() -> None:
    screen = opened(office(), nhiem_vu="III.1")
    assert list(blocks(screen)) == ["task", "parts"]
    assert "./lich-su?nhiem-vu=III.1" in html(screen, "task")
    parts = html(screen, "parts")
    assert parts.count("<li>") == 16
    assert "09:30 ngày 03/04/2024, Chamaléa Thiện" in parts
    assert "&lt;b&gt;Chờ&lt;/b&gt; ý kiến" in parts
    assert "Phần việc này do đơn vị chủ trì và người điều phối cập nhật." in parts
    assert "./lich-su" not in html(opened(office(), ADMINISTRATOR, nhiem_vu="III.1"), "task")


def test_a_heading_leads_to_the_tasks_below_it_and_they_lead_back() -> None:
    assert "./nhiem-vu?nhiem-vu=I.2a" in html(opened(office(), nhiem_vu="I.2"), "task")
    assert "./nhiem-vu?nhiem-vu=I.2" in html(opened(office(), nhiem_vu="I.2a"), "task")


def test_an_address_that_names_no_task_shows_all() -> None:
    assert "board" in blocks(opened(office(), nhiem_vu="<b>x</b>"))


@pytest.mark.parametrize(
    ("person", "part", "form"),
    [
        (OFFICER, "", FORM),
        (OFFICER, MY_SON, FORM),
        (COORDINATOR, "", ""),
        (COORDINATOR, MY_SON, f"task.III.1.{MY_SON}"),
        (CHAIRMAN, MA_NOI, ""),
        (ADMINISTRATOR, MA_NOI, ""),
        (Person("Lưu Thị Ngọc", Role.REPORTER, "trung-tam-vhtt", "ngoc.luu"), MA_NOI, ""),
    ],
)
def test_the_form_is_of_a_part_that_the_person_may_update(person: Person, part: str, form: str) -> None:
    screen = opened(office(), person, nhiem_vu="III.1", phan_viec=part)
    assert [radio.key for radio in screen.radio] == ([f"{form}.0.state"] if form else [])


def submit(screen: AppTest, **typed: str) -> AppTest:
    """Fill in the form of Ma Nới's part and save."""
    for field, text in typed.items():
        box = screen.text_area if field == "note" else screen.text_input
        box(key=f"{FORM}.0.{field}").input(text)
    screen.button[0].click()
    return run(screen)


def test_a_part_is_saved_from_the_form() -> None:
    made = office()
    screen = opened(made, OFFICER, nhiem_vu="III.1")
    assert screen.text_input(key=f"{FORM}.0.percent").value == "40"
    screen.radio(key=f"{FORM}.0.state").set_value(TaskState.DONE)
    submit(screen, done_on="28/3/2024", number="45/BC-UBND", date="28/03/2024", note="")
    assert [box.value for box in screen.success] == ["Đã lưu phần việc của Xã Ma Nới."]
    saved = of_part(made)
    assert (saved.state, saved.percent, saved.done_on) == (TaskState.DONE, 100, dt.date(2024, 3, 28))
    assert (saved.document_number, saved.document_date, saved.note) == ("45/BC-UBND", dt.date(2024, 3, 28), "")
    assert "1/16 đơn vị hoàn thành" in plain(html(screen, "task"))


def test_what_was_typed_stays_when_it_is_refused() -> None:
    made = office()
    screen = submit(opened(made, OFFICER, nhiem_vu="III.1"), percent="bốn mươi", note="Đã trình Chủ tịch")
    assert [box.value for box in screen.error] == ["Chưa lưu: tiến độ là số nguyên từ 0 đến 100, ví dụ 40."]
    assert screen.text_input(key=f"{FORM}.0.percent").value == "bốn mươi"
    assert screen.text_area(key=f"{FORM}.0.note").value == "Đã trình Chủ tịch"
    assert of_part(made).version == 1


def test_what_changes_nothing_says_so() -> None:
    screen = submit(opened(office(), OFFICER, nhiem_vu="III.1"))
    assert [box.value for box in screen.info] == ["Không có gì thay đổi để lưu."]


def test_the_second_of_two_editors_sees_both_and_saves_knowingly() -> None:
    made = office()
    screen = opened(made, OFFICER, nhiem_vu="III.1")
    tasks.save_progress(
        made, COLLEAGUE, task="III.1", unit=MA_NOI, **PART | {"state": TaskState.DOING, "percent": 60, "version": 1}
    )
    submit(screen, percent="80")
    assert screen.error[0].value.startswith("Chưa lưu: Chamaléa Thiện đã cập nhật phần việc này lúc 09:30")
    both = plain(html(screen, f"{FORM}.0.both"))
    assert "Tiến độ 60 % ≠ 80 %" in both
    assert of_part(made).percent == 60
    screen.button[0].click()
    run(screen)
    assert (of_part(made).percent, of_part(made).version) == (80, 3)


def test_a_form_that_is_opened_anew_holds_what_is_stored_now() -> None:
    made = office()
    screen = submit(opened(made, OFFICER, nhiem_vu="III.1"), percent="90")
    assert screen.text_input(key=f"{FORM}.1.percent").value == "90"
    assert of_part(made).percent == 90
