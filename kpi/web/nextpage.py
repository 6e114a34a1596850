"""Where to go after signing in: a page of this product and nothing else."""

from urllib.parse import quote, urlencode, urlsplit

HOME = "/"
SIGN_IN = "/dang-nhap"
SIGN_OUT = "/dang-xuat"
CHANGE = "/doi-mat-khau"
FIRST = "/thiet-lap"
HEALTH = "/health"
PROVINCE = "/dang-nhap/tinh"
PROVINCE_LOGIN = "/auth/login"
PROVINCE_BACK = "/oauth2callback"
"""The way through the province's single sign-on: its beginning is ours, the other two are routes of Streamlit."""

PROVINCE_OUTCOME = "tinh"
"""In the address of the sign-in page: why somebody came back from there without a session."""

_LONGEST = 2000
_OF_STREAMLIT = ("/auth", PROVINCE_BACK, "/_stcore", "/static", "/media", "/component")
_NO_PAGES = (SIGN_IN, SIGN_OUT, CHANGE, FIRST, HEALTH, *_OF_STREAMLIT)


def safe_next(asked: str | None) -> str:
    """The address asked for if it is a page on this host, else the first page.

    Browsers drop tabs and line ends, and read "\\" as "/": whatever has those is not followed.

    >>> safe_next("/indicator?month=2024-03"), safe_next("//evil.example"), safe_next("https://evil.example/")
    ('/indicator?month=2024-03', '/', '/')
    """
    if not asked or len(asked) > _LONGEST or not asked.startswith("/") or asked.startswith("//"):
        return HOME
    if "\\" in asked or any(ord(letter) <= 32 or ord(letter) == 127 for letter in asked):
        return HOME
    try:
        parts = urlsplit(asked)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or _is_under(parts.path, _NO_PAGES):
        return HOME
    return asked


def no_page_can_be_at(path: str) -> bool:
    """Whether a path is deeper than any page of this product, and nothing of Streamlit's own.

    >>> no_page_can_be_at("/chi-tieu/abc"), no_page_can_be_at("/chi-tieu"), no_page_can_be_at("/static/index.html")
    (True, False, False)
    """
    return "/" in path.strip("/") and not _is_under(path, _OF_STREAMLIT)


def _is_under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def with_next(page: str, asked: str) -> str:
    """The address of a page that leads on to another.

    >>> with_next("/dang-nhap", "/entry?unit=22828")
    '/dang-nhap?next=%2Fentry%3Funit%3D22828'
    """
    return page if asked == HOME else f"{page}?{urlencode({'next': asked})}"


def address_asked(path: str, query: bytes) -> str:
    """The address of a request as it would stand in a link, safe to come back to."""
    written = quote(path, safe="/-._~")
    return safe_next(f"{written}?{query.decode('latin-1')}" if query else written)
