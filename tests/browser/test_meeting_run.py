"""A meeting from the keyboard, on a projector and on a large screen, with two people who follow on their own."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from kpi.meetings import AgendaItem, ItemKind
from kpi.months import Month
from kpi.services import decisions, meetings
from kpi.services.product import product_of
from kpi.store.engine import open_engine
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.conftest import Enter, SignedIn, StartServer, copied
from tests.browser.hall import LARGE, OCTOBER, PROJECTOR, Hall, begun, position, screen, shows
from tests.office import CHAIRMAN, COORDINATOR, MY_SON, OFFICER, OFFICER_OF_MY_SON, ninh_son

TEXT = "Bố trí thêm cán bộ trực bộ phận một cửa, báo cáo trước ngày 10 hằng tháng"
DECEMBER = Month(2024, 12)
LATE_TASK = AgendaItem(ItemKind.TASK, "IV.4b")


@pytest.mark.parametrize("size", [PROJECTOR, LARGE], ids=["projector", "large"])
def test_every_item_is_shown_from_the_keyboard_while_two_people_follow(
    hall: Hall, enter: Enter, size: ViewportSize
) -> None:
    meeting = hall.held()
    last = len(meeting.agenda)
    chair = enter(CHAIRMAN, meeting, size)
    others = [enter(OFFICER, meeting, size), enter(OFFICER_OF_MY_SON, meeting, PROJECTOR)]
    expect(screen(chair)).to_contain_text(re.compile(r"kết luận còn mở, \d+ trễ hạn"))
    for place in range(1, last + 1):
        for page in (chair, *others):
            shows(page, place, meeting)
        chair.keyboard.press("PageDown" if place % 2 else "ArrowRight")
    position(chair, last, meeting)
    chair.keyboard.press("Home")
    for page in (chair, *others):
        shows(page, 1, meeting)

    chair.keyboard.press("m")
    expect(chair.get_by_role("dialog", name="Các mục của cuộc họp")).to_be_visible()
    chair.keyboard.press("ArrowDown")
    chair.keyboard.press("ArrowDown")
    chair.keyboard.press("Enter")
    for page in (chair, *others):
        shows(page, 3, meeting)

    chair.keyboard.press("k")
    chair.keyboard.type(TEXT)
    chair.keyboard.press("Enter")
    expect(screen(chair).get_by_role("status")).to_contain_text("Đã lưu kết luận")
    for page in (chair, *others):
        expect(screen(page).locator(".decided")).to_contain_text(TEXT)
        shows(page, 3, meeting)
    (written,) = decisions.decisions_of(hall.product, meeting.number)
    assert (written.text, written.item) == (TEXT, meeting.agenda[2])

    meetings.close(hall.product, CHAIRMAN, meeting.number, version=meeting.version)
    for page in (chair, *others):
        ended = page.get_by_role("dialog", name="Cuộc họp đã kết thúc")
        expect(ended.get_by_role("link", name="Mở trang cuộc họp")).to_be_visible()
    chair.keyboard.press("Escape")
    expect(chair.locator(".decide")).to_have_count(0)
    position(chair, 3, meeting)


@pytest.mark.parametrize("size", [PROJECTOR, LARGE], ids=["projector", "large"])
def test_nothing_is_cut_off_of_a_report_that_is_years_late(
    signed_in: SignedIn, start_server: StartServer, staffed: Path, tmp_path: Path, size: ViewportSize
) -> None:
    database = copied(staffed, tmp_path / "late.sqlite")
    server, engine = start_server(database), open_engine(f"sqlite:///{database}")
    product = product_of(ninh_son(), SqlStore(engine), utc_now)
    agenda = (AgendaItem(ItemKind.UNIT, MY_SON), LATE_TASK, AgendaItem(ItemKind.REPORTING))
    meeting = begun(product, DECEMBER, agenda)
    engine.dispose()
    page = signed_in(CHAIRMAN, server, viewport=size)
    page.goto(f"{server.url}/trinh-chieu?cuoc-hop={meeting.number}")
    expect(screen(page)).to_contain_text("Báo cáo tháng 12/2024: chưa nộp, quá hạn")
    for place in (1, 2, 3):
        shows(page, place, meeting)
        page.keyboard.press("PageDown")


@pytest.mark.parametrize("size", [PROJECTOR, LARGE], ids=["projector", "large"])
def test_no_text_of_a_chart_runs_off_it_where_the_target_begins_with_the_last_month(
    hall: Hall, enter: Enter, size: ViewportSize
) -> None:
    named = ("inspections", "par_index", "sipas", "postal_growth")
    agenda = tuple(AgendaItem(ItemKind.INDICATOR, name, "all") for name in named)
    meeting = begun(hall.product, DECEMBER, (*agenda, LATE_TASK))
    page = enter(CHAIRMAN, meeting, size)
    for place in range(1, len(meeting.agenda) + 1):
        shows(page, place, meeting)
        page.keyboard.press("PageDown")


def test_a_slide_gives_up_sentences_that_can_be_spared_before_rows(hall: Hall, enter: Enter) -> None:
    communes = AgendaItem(ItemKind.INDICATOR, "work_files_online", "commune")
    meeting = begun(hall.product, OCTOBER, (communes,))
    page = enter(CHAIRMAN, meeting, PROJECTOR, item=f"&muc={meeting.agenda.index(communes) + 1}")
    expect(screen(page).locator(".ranked [data-row]:visible")).to_have_count(8)
    expect(screen(page).locator("[data-more-at]:visible")).to_have_count(0)
    expect(screen(page).locator("[data-spare].ahead")).to_be_hidden()


def test_who_follows_may_look_alone_and_comes_back_with_one_button(hall: Hall, enter: Enter) -> None:
    meeting = hall.held()
    chair, officer = enter(CHAIRMAN, meeting), enter(OFFICER, meeting)
    officer.keyboard.press("End")
    shows(officer, len(meeting.agenda), meeting)
    expect(officer).to_have_url(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}&muc={len(meeting.agenda)}")
    chair.keyboard.press("ArrowRight")
    shows(chair, 2, meeting)
    shows(officer, len(meeting.agenda), meeting)
    officer.get_by_role("button", name="Theo người trình chiếu").click()
    shows(officer, 2, meeting)
    expect(officer).to_have_url(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}")
    expect(officer.locator(".decide")).to_have_count(0)


def test_a_second_coordinator_follows_and_takes_over_with_a_button(hall: Hall, enter: Enter) -> None:
    meeting = hall.held()
    chair, second = enter(CHAIRMAN, meeting), enter(COORDINATOR, meeting)
    chair.keyboard.press("ArrowRight")
    shows(second, 2, meeting)
    second.get_by_role("button", name="Điều khiển trình chiếu").click()
    expect(second.get_by_role("button", name="Kết thúc họp")).to_be_visible()
    second.keyboard.press("End")
    shows(chair, len(meeting.agenda), meeting)


def test_a_link_to_an_item_opens_it_and_moves_nobody(hall: Hall, enter: Enter) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting)
    second = enter(CHAIRMAN, meeting, item="&muc=4")
    shows(second, 4, meeting)
    shows(chair, 1, meeting)
    second.get_by_role("button", name="Điều khiển trình chiếu").click()
    shows(second, 1, meeting)


def test_figures_that_are_open_stand_in_the_address_for_a_link_and_for_back_and_forward(
    hall: Hall, enter: Enter
) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting)
    alone = f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}"
    figures = chair.get_by_role("dialog", name="Số liệu")
    chair.keyboard.press("PageDown")
    shows(chair, 2, meeting)
    chair.keyboard.press("o")
    expect(figures).to_contain_text("Mọi chỉ tiêu")
    expect(chair).to_have_url(f"{alone}&mo=so-lieu")
    chair.go_back()
    expect(figures).to_be_hidden()
    shows(chair, 2, meeting)
    chair.go_forward()
    expect(figures).to_be_visible()
    chair.keyboard.press("Escape")
    expect(figures).to_be_hidden()
    expect(chair).to_have_url(alone)
    linked = enter(OFFICER, meeting, item="&muc=3&mo=so-lieu")
    expect(linked.get_by_role("dialog", name="Số liệu")).to_contain_text("Cách tính")
    expect(linked.get_by_role("dialog", name="Số liệu")).to_contain_text("Ai nộp, ai duyệt")


def test_the_button_that_closes_the_figures_covers_none_of_them(hall: Hall, enter: Enter) -> None:
    meeting = hall.held()
    page = enter(CHAIRMAN, meeting, item="&muc=3&mo=so-lieu")
    figures = page.get_by_role("dialog", name="Số liệu")
    button, table = figures.get_by_role("button", name="Đóng"), figures.locator(".scroll")
    covering, covered = button.bounding_box(), table.bounding_box()
    assert covering is not None
    assert covered is not None
    assert covering["y"] + covering["height"] <= covered["y"]


def test_an_item_that_takes_too_long_is_told_by_sign_and_word_and_goes_on_when_it_comes_up_again(
    hall: Hall, enter: Enter
) -> None:
    meeting = hall.held()
    an_hour_ago = utc_now() - dt.timedelta(minutes=65)
    earlier = product_of(hall.product.plan, hall.product.store, lambda: an_hour_ago)
    meetings.show_item(earlier, CHAIRMAN, meeting.number, 2)
    chair = enter(CHAIRMAN, meeting)
    clock = chair.get_by_role("timer")
    expect(clock).to_contain_text("▲ quá giờ 01:00:")
    shows(chair, 3, meeting)
    chair.keyboard.press("PageDown")
    position(chair, 4, meeting)
    expect(clock).to_contain_text("/ 5 phút")
    chair.keyboard.press("PageUp")
    position(chair, 3, meeting)
    expect(clock).to_contain_text("▲ quá giờ 01:00:")
    chair.reload()
    expect(clock).to_contain_text("▲ quá giờ 01:00:")
