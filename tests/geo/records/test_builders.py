"""Every record has the fields of its table, of the types that reading gives.

Rows become records by name, where no type checker can follow; so contract and record are held
together here, field by field.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from geo.model.dates import PartialDate
from geo.model.lines import Branch, Corridor, Leg, Node
from geo.model.said import Claim, Event, KeyFigure, Report, Source
from geo.model.states import Closure, Confirmation, DoubtRule, LegStatus
from geo.records.contract import Column, Form, Table
from geo.records.costs import Assumption
from geo.records.schema.lines import BRANCH_NAMES, CORRIDORS, LEGS, NODES
from geo.records.schema.said import CLAIMS, EVENTS, KEY_FIGURES, REPORTED, SOURCES, SUMS
from geo.records.schema.states import CLOSURES, CONFIRMATIONS, DOUBT_RULES, LEG_STATUS
from geo.records.schema.ways import ASSUMPTIONS
from geo.records.sums import Sum

# Cells that a record has under another name, or that went into another cell.
RENAMED = {"fact_id": "fact_ids"}
# One cell that names several things; elsewhere a cell of that name names one.
RENAMED_IN = {("key_figures", "scope"): "scopes"}
INTO_A_DATE = {"since_precision", "said_on_precision", "start_precision", "precision"}
# An empty cell that stands for another cell of its row.
FILLED = {(EVENTS, "said_on")}
# What a record has besides its row: its origin, its shape, what other tables say of it.
BESIDE: Mapping[type, set[str]] = {
    Node: {"lonlat"},
    Leg: {"alignment", "home"},
    Branch: {"leg_ids", "new_leg_ids"},
    Corridor: {"branch_ids", "node_ids"},
}
PAIRS: list[tuple[Table, type]] = [
    (NODES, Node),
    (LEGS, Leg),
    (CORRIDORS, Corridor),
    (BRANCH_NAMES, Branch),
    (LEG_STATUS, LegStatus),
    (CONFIRMATIONS, Confirmation),
    (CLAIMS, Claim),
    (EVENTS, Event),
    (CLOSURES, Closure),
    (KEY_FIGURES, KeyFigure),
    (DOUBT_RULES, DoubtRule),
    (REPORTED, Report),
    (ASSUMPTIONS, Assumption),
    (SUMS, Sum),
]


def given_by(column: Column) -> set[type]:
    """Return the types that reading a column can give."""
    one: Mapping[Form, type] = {
        Form.NUMBER: float,
        Form.INTEGER: int,
        Form.FLAG: bool,
        Form.DATE: PartialDate,
        Form.IDS: tuple,
        Form.CODES: tuple,
        Form.TEXTS: tuple,
        Form.CHOICES: tuple,
    }
    if column.form is Form.CHOICE:
        assert column.choices is not None
        wanted: set[type] = {column.choices}
    else:
        wanted = {one.get(column.form, str)}
    empty = column.form in (Form.NUMBER, Form.INTEGER, Form.DATE, Form.CHOICE)
    if empty and not column.required and not column.precision_in:
        wanted.add(types.NoneType)
    return wanted


def field_of(table: Table, column: Column) -> str:
    """Return the name of the field that a column becomes."""
    return RENAMED_IN.get((table.name, column.name), RENAMED.get(column.name, column.name))


def taken_by(hint: Any) -> set[type]:
    """Return the types that a field may hold."""
    is_union = typing.get_origin(hint) in (types.UnionType, typing.Union)
    parts = typing.get_args(hint) if is_union else (hint,)
    return {typing.get_origin(part) or part for part in parts}


@pytest.mark.parametrize(("table", "record"), PAIRS, ids=lambda one: getattr(one, "name", ""))
def test_record_and_contract_have_the_same_fields(table: Table, record: type) -> None:
    columns = {field_of(table, one) for one in table.columns} - INTO_A_DATE
    held = {one.name for one in fields(record)} - BESIDE.get(record, set()) - {"origin"}
    assert held == columns


@pytest.mark.parametrize(("table", "record"), PAIRS, ids=lambda one: getattr(one, "name", ""))
def test_every_cell_is_of_the_type_of_its_field(table: Table, record: type) -> None:
    hints = typing.get_type_hints(record)
    assert hints
    for column in table.columns:
        if column.name in INTO_A_DATE or (table, column.name) in FILLED:
            continue
        taken = taken_by(hints[field_of(table, column)])
        for wanted in given_by(column):
            suits = any(issubclass(wanted, one) for one in taken)
            assert suits, f"{table.name}.{column.name} may be {wanted}, its field takes {taken}"


def test_a_source_is_read_field_by_field() -> None:
    """Its date and the word for its precision become two fields of another form."""
    columns = {one.name for one in SOURCES.columns}
    held = {one.name for one in fields(Source)}
    assert columns - held == {"published_precision"}
    assert held - columns == {"published_inferred", "written_later", "origin", "number"}
