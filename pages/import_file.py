"""Nhập từ tệp Excel: a file or a pasted table is checked, what it would change is shown, then all of it is written."""

import streamlit as st

from kpi.errors import Refused
from kpi.ui import import_answers, import_file, import_write
from kpi.ui.markup import show
from kpi.ui.pagespec import WHO_ENTER, PageSpec
from kpi.ui.session import Session
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    grid = import_file.kept(session)
    st.subheader(words.TITLE, anchor=False)
    month_at, way_at, back_at = st.columns([1, 1.6, 1.4], vertical_alignment="bottom")
    with month_at:
        month = import_file.choose_month(session)
    with way_at:
        way = import_file.choose_way_or_drop(grid)
    with back_at:
        show(session, "import.back", import_file.back_html(session, month))
    import_file.tell(session)
    try:
        answers = import_answers.given(session)
        if grid is None:
            import_file.take(session, month, way)
        else:
            import_write.draw(session, grid, month)
        import_answers.draw(session, answers)
    except Refused as refused:
        st.info(refusal_sentence(refused))


PAGE = PageSpec(import_file.PAGE, words.TITLE, page, WHO_ENTER, in_menu=False)
