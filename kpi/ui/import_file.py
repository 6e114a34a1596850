"""Taking in a file or a pasted table: where it comes from, reading it once, keeping its sheets while it is looked at.

The sheets stay in the session of who uploaded them until they are written or dropped; the file itself is kept nowhere.
"""

import streamlit as st

from kpi.access import Action, may
from kpi.errors import Refused
from kpi.imports.grid import Grid
from kpi.imports.kinds import MOST_BYTES
from kpi.imports.refusal import FileRefused
from kpi.months import Month
from kpi.services import importing, reporting
from kpi.ui import url
from kpi.ui.import_preview import PAGE as PAGE
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.ui.upload import file_field
from kpi.wording import formats, import_words, screens
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence

ENTRY_PAGE = "nhap-so-lieu"
WAY = "cach"
_GRID = "import.grid"
_REFUSED = "import.refused"
_SAID = "import.done"
_TURN = "import.turn"


def choose_month(session: Session) -> Month:
    """The month whose reports the figures are for; at first the one that is being reported."""
    product, person = session.product, session.person
    months = [str(month) for month in reporting.months_on_offer(product.plan)]
    own = person.unit if person.unit in product.plan.unit_of_id else None
    due = str(reporting.month_to_report(product, own or product.plan.root.id))
    return Month.parse(url.choice(screens.MONTH, url.MONTH, months, due, formats.written_month))


def choose_way_or_drop(grid: Grid | None) -> str:
    """A file, or a table pasted from Excel; while one is looked at, a button that drops it."""
    ways = list(words.WAYS)
    if grid is None:
        return url.switch(words.WAY, WAY, ways, ways[0], words.WAYS.__getitem__)
    st.button(words.ANOTHER, on_click=drop)
    return ways[0]


def offer(session: Session, month: Month) -> None:
    """The button, where figures are typed, that leads here."""
    if st.button(words.TITLE, key="import.offer"):
        session.open_page(PAGE, {url.MONTH: str(month)})


def back_html(session: Session, month: Month) -> str:
    """The way back to where figures are typed."""
    own = {url.UNIT: session.person.unit} if session.person.unit else {}
    return rendered("import_back.html", name=words.BACK, href=url.link(ENTRY_PAGE, {**own, url.MONTH: str(month)}))


def tell(session: Session) -> None:
    """Say what was written, with links to the forms that it went into, until another file is taken."""
    who, said = st.session_state.get(_SAID, (None, ""))
    if who == session.person.login:
        show(session, "import.said", said)


def kept(session: Session) -> Grid | None:
    """The sheets that this person is looking at."""
    who, grid = st.session_state.get(_GRID, (None, None))
    return grid if who == session.person.login else None


def take(session: Session, month: Month, way: str) -> None:
    """Offer to upload or paste, and read what comes."""
    take_at, templates_at = st.columns([2, 1], gap="large")
    with take_at:
        if way == "dan":
            _paste(session)
        else:
            _upload(session)
    with templates_at:
        show(session, "import.templates", templates_html(session, month))


def drop() -> None:
    """Forget the sheets; the fields for the next file are empty."""
    for key in (_GRID, _REFUSED, _SAID):
        st.session_state.pop(key, None)
    st.session_state[_TURN] = _turn() + 1


def done(session: Session, html: str) -> None:
    """Forget the sheets that were written, and say so from now on."""
    drop()
    st.session_state[_SAID] = session.person.login, html


def templates_html(session: Session, month: Month) -> str:
    """The workbooks to fill in, for the units whose figures this person may import."""
    plan, person = session.product.plan, session.person
    units = [unit for unit in plan.reporting_units(month) if may(plan, person, Action.IMPORT, unit.id)]
    return rendered(
        "import_templates.html",
        words=words,
        month=formats.month(month),
        all=f"/bieu-mau/{month}/tat-ca.xlsx" if len(units) > 1 else "",
        units=[{"name": unit.name, "href": f"/bieu-mau/{month}/{unit.id}.xlsx"} for unit in units],
    )


def _upload(session: Session) -> None:
    """A file that was refused is not read again while the page is drawn anew."""
    file = file_field(words.FILE, key=f"import.file.{_turn()}", megabytes=MOST_BYTES // 1024**2)
    st.caption(words.FILE_HINT)
    if file is None:
        return
    refused_file, sentence = st.session_state.get(_REFUSED, (None, ""))
    if refused_file == file.file_id:
        st.error(sentence)
        return
    try:
        with st.spinner(words.READING):
            grid = importing.read_upload(session.product, session.person, file.name, file.getvalue())
    except Refused as refused:
        st.session_state[_REFUSED] = file.file_id, _sentence(refused)
        st.error(_sentence(refused))
    else:
        _keep(session, grid)


def _paste(session: Session) -> None:
    with st.form(f"import.paste.{_turn()}", border=False, enter_to_submit=False):
        text = st.text_area(words.PASTE, key=f"import.text.{_turn()}", height=240)
        st.caption(words.PASTE_HINT)
        asked = st.form_submit_button(words.CHECK, type="primary")
    if not asked:
        return
    try:
        grid = importing.read_paste(session.product, session.person, text)
    except Refused as refused:
        st.error(_sentence(refused))
    else:
        _keep(session, grid)


def _sentence(refused: Refused) -> str:
    return import_words.refused_text(refused) if isinstance(refused, FileRefused) else refusal_sentence(refused)


def _keep(session: Session, grid: Grid) -> None:
    drop()
    st.session_state[_GRID] = session.person.login, grid
    st.rerun()


def _turn() -> int:
    return int(st.session_state.get(_TURN, 0))
