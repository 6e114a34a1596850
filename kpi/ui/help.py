"""The help page: its topics as Markdown, and the tables that are made from the words of the screens themselves."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kpi.access import Role
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import help_words as words

PAGE = "tro-giup"
FOLDER = Path(__file__).parents[1] / "help"
ROLE_TOPICS = {
    Role.LEADER: "lanh-dao",
    Role.COORDINATOR: "dieu-phoi",
    Role.REPORTER: "nguoi-bao-cao",
    Role.ADMINISTRATOR: "quan-tri",
}
OTHER_TOPICS = (
    "trang-thai",
    "cach-tinh",
    "tien-do",
    "co-kip-khong",
    "bieu-do-kiem-soat",
    "viec-can-chu-y",
    "ban-phim",
    "quyen-xem",
    "mau-bao-cao",
    "tu-dien",
)
TABLES: Mapping[str, Callable[[], words.Rows]] = {
    "trang-thai": words.statuses,
    "tien-do": words.paces,
    "co-kip-khong": words.methods,
    "bieu-do-kiem-soat": words.signals,
    "viec-can-chu-y": words.rules,
    "quyen-xem": words.permissions,
}
_AFTER = {
    "co-kip-khong": words.LEAST_MONTHS,
    "bieu-do-kiem-soat": words.LEAST_POINTS,
    "viec-can-chu-y": words.STANDS_OUT,
}


class Topic(NamedTuple):
    """A chapter of the help: its anchor is the name of its file, its title the first line."""

    anchor: str
    title: str
    text: str


@cache
def topic(name: str) -> Topic:
    """A topic as it is written in kpi/help."""
    title, text = (FOLDER / f"{name}.md").read_text(encoding="utf-8").split("\n", 1)
    return Topic(name, title.removeprefix("# "), text.strip())


def topics(role: Role) -> tuple[Topic, ...]:
    """All topics; what the reader's own role does stands first."""
    own = ROLE_TOPICS[role]
    return tuple(topic(name) for name in dict.fromkeys((own, *ROLE_TOPICS.values(), *OTHER_TOPICS)))


def contents(role: Role) -> str:
    """The list of topics as Markdown, each with a link to its heading."""
    own = ROLE_TOPICS[role]
    return "\n".join(
        f"- [{one.title}](#{one.anchor})" + (f" ({words.YOURS})" if one.anchor == own else "") for one in topics(role)
    )


def draw(session: Session) -> None:
    """Show the list of topics, and beside it each topic with its table."""
    role = session.person.role
    contents_at, topics_at = st.columns([1, 3], gap="large")
    contents_at.markdown(contents(role))
    with topics_at:
        for one in topics(role):
            st.header(one.title, anchor=one.anchor)
            st.markdown(one.text)
            if one.anchor in TABLES:
                rows = TABLES[one.anchor]()
                html = rendered("help_table.html", caption=one.title, head=rows[0], rows=rows[1:])
                show(session, f"help.{one.anchor}", html)
            if one.anchor in _AFTER:
                st.markdown(_AFTER[one.anchor])
