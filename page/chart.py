"""A chart on the page.

What belongs here: handing a chart's specification and rows to Streamlit. What does not: what the
chart says and how it looks (`layers/screen/charts/figures.py` and its kin).
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow
import streamlit as st

from layers.screen.charts.base import Spec
from layers.words.charts import ChartRow


def show_chart(chart: Spec, *, key: str) -> None:
    """Show a chart in the width of its panel.

    Its rows become tables of columns here: left to Streamlit they would pass through pandas first,
    which takes longer than all else that a toggle asks of the server.
    """
    tables = {name: _table_of(rows) for name, rows in chart["datasets"].items()}
    st.vega_lite_chart(chart | {"datasets": tables}, width="stretch", theme=None, key=key)


def _table_of(rows: Sequence[ChartRow]) -> pyarrow.Table:
    names = dict.fromkeys(name for row in rows for name in row)
    return pyarrow.table({name: [row.get(name) for row in rows] for name in names})
