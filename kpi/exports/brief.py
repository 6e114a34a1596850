"""The leader's page: a periodic report on one sheet of A4, as a PDF with real text.

`templates/brief.typ` lays it out. Every text reaches it as data, never as a part of its source, and it reads no other
file. Typst carries the fonts, and lays out fewer items of each list until the page holds them all.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from pathlib import Path

import typst

from kpi.exports.documents import plain
from kpi.findings import Rule
from kpi.meetings import days_late
from kpi.services.periodic import Line, PeriodicReport
from kpi.targets import Status
from kpi.wording import formats, labels, minutes_words, periodic_words, screens
from kpi.wording import report_words as words
from kpi.wording.status_words import is_provisional

LAYOUT = Path(__file__).with_name("templates") / "brief.typ"
_LONGEST_NAME, _LONGEST_SENTENCE = 160, 800
"""How many letters there are at most of a name and of a sentence, so that the head of the page leaves room for more."""
_TONES = {Status.MET: "good", Status.NEAR: "near", Status.MISSED: "bad"}

Data = str | float | None | Sequence["Data"] | Mapping[str, "Data"]


def brief(report: PeriodicReport) -> bytes:
    """The page as the bytes of a PDF: tagged, in Vietnamese, and never longer than one page."""
    content = typst.compile(
        str(LAYOUT),
        sys_inputs={"data": json.dumps(_data(report), ensure_ascii=False, allow_nan=False)},
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=report.made_at.astimezone(UTC).replace(microsecond=0),
    )
    assert isinstance(content, bytes), "one PDF is one string of bytes"
    return content


def _data(report: PeriodicReport) -> Data:
    """All that the page says."""
    plan, month, made_at = report.plan, report.month, report.made_at
    return {
        "title": words.brief_title(report.cycle, month),
        "heading": words.BRIEF,
        "period": words.brief_period(report.cycle, month),
        "authority": _text(plan.authority),
        "plan": _text(screens.plan_title(plan)),
        "demo": screens.DEMO_MARK if report.demo else "",
        "state": [_count(status, count) for status, count in report.state.items() if count],
        "opening": [_text(sentence, _LONGEST_SENTENCE) for sentence in report.opening],
        "headlines": {
            "title": words.HEADLINES,
            "head": words.HEADLINE_HEAD,
            "rows": [_headline(report, line) for line in report.lines if line.indicator.headline],
            "legend": words.LEGEND,
            "others": words.OTHER_INDICATORS,
        },
        "findings": _list(words.ATTENTION, words.nothing_lacking(report.state, words.NO_FINDING), _findings(report)),
        "units": {
            **_list(words.UNITS_BEHIND, words.nothing_lacking(report.state, words.NO_UNIT_BEHIND), ()),
            "head": words.UNITS_HEAD,
            "items": list(_units(report)),
            "others": words.OTHER_UNITS,
        },
        "reports": _list(words.REPORTS, "", _reports(report)),
        "decisions": _list(words.DECISIONS, "", _decisions(report)),
        "marks": [_text(sentence, _LONGEST_SENTENCE) for sentence in _marks(report)],
        "footer": words.made(made_at, month, report.approvals),
        "nothing": words.NOTHING,
    }


def _text(text: str, most: int = _LONGEST_NAME) -> str:
    return minutes_words.shortened(plain(text).replace("\n", " "), most)


def _list(title: str, nothing: str, items: Sequence[str] | Iterator[str]) -> dict[str, Data]:
    told = [_text(item, _LONGEST_SENTENCE) for item in items]
    return {"title": title, "nothing": nothing, "items": told, "others": words.OTHERS}


def _count(status: Status, count: int) -> Data:
    return {
        "symbol": labels.SYMBOL[status],
        "count": formats.number(count),
        "name": labels.STATUS[status],
        "tone": _TONES.get(status, ""),
    }


def _headline(report: PeriodicReport, line: Line) -> Data:
    """A row of the table; the numbers of its line are for drawing alone."""
    indicator, spoken = line.indicator, line.spoken
    return {
        "name": _text(words.indicator_short(report.plan, spoken)),
        "value": words.result(indicator, spoken),
        "target": words.target(indicator, spoken),
        "judged": words.judged(indicator, spoken),
        "tone": _TONES.get(spoken.status, ""),
        "points": [_known(one.value) for one in line.trend],
        "bound": _known(spoken.bound),
        "spoken": words.trend(indicator, line.trend),
    }


def _marks(report: PeriodicReport) -> tuple[str, ...]:
    provisional = [line.spoken for line in report.lines if is_provisional(line.spoken)]
    waiting = periodic_words.waiting(report.approvals)
    return (*waiting, *words.marks(report.plan, provisional, report.corrected))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _findings(report: PeriodicReport) -> Iterator[str]:
    """What needs attention, without units that are behind and reports that are missing: they have their own places."""
    elsewhere = {Rule.UNIT_BEHIND, Rule.OVERDUE}
    for found, sentence in zip(report.findings, report.pressing, strict=True):
        if found.rule not in elsewhere:
            yield sentence


def _units(report: PeriodicReport) -> Iterator[Data]:
    for found in report.findings:
        if found.rule is Rule.UNIT_BEHIND:
            yield [_text(cell, _LONGEST_SENTENCE) for cell in words.unit_behind(report.plan, found)]


def _reports(report: PeriodicReport) -> Iterator[str]:
    standings = report.reporting.standings
    late = [(one.unit, one.days_late) for one in standings if one.days_late]
    overdue = [(one.unit, one.days_overdue) for one in standings if one.days_overdue]
    yield from minutes_words.reporting(
        report.plan, report.month, late=late, overdue=overdue, returned=report.reporting.returned_in_time
    )


def _decisions(report: PeriodicReport) -> Iterator[str]:
    day = report.made_at.astimezone(formats.VIETNAM).date()
    late = [one for one in report.decisions if days_late(one, day)]
    yield words.decisions(report.decisions, day)
    yield from (words.late_decision(report.plan, one, day) for one in late)
