"""Họp giao ban: the meetings with what to do next, one prepared or looked back at, and what they decided."""

from kpi.ui import decisions, meeting, meeting_form
from kpi.ui.decisions import MEETINGS
from kpi.ui.decisions import PAGE as URL
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import meeting_words


def page(session: Session) -> None:
    found = meeting.opened(session)
    if meeting.prepares(session, found):
        if found is not None:
            meeting.draw_head(session, found, facts=False)
        meeting_form.draw(session, found)
        return
    if found is not None:
        meeting.draw(session, found)
        return
    if meeting.choose_section() == MEETINGS:
        meeting.tell()
        show(session, "meetings", meeting.list_html(session))
    else:
        decisions.draw(session)


PAGE = PageSpec(URL, meeting_words.TITLE, page)
