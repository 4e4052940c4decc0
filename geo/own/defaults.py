"""What a cell of an overlay stands for when it is left empty: the usual, never a fact.

What belongs here: usual values by table and column, and precisions that follow from a date's form.
What does not: anything that would be a statement about the world. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from geo.clean import tidy
from geo.records.contract import Form, Table

_USUAL: Mapping[str, Mapping[str, str]] = {
    "nodes": {"kind": "station", "rank": "3", "accuracy_km": "1"},
    "legs": {"mode": "road", "length_basis": "geodesic", "accuracy": "schematic"},
    "claims": {"qualifier": "none", "calendar": "gregorian", "kind": "claim"},
    "events": {"type": "announced", "kind": "actual"},
    "closures": {"severity": "closed", "applies_to": "goods;people", "subject_kind": "node"},
    "confirmations": {"says": "holds"},
    "sources": {"kind": "document", "read": "whole"},
    "corridors": {"default_on": "true"},
    "branch_names": {"default_on": "true"},
    "branches": {"new_section": "false"},
    "key_figures": {"period_rule": "standing", "reason": "chosen by who added it"},
    "assumptions": {"direction": "both"},
}
# Columns that hold an id of the row itself, and may be left to a number.
_NUMBERED = ("claim_id", "event_id", "closure_id", "assumption_id", "source_id", "leg_id")
_PRECISION_OF = {4: "year", 7: "month", 10: "day"}


def completed(table: Table, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return rows with every column of their table; what was left empty has its usual value.

    Parameters
    ----------
    table
        The contract.
    rows
        As written; columns the table does not have are kept. An id that was left empty becomes the
        row's place in the table.
    """
    written = list(rows)
    columns = {one.name: one for one in table.columns}
    usual = _USUAL.get(table.name, {})
    named = dict.fromkeys(chain.from_iterable(written))
    also = [name for name in named if name not in columns]
    done = {
        name: _cells_of([row.get(name, "") for row in written], usual.get(name, ""), column.form)
        if name in named
        else [usual.get(name, "")] * len(written)
        for name, column in columns.items()
    }
    key = table.key[0] if len(table.key) == 1 and table.key[0] in _NUMBERED else ""
    if key:
        stem = key.removesuffix("_id")
        done[key] = [one or f"{stem}_{ordinal}" for ordinal, one in enumerate(done[key], start=1)]
    for column in table.columns:
        if stated := column.precision_in:
            pairs = zip(done[stated], done[column.name], strict=True)
            done[stated] = [one or precision_of(day) for one, day in pairs]
    done |= {name: _cells_of([row.get(name, "") for row in written]) for name in also}
    found = [dict(zip(done, cells, strict=True)) for cells in zip(*done.values(), strict=True)]
    for name in also:
        for row, cells in zip(found, written, strict=True):
            if name not in cells:
                del row[name]
    return [_named(table, row) for row in found] if table.name in _FOLLOWING else found


def _cells_of(cells: Sequence[str], usual: str = "", form: Form = Form.TEXT) -> list[str]:
    """Return the cells of a column made fit; each text once, however many rows have it."""
    words = form in (Form.CHOICE, Form.FLAG)
    known = {}
    for cell in set(cells):
        text = tidy(cell) or usual
        known[cell] = _word(text, flag=form is Form.FLAG) if words and text else text
    return list(map(known.__getitem__, cells))


# Tables of which a cell follows from others of its row.
_FOLLOWING = ("sources", "corridors")


def _named(table: Table, done: dict[str, str]) -> dict[str, str]:
    """Return a row with what follows from its other cells."""
    if table.name == "sources" and not done["published_precision"]:
        done["published_precision"] = precision_of(done["published"])
    if table.name == "corridors" and not done["short_name"]:
        done["short_name"] = done["name"][:24]
    if table.name == "corridors" and not done["summary"]:
        done["summary"] = done["name"]
    return done


def precision_of(text: str) -> str:
    """Return how exact a date is by its form; undated for none."""
    if "Q" in text:
        return "quarter"
    return _PRECISION_OF.get(len(text), "day") if text else "undated"


def _word(text: str, *, flag: bool) -> str:
    """Return a word of a closed list as the list has it, however it was spelt."""
    low = text.strip().casefold()
    if flag:
        return {"yes": "true", "1": "true", "no": "false", "0": "false"}.get(low, low)
    return low.replace(" ", "_").replace("-", "_") if low != "teu" else "TEU"
