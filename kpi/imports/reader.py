"""Files and pasted tables as grids. A file is parsed in a process of its own, so that none can take the server down."""

import datetime as dt
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from kpi.imports.child import OUT_OF_MEMORY
from kpi.imports.grid import Cell, CellError, Grid, Merged, Sheet, Unseen
from kpi.imports.kinds import Kind, kind_of
from kpi.imports.limits import LIMITS, MOST_LETTERS, Limits
from kpi.imports.refusal import FileRefused
from kpi.imports.texts import sheet_of_pasted

_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = BoundedSemaphore(2)
"""Each process may take a gigabyte; who comes third waits."""
_MOST_PASTED = 1_000_000
_MOST_ANSWERED = 8 * MOST_LETTERS
"""Bytes of JSON: a letter takes up to six, and a cell a few more."""


def read_file(name: str, content: bytes, *, limits: Limits = LIMITS) -> Grid:
    """The sheets of a file (.xlsx, .xls, CSV, a table of a web page); raises FileRefused."""
    answer = _answer(kind_of(content), content, limits)
    if "refused" in answer:
        raise FileRefused(answer["refused"], **answer["details"])
    return Grid(name, hashlib.sha256(content).hexdigest(), tuple(_sheet(one) for one in answer["sheets"]))


def read_pasted(text: str) -> Grid:
    """A table pasted from Excel; neither it nor its sheet has a name. Raises FileRefused."""
    if not text.strip():
        raise FileRefused("empty_file")
    if len(text) > _MOST_PASTED:
        raise FileRefused("pasted_too_long", limit=_MOST_PASTED)
    return Grid("", hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), (sheet_of_pasted(text),))


def run_apart(kind: Kind, content: bytes, limits: Limits) -> "subprocess.CompletedProcess[bytes]":
    """Runs the parsing process to its end; raises FileRefused where it takes too long."""
    command = [sys.executable, "-m", "kpi.imports.child", kind, str(limits.memory), str(limits.processor)]
    try:
        with _AT_ONCE:
            return subprocess.run(  # noqa: S603
                command, input=content, capture_output=True, timeout=limits.wall, cwd=_ROOT, check=False
            )
    except subprocess.TimeoutExpired as late:
        raise FileRefused("too_heavy") from late


def _answer(kind: Kind, content: bytes, limits: Limits) -> dict[str, Any]:
    ended = run_apart(kind, content, limits)
    if ended.returncode == OUT_OF_MEMORY or ended.returncode < 0:
        raise FileRefused("too_heavy")
    if ended.returncode != 0 or len(ended.stdout) > _MOST_ANSWERED:
        raise FileRefused("broken")
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _sheet(written: dict[str, Any]) -> Sheet:
    return Sheet(
        written["name"],
        tuple(tuple(_cell(cell) for cell in row) for row in written["rows"]),
        tuple(Merged(*one) for one in written["merged"]),
        written["hidden"],
        Unseen(*map(tuple, written["unseen"])),
    )


def _cell(written: Any) -> Cell:
    match written:
        case {"error": shown}:
            return CellError(shown)
        case {"day": day}:
            moment = dt.datetime.fromisoformat(day)
            return moment if "T" in day else moment.date()
    cell: Cell = written
    return cell
