"""Real files, good and hostile, made in memory."""

import io
import struct
import zipfile
from collections.abc import Sequence

import xlwt  # type: ignore[import-untyped]

from kpi.imports.grid import CellError, Sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_workbook(sheet: Sheet) -> bytes:
    """A sheet as a workbook of Excel 97 to 2003."""
    book = xlwt.Workbook(encoding="utf-8")
    made = book.add_sheet(sheet.name)
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if cell is not None and not isinstance(cell, CellError):
                made.write(row, column, cell)
    for one in sheet.merged:
        made.merge(one.first_row, one.last_row, one.first_column, one.last_column)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def web_page(sheet: Sheet, *, title: str) -> bytes:
    """A sheet as a web page, which one-stop systems save under the name .xls."""
    spans = {(one.first_row, one.first_column): one for one in sheet.merged}
    covered = {
        (row, column)
        for one in sheet.merged
        for row in range(one.first_row, one.last_row + 1)
        for column in range(one.first_column, one.last_column + 1)
    } - set(spans)
    rows = []
    for row, cells in enumerate(sheet.rows):
        written = ""
        for column in range(max(map(len, sheet.rows))):
            if (row, column) in covered:
                continue
            one = spans.get((row, column))
            span = f' rowspan="{one.last_row - row + 1}" colspan="{one.last_column - column + 1}"' if one else ""
            cell = cells[column] if column < len(cells) else None
            written += f"<td{span}><b>{'' if cell is None else cell}</b></td>"
        rows.append(f"<tr>{written}</tr>")
    style = "<style>td { mso-number-format: '0' }</style>"
    return f"<html><head>{style}</head><body><p>{title}</p><table>{''.join(rows)}</table></body></html>".encode()


def with_sheet(content: bytes, xml: str) -> bytes:
    """A workbook whose first sheet is this XML."""
    return with_part(content, "xl/worksheets/sheet1.xml", xml.encode())


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with a part put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return file.getvalue()


def zipped(*names: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def lying_about_sizes(content: bytes, name: str) -> bytes:
    """A zip whose directory says that a part is one kilobyte unpacked."""
    written = bytearray(content)
    place = written.rfind(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", written, place + 28)[0]
        if written[place + 46 : place + 46 + length].decode() == name:
            struct.pack_into("<L", written, place + 24, 1024)
        place = written.rfind(b"PK\x01\x02", 0, place)
    return bytes(written)


def office_container(*streams: str) -> bytes:
    """The beginning of a file of old Office: its signature and a directory with streams of these names."""
    directory = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return (OLE.ljust(512, b"\0") + directory).ljust(4096, b"\0")


def sheet_xml(*rows: str) -> str:
    """The XML of a sheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def cells_xml(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'
