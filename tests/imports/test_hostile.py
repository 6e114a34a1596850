"""Files that must not be taken in are refused with a code each, and the process that serves people stays small."""

import io
import os
import signal
import zipfile

import docx
import psutil
import pytest

from kpi.imports.child import OUT_OF_MEMORY
from kpi.imports.grid import Sheet
from kpi.imports.kinds import Kind
from kpi.imports.limits import Limits
from kpi.imports.reader import read_file, read_pasted, run_apart
from kpi.imports.refusal import FileRefused
from kpi.wording.import_words import refused_text
from tests.imports.files import (
    cells_xml,
    lying_about_sizes,
    office_container,
    sheet_xml,
    with_part,
    with_sheet,
    zipped,
)
from tests.imports.sheets import workbook

GOOD = workbook(Sheet("Số liệu", (("Xã Ma Nới", 12),)))
MEBIBYTE = 1024**2
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def word_file() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def far_cell(cell: str, row: int) -> bytes:
    return with_sheet(GOOD, sheet_xml(cells_xml(row, [f'<c r="{cell}"><v>1</v></c>'])))


def many_cells() -> bytes:
    rows = (cells_xml(row, [f"<c><v>{row * column}</v></c>" for column in range(150)]) for row in range(1, 1001))
    return with_sheet(GOOD, sheet_xml(*rows))


def only_formats() -> bytes:
    """A million cells that hold nothing."""
    rows = (cells_xml(row, [f'<c r="{letter}{row}"/>' for letter in LETTERS]) for row in range(1, 40_001))
    return with_sheet(GOOD, sheet_xml(*rows))


def encrypted_zip() -> bytes:
    written = bytearray(GOOD)
    place = written.find(b"PK\x01\x02")
    written[place + 8] |= 1
    return bytes(written)


HOSTILE = {
    "nothing": (b"", "empty_file"),
    "blank": (b" \r\n\0", "empty_file"),
    "100 MB": (b"a" * (100 * MEBIBYTE), "too_large"),
    "word renamed": (word_file(), "document"),
    "slides renamed": (zipped("ppt/presentation.xml"), "slides"),
    "old word renamed": (office_container("Root Entry", "WordDocument"), "document"),
    "old slides renamed": (office_container("Root Entry", "PowerPoint Document"), "slides"),
    "pdf": (b"%PDF-1.7 ...", "pdf"),
    "picture": (b"\x89PNG\r\n", "picture"),
    "zip of other things": (zipped("a.txt"), "archive"),
    "rar": (b"Rar!\x1a\x07", "archive"),
    "open document": (zipped("mimetype", "content.xml"), "save_as_xlsx"),
    "xlsb": (zipped("xl/workbook.bin"), "save_as_xlsx"),
    "xml spreadsheet": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"></Workbook>', "save_as_xlsx"),
    "web archive": (b"MIME-Version: 1.0\r\n", "save_as_xlsx"),
    "other old office": (office_container("Root Entry", "__properties"), "unknown_kind"),
    "program": (b"MZ\x90\0\x03", "unknown_kind"),
    "strange encoding": (b"a;b\n\x8d\x9e;2\n", "unknown_encoding"),
    "macros": (with_part(GOOD, "xl/vbaProject.bin", b"x"), "macros"),
    "old macros": (office_container("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), "macros"),
    "password": (office_container("Root Entry", "EncryptedPackage"), "encrypted"),
    "password of the zip": (encrypted_zip(), "encrypted"),
    "bomb": (with_part(GOOD, "xl/media/zeros.bin", b"\0" * (20 * MEBIBYTE)), "zip_bomb"),
    "many parts": (zipped("xl/workbook.xml", *(f"xl/{number}" for number in range(2001))), "zip_bomb"),
    "cut in the middle": (GOOD[: len(GOOD) // 2], "broken"),
    "no sheets": (zipped("xl/workbook.xml"), "broken"),
    "not what it says": (with_sheet(GOOD, "<worksheet"), "broken"),
    "old and broken": (office_container("Root Entry", "Workbook"), "broken"),
    "xml bomb in a sheet": (with_sheet(GOOD, BOMB + "<x>&b;</x>"), "unsafe_xml"),
    "xml bomb in the styles": (with_part(GOOD, "xl/styles.xml", (BOMB + "<x>&b;</x>").encode()), "unsafe_xml"),
    "cell at the far end": (far_cell("XFD1048576", 1048576), "too_many_cells"),
    "row beyond the far end": (far_cell("A999999999999", 999_999_999_999), "too_many_cells"),
    "too many rows": (far_cell("A5001", 5001), "too_many_cells"),
    "too many columns": (far_cell("GS1", 1), "too_many_cells"),
    "too many cells": (many_cells(), "too_many_cells"),
    "csv with too many cells": (b"1;2;3;4\n" * 40_000, "too_many_cells"),
    "web page with a wide cell": (b"<table><tr><td colspan=999><td>x</table>", "too_many_cells"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_must_not_be_taken_in_is_refused_in_one_sentence(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(FileRefused) as refused:
        read_file("so-lieu.xlsx", content)
    assert refused.value.code == code
    sentence = refused_text(refused.value)
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_the_last_row_and_column_that_may_hold_something() -> None:
    sheet = read_file("x.xlsx", far_cell("GR5000", 5000)).sheets[0]
    assert (len(sheet.rows), len(sheet.rows[-1])) == (5000, 200)


def test_a_bomb_that_lies_about_its_size_is_stopped_by_the_limits() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    content = lying_about_sizes(with_part(GOOD, sheet, b"<x>" + b" " * (300 * MEBIBYTE)), sheet)
    before = psutil.Process().memory_info().rss
    with pytest.raises(FileRefused) as refused:
        read_file("x.xlsx", content)
    assert refused.value.code == "broken"
    assert psutil.Process().memory_info().rss - before < 100 * MEBIBYTE


def test_a_process_without_memory_left_ends_with_its_code() -> None:
    ended = run_apart(Kind.TEXT, b"Xa Ma Noi;1\n" * 700_000, Limits(memory=64 * MEBIBYTE))
    assert ended.returncode == OUT_OF_MEMORY
    with pytest.raises(FileRefused, match="too_heavy"):
        read_file("x.csv", b"Xa Ma Noi;1\n" * 700_000, limits=Limits(memory=64 * MEBIBYTE))


def test_a_process_that_takes_too_long_is_killed() -> None:
    ended = run_apart(Kind.XLSX, only_formats(), Limits(processor=1))
    assert ended.returncode in {-signal.SIGKILL, -signal.SIGXCPU}


def test_waiting_has_an_end() -> None:
    with pytest.raises(FileRefused, match="too_heavy"):
        read_file("x.xlsx", GOOD, limits=Limits(wall=0.001))


def test_reading_a_large_file_leaves_the_parent_small() -> None:
    rows = tuple(tuple(f"{row} {column}" for column in range(19)) for row in range(2000))
    content = workbook(Sheet("Số liệu", rows))
    before = psutil.Process().memory_info().rss
    kept = read_file("x.xlsx", content)
    assert kept.sheets[0].rows == rows
    assert psutil.Process().memory_info().rss - before < 100 * MEBIBYTE


def test_no_process_is_left_behind() -> None:
    read_file("x.xlsx", GOOD)
    assert [one for one in psutil.Process(os.getpid()).children() if "kpi.imports.child" in one.cmdline()] == []


def test_a_pasted_text_is_neither_empty_nor_endless() -> None:
    for text, code in ((" \n", "empty_file"), ("a\t" * 600_000, "pasted_too_long"), ("a\t" * 300, "too_many_cells")):
        with pytest.raises(FileRefused, match=code):
            read_pasted(text)


def test_a_workbook_is_a_zip_whatever_its_name() -> None:
    assert zipfile.is_zipfile(io.BytesIO(GOOD))
    assert read_file("so-lieu.csv", GOOD).sheets[0].rows == (("Xã Ma Nới", 12),)
