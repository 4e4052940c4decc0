"""Data of one or several origins as one validated, immutable Catalog.

Reading never stops at the first fault: everything that is wrong is collected and raised once, as
a `DataError` that names file, row, column and what would be right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.claims import preference_faults, vocabulary_faults
from geo.costs import Assumption
from geo.errors import DataError, Fault
from geo.integrity import (
    branch_faults,
    confirmation_faults,
    history_faults,
    leg_faults,
    period_faults,
    range_faults,
    reference_faults,
    report_faults,
    source_faults,
    subject_faults,
    value_faults,
)
from geo.model import (
    SHIPPED,
    Branch,
    Claim,
    Closure,
    Confirmation,
    Corridor,
    DoubtRule,
    Event,
    KeyFigure,
    Leg,
    LegStatus,
    Node,
    Report,
    Source,
    StateKind,
    Status,
    Strait,
)
from geo.readers import Folder, Reader, data_folder
from geo.records import records_of
from geo.sums import Sum, sum_faults
from geo.tables import Rows, Tables, tables_of


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the data say, by id; mappings keep the order of the files.

    `statuses` holds each leg's history in order of date, `confirmations` what was said of each
    state, oldest first; `key_figures` the slots of each corridor in order; `reported` what was
    reported elsewhere and not checked, which no other part of the catalog follows from. `basemap`
    maps a layer's file stem to its GeoJSON text. `data_end` is the last day the data speak of,
    `data_hash` the SHA-256 of all of
    it.
    """

    corridors: Mapping[str, Corridor]
    branches: Mapping[str, Branch]
    legs: Mapping[str, Leg]
    nodes: Mapping[str, Node]
    straits: Mapping[str, Strait]
    sources: Mapping[str, Source]
    statuses: Mapping[str, tuple[LegStatus, ...]]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    closures: Mapping[str, Closure]
    confirmations: Mapping[tuple[StateKind, str], tuple[Confirmation, ...]]
    doubt_rules: Mapping[Status, DoubtRule]
    key_figures: Mapping[str, tuple[KeyFigure, ...]]
    sums: Mapping[str, Sum]
    assumptions: Mapping[str, Assumption]
    reported: tuple[Report, ...]
    basemap: Mapping[str, str]
    data_end: date
    data_hash: str


def read_catalog(*sources: Reader | Path) -> Catalog:
    """Read and validate data from one or several origins.

    Parameters
    ----------
    sources
        Readers, or folders laid out like the project's own `data/`, which alone is the default.
        The first has every table, the basemap and the end of the data; each further one brings
        what it has of the same tables, beside the first and never instead.

    Raises
    ------
    DataError
        With every fault found, if the data cannot be used.
    """
    tables = tables_of([_reader_of(*one) for one in enumerate(sources or (data_folder(),))])
    records = records_of(tables.rows, tables.points, tables.lines)
    faults = [*tables.faults, *_faults_between(tables), *_ledger_faults(tables.rows, records)]
    if faults:
        raise DataError(faults)
    return Catalog(
        **records,
        basemap=MappingProxyType(tables.basemap),
        data_end=tables.data_end,
        data_hash=_hash_of(records, tables),
    )


def _reader_of(number: int, source: Reader | Path) -> Reader:
    """Return the reader of a source; a folder in the first place stands for the shipped data."""
    if isinstance(source, Path):
        return Folder(source, SHIPPED if number == 0 else source.resolve().name)
    return source


def _canonical(record: object) -> str:
    """Return a record as text that is the same in every run: a set has no order of its own."""
    if not is_dataclass(record):
        return repr(record)
    values = (getattr(record, one.name) for one in fields(record))
    return repr([sorted(value) if isinstance(value, frozenset) else value for value in values])


def _faults_between(tables: Tables) -> list[Fault]:
    """Return what does not hold between rows and between tables."""
    rows = tables.rows
    return [
        *reference_faults(rows, tables.ids),
        *subject_faults(rows, tables.ids),
        *branch_faults(rows["branches"], rows["legs"]),
        *leg_faults(rows["legs"], tables.points, tables.lines),
        *history_faults(rows["leg_status"], rows["legs"]),
        *confirmation_faults(rows),
        *period_faults(rows["claims"], rows["events"]),
        *value_faults(rows["claims"]),
        *range_faults(rows["assumptions"], rows["sources"]),
        *source_faults(rows["sources"]),
        *report_faults(rows["reported"], rows["sources"]),
    ]


def _hash_of(records: Mapping[str, Any], tables: Tables) -> str:
    """Return the SHA-256 of the records, the basemap and the end of the data.

    Not of the files: how a table is quoted, or a number written, changes no record.
    """
    digest = hashlib.sha256()
    for name, held in sorted({**records, "basemap": tables.basemap}.items()):
        digest.update(f"{name}\n".encode())
        parts = held.items() if isinstance(held, Mapping) else enumerate(held)
        for key, record in parts:
            digest.update(f"{key!r} {_canonical(record)}\n".encode())
    for row in tables.rows["omitted"]:
        digest.update(f"{row['fact_id']} {row['reason']}\n".encode())
    digest.update(tables.data_end.isoformat().encode())
    return digest.hexdigest()


def _ledger_faults(tables: Mapping[str, Rows], records: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong between claims: words, contested groups without an order, sums."""
    claims, sums = list(records["claims"].values()), list(records["sums"].values())
    claim_rows = {row["claim_id"]: (row["file"], row["row"]) for row in tables["claims"]}
    sum_rows = {row["sum_id"]: (row["file"], row["row"]) for row in tables["sums"]}
    return [
        *vocabulary_faults(claims, rows=claim_rows),
        *preference_faults(claims, rows=claim_rows),
        *sum_faults(claims, sums, rows=sum_rows),
    ]
