"""What a page may do behind the screen: stay on this machine, and fail at nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebSocket

_PROBES = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for its server below the path of the page before it looks at the root."""


class Watch:
    """Everything that the pages of one context did and should not have done, but for what is `allowed`.

    What is allowed is a part of a message on the console, or of the address that it or a request speaks of.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.allowed: list[str] = []
        self._server_down = False
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.on("page", lambda page: page.on("websocket", self._on_websocket))

    def begin(self) -> None:
        """Watch for another test: what was seen and allowed before is forgotten."""
        self.faults.clear()
        self.allowed.clear()

    @contextmanager
    def while_the_server_is_down(self) -> Iterator[None]:
        """A block in which refused connections are no fault."""
        self._server_down = True
        yield
        self._server_down = False

    def _on_request(self, request: Request) -> None:
        self._check_host(request.url)

    def _on_websocket(self, socket: WebSocket) -> None:
        self._check_host(socket.url)

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if any(text in url for text in self.allowed):
            return
        if parts.scheme not in {"data", "blob"} and parts.hostname != "localhost":
            self.faults.append(f"a request to another host: {url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._server_down:
            return
        url = str(message.location.get("url", ""))
        if any(text in message.text or text in url for text in self.allowed):
            return
        if "404" in message.text and urlsplit(url).path.endswith(_PROBES):
            return
        self.faults.append(f"console error: {message.text} ({url})")
