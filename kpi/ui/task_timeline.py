"""The tasks along the months of the plan: when each is due, when it was finished, and the day that it is judged on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kpi.charts import Table
from kpi.months import Month
from kpi.plan import Plan
from kpi.tasks import TaskPart, TaskRow, TaskStanding
from kpi.ui.chart import csv_address
from kpi.ui.markup import rendered
from kpi.ui.tasks import Filters, Seen, counts, link, most_pressing_first, nothing_view, shown, standing_view
from kpi.wording import formats
from kpi.wording import task_words as words
from kpi.wording.csv_text import file_name


def timeline_html(plan: Plan, rows: Sequence[TaskRow], filters: Filters, day: dt.date, *, is_demo: bool) -> str:
    """One line for each task, area by area, and the same as a table of words."""
    seen, about = shown(rows, filters), words.about(plan, day, demo=is_demo)
    days = _Days(plan)
    areas = [
        {"name": words.area(plan, area.id), "rows": [_line(one, days, filters, day) for one in own]}
        for area in plan.areas
        if (own := most_pressing_first(one for one in seen if one.row.task.area == area.id))
    ]
    return rendered(
        "tasks_timeline.html",
        words=words,
        view={
            "alt": words.chart_alt(day, counts(rows, filters)),
            "months": [days.month(month) for month in plan.months],
            "day": {"left": days.place(day), "name": words.day_line(day), "inside": days.inside(day)},
            "areas": areas,
            "table": (table := _table(seen)),
            "csv": csv_address(table, about),
            "csv_name": file_name(words.CHART, about),
            **nothing_view(rows),
        },
    )


class _Days:
    """Where the days of the plan stand on its line, in percent of its length."""

    def __init__(self, plan: Plan) -> None:
        self._first, self._last = plan.first_month.first_day, plan.last_month.last_day

    def inside(self, day: dt.date) -> bool:
        return self._first <= day <= self._last

    def place(self, day: dt.date) -> str:
        """The end of a day; what lies outside the plan stands at its edge."""
        length = (self._last - self._first).days + 1
        passed = min(max((day - self._first).days + 1, 0), length)
        return f"{100 * passed / length:.2f}"

    def month(self, month: Month) -> dict[str, str]:
        begins = self.place(month.first_day - dt.timedelta(days=1))
        number, _, year = formats.short_month(month).partition("/")
        begins_year = month.number == 1 or month.first_day == self._first
        return {"left": begins, "name": number, "full": formats.short_month(month), "year": year if begins_year else ""}


def _line(one: Seen, days: _Days, filters: Filters, day: dt.date) -> dict[str, Any]:
    task, due = one.row.task, one.row.task.due
    late_to = max(due, day) if due is not None and one.standing is TaskStanding.LATE else None
    return {
        "id": task.id,
        "text": task.text,
        "href": link(filters, nhiem_vu=task.id),
        **standing_view(one.standing),
        "late": words.late(one.late_days, one.standing),
        "time": task.time or "",
        "timing": task.timing,
        "due_text": "" if due is None else formats.day(due),
        "due": "" if due is None else days.place(due),
        "late_to": "" if late_to is None else days.place(late_to),
        "done": _done_marks(one.parts, days),
        "said": words.chart_line(one.row, one.standing, one.late_days),
    }


def _table(seen: Sequence[Seen]) -> Table:
    """The same as text, in the order of the plan."""
    return (words.TIMELINE_HEAD, *(words.timeline_row(one.row, one.parts, one.standing, one.late_days) for one in seen))


def _done_marks(parts: Sequence[TaskPart], days: _Days) -> list[dict[str, str]]:
    """A mark where a part was finished; several of one month are one mark with their number."""
    by_month: Mapping[Month, list[dt.date]] = defaultdict(list)
    for part in parts:
        if part.standing is TaskStanding.DONE and part.progress.done_on is not None:
            by_month[Month.of(part.progress.done_on)].append(part.progress.done_on)
    return [
        {"left": days.place(max(own)), "count": formats.number(len(own)) if len(parts) > 1 else ""}
        for _, own in sorted(by_month.items())
    ]
