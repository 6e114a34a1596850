"""Forms that only our own pages can send: their token, where they come from, and how much of them is read."""

from typing import Any

import anyio
import pytest
from starlette.types import Message, Scope

from kpi.services import signin
from kpi.web.forms import LARGEST
from kpi.wording import account_words
from tests.fakes_people import HANH, MAI, NEW_PASSWORD, PASSWORD, Office
from tests.web.desk import Browser, cookies_set

CHANGED = {"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
SENT = {"login": "mai.kator", "password": PASSWORD}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office)


def test_the_cookie_of_forms_is_strict_and_unreadable_for_scripts(office: Office) -> None:
    plain = cookies_set(Browser(office).open("/dang-nhap"))["kpi_form"]
    secure = cookies_set(Browser(office, host="https://kpi.ninhson").open("/dang-nhap"))["__Host-kpi_form"]
    assert (plain["samesite"], plain["httponly"], plain["path"]) == ("strict", True, "/")
    assert "secure" not in plain
    assert (secure["samesite"], secure["httponly"], secure["secure"], secure["path"]) == ("strict", True, True, "/")


def test_a_form_without_its_token_signs_nobody_in(browser: Browser) -> None:
    token = browser.token("/dang-nhap")
    for fields in (
        SENT,
        SENT | {"form_token": ""},
        SENT | {"form_token": "x" * 43},
        SENT | {"form_token": token + "x"},
    ):
        answer = browser.send("/dang-nhap", fields)
        assert answer.status_code == 403
        assert account_words.FORM_OUTDATED in answer.text
    assert browser.session is None
    assert browser.office.hasher.verified == []
    assert browser.send("/dang-nhap", SENT | {"form_token": token}).status_code == 303


def test_a_token_without_its_cookie_is_none(browser: Browser) -> None:
    token = browser.token("/dang-nhap")
    browser.client.cookies.clear()
    assert browser.send("/dang-nhap", SENT | {"form_token": token}).status_code == 403


def test_an_empty_cookie_and_an_empty_field_do_not_agree(browser: Browser) -> None:
    browser.client.cookies.set("kpi_form", "", domain="kpi.ninhson", path="/")
    assert browser.send("/dang-nhap", SENT | {"form_token": ""}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://kpi.ninhson.evil.example"},
        {"origin": "http://kpi.ninhson:8080"},
        {"origin": "http://evil@kpi.ninhson"},
        {"origin": "null"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "", "sec_fetch_site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/dang-nhap", "/dang-xuat", "/doi-mat-khau"])
def test_a_form_sent_by_another_site_is_refused(browser: Browser, path: str, headers: dict[str, str]) -> None:
    browser.sign_in(MAI)
    token = browser.token("/dang-xuat")
    answer = browser.send(path, SENT | CHANGED | {"form_token": token}, **headers)
    assert (answer.status_code, answer.text) == (403, account_words.REFUSED_FORM[403])
    assert signin.who_is(browser.office.product, browser.session) == MAI


def test_a_browser_that_sends_no_origin_but_says_same_origin_is_believed(browser: Browser) -> None:
    fields = SENT | {"form_token": browser.token("/dang-nhap")}
    assert browser.send("/dang-nhap", fields, origin="", sec_fetch_site="same-origin").status_code == 303


def test_a_form_is_small_and_a_form(browser: Browser) -> None:
    token = browser.token("/dang-nhap")
    assert browser.send("/dang-nhap", {"form_token": token, "login": "x" * LARGEST, "password": "x"}).status_code == 413
    origin = {"origin": browser.host}
    for body, kind, status in (
        (b"{}", "application/json", 415),
        (b"x", "multipart/form-data; boundary=x", 415),
        (b"login=x", "", 415),
        (b"login=%ff%fe", "application/x-www-form-urlencoded", 400),
        ("login=mậtkhẩu".encode(), "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=b"] * 100), "application/x-www-form-urlencoded", 400),
    ):
        answer = browser.client.post("/dang-nhap", content=body, headers=origin | {"content-type": kind})
        assert (answer.status_code, answer.text) == (status, account_words.REFUSED_FORM[status])


def test_an_endless_body_is_read_no_further_than_the_limit(browser: Browser) -> None:
    read = 0

    def endless() -> Any:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"x" * 1024

    headers = {"origin": browser.host, "content-type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/dang-nhap", content=endless(), headers=headers).status_code == 413


def test_a_visitor_who_leaves_before_the_form_was_sent_is_no_error_of_the_server(browser: Browser) -> None:
    sent: list[Message] = []
    arriving: list[Message] = [
        {"type": "http.request", "body": b"login=mai.kator&pass", "more_body": True},
        {"type": "http.disconnect"},
    ]
    headers = {"origin": browser.host, "host": "kpi.ninhson", "content-type": "application/x-www-form-urlencoded"}
    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/dang-nhap",
        "raw_path": b"/dang-nhap",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
        "client": ("10.20.0.7", 1),
        "server": ("kpi.ninhson", 80),
    }

    async def receive() -> Message:
        return arriving.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    anyio.run(browser.client.app, scope, receive, send)
    assert sent[0]["status"] == 400
    assert browser.office.hasher.verified == []


@pytest.mark.parametrize("path", ["/dang-nhap", "/dang-xuat", "/doi-mat-khau"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_forms_are_opened_and_posted_and_nothing_else(browser: Browser, path: str, method: str) -> None:
    signed_out = browser.client.request(method, path)
    browser.sign_in(MAI)
    signed_in = browser.client.request(method, path)
    for answer in (signed_out, signed_in):
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert browser.client.head(path).status_code in {200, 303}
