"""Single sign-on of the province: OpenID Connect through Streamlit's own routes, into a session of our own.

PROVINCE sends the browser to Streamlit's PROVINCE_LOGIN with the token that `st.login` would have made; from there it
goes to the provider and comes back to PROVINCE_BACK, where Streamlit checks state and nonce and says in a signed cookie
who it is. Our routes stand before these two and ask them. That cookie is read here and goes no further: in a browser it
would be a second way in for thirty days, which no administrator could end. So none that a browser sends is believed.
"""

import json
import logging
import os
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import (
    get_cookie_with_chunks,
    get_secrets_auth_section,
    get_validated_redirect_uri,
    is_authlib_installed,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from kpi.errors import Refused
from kpi.services import signin
from kpi.services.product import Product
from kpi.web import forms
from kpi.web.nextpage import (
    HOME,
    PROVINCE,
    PROVINCE_BACK,
    PROVINCE_LOGIN,
    PROVINCE_OUTCOME,
    SIGN_IN,
    safe_next,
    with_next,
)
from kpi.web.screens import address_of, agent_of, go, opened

_EMAIL = "email"
_PROVIDER = "default"
_NEXT = "kpi_next"
_LONGEST_NEXT = 1000
"""Streamlit keeps the state of a flow, and we the page to go to, in one cookie of at most 4096 bytes."""

_log = logging.getLogger("kpi")


@cache
def claim() -> str | None:
    """The claim that holds `Account.external`, "email" unless KPI_SSO_CLAIM says otherwise; None while this is off.

    It is on where Streamlit's secrets have a complete section [auth]; what is missing in one is logged. Read once.
    """
    if not get_secrets_auth_section():
        return None
    try:
        validate_auth_credentials(_PROVIDER)
    except StreamlitAuthError as error:
        _log.error("single sign-on is off: %s", " ".join(str(error).split()))
        return None
    if get_validated_redirect_uri() is None or not is_authlib_installed():
        _log.error("single sign-on is off: it needs a redirect_uri that ends in %s, and Authlib", PROVINCE_BACK)
        return None
    return os.environ.get("KPI_SSO_CLAIM", _EMAIL)


def province_routes(product: Callable[[], Product], sso: Callable[[], str | None]) -> list[Route]:
    """The way through the provider, to stand before Streamlit's own routes, behind the gate; `sso` gives the claim."""
    return [
        Route(PROVINCE, partial(_start, sso), methods=["GET"]),
        Route(PROVINCE_LOGIN, _login, methods=["GET"]),
        Route(PROVINCE_BACK, partial(_finish, product, sso), methods=["GET"]),
    ]


def external_of(user: Mapping[str, Any], claim: str) -> str | None:
    """The address in what the provider says of somebody; None for an e-mail address that it has not verified.

    >>> external_of({"email": "Mai@ninhthuan.gov.vn", "email_verified": True}, "email")
    'Mai@ninhthuan.gov.vn'
    >>> external_of({"email": "mai@ninhthuan.gov.vn", "email_verified": False}, "email") is None
    True
    >>> external_of({"ma_can_bo": "NT-0412", "email_verified": False}, "ma_can_bo"), external_of({}, "email")
    ('NT-0412', '')
    """
    if claim == _EMAIL and user.get("email_verified", True) is not True:
        return None
    written = user.get(claim)
    return written if isinstance(written, str) else ""


async def _start(sso: Callable[[], str | None], request: Request) -> Response:
    """Off to the provider. A flow begun before is forgotten: its state would fill up the cookie."""
    page = safe_next(request.query_params.get("next"))
    if sso() is None:
        return go(with_next(SIGN_IN, page))
    request.session.clear()
    request.session[_NEXT] = page if len(page) <= _LONGEST_NEXT else HOME
    return go(generate_login_redirect_url(_PROVIDER))


async def _login(request: Request) -> Response:
    """Streamlit's answer, which leads to the provider; where that is out of reach, the sign-in page."""
    answer = await _streamlit(PROVINCE_LOGIN, request)
    return answer if answer.status_code < 400 else _refused("failed", safe_next(request.session.get(_NEXT)))


async def _finish(product: Callable[[], Product], sso: Callable[[], str | None], request: Request) -> Response:
    """Back from the provider: a session for whom Streamlit found it to be, or the sign-in page and why not."""
    claim = sso()
    if claim is None:
        return go(SIGN_IN)
    page = safe_next(request.session.pop(_NEXT, None))
    user = _user_of(await _streamlit(PROVINCE_BACK, request))
    if not user:
        return _refused("failed", page)
    external = external_of(user, claim)
    if external is None:
        return _refused("unverified", page)
    try:
        token = await to_thread.run_sync(_opened_session, product, request, external)
    except Refused:
        _log.warning("single sign-on: no enabled account for %r", external)
        return _refused("unknown", page)
    return opened(request, token, page)


async def _streamlit(path: str, request: Request) -> Response:
    """What Streamlit's own route answers."""
    (endpoint,) = (route.endpoint for route in create_auth_routes("") if route.path == path)
    answer: Response = await endpoint(request)
    return answer


def _opened_session(product: Callable[[], Product], request: Request, external: str) -> str:
    """The token of a new session in place of the one that the browser had."""
    token = signin.sign_in_from_outside(
        product(), external=external, address=address_of(request), agent=agent_of(request)
    )
    signin.sign_out(product(), forms.session_token(request))
    return token


def _user_of(answer: Response) -> dict[str, Any]:
    """Whom Streamlit's answer names in its signed cookie; empty where it names nobody."""
    lines = (value.decode("latin-1") for name, value in answer.raw_headers if name == b"set-cookie")
    given = cookie_parser("; ".join(line.split(";")[0] for line in lines))
    signed = get_cookie_with_chunks(
        lambda name: decode_signed_value(get_cookie_secret(), name, given.get(name, "")), USER_COOKIE_NAME
    )
    return dict(json.loads(signed)) if signed else {}


def _refused(outcome: str, page: str) -> RedirectResponse:
    return go(f"{SIGN_IN}?{urlencode({PROVINCE_OUTCOME: outcome} | ({} if page == HOME else {'next': page}))}")
