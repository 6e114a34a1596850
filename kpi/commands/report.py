"""The files of a periodic report on the command line, for a scheduler: `python -m kpi report`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from kpi.access import Person
from kpi.cycles import Cycle
from kpi.errors import Refused
from kpi.exports.report_files import FileKind, report_file
from kpi.months import Month
from kpi.services.periodic import periodic_report
from kpi.services.product import Product
from kpi.services.report_template import content_in_force
from kpi.wording import commands
from kpi.wording.problems import refusal_sentence


def last_month(product: Product) -> Month:
    """The month before today's."""
    return Month.of(product.today) - 1


def write_report(
    product: Product,
    person: Person,
    cycle: Cycle,
    month: Month,
    kinds: Sequence[FileKind],
    folder: Path,
    out: TextIO,
    err: TextIO,
) -> int:
    """Write the files of a report into a folder, telling of each to `out`; 1, with the reason to `err`, if refused.

    A period without any approved figure is refused too. The folder is made with its first file. A file is written
    whole or not at all; one of the same name is replaced.
    """
    try:
        report = periodic_report(product, person, cycle, month)
        if not any(figure.key.month in report.months for figure in report.figures):
            print(commands.nothing_approved(cycle, month), file=err)
            return 1
        template = content_in_force(product)
        for place, kind in enumerate(kinds, 1):
            print(commands.making(place, len(kinds), kind), file=out, flush=True)
            made = report_file(report, kind, template=template)
            _write(folder / made.name, made.content)
            print(commands.made(folder / made.name, len(made.content)), file=out, flush=True)
    except Refused as refused:
        print(refusal_sentence(refused), file=err)
        return 1
    except OSError as failure:
        print(commands.cannot_write(folder, failure), file=err)
        return 1
    return 0


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(file)
