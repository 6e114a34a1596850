"""What stands in front of the application: headers on every answer, a health check that tells nothing, small assets."""

import gzip

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from kpi.web.assets import CompressedAssets
from kpi.web.headers import HEADERS, POLICY, SecurityHeaders
from kpi.web.health import health

SCRIPT = b"console.log('streamlit');" * 200


class Server:
    """A small application behind the product's middleware; it counts what reaches it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        routes = [
            Route("/health", health),
            Route("/static/{name:path}", self.asset),
            Route("/media/bao-cao.js", self.asset),
            WebSocketRoute("/_stcore/stream", self.stream),
        ]
        middleware = [Middleware(SecurityHeaders), Middleware(CompressedAssets)]
        self.client = TestClient(Starlette(routes=routes, middleware=middleware))

    async def asset(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        if request.url.path.endswith("khong-co.js"):
            return PlainTextResponse("không có", status_code=404)
        etag = {} if request.url.path.endswith("no-etag.js") else {"etag": '"a1b2"'}
        return Response(SCRIPT, media_type="text/javascript", headers={"cache-control": "public", **etag})

    async def stream(self, socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("chào")
        await socket.close()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        answer = self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return answer.status_code, dict(answer.headers), answer.content


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.mark.parametrize("path", ["/health", "/khong-co", "/static/js/index.1a2b.js", "/static/js/khong-co.js"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_has_the_security_headers(server: Server, path: str, method: str) -> None:
    answer = server.client.request(method, path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_an_application_that_sets_its_own_header_does_not_double_it(server: Server) -> None:
    names = [name for name, _ in server.client.get("/health").headers.multi_items()]
    assert len(names) == len(set(names))


def test_a_websocket_passes_through(server: Server) -> None:
    with server.client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "chào"


def test_nothing_is_loaded_from_another_host() -> None:
    sources = {word for rule in POLICY.split("; ") for word in rule.split()[1:]}
    assert sources == {"'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:", "data:", "ws:", "wss:"}
    assert {"default-src 'self'", "frame-ancestors 'self'", "form-action 'self'"} <= set(POLICY.split("; "))


def test_health_says_that_the_process_is_up_and_nothing_else(server: Server) -> None:
    status, _, body = server.get("/health")
    assert (status, body) == (200, b'{"status":"ok"}')


def test_an_asset_travels_compressed_and_arrives_whole(server: Server) -> None:
    with server.client.stream("GET", "/static/js/index.1a2b.js", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw) == SCRIPT
    assert int(answer.headers["content-length"]) == len(raw) < len(SCRIPT) / 3
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public"


def test_an_asset_is_compressed_once_for_all_visitors(server: Server) -> None:
    first = server.get("/static/js/index.1a2b.js")
    assert server.get("/static/js/index.1a2b.js") == first
    assert server.asked == ["/static/js/index.1a2b.js"]


def test_a_compressed_asset_has_another_tag_than_the_plain_one(server: Server) -> None:
    assert server.get("/static/js/index.1a2b.js")[1]["etag"] == 'W/"a1b2"'


def test_an_asset_without_a_tag_gets_none(server: Server) -> None:
    assert "etag" not in server.get("/static/js/no-etag.js")[1]


def test_who_accepts_no_compression_gets_the_asset_as_it_is(server: Server) -> None:
    status, headers, body = server.get("/static/js/index.1a2b.js", accept_encoding="identity")
    assert (status, body) == (200, SCRIPT)
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/media/bao-cao.js", {}),
        ("/static/media/anh.png", {}),
        ("/static/js/index.1a2b.js", {"range": "bytes=0-9"}),
    ],
    ids=["a-download", "a-picture", "a-part"],
)
def test_everything_else_passes_through(server: Server, path: str, headers: dict[str, str]) -> None:
    for _visit in range(2):
        assert "content-encoding" not in server.get(path, **headers)[1]
    assert server.asked == [path, path]


def test_an_asset_that_is_not_there_is_not_kept(server: Server) -> None:
    for _visit in range(2):
        status, headers, body = server.get("/static/js/khong-co.js")
        assert (status, body.decode()) == (404, "không có")
        assert HEADERS.items() <= headers.items()
    assert len(server.asked) == 2


def test_a_visitor_who_leaves_does_not_cut_short_what_is_kept_for_the_others() -> None:
    async def files(_scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the file unless its visitor is known to have left, as Starlette's FileResponse does."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        with anyio.move_on_after(0.05):
            await receive()
            return
        await send({"type": "http.response.body", "body": SCRIPT})

    async def left() -> Message:
        return {"type": "http.disconnect"}

    bodies: list[bytes] = []

    async def collect(message: Message) -> None:
        bodies.append(message.get("body", b""))

    headers = [(b"accept-encoding", b"gzip")]
    scope: Scope = {"type": "http", "method": "GET", "path": "/static/js/index.1a2b.js", "headers": headers}
    anyio.run(CompressedAssets(files), scope, left, collect)
    assert gzip.decompress(b"".join(bodies)) == SCRIPT
