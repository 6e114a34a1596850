"""The cookies of the product: their names, and the session's token in what a browser sent.

Over TLS the names begin with `__Host-`: a browser takes such a cookie only from this very host, Secure and for every
path, so that no neighbour host can plant one.
"""

from collections.abc import Mapping

SESSION = "kpi_session"
FORM = "kpi_form"
"""The token of forms, sent twice: in this cookie and in a field (see `kpi.web.forms`)."""

SECURE_PREFIX = "__Host-"


def name_of(cookie: str, *, secure: bool) -> str:
    """The name under which a cookie travels: `secure` where the browser speaks TLS."""
    return SECURE_PREFIX + cookie if secure else cookie


def token_from_cookies(cookies: Mapping[str, str]) -> str | None:
    """The token of the session, None where the browser sent none.

    Behind the gate only the cookie of the right name arrives: it takes the other away.
    """
    return cookies.get(SECURE_PREFIX + SESSION) or cookies.get(SESSION)


def is_secure(scheme: str, forwarded: str | None, *, behind_tls: bool) -> bool:
    """Whether the browser speaks TLS: with this server, or, where the operator says so, with the proxy before it.

    `forwarded` is the X-Forwarded-Proto header; anybody can send one, so it counts only with `behind_tls`.
    """
    spoken = forwarded.split(",")[0].strip().lower() if behind_tls and forwarded else scheme
    return spoken in {"https", "wss"}
