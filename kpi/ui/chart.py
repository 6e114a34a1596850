"""A chart or a table with its heading; the chart's data stands under it as a table."""

import base64
from collections.abc import Sequence

import streamlit as st

from kpi.charts import CONFIG, Chart, Table
from kpi.ui.markup import component, rendered
from kpi.wording import screens
from kpi.wording.csv_text import About, csv_of, file_name


def show_chart(heading: str, key: str, chart: Chart | None, *, about: About, nothing: str) -> None:
    """Draw a chart, or say why there is none; `about` goes with its data into the file."""
    st.subheader(heading, anchor=False)
    if chart is None:
        st.caption(nothing)
        return
    st.plotly_chart(chart.figure, key=f"chart.{key}", config=CONFIG, alt=chart.alt)
    with st.expander(screens.AS_TABLE):
        _table(f"table.{key}", heading, chart.table, about)


def show_table(heading: str, table: Table, *, about: About, nothing: str) -> None:
    """Show a table, or say why there is none."""
    st.subheader(heading, anchor=False)
    if table:
        _table(f"table.{heading}", heading, table, about)
    else:
        st.caption(nothing)


def csv_address(table: Table, about: About) -> str:
    """A table as a file to download, in the link itself."""
    content = base64.b64encode(csv_of(table, about).encode("utf-8")).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{content}"


def _is_wordy(column: Sequence[str]) -> bool:
    """Whether a column holds words and no numbers: those stand on the left."""
    return not any(letter.isdecimal() for cell in column for letter in cell)


def _table(key: str, caption: str, table: Table, about: About) -> None:
    html = rendered(
        "table.html",
        caption=caption,
        head=table[0],
        rows=table[1:],
        wordy=[_is_wordy(column) for column in zip(*table[1:], strict=True)],
        csv=csv_address(table, about),
        csv_name=file_name(caption, about),
    )
    component("markup", script="markup.js")(key=key, data={"html": html})
