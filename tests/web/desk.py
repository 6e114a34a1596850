"""A small application behind the gate, and a browser that fills in its forms."""

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from kpi.access import Person
from kpi.web.gate import Gate
from kpi.web.health import health
from kpi.web.signin import signin_routes
from tests.fakes_people import PASSWORD, Office

CODE = "ABCD-EFGH-JKLM"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SECRET = "Số liệu của xã Ma Nới"
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


async def _echo(request: Request) -> JSONResponse:
    """What reached the application."""
    return JSONResponse({"headers": request.headers.items(), "cookies": request.cookies, "scheme": request.url.scheme})


async def _page(request: Request) -> Response:
    return HTMLResponse(SECRET)


async def _file(request: Request) -> Response:
    return PlainTextResponse(SECRET)


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(SECRET)
    await websocket.close()


def behind_the_gate(office: Office, *, behind_tls: bool = False) -> Starlette:
    """Every kind of thing that the product serves: pages, files, uploads, the websocket, and the sign-in pages."""
    everything = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    return Starlette(
        routes=[
            Route("/health", health),
            *signin_routes(lambda: office.product, CODE, hasher=office.hasher),
            Route("/echo", _echo),
            Route("/static/app.js", _file),
            Route("/media/so-lieu.csv", _file),
            WebSocketRoute("/_stcore/stream", _stream),
            Route("/{path:path}", _page, methods=everything),
        ],
        middleware=[Middleware(Gate, product=lambda: office.product, behind_tls=behind_tls)],
    )


def cookies_set(answer: Any) -> dict[str, dict[str, Any]]:
    """The cookies of an answer with their attributes, those that are there."""
    found: dict[str, dict[str, Any]] = {}
    for line in answer.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {key: text for key, text in morsel.items() if text} | {"value": morsel.value}
    return found


@dataclass
class Browser:
    """A browser that follows no redirect by itself. `host` is how it knows the server."""

    office: Office
    host: str = "http://kpi.ninhson"
    behind_tls: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        app = behind_the_gate(self.office, behind_tls=self.behind_tls)
        self.client = TestClient(app, base_url=self.host, headers=self.headers, follow_redirects=False)

    def open(self, address: str, **headers: str) -> Any:
        """The answer to opening a page."""
        return self.client.get(address, headers=HTML | {name.replace("_", "-"): text for name, text in headers.items()})

    def token(self, address: str) -> str:
        """The token of the form on a page."""
        found = _TOKEN.search(self.open(address).text)
        assert found is not None
        return found[1]

    def post(self, address: str, /, **fields: str) -> Any:
        """The answer to filling in and sending a page's form."""
        return self.send(address, {"form_token": self.token(address), **fields})

    def send(self, address: str, fields: dict[str, str], **headers: str) -> Any:
        """The answer to a post as the browser itself would send it, unless the headers say otherwise."""
        given = {"origin": self.host} | {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.post(address, data=fields, headers={name: text for name, text in given.items() if text})

    def stream(self) -> str:
        """The first word of the websocket; raises WebSocketDisconnect where it is refused."""
        cookie = {"cookie": f"kpi_session={self.session or ''}"}
        with self.client.websocket_connect("/_stcore/stream", headers=cookie) as stream:
            return stream.receive_text()

    def sign_in(self, person: Person, password: str = PASSWORD, **fields: str) -> Any:
        return self.post("/dang-nhap", login=person.login, password=password, **fields)

    @property
    def session(self) -> str | None:
        """The session's token, as the browser keeps it."""
        kept = {cookie.name: cookie.value for cookie in self.client.cookies.jar}
        return kept.get("__Host-kpi_session") or kept.get("kpi_session")
