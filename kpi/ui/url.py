"""Choices that live in the address of the page, so that a link opens the same view.

Each page that is opened is one entry of the browser's history, and so is each choice that is made on it. What a page
opens with is no entry: a script completes the address in place (decision 18).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from urllib.parse import urlencode

import streamlit as st

from kpi.ui.markup import component

MONTH = "thang"
PERIOD = "ky"
SCOPE = "pham-vi"
UNIT = "don-vi"
INDICATOR = "chi-tieu"
_SHOWN = "url.shown"
_runs = count()
"""A number for each run: what differs from the run before is looked at anew by the script of the address."""


def link(url: str, parameters: Mapping[str, str]) -> str:
    """The address of a page with its choices, relative to any page of the product."""
    return f"./{url}?{urlencode(parameters)}"


def remembered(parameter: str, options: Sequence[str], default: str) -> str:
    """The choice in the address, else the last one of this session, else `default`; always one of the options."""
    for wanted in (st.query_params.get(parameter), st.session_state.get(_kept(parameter))):
        if wanted in options:
            return str(wanted)
    return default


def with_named(parameter: str, options: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The options, and after them what the address names if it is known: it is refused in words, not passed over."""
    named = st.query_params.get(parameter, "")
    return (*options, named) if named in known and named not in options else tuple(options)


def choice(label: str, parameter: str, options: Sequence[str], default: str, written: Callable[[str], str]) -> str:
    """A select box whose value is kept in the address."""
    key = f"url.{parameter}"
    value = remembered(parameter, options, default)
    st.session_state[key] = value
    st.selectbox(
        label, options, format_func=written, key=key, on_change=_keep, args=(parameter, key), placeholder=label
    )
    _show(parameter, value)
    return value


def switch(label: str, parameter: str, options: Sequence[str], default: str, written: Callable[[str], str]) -> str:
    """A row of buttons whose value is kept in the address."""
    key = f"url.{parameter}"
    value = remembered(parameter, options, default)
    st.session_state[key] = value
    st.segmented_control(
        label, options, format_func=written, key=key, on_change=_keep, args=(parameter, key), required=True
    )
    _show(parameter, value)
    return value


def begin() -> None:
    """Forget the choices of the page that was drawn before."""
    st.session_state[_SHOWN] = {}


def shown() -> Mapping[str, str]:
    """The choices of the page as it was drawn last."""
    choices: Mapping[str, str] = st.session_state.get(_SHOWN, {})
    return choices


def complete(page: str, *, opens: str = "") -> None:
    """Complete the address of `page`, which has been drawn, with its choices; then open the link that it asks for."""
    given = {"page": page, "choices": dict(shown()), "opens": opens, "run": next(_runs)}
    component("address", script="address.js")(key="address", data=given)


def _keep(parameter: str, key: str) -> None:
    """Write a choice to the address with all others, at once: each writing is an entry of the browser's history."""
    chosen = st.session_state[key]
    st.session_state[_kept(parameter)] = chosen
    st.query_params.update({**shown(), parameter: chosen})


def _show(parameter: str, value: str) -> None:
    st.session_state[_kept(parameter)] = value
    st.session_state[_SHOWN] = {**shown(), parameter: value}


def _kept(parameter: str) -> str:
    return f"kept.{parameter}"
