"""Single records of one's own: a figure, a closure, a change of status, typed into a form.

What belongs here: the fields, and what is wrong with them as they are typed. What does not: what
becomes of a record (`geo/own/entry.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import Fault, OverlayError
from geo.model.said import ClaimKind
from geo.model.states import Severity, Status
from geo.records.catalog import Catalog
from geo.records.metrics import METRICS, metric_label
from layers.look.style import STATUS_LABEL
from layers.look.text import notice
from layers.screen.cards import Shown
from layers.words.wording import KIND_LABEL
from page.beside import own_overlays, put_beside
from page.load import load
from page.part import opened

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def show_forms(shown: Shown) -> None:
    """Show the forms for the commonest single records."""
    forms: Mapping[str, tuple[str, Callable[[Catalog, _Beside], dict[str, str]]]] = {
        "a figure": ("claims", _figure),
        "a closure": ("closures", _closure),
        "a change of status": ("leg_status", _status),
    }
    if not opened("forms for single records", key="own_forms"):
        return
    kind = st.segmented_control("Write down", list(forms), default="a figure", key="own_kind")
    if kind is None:
        return
    table, fields = forms[kind]
    beside = _Beside(table)
    cells = fields(shown.catalog, beside)
    title = st.text_input("Source: page or letter (empty: unsourced)", key="own_source")
    url = st.text_input("Its address", key="own_url")
    owner = st.text_input("Added by", key="own_owner")
    faults = beside.tell(cells)
    if st.button("Write it down", disabled=bool(faults), key="own_write"):
        _write(table, cells, (title, url), owner)


class _Beside:
    """What is wrong with the fields of a form, told below each."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.places: dict[str, DeltaGenerator] = {}

    def text(self, column: str, label: str, *, key: str) -> str:
        """Ask for a text, and keep a place below it for what is wrong with it."""
        typed = st.text_input(label, key=key)
        self.places[column] = st.empty()
        return typed

    def tell(self, cells: Mapping[str, str]) -> list[Fault]:
        """Say what is wrong with the cells as typed, each at its field; of another below all."""
        from geo.own.entry import typed_faults

        faults = typed_faults(self.table, cells)
        told: dict[str, list[str]] = {}
        for fault in faults:
            told.setdefault(fault.column, []).append(f"{fault.message} {fault.remedy}")
        for column, texts in told.items():
            said = notice(" ".join(texts))
            if column in self.places:
                self.places[column].warning(said)
            else:
                st.warning(f"{notice(column)}: {said}")
        return faults


def _write(table: str, cells: dict[str, str], source: tuple[str, str], owner: str) -> None:
    from geo.own.entry import NOTEBOOK, with_row, with_source
    from geo.own.overlay import Overlay

    others = tuple(one for one in own_overlays() if one.name != NOTEBOOK)
    mine = next((one for one in own_overlays() if one.name == NOTEBOOK), None)
    notes = mine or Overlay(NOTEBOOK, owner.strip(), {})
    notes, source_id = with_source(notes, *source, cells.get("said_on", ""))
    try:
        put_beside(load()[0], (*others, with_row(notes, table, {**cells, "source_id": source_id})))
    except OverlayError as error:
        st.error(notice(str(error)))
        return
    st.rerun()


def _figure(catalog: Catalog, beside: _Beside) -> dict[str, str]:
    metrics = list(METRICS)
    kinds = ("node", "corridor", "branch", "leg")
    kind = st.selectbox("About a", kinds, key="own_about")
    names = {
        "node": {one.node_id: one.name for one in catalog.nodes.values()},
        "corridor": {one.corridor_id: one.name for one in catalog.corridors.values()},
        "branch": {one.branch_id: one.name for one in catalog.branches.values()},
        "leg": {one.leg_id: one.name for one in catalog.legs.values()},
    }[kind]
    subject = st.selectbox("Which", list(names), format_func=names.__getitem__, key="own_subject")
    metric = st.selectbox("What is counted", metrics, format_func=metric_label, key="own_metric")
    unit = st.selectbox("Unit", list(METRICS[metric].units), key="own_unit")
    value = beside.text("value", "Number", key="own_value")
    told = st.selectbox(
        "It is", list(ClaimKind)[:5], format_func=KIND_LABEL.__getitem__, key="own_told"
    )
    return {
        "subject_kind": kind,
        "subject_id": subject or "",
        "metric": metric,
        "unit": unit,
        "value": value,
        "kind": told or ClaimKind.CLAIM,
        "scope": beside.text(
            "scope", "Scope: from where to where, what is counted", key="own_scope"
        ),
        "period_start": beside.text("period_start", "First day or year counted", key="own_from"),
        "period_end": beside.text("period_end", "Last day or year counted", key="own_to"),
        "said_by": beside.text("said_by", "Speaker", key="own_by"),
        "said_on": beside.text("said_on", "Said on (2025-07-31, 2025-07, 2025)", key="own_on"),
    }


def _closure(catalog: Catalog, beside: _Beside) -> dict[str, str]:
    names = {one.node_id: one.name for one in catalog.nodes.values()}
    place = st.selectbox("Place", list(names), format_func=names.__getitem__, key="own_place")
    severity = st.selectbox("It is", list(Severity), key="own_severity")
    return {
        "subject_kind": "node",
        "subject_ids": place or "",
        "severity": severity or Severity.CLOSED,
        "start": beside.text("start", "Since (2025-07-31)", key="own_start"),
        "headline": beside.text("headline", "In a few words", key="own_headline"),
    }


def _status(catalog: Catalog, beside: _Beside) -> dict[str, str]:
    names = {one.leg_id: one.name for one in catalog.legs.values()}
    leg = st.selectbox("Line", list(names), format_func=names.__getitem__, key="own_leg")
    status = st.selectbox(
        "Its status", list(Status), format_func=STATUS_LABEL.__getitem__, key="own_status"
    )
    return {
        "leg_id": leg or "",
        "status": status or Status.OPERATING,
        "since": beside.text("since", "Since (2025-07-31, 2025-07, 2025)", key="own_since"),
        "note": beside.text("note", "Note", key="own_note"),
    }
