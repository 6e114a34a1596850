"""The files that prove tasks, to be downloaded by whoever is signed in and never opened inside this product."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.services import signin
from kpi.services.product import Product
from kpi.services.tasks import evidence_of
from kpi.tasks import EvidenceFile
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.wording import task_words

PATH = "/tep"


def evidence_route(product: Callable[[], Product]) -> Route:
    """The route of a file by its hash, for an application behind the gate."""
    return Route(f"{PATH}/{{file_hash}}", partial(_answer, product), methods=["GET"])


def _answer(product: Callable[[], Product], request: Request) -> Response:
    found = _file(product(), request)
    if found is None:
        return unavailable(task_words.EVIDENCE_UNAVAILABLE)
    return attachment(found.evidence.name, "application/octet-stream", found.content)


def _file(product: Product, request: Request) -> EvidenceFile | None:
    person = signin.who_is(product, forms.session_token(request))
    return None if person is None else evidence_of(product, person, request.path_params["file_hash"])
