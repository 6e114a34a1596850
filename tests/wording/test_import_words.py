"""Every code of a file that is taken in has its sentence, and every sentence has a code that exists."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest

from kpi import imports
from kpi.errors import Problem
from kpi.imports import kinds
from kpi.imports.refusal import FileRefused
from kpi.months import Month
from kpi.wording.import_words import NOTICES, PROBLEMS, REFUSED, notice_text, problem_text, refused_text

FOLDER = Path(imports.__path__[0])
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))


def handed_to(*names: str) -> set[str]:
    """The texts that stand in the first argument of calls of these names."""
    return {
        constant.value
        for node in ast.walk(ast.parse(SOURCES))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names and node.args
        for constant in ast.walk(node.args[0])
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }


def test_every_refusal_of_a_file_has_a_sentence_and_every_sentence_a_refusal() -> None:
    by_signs = {*kinds._MAGIC.values(), *kinds._ZIP_PARTS.values(), *kinds._OLE_NAMES.values()}
    assert set(REFUSED) == (handed_to("FileRefused") - {"refused"}) | by_signs | {"unsafe_xml", "broken"}
    for code in REFUSED:
        sentence = refused_text(FileRefused(code, limit=10, rows=5000, columns=200))
        assert re.fullmatch(r"[A-ZĐ][^{}]*\.", sentence)


def test_every_problem_and_every_notice_has_a_sentence_and_every_sentence_a_code() -> None:
    by_choice = {"field_twice", "total_twice", "unknown_code", "row_without_name"}
    assert set(PROBLEMS) == handed_to("problem") | by_choice | {"not_reported"}
    assert set(NOTICES) == handed_to("notice", "Apart") | {"not_reported"}


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("06a!A2", "other_month", {"named": Month(2024, 9), "month": Month(2024, 10)}),
            "Tệp ghi tháng 9/2024, còn đang nhập tháng 10/2024; hãy chọn đúng tháng hoặc đúng tệp.",
        ),
        (
            Problem("06a!B9", "unit_twice", {"unit": "Xã Ma Nới", "other": "06a!B8"}),
            "Xã Ma Nới có số liệu ở hai nơi: ở đây và ở 06a!B8; hãy chỉ giữ một.",
        ),
        (
            Problem("06a!C9", "date", {"day": dt.date(2024, 10, 1)}),
            "Ô này là ngày 01/10/2024, không phải số; Excel có thể đã tự đổi, hãy gõ lại số.",
        ),
    ],
)
def test_a_problem_is_said_with_its_details(problem: Problem, sentence: str) -> None:
    assert problem_text(problem) == sentence


def test_a_notice_is_said_with_its_details() -> None:
    details = {"measure": "Tổng số hồ sơ tiếp nhận", "total": "65", "rows": "62", "difference": "3"}
    assert notice_text(Problem("06a!C9", "total_differs", details)) == (
        "Dòng tổng “Tổng số hồ sơ tiếp nhận” là 65, các dòng cộng lại là 62 (lệch 3)."
    )
