"""What a slide says and what opens over it: worst first, with targets, and down to who signed for the figures."""

import datetime as dt
import re
from dataclasses import replace
from html import unescape

from kpi.figures import Stamp
from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.services import entry
from kpi.services.meetings import looked_at
from kpi.services.product import Product
from kpi.services.signatures import behind
from kpi.services.slides import IndicatorSlide, Slide, slide_of
from kpi.tasks import TaskPart, TaskProgress, TaskStanding, TaskState
from kpi.ui.slide import slide_html, worst_first
from kpi.ui.slide_detail import detail_html
from tests.meeting_room import OF_MA_NOI, ON_TIME, later, office, running
from tests.office import COLLEAGUE, COORDINATOR, MA_NOI, MARCH, MY_SON, OFFICER, ninh_son
from tests.pages.screen import plain

LAM_SON = "22813"


def shown(made: Product, meeting: Meeting, item: AgendaItem) -> Slide:
    return slide_of(made, meeting, meeting.agenda.index(item), person=OFFICER)


def text(html: str) -> str:
    return unescape(plain(html)).replace("\xa0", " ")


def opened(made: Product, meeting: Meeting, item: AgendaItem) -> str:
    """What opens over a slide."""
    slide, looked = shown(made, meeting, item), looked_at(made, meeting)
    return text(detail_html(looked.plan, slide, behind(looked, slide)))


def say(made: Product, task: str, unit: str, percent: int) -> None:
    state = TaskState.DONE if percent == 100 else TaskState.DOING
    done = dt.date(2024, 3, 20) if percent == 100 else None
    progress = TaskProgress(made.plan.id, task, unit, state, percent, done_on=done)
    made.store.save_task(progress, Stamp(OFFICER.login, made.clock(), "form"))


def test_a_task_tells_first_what_is_least_done_and_last_what_is_done() -> None:
    made, task = office(), AgendaItem(ItemKind.TASK, "III.1")
    for unit in made.plan.units:
        if unit.level == "department":
            say(made, task.subject, unit.id, 100)
    for unit_id, percent in ((LAM_SON, 100), (MA_NOI, 20), (MY_SON, 80)):
        say(made, task.subject, unit_id, percent)
    meeting = running(made, agenda=(task,))
    html = slide_html(made.plan, shown(made, meeting, task))
    percents = [int(one) for one in re.findall(r"<b>(\d+)\xa0%</b>", html)]
    assert percents == [0] * 5 + [20, 80] + [100] * 9
    detail = opened(made, meeting, task)
    assert detail.index("Xã Ma Nới") < detail.index("Xã Mỹ Sơn") < detail.index("Xã Lâm Sơn")


def part(standing: TaskStanding, *, late_days: int = 0, percent: int = 0) -> TaskPart:
    progress = TaskProgress(ninh_son().id, "III.1", MA_NOI, percent=percent)
    return TaskPart(ninh_son().unit_of_id[MA_NOI], progress, standing, late_days)


def test_what_is_late_comes_before_what_is_less_done_the_longest_first() -> None:
    done_late, doing = part(TaskStanding.DONE, late_days=90), part(TaskStanding.DOING, percent=70)
    begun, late = part(TaskStanding.DOING, percent=5), part(TaskStanding.LATE, late_days=3, percent=90)
    latest = part(TaskStanding.LATE, late_days=31, percent=95)
    assert worst_first([done_late, doing, begun, late, latest]) == [latest, late, begun, doing, done_late]


def test_a_unit_is_shown_with_what_is_asked_of_it() -> None:
    made = office()
    said = text(slide_html(made.plan, shown(made, running(made), OF_MA_NOI)))
    assert "≈ Đúng hạn 89,8 % / ≥ 90 % 106/118" in said


def test_the_unit_asked_about_is_marked_among_the_others_and_no_other_is() -> None:
    made = office()
    html = slide_html(made.plan, shown(made, running(made), ON_TIME))
    (row,) = re.findall(r"<li[^>]*data-asked[^>]*>.*?</li>", html)
    assert 'aria-current="true"' in row
    assert text(row) == "≈ Ma Nới 89,8 % 106/118"


def test_why_an_indicator_was_proposed_stands_before_its_sentence() -> None:
    made = office()
    slide = shown(made, running(made), ON_TIME)
    assert isinstance(slide.content, IndicatorSlide)
    told = replace(slide, content=replace(slide.content, why=("Cần chú ý: gần đạt nhưng <đang kém đi>.",)))
    html = slide_html(made.plan, told)
    assert '<p class="why">Cần chú ý: gần đạt nhưng &lt;đang kém đi&gt;.</p>' in html
    assert html.index('class="why"') < html.index('class="sentence"')


def test_opened_figures_of_an_indicator_say_how_they_are_worked_out_and_by_which_clause() -> None:
    made = office()
    said = opened(made, running(made), ON_TIME)
    assert "Cách tính 100 × (Hồ sơ đã giải quyết trước hạn + Hồ sơ đã giải quyết đúng hạn) ÷ (" in said
    assert "Căn cứ trong kế hoạch III.3 “…90% số lượng hồ sơ hành chính được giải quyết" in said


def test_opened_figures_say_who_submitted_who_approved_and_who_corrected_them_and_when() -> None:
    made = office()
    nine_days_later = later(made, 9)
    form = entry.open_form(nine_days_later, COORDINATOR, MA_NOI, MARCH)
    entry.save(nine_days_later, COORDINATOR, form, {**form.saved, "postal": "7"}, reason="Nhập thiếu")
    meeting = running(nine_days_later)
    signed = (
        f"Ma Nới T3/2024 {COLLEAGUE.name}, 09:30 ngày 03/04/2024 {COORDINATOR.name}, 09:30 ngày 03/04/2024 "
        f"{COORDINATOR.name}, 09:30 ngày 12/04/2024"
    )
    for item in (ON_TIME, OF_MA_NOI):
        assert signed in opened(made, meeting, item), item
    assert "Mỹ Sơn T3/2024" not in opened(made, meeting, ON_TIME)
