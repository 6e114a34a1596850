"""The periodic report on the screen: which one, its files, and what it says, from the same texts as its Word file."""

from collections.abc import Sequence
from typing import Any

from kpi.cycles import Cycle, cycles_ending_in
from kpi.exports.report_context import context_of
from kpi.exports.report_files import FileKind
from kpi.figures import ReportState
from kpi.months import Month
from kpi.services import reporting
from kpi.services.periodic import PeriodicReport
from kpi.services.view import View
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.ui.session import Session
from kpi.wording import formats, report_words
from kpi.wording import periodic_words as words

PAGE = "bao-cao"
CYCLE = "ky-bao-cao"
FILES = "/tep-bao-cao"
FORM_06A = "/mau-06a"


def choose_month(session: Session) -> Month:
    """The last month of the report."""
    product = session.product
    months = [str(month) for month in product.plan.months[::-1]]
    latest = str(reporting.default_month(product, view=View(session.person)))
    default = latest if latest in months else months[-1]
    return Month.parse(url.choice(words.AS_OF, url.MONTH, months, default, formats.written_month))


def choose_cycle(month: Month) -> Cycle:
    """One of the cycles that end in the month."""
    cycles = cycles_ending_in(month)
    return Cycle(url.switch(words.CYCLE, CYCLE, list(cycles), cycles[0], words.cycle_name))


def files_html(report: PeriodicReport) -> str:
    """The links to the files of a report, and to form 06a of each unit."""
    month = report.month
    files = [
        {"href": f"{FILES}/{report.cycle}/{month}.{kind}", "name": name, "what": what, "kind": kind}
        for kind, (name, what) in ((kind, words.FILE_NAMES[kind]) for kind in FileKind)
    ]
    return rendered(
        "report_files.html",
        words=words,
        view={"files": files, "history": report.revisions is not None, "forms": _forms(report, month)},
    )


def _forms(report: PeriodicReport, month: Month) -> Sequence[dict[str, str]]:
    with_06a = {measure.id for measure in report.plan.measures if measure.column is not None}
    reporters = frozenset().union(*(report.plan.reporters[name] for name in with_06a)) if with_06a else frozenset()
    return [
        {"href": f"{FORM_06A}/{month}/{unit.id}.xlsx", "name": unit.short}
        for unit in report.reporting.in_state(ReportState.APPROVED)
        if unit.id in reporters
    ]


def preview_html(report: PeriodicReport) -> str:
    """What the report says, section by section."""
    context: dict[str, Any] = dict(context_of(report))
    ahead = ((report_words.TASKS_AHEAD[3:], context["nhiem_vu"]), (report_words.STILL_OPEN[3:], context["ket_luan"]))
    return rendered(
        "report.html",
        words=words,
        report=context,
        head=report_words.INDICATOR_HEAD,
        work_head=report_words.WORK_HEAD,
        lacking=report_words.LACKING[3:],
        ahead=ahead,
    )
