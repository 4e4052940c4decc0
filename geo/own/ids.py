"""Ids of an overlay's own records get its prefix; what it says of shipped records keeps theirs.

What belongs here: which cells hold ids, and whose. What does not: whether they exist
(`geo/records/integrity.py`). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from geo.records.contract import Column, Form, Table

Cells = Mapping[str, str]
# Tables whose first key column names a record of its own, and the kind a subject says for it.
_NAMES = {
    "nodes": "node",
    "legs": "leg",
    "corridors": "corridor",
    "branch_names": "branch",
    "closures": "closure",
    "sources": "",
    "claims": "",
    "events": "",
    "assumptions": "",
}
_KIND_COLUMN = "subject_kind"
_SUBJECTS = ("subject_id", "subject_ids")
_SOURCES = {"source_id": False, "source_ids": True, "coordinate_source": False}
# A name may stand without one.
_NAME_SOURCES = ("name_local_source", "name_ru_source")
# What rows may leave open: their record is then called unsourced.
_UNSOURCED_TABLES = {
    "nodes", "legs", "leg_status", "claims", "events", "closures", "confirmations", "assumptions",
}  # fmt: skip


def own_ids(tables: Sequence[Table], rows: Mapping[str, Sequence[Cells]]) -> dict[str, set[str]]:
    """Return the ids that an overlay gives itself, by the column that holds them."""
    return {
        f"{table.name}.{table.key[0]}": {row.get(table.key[0], "") for row in rows[table.name]}
        for table in tables
        if table.name in _NAMES
    }


def prefixed(
    table: Table,
    rows: Sequence[Cells],
    own: Mapping[str, Collection[str]],
    prefix: str,
    unsourced: str,
) -> list[dict[str, str]]:
    """Return rows with their own ids under the prefix, and what has no source marked as that."""
    by_kind = {kind: f"{name}.{_KEYS[name]}" for name, kind in _NAMES.items() if kind}
    found = [dict(row) for row in rows]
    for column in table.columns:
        name, refers = column.name, _refers_to(table, column)
        if refers == "*":
            for row in found:
                known = own.get(by_kind.get(row.get(_KIND_COLUMN, ""), ""))
                if known and row.get(name):
                    row[name] = _prefixed_cell(row[name], column.form, known, prefix)
        elif known := own.get(refers):
            for row in found:
                if cell := row.get(name, ""):
                    row[name] = _prefixed_cell(cell, column.form, known, prefix)
        if name in _SOURCES and table.name in _UNSOURCED_TABLES:
            for row in found:
                row[name] = row.get(name) or unsourced
    return found


def _prefixed_cell(cell: str, form: Form, known: Collection[str], prefix: str) -> str:
    """Return a cell of one or several ids, those that are known under the prefix."""
    if form is Form.IDS and ";" in cell:
        parts = cell.split(";")
        return ";".join(prefix + one.strip() if one.strip() in known else one for one in parts)
    return prefix + cell if cell in known else cell


def _refers_to(table: Table, column: Column) -> str:
    """Return which ids a column holds: `*` where another column says it, nothing for none."""
    name = column.name
    if name == table.key[0] and table.name in _NAMES:
        return f"{table.name}.{name}"
    if name in _SUBJECTS:
        return "*"
    return "sources.source_id" if name in _SOURCES or name in _NAME_SOURCES else column.refers_to


_KEYS = {
    "nodes": "node_id",
    "legs": "leg_id",
    "corridors": "corridor_id",
    "branch_names": "branch_id",
    "closures": "closure_id",
}
