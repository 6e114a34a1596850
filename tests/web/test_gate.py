"""The gate: without a session there is nothing but the sign-in page, its first set-up, and the health check."""

from dataclasses import replace

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from kpi.figures import Stamp
from kpi.services import signin
from kpi.services.signin import IDLE
from kpi.web.gate import Gate
from tests.fakes_people import HANH, MAI, PASSWORD, Office
from tests.web.desk import HTML, SECRET, Browser

PATHS = [
    "/",
    "/entry",
    "/indicator?id=on_time",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/kpi.markup/x.js",
    "/static/app.js",
    "/media/so-lieu.csv",
    "/component/x/index.html",
    "/auth/login",
    "/oauth2callback",
    "/favicon.ico",
    "/robots.txt",
    "/doi-mat-khau",
    "/dang-xuat",
    "/echo",
    "/health/",
    "/health/../echo",
    "/dang-nhap/",
    "/dang-nhap/../echo",
    "/dang-nhap/%2e%2e/echo",
    "/dang-nhap;/echo",
    "/dang-nhap%00",
    "/dang-nhap%2f..%2fecho",
    "//dang-nhap",
    "//echo",
    "/./echo",
    "/%2e/echo",
    "/Dang-Nhap",
    "/HEALTH",
    "/health%20",
    "/ECHO",
]


@pytest.fixture
def office() -> Office:
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office)


async def _raw(browser: Browser, path: str, *, method: str = "GET", accept: str = "*/*") -> tuple[int, bytes]:
    """The answer to a path exactly as written, which no client has tidied."""
    plain, _, query = path.partition("?")
    decoded = plain.replace("%2e", ".").replace("%2f", "/").replace("%00", "\0").replace("%20", " ")
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": decoded,
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [(b"host", b"kpi.ninhson"), (b"accept", accept.encode())],
        "client": ("10.20.0.7", 1),
        "server": ("kpi.ninhson", 80),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await browser.client.app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_without_a_session_every_path_is_refused_however_it_is_written(
    browser: Browser, path: str, method: str
) -> None:
    status, body = anyio.run(lambda: _raw(browser, path, method=method))
    own = path in {"/doi-mat-khau", "/dang-xuat"} and method not in {"GET", "HEAD", "POST"}
    assert status == (405 if own else 401)
    assert SECRET.encode() not in body
    assert own or "đăng nhập".encode() in body


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_without_a_session_is_led_to_the_sign_in_page(browser: Browser, path: str) -> None:
    status, body = anyio.run(lambda: _raw(browser, path, accept=HTML["accept"]))
    assert (status, body) == (303, b"")


def test_a_direct_address_shows_the_sign_in_page_and_nothing_else(browser: Browser) -> None:
    answer = browser.open("/indicator?id=on_time&month=2024-03")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/dang-nhap?next=%2Findicator%3Fid%3Don_time%26month%3D2024-03"
    page = browser.open(answer.headers["location"])
    assert page.status_code == 200
    assert "<h1>Đăng nhập</h1>" in page.text
    assert 'value="/indicator?id=on_time&amp;month=2024-03"' in page.text
    assert SECRET not in page.text
    assert "<script" not in page.text
    assert "src=" not in page.text


def test_the_first_page_needs_no_way_back(browser: Browser) -> None:
    assert browser.open("/").headers["location"] == "/dang-nhap"


def test_the_health_check_is_open_and_says_nothing_more(browser: Browser) -> None:
    for path in ("/health", "/health?/../echo"):
        assert browser.client.get(path).json() == {"status": "ok"}
    assert browser.client.post("/health").status_code == 405


def test_a_websocket_without_a_session_is_refused_before_it_is_accepted(browser: Browser) -> None:
    for path in ("/_stcore/stream", "/dang-nhap", "/health", "/thiet-lap", "/"):
        with pytest.raises(WebSocketDisconnect) as refused, browser.client.websocket_connect(path):
            pass
        assert refused.value.code == 1008


@pytest.mark.parametrize("token", ["x", "", "A" * 43, "%00"])
def test_a_websocket_with_a_made_up_session_is_refused(browser: Browser, token: str) -> None:
    headers = {"cookie": f"kpi_session={token}"}
    with (
        pytest.raises(WebSocketDisconnect),
        browser.client.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass


def test_with_a_session_everything_is_open(browser: Browser) -> None:
    browser.sign_in(MAI)
    for path in ("/", "/entry", "/media/so-lieu.csv", "/static/app.js"):
        answer = browser.open(path)
        assert (answer.status_code, answer.text) == (200, SECRET)
    assert browser.stream() == SECRET


@pytest.mark.parametrize("path", ["/khong-co/abc", "/entry/abc", "/entry/abc/", "/staticx/a", "/entry/static/app.js"])
def test_a_page_too_deep_to_find_its_scripts_leads_to_the_first_page(browser: Browser, path: str) -> None:
    browser.sign_in(MAI)
    for answer in (browser.open(path), browser.client.get(path), browser.client.head(path)):
        assert (answer.status_code, answer.headers["location"], answer.text) == (303, "/", "")


@pytest.mark.parametrize("path", ["/component/x/index.html", "/static/index.html", "/_stcore/health", "/khong-co/"])
def test_what_is_no_page_or_not_deep_is_answered_as_it_is(browser: Browser, path: str) -> None:
    browser.sign_in(MAI)
    assert (browser.open(path).status_code, browser.open(path).text) == (200, SECRET)


def test_a_session_that_ran_out_is_none(browser: Browser) -> None:
    browser.sign_in(MAI)
    browser.office.clock.pass_by(seconds=IDLE.total_seconds())
    assert browser.open("/").headers["location"] == "/dang-nhap"
    with pytest.raises(WebSocketDisconnect):
        browser.stream()


def test_a_session_ended_elsewhere_is_none(browser: Browser) -> None:
    browser.sign_in(MAI)
    browser.office.people.close_sessions("mai.kator")
    assert browser.client.get("/static/app.js").status_code == 401


def test_somebody_who_must_change_a_password_can_do_nothing_else(office: Office) -> None:
    account = office.people.account("mai.kator")
    assert account is not None
    stamp = Stamp(HANH.login, office.clock.now, "accounts")
    office.people.change_account(replace(account, must_change=True), stamp, before=account)
    browser = Browser(office)
    assert browser.sign_in(MAI, next="/entry").headers["location"] == "/doi-mat-khau?next=%2Fentry"
    assert browser.open("/entry").headers["location"] == "/doi-mat-khau?next=%2Fentry"
    for path in ("/media/so-lieu.csv", "/static/app.js", "/_stcore/upload_file/a", "/thiet-lap"):
        assert browser.client.get(path).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        browser.stream()
    assert browser.open("/dang-xuat").status_code == 200
    assert "Mật khẩu này do quản trị cấp" in browser.open("/doi-mat-khau").text


def test_the_first_set_up_is_open_only_while_there_is_no_account(browser: Browser) -> None:
    assert browser.client.get("/thiet-lap").status_code == 401
    assert browser.client.post("/thiet-lap").status_code == 401
    fresh = Browser(Office())
    assert fresh.open("/entry").headers["location"] == "/dang-nhap?next=%2Fentry"
    assert fresh.open("/dang-nhap?next=%2Fentry").headers["location"] == "/thiet-lap?next=%2Fentry"
    assert "<h1>Thiết lập lần đầu</h1>" in fresh.open("/thiet-lap").text
    with pytest.raises(WebSocketDisconnect), fresh.client.websocket_connect("/_stcore/stream"):
        pass


FORGED = {
    "Remote-User": "hanh.le",
    "X-Remote-User": "hanh.le",
    "X_Remote_User": "hanh.le",
    "X-Forwarded-User": "hanh.le",
    "X-Forwarded-Email": "hanh.le@ninhthuan.gov.vn",
    "X-Auth-Request-User": "hanh.le",
    "X-WebAuth-User": "hanh.le",
    "X-MS-Client-Principal-Name": "hanh.le",
    "X-Goog-Authenticated-User-Email": "hanh.le",
    "x-streamlit-user": "hanh.le",
    "X-KPI-Login": "hanh.le",
}


def test_headers_that_claim_to_be_somebody_open_nothing(browser: Browser) -> None:
    assert browser.client.get("/echo", headers=FORGED).status_code == 401


def test_headers_that_claim_to_be_somebody_never_reach_the_application(browser: Browser) -> None:
    browser.sign_in(MAI)
    arrived = browser.client.get("/echo", headers=FORGED | {"accept-language": "vi"}).json()["headers"]
    assert "hanh.le" not in str(arrived)
    assert ["accept-language", "vi"] in arrived


def test_cookies_of_others_reach_the_application_as_they_were_sent(browser: Browser) -> None:
    browser.sign_in(MAI)
    headers = {"cookie": f'_streamlit_xsrf="2|a\\073b"; kpi_session={browser.session}; ajs=1'}
    arrived = dict(browser.client.get("/echo", headers=headers).json()["headers"])
    assert f'_streamlit_xsrf="2|a\\073b"; kpi_session={browser.session}; ajs=1' in arrived["cookie"]


def test_a_plain_cookie_planted_by_a_neighbour_host_is_no_session_over_tls(office: Office) -> None:
    browser = Browser(office, host="https://kpi.ninhson")
    token = signin.sign_in(
        office.product, login="mai.kator", password=PASSWORD, address="", agent="", hasher=office.hasher
    )
    assert browser.client.get("/echo", headers={"cookie": f"kpi_session={token}"}).status_code == 401
    answer = browser.client.get("/echo", headers={"cookie": f"__Host-kpi_session={token}; kpi_session=cua-ke-khac"})
    assert answer.status_code == 200
    assert answer.json()["cookies"] == {"__Host-kpi_session": token}


def test_pages_and_media_are_kept_in_no_cache_and_assets_may_be(browser: Browser) -> None:
    for path in ("/", "/dang-nhap"):
        assert "no-store" in browser.open(path).headers.get("cache-control", "no-store")
    browser.sign_in(MAI)
    assert browser.open("/").headers["cache-control"] == "no-store"
    assert browser.open("/media/so-lieu.csv").headers["cache-control"] == "no-store"
    assert "cache-control" not in browser.open("/static/app.js").headers
    browser.client.cookies.clear()
    assert browser.client.get("/static/app.js").headers["cache-control"] == "no-store"


def test_what_a_proxy_says_of_tls_counts_only_where_the_operator_trusts_it(office: Office) -> None:
    for behind_tls, scheme in ((True, "https"), (False, "http")):
        browser = Browser(office, behind_tls=behind_tls)
        token = signin.sign_in(
            office.product, login="mai.kator", password=PASSWORD, address="", agent="", hasher=office.hasher
        )
        cookie = f"__Host-kpi_session={token}" if behind_tls else f"kpi_session={token}"
        answer = browser.client.get("/echo", headers={"cookie": cookie, "x-forwarded-proto": "https"})
        assert answer.json()["scheme"] == scheme


def test_a_question_of_an_unknown_kind_is_not_passed_on() -> None:
    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        raise AssertionError

    passed: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope["type"])

    gate = Gate(app, product=lambda: Office().product)
    anyio.run(gate.__call__, {"type": "lifespan"}, receive, send)
    assert passed == ["lifespan"]
    with pytest.raises(RuntimeError):
        anyio.run(gate.__call__, {"type": "webtransport"}, receive, send)
    assert passed == ["lifespan"]
