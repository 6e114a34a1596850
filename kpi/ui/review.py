"""The reports of a month and one of them, as blocks of HTML for the person who decides."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kpi.access import Role
from kpi.figures import Figure, ReportState
from kpi.plan import WHOLE, Plan, Unit
from kpi.services.lateness import days_late, days_overdue
from kpi.services.reporting import Standing
from kpi.services.review import MonthReview, ReportReview, ReviewedCheck, ReviewedFigure
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.wording import entry_words, flow_words, formats, screens
from kpi.wording import review_words as words

PAGE = "duyet-bao-cao"
READERS = frozenset({Role.LEADER, Role.COORDINATOR})

STATES = (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.DRAFT, None, ReportState.APPROVED)
"""What asks for a decision first, what is done last."""
STYLE = {
    None: "s-no_data",
    ReportState.DRAFT: "s-no_data",
    ReportState.SUBMITTED: "s-near",
    ReportState.RETURNED: "s-missed",
    ReportState.APPROVED: "s-met",
}


def month_html(seen: MonthReview, *, chosen: str) -> str:
    """Every unit of the month by the state of its report; `chosen` is a unit or WHOLE."""
    return rendered(
        "review_month.html",
        words=words,
        view={
            "line": words.month_line(seen.month, seen.due),
            "chosen": chosen != WHOLE,
            "all": _link(seen, WHOLE),
            "groups": [
                {**_state(state), "units": [_row(seen, one, chosen) for one in standings]}
                for state in STATES
                if (standings := [one for one in seen.reporting.standings if one.state == state])
            ],
        },
    )


def summary_html(seen: MonthReview) -> str:
    """What waits for this person in the month, and where to begin."""
    return rendered(
        "review_said.html",
        words=words,
        view={"style": "", "text": words.waiting(len(seen.approvable)), "lines": [], "next": _next(seen, WHOLE)},
        hint=words.CHOOSE,
    )


def said_html(seen: MonthReview, chosen: str, *, style: str, text: str, items: Iterable[str]) -> str:
    """What an action did, and the next report to decide."""
    return rendered(
        "review_said.html",
        words=words,
        view={"style": style, "text": text, "lines": list(items), "next": _next(seen, chosen)},
        hint="",
    )


def report_html(
    plan: Plan, seen: ReportReview, names: flow_words.Names, *, today: dt.date, history_page: str, entry_page: str
) -> str:
    """The report's standing, what fails and what stands out; `entry_page`, where figures are corrected, may be ""."""
    report = seen.report
    here = {url.UNIT: seen.unit.id, url.MONTH: str(seen.month)}
    may_correct = entry_page and report.state is ReportState.APPROVED
    corrected = report.corrected_at
    return rendered(
        "review_report.html",
        words=words,
        view={
            "title": screens.entry_title(seen.unit.name, seen.month),
            **_state(report.state if report.version else None),
            "late": flow_words.lateness(days_late(plan, report), days_overdue(plan, report, today)),
            "corrected": ""
            if corrected is None
            else flow_words.corrected(corrected.astimezone(formats.VIETNAM).date()),
            "standing": words.standing(report, names),
            "history": url.link(history_page, here),
            "correct": url.link(entry_page, here) if may_correct else "",
            "checks": [_check(one) for one in seen.failed],
            "entered": any(one.now is not None for one in seen.figures),
            "figures": [_figure(one) for one in seen.standing_out],
        },
    )


def figures_html(plan: Plan, seen: ReportReview) -> str:
    """The figures that do not stand out, in the order of the forms."""
    quiet = [one for one in seen.figures if one not in seen.standing_out]
    groups = [
        {"name": form.name, "figures": [_figure(one) for one in quiet if one.measure.form == form.id]}
        for form in plan.forms
        if any(one.measure.form == form.id for one in quiet)
    ]
    title = words.OTHERS if seen.standing_out else words.EVERY_FIGURE
    return rendered("review_figures.html", words=words, title=title, groups=groups)


def next_unit(seen: MonthReview, after: str) -> Unit | None:
    """The next unit, in the order of the list, whose report this person may decide; from the top after the last."""
    units = seen.reporting.expected
    at = next((place for place, unit in enumerate(units, 1) if unit.id == after), 0)
    waiting = (unit for unit in units[at:] + units[:at] if unit.id in seen.approvable and unit.id != after)
    return next(waiting, None)


def _next(seen: MonthReview, after: str) -> dict[str, str] | None:
    unit = next_unit(seen, after)
    return None if unit is None else {"name": unit.name, "href": _link(seen, unit.id)}


def _link(seen: MonthReview, unit: str) -> str:
    return url.link(PAGE, {url.MONTH: str(seen.month), url.UNIT: unit})


def _state(state: ReportState | None) -> dict[str, str]:
    return {"symbol": words.SYMBOL[state], "state": words.state(state), "style": STYLE[state]}


def _row(seen: MonthReview, one: Standing, chosen: str) -> dict[str, Any]:
    return {
        "name": one.unit.name,
        "href": _link(seen, one.unit.id),
        "here": one.unit.id == chosen,
        "late": flow_words.lateness(one.days_late, one.days_overdue),
        "corrected": "" if one.corrected_on is None else flow_words.corrected(one.corrected_on),
    }


def _check(one: ReviewedCheck) -> dict[str, str]:
    return {"text": entry_words.check(one.result), "explanation": one.explanation}


def _figure(one: ReviewedFigure) -> dict[str, str]:
    symbol, word = ("", "") if one.mark is None else words.flag(one.mark)
    return {
        "name": one.measure.name,
        "measured_in": one.measure.measured_in,
        "now": _written(one.now, words.MISSING),
        "source": "" if one.now is None else one.now.source,
        "last_month": _written(one.last_month, "–"),
        "last_year": _written(one.last_year, "–"),
        "symbol": symbol,
        "word": word,
        "basis": "" if one.mark is None else words.mark(one.measure, one.mark),
    }


def _written(figure: Figure | None, nothing: str) -> str:
    return nothing if figure is None else entry_words.figure(figure)
