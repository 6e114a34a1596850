"""The gate before a real Streamlit server, asked over a real connection with paths exactly as written."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.fakes_people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}
OF_STREAMLIT = [
    "/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/session/file",
    "/_stcore/agent",
    "/_stcore//health",
    "//_stcore/health",
    "/%5fstcore/health",
    "/_STCORE/health",
    "/static/index.html",
    "/static/../index.html",
    "/dang-nhap/../_stcore/health",
    "/dang-nhap/%2e%2e/_stcore/health",
    "/media/x.png",
    "/index.html",
    "/health/..",
]


@dataclass(frozen=True)
class Server:
    port: int

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): text for name, text in headers.items()}
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            return answer, "" if answer.status == 101 else answer.read().decode(errors="replace")
        finally:
            connection.close()

    def handshake(self, path: str, cookie: str = "") -> int:
        return self.ask("GET", path, **HANDSHAKE, Cookie=cookie)[0].status

    def sign_in(self) -> str:
        """The session's cookie of the administrator."""
        page, text = self.ask("GET", "/dang-nhap", accept="text/html")
        found = re.search(r'name="form_token" value="([^"]+)"', text)
        assert found is not None
        body = urlencode({"form_token": found[1], "login": "hanh.le", "password": PASSWORD})
        answer, _ = self.ask(
            "POST",
            "/dang-nhap",
            body,
            cookie=(page.getheader("set-cookie") or "").split(";")[0],
            origin=f"http://127.0.0.1:{self.port}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status == 303
        return (answer.getheader("set-cookie") or "").split(";")[0]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.web.streamlit_server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Server(int(process.stdout.readline()))
        process.terminate()


@pytest.mark.parametrize("path", OF_STREAMLIT)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_of_streamlit_answers_without_a_session(server: Server, path: str, method: str) -> None:
    answer, text = server.ask(method, path)
    assert answer.status == 401
    assert "streamlit" not in text.lower()


@pytest.mark.parametrize("path", ["/_stcore/stream", "/dang-nhap", "//_stcore/stream", "/health", "/%5fstcore/stream"])
def test_the_websocket_is_refused_without_a_session(server: Server, path: str) -> None:
    assert server.handshake(path) == 403
    assert server.handshake(path, "kpi_session=" + "A" * 43) == 403


def test_with_a_session_streamlit_answers_until_it_ends(server: Server) -> None:
    cookie = server.sign_in()
    assert server.handshake("/_stcore/stream", cookie) == 101
    page, text = server.ask("GET", "/", cookie=cookie, accept="text/html")
    assert (page.status, page.getheader("cache-control")) == (200, "no-store")
    deep, _ = server.ask("GET", "/khong-co/abc", cookie=cookie, accept="text/html")
    assert (deep.status, deep.getheader("location")) == (303, "/")
    asset = re.search(r'src="\./(static/js/[^"]+\.js)"', text)
    assert asset is not None
    assert server.ask("GET", f"/{asset[1]}", cookie=cookie)[0].status == 200
    assert server.ask("GET", f"/{asset[1]}")[0].status == 401
    _, text = server.ask("GET", "/dang-xuat", cookie=cookie, accept="text/html")
    form = re.search(r'name="form_token" value="([^"]+)"', text)
    assert form is not None
    answer, _ = server.ask(
        "POST",
        "/dang-xuat",
        urlencode({"form_token": form[1]}),
        cookie=f"{cookie}; kpi_form={form[1]}",
        origin=f"http://127.0.0.1:{server.port}",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status == 303
    assert server.handshake("/_stcore/stream", cookie) == 403
    assert server.ask("GET", f"/{asset[1]}", cookie=cookie)[0].status == 401


def test_a_file_cannot_be_uploaded_without_a_session(server: Server) -> None:
    answer, _ = server.ask("PUT", "/_stcore/upload_file/session/file", "x" * 1000, content_type="text/csv")
    assert answer.status == 401
