"""The pages of signing in and out: plain HTML made on the server, before anything of Streamlit is reachable."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kpi.errors import Refused
from kpi.passwords import HASHER
from kpi.services.product import Product
from kpi.web import forms, sso
from kpi.web.nextpage import PROVINCE, PROVINCE_OUTCOME, safe_next, with_next
from kpi.web.screens import SCREENS, Desk, Screen, account_here
from kpi.wording import account_words
from kpi.wording.screens import PRODUCT

AT_ONCE = 4
"""Forms at work together: each may hash a password in 64 MiB, and a flood must leave room for everybody signed in."""

STATUS = {"sign_in_refused": 401, "signed_out": 401, "sign_in_wait": 429, "first_code_wrong": 403}
"""How a refusal is answered; any other is 422."""

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(text=account_words, product=PRODUCT, form_field=forms.FIELD)


def signin_routes(
    product: Callable[[], Product],
    first_code: str,
    *,
    hasher: PasswordHasher = HASHER,
    province: Callable[[], str | None] = sso.claim,
) -> list[Route]:
    """The routes of signing in, for an application behind the gate; `first_code` is what the console showed.

    `province` gives None while the province's single sign-on is off.
    """
    desk = Desk(product, first_code, hasher, province)
    answer = partial(_answer, desk, CapacityLimiter(AT_ONCE))
    screens = [Route(screen.path, partial(answer, screen), methods=["GET", "POST"]) for screen in SCREENS]
    return [*screens, *sso.province_routes(product, province)]


async def _answer(desk: Desk, at_once: CapacityLimiter, screen: Screen, request: Request) -> Response:
    try:
        form = await forms.read_form(request) if request.method == "POST" else None
    except forms.FormRefused as refused:
        return PlainTextResponse(account_words.REFUSED_FORM[refused.status], refused.status)
    return await to_thread.run_sync(_answered, desk, screen, request, form, limiter=at_once if form else None)


def _answered(desk: Desk, screen: Screen, request: Request, form: forms.Form | None) -> Response:
    """The page, where it leads, or what its form did."""
    elsewhere = screen.elsewhere(desk, request)
    if elsewhere is not None:
        return elsewhere
    if form is None:
        return _page(desk, screen, request, problems=_from_province(request))
    if not form.genuine:
        return _page(desk, screen, request, form, problems={"": account_words.FORM_OUTDATED}, status=403)
    empty = [field for field in screen.fields if not form[field].strip()]
    if empty:
        problems = dict.fromkeys(empty, account_words.FIELD_EMPTY)
        return _page(desk, screen, request, form, problems=problems, status=422)
    try:
        return screen.act(desk, request, form)
    except Refused as refused:
        return _refused(desk, screen, request, form, refused)


def _from_province(request: Request) -> dict[str, str]:
    """Why somebody came back from the province's single sign-on, one of our own sentences."""
    why = account_words.FROM_PROVINCE.get(request.query_params.get(PROVINCE_OUTCOME, ""))
    return {"": why} if why else {}


def _refused(desk: Desk, screen: Screen, request: Request, form: forms.Form, refused: Refused) -> Response:
    field = account_words.field_of(refused, password=screen.password)
    problems = {field: account_words.refusal(refused)}
    status = STATUS.get(refused.code, 422)
    response = _page(desk, screen, request, form, problems=problems, status=status)
    if refused.code == "sign_in_wait":
        response.headers["retry-after"] = str(refused.details["seconds"])
    return response


def _page(
    desk: Desk,
    screen: Screen,
    request: Request,
    form: forms.Form | None = None,
    *,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    token = forms.form_token(request)
    page = safe_next(form["next"] if form else request.query_params.get("next"))
    body = _templates.get_template(screen.template).render(
        authority=desk.product().plan.authority,
        account=account_here(desk, request),
        action=screen.path,
        next=page,
        province=with_next(PROVINCE, page) if desk.province() is not None else "",
        values={field: form[field] if form else "" for field in screen.shown},
        problems=problems or {},
        form_token=token,
    )
    response = HTMLResponse(body, status, {"cache-control": "no-store"})
    forms.keep_form_token(request, response, token)
    return response
