"""The figures behind a slide, opened over it: every row that it had no room for, and the counts by unit and month."""

import math
from collections.abc import Iterable, Sequence

from kpi.charts import Table
from kpi.meetings import Decision
from kpi.months import Month
from kpi.plan import Indicator, Plan
from kpi.scoring import Score
from kpi.services.signatures import Signed
from kpi.services.slides import (
    DecisionsSlide,
    IndicatorSlide,
    ReportingSlide,
    Slide,
    StateSlide,
    TaskSlide,
    UnitSlide,
)
from kpi.tasks import TaskPart, TaskRow
from kpi.ui.indicator import figures_table
from kpi.ui.indicator_units import ranking_table
from kpi.ui.markup import rendered
from kpi.ui.slide import ahead, worst_first
from kpi.wording import (
    decision_words,
    formats,
    formulas,
    labels,
    note_words,
    screens,
    sentences,
    status_words,
    task_words,
)
from kpi.wording import slide_words as words

Section = tuple[str, Table]
"""A caption, and rows of text with the head first; no rows where there is nothing."""


def detail_html(plan: Plan, slide: Slide, signed: Sequence[Signed] = ()) -> str:
    """The tables behind a slide, and of an indicator its formula and its clause; "" where there is nothing of these.

    `plan` is the one that the meeting looks at, `signed` are the reports that the figures are from.
    """
    sections = [
        *_sections(plan, slide),
        (words.SIGNED, _signatures(plan, signed)),
        (words.DECIDED_HERE, _decided(plan, slide.decisions)),
    ]
    shown = [{"caption": caption, "head": table[0], "rows": table[1:]} for caption, table in sections if table]
    if not shown:
        return ""
    said = words.heading(plan, slide.item), words.below(plan, slide.meeting, slide.item)
    return rendered(
        "slide_detail.html",
        heading=said[0],
        below=said[1],
        frozen=words.frozen(slide.frozen_at),
        facts=_facts(plan, slide.content) if isinstance(slide.content, IndicatorSlide) else (),
        sections=shown,
    )


def _facts(plan: Plan, content: IndicatorSlide) -> Sequence[tuple[str, str]]:
    """How an indicator is worked out, and by which words of the plan."""
    indicator = content.view.indicator
    sources = dict.fromkeys(one.source for _, figures in content.view.figures for one in figures if one.source)
    told = (
        (screens.FORMULA, formulas.formula_text(plan, indicator)),
        (f"{screens.CLAUSE} {indicator.clause}", words.quoted(indicator.quote)),
        (screens.READING, indicator.note),
        (screens.BANDS, formulas.bands_text(indicator)),
        (words.PUBLISHED, "; ".join(sources)),
    )
    return [(name, text) for name, text in told if text]


def _signatures(plan: Plan, signed: Sequence[Signed]) -> Table:
    return _table(
        (words.UNIT, words.OF_REPORT, words.SUBMITTED, words.APPROVED, words.CORRECTED),
        (
            (
                plan.unit_of_id[one.unit].short,
                formats.short_month(one.month),
                words.signature(one.submitted_by, one.submitted_at),
                words.signature(one.approved_by, one.approved_at),
                words.signature(one.corrected_by, one.corrected_at),
            )
            for one in signed
        ),
    )


def _sections(plan: Plan, slide: Slide) -> Sequence[Section]:
    match slide.content:
        case DecisionsSlide() as content:
            return [(words.OPEN_DECISIONS, _open(plan, content.open, slide))]
        case StateSlide() as content:
            return [(words.EVERY_INDICATOR, _state(plan, content))]
        case IndicatorSlide() as content:
            return _indicator(plan, content)
        case UnitSlide() as content:
            return [
                (words.EVERY_INDICATOR, _scores(plan, [one.score for one in content.view.indicators])),
                (words.EVERY_TASK, _tasks(content.view.tasks)),
                (words.OPEN_DECISIONS, _open(plan, content.open, slide)),
            ]
        case TaskSlide() as content:
            return [(words.PARTS, _parts(content.row))]
        case ReportingSlide() as content:
            return [(words.EVERY_REPORT, _reports(content))]
        case None:
            return []


def _indicator(plan: Plan, content: IndicatorSlide) -> Sequence[Section]:
    whys = [
        (plan.unit_of_id[one.unit].name, one.text, words.NOTHING if one.check is None else one.check.name)
        for one in content.explanations
    ]
    noted = [(labels.scope_name(plan, note.scope), note.text, note_words.KINDS[note.kind]) for note in content.notes]
    return [
        (words.RANKED, ranking_table(plan, content.view)),
        (words.counts_caption(content.view.indicator), _counts(plan, content)),
        (words.FIGURES_OF, figures_table(plan, content.view)),
        (words.WHY, _table((words.UNIT, words.EXPLANATION, words.CHECK), [*whys, *noted])),
        (words.AHEAD, _table((words.HOW_MUCH,), [(text,) for text in (ahead(plan, content),) if text])),
        (
            words.EVERY_TASK,
            _table(
                (words.TASK, words.STANDING, words.DUE),
                ((f"{row.task.id} {row.task.text}", _standing(row), _due(row)) for row in content.tasks),
            ),
        ),
    ]


def _counts(plan: Plan, content: IndicatorSlide) -> Table:
    """A row for each unit, the worst first: the counts of each month, and those of the year so far."""
    months = [formats.short_month(Month.from_ordinal(one.month)) for one in next(iter(content.counts.values()), ())]
    year = {score.scope: score for score in (*content.units, content.view.score)}
    return _table(
        (words.UNIT, *months, words.YEAR),
        (
            (labels.scope_short(plan, scope), *map(words.fraction, scores), words.fraction(year[scope]))
            for scope, scores in content.counts.items()
        ),
    )


def _state(plan: Plan, content: StateSlide) -> Table:
    head = (words.INDICATOR, words.VALUE, words.TARGET, words.STATUS)
    scores = content.scores.values()
    if content.earlier is None:
        return _table(head, (_score(plan, score) for score in scores))
    return _table(
        (*head, words.AT_LAST_MEETING),
        ((*_score(plan, score), _before(plan, content.before.get(score.indicator))) for score in scores),
    )


def _score(plan: Plan, score: Score) -> tuple[str, ...]:
    indicator = plan.indicator_of_id[score.indicator]
    whose = f"{indicator.short} – {labels.scope_short(plan, score.scope)}"
    asked = sentences.target_text(indicator, score) or words.NOTHING
    return whose, words.big(indicator, score), asked, _mark(indicator, score)


def _mark(indicator: Indicator, score: Score) -> str:
    return f"{labels.SYMBOL[score.status]} {status_words.certain(indicator, score)}"


def _before(plan: Plan, score: Score | None) -> str:
    """An indicator at the meeting before, whose plan may have had others."""
    indicator = None if score is None else plan.indicator_of_id.get(score.indicator)
    if score is None or indicator is None:
        return words.NOTHING
    mark = _mark(indicator, score)
    return mark if math.isnan(score.value) else f"{mark} {words.big(indicator, score)}"


def _scores(plan: Plan, scores: Iterable[Score]) -> Table:
    return _table(
        (words.INDICATOR, words.VALUE, words.COUNTS, words.TARGET, words.STATUS),
        (
            (
                plan.indicator_of_id[score.indicator].name,
                words.big(plan.indicator_of_id[score.indicator], score),
                words.counts(score) or words.NOTHING,
                sentences.target_text(plan.indicator_of_id[score.indicator], score) or words.NOTHING,
                _mark(plan.indicator_of_id[score.indicator], score),
            )
            for score in scores
        ),
    )


def _tasks(tasks: Iterable[tuple[TaskRow, TaskPart]]) -> Table:
    return _table(
        (words.TASK, words.STANDING, words.DUE),
        (
            (
                f"{row.task.id} {row.task.text}",
                " ".join((task_words.SYMBOLS[part.standing], task_words.STANDINGS[part.standing], words.late_by(part))),
                _due(row),
            )
            for row, part in tasks
        ),
    )


def _parts(row: TaskRow) -> Table:
    return _table(
        (words.UNIT, words.STANDING, words.LATE, words.PERCENT, words.DOCUMENT, words.UPDATED),
        (
            (
                part.unit.name,
                f"{task_words.SYMBOLS[part.standing]} {task_words.STANDINGS[part.standing]}",
                words.late_by(part) or words.NOTHING,
                task_words.percent(part.percent),
                task_words.document(part.progress) or words.NOTHING,
                words.NOTHING if part.progress.saved_at is None else formats.moment(part.progress.saved_at),
            )
            for part in worst_first(row.parts)
        ),
    )


def _standing(row: TaskRow) -> str:
    said = (task_words.SYMBOLS[row.standing], task_words.STANDINGS[row.standing])
    return " ".join((*said, task_words.late(row.late_days, row.standing))).strip()


def _due(row: TaskRow) -> str:
    return words.NOTHING if row.task.due is None else formats.day(row.task.due)


def _reports(content: ReportingSlide) -> Table:
    return _table(
        (words.UNIT, words.OF_MONTH),
        ((unit.name, " ".join(words.report(report))) for unit, report in content.reports),
    )


def _open(plan: Plan, decisions: Sequence[Decision], slide: Slide) -> Table:
    day = slide.content.day if isinstance(slide.content, DecisionsSlide | UnitSlide) else slide.meeting.day
    return _table(
        (words.DECISION, words.UNIT, words.DUE, words.STANDING, words.FOLLOW_UPS),
        (
            (
                one.text,
                decision_words.unit_name(plan, one.unit),
                formats.day(one.due),
                f"{decision_words.symbol(one, day)} {decision_words.standing(one, day)}",
                "; ".join(words.follow_ups(one)) or words.NOTHING,
            )
            for one in decisions
        ),
    )


def _decided(plan: Plan, decisions: Sequence[Decision]) -> Table:
    return _table(
        (words.DECISION, words.UNIT, words.DUE),
        ((one.text, decision_words.unit_name(plan, one.unit), formats.day(one.due)) for one in decisions),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table with its head; () without rows."""
    told = tuple(rows)
    return (head, *told) if told else ()
