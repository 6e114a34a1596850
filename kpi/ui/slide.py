"""A slide of a meeting as HTML: one thought in big letters, what was decided on it, what changed since."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kpi.meetings import Decision, days_late, is_open
from kpi.plan import Plan
from kpi.punctuality import Punctuality
from kpi.scoring import Score
from kpi.services.slides import (
    DecisionsSlide,
    IndicatorSlide,
    ReportingSlide,
    Slide,
    StateSlide,
    TaskSlide,
    UnitSlide,
)
from kpi.targets import Status
from kpi.tasks import TaskPart, TaskRow, TaskStanding
from kpi.ui.markup import rendered
from kpi.ui.slide_chart import MOST_LETTERS, slide_chart
from kpi.ui.tasks import standing_view
from kpi.wording import decision_words, labels, outlook_words, sentences, status_words, task_words
from kpi.wording import slide_words as words

_HEADED = (Status.MISSED, Status.NEAR, Status.MET)
_REPORT_STYLE = {
    Punctuality.ON_TIME: "s-met",
    Punctuality.LATE: "s-near",
    Punctuality.MISSING: "s-missed",
    Punctuality.RETURNED: "s-missed",
    Punctuality.OPEN: "s-no_data",
    Punctuality.NOT_OWED: "s-no_data",
}

Fields = Mapping[str, Any]
_Part = TypeVar("_Part", TaskPart, TaskRow)


def slide_html(plan: Plan, slide: Slide) -> str:
    """The slide filled in; `plan` is the one that the meeting looks at."""
    name, content = _content(plan, slide)
    return rendered(
        "slide.html",
        words=words,
        body=f"slide_{name}.html",
        view={
            "kind": slide.item.kind,
            "heading": words.heading(plan, slide.item),
            "below": words.below(plan, slide.meeting, slide.item),
            "demo": slide.demo,
            "frozen": words.frozen(slide.frozen_at),
            "changed": _changed(plan, slide),
            "decided": [words.decided(plan, one) for one in reversed(slide.decisions)],
            **content,
        },
    )


def _content(plan: Plan, slide: Slide) -> tuple[str, Fields]:
    """The name of the template of a slide's body, and what it shows."""
    match slide.content:
        case DecisionsSlide() as content:
            return "decisions", {
                "line": words.decisions_line(content.open, content.day),
                "open": _decisions(plan, content.open, content.day, of_unit=False),
            }
        case StateSlide() as content:
            return "state", _state(plan, content)
        case IndicatorSlide() as content:
            return "indicator", _indicator(plan, content, asked=slide.item.scope)
        case UnitSlide() as content:
            return "unit", _unit(plan, content)
        case TaskSlide() as content:
            return "task", _task(plan, content)
        case ReportingSlide() as content:
            return "reporting", _reporting(content)
        case None:
            return "title", {"nothing": "" if slide.item.text else words.NO_CONTENT}


def _changed(plan: Plan, slide: Slide) -> str:
    """What is different by today's figures: the score, or of many how many and the first."""
    if not slide.changed:
        return ""
    one = slide.changed[0]
    many = not isinstance(slide.content, IndicatorSlide)
    said = words.changed(
        plan.indicator_of_id[one.then.indicator],
        then=one.then,
        now=one.now,
        on=one.on,
        corrected=one.corrected,
        short=many,
    )
    return words.changed_many(len(slide.changed), said) if many else said


def status_view(status: Status) -> Fields:
    """A status as a mark: its class, its symbol and its word."""
    return {"style": f"s-{status}", "symbol": labels.SYMBOL[status], "word": labels.STATUS[status]}


def score_view(plan: Plan, score: Score) -> Fields:
    """A score as a line: whose it is, its value, its counts and its mark."""
    indicator = plan.indicator_of_id[score.indicator]
    return {
        **status_view(score.status),
        "symbol": status_words.symbol(indicator, score),
        "word": status_words.certain(indicator, score),
        "value": words.big(indicator, score),
        "counts": words.counts(score),
        "target": words.target(indicator, score),
        "goal": sentences.target_text(indicator, score),
        "scope": score.scope,
        "unit": labels.scope_short(plan, score.scope),
        "indicator": indicator.short,
    }


def _decisions(plan: Plan, carried: Sequence[Decision], day: dt.date, *, of_unit: bool) -> list[Fields]:
    """Decisions of earlier meetings, with the last that was told of each; of one unit without its name."""
    return [
        {
            "style": "s-met" if not is_open(one, day) else "s-missed" if days_late(one, day) else "s-near",
            "symbol": decision_words.symbol(one, day),
            "standing": decision_words.standing(one, day),
            "text": one.text,
            "who": decision_words.due(one) if of_unit else words.responsible(plan, one),
            "told": words.follow_up(one),
        }
        for one in carried
    ]


def _state(plan: Plan, content: StateSlide) -> Fields:
    now = Counter(score.status for score in content.scores.values())
    before = Counter(score.status for score in content.before.values())
    rest = sum(count for status, count in now.items() if status not in _HEADED)
    return {
        "counts": [
            {
                **status_view(status),
                "count": now[status],
                "moved": "" if content.earlier is None else words.moved(now[status], before[status]),
            }
            for status in _HEADED
        ],
        "rest": rest,
        "others": words.other_statuses(now),
        "since": "" if content.earlier is None else words.since_last(content.earlier),
        "moves": [text for text in (words.gained(plan, content.gained), words.lost(plan, content.lost)) if text],
        "findings": [words.finding(plan, one) for one in content.findings],
    }


def _indicator(plan: Plan, content: IndicatorSlide, *, asked: str) -> Fields:
    score = content.view.score
    late = [row for row in content.tasks if row.standing is TaskStanding.LATE]
    whys = [words.explanation(plan.unit_of_id[one.unit], one.text) for one in content.explanations]
    return {
        **score_view(plan, score),
        "why": content.why,
        "sentence": sentences.status_sentence(plan, score),
        **_chart(content),
        "asked": asked,
        "units": [score_view(plan, one) for one in content.units],
        "whys": [*whys, *(words.note(plan, note) for note in content.notes)],
        "no_why": words.NO_WHY if score.status in {Status.MISSED, Status.NEAR} else "",
        "tasks": words.tasks_line(len(content.tasks), len(late)),
        "late_tasks": [words.task_line(row) for row in late],
        "ahead": ahead(plan, content),
    }


def _chart(content: IndicatorSlide) -> Fields:
    """The trend with its title; a target that takes too many letters to stand at its line is told in the title."""
    indicator, points = content.view.indicator, content.trend
    title = words.chart_title(of_single_months=not indicator.year_long)
    known = [point for point in points if not math.isnan(point.value)]
    if not known:
        return {"chart": "", "chart_title": "", "chart_goal": ""}
    bounded = next((point for point in reversed(points) if not math.isnan(point.bound)), None)
    asked = "" if bounded is None else sentences.target_text(indicator, bounded)
    chart = slide_chart(
        points,
        asked=asked if len(asked) <= MOST_LETTERS else "",
        last=words.big(indicator, known[-1]),
        description=words.chart(indicator, points, of_single_months=not indicator.year_long),
    )
    told = words.chart_goal(asked) if len(asked) > MOST_LETTERS else ""
    return {"chart": chart, "chart_title": title, "chart_goal": told}


def ahead(plan: Plan, content: IndicatorSlide) -> str:
    """What it takes to reach the target of the year; "" where nothing can be told."""
    seen = content.outlook
    return "" if seen is None else outlook_words.effort_sentence(plan, content.view.indicator, seen)


def _unit(plan: Plan, content: UnitSlide) -> Fields:
    seen = content.view
    behind = [one for one in seen.indicators if one.score.status in {Status.MISSED, Status.NEAR}]
    late = [(row, part) for row, part in seen.tasks if part.standing is TaskStanding.LATE]
    report = seen.reports[-1] if seen.reports else None
    return {
        "counts": [{**status_view(one), "count": seen.counts[one], "moved": ""} for one in _HEADED],
        "rest": 0,
        "behind": [score_view(plan, one.score) for one in behind],
        "late_tasks": [{"id": row.task.id, "text": row.task.text, "late": words.late_by(part)} for row, part in late],
        "report": None
        if report is None
        else {"style": _REPORT_STYLE[report.punctuality], "said": words.report_of(report)},
        "share": words.year_share(seen.month, seen.reports_of_the_year),
        "open": _decisions(plan, content.open, content.day, of_unit=True),
    }


def _task(plan: Plan, content: TaskSlide) -> Fields:
    row = content.row
    return {
        **standing_view(row.standing),
        "percent": task_words.percent(row.percent),
        "day": task_words.day_line(content.day),
        "facts": [
            text
            for text in (
                task_words.late(row.late_days, row.standing),
                task_words.done_of(row),
                task_words.due(row.task) or row.task.time or "",
                task_words.leads(plan, row),
            )
            if text
        ],
        "parts": [
            {
                **standing_view(part.standing),
                "unit": part.unit.short,
                "late": words.late_by(part),
                "percent": task_words.percent(part.percent),
                "document": task_words.document(part.progress),
                "note": part.progress.note,
            }
            for part in worst_first(row.parts)
        ],
        "rows": [
            {**standing_view(one.standing), "id": one.task.id, "text": one.task.text} for one in worst_first(row.below)
        ],
    }


def worst_first(parts: Iterable[_Part]) -> list[_Part]:
    """Parts of a task, or tasks below it: late ones, the longest first, then what is least done, done ones last."""
    return sorted(parts, key=_done)


def _done(part: TaskPart | TaskRow) -> tuple[bool, int, bool, int]:
    late = part.standing is TaskStanding.LATE
    return not late, -part.late_days if late else 0, part.standing is TaskStanding.DONE, part.percent


def _reporting(content: ReportingSlide) -> Fields:
    reports = [report for _, report in content.reports]
    told = [
        {
            "style": _REPORT_STYLE[report.punctuality],
            "unit": unit.short,
            "symbol": words.report(report)[0],
            "said": words.report(report)[1],
        }
        for unit, report in content.reports
        if report.punctuality is not Punctuality.ON_TIME
    ]
    return {
        "on_time": words.on_time(reports),
        "on_time_words": words.on_time_words(content.month),
        "year": words.year_share(content.month, content.year),
        "behind": told,
    }
