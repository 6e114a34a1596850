"""Forms posted to the product: from its own pages, of a bounded size, and with the token that their page was given.

Every page with a form sets a random token in a cookie (HttpOnly, SameSite=Strict) and in a hidden field; a post counts
only where both arrive and agree, and where the browser says that it comes from this host.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kpi.services.signin import ABSOLUTE
from kpi.web import cookies

LARGEST = 16 * 1024
"""Bytes of a form: a password, a name, an address to go to."""

FIELD = "form_token"
_MOST_FIELDS = 20
_LONGEST_TOKEN = 100


class FormRefused(Exception):
    """A post that is not answered with a page; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted; `genuine` where the token of the cookie and that of the field agree."""

    fields: Mapping[str, str]
    genuine: bool

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


async def read_form(request: Request) -> Form:
    """The form of a request; raises FormRefused: 403 from elsewhere, 415, 413 and 400 for what is no small form.

    Whoever leaves before all of it was sent is answered with 400 too, though nobody hears it.
    """
    if not comes_from_here(request):
        raise FormRefused(403)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise FormRefused(415)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise FormRefused(413)
        pairs = parse_qsl(
            bytes(body).decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except (ClientDisconnect, ValueError) as error:
        raise FormRefused(400) from error
    fields = dict(pairs)
    given = request.cookies.get(_cookie(request), "")
    genuine = bool(given) and secrets.compare_digest(given.encode(), fields.get(FIELD, "").encode())
    return Form(fields, genuine)


def comes_from_here(request: Request) -> bool:
    """Whether the browser says that a page of this host sent the request; a browser that says nothing is not trusted.

    A proxy before the server must pass the Host header on.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return "sec-fetch-site" in request.headers
    sender = urlsplit(origin.lower())
    downgraded = speaks_tls(request) and sender.scheme != "https"
    return not downgraded and sender.netloc == request.headers.get("host", "").lower() != ""


def form_token(request: Request) -> str:
    """The token for a page's form: the browser's own while it has one, so that two tabs do not spoil each other's."""
    given = request.cookies.get(_cookie(request), "")
    usable = given.isascii() and 40 <= len(given) <= _LONGEST_TOKEN
    return given if usable else secrets.token_urlsafe(32)


def keep_form_token(request: Request, response: Response, token: str) -> None:
    """Set the cookie of the form's token."""
    response.set_cookie(_cookie(request), token, path="/", secure=speaks_tls(request), httponly=True, samesite="strict")


def keep_session(request: Request, response: Response, token: str) -> None:
    """Set the cookie of a session. SameSite=Lax: a link in an e-mail must open the page, signed in."""
    secure = speaks_tls(request)
    name = cookies.name_of(cookies.SESSION, secure=secure)
    age = int(ABSOLUTE.total_seconds())
    response.set_cookie(name, token, max_age=age, path="/", secure=secure, httponly=True, samesite="lax")


def forget_session(request: Request, response: Response) -> None:
    """Take the cookie of a session away."""
    secure = speaks_tls(request)
    name = cookies.name_of(cookies.SESSION, secure=secure)
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")


def session_token(request: Request) -> str | None:
    """The token of the session that the browser sent."""
    return cookies.token_from_cookies(request.cookies)


def speaks_tls(request: Request) -> bool:
    """Whether the browser speaks TLS: the gate has put the scheme right where a proxy stands before the server."""
    return request.url.scheme == "https"


def _cookie(request: Request) -> str:
    return cookies.name_of(cookies.FORM, secure=speaks_tls(request))
