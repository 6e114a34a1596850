"""The entry form on the screen: what is typed goes to the server, what it means comes back while typing."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kpi.access import Person
from kpi.checks import CheckResult
from kpi.errors import Refused
from kpi.flow import Step
from kpi.numbers import NOT_ARISEN_WORDS, Ambiguous
from kpi.services import entry, flow
from kpi.services.entry import SOURCE, WHY, ChangedMeanwhile, EntryForm, Examination, Field, Texts
from kpi.services.product import Product
from kpi.ui.markup import SIGN_IN, component, leave, rendered
from kpi.ui.session import Session
from kpi.wording import entry_words as words
from kpi.wording import flow_words
from kpi.wording.problems import refusal_sentence

REASON = "reason"
_ROUND = "entry.round"
_SAID = "entry.said"

Message = Mapping[str, Any]


@st.fragment
def draw(session: Session, form: EntryForm) -> None:
    """Draw the form, keep what is typed as a draft, and carry out what its buttons ask for."""
    if session.ended():
        leave(SIGN_IN)
        return
    product, person = session.product, session.person
    identity = f"{form.unit.id}|{form.month}|{form.report.version}"
    key = f"entry|{identity}|{st.session_state.setdefault(_ROUND, 0)}"
    texts = (st.session_state.get(key) or {}).get("texts") or entry.typed(form)
    examined = entry.examine(product, form, texts)
    asked = component("entry", script="entry.js")(
        key=key,
        data=_data(product, person, form, texts, examined, identity),
        on_texts_change=_heard,
        on_save_change=_heard,
        on_submit_change=_heard,
        on_discard_change=_heard,
    )
    if asked.texts:
        st.session_state.pop(_SAID, None)
    if form.locked:
        return
    if asked.save:
        _save(product, person, form, asked.save)
    elif asked.submit:
        _submit(product, person, form, asked.submit)
    elif asked.discard:
        entry.keep_draft(product, person, form, form.saved)
        _begin_again()
    elif asked.texts:
        entry.keep_draft(product, person, form, asked.texts)


def _save(product: Product, person: Person, form: EntryForm, texts: Texts) -> None:
    entry.keep_draft(product, person, form, texts)
    try:
        saved = entry.save(product, person, form, texts, reason=texts.get(REASON, ""))
    except ChangedMeanwhile as changed:
        entry.rebased(product, person, form, texts)
        _say(
            form,
            "s-missed",
            refusal_sentence(changed),
            [words.their_change(product.plan, one) for one in changed.theirs],
        )
        _begin_again()
    except Refused as refused:
        _say(form, "s-missed", refusal_sentence(refused), [])
        st.rerun()
    else:
        _say(form, "s-met", words.saved(len(saved.changes)), [words.change(product.plan, one) for one in saved.changes])
        _begin_again()


def _submit(product: Product, person: Person, form: EntryForm, texts: Texts) -> None:
    """Save what is typed, then hand the report in, or say everything that keeps it back."""
    entry.keep_draft(product, person, form, texts)
    try:
        report = entry.save_if_changed(product, person, form, texts)
        flow.submit(product, person, form.unit.id, form.month, version=report.version)
    except flow.NotReady as lacking:
        what = lacking.readiness
        lines = flow_words.to_do(what.missing, what.unexplained, what.unread, what.unsaved)
        _say(form, "s-missed", refusal_sentence(lacking), list(lines))
    except Refused as refused:
        _say(form, "s-missed", refusal_sentence(refused), [])
    else:
        _say(form, "s-met", flow_words.SUBMITTED, [])
    _begin_again()


def _say(form: EntryForm, style: str, text: str, items: list[str]) -> None:
    """Say what saving did. It stays until something is typed, whatever is clicked meanwhile."""
    st.session_state[_SAID] = (form.unit.id, form.month), {"style": style, "text": text, "items": items}


def _said(form: EntryForm) -> Message | None:
    at, message = st.session_state.get(_SAID, (None, None))
    return message if at == (form.unit.id, form.month) else None


def _begin_again() -> None:
    """Open the form anew, so that it begins from what is saved now."""
    st.session_state[_ROUND] += 1
    st.rerun()


def _heard() -> None:
    """A value needs a listener to be delivered; it is read where the form is drawn."""


def _data(
    product: Product, person: Person, form: EntryForm, texts: Texts, examined: Examination, identity: str
) -> dict[str, Any]:
    return {
        "identity": f"{identity}|{st.session_state[_ROUND]}",
        "storage": _storage(person, form, form.report.version),
        "outdated": [_storage(person, form, version) for version in range(form.report.version)][-3:],
        "html": _html(product, form),
        "texts": dict(entry.typed(form)),
        "echo": {field.measure.id: _echo(field, texts, examined) for field in form.fields},
        "checks": {result.check.id: _check(result) for result in examined.checks},
        "unsaved": words.unsaved(len(examined.changes)),
        "message": _said(form),
    }


def _storage(person: Person, form: EntryForm, version: int) -> str:
    return f"kpi|{person.login}|{form.unit.id}|{form.month}|{version}"


def _html(product: Product, form: EntryForm) -> str:
    return rendered(
        "entry.html",
        form={
            "notice": words.draft_notice(outdated=form.outdated_draft) if form.draft else "",
            "locked": form.locked,
            "correcting": form.step is Step.CORRECT,
            "reason": REASON,
            "not_arisen": NOT_ARISEN_WORDS[0],
            "source": SOURCE,
            "why": WHY,
            "checks": [
                {"id": result.check.id, "name": result.check.name}
                for result in entry.examine(product, form, form.saved).checks
            ],
            "sections": [
                {
                    "name": section.form.name,
                    "note": section.form.note,
                    "columns": any(field.measure.column for field in section.fields),
                    "stock": any(field.measure.over_months == "last" for field in section.fields),
                    "fields": [_field(field) for field in section.fields],
                }
                for section in form.sections
            ],
        },
    )


def _field(field: Field) -> dict[str, Any]:
    measure = field.measure
    return {
        "id": measure.id,
        "name": measure.name,
        "measured_in": measure.measured_in,
        "hint": measure.hint,
        "column": measure.column or "",
        "last_month": words.figure(field.last_month),
        "last_year": words.figure(field.last_year),
        "before": entry.text_of(field.last_month),
        "needs_source": field.needs_source,
    }


def _echo(field: Field, texts: Texts, examined: Examination) -> dict[str, Any] | None:
    """What is said beside a field: a problem, a question, a total that could be filled in, or what will change."""
    measure = field.measure
    if code := examined.problems.get(measure.id):
        reading = examined.readings[measure.id]
        readings = reading.readings if isinstance(reading, Ambiguous) else ()
        return {
            "text": words.field_problem(code, measure, texts.get(measure.id, "")),
            "bad": True,
            "choices": [words.reading_choice(value) for value in readings],
        }
    if measure.id in examined.suggestions:
        return {"text": "", "choices": [words.total_choice(examined.suggestions[measure.id])]}
    change = next((one for one in examined.changes if one.key.measure == measure.id), None)
    if change is None:
        return None
    return {"text": words.replaced(change) if change.before is not None else "", "changed": True}


def _check(result: CheckResult) -> dict[str, Any]:
    style, symbol = {None: ("waiting", "○"), True: ("holds", "✓"), False: ("s-missed", "✗")}[result.holds]
    return {"style": style, "symbol": symbol, "text": words.check(result), "explain": result.holds is False}
