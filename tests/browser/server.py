"""The product as its users meet it: a process of its own, on a free port, with a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_POLL_SECONDS = 0.05


class Server:
    """One process of the product; `restart` brings it back on the same port and database.

    What is `only_read` is nobody's to change or to type into.
    """

    def __init__(
        self,
        database: Path,
        log: Path,
        *,
        plan: Path | None = None,
        script: Path = ROOT / "dashboard.py",
        health: str = "/health",
        port: int | None = None,
        settings: Mapping[str, str] | None = None,
        only_read: bool = False,
    ) -> None:
        self.only_read = only_read
        self.url = f"http://localhost:{free_port() if port is None else port}"
        self._health = self.url + health
        self._log = log
        self._script = script
        self._environment = _environment(database) | ({"KPI_PLAN": str(plan)} if plan else {}) | dict(settings or {})
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        port = self.url.rsplit(":", 1)[1]
        command = [sys.executable, "-m", "streamlit", "run", str(self._script), "--server.port", port]
        with self._log.open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(self._health):
            assert _still_running(process), f"the server ended at once:\n{self.log()}"
            assert time.monotonic() < deadline, f"no answer within {_START_SECONDS:.0f} s:\n{self.log()}"
        return process

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End the process as a power cut would: nothing is written, nobody is told."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        self.kill()
        self._process = self._started()

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def check(self) -> None:
        """Fails when a page has failed since the server started."""
        log = self.log()
        assert "Traceback (most recent call last)" not in log, f"an error in the server's log:\n{log}"


def fill_demo(database: Path) -> None:
    """Fill an empty database with the demonstration figures, on the command line."""
    command = [sys.executable, "-m", "kpi", "demo"]
    subprocess.run(command, cwd=ROOT, env=_environment(database), check=True, capture_output=True)


def _environment(database: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPI_", "STREAMLIT_"))}
    return inherited | {"KPI_DATABASE_URL": f"sqlite:///{database}"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("localhost", 0))
        port: int = listening.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _still_running(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process runs on; gives it a moment to do so."""
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False
