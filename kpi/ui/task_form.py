"""The form by which a lead unit says where its part of a task stands.

What was typed stays when it is refused. The form remembers the version that it was opened with; after somebody else
saved meanwhile it shows both, and saves over theirs only when asked again.
"""

import datetime as dt

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.errors import Refused
from kpi.services import tasks
from kpi.services.evidence import MEGABYTES
from kpi.tasks import TaskPart, TaskProgress, TaskRow, TaskState
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.ui.upload import file_field
from kpi.wording import formats
from kpi.wording import task_words as words
from kpi.wording.problems import refusal_sentence

_SAID = "task.said"
_TURN = "task.turn"
_LONGEST = 30
"""Letters of a percentage or a day: enough for what is none to be typed and answered."""
_FIELDS = ("state", "percent", "done_on", "number", "date", "note", "remove")


def tell() -> None:
    """Say once what the save before did."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(said)


def draw(session: Session, row: TaskRow, part: TaskPart) -> None:
    """The form of one unit's part; a save draws the page anew."""
    key = f"task.{row.task.id}.{part.unit.id}.{st.session_state.get(_TURN, 0)}"
    _begin(key, part.progress)
    st.subheader(words.form_of(part.unit), anchor=False)
    with st.form(key, enter_to_submit=False):
        file = _fields(key, part.progress, day=formats.day(tasks.latest_task_day(session.product, session.person)))
        asked = st.form_submit_button(words.SAVE, type="primary")
    if asked:
        _save(session, row, part, key, file)


def _begin(key: str, progress: TaskProgress) -> None:
    """Fill the fields with what is stored when the form is opened, and never over what was typed."""
    if f"{key}.state" in st.session_state:
        return
    first = (
        progress.state,
        formats.number(progress.percent) if progress.state is TaskState.DOING else "",
        _written(progress.done_on),
        progress.document_number,
        _written(progress.document_date),
        progress.note,
        False,
    )
    st.session_state.update({f"{key}.{field}": value for field, value in zip(_FIELDS, first, strict=True)})
    st.session_state[f"{key}.version"] = progress.version


def _fields(key: str, progress: TaskProgress, *, day: str) -> UploadedFile | None:
    """The fields of a part; `day` is an example of one. Gives the file that was chosen."""
    state_at, percent_at, done_at = st.columns([1.4, 1, 1])
    number_at, date_at, _ = st.columns([1.4, 1, 1])
    states, name = list(TaskState), words.STATES.__getitem__
    with state_at:
        st.radio(words.FIELD_STATE, states, format_func=name, key=f"{key}.state", horizontal=True)
    with percent_at:
        st.text_input(words.FIELD_PERCENT, key=f"{key}.percent", placeholder="40", max_chars=_LONGEST)
    with done_at:
        st.text_input(words.FIELD_DONE_ON, key=f"{key}.done_on", placeholder=day, max_chars=_LONGEST)
    with number_at:
        st.text_input(
            words.FIELD_NUMBER,
            key=f"{key}.number",
            placeholder=words.FIELD_NUMBER_EXAMPLE,
            max_chars=tasks.LONGEST_NUMBER,
        )
    with date_at:
        st.text_input(words.FIELD_DATE, key=f"{key}.date", placeholder=day, max_chars=_LONGEST)
    st.text_area(words.FIELD_NOTE, key=f"{key}.note", height=90, max_chars=tasks.LONGEST_NOTE)
    file = file_field(words.FIELD_EVIDENCE, key=f"{key}.file", megabytes=MEGABYTES)
    if progress.evidence is not None:
        st.checkbox(words.REMOVE_EVIDENCE.format(name=progress.evidence.name), key=f"{key}.remove")
    return file


def _save(session: Session, row: TaskRow, part: TaskPart, key: str, file: UploadedFile | None) -> None:
    typed = {field: st.session_state[f"{key}.{field}"] for field in (*_FIELDS, "version")}
    state = TaskState(typed["state"])
    try:
        saved = tasks.save_progress(
            session.product,
            session.person,
            task=row.task.id,
            unit=part.unit.id,
            state=state,
            percent=_percent(state, typed["percent"]),
            document_number=typed["number"],
            document_date=tasks.read_day(typed["date"]),
            done_on=tasks.read_day(typed["done_on"]) if state is TaskState.DONE else None,
            note=typed["note"],
            evidence=None if file is None else (file.name, file.getvalue()),
            remove_evidence=typed["remove"],
            version=typed["version"],
        )
    except Refused as refused:
        _refuse(session, key, refused)
        return
    if saved.version == typed["version"]:
        st.info(words.NOTHING_CHANGED)
        return
    st.session_state[_SAID] = words.saved_now(part.unit)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _percent(state: TaskState, text: str) -> int:
    """What is done is whole and what has not begun is nothing; only what is being done has a number of its own."""
    match state:
        case TaskState.DONE:
            return 100
        case TaskState.DOING:
            return tasks.read_percent(text)
        case TaskState.NOT_STARTED:
            return 0


def _refuse(session: Session, key: str, refused: Refused) -> None:
    """Say why nothing was saved; where somebody else saved, show both and let the next save be knowing."""
    st.error(refusal_sentence(refused))
    current, wanted = refused.details.get("current"), refused.details.get("wanted")
    if isinstance(current, TaskProgress) and isinstance(wanted, TaskProgress):
        show(session, f"{key}.both", both_html(current, wanted))
        st.session_state[f"{key}.version"] = current.version


def both_html(current: TaskProgress, wanted: TaskProgress) -> str:
    """What is stored now beside what was typed, field by field."""
    sides = zip(words.fields(current), words.fields(wanted), strict=True)
    return rendered(
        "tasks_both.html", words=words, rows=[(name, theirs, yours) for (name, theirs), (_, yours) in sides]
    )


def _written(day: dt.date | None) -> str:
    return "" if day is None else formats.day(day)
