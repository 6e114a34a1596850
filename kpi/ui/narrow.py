"""Filters that live in the address alone: unlike the choices of `kpi.ui.url` they are forgotten with the page."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

EVERY = ""


def narrowed(
    label: str,
    parameter: str,
    options: Sequence[str],
    *,
    every: str,
    written: Callable[[str], str],
    page: str,
    forget: Collection[str] = (),
) -> str:
    """A select box that narrows what a page shows, EVERY for all; a change takes `forget` out of the address."""
    key = f"{page}.{parameter}"
    wanted = st.query_params.get(parameter, EVERY)
    st.session_state[key] = wanted if wanted in options else EVERY
    value: str = st.selectbox(
        label,
        [EVERY, *options],
        format_func=lambda option: written(option) if option else every,
        key=key,
        on_change=_narrow,
        args=(parameter, key, tuple(forget)),
    )
    return value


def _narrow(parameter: str, key: str, forget: Collection[str]) -> None:
    """Keep a filter in the address, written once: each writing is an entry of the browser's history."""
    chosen = st.query_params.to_dict() | {parameter: st.session_state[key]}
    st.query_params.from_dict({name: value for name, value in chosen.items() if value and name not in forget})
