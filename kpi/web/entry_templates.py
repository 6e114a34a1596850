"""The workbook that a unit fills in, to be downloaded by who may import it again: of one unit, or of all."""

from collections.abc import Callable, Iterable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.errors import Refused
from kpi.figures import Figure
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services import demo, signin
from kpi.services.entry_form import EntryForm
from kpi.services.import_templates import forms_to_fill
from kpi.services.product import Product
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.web.made import made
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence

PATH = "/bieu-mau"
ALL_UNITS = "tat-ca"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def entry_template_route(product: Callable[[], Product]) -> Route:
    """The route of a template by month and unit, for an application behind the gate."""
    return Route(f"{PATH}/{{month}}/{{unit}}.xlsx", partial(_answer, product), methods=["GET"])


async def _answer(product: Callable[[], Product], request: Request) -> Response:
    return await made(lambda: _file(product(), request))


def _file(here: Product, request: Request) -> Response:
    person, unit = signin.who_is(here, forms.session_token(request)), request.path_params["unit"]
    try:
        month = Month.parse(request.path_params["month"])
        found = () if person is None else forms_to_fill(here, person, WHOLE if unit == ALL_UNITS else unit, month)
    except ValueError:
        return unavailable(words.NO_TEMPLATE)
    except Refused as refused:
        return unavailable(refusal_sentence(refused))
    if not found:
        return unavailable(words.NO_TEMPLATE)
    units, is_demo = [form.unit.id for form in found], demo.is_shown(here)
    from kpi.exports.entry_template import entry_template

    content = entry_template(here.plan, month, units, figures=_figures(found), demo=is_demo)
    name = words.template_file(found[0].unit.name if len(found) == 1 else words.TEMPLATE_OF_ALL, month)
    return attachment(name, XLSX, content)


def _figures(found: Iterable[EntryForm]) -> dict[tuple[str, str, Month], Figure]:
    """What is saved for the month, and what was a month and a year before."""
    return {
        (figure.key.unit, figure.key.measure, figure.key.month): figure
        for form in found
        for field in form.fields
        for figure in (field.saved, field.last_month, field.last_year)
        if figure is not None
    }
