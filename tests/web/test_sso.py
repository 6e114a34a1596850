"""Single sign-on of the province: a real OpenID provider, a real Streamlit server, and browsers between them."""

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from kpi.access import Role
from kpi.accounts import SignIn
from kpi.commands.people import add_user
from kpi.errors import Refused
from kpi.services import accounts, signin
from kpi.store.sqlstore import open_store
from kpi.web.sso import external_of
from kpi.wording import account_words
from tests.fakes_people import ADDRESS, HANH, MA_NOI, MAI, Office
from tests.web.desk import HTML
from tests.web.sso_server import MAI_OUTSIDE, NAM, NAM_OUTSIDE, SECRET
from tests.web.test_gate_streamlit import Server

ROOT = Path(__file__).resolve().parents[2]
THROUGH_PROVINCE = ["/dang-nhap/tinh", "/auth/login", "/oauth2callback"]
BUTTON = account_words.SIGN_IN_PROVINCE
NO_LINE_KEPT = httpx2.Limits(max_keepalive_connections=0)
PEOPLE: dict[str, dict[str, object]] = {
    "mai": {"email": "Mai.Kator@NinhThuan.gov.vn", "email_verified": True},
    "mai-chua-xac-minh": {"email": MAI_OUTSIDE, "email_verified": False},
    "mai-khong-noi-gi": {"email": MAI_OUTSIDE},
    "nam": {"email": NAM_OUTSIDE, "email_verified": True},
    "nguoi-la": {"email": "nguoi.la@ninhthuan.gov.vn", "email_verified": True},
    "khong-dia-chi": {"name": "Kator Thị Mai"},
}


@dataclass(frozen=True)
class Place:
    """A running product: where it is, which provider it was told, and its database."""

    url: str
    provider: str
    database: str

    def logins(self) -> list[str]:
        return [account.login for account in open_store(self.database).accounts()]

    def sessions(self) -> Sequence[SignIn]:
        return open_store(self.database).sessions()


@dataclass
class Browser:
    """A browser at a place that follows a redirect only when told."""

    place: Place
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(headers=HTML, limits=NO_LINE_KEPT, timeout=30))

    def open(self, address: str) -> httpx2.Response:
        return self.client.get(address if address.startswith("http") else self.place.url + address)

    def to_provider(self, next_page: str = "/") -> str:
        """The address of the provider to which the way through the province leads."""
        begun = self.client.get(f"{self.place.url}/dang-nhap/tinh", params={"next": next_page})
        assert begun.status_code == 303
        sent = self.open(begun.headers["location"])
        assert sent.status_code == 302
        return str(sent.headers["location"])

    def say_at(self, provider: str, **form: str) -> str:
        """Tell the provider who it is; gives the address to which it sends the browser back."""
        answer = self.client.post(provider, data=form)
        assert answer.status_code == 302
        return str(answer.headers["location"])

    def sign_in(self, person: str, next_page: str = "/") -> httpx2.Response:
        """All the way: from the button to the answer to coming back."""
        return self.open(self.say_at(self.to_provider(next_page), sub=person))

    def who(self) -> str:
        """Who is signed in, as the page of signing out says; "" for nobody."""
        found = re.search(r"\(([a-z.]+)\)<br>", self.open("/dang-xuat").text)
        return found[1] if found else ""

    def cookies(self) -> set[str]:
        return {cookie.name for cookie in self.client.cookies.jar}


def environment(folder: Path, **added: str) -> dict[str, str]:
    """Of a process that finds this code, but no settings of whoever runs the test."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPI_", "STREAMLIT_"))}
    return inherited | {"PYTHONPATH": str(ROOT), "HOME": str(folder)} | added


@contextmanager
def running(pattern: str, arguments: list[str], folder: Path, **added: str) -> Iterator[str]:
    """A Python process that runs meanwhile; gives the first of a kind that it says."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(folder, **added),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = []
        found = None
        while found is None and (line := process.stdout.readline()):
            said.append(line)
            found = re.search(pattern, line)
        assert found is not None, "".join(said)
        listener = Thread(target=process.stdout.read)  # whoever is not listened to stops at a full pipe
        listener.start()
        try:
            yield found[1]
        finally:
            process.terminate()
            listener.join()


@contextmanager
def product_with(provider: str, folder: Path) -> Iterator[Place]:
    database = f"sqlite:///{folder / 'kpi.sqlite'}"
    with running(r"^(\d+)$", ["-m", "tests.web.sso_server", provider], folder, KPI_DATABASE_URL=database) as port:
        yield Place(f"http://127.0.0.1:{port}", provider, database)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A product with single sign-on at a provider that knows PEOPLE."""
    known = [f"--user-claims={json.dumps({**claims, 'sub': sub})}" for sub, claims in PEOPLE.items()]
    command = ["-m", "oidc_provider_mock", "--host", "localhost", "--port", "0", "--require-nonce", "true", *known]
    with (
        running(r"running on (http://localhost:\d+)", command, tmp_path_factory.mktemp("provider")) as provider,
        product_with(provider, tmp_path_factory.mktemp("product")) as place,
    ):
        yield place


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A product without [auth]."""
    with product_with("", tmp_path_factory.mktemp("without")) as place:
        yield place


@pytest.fixture
def browser(place: Place) -> Browser:
    return Browser(place)


def test_the_sign_in_page_leads_to_the_province_and_keeps_the_page_asked_for(browser: Browser) -> None:
    page = browser.open("/dang-nhap?next=%2Fentry%3Funit%3D22828").text
    assert f'href="/dang-nhap/tinh?next=%2Fentry%3Funit%3D22828">{BUTTON}</a>' in page


def test_whom_the_province_knows_is_signed_in_with_the_account_of_that_address(browser: Browser) -> None:
    answer = browser.sign_in("mai", "/entry?unit=22828")
    assert (answer.status_code, answer.headers["location"]) == (303, "/entry?unit=22828")
    assert browser.who() == MAI.login
    assert browser.open("/").status_code == 200


def test_of_streamlits_own_cookies_of_the_person_none_is_left_in_the_browser(browser: Browser) -> None:
    answer = browser.sign_in("mai")
    assert browser.cookies() == {"kpi_session"}
    assert "_streamlit_user" not in str(answer.headers)
    (cookie,) = [line for line in answer.headers.get_list("set-cookie") if line.startswith("kpi_session=")]
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()


def test_a_provider_that_says_nothing_of_verifying_is_believed(browser: Browser) -> None:
    browser.sign_in("mai-khong-noi-gi")
    assert browser.who() == MAI.login


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "/oauth2callback?x"])
def test_the_way_through_the_province_leads_to_no_other_place(browser: Browser, address: str) -> None:
    assert browser.sign_in("mai", address).headers["location"] == "/"


@pytest.mark.parametrize(
    ("person", "outcome"),
    [
        ("nguoi-la", "unknown"),
        ("nam", "unknown"),
        ("khong-dia-chi", "unknown"),
        ("mai-chua-xac-minh", "unverified"),
    ],
)
def test_who_has_no_enabled_account_or_no_verified_address_is_told_so(
    place: Place, browser: Browser, person: str, outcome: str
) -> None:
    sessions = place.sessions()
    answer = browser.sign_in(person, "/entry")
    assert answer.headers["location"] == f"/dang-nhap?tinh={outcome}&next=%2Fentry"
    page = browser.open(answer.headers["location"])
    assert f'role="alert">{account_words.FROM_PROVINCE[outcome]}' in page.text
    assert BUTTON in page.text
    assert browser.who() == ""
    assert browser.cookies() <= {"kpi_form"}
    assert place.sessions() == sessions
    assert place.logins() == sorted([HANH.login, MAI.login, NAM.login])


def refused(browser: Browser, address: str) -> bool:
    """Whether coming back with this address leads to the sign-in page, without a session."""
    answer = browser.open(address)
    return answer.headers["location"].startswith("/dang-nhap?tinh=failed") and browser.who() == ""


def test_saying_no_at_the_provider_leads_back_to_the_sign_in_page(browser: Browser) -> None:
    assert refused(browser, browser.say_at(browser.to_provider(), action="deny"))


@pytest.mark.parametrize("state", ["", "tự-đặt-ra", "default", "A" * 30])
def test_coming_back_with_a_made_up_state_opens_nothing(browser: Browser, state: str) -> None:
    back = urlsplit(browser.say_at(browser.to_provider(), sub="mai"))
    code = parse_qs(back.query)["code"][0]
    assert refused(browser, f"/oauth2callback?code={code}&state={state}")


def test_one_browser_cannot_come_back_for_another(place: Place, browser: Browser) -> None:
    back = browser.say_at(browser.to_provider(), sub="mai")
    other = Browser(place)
    assert refused(other, back)
    other.to_provider()
    assert refused(other, back)


def test_a_code_that_was_given_to_another_browser_opens_nothing_for_its_nonce(place: Place, browser: Browser) -> None:
    code = parse_qs(urlsplit(browser.say_at(browser.to_provider(), sub="mai")).query)["code"][0]
    other = Browser(place)
    own = parse_qs(urlsplit(other.to_provider()).query)
    assert own["nonce"]
    assert refused(other, f"/oauth2callback?code={code}&state={own['state'][0]}")


def test_the_address_of_coming_back_works_once(browser: Browser) -> None:
    back = browser.say_at(browser.to_provider(), sub="mai")
    browser.open(back)
    assert browser.who() == MAI.login
    browser.client.cookies.delete("kpi_session")
    assert refused(browser, back)


@pytest.mark.parametrize("secret", [SECRET, "một bí mật khác"])
def test_a_user_cookie_opens_nothing_not_even_one_that_streamlit_would_believe(browser: Browser, secret: str) -> None:
    user = {"email": MAI_OUTSIDE, "email_verified": True, "origin": browser.place.url, "is_logged_in": True}
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(user | {"provider": "default"})).decode()
    browser.client.cookies.set("_streamlit_user", signed, domain="127.0.0.1")
    assert browser.open("/").headers["location"] == "/dang-nhap"
    assert refused(browser, "/oauth2callback")
    assert refused(browser, "/oauth2callback?code=x&state=x")
    server = Server(urlsplit(browser.place.url).port or 0)
    assert server.handshake("/_stcore/stream", f"_streamlit_user={signed}") == 403


def test_a_made_up_token_does_not_lead_to_the_provider(browser: Browser) -> None:
    for query in ("", "?provider=x", "?provider=default"):
        assert browser.open(f"/auth/login{query}").headers["location"] == "/"


def test_nothing_else_of_streamlit_is_open_with_single_sign_on(browser: Browser) -> None:
    for path in ("/auth/logout", "/auth", "/auth/login/", "/oauth2callback/", "/dang-nhap/tinh/", "/_stcore/health"):
        assert browser.client.get(browser.place.url + path, headers={"accept": "*/*"}).status_code == 401
    for path in THROUGH_PROVINCE:
        answer = browser.client.post(browser.place.url + path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_signing_in_anew_ends_the_session_that_the_browser_had(place: Place, browser: Browser) -> None:
    browser.sign_in("mai")
    old = browser.client.cookies["kpi_session"]
    browser.sign_in("mai")
    hashes = {session.token_hash for session in place.sessions()}
    assert signin.hash_of(old) not in hashes
    assert signin.hash_of(browser.client.cookies["kpi_session"]) in hashes


def test_beginning_again_and_again_does_not_fill_up_the_cookie(browser: Browser) -> None:
    for _ in range(6):
        browser.to_provider("/indicator?" + "x" * 1800)
        browser.to_provider("/indicator?" + "x" * 900)
    assert len(browser.client.cookies["_streamlit_session"]) < 4000
    assert len(browser.sign_in("mai", "/indicator?" + "x" * 900).headers["location"]) == 911


def test_a_provider_out_of_reach_is_said_on_the_sign_in_page(tmp_path: Path) -> None:
    with product_with("http://localhost:9", tmp_path) as place:
        browser = Browser(place)
        answer = browser.open(browser.open("/dang-nhap/tinh?next=%2Fentry").headers["location"])
        assert answer.headers["location"] == "/dang-nhap?tinh=failed&next=%2Fentry"


def test_without_configuration_there_is_no_button(without: Place) -> None:
    page = Browser(without).open("/dang-nhap").text
    assert "<h1>Đăng nhập</h1>" in page
    assert BUTTON not in page


@pytest.mark.parametrize("path", THROUGH_PROVINCE)
def test_without_configuration_the_gate_answers_as_for_every_other_path(without: Place, path: str) -> None:
    browser = Browser(without)
    assert browser.open(path).headers["location"].startswith("/dang-nhap")
    for method in ("GET", "HEAD", "POST", "PUT"):
        answer = browser.client.request(method, without.url + path, headers={"accept": "*/*"})
        assert answer.status_code == 401


def test_without_configuration_a_session_finds_nothing_there_either(without: Place) -> None:
    browser, now = Browser(without), dt.datetime.now(dt.UTC)
    store = open_store(without.database)
    account = store.account(MAI.login)
    assert account is not None
    session = SignIn(signin.hash_of("phien-cua-mai"), MAI.login, now, now, ADDRESS, "")
    store.open_session(session, of=account)
    browser.client.cookies.set("kpi_session", "phien-cua-mai", domain="127.0.0.1")
    assert browser.who() == MAI.login
    assert browser.open("/dang-nhap/tinh?next=%2Fentry").headers["location"] == "/dang-nhap?next=%2Fentry"
    assert browser.open("/oauth2callback?code=x&state=x").headers["location"] == "/dang-nhap"
    assert browser.open("/auth/login?provider=x").headers["location"] == "/"


def claim_with(folder: Path, secrets: str, **added: str) -> tuple[str, str]:
    """What single sign-on makes of secrets, and what it says of them."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
    command = [sys.executable, "-c", "from kpi.web.sso import claim; print(claim())"]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder, **added), capture_output=True, text=True, check=True
    )
    return done.stdout.strip(), done.stderr


WHOLE = (
    '[auth]\nredirect_uri = "https://kpi.ninhson/oauth2callback"\ncookie_secret = "x"\nclient_id = "kpi"\n'
    'client_secret = "x"\nserver_metadata_url = "https://sso.ninhthuan/.well-known/openid-configuration"\n'
)


def test_the_claim_of_the_address_is_the_email_unless_the_operator_names_another(tmp_path: Path) -> None:
    assert claim_with(tmp_path, WHOLE, KPI_SSO_CLAIM="ma_can_bo")[0] == "ma_can_bo"


@pytest.mark.parametrize(
    ("secrets", "why"),
    [
        (WHOLE.replace('client_id = "kpi"\n', ""), "client_id"),
        (WHOLE.replace("/oauth2callback", "/ve-day"), "redirect_uri"),
    ],
)
def test_an_incomplete_configuration_is_off_and_says_what_is_missing(tmp_path: Path, secrets: str, why: str) -> None:
    claim, said = claim_with(tmp_path, secrets)
    assert claim == "None"
    assert re.search(f"single sign-on is off: .*{why}", said)


@pytest.mark.parametrize("verified", [False, None, "true", "false", 0, 1, [], ""])
def test_an_address_counts_as_verified_only_where_the_provider_says_plainly_so(verified: object) -> None:
    assert external_of({"email": MAI_OUTSIDE, "email_verified": verified}, "email") is None


@pytest.mark.parametrize("value", [None, 412, ["a@b"], {}])
def test_a_claim_that_is_no_text_is_nobodys_address(value: object) -> None:
    assert external_of({"email": value, "email_verified": True}, "email") == ""


@pytest.fixture
def office() -> Office:
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


def add_ha(office: Office, external: str) -> str:
    return accounts.add_account(
        office.product, HANH, login="ha.dao", name="Đạo Thanh Hà", role=Role.LEADER, external=external
    )


def test_an_account_of_the_province_has_no_password_until_one_is_set(office: Office) -> None:
    assert add_ha(office, " Ha.Dao@NinhThuan.gov.vn ") == ""
    account = office.people.account("ha.dao")
    assert account is not None
    assert (account.external, account.password_hash, account.must_change) == ("ha.dao@ninhthuan.gov.vn", "", False)
    token = signin.sign_in_from_outside(
        office.product, external="HA.DAO@ninhthuan.gov.vn", address=ADDRESS, agent="Firefox"
    )
    assert signin.account_of(office.product, token) == account
    assert accounts.reset_password(office.product, HANH, "ha.dao", hasher=office.hasher)


def test_an_address_outside_belongs_to_one_account(office: Office) -> None:
    add_ha(office, "ha.dao@ninhthuan.gov.vn")
    with pytest.raises(Refused, match="external_taken"):
        accounts.change_account(
            office.product, HANH, "hanh.le", name=HANH.name, role=HANH.role, external="HA.DAO@ninhthuan.gov.vn"
        )
    with pytest.raises(Refused, match="external_malformed"):
        accounts.change_account(office.product, HANH, "ha.dao", name="Hà", role=Role.LEADER, external="hà đạo@x")


def test_changing_an_account_leaves_its_address_outside_unless_another_is_given(office: Office) -> None:
    add_ha(office, "ha.dao@ninhthuan.gov.vn")
    for external, kept in ((None, "ha.dao@ninhthuan.gov.vn"), ("Ha@X.vn", "ha@x.vn"), ("", "")):
        accounts.change_account(office.product, HANH, "ha.dao", name="Hà", role=Role.LEADER, external=external)
        account = office.people.account("ha.dao")
        assert account is not None
        assert account.external == kept


@pytest.mark.parametrize("external", ["", " ", "la@ninhthuan.gov.vn"])
def test_nobodys_address_outside_signs_nobody_in(office: Office, external: str) -> None:
    with pytest.raises(Refused, match="sign_in_refused"):
        signin.sign_in_from_outside(office.product, external=external, address=ADDRESS, agent="")


def test_the_command_adds_an_account_of_the_province(office: Office) -> None:
    out, err = io.StringIO(), io.StringIO()
    wanted = {"login": "lan.vo", "name": "Võ Thị Lan", "unit": MA_NOI, "external": "Lan.Vo@NinhThuan.gov.vn"}
    assert add_user(office.product, HANH, **wanted, role=Role.REPORTER, out=out, err=err, hasher=office.hasher) == 0
    assert out.getvalue() == account_words.account_of_province_added("lan.vo", "lan.vo@ninhthuan.gov.vn") + "\n"
    account = office.people.account("lan.vo")
    assert account is not None
    assert account.external == "lan.vo@ninhthuan.gov.vn"
