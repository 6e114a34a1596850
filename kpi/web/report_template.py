"""The template of the periodic report, to be downloaded by whoever is signed in: it holds no figures."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.exports.report_files import DEFAULT_TEMPLATE, MEDIA_TYPE, FileKind
from kpi.services import signin
from kpi.services.product import Product
from kpi.services.report_template import template_in_force
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.wording import admin_words, periodic_words

PATH = "/mau-bao-cao.docx"


def report_template_route(product: Callable[[], Product]) -> Route:
    """The route of the template in force, for an application behind the gate."""
    return Route(PATH, partial(_answer, product), methods=["GET"])


def _answer(product: Callable[[], Product], request: Request) -> Response:
    return _file(product(), request)


def _file(product: Product, request: Request) -> Response:
    if signin.who_is(product, forms.session_token(request)) is None:
        return unavailable(periodic_words.UNAVAILABLE)
    template = template_in_force(product)
    if template is None:
        return attachment(admin_words.OWN_TEMPLATE_FILE, MEDIA_TYPE[FileKind.DOCUMENT], DEFAULT_TEMPLATE.read_bytes())
    return attachment(template.name, MEDIA_TYPE[FileKind.DOCUMENT], template.content)
