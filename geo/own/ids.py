"""Ids of an overlay's own records get its prefix; what it says of shipped records keeps theirs.

What belongs here: which cells hold ids, and whose. What does not: whether they exist
(`geo/records/integrity.py`). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from geo.records.contract import Form, Table

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
    table: Table, row: Cells, own: Mapping[str, Collection[str]], prefix: str, unsourced: str
) -> dict[str, str]:
    """Return a row with its own ids under the prefix, and what has no source marked as that."""
    by_kind = {kind: f"{name}.{_KEYS[name]}" for name, kind in _NAMES.items() if kind}
    done = dict(row)
    for column in table.columns:
        name = column.name
        refers = column.refers_to
        if name == table.key[0] and table.name in _NAMES:
            refers = f"{table.name}.{name}"
        elif name in _SUBJECTS:
            refers = by_kind.get(row.get(_KIND_COLUMN, ""), "")
        elif name in _SOURCES or name in _NAME_SOURCES:
            refers = "sources.source_id"
        if refers not in own or not done.get(name):
            continue
        is_list = column.form is Form.IDS
        parts = done[name].split(";") if is_list else [done[name]]
        done[name] = ";".join(
            prefix + part.strip() if part.strip() in own[refers] else part for part in parts
        )
    if table.name in _UNSOURCED_TABLES:
        for name in _SOURCES:
            if name in {column.name for column in table.columns} and not done.get(name):
                done[name] = unsourced
    return done


_KEYS = {
    "nodes": "node_id",
    "legs": "leg_id",
    "corridors": "corridor_id",
    "branch_names": "branch_id",
    "closures": "closure_id",
}
