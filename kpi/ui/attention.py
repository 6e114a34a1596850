"""What needs attention as a block of HTML: one list for each rule, with a link to what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kpi.findings import Finding, Rule
from kpi.jumps import Jump
from kpi.months import Month, Period
from kpi.plan import WHOLE, Plan
from kpi.services.corrections import Correction
from kpi.ui import url
from kpi.ui.indicator_sections import PARAMETER
from kpi.ui.markup import rendered
from kpi.ui.unit import PAGE as UNIT_PAGE
from kpi.wording import finding_words, flow_words, formats, labels
from kpi.wording.indicator_words import Section

INDICATOR_PAGE = "chi-tieu"
_SECTION = {Rule.MISSED_WITH_LATE_TASKS: Section.WORK, Rule.SIGNAL: Section.PROCESS}
"""The section that shows what the rule is about; the others leave the one that was open last."""


def findings_html(
    plan: Plan,
    found: Sequence[Finding],
    month: Month,
    period: Period,
    scope: str,
    *,
    report_page: str,
    figures: Mapping[str, str],
    corrected: Iterable[Correction] = (),
) -> str:
    """The findings filled in; `report_page` is "" for those who may not open a unit's report."""
    return rendered(
        "attention.html",
        words=finding_words,
        view={
            "total": len(found),
            "period": formats.period(month, period),
            "scope": labels.scope_name(plan, scope),
            "help": url.link("tro-giup", {}),
            "corrected": flow_words.corrected_units(plan, corrected),
            "groups": [
                {
                    "name": finding_words.RULE[rule][0],
                    "why": finding_words.RULE[rule][1],
                    "items": [
                        {
                            "sentence": finding_words.finding_sentence(plan, one),
                            "href": finding_link(plan, one, month, period, report_page=report_page, figures=figures),
                        }
                        for one in group
                    ],
                }
                for rule, group in groupby(found, key=lambda finding: finding.rule)
            ],
        },
    )


def finding_link(
    plan: Plan, finding: Finding, month: Month, period: Period, *, report_page: str, figures: Mapping[str, str]
) -> str:
    """The address of what a finding is about; without a page of reports, that of the unit that owes one."""
    at = {url.MONTH: str(month)}
    if finding.jump is not None:
        return _jump_link(plan, finding.jump, at | dict(figures))
    chosen = at | {url.PERIOD: str(period)} | dict(figures)
    if finding.score is None:
        owing = {url.UNIT: finding.units[0]}
        return url.link(report_page, at | owing) if report_page else url.link(UNIT_PAGE, chosen | owing)
    if finding.rule is Rule.UNIT_BEHIND:
        return url.link(UNIT_PAGE, chosen | {url.UNIT: finding.score.scope})
    section = _SECTION.get(finding.rule)
    about = {url.INDICATOR: finding.score.indicator, url.SCOPE: finding.score.scope}
    return url.link(INDICATOR_PAGE, chosen | about | ({} if section is None else {PARAMETER: section.value}))


def _jump_link(plan: Plan, jump: Jump, chosen: Mapping[str, str]) -> str:
    """The figures of an indicator that is made of the one that stands out, else the unit."""
    month = {**chosen, url.PERIOD: str(Period.MONTH)}
    made_of_it = (one.id for one in plan.indicators if any(term.measure == jump.measure for term in one.terms))
    indicator = next(made_of_it, None)
    if indicator is None:
        return url.link(UNIT_PAGE, month | {url.UNIT: jump.unit})
    scope = WHOLE if jump.unit == plan.root.id else jump.unit
    return url.link(
        INDICATOR_PAGE, month | {url.INDICATOR: indicator, url.SCOPE: scope, PARAMETER: Section.TREND.value}
    )
