"""Choices that live in the address of the page, so that a link opens the same view."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

MONTH = "thang"
PERIOD = "ky"
SCOPE = "pham-vi"
UNIT = "don-vi"
INDICATOR = "chi-tieu"


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
    _write(parameter, value)
    return value


def switch(label: str, parameter: str, options: Sequence[str], default: str, written: Callable[[str], str]) -> str:
    """A row of buttons whose value is kept in the address."""
    key = f"url.{parameter}"
    value = remembered(parameter, options, default)
    st.session_state[key] = value
    st.segmented_control(
        label, options, format_func=written, key=key, on_change=_keep, args=(parameter, key), required=True
    )
    _write(parameter, value)
    return value


def _keep(parameter: str, key: str) -> None:
    st.session_state[_kept(parameter)] = st.session_state[key]
    st.query_params[parameter] = st.session_state[key]


def _write(parameter: str, value: str) -> None:
    st.session_state[_kept(parameter)] = value
    if st.query_params.get(parameter) != value:
        st.query_params[parameter] = value


def _kept(parameter: str) -> str:
    return f"kept.{parameter}"
