"""The screens around signing in: when each leads elsewhere, which fields it has, and what its form does."""

from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from starlette.requests import Request
from starlette.responses import RedirectResponse

from kpi.accounts import Account
from kpi.errors import Refused
from kpi.services import first, signin
from kpi.services.product import Product
from kpi.web import forms
from kpi.web.nextpage import CHANGE, FIRST, SIGN_IN, SIGN_OUT, safe_next, with_next


@dataclass(frozen=True, slots=True)
class Desk:
    """What the screens need: the product, the code that the console showed, how passwords are hashed, and whether
    the province has single sign-on (see `kpi.web.sso.claim`)."""

    product: Callable[[], Product]
    first_code: str
    hasher: PasswordHasher
    province: Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `fields` must be filled in and `shown` of them are shown again after a refusal, never a password;
    `password` is the one that rules are about. `elsewhere` and `act` may block; `act` raises Refused."""

    path: str
    template: str
    elsewhere: Callable[[Desk, Request], RedirectResponse | None]
    act: Callable[[Desk, Request, forms.Form], RedirectResponse]
    fields: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    password: str = ""


def account_here(desk: Desk, request: Request) -> Account | None:
    """The account whose session the browser sent."""
    return signin.account_of(desk.product(), forms.session_token(request))


def go(address: str) -> RedirectResponse:
    """Where to go on."""
    return RedirectResponse(address, status_code=303)


def address_of(request: Request) -> str:
    """The network address of the sender."""
    return request.client.host if request.client else ""


def agent_of(request: Request) -> str:
    """What the sender's browser calls itself."""
    return request.headers.get("user-agent", "")


def _next(request: Request) -> str:
    return safe_next(request.query_params.get("next"))


def _from_sign_in(desk: Desk, request: Request) -> RedirectResponse | None:
    if first.has_no_accounts(desk.product()):
        return go(with_next(FIRST, _next(request)))
    account = account_here(desk, request)
    if account is None or request.method == "POST":
        return None
    return go(with_next(CHANGE, _next(request)) if account.must_change else _next(request))


def _sign_in(desk: Desk, request: Request, form: forms.Form) -> RedirectResponse:
    product = desk.product()
    token = signin.sign_in(
        product,
        login=form["login"],
        password=form["password"],
        address=address_of(request),
        agent=agent_of(request),
        hasher=desk.hasher,
    )
    signin.sign_out(product, forms.session_token(request))
    account = signin.account_of(product, token)
    page = safe_next(form["next"])
    return opened(request, token, with_next(CHANGE, page) if account and account.must_change else page)


def opened(request: Request, token: str, page: str) -> RedirectResponse:
    """On to a page, with a new session."""
    response = go(page)
    forms.keep_session(request, response, token)
    return response


def _without_session(desk: Desk, request: Request) -> RedirectResponse | None:
    return None if account_here(desk, request) else go(with_next(SIGN_IN, _next(request)))


def _sign_out(desk: Desk, request: Request, form: forms.Form) -> RedirectResponse:
    token = forms.session_token(request)
    if form["everywhere"]:
        signin.sign_out_everywhere(desk.product(), token)
    signin.sign_out(desk.product(), token)
    response = go(SIGN_IN)
    forms.forget_session(request, response)
    response.headers["clear-site-data"] = '"storage"'  # the second copies of what was typed; the store has the first
    return response


def _change(desk: Desk, request: Request, form: forms.Form) -> RedirectResponse:
    if form["new"] != form["again"]:
        raise Refused("passwords_differ")
    token = signin.change_password(
        desk.product(),
        forms.session_token(request),
        old=form["old"],
        new=form["new"],
        address=address_of(request),
        agent=agent_of(request),
        hasher=desk.hasher,
    )
    return opened(request, token, safe_next(form["next"]))


def _once_set_up(desk: Desk, request: Request) -> RedirectResponse | None:
    return None if first.has_no_accounts(desk.product()) else go(with_next(SIGN_IN, _next(request)))


def _first(desk: Desk, request: Request, form: forms.Form) -> RedirectResponse:
    if form["password"] != form["again"]:
        raise Refused("passwords_differ")
    account = first.first_administrator(
        desk.product(),
        code=form["code"],
        expected=desk.first_code,
        address=address_of(request),
        login=form["login"],
        name=form["name"],
        password=form["password"],
        hasher=desk.hasher,
    )
    token = signin.open_session(desk.product(), account, address=address_of(request), agent=agent_of(request))
    return opened(request, token, safe_next(form["next"]))


SCREENS = (
    Screen(SIGN_IN, "sign_in.html", _from_sign_in, _sign_in, ("login", "password"), ("login",)),
    Screen(SIGN_OUT, "sign_out.html", _without_session, _sign_out),
    Screen(CHANGE, "change.html", _without_session, _change, ("old", "new", "again"), password="new"),
    Screen(
        FIRST,
        "first.html",
        _once_set_up,
        _first,
        ("code", "name", "login", "password", "again"),
        ("code", "name", "login"),
        password="password",
    ),
)
