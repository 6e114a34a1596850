"""A chart or a table with its heading; the chart's data stands under it as a table."""

import base64

import streamlit as st

from kpi.charts import CONFIG, Chart, Table
from kpi.ui.markup import component, rendered
from kpi.wording import screens
from kpi.wording.csv_text import csv_of


def show_chart(heading: str, key: str, chart: Chart | None, *, nothing: str) -> None:
    """Draw a chart, or say why there is none."""
    st.subheader(heading, anchor=False)
    if chart is None:
        st.caption(nothing)
        return
    st.plotly_chart(chart.figure, key=f"chart.{key}", config=CONFIG, alt=chart.alt)
    with st.expander(screens.AS_TABLE):
        _table(f"table.{key}", heading, chart.table)


def show_table(heading: str, table: Table, *, nothing: str) -> None:
    """Show a table, or say why there is none."""
    st.subheader(heading, anchor=False)
    if table:
        _table(f"table.{heading}", heading, table)
    else:
        st.caption(nothing)


def csv_address(table: Table) -> str:
    """A table as a file to download, in the link itself."""
    content = base64.b64encode(csv_of(table).encode("utf-8")).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{content}"


def _table(key: str, caption: str, table: Table) -> None:
    html = rendered(
        "table.html",
        caption=caption,
        head=table[0],
        rows=table[1:],
        csv=csv_address(table),
        csv_name=f"{caption}.csv",
    )
    component("markup", script="markup.js")(key=key, data={"html": html})
