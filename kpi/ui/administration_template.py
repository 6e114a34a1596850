"""The administration screen: the template of the periodic report, to be looked at, taken home and replaced."""

import streamlit as st

from kpi.errors import Refused
from kpi.services import report_template
from kpi.services.names import name_of
from kpi.ui.administration import asked, attempt, turn
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.ui.upload import file_field
from kpi.wording import admin_words as words
from kpi.wording import formats
from kpi.wording.problems import refusal_sentence

FILE = "/mau-bao-cao.docx"


def template_in_force(session: Session) -> None:
    """The template in use: its file, since when and by whom, and the way back to the product's own."""
    st.subheader(words.TEMPLATE_NOW, anchor=False)
    template = report_template.template_in_force(session.product)
    facts = [(words.TEMPLATE_FILE, words.TEMPLATE_OF_PRODUCT if template is None else template.name)]
    if template is not None and template.at is not None:
        since, by = formats.moment(template.at), name_of(session.product, template.who)
        facts += [(words.TEMPLATE_SINCE, since), (words.TEMPLATE_BY, by)]
    html = rendered("administration_template.html", facts=facts, href=FILE, label=words.DOWNLOAD_TEMPLATE)
    show(session, "template", html)
    if template is not None and asked(
        words.DROP_TEMPLATE, words.DROP_TEMPLATE_SURE, words.DROP_TEMPLATE_YES, key="drop_template"
    ):
        attempt(lambda: _drop(session))


def new_template(session: Session) -> None:
    """Upload a template, see why it cannot be filled in, and put it in force when it can."""
    st.subheader(words.NEW_TEMPLATE, anchor=False)
    st.caption(words.NEW_TEMPLATE_HINT)
    file = file_field(words.UPLOAD_TEMPLATE, key=f"template.file.{turn()}", megabytes=report_template.MEGABYTES)
    if file is None:
        return
    content = file.getvalue()
    wrong = _wrong(session, file.name, content)
    heading, lines = (words.TEMPLATE_GOOD, []) if wrong is None else (words.TEMPLATE_BAD, [refusal_sentence(wrong)])
    html = rendered("administration_checked.html", heading=heading, lines=lines, summary=file.name)
    show(session, "checked_template", html)
    if wrong is None and asked(words.USE_TEMPLATE, words.USE_TEMPLATE_SURE, words.USE_TEMPLATE_YES, key="use_template"):
        attempt(lambda: _keep(session, file.name, content))


def _wrong(session: Session, name: str, content: bytes) -> Refused | None:
    """Why a file cannot be the template; what is refused may quote it, so it is no sentence of Markdown."""
    from kpi.exports.report_document import check_template

    try:
        report_template.check_file(session.product, session.person, name, content)
        check_template(content)
    except Refused as refused:
        return refused
    return None


def _keep(session: Session, name: str, content: bytes) -> str:
    report_template.keep_template(session.product, session.person, name, content)
    return words.TEMPLATE_KEPT


def _drop(session: Session) -> str:
    report_template.drop_template(session.product, session.person)
    return words.TEMPLATE_DROPPED
