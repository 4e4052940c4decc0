"""The assumptions behind times and costs, and a reader's own in their place.

What belongs here: what the session keeps of them, the catalog with them, and the table to edit.
What does not: what they mean (`geo/records/costs.py`) and their words
(`layers/words/assumptions.py`).

Whatever finds routes asks for the catalog with them: the panel, the map, and what is handed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import streamlit as st

from geo.records.catalog import Catalog
from layers.words.assumptions import BY_READER, assumption_rows
from page.load import Whole
from page.part import opened

_FIGURES = ("Low", "Central", "High")
_KEPT = "edited_assumptions"
Edited = Mapping[str, tuple[float, float, float]]


def supposed(catalog: Catalog) -> Catalog:
    """Return the catalog with the reader's own assumptions in place of its own."""
    edited: Edited = st.session_state.get(_KEPT, {})
    return _with(Whole(catalog), tuple(edited.items())) if edited else catalog


@lru_cache(maxsize=8)
def _with(whole: Whole, edited: tuple[tuple[str, tuple[float, float, float]], ...]) -> Catalog:
    catalog = whole.catalog
    assumptions = dict(catalog.assumptions)
    for name, (low, central, high) in edited:
        if name in assumptions:
            assumptions[name] = replace(
                assumptions[name], low=low, central=central, high=high, origin=BY_READER
            )
    digest = hashlib.sha256(f"{catalog.data_hash} {edited}".encode()).hexdigest()
    return replace(catalog, assumptions=MappingProxyType(assumptions), data_hash=digest)


def show_assumptions(catalog: Catalog) -> None:
    """Offer the table that times and costs rest on, and let the reader edit it."""
    if not opened("the assumptions behind times and costs", key="assumptions"):
        return
    st.caption(
        "Low, central and high may be changed; routes, map and files follow. Changes are yours "
        "alone and are not in the link."
    )
    kept: Edited = st.session_state.get(_KEPT, {})
    shipped = assumption_rows(catalog)
    rows = [
        row | (dict(zip(_FIGURES, kept[name], strict=True)) if name in kept else {})
        for name, row in shipped.items()
    ]
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=[name for name in rows[0] if name not in _FIGURES],
        key=f"assumption_editor_{st.session_state.get('assumptions_again', 0)}",
    )
    found, faults = _edits(shipped, edited)
    for fault in faults:
        st.error(fault)
    if found != kept:
        st.session_state[_KEPT] = found
        st.rerun()
    if kept:
        st.button("As they were", key="assumptions_reset", on_click=_forget)


def _edits(
    shipped: Mapping[str, Mapping[str, Any]], edited: list[dict[str, Any]]
) -> tuple[dict[str, tuple[float, float, float]], list[str]]:
    """Return the figures that differ from the shipped ones, and what of them does not hold."""
    found: dict[str, tuple[float, float, float]] = {}
    faults = []
    for (name, old), row in zip(shipped.items(), edited, strict=True):
        figures = tuple(row[one] for one in _FIGURES)
        if figures == tuple(old[one] for one in _FIGURES):
            continue
        low, central, high = figures
        if None in figures or not 0 < low <= central <= high:
            said = f"{row['What']}: low, central and high must stand in order and be above nought."
            faults.append(said)
        else:
            found[name] = (low, central, high)
    return found, faults


def _forget() -> None:
    st.session_state.pop(_KEPT, None)
    # Another key is another table: the editor keeps what was typed under its own.
    st.session_state["assumptions_again"] = st.session_state.get("assumptions_again", 0) + 1
