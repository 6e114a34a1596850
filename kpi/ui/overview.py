"""The overview as a block of HTML."""

import math
from collections.abc import Mapping
from typing import Any

from kpi.figures import ReportState
from kpi.findings import Finding
from kpi.months import Month
from kpi.plan import WHOLE, Plan
from kpi.scoring import Score
from kpi.services.overview import Headline, Overview
from kpi.targets import Status
from kpi.ui import decisions, url
from kpi.ui.attention import finding_link
from kpi.ui.markup import rendered
from kpi.ui.sparkline import sparkline
from kpi.wording import finding_words, flow_words, formats, labels, screens, sentences, status_words

_CARDS_ACROSS = 5
"""The most that have room beside each other on a laptop."""


def overview_html(
    plan: Plan, seen: Overview, *, indicator_page: str, report_page: str, figures: Mapping[str, str] | None = None
) -> str:
    """The overview filled in; the pages are the urls that its links open, with the choice of `figures` in them.

    A page that had to add a choice to its own address would stand twice in the browser's history.
    """
    chosen = figures or {}

    def to_indicator(indicator: str, scope: str) -> str:
        return url.link(
            indicator_page,
            {url.INDICATOR: indicator, url.SCOPE: scope, url.MONTH: str(seen.month), url.PERIOD: str(seen.period)}
            | dict(chosen),
        )

    def to_report(unit: str) -> str:
        return url.link(report_page, {url.UNIT: unit, url.MONTH: str(seen.month)}) if report_page else ""

    def to_finding(finding: Finding) -> str:
        return finding_link(plan, finding, seen.month, seen.period, report_page=report_page, figures=chosen)

    columns = [scope for _, scopes in seen.matrix.columns for scope in scopes]
    starts = {scopes[0] for _, scopes in seen.matrix.columns[1:]}
    return rendered(
        "overview.html",
        view={
            "corrected": flow_words.corrected_units(plan, seen.corrected),
            "total": sum(seen.state.values()),
            "period": formats.period(seen.month, seen.period),
            "scope": labels.scope_name(plan, seen.scope),
            "state": [
                {"status": status, "count": count, "symbol": labels.SYMBOL[status], "label": labels.STATUS[status]}
                for status, count in seen.state.items()
            ],
            "findings": [
                {"sentence": finding_words.finding_sentence(plan, finding), "href": to_finding(finding)}
                for finding in seen.findings
            ],
            "all_findings": url.link(
                "viec-can-chu-y",
                {url.SCOPE: seen.scope, url.MONTH: str(seen.month), url.PERIOD: str(seen.period)} | dict(chosen),
            ),
            "decisions": decisions.open_view(plan, seen.decisions),
            "headlines": [
                _card(plan, headline, to_indicator(headline.indicator.id, headline.score.scope))
                for headline in seen.headlines
            ],
            "card_columns": _in_even_rows(len(seen.headlines)),
            "groups": [
                {"name": plan.level_of_id[name].name if name else screens.WHOLE_GROUP, "span": len(scopes)}
                for name, scopes in seen.matrix.columns
            ],
            "columns": [
                {
                    "name": labels.scope_short(plan, scope),
                    "title": labels.scope_name(plan, scope),
                    "start": scope in starts,
                }
                for scope in columns
            ],
            "rows": [
                {
                    "name": indicator.short,
                    "title": indicator.name,
                    "target": sentences.targets_in_force(plan, indicator, seen.month),
                    "href": to_indicator(indicator.id, seen.scope),
                    "cells": [
                        _cell(plan, score, to_indicator(indicator.id, scope), start=scope in starts)
                        if (score := seen.matrix.scores.get((indicator.id, scope)))
                        else None
                        for scope in columns
                    ],
                }
                for indicator in seen.matrix.indicators
            ],
            "reporting": {
                "line": screens.reporting_line(
                    seen.month,
                    len(seen.reporting.in_state(ReportState.APPROVED)),
                    len(seen.reporting.expected),
                ),
                "groups": [
                    {
                        "name": labels.state_name(state),
                        "units": [
                            {
                                "name": standing.unit.short,
                                "late": flow_words.lateness(standing.days_late, standing.days_overdue),
                                "href": to_report(standing.unit.id),
                            }
                            for standing in seen.reporting.standings
                            if standing.state is state
                        ],
                    }
                    for state in _STATES
                ],
            },
        },
    )


_STATES = (None, ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.APPROVED)


def _in_even_rows(count: int) -> int:
    """How many cards stand beside each other so that the last row is not left with one: six are twice three."""
    return math.ceil(count / max(1, math.ceil(count / _CARDS_ACROSS)))


def _card(plan: Plan, headline: Headline, href: str) -> dict[str, Any]:
    indicator, score = headline.indicator, headline.score
    known = not math.isnan(score.value)
    where = "" if score.scope == WHOLE else f" – {labels.scope_name(plan, score.scope)}"
    trend = [formats.number(value, indicator.decimals) if value is not None else "–" for value in headline.trend]
    return {
        "name": indicator.short + where,
        "value": sentences.cell_with_unit(indicator, score) if known else "–",
        "status": score.status,
        "symbol": labels.SYMBOL[score.status],
        "label": status_words.certain(indicator, score),
        "target": sentences.target_text(indicator, score),
        "change": _change(headline),
        "provisional": known and score.provisional,
        "sentence": sentences.status_sentence(plan, score),
        "href": href,
        "sparkline": ""
        if indicator.published
        else sparkline(
            headline.trend,
            goal=None if math.isnan(score.bound) else score.bound,
            description=f"{screens.TREND}: {'; '.join(trend)}",
        ),
    }


def _change(headline: Headline) -> str:
    """How it moved since the month before, or why that cannot be said."""
    indicator, score = headline.indicator, headline.score
    if indicator.published:
        return ""
    if not headline.told:
        return screens.not_told(Month.from_ordinal(score.month))
    if headline.before is None or math.isnan(score.value):
        return screens.NO_EARLIER
    return f"{sentences.change_text(indicator, score.value, headline.before)} {screens.SINCE_LAST_MONTH}"


def _cell(plan: Plan, score: Score, href: str, *, start: bool) -> dict[str, Any]:
    indicator = plan.indicator_of_id[score.indicator]
    return {
        "status": score.status,
        "symbol": status_words.symbol(indicator, score),
        "value": "" if math.isnan(score.value) else sentences.cell_text(indicator, score),
        "provisional": score.provisional and score.status not in {Status.NO_DATA, Status.UNPUBLISHED},
        "sentence": f"{labels.scope_short(plan, score.scope)}: {sentences.status_sentence(plan, score)}",
        "href": href,
        "start": start,
    }
