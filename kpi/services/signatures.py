"""Who signed for what a meeting shows: who entered and approved the reports behind a slide, who started the meeting."""

import datetime as dt
import json
from dataclasses import dataclass

from kpi.figures import ReportState
from kpi.meetings import Meeting, MeetingState
from kpi.months import Month, Period, months_between, period_start
from kpi.services.names import names
from kpi.services.product import Product
from kpi.services.slides import IndicatorSlide, Slide, UnitSlide


@dataclass(frozen=True, slots=True)
class Signed:
    """An approved report with the names of who submitted, approved and last corrected it; times are UTC, None unknown.

    A login without an account stands for itself; "" and None where nobody corrected it.
    """

    unit: str
    month: Month
    submitted_by: str
    submitted_at: dt.datetime | None
    approved_by: str
    approved_at: dt.datetime | None
    corrected_by: str
    corrected_at: dt.datetime | None


def behind(looked: Product, slide: Slide) -> tuple[Signed, ...]:
    """The approved reports that the figures of a slide are from, the last month first; () where it has none of them.

    `looked` is what the meeting looks at: of an indicator those that its score was made of, of a unit its own of the
    year.
    """
    match slide.content:
        case IndicatorSlide() as content:
            asked = {(one.key.unit, one.key.month) for _, figures in content.view.figures for one in figures}
        case UnitSlide() as content:
            first = max(period_start(slide.meeting.month, Period.YEAR_TO_DATE), looked.plan.first_month)
            asked = {(content.view.unit.id, month) for month in months_between(first, slide.meeting.month)}
        case _:
            asked = set()
    return _signed(looked, asked)


def _signed(looked: Product, asked: set[tuple[str, Month]]) -> tuple[Signed, ...]:
    if not asked:
        return ()
    months = [month for _, month in asked]
    known = names(looked)
    order = {unit.id: place for place, unit in enumerate(looked.plan.units)}
    found = (
        Signed(
            report.unit,
            report.month,
            known.get(report.submitted_by, report.submitted_by),
            report.submitted_at,
            known.get(report.decided_by, report.decided_by),
            report.decided_at,
            known.get(report.corrected_by, report.corrected_by),
            report.corrected_at,
        )
        for report in looked.store.reports_between(min(months), max(months))
        if (report.unit, report.month) in asked and report.state is ReportState.APPROVED
    )
    return tuple(sorted(found, key=lambda one: (-one.month.ordinal, order[one.unit])))


def started_by(product: Product, meeting: Meeting) -> str:
    """The login of who started a meeting, as the history tells; "" before it began."""
    if not meeting.has_begun:
        return ""
    told = product.store.revisions(month=meeting.month, subjects=(str(meeting.number),))
    return next((one.stamp.who for one in told if one.action == "meeting" and _starts(one.after)), "")


def _starts(after: str | None) -> bool:
    return after is not None and json.loads(after).get("state") == MeetingState.RUNNING
