"""Streamlit's scripts and styles, compressed once and kept.

Streamlit sends its assets as they are, because compressing them for every request costs more than it saves.
They never change while the process runs (their names carry a hash), so each is compressed for its first
visitor and served from memory to all others: about a third of the bytes on the office network.
"""

import gzip

from anyio import sleep_forever
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PREFIX = "/static/"
_SUFFIXES = (".js", ".css")
_LEVEL = 6


class CompressedAssets:
    """ASGI middleware for GET requests of assets by clients that accept gzip; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _wanted(scope):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path not in self._kept:
            start, body = await self._fetch(scope)
            if start["status"] != 200:
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            self._kept[path] = _compressed(start, body)
        start, body = self._kept[path]
        await send({**start, "headers": list(start["headers"])})
        await send({"type": "http.response.body", "body": body})

    async def _fetch(self, scope: Scope) -> tuple[Message, bytes]:
        """The whole answer of the application behind, asked without conditions or ranges."""
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                chunks.append(message.get("body", b""))

        unconditional = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self.app({**scope, "headers": unconditional}, _wait, collect)
        return start, b"".join(chunks)


_CONDITIONS = frozenset({b"if-none-match", b"if-modified-since", b"if-range", b"range", b"accept-encoding"})


async def _wait() -> Message:
    """A visitor who never leaves: what is fetched is kept for everybody, so nobody may cut it short."""
    await sleep_forever()
    raise AssertionError


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    asset = scope["path"].startswith(_PREFIX) and scope["path"].endswith(_SUFFIXES)
    return asset and "range" not in headers and "gzip" in headers.get("accept-encoding", "")


def _compressed(start: Message, body: bytes) -> tuple[Message, bytes]:
    packed = gzip.compress(body, _LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    headers["vary"] = "Accept-Encoding"
    if "etag" in headers:
        headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
    return {**start, "headers": headers.raw}, packed
