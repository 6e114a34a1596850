"""The pages of signing in: cookies, forms that only our own pages can send, and where they lead."""

from dataclasses import replace

import pytest

from kpi.access import Role
from kpi.services import signin
from kpi.services.attempts import FREE_FOR_LOGIN
from kpi.services.signin import ABSOLUTE
from kpi.wording import account_words
from tests.fakes_people import HANH, MAI, NEW_PASSWORD, PASSWORD, Office
from tests.web.desk import CODE, SECRET, Browser, cookies_set

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


def test_signing_out_takes_what_was_typed_off_the_computer_and_nothing_else_does(browser: Browser) -> None:
    browser.sign_in(MAI)
    assert "localStorage.removeItem(key)" in browser.open("/dang-xuat").text
    assert "clear-site-data" not in browser.open("/dang-xuat").headers
    assert browser.post("/dang-xuat").headers["clear-site-data"] == '"storage"'
    browser.sign_in(MAI)
    browser.office.people.close_sessions(MAI.login)
    assert "clear-site-data" not in browser.open("/dang-xuat").headers


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
