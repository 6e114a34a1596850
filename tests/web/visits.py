"""A person's browser at routes behind the gate."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from kpi.access import Person
from kpi.services import signin
from kpi.services.product import Product
from kpi.web.gate import Gate
from kpi.web.headers import SecurityHeaders


def visited(product: Product, routes: Iterable[BaseRoute], address: str, person: Person | None) -> Any:
    """The answer to a person who is signed in, or to somebody who is not."""
    gate = [Middleware(SecurityHeaders), Middleware(Gate, product=lambda: product)]
    app = Starlette(routes=list(routes), middleware=gate)
    client = TestClient(app, base_url="http://kpi.ninhson", follow_redirects=False)
    if person is not None:
        account = product.store.account(person.login)
        assert account is not None
        token = signin.open_session(product, account, address="10.20.0.7", agent="test")
        client.cookies.set("kpi_session", token)
    return client.get(address)


def name_of(answer: Any) -> str:
    """What a browser calls the file that it was sent."""
    return unquote(answer.headers["content-disposition"].removeprefix("attachment; filename*=UTF-8''"))
