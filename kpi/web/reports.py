"""The files of periodic reports, to be downloaded by whoever is signed in: they hold approved figures alone."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.cycles import Cycle
from kpi.errors import Refused
from kpi.exports.report_files import FileKind, report_file
from kpi.months import Month
from kpi.services import signin
from kpi.services.periodic import periodic_report
from kpi.services.product import Product
from kpi.services.report_template import content_in_force
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.web.made import made
from kpi.wording import periodic_words
from kpi.wording.problems import refusal_sentence

PATH = "/tep-bao-cao"


def reports_route(product: Callable[[], Product]) -> Route:
    """The route of a file by cycle, month and kind, for an application behind the gate."""
    return Route(f"{PATH}/{{cycle}}/{{month}}.{{kind}}", partial(_answer, product), methods=["GET"])


async def _answer(product: Callable[[], Product], request: Request) -> Response:
    return await made(lambda: _file(product(), request))


def _file(product: Product, request: Request) -> Response:
    person = signin.who_is(product, forms.session_token(request))
    asked = request.path_params
    try:
        cycle, month, kind = Cycle(asked["cycle"]), Month.parse(asked["month"]), FileKind(asked["kind"])
    except ValueError:
        return unavailable(periodic_words.UNAVAILABLE)
    if person is None:
        return unavailable(periodic_words.UNAVAILABLE)
    try:
        report = periodic_report(product, person, cycle, month)
        file = report_file(report, kind, template=content_in_force(product))
    except Refused as refused:
        return unavailable(refusal_sentence(refused))
    return attachment(file.name, file.media_type, file.content)
