"""What has to fit its window in ways of its own: the forms of signing in, the matrix, the menu of a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser, SignedIn
from tests.browser.server import Server
from tests.browser.steps import CHANGE, SIGN_IN, SIGN_OUT, go
from tests.browser.tour import SIZES, too_wide
from tests.office import CHAIRMAN, OFFICER

MOVED_BY_SCROLLING = """(frame) => {
    const first = frame.querySelector(".matrix tbody th");
    const before = first.getBoundingClientRect().left;
    frame.scrollLeft = 300;
    return [frame.scrollLeft, first.getBoundingClientRect().left - before];
}"""
"""How far the matrix can be scrolled sideways, 300 px at most, and by how much its first column moves with it."""
FORMS = {"sign-in": (None, SIGN_IN), "sign-out": (OFFICER, SIGN_OUT), "change": (OFFICER, CHANGE)}


def test_no_form_of_signing_in_and_out_is_wider_than_its_window(
    open_browser: OpenBrowser, signed_in: SignedIn, demo: Server
) -> None:
    wide: list[str] = []
    for name, (person, place) in FORMS.items():
        page = open_browser() if person is None else signed_in(person, demo)
        page.goto(f"{demo.url}/{place}")
        wide += too_wide(page, name, by_night=SIZES)
    assert not wide, "\n".join(wide)


def test_a_dark_screen_is_dark_and_its_text_light(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo, color_scheme="dark")
    go(page, demo)
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(16, 22, 29)")
    expect(page.locator(".total")).to_have_css("color", "rgb(230, 236, 242)")


def test_the_matrix_scrolls_inside_its_frame_on_a_phone(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo, viewport={"width": 390, "height": 844})
    go(page, demo)
    frame = page.get_by_role("region", name="Từng chỉ tiêu, từng đơn vị")
    assert frame.evaluate("(element) => element.scrollWidth > element.clientWidth")
    assert frame.evaluate(MOVED_BY_SCROLLING) == [300, 0]


def test_a_phone_reaches_every_page(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo, viewport={"width": 390, "height": 844})
    go(page, demo)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.get_by_role("link", name="Nhập số liệu", exact=True).click()
    expect(page.locator(".sheet")).to_be_visible()
