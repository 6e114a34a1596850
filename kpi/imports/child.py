"""`python -m kpi.imports.child <kind> <bytes> <seconds>`: parses the file on its standard input, under limits.

Writes one JSON object, {"sheets": …} or {"refused": code, "details": …}. A file that is too much for the limits ends
the process with a signal or with `OUT_OF_MEMORY`.
"""

import contextlib
import datetime as dt
import json
import os
import sys
import warnings
from collections.abc import Mapping
from typing import Any

OUT_OF_MEMORY = 3


def main(kind: str, memory: int, processor: int) -> int:
    """Reads, parses and writes; the code that the process ends with."""
    _limit(memory, processor)
    try:
        answer = json.dumps(_answer(kind, sys.stdin.buffer.read()))
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(answer)
    return 0


def _limit(memory: int, processor: int) -> None:
    with contextlib.suppress(ImportError):  # the module is there on Linux and macOS
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(kind: str, content: bytes) -> Mapping[str, object]:
    from defusedxml import DefusedXmlException

    from kpi.imports.refusal import FileRefused

    warnings.simplefilter("ignore")
    try:
        return {"sheets": _parsed(kind, content)}
    except FileRefused as refused:
        return {"refused": refused.code, "details": dict(refused.details)}
    except MemoryError:
        raise
    except Exception as broken:
        unsafe = any(isinstance(one, DefusedXmlException) for one in (broken, broken.__cause__, broken.__context__))
        return {"refused": "unsafe_xml" if unsafe else "broken", "details": {}}


def _parsed(kind: str, content: bytes) -> list[dict[str, Any]]:
    os.environ["OPENPYXL_LXML"] = "False"  # so that the guarded parser is taken
    sys.modules["numpy"] = None  # type: ignore[assignment]  # not needed, and large
    from kpi.imports import texts
    from kpi.imports.kinds import Kind

    match Kind(kind):
        case Kind.XLSX | Kind.XLS as office:
            from kpi.imports import spreadsheets

            sheets = (
                spreadsheets.sheets_of_xlsx(content) if office is Kind.XLSX else spreadsheets.sheets_of_xls(content)
            )
        case Kind.TEXT:
            sheets = [texts.sheet_of_csv(texts.decoded(content))]
        case Kind.WEB:
            sheets = [texts.sheet_of_web(texts.decoded(content))]
    return [
        {
            "name": sheet.name,
            "rows": [[_written(cell) for cell in row] for row in sheet.rows],
            "merged": sheet.merged,
            "hidden": sheet.hidden,
            "unseen": sheet.unseen,
        }
        for sheet in sheets
    ]


def _written(cell: Any) -> object:
    match cell:
        case dt.date():
            return {"day": cell.isoformat()}
        case (shown,):
            return {"error": shown}
    return cell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
