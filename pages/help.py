"""Trợ giúp: what each role does, what statuses and rules mean, how results are worked out."""

from kpi.ui.help import PAGE as URL
from kpi.ui.help import draw
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import help_words


def page(session: Session) -> None:
    draw(session)


PAGE = PageSpec(URL, help_words.TITLE, page)
