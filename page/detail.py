"""The panel about the one thing in focus: a leg, node, branch, corridor or strait.

What belongs here: showing its sheet, and closing it. What does not: what the sheet says
(`layers/screen/factsheet.py`).
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.screen.factsheet import factsheet_html
from page.choose import change


def show_detail(catalog: Catalog, selection: Selection) -> None:
    """Show what is in focus; nothing when nothing is."""
    sheet = factsheet_html(catalog, selection)
    if not sheet:
        return
    with st.container(key="detail", border=True):
        st.html(sheet)
        st.button("Close", key="detail_close", on_click=_forget, args=(catalog,), type="tertiary")


def _forget(catalog: Catalog) -> None:
    change(catalog, lambda selection: replace(selection, focus=None))
