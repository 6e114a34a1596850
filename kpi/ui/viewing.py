"""Which figures are looked at: approved ones, or, for those who may, every saved one."""

from collections.abc import Mapping

from kpi.access import Action, may
from kpi.services.view import View, view_of
from kpi.ui import url
from kpi.ui.session import Session
from kpi.wording import flow_words, screens

FIGURES = "so-lieu"
_WRITTEN = {"da-duyet": flow_words.APPROVED_ONLY, "tat-ca": flow_words.UNAPPROVED_TOO}


def parameters(session: Session, view: View) -> Mapping[str, str]:
    """The choice as it stands in the address of a page; nothing for who has none."""
    if not may(session.product.plan, session.person, Action.SEE_UNAPPROVED):
        return {}
    return {FIGURES: "da-duyet" if view.approved else "tat-ca"}


def choose(session: Session) -> View:
    """Offer the choice where the person has it; everybody else sees approved figures."""
    if not may(session.product.plan, session.person, Action.SEE_UNAPPROVED):
        return View(session.person)
    options = list(_WRITTEN)
    chosen = url.choice(screens.WHICH_FIGURES, FIGURES, options, options[0], _WRITTEN.__getitem__)
    return view_of(session.product, session.person, unapproved=chosen == options[1])


def report_page(session: Session) -> str:
    """The url of the page that shows any unit's report, "" for those who have none."""
    return "duyet-bao-cao" if may(session.product.plan, session.person, Action.SEE_UNAPPROVED) else ""
