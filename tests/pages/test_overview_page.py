"""The overview page: the welcome of an empty store, its choices in the address, and its links."""

import datetime as dt
from collections.abc import Mapping

import pytest

from kpi.access import Person
from kpi.months import Month
from kpi.services import demo
from kpi.services.product import Product
from tests.builders import reports, ward
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put,
    put_approved,
    session,
    with_demonstration,
)
from tests.pages.screen import address, blocks, draw, happen, run

AT = dt.datetime(2026, 4, 20, 2, 30, tzinfo=dt.UTC)
TRY_DEMO, START_ENTERING = "Xem thử với số liệu minh họa", "Bắt đầu nhập số liệu"
ADD_ACCOUNTS = "Tạo tài khoản cho các đơn vị"
REMOVE = "Xóa và bắt đầu với kho trống"


def do_vinh() -> Product:
    """Phường Đô Vinh with two approved reports."""
    made = product(ward(), now=AT)
    put_approved(made, reports("van-phong", "2026-03", resolved=50, resolved_late=7))
    put_approved(made, reports("kinh-te", "2026-03", resolved=20, resolved_late=1))
    return made


@pytest.mark.parametrize(
    ("person", "ways", "leads_to"),
    [
        (ADMINISTRATOR, [TRY_DEMO, ADD_ACCOUNTS], "quan-tri"),
        (COORDINATOR, [START_ENTERING], "nhap-so-lieu"),
        (OFFICER, [START_ENTERING], "nhap-so-lieu"),
    ],
)
def test_an_empty_store_offers_each_person_their_ways_on(person: Person, ways: list[str], leads_to: str) -> None:
    opened: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("overview", session(product(ninh_son()), opened, person=person))
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]
    assert [button.label for button in screen.button] == ways
    screen.button[-1].click()
    run(screen)
    assert opened == [(leads_to, {})]


def test_a_plan_without_a_story_offers_no_demonstration() -> None:
    screen = draw("overview", session(product(ward(), now=AT), person=ADMINISTRATOR))
    assert [button.label for button in screen.button] == [ADD_ACCOUNTS]


def test_the_demonstration_is_filled_in_shown_and_removed() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 11, 8, 2, 30, tzinfo=dt.UTC))
    screen = draw("overview", session(made, person=ADMINISTRATOR))
    screen.button[0].click()
    run(screen)
    assert made.store.is_demo()
    assert "overview" in blocks(screen)
    (remove,) = [button for button in screen.button if button.label == REMOVE]
    remove.click()
    run(screen)
    assert made.store.is_empty()
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]


@pytest.mark.parametrize("person", [CHAIRMAN, COORDINATOR, OFFICER])
def test_only_the_administrator_is_offered_to_remove_the_demonstration(person: Person) -> None:
    assert [button.label for button in draw("overview", session(demonstration(), person=person)).button] == []


def test_while_nothing_is_approved_the_page_says_so_and_shows_no_result() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=50, resolved_late=7), now=AT)
    screen = draw("overview", session(made, person=OFFICER))
    assert [line.value for line in screen.info] == ["Chưa có báo cáo nào được duyệt nên chưa có kết quả để xem."]
    assert "86,0" not in blocks(screen)["overview"]["html"]


def test_unapproved_figures_are_a_choice_of_those_who_decide_and_of_no_address() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=50, resolved_late=7), now=AT)
    shown = draw("overview", session(made, person=COORDINATOR), so_lieu="tat-ca")
    assert [line.value for line in shown.info] == []
    assert "86,0" in blocks(shown)["overview"]["html"]
    assert "./duyet-bao-cao?" in blocks(shown)["overview"]["html"]
    refused = draw("overview", session(made, person=OFFICER), so_lieu="tat-ca")
    assert "86,0" not in blocks(refused)["overview"]["html"]
    assert "./duyet-bao-cao?" not in blocks(refused)["overview"]["html"]


def test_real_figures_are_not_offered_for_removal() -> None:
    assert [button.label for button in draw("overview", session(do_vinh(), person=ADMINISTRATOR)).button] == []


def test_the_page_opens_with_the_latest_month_and_the_whole_and_says_so_in_its_address() -> None:
    screen = draw("overview", session(demonstration()))
    assert address(screen) == {
        "thang": "2024-10",
        "ky": "year",
        "pham-vi": "all",
        "so-lieu": "da-duyet",
    }
    assert "Lũy kế 10 tháng năm 2024 · Ủy ban nhân dân huyện Ninh Sơn" in blocks(screen)["overview"]["html"]


def test_a_link_opens_the_view_that_it_names() -> None:
    screen = draw("overview", session(do_vinh()), thang="2026-02", pham_vi="kinh-te", ky="month")
    assert "Tháng 2/2026 · Phòng Kinh tế, Hạ tầng và Đô thị" in blocks(screen)["overview"]["html"]
    assert [box.value for box in screen.selectbox] == ["2026-02", "kinh-te", "da-duyet"]


def test_an_address_that_names_nothing_known_shows_the_usual_view() -> None:
    screen = draw("overview", session(do_vinh(), person=OFFICER), thang="2031-01", pham_vi="<b>x</b>", ky="decade")
    assert address(screen) == {"thang": "2026-03", "ky": "year", "pham-vi": "all"}


def test_another_month_is_drawn_and_kept_in_the_address() -> None:
    screen = draw("overview", session(do_vinh()))
    screen.selectbox(key="url.thang").select("2026-01")
    run(screen)
    assert dict(screen.query_params) == {"thang": "2026-01", "ky": "year", "pham-vi": "all", "so-lieu": "da-duyet"}
    assert "Lũy kế 1 tháng năm 2026" in blocks(screen)["overview"]["html"]


def test_a_click_on_a_link_opens_its_page_with_its_choices() -> None:
    opened: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("overview", session(do_vinh(), opened))
    happen(screen, "overview", "link", "./chi-tieu?chi-tieu=on_time&pham-vi=van-phong&thang=2026-03&ky=year")
    choices = {"chi-tieu": "on_time", "pham-vi": "van-phong", "thang": "2026-03", "ky": "year"}
    assert opened == [("chi-tieu", choices)]


def test_links_to_an_indicator_carry_the_choice_of_figures_of_who_has_it() -> None:
    of_chairman = blocks(draw("overview", session(do_vinh())))["overview"]["html"]
    assert (
        "./chi-tieu?chi-tieu=on_time&amp;pham-vi=kinh-te&amp;thang=2026-03&amp;ky=year&amp;so-lieu=da-duyet"
        in of_chairman
    )
    assert "so-lieu" not in blocks(draw("overview", session(do_vinh(), person=OFFICER)))["overview"]["html"]


def test_a_figure_corrected_elsewhere_shows_in_the_next_run() -> None:
    made = do_vinh()
    screen = draw("overview", session(made), ky="month")
    assert "88,6" in blocks(screen)["overview"]["html"]
    put(made, reports("kinh-te", "2026-03", resolved_late=5))
    run(screen)
    assert "82,9" in blocks(screen)["overview"]["html"]


def test_the_page_of_a_product_with_a_demonstration_removed_elsewhere_welcomes_again() -> None:
    made = with_demonstration()
    screen = draw("overview", session(made))
    assert made.scoreboard.board(approved=True).latest_month() == Month(2024, 10)
    demo.remove(made, ADMINISTRATOR)
    run(screen)
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]
