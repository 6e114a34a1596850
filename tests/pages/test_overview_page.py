"""The overview page: the welcome of an empty store, its choices in the address, and its links."""

import datetime as dt
from collections.abc import Mapping

from kpi.months import Month
from kpi.services import demo
from kpi.services.product import Product
from tests.builders import reports, ward
from tests.office import ADMINISTRATOR, demonstration, ninh_son, product, put, session, with_demonstration
from tests.pages.screen import blocks, draw, happen, run

AT = dt.datetime(2026, 4, 20, 2, 30, tzinfo=dt.UTC)
TRY_DEMO, START_ENTERING = "Xem thử với số liệu minh họa", "Bắt đầu nhập số liệu"
REMOVE = "Xóa và bắt đầu với kho trống"


def do_vinh() -> Product:
    figures = {
        **reports("van-phong", "2026-03", resolved=50, resolved_late=7),
        **reports("kinh-te", "2026-03", resolved=20, resolved_late=1),
    }
    return product(ward(), figures, now=AT)


def test_an_empty_store_offers_both_ways_on() -> None:
    opened: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("overview", session(product(ninh_son()), opened))
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]
    assert [button.label for button in screen.button] == [TRY_DEMO, START_ENTERING]
    screen.button[1].click()
    run(screen)
    assert opened == [("nhap-so-lieu", {})]


def test_a_plan_without_a_story_offers_no_demonstration() -> None:
    screen = draw("overview", session(product(ward(), now=AT)))
    assert [button.label for button in screen.button] == [START_ENTERING]


def test_the_demonstration_is_filled_in_shown_and_removed() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 11, 8, 2, 30, tzinfo=dt.UTC))
    screen = draw("overview", session(made))
    screen.button[0].click()
    run(screen)
    assert made.store.is_demo()
    assert "overview" in blocks(screen)
    (remove,) = [button for button in screen.button if button.label == REMOVE]
    remove.click()
    run(screen)
    assert made.store.is_empty()
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]


def test_real_figures_are_not_offered_for_removal() -> None:
    assert [button.label for button in draw("overview", session(do_vinh())).button] == []


def test_the_page_opens_with_the_latest_month_and_the_whole_and_says_so_in_its_address() -> None:
    screen = draw("overview", session(demonstration()))
    assert dict(screen.query_params) == {"thang": "2024-10", "ky": "year", "pham-vi": "all"}
    assert "Lũy kế 10 tháng năm 2024 · Ủy ban nhân dân huyện Ninh Sơn" in blocks(screen)["overview"]["html"]


def test_a_link_opens_the_view_that_it_names() -> None:
    screen = draw("overview", session(do_vinh()), thang="2026-02", pham_vi="kinh-te", ky="month")
    assert "Tháng 2/2026 · Phòng Kinh tế, Hạ tầng và Đô thị" in blocks(screen)["overview"]["html"]
    assert [box.value for box in screen.selectbox] == ["2026-02", "kinh-te"]


def test_an_address_that_names_nothing_known_shows_the_usual_view() -> None:
    screen = draw("overview", session(do_vinh()), thang="2031-01", pham_vi="<b>x</b>", ky="decade")
    assert dict(screen.query_params) == {"thang": "2026-03", "ky": "year", "pham-vi": "all"}


def test_another_month_is_drawn_and_kept_in_the_address() -> None:
    screen = draw("overview", session(do_vinh()))
    screen.selectbox(key="url.thang").select("2026-01")
    run(screen)
    assert screen.query_params["thang"] == "2026-01"
    assert "Lũy kế 1 tháng năm 2026" in blocks(screen)["overview"]["html"]


def test_a_click_on_a_link_opens_its_page_with_its_choices() -> None:
    opened: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("overview", session(do_vinh(), opened))
    happen(screen, "overview", "link", "./chi-tieu?chi-tieu=on_time&pham-vi=van-phong&thang=2026-03&ky=year")
    choices = {"chi-tieu": "on_time", "pham-vi": "van-phong", "thang": "2026-03", "ky": "year"}
    assert opened == [("chi-tieu", choices)]


def test_a_saved_figure_shows_in_the_next_run() -> None:
    made = do_vinh()
    screen = draw("overview", session(made), ky="month")
    assert "88,6" in blocks(screen)["overview"]["html"]
    put(made, reports("kinh-te", "2026-03", resolved_late=5))
    run(screen)
    assert "82,9" in blocks(screen)["overview"]["html"]


def test_the_page_of_a_product_with_a_demonstration_removed_elsewhere_welcomes_again() -> None:
    made = with_demonstration()
    screen = draw("overview", session(made))
    assert made.scoreboard.board().latest_month() == Month(2024, 10)
    demo.remove(made, ADMINISTRATOR)
    run(screen)
    assert [header.value for header in screen.header] == ["Chưa có số liệu nào"]
