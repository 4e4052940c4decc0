"""Single records of one's own: a figure, a closure, a change of status, typed into a form.

What belongs here: the fields, and what is wrong with them as they are typed. What does not: what
becomes of a record (`geo/own/entry.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from geo.errors import OverlayError
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

# What the forms call the columns that a hand can get wrong.
_FIELD = {
    "value": "Number",
    "unit": "Unit",
    "scope": "Scope",
    "period_start": "First day or year counted",
    "period_end": "Last day or year counted",
    "said_by": "Speaker",
    "said_on": "Said on",
    "start": "Since",
    "since": "Since",
    "headline": "In a few words",
    "note": "Note",
}


def show_forms(shown: Shown) -> None:
    """Show the forms for the commonest single records."""
    forms: Mapping[str, tuple[str, Callable[[Catalog], dict[str, str]]]] = {
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
    cells = fields(shown.catalog)
    title = st.text_input("Source: page or letter (empty: unsourced)", key="own_source")
    url = st.text_input("Its address", key="own_url")
    owner = st.text_input("Added by", key="own_owner")
    _check_and_add(table, cells, (title, url), owner)


def _check_and_add(table: str, cells: dict[str, str], source: tuple[str, str], owner: str) -> None:
    from geo.own.entry import typed_faults

    faults = typed_faults(table, cells)
    for fault in faults:
        field = _FIELD.get(fault.column, fault.column)
        st.warning(notice(f"{field}: {fault.message} {fault.remedy}"))
    if st.button("Write it down", disabled=bool(faults), key="own_write"):
        _write(table, cells, source, owner)


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


def _figure(catalog: Catalog) -> dict[str, str]:
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
    value = st.text_input("Number", key="own_value")
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
        "scope": st.text_input("Scope: from where to where, what is counted", key="own_scope"),
        "period_start": st.text_input("First day or year counted", key="own_from"),
        "period_end": st.text_input("Last day or year counted", key="own_to"),
        "said_by": st.text_input("Speaker", key="own_by"),
        "said_on": st.text_input("Said on (2025-07-31, 2025-07, 2025)", key="own_on"),
    }


def _closure(catalog: Catalog) -> dict[str, str]:
    names = {one.node_id: one.name for one in catalog.nodes.values()}
    place = st.selectbox("Place", list(names), format_func=names.__getitem__, key="own_place")
    severity = st.selectbox("It is", list(Severity), key="own_severity")
    return {
        "subject_kind": "node",
        "subject_ids": place or "",
        "severity": severity or Severity.CLOSED,
        "start": st.text_input("Since (2025-07-31)", key="own_start"),
        "headline": st.text_input("In a few words", key="own_headline"),
    }


def _status(catalog: Catalog) -> dict[str, str]:
    names = {one.leg_id: one.name for one in catalog.legs.values()}
    leg = st.selectbox("Line", list(names), format_func=names.__getitem__, key="own_leg")
    status = st.selectbox(
        "Its status", list(Status), format_func=STATUS_LABEL.__getitem__, key="own_status"
    )
    return {
        "leg_id": leg or "",
        "status": status or Status.OPERATING,
        "since": st.text_input("Since (2025-07-31, 2025-07, 2025)", key="own_since"),
        "note": st.text_input("Note", key="own_note"),
    }
