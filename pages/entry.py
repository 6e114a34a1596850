"""Nhập số liệu: a unit's figures for a month, from the form that the one-stop system prints."""

import streamlit as st

from kpi.errors import Refused
from kpi.months import Month
from kpi.services import entry, names, reporting
from kpi.ui import entry_form, import_file, url
from kpi.ui.pagespec import WHO_ENTER, PageSpec
from kpi.ui.session import Session
from kpi.wording import flow_words, formats, labels, screens
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    product = session.product
    file_at, unit_at, month_at = st.columns([1.4, 1.6, 1], vertical_alignment="bottom")
    with unit_at:
        own = reporting.units_to_enter(product, session.person)
        units = url.with_named(url.UNIT, own, reporting.units_on_offer(product.plan))
        unit = url.choice(screens.UNIT, url.UNIT, units, units[0], lambda at: labels.scope_name(product.plan, at))
    with month_at:
        months = [str(month) for month in reporting.months_on_offer(product.plan)]
        due = str(reporting.month_to_report(product, unit))
        month = Month.parse(url.choice(screens.MONTH, url.MONTH, months, due, formats.written_month))
    with file_at:
        import_file.offer(session, month)
    try:
        form = entry.open_form(product, session.person, unit, month)
    except Refused as refused:
        st.info(refusal_sentence(refused))
        return
    people = names.names(product)
    st.subheader(screens.entry_title(form.unit.name, month), anchor=False)
    st.caption(screens.report_line(form.report, people))
    st.write(flow_words.standing(form.report, people, step=form.step))
    entry_form.draw(session, form)


PAGE = PageSpec("nhap-so-lieu", screens.ENTRY, page, WHO_ENTER)
