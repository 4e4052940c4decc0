"""What a cell of an overlay stands for when it is left empty: the usual, never a fact.

What belongs here: usual values by table and column, and precisions that follow from a date's form.
What does not: anything that would be a statement about the world. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.clean import visible
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
    usual = _USUAL.get(table.name, {})
    blank = {column.name: usual.get(column.name, "") for column in table.columns}
    words = [one for one in table.columns if one.form in (Form.CHOICE, Form.FLAG)]
    dated = [(one.name, one.precision_in) for one in table.columns if one.precision_in]
    key = table.key[0] if len(table.key) == 1 and table.key[0] in _NUMBERED else ""
    found = []
    for ordinal, cells in enumerate(rows, start=1):
        done = dict(blank)
        for name, cell in cells.items():
            text = visible(" ".join(cell.split()))
            if text or name not in blank:
                done[name] = text
        if key and not done[key]:
            done[key] = f"{key.removesuffix('_id')}_{ordinal}"
        for column in words:
            if done[column.name]:
                done[column.name] = _word(done[column.name], flag=column.form is Form.FLAG)
        for name, precision in dated:
            done[precision] = done[precision] or precision_of(done[name])
        found.append(_named(table, done))
    return found


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
