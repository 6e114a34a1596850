"""A file that was read, on the screen: what it would change, what is asked of it, and writing it."""

from collections import defaultdict
from collections.abc import Mapping

import streamlit as st

from kpi.access import Action, may
from kpi.errors import Refused
from kpi.imports.grid import Grid
from kpi.months import Month
from kpi.plan import Plan
from kpi.services import importing
from kpi.services.entry_form import SOURCE, WHY
from kpi.services.importing import Preview, Seen, Written
from kpi.ui import import_answers, import_file, url
from kpi.ui.import_preview import preview_html
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import flow_words, screens
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence

_SEEN = "import.seen"
_MOST_LINKS = 6
_WIDTH = 1140
"""Pixels: as wide as the tables above."""

Said = dict[str, dict[str, str]]
"""By unit what was typed beside its figures; see `kpi.services.importing.Said`."""


def draw(session: Session, grid: Grid, month: Month) -> None:
    """Show what the file would do; ask what is unsure; then write what was shown."""
    shown_before: Seen | None = st.session_state.get(_SEEN)
    with st.spinner(words.CHECKING):
        now = importing.preview(session.product, session.person, grid, month)
    st.text(words.of_month(grid.name, month))
    if now.questions:
        import_answers.ask(session, now.questions)
    show(session, "import.preview", preview_html(session.product.plan, now, own=session.person.unit))
    st.session_state[_SEEN] = now.seen
    if now.savable:
        _form(session, grid, now, shown_before or now.seen)


def _form(session: Session, grid: Grid, now: Preview, seen: Seen) -> None:
    """The words that are needed, and the button that writes; what was typed stays when it is refused."""
    with st.form("import.write", border=False, enter_to_submit=False, width=_WIDTH):
        said = _words_for(now)
        reason = st.text_input(flow_words.CORRECTION_REASON, key="import.reason") if now.needs_reason else ""
        asked = st.form_submit_button(words.WRITE, type="primary")
    if not asked:
        return
    try:
        with st.spinner(words.WRITING):
            written = importing.write(
                session.product, session.person, grid, now.month, seen=seen, said=said, reason=reason
            )
    except Refused as refused:
        st.error(refusal_sentence(refused))
        return
    st.session_state.pop(_SEEN, None)
    import_file.done(session, _said_html(session, grid, now, written))
    st.rerun()


def _words_for(now: Preview) -> Said:
    """A field for each check that fails and each document of a published result."""
    said: Said = defaultdict(dict)
    if any(unit.failing or unit.sources for unit in now.writing):
        st.subheader(words.EXPLAIN, anchor=False)
        st.caption(words.EXPLAIN_HINT)
    for unit in now.writing:
        for result in unit.failing:
            name = WHY + result.check.id
            said[unit.unit.id][name] = _field(
                words.explanation(unit.unit.name, result),
                key=f"import.{unit.unit.id}.{now.month}.{name}",
                first=unit.explanations.get(result.check.id, ""),
                hint=screens.EXPLANATION,
            )
        for measure, source in unit.sources:
            name = SOURCE + measure.id
            said[unit.unit.id][name] = _field(
                words.source(unit.unit.name, measure),
                key=f"import.{unit.unit.id}.{now.month}.{name}",
                first=source,
                hint=screens.SOURCE,
            )
    return said


def _field(label: str, *, key: str, first: str, hint: str) -> str:
    st.session_state.setdefault(key, first)
    return st.text_input(label, key=key, placeholder=hint)


def _said_html(session: Session, grid: Grid, before: Preview, written: Written) -> str:
    plan, units = session.product.plan, before.writing
    sentence = words.written(
        written.figures, [unit.unit.name for unit in units], grid.name, corrected=before.needs_reason
    )
    links = [_link(plan, unit.unit.id, before.month) for unit in units if _opens(session, unit.unit.id)]
    return rendered("import_said.html", sentence=sentence, links=links[:_MOST_LINKS])


def _opens(session: Session, unit: str) -> bool:
    return may(session.product.plan, session.person, Action.ENTER, unit)


def _link(plan: Plan, unit: str, month: Month) -> Mapping[str, str]:
    href = url.link(import_file.ENTRY_PAGE, {url.UNIT: unit, url.MONTH: str(month)})
    return {"name": words.SEE_FORM.format(unit=plan.unit_of_id[unit].name), "href": href}
