"""The periodic report as slides for a review meeting (PowerPoint), in the order and the words of the meeting's screen.

Charts and tables are native, so that who receives the file can change them. What has no room on a slide stands in full
in its notes, with where the figures come from.
"""

from collections.abc import Sequence

from pptx.slide import Slide

from kpi.exports.deck_charts import Bar, ChartTexts, add_bars
from kpi.exports.deck_design import BODY, FILLS, Box
from kpi.exports.deck_indicator import indicator_slide
from kpi.exports.deck_page import (
    Deck,
    add_figure,
    add_marks,
    add_text,
    content,
    first_slide,
    new_deck,
    note,
    plain_slide,
    text_slide,
)
from kpi.exports.deck_table import Column, add_table, pages_of, shortened_row
from kpi.months import Period
from kpi.services.periodic import Line, PeriodicReport
from kpi.services.reporting import Standing
from kpi.services.slides import worst_first
from kpi.targets import Status
from kpi.tasks import TaskStanding, leaves
from kpi.wording import decision_words, formats, minutes_words, periodic_words, screens, slide_words, task_words
from kpi.wording import deck_words as words
from kpi.wording.status_words import is_provisional

FINDINGS_PER_SLIDE, MOST_FINDINGS = 6, 18
"""What is less pressing than the most is counted on the last of the slides, and told in its notes."""
REPORTS_PER_SLIDE, TASKS_PER_SLIDE, DECISIONS_PER_SLIDE = 12, 8, 6

_HEADED = (Status.MISSED, Status.NEAR, Status.MET)
_REPORTING_WIDTHS = (5.6, 1.9, 3.3, 1.5)
_TASKS_WIDTHS = (0.9, 5.6, 1.4, 1.2, 3.2)
_DECISIONS_WIDTHS = (5.3, 2.6, 1.4, 3.0)
_LEAD = Box(BODY.left, BODY.top, BODY.width, 0.48)
_TABLE_TOP, _TABLE_BOTTOM = 2.3, 6.98


def deck(report: PeriodicReport) -> bytes:
    """The slides as the bytes of a .pptx."""
    made = new_deck(
        title=periodic_words.subject(report.cycle, report.month),
        author=report.plan.authority,
        at=report.made_at,
        footer=words.footer(report.plan, report.cycle, report.month),
        mark=screens.DEMO_MARK if report.demo else "",
    )
    source = words.source(report.plan, report.month, at=formats.moment(report.made_at), by=report.made_by)
    _first(made, report, source)
    _state(made, report, source)
    _attention(made, report, source)
    for line in _lines_shown(report):
        indicator_slide(made, report, line, source=source)
    _reporting(made, report, source)
    _late_tasks(made, report, source)
    _decisions(made, report, source)
    return content(made)


def _lines_shown(report: PeriodicReport) -> list[Line]:
    """The headline indicators and those that miss their target or nearly do, the worst first."""
    shown = [one for one in report.lines if one.indicator.headline or one.spoken.status in {Status.MISSED, Status.NEAR}]
    return sorted(shown, key=lambda one: worst_first(one.spoken))


def _first(made: Deck, report: PeriodicReport, source: str) -> None:
    about = words.made(report.plan, formats.moment(report.made_at))
    as_of = periodic_words.as_of(report.approvals, report.month)
    slide = first_slide(made, periodic_words.subject(report.cycle, report.month), [as_of, *about])
    authority, box = report.plan.authority.upper(), Box(0.9, 1.0, 11.5, 0.8)
    add_text(slide, words.SHAPE_AUTHORITY, box, [authority], largest=22, smallest=14, bold=True)
    note(slide, [*report.opening, *report.marks, source])


def _state(made: Deck, report: PeriodicReport, source: str) -> None:
    """How many indicators stand where; every status in the chart, the three verdicts large."""
    slide = plain_slide(made, words.STATE, below=formats.period(report.month, Period.YEAR_TO_DATE))
    for place, status in enumerate(_HEADED):
        fill, ink = FILLS[status]
        box = Box(BODY.left + place * 2.15, 1.75, 2.0, 1.4)
        add_figure(slide, box, formats.number(report.state[status]), words.status_mark(status), fill=fill, colour=ink)
    others = [one for one in Status if one not in _HEADED and report.state[one] > 0]
    bars = [Bar(words.status_mark(one), report.state[one], one) for one in (*_HEADED, *others)]
    add_bars(
        slide,
        Box(BODY.left, 3.25, 6.4, 3.6),
        ChartTexts(words.SHAPE_COUNTS, words.STATE_CHART, words.state_alt(report.month, report.state)),
        bars,
        words.COUNT,
    )
    provisional = [one.spoken for one in report.lines if is_provisional(one.spoken)]
    marks = words.marks(report.plan, provisional, report.corrected)
    said = [*report.opening, *(f"⚠ {mark}" for mark in (*periodic_words.waiting(report.approvals), *marks))]
    add_text(slide, words.SHAPE_SENTENCES, Box(7.1, 1.75, 5.73, 5.1), said, largest=20, smallest=14, between=10)
    note(slide, [*report.opening, *report.marks, source])


def _attention(made: Deck, report: PeriodicReport, source: str) -> None:
    below = formats.period(report.month, Period.YEAR_TO_DATE)
    some = [words.SOME_PROVISIONAL] if any(is_provisional(one.spoken) for one in report.lines) else []
    marks = [*some, *minutes_words.marks(report.plan, (), report.corrected)]
    told, others = report.pressing[:MOST_FINDINGS], report.pressing[MOST_FINDINGS:]
    pages = [told[at : at + FINDINGS_PER_SLIDE] for at in range(0, len(told), FINDINGS_PER_SLIDE)]
    if not pages:
        _nothing(made, words.ATTENTION, words.NO_FINDINGS, source)
    for place, texts in enumerate(pages, 1):
        title = words.part_of(words.ATTENTION, place, len(pages))
        slide = text_slide(made, title, texts, first=1 + (place - 1) * FINDINGS_PER_SLIDE, below=below)
        left = others if place == len(pages) else ()
        add_marks(slide, [*([words.more_findings(len(left))] if left else []), *marks])
        note(slide, [*texts, *left, *report.marks, source])


def _reporting(made: Deck, report: PeriodicReport, source: str) -> None:
    """Every unit that owes a report of the month, those without one first."""
    standings = sorted(report.reporting.standings, key=lambda one: (-one.days_overdue, -one.days_late))
    late = [(one.unit, one.days_late) for one in standings if one.days_late]
    overdue = [(one.unit, one.days_overdue) for one in standings if one.days_overdue]
    _, approved = report.opening
    lateness = minutes_words.reporting(
        report.plan, report.month, late=late, overdue=overdue, returned=report.reporting.returned_in_time
    )
    lead = [approved if late or overdue else " ".join([approved, *lateness])]
    below = words.due_line(report.plan, report.month)
    columns, rows = _columns(words.REPORTING_HEAD, _REPORTING_WIDTHS), [_report_row(one) for one in standings]
    for slide, page in _tables(
        made, words.REPORTING, columns, rows, most=REPORTS_PER_SLIDE, below=below, lead=[" ".join(lead)]
    ):
        note(slide, [approved, *lateness, *(words.reported(*row) for row in page), source])


def _report_row(one: Standing) -> tuple[str, ...]:
    corrected = slide_words.NOTHING if one.corrected_on is None else formats.day(one.corrected_on)
    handed_in = words.handed_in(one.state, late=one.days_late, overdue=one.days_overdue)
    return one.unit.name, words.state_name(one.state), handed_in, corrected


def _late_tasks(made: Deck, report: PeriodicReport, source: str) -> None:
    tasks = [row for part in report.areas for row in leaves(part.tasks) if row.standing is TaskStanding.LATE]
    late = sorted(tasks, key=lambda row: -row.late_days)
    day = task_words.day_line(report.day)
    if not late:
        return _nothing(made, words.LATE_TASKS, words.NO_LATE_TASKS, source, below=day)
    told = {row.task.id: words.late_task_told(row) for row in late}
    columns, rows = _columns(words.TASKS_HEAD, _TASKS_WIDTHS), [words.late_task_row(row) for row in late]
    lead = [task_words.count(len(late)).capitalize()]
    for slide, page in _tables(made, words.LATE_TASKS, columns, rows, most=TASKS_PER_SLIDE, below=day, lead=lead):
        note(slide, [*(told[row[0]] for row in page), source])
    return None


def _decisions(made: Deck, report: PeriodicReport, source: str) -> None:
    today = report.made_at.astimezone(formats.VIETNAM).date()
    below = task_words.day_line(today)
    if not report.decisions:
        return _nothing(made, words.DECISIONS, decision_words.NOTHING_OPEN, source, below=below)
    columns = _columns(words.DECISIONS_HEAD, _DECISIONS_WIDTHS)
    rows = [words.decision_row(report.plan, one, today) for one in report.decisions]
    lead = [slide_words.decisions_line(report.decisions, today)]
    for slide, page in _tables(made, words.DECISIONS, columns, rows, most=DECISIONS_PER_SLIDE, below=below, lead=lead):
        note(slide, [*lead, *("; ".join(row) for row in page), source])
    return None


def _nothing(made: Deck, title: str, sentence: str, source: str, *, below: str = "") -> None:
    slide = plain_slide(made, title, below=below)
    add_text(slide, words.SHAPE_SENTENCES, BODY, [sentence], largest=24)
    note(slide, [sentence, source])


def _columns(heads: Sequence[str], widths: Sequence[float]) -> list[Column]:
    return [Column(head, width) for head, width in zip(heads, widths, strict=True)]


def _tables(
    made: Deck,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    most: int,
    below: str,
    lead: Sequence[str],
) -> list[tuple[Slide, Sequence[Sequence[str]]]]:
    """A table over as many slides as it takes, each with the full rows that it shows; long cells are shortened."""
    shown = [shortened_row(columns, row) for row in rows]
    full, heads = iter(rows), [column.head for column in columns]
    made_slides: list[tuple[Slide, Sequence[Sequence[str]]]] = []
    pages = pages_of(columns, shown, most=most, height=_TABLE_BOTTOM - _TABLE_TOP)
    for place, page in enumerate(pages, 1):
        slide = plain_slide(made, words.part_of(title, place, len(pages)), below=below)
        add_text(slide, words.SHAPE_SENTENCES, _LEAD, lead, largest=18, smallest=14)
        add_table(slide, words.SHAPE_TABLE, words.table_alt(title, len(page), heads), columns, page, top=_TABLE_TOP)
        made_slides.append((slide, [next(full) for _ in page]))
    return made_slides
