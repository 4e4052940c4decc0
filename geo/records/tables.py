"""The tables of several origins put together; every fault collected, none raised. Pure.

What does not belong here: reading one origin (`geo/records/origin.py`), what must hold between rows
(`geo/records/integrity.py`) and records (`geo/records/builders.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from geo.errors import Fault
from geo.records.beside import set_beside
from geo.records.contract import Table
from geo.records.once import Once
from geo.records.origin import read_origin
from geo.records.readers import Beside, Reader
from geo.records.reading import Rows, Tables
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES


def tables_of(readers: Sequence[Reader]) -> Tables:
    """Return the tables of all readers together.

    Parameters
    ----------
    readers
        The first is the base: it has every table, the basemap and the end of the data. The others
        bring any subset of the tables beside it.
    """
    base = readers[0]
    tables = base.tables() if isinstance(base, Once) else Once(base).tables()
    for reader in readers[1:]:
        read_origin(reader, tables, is_base=False)
    for table in (NODES, LEGS, *CSV_TABLES):
        tables.rows.setdefault(table.name, [])
    for reader in readers:
        if isinstance(reader, Beside):
            set_beside(tables, reader.added)
    for table in (NODES, LEGS, *CSV_TABLES):
        tables.faults.extend(_doubled(table, tables.rows[table.name]))
    return tables


def _doubled(table: Table, rows: Rows) -> list[Fault]:
    """Return rows of one origin whose key another origin has; within one it is told on reading."""
    if len({row["origin"] for row in rows}) < 2:
        return []
    if len(set(map(itemgetter(*table.key), rows))) == len(rows):
        return []
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    faults = []
    for row in rows:
        key = tuple(row[column] for column in table.key)
        known = first.setdefault(key, row)
        if known["origin"] != row["origin"]:
            shown = ", ".join(str(part) for part in key)
            message = f"{shown} is in {known['file']} already."
            remedy = "Give it an id of its own."
            faults.append(Fault(row["file"], row["row"], table.key[0], message, remedy))
    return faults
