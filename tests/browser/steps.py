"""What a person does on a page, and where to look for what it shows."""

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

from kpi.access import Person, Role
from tests.browser.server import Server

MA_NOI = "22828"
COMMUNES = ("22810", "22813", "22816", "22819", "22822", "22825", "22828", "22831")

Report = tuple[str, str]
"""A unit and a month."""

OVERVIEW, INDICATOR, ENTRY = "", "chi-tieu", "nhap-so-lieu"
IMPORT = "nhap-tu-tep"
UNIT, TASKS = "don-vi", "nhiem-vu"
MEETINGS = "hop-giao-ban"
PLAN, HELP = "ke-hoach", "tro-giup"
REPORT = "bao-cao"
REVIEW, HISTORY, ADMINISTRATION = "duyet-bao-cao", "lich-su", "quan-tri"
PAGES_OF = {
    Role.LEADER: (OVERVIEW, INDICATOR, UNIT, TASKS, MEETINGS, REVIEW, HISTORY, PLAN, HELP),
    Role.COORDINATOR: (OVERVIEW, INDICATOR, UNIT, TASKS, MEETINGS, ENTRY, REVIEW, HISTORY, PLAN, HELP),
    Role.REPORTER: (OVERVIEW, INDICATOR, UNIT, TASKS, MEETINGS, ENTRY, HISTORY, PLAN, HELP),
    Role.ADMINISTRATOR: (OVERVIEW, INDICATOR, UNIT, TASKS, MEETINGS, ADMINISTRATION, PLAN, HELP),
}
SIGN_IN, SIGN_OUT, CHANGE, FIRST = "dang-nhap", "dang-xuat", "doi-mat-khau", "thiet-lap"
PASSWORD = "bưởi da xanh tháng mười"
"""Everybody's password, for who has not chosen another."""

MARCH = {
    "received": "210",
    "received_online": "120",
    "received_direct": "80",
    "carried_over": "10",
    "resolved": "172",
    "resolved_early": "100",
    "resolved_on_time": "60",
    "resolved_late": "12",
    "pending": "38",
    "pending_in_time": "30",
    "pending_overdue": "8",
    "postal": "9",
    "circulated": "20",
    "circulated_electronic": "17",
    "transactions": "1.234",
    "transactions_authenticated": "1.200",
    "survey_answers": "40",
    "survey_satisfied": "38",
    "survey_answers_priority": "12",
    "survey_satisfied_priority": "11",
    "people_served": "200",
    "people_not_asked_again": "170",
    "work_files": "90",
    "work_files_online": "63",
    "legal_documents": "kps",
    "legal_documents_lawful": "kps",
    "procedures": "115",
    "procedures_one_stop": "115",
    "procedures_boundary_free": "95",
    "procedures_eligible": "70",
    "procedures_online": "60",
    "procedures_integrated": "51",
}
"""A whole month of Xã Ma Nới, in the order of the form; everything adds up."""


def go(page: Page, server: Server, place: str = OVERVIEW, **parameters: str) -> None:
    """Open a page by its address; `_` in a parameter stands for its dash."""
    asked = urlencode({name.replace("_", "-"): value for name, value in parameters.items()})
    page.goto(f"{server.url}/{place}?{asked}")
    settle(page)


def sign_in(page: Page, server: Server, person: Person, password: str = PASSWORD) -> None:
    """Sign in with the form, as far as the page that it leads to."""
    page.goto(f"{server.url}/{SIGN_IN}")
    page.get_by_label("Tên đăng nhập", exact=True).fill(person.login)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    send(page, "Đăng nhập")


DRAWN = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const last = document.querySelector(".st-key-address");
    const unfinished = document.querySelector("[data-stale=true], [data-testid=stSkeleton]");
    const blocks = ".stElementContainer:not(.st-key-address) [data-testid=stBidiComponentIsolated]";
    return app?.dataset.testScriptState === "notRunning" && last !== null && unfinished === null
        && [...document.querySelectorAll(blocks)].every((block) => block.shadowRoot?.querySelector(".kpi"));
}"""
"""Whether a run has ended that drew the page as far as its last element, and every block of it is filled."""


def settle(page: Page) -> None:
    """Wait until a page that was just opened is drawn and nothing of it is on its way."""
    page.wait_for_function(DRAWN)


def at(page: Page, place: str, **parameters: str) -> None:
    """Expects the address of a page, with these parameters among others; `_` stands for a dash."""
    wanted = {name.replace("_", "-"): [value] for name, value in parameters.items()}

    def here(url: str) -> bool:
        parts = urlsplit(url)
        return parts.path == f"/{place}" and wanted.items() <= parse_qs(parts.query).items()

    page.wait_for_url(here)


def send(page: Page, button: str) -> None:
    """Send a form outside Streamlit, as far as the page that answers it."""
    with page.expect_navigation(wait_until="commit"):
        page.get_by_role("button", name=button, exact=True).click()


def open_menu(page: Page, name: str) -> None:
    """Open another page by the navigation at the top."""
    page.get_by_role("link", name=name, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a select box with the mouse. Its list closes where the page scrolls or is drawn anew meanwhile."""
    settle(page)
    box = page.get_by_role("combobox", name=label, exact=True)
    box.evaluate("(box) => box.scrollIntoView({ block: 'center' })")
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def open_entry(page: Page, server: Server, report: Report = (MA_NOI, "2024-03")) -> None:
    """Open the form of a report."""
    unit, month = report
    go(page, server, ENTRY, don_vi=unit, thang=month)
    expect(field(page, "received")).to_be_visible()


def open_review(page: Page, server: Server, report: Report = (MA_NOI, "2024-03")) -> None:
    """Open a report as who decides about it."""
    unit, month = report
    go(page, server, REVIEW, thang=month, don_vi=unit)
    expect(page.locator(".report h2")).to_be_visible()


def sheet(page: Page) -> Locator:
    """The entry form as it stands, and not the one that it is about to replace."""
    return page.locator("[data-testid=stElementContainer][data-stale=false] form.sheet")


def field(page: Page, measure: str) -> Locator:
    return sheet(page).locator(f'input[name="{measure}"]')


def echo(page: Page, measure: str) -> Locator:
    """What is said beside a field."""
    return sheet(page).locator(f'[data-echo="{measure}"]')


def check(page: Page, name: str) -> Locator:
    """A row of "Đối chiếu số liệu"."""
    return sheet(page).locator(f'[data-check="{name}"]')


def message(page: Page) -> Locator:
    """What saving said."""
    return sheet(page).locator(".save .message")


def unsaved(page: Page, count: int) -> None:
    """Expects that the server knows of so many changes that are not saved."""
    words = f"{count} thay đổi chưa lưu" if count else "Không có thay đổi chưa lưu"
    expect(sheet(page).locator("[data-unsaved]")).to_have_text(words)


def report_line(page: Page, version: int) -> None:
    """Expects the line that says how many times the report was saved."""
    expect(page.get_by_text(f"(lần {version})" if version else "Chưa lưu lần nào")).to_be_visible()


def save(page: Page) -> None:
    sheet(page).get_by_role("button", name="Lưu số liệu").click()


def fill(page: Page, texts: Mapping[str, str]) -> None:
    """Fill fields of the form."""
    for measure, text in texts.items():
        field(page, measure).fill(text)


def submit(page: Page) -> None:
    sheet(page).get_by_role("button", name="Nộp báo cáo").click()


def cell(page: Page, indicator: str, scope: str = MA_NOI) -> Locator:
    """A cell of the matrix on the overview."""
    return page.locator(f'.matrix td a[href*="chi-tieu={indicator}&"][href*="pham-vi={scope}&"]')


def overflow(page: Page) -> int:
    """By how many pixels the document is wider than the window, once everything in it has found its place."""
    measured = """() => Math.max(...[document.documentElement, document.body, document.querySelector(".stMain")]
        .filter(Boolean).map((element) => element.scrollWidth - element.clientWidth))"""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => ({measured})() <= 0", timeout=3_000)
    return int(page.evaluate(measured))
