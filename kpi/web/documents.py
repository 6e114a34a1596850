"""Documents of meetings to be downloaded by whoever is signed in: the minutes, and the page that follows them up."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.access import Person
from kpi.exports.follow_up import follow_up_document
from kpi.exports.minutes import minutes_document
from kpi.services import minutes, signin
from kpi.services.product import Product
from kpi.web import forms
from kpi.web.downloads import attachment, unavailable
from kpi.web.made import made
from kpi.wording import minutes_words

MINUTES_PATH, FOLLOW_UP_PATH = "/bien-ban", "/theo-doi"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class _File(NamedTuple):
    name: str
    content: bytes


_Make = Callable[[Product, Person, int], _File | None]


def documents_routes(product: Callable[[], Product]) -> list[Route]:
    """The routes of the documents of a meeting by its number, for an application behind the gate."""
    kinds: dict[str, _Make] = {MINUTES_PATH: _minutes, FOLLOW_UP_PATH: _follow_up}
    return [
        Route(f"{path}/{{number}}.docx", partial(_answer, product, make), methods=["GET"])
        for path, make in kinds.items()
    ]


async def _answer(product: Callable[[], Product], make: _Make, request: Request) -> Response:
    return await made(lambda: _document(product(), make, request))


def _document(product: Product, make: _Make, request: Request) -> Response:
    found = _found(product, make, request)
    return unavailable(minutes_words.UNAVAILABLE) if found is None else attachment(found.name, DOCX, found.content)


def _found(product: Product, make: _Make, request: Request) -> _File | None:
    person, number = signin.who_is(product, forms.session_token(request)), request.path_params["number"]
    return make(product, person, int(number)) if person is not None and _NUMBER.fullmatch(number) else None


def _minutes(product: Product, person: Person, number: int) -> _File | None:
    found = minutes.minutes_of(product, person, number)
    return None if found is None else _File(minutes_words.minutes_file(found.meeting), minutes_document(found))


def _follow_up(product: Product, person: Person, number: int) -> _File | None:
    found = minutes.follow_up_of(product, person, number)
    if found is None:
        return None
    return _File(minutes_words.follow_up_file(found.meeting, found.day), follow_up_document(found))
