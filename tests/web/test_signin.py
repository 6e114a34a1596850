"""The pages of signing in: cookies, forms that only our own pages can send, and where they lead."""

from dataclasses import replace
from http.cookies import SimpleCookie
from typing import Any

import pytest

from kpi.access import Role
from kpi.services import signin
from kpi.services.attempts import FREE_FOR_LOGIN
from kpi.services.signin import ABSOLUTE
from kpi.web.forms import LARGEST
from kpi.wording import account_words
from tests.fakes_people import HANH, MAI, NEW_PASSWORD, PASSWORD, Office
from tests.web.desk import CODE, SECRET, Browser

CHANGED = {"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
FIRST = {
    "code": CODE,
    "name": "Lê Thị Hạnh",
    "login": "hanh.le",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office)


def cookies_set(answer: Any) -> dict[str, dict[str, Any]]:
    """The cookies of an answer with their attributes, those that are there."""
    found: dict[str, dict[str, Any]] = {}
    for line in answer.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {key: text for key, text in morsel.items() if text} | {"value": morsel.value}
    return found


def test_signing_in_leads_to_the_first_page(browser: Browser) -> None:
    answer = browser.sign_in(MAI)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.open("/").text == SECRET


def test_signing_in_leads_back_to_the_page_that_was_asked_for(browser: Browser) -> None:
    answer = browser.sign_in(MAI, next="/indicator?id=on_time&month=2024-03")
    assert answer.headers["location"] == "/indicator?id=on_time&month=2024-03"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "\x00//evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "//[bad",
        "/x\r\nset-cookie: kpi_session=x",
        "/" + "x" * 3000,
        "/dang-xuat",
        "/dang-xuat?everywhere=1",
        "/dang-nhap",
        "/thiet-lap",
        "/_stcore/stream",
        "/media/so-lieu.csv",
    ],
)
def test_signing_in_leads_to_no_other_place(browser: Browser, address: str) -> None:
    assert browser.sign_in(MAI, next=address).headers["location"] == "/"
    assert browser.client.get("/dang-nhap", params={"next": address}).headers["location"] == "/"


def test_a_wrong_password_is_said_without_saying_what_was_wrong(browser: Browser) -> None:
    known = browser.post("/dang-nhap", login="mai.kator", password="mật khẩu sai", next="/entry")
    unknown = browser.post("/dang-nhap", login="khong.co", password="mật khẩu sai", next="/entry")
    assert known.status_code == unknown.status_code == 401
    assert account_words.REFUSED["sign_in_refused"] in known.text
    assert known.text == unknown.text.replace("khong.co", "mai.kator")
    assert "mật khẩu sai" not in known.text
    assert 'value="mai.kator"' in known.text
    assert 'name="next" value="/entry"' in known.text
    assert browser.session is None


def test_too_many_mistakes_are_told_to_wait_and_for_how_long(browser: Browser) -> None:
    for _ in range(FREE_FOR_LOGIN):
        assert browser.sign_in(MAI, "mật khẩu sai").status_code == 401
    answer = browser.sign_in(MAI)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert "Hãy chờ 2 giây" in answer.text
    browser.office.clock.pass_by(seconds=2)
    assert browser.sign_in(MAI).status_code == 303


def test_an_empty_field_is_said_beside_it(browser: Browser) -> None:
    answer = browser.post("/dang-nhap", login="mai.kator", password="")
    assert answer.status_code == 422
    assert answer.text.count(account_words.FIELD_EMPTY) == 1
    assert 'id="password-note" role="alert"' in answer.text
    assert browser.office.hasher.verified == []


def test_what_was_typed_comes_back_as_text_and_not_as_markup(browser: Browser) -> None:
    answer = browser.post("/dang-nhap", login='"><script>alert(1)</script>', password="x")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_session_cookie_without_tls(browser: Browser) -> None:
    cookie = cookies_set(browser.sign_in(MAI))["kpi_session"]
    assert cookie.pop("value") == browser.session
    age = str(int(ABSOLUTE.total_seconds()))
    assert cookie == {"httponly": True, "samesite": "lax", "path": "/", "max-age": age}


def test_the_session_cookie_over_tls(office: Office) -> None:
    browser = Browser(office, host="https://kpi.ninhson")
    cookies = cookies_set(browser.sign_in(MAI))
    cookie = cookies["__Host-kpi_session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "lax", "/")
    assert "domain" not in cookie
    assert "kpi_session" not in cookies
    assert browser.open("/").text == SECRET


def test_the_session_cookie_behind_a_proxy_that_speaks_tls(office: Office) -> None:
    trusted = Browser(office, behind_tls=True)
    sent = {"origin": "https://kpi.ninhson", "x_forwarded_proto": "https"}
    page = trusted.open("/dang-nhap", x_forwarded_proto="https")
    cookie = cookies_set(page)["__Host-kpi_form"]
    fields = {"form_token": cookie["value"], "login": "mai.kator", "password": PASSWORD}
    sent |= {"cookie": f"__Host-kpi_form={cookie['value']}"}
    assert cookies_set(trusted.send("/dang-nhap", fields, **sent))["__Host-kpi_session"]["secure"]
    assert trusted.send("/dang-nhap", fields, **sent | {"origin": "http://kpi.ninhson"}).status_code == 403
    assert "kpi_session" in cookies_set(Browser(office).sign_in(MAI))


def test_the_cookie_of_forms_is_strict_and_unreadable_for_scripts(office: Office) -> None:
    plain = cookies_set(Browser(office).open("/dang-nhap"))["kpi_form"]
    secure = cookies_set(Browser(office, host="https://kpi.ninhson").open("/dang-nhap"))["__Host-kpi_form"]
    assert (plain["samesite"], plain["httponly"], plain["path"]) == ("strict", True, "/")
    assert "secure" not in plain
    assert (secure["samesite"], secure["httponly"], secure["secure"], secure["path"]) == ("strict", True, True, "/")


def test_a_session_planted_before_signing_in_is_not_the_one_after(browser: Browser) -> None:
    browser.sign_in(MAI)
    planted = browser.session
    assert planted is not None
    victim = Browser(browser.office)
    form = {"form_token": victim.token("/dang-nhap"), "login": "hanh.le", "password": PASSWORD}
    victim.client.cookies.set("kpi_session", planted, domain="kpi.ninhson", path="/")
    victim.send("/dang-nhap", form)
    assert victim.session != planted
    assert signin.who_is(browser.office.product, planted) is None


def test_a_made_up_session_is_not_adopted(browser: Browser) -> None:
    browser.client.cookies.set("kpi_session", "A" * 43, domain="kpi.ninhson", path="/")
    browser.sign_in(MAI)
    assert signin.who_is(browser.office.product, "A" * 43) is None
    assert len(browser.office.people.sessions()) == 1


def test_signing_in_again_ends_the_session_before(browser: Browser) -> None:
    browser.sign_in(MAI)
    before = browser.session
    token = browser.token("/dang-xuat")
    answer = browser.send("/dang-nhap", {"form_token": token, "login": "hanh.le", "password": PASSWORD})
    assert answer.status_code == 303
    assert signin.who_is(browser.office.product, before) is None
    assert signin.who_is(browser.office.product, browser.session) == HANH


def test_somebody_signed_in_needs_no_sign_in_page(browser: Browser) -> None:
    browser.sign_in(MAI)
    assert browser.open("/dang-nhap?next=/entry").headers["location"] == "/entry"


SENT = {"login": "mai.kator", "password": PASSWORD}


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


@pytest.mark.parametrize("path", ["/dang-nhap", "/dang-xuat", "/doi-mat-khau"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_forms_are_opened_and_posted_and_nothing_else(browser: Browser, path: str, method: str) -> None:
    signed_out = browser.client.request(method, path)
    browser.sign_in(MAI)
    signed_in = browser.client.request(method, path)
    for answer in (signed_out, signed_in):
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert browser.client.head(path).status_code in {200, 303}


def test_opening_the_sign_out_page_signs_nobody_out(browser: Browser) -> None:
    browser.sign_in(MAI)
    assert "Kator Thị Mai" in browser.open("/dang-xuat").text
    assert signin.who_is(browser.office.product, browser.session) == MAI


def test_signing_out_ends_the_session_and_takes_the_cookie_away(browser: Browser) -> None:
    browser.sign_in(MAI)
    token = browser.session
    answer = browser.post("/dang-xuat")
    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap")
    assert cookies_set(answer)["kpi_session"]["max-age"] == "0"
    assert browser.session is None
    assert signin.who_is(browser.office.product, token) is None
    assert browser.open("/").headers["location"] == "/dang-nhap"


def test_signing_out_everywhere_ends_the_phones_session_too(browser: Browser) -> None:
    phone = Browser(browser.office)
    phone.sign_in(MAI)
    browser.sign_in(MAI)
    assert phone.open("/").text == SECRET
    browser.post("/dang-xuat", everywhere="1")
    assert phone.open("/").headers["location"] == "/dang-nhap"


def test_signing_out_here_leaves_the_phone_signed_in(browser: Browser) -> None:
    phone = Browser(browser.office)
    phone.sign_in(MAI)
    browser.sign_in(MAI)
    browser.post("/dang-xuat")
    assert phone.open("/").text == SECRET


def test_a_changed_password_leads_on_with_a_new_session(browser: Browser) -> None:
    browser.sign_in(MAI)
    before = browser.session
    answer = browser.post("/doi-mat-khau", next="/entry", **CHANGED)
    assert (answer.status_code, answer.headers["location"]) == (303, "/entry")
    assert browser.session != before
    assert browser.open("/").text == SECRET
    assert Browser(browser.office).sign_in(MAI).status_code == 401
    assert Browser(browser.office).sign_in(MAI, NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"old": "mật khẩu sai"}, "old", "password_wrong"),
        ({"again": "không giống"}, "again", "passwords_differ"),
        ({"new": "matkhau123", "again": "matkhau123"}, "new", "password_common"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "password_same"),
    ],
)
def test_what_is_wrong_with_a_new_password_stands_beside_its_field(
    browser: Browser, fields: dict[str, str], field: str, code: str
) -> None:
    browser.sign_in(MAI)
    answer = browser.post("/doi-mat-khau", **CHANGED | fields)
    assert answer.status_code == 422
    assert f'id="{field}-note" role="alert">{account_words.REFUSED[code]}' in answer.text
    assert not any(f'value="{text}"' in answer.text for text in (CHANGED | fields).values())


def test_a_given_password_is_changed_first_and_then_everything_is_open(office: Office) -> None:
    office.hire(replace(MAI, login="ha.dao", name="Đạo Thanh Hà"), must_change=True)
    browser = Browser(office)
    answer = browser.sign_in(replace(MAI, login="ha.dao"), next="/entry")
    assert answer.headers["location"] == "/doi-mat-khau?next=%2Fentry"
    assert browser.open("/dang-nhap").headers["location"] == "/doi-mat-khau"
    answer = browser.post(answer.headers["location"], next="/entry", **CHANGED)
    assert answer.headers["location"] == "/entry"
    assert browser.open("/entry").text == SECRET
    assert browser.stream() == SECRET


def test_the_pages_know_password_managers(browser: Browser) -> None:
    assert 'autocomplete="username"' in browser.open("/dang-nhap").text
    assert 'autocomplete="current-password"' in browser.open("/dang-nhap").text
    browser.sign_in(MAI)
    page = browser.open("/doi-mat-khau").text
    assert 'value="mai.kator" autocomplete="username"' in page
    assert page.count('autocomplete="new-password"') == 2


def test_on_an_empty_store_the_first_administrator_is_made_and_signed_in() -> None:
    browser = Browser(Office())
    answer = browser.post("/thiet-lap", next="/entry", **FIRST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/entry")
    person = signin.who_is(browser.office.product, browser.session)
    assert person is not None
    assert (person.login, person.role) == ("hanh.le", Role.ADMINISTRATOR)
    assert browser.open("/").text == SECRET
    assert browser.open("/thiet-lap").headers["location"] == "/dang-nhap"


@pytest.mark.parametrize(
    ("fields", "field", "code", "status"),
    [
        ({"code": "ABCD-EFGH-XXXX"}, "code", "first_code_wrong", 403),
        ({"login": "hà"}, "login", "login_malformed", 422),
        ({"password": "matkhau123", "again": "matkhau123"}, "password", "password_common", 422),
        ({"again": "khác"}, "again", "passwords_differ", 422),
    ],
)
def test_the_first_set_up_says_what_is_wrong_and_keeps_what_was_right(
    fields: dict[str, str], field: str, code: str, status: int
) -> None:
    browser = Browser(Office())
    answer = browser.post("/thiet-lap", **FIRST | fields)
    assert answer.status_code == status
    assert f'id="{field}-note" role="alert">{account_words.REFUSED[code]}' in answer.text
    assert 'value="Lê Thị Hạnh"' in answer.text
    assert PASSWORD not in answer.text
    assert browser.office.people.accounts() == []


def test_a_set_up_page_left_open_makes_no_second_administrator() -> None:
    office = Office()
    slow, quick = Browser(office), Browser(office)
    token = slow.token("/thiet-lap")
    quick.post("/thiet-lap", **FIRST)
    answer = slow.send("/thiet-lap", FIRST | {"form_token": token, "login": "ha.dao"})
    assert answer.status_code == 401
    assert [account.login for account in office.people.accounts()] == ["hanh.le"]


def test_the_pages_name_the_authority_and_hold_no_script(browser: Browser) -> None:
    page = browser.open("/dang-nhap").text
    assert "Ủy ban nhân dân huyện Ninh Sơn" in page
    assert 'lang="vi"' in page
    assert 'name="viewport"' in page
    assert "prefers-color-scheme: dark" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
