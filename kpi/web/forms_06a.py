"""Form II.06a of a unit for a month as a workbook, to be downloaded by whoever is signed in."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.errors import Refused
from kpi.exports.report_files import MEDIA_TYPE, FileKind
from kpi.months import Month
from kpi.services import signin
from kpi.services.form_06a import form_06a_of
from kpi.services.product import Product
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.web.made import made
from kpi.wording import periodic_words
from kpi.wording.problems import refusal_sentence

PATH = "/mau-06a"


def form_06a_route(product: Callable[[], Product]) -> Route:
    """The route of a form by month and unit, for an application behind the gate."""
    return Route(f"{PATH}/{{month}}/{{unit}}.xlsx", partial(_answer, product), methods=["GET"])


async def _answer(product: Callable[[], Product], request: Request) -> Response:
    return await made(lambda: _file(product(), request))


def _file(product: Product, request: Request) -> Response:
    person = signin.who_is(product, forms.session_token(request))
    try:
        month = Month.parse(request.path_params["month"])
    except ValueError:
        return unavailable(periodic_words.UNAVAILABLE)
    if person is None:
        return unavailable(periodic_words.UNAVAILABLE)
    try:
        found = form_06a_of(product, person, request.path_params["unit"], month)
    except Refused as refused:
        return unavailable(refusal_sentence(refused))
    from kpi.exports.form_06a import form_06a

    content = form_06a(found.plan, found.unit.name, found.month, found.whole, found.fields, demo=found.demo)
    return attachment(periodic_words.form_06a_file(found.unit, month), MEDIA_TYPE[FileKind.WORKBOOK], content)
