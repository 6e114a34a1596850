"""The tasks that serve an indicator, late ones first."""

from collections.abc import Sequence

from kpi.plan import Plan
from kpi.tasks import TaskRow
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.ui.tasks import TASK, standing_view
from kpi.wording import indicator_words, task_words

TASK_PAGE = "nhiem-vu"


def tasks_html(plan: Plan, rows: Sequence[TaskRow]) -> str:
    """A line for each task, with where it stands, who leads it, and a link to its sheet."""
    return rendered(
        "indicator_tasks.html",
        title=indicator_words.LATE_TASKS,
        nothing=indicator_words.NO_TASKS,
        tasks=[
            {
                "id": row.task.id,
                "text": row.task.text,
                **standing_view(row.standing),
                "facts": " · ".join(
                    text
                    for text in (
                        task_words.late(row.late_days, row.standing),
                        task_words.percent(row.percent),
                        task_words.due(row.task),
                        task_words.leads(plan, row),
                    )
                    if text
                ),
                "href": url.link(TASK_PAGE, {TASK: row.task.id}),
            }
            for row in rows
        ],
    )
