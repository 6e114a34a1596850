"""The gate before everything: without a session there is nothing but the sign-in pages and the health check.

What is open is a short list of exact paths, compared with the very path that the router will use; every other path,
however it is written, needs a session. So does the websocket, and with it every script, upload and media file.
"""

from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.accounts import Account
from kpi.services import first, signin
from kpi.services.product import Product
from kpi.web import cookies, sso
from kpi.web.nextpage import (
    CHANGE,
    FIRST,
    HEALTH,
    HOME,
    PROVINCE,
    PROVINCE_BACK,
    PROVINCE_LOGIN,
    SIGN_IN,
    SIGN_OUT,
    address_asked,
    no_page_can_be_at,
    with_next,
)
from kpi.wording import account_words

OPEN = frozenset({SIGN_IN, HEALTH})
"""Open to everybody; FIRST is too, while there is no account."""

OPEN_BEFORE_CHANGE = OPEN | {CHANGE, SIGN_OUT}
"""Open to somebody who has to change a given password first."""

OPEN_WITH_PROVINCE = frozenset({PROVINCE, PROVINCE_LOGIN, PROVINCE_BACK})
"""Open to everybody too, while the province's single sign-on is configured."""

IDENTITY_HEADERS = frozenset({"remote-user", "remote-email", "remote-name", "remote-groups"})
IDENTITY_PREFIXES = (
    "x-remote-",
    "x-forwarded-user",
    "x-forwarded-email",
    "x-forwarded-groups",
    "x-forwarded-preferred-username",
    "x-forwarded-access-token",
    "x-auth-",
    "x-authenticated-",
    "x-webauth-",
    "x-ms-client-principal",
    "x-ms-token-",
    "x-goog-authenticated-",
    "x-goog-iap-",
    "x-amzn-oidc-",
    "x-user",
    "x-streamlit-user",
    "x-kpi-",
)
"""Headers by which other software names a person. Here the session alone does, so they never reach the application."""

METHODS = {HEALTH: ("GET", "HEAD")} | dict.fromkeys((SIGN_IN, SIGN_OUT, CHANGE, FIRST), ("GET", "HEAD", "POST"))
"""What may be done with our own paths: a router would hand any other method on to Streamlit's catch-all."""

METHODS_WITH_PROVINCE = METHODS | dict.fromkeys(OPEN_WITH_PROVINCE, ("GET", "HEAD"))

_POLICY_VIOLATION = 1008


class Gate:
    """ASGI middleware; `product` gives the product, `behind_tls` says that a proxy before the server speaks TLS.

    `province` gives None while the province's single sign-on is off.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        product: Callable[[], Product],
        behind_tls: bool = False,
        province: Callable[[], str | None] = sso.claim,
    ) -> None:
        self.app = app
        self._product = product
        self._behind_tls = behind_tls
        self._province = province

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] not in {"http", "websocket"}:
            raise RuntimeError(f"the gate does not know {scope['type']}")
        headers = Headers(scope=scope)
        secure = cookies.is_secure(scope["scheme"], headers.get("x-forwarded-proto"), behind_tls=self._behind_tls)
        scope = {**scope, "headers": _cleaned(scope["headers"], secure=secure), "scheme": _scheme(scope, secure=secure)}
        headers = Headers(scope=scope)
        refusal = await run_in_threadpool(self._refusal, scope, headers)
        if scope["type"] == "websocket":
            await (self.app(scope, receive, send) if refusal is None else _refuse_websocket(receive, send))
        else:
            await (refusal or self.app)(scope, receive, _without_store(scope, _without_blank_pages(scope, send)))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """What to answer instead of the application; None where the request may pass."""
        path: str = scope["path"]
        through_province = path in OPEN_WITH_PROVINCE and self._province() is not None
        methods = METHODS_WITH_PROVINCE if through_province else METHODS
        if scope["type"] == "http" and scope["method"] not in methods.get(path, (scope["method"],)):
            return _plain(405, {"allow": ", ".join(methods[path])})
        if scope["type"] == "http" and (through_province or path in OPEN):
            return None
        token = cookies.token_from_cookies(cookie_parser(headers.get("cookie", "")))
        account = signin.account_of(self._product(), token)
        if account is None:
            if scope["type"] == "http" and path == FIRST and first.has_no_accounts(self._product()):
                return None
            return _answer(scope, headers, SIGN_IN, status=401)
        if _must_change_first(account, scope):
            return _answer(scope, headers, CHANGE, status=403)
        return None


def _must_change_first(account: Account, scope: Scope) -> bool:
    return account.must_change and (scope["type"] != "http" or scope["path"] not in OPEN_BEFORE_CHANGE)


def _answer(scope: Scope, headers: Headers, page: str, *, status: int) -> Response:
    """The way to a page for somebody who opens one in a browser; a refusal for everything else."""
    if scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        asked = address_asked(scope["path"], scope.get("query_string", b""))
        return RedirectResponse(with_next(page, asked), status_code=303)
    return _plain(status)


def _plain(status: int, headers: Mapping[str, str] | None = None) -> Response:
    words = account_words.REFUSED_BY_GATE[status]
    return PlainTextResponse(words, status, {"cache-control": "no-store"} | dict(headers or {}))


async def _refuse_websocket(receive: Receive, send: Send) -> None:
    """Close before it was accepted: the server answers the handshake with 403."""
    await receive()
    await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})


def _cleaned(headers: Sequence[tuple[bytes, bytes]], *, secure: bool) -> list[tuple[bytes, bytes]]:
    """The headers that may reach the application: none that claims who somebody is, and one of cookies at most."""
    kept = [(name, value) for name, value in headers if name.lower() != b"cookie" and not _names_a_person(name)]
    foreign = {cookies.name_of(cookie, secure=not secure).encode() for cookie in (cookies.SESSION, cookies.FORM)}
    sent = b";".join(value for name, value in headers if name.lower() == b"cookie").split(b";")
    own = [cookie.strip() for cookie in sent if cookie.strip() and cookie.split(b"=")[0].strip() not in foreign]
    return [*kept, (b"cookie", b"; ".join(own))] if own else kept


def _scheme(scope: Scope, *, secure: bool) -> str:
    """What the browser speaks, for everything behind the gate."""
    plain = "http" if scope["type"] == "http" else "ws"
    return plain + "s" if secure else plain


def _names_a_person(name: bytes) -> bool:
    written = name.decode("latin-1").lower().replace("_", "-")
    return written in IDENTITY_HEADERS or written.startswith(IDENTITY_PREFIXES)


def _without_blank_pages(scope: Scope, send: Send) -> Send:
    """Leads to the first page where there can be no page.

    Streamlit answers an unknown path with its own page, which says so in words. Deeper down that page looks for its
    scripts in a folder that is not there, and stays blank.
    """
    if not no_page_can_be_at(scope["path"]):
        return send
    led_away = False

    async def send_or_lead_away(message: Message) -> None:
        nonlocal led_away
        if message["type"] == "http.response.start" and message["status"] == 200 and _is_html(message):
            led_away = True
            await RedirectResponse(HOME, status_code=303)(scope, _nothing, send)
        elif not led_away:
            await send(message)

    return send_or_lead_away


async def _nothing() -> Message:
    raise AssertionError("an answer without a body does not listen")


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _without_store(scope: Scope, send: Send) -> Send:
    """Pages and media are kept in no cache: the next person at this computer must not find them."""

    async def send_without_store(message: Message) -> None:
        started = message["type"] == "http.response.start"
        if started and (_is_html(message) or scope["path"].startswith("/media/")):
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return send_without_store
