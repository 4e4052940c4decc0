"""Data of one or several origins as one validated, immutable Catalog.

Reading never stops at the first fault: everything that is wrong is collected and raised once, as
a `DataError` that names file, row, column and what would be right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.clean import clean
from geo.errors import DataError, Fault
from geo.model.choice import KeptJourney, Preset
from geo.model.lines import Branch, Corridor, Leg, Node, PublishedLength, Strait
from geo.model.said import Claim, Event, KeyFigure, Report, Source, Withdrawn
from geo.model.states import Closure, Confirmation, DoubtRule, LegStatus, StateKind, Status
from geo.records.builders import claims_by_id, records_of, sums_of
from geo.records.claimchecks import preference_faults, vocabulary_faults
from geo.records.costs import Assumption
from geo.records.integrity import (
    confirmation_faults,
    history_faults,
    leg_faults,
    period_faults,
    preset_faults,
    range_faults,
    reference_faults,
    report_faults,
    source_faults,
    subject_faults,
    value_faults,
)
from geo.records.once import Once
from geo.records.plausible import (
    assumption_faults,
    chain_faults,
    closure_faults,
    coverage_faults,
    empty_faults,
    length_faults,
    name_faults,
    reading_faults,
    sign_faults,
    withdrawn_faults,
)
from geo.records.readers import Added, Beside, Folder, Reader, base_reader
from geo.records.reading import Rows, Tables
from geo.records.schema.every import CSV_TABLES
from geo.records.sums import Sum, sum_faults
from geo.records.tables import tables_of


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the data say, by id; mappings keep the order of the files.

    `wars` are the events that begin a war in a country, oldest first; `statuses` holds each leg's
    history in order of date, `confirmations` what was said of each state, oldest first;
    `key_figures` the slots of each corridor in order; `reported` what was reported elsewhere and
    not checked, which no other part of the catalog follows from. `basemap` maps a layer's file
    stem to its GeoJSON text. `data_end` is the last day the data speak of, `data_hash` the
    SHA-256 of all of it; `added` says whose overlays stand beside the shipped data.
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
    wars: tuple[Event, ...]
    closures: Mapping[str, Closure]
    confirmations: Mapping[tuple[StateKind, str], tuple[Confirmation, ...]]
    doubt_rules: Mapping[Status, DoubtRule]
    key_figures: Mapping[str, tuple[KeyFigure, ...]]
    sums: Mapping[str, Sum]
    assumptions: Mapping[str, Assumption]
    reported: tuple[Report, ...]
    published_lengths: Mapping[str, PublishedLength]
    journeys: Mapping[str, KeptJourney]
    presets: Mapping[str, Preset]
    withdrawn: Mapping[str, Withdrawn]
    basemap: Mapping[str, str]
    data_end: date
    data_hash: str
    added: tuple[Added, ...] = ()
    edition: str = ""
    made_on: date | None = None


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
    readers = [_reader_of(*one) for one in enumerate(sources or (base_reader(None),))]
    added = tuple(reader.added for reader in readers if isinstance(reader, Beside))
    tables = tables_of(readers)
    faults = [*_faults_between(tables)]
    faults += _ledger_faults(_without(tables.rows, faults), {one.origin for one in added})
    if tables.faults or faults:
        raise DataError(sorted(tables.faults), sorted(faults))
    records = records_of(tables.rows, tables.points, tables.lines)
    if faults := empty_faults(records, tables.data_end):
        raise DataError(faults)
    return Catalog(
        **records,
        basemap=MappingProxyType(tables.basemap),
        data_end=tables.data_end,
        data_hash=_hash_with(readers[0], added)
        if added and len(added) == len(readers) - 1
        else _hash_of(records, tables),
        added=added,
        edition=tables.edition,
        made_on=tables.made_on,
    )


def _reader_of(number: int, source: Reader | Path) -> Reader:
    """Return the reader of a source; a folder in the first place stands for the shipped data."""
    if isinstance(source, Path) and number:
        return Folder(source, clean(source.resolve().name))
    return base_reader(source)


def canonical_text(record: object) -> str:
    """Return a record as text that is the same in every run: a set has no order of its own."""
    kind: Any = type(record)
    names = _compared(kind)
    if names is None:
        return repr(record)
    return repr([_ordered(getattr(record, name)) for name in names])


@cache
def _compared(kind: type[Any]) -> tuple[str, ...] | None:
    """Return the names of what makes two records of a kind the same; nothing if it is no record."""
    return tuple(one.name for one in fields(kind) if one.compare) if is_dataclass(kind) else None


@cache
def _is_itself(kind: type[Any]) -> bool:
    """Tell of a kind of value that it has neither a set's order nor records inside."""
    return not (issubclass(kind, frozenset) or is_dataclass(kind))


def _ordered(value: Any) -> Any:
    """Return a value with its own sets, or those of a scenario it holds, in order."""
    kind: Any = type(value)
    if _is_itself(kind):
        return value
    if is_dataclass(value):
        inner = [getattr(value, one.name) for one in fields(value)]
        return canonical_text(value) if any(isinstance(one, frozenset) for one in inner) else value
    return sorted(value) if isinstance(value, frozenset) else value


def _faults_between(tables: Tables) -> list[Fault]:
    """Return what does not hold between rows and between tables.

    A table that could not be read whole, or a faulty row, is told as that: what would follow from
    it is not.
    """
    rows, ids, unread = tables.rows, tables.ids, tables.unread
    for table in unread:
        for place in [place for place in ids if place.partition(".")[0] == table]:
            del ids[place]
    of_sources = source_faults(rows["sources"])
    dated = {**_without(rows, of_sources), "confirmations": _told_confirmations(tables)}
    without_status = [] if "leg_status" in unread else _beyond(rows["legs"], ids, "leg_status")
    return [
        *reference_faults(rows, ids),
        *subject_faults(rows, ids),
        *(
            []
            if unread & {"branches", "legs"} or _is_broken(tables, "branches")
            else chain_faults(rows["branches"], rows["branch_names"], rows["legs"])
        ),
        *leg_faults(rows["legs"], tables.points, tables.lines),
        *length_faults(rows["legs"], tables.lines),
        *history_faults(rows["leg_status"], without_status),
        *confirmation_faults(dated),
        *period_faults(rows["claims"], rows["events"]),
        *value_faults(rows["claims"]),
        *sign_faults(rows["claims"]),
        *range_faults(rows["assumptions"], ids.get("sources.source_id")),
        *assumption_faults(rows["assumptions"]),
        *([] if _is_broken(tables, "assumptions") else coverage_faults(rows["assumptions"])),
        *closure_faults(rows["closures"]),
        *withdrawn_faults(rows["withdrawn"], ids),
        *of_sources,
        *report_faults(rows["reported"], rows["sources"]),
        *name_faults(rows),
        *preset_faults(rows, ids),
        *reading_faults(rows["published_lengths"], rows["legs"]),
    ]


def _beyond(legs: Rows, ids: Mapping[str, Collection[str]], table: str) -> Rows:
    """Return the legs that no row of a table names, not even a faulty one."""
    named = ids.get(f"{table}.leg_id", ())
    return [row for row in legs if row["leg_id"] not in named]


def _is_broken(tables: Tables, table: str) -> bool:
    """Whether rows of a table are missing because they are faulty, or the table was not read."""
    faulty = {fault.file.rpartition("/")[2] for fault in tables.faults}
    return table in tables.unread or f"{table}.csv" in faulty


def _told_confirmations(tables: Tables) -> Rows:
    """Return the confirmations but those of a state whose own row is faulty or was not read."""
    rows, ids = tables.rows, tables.ids
    sound = {
        StateKind.LEG: {row["leg_id"] for row in rows["legs"]},
        StateKind.CLOSURE: {row["closure_id"] for row in rows["closures"]},
    }
    written = {
        StateKind.LEG: ids.get("legs.leg_id"),
        StateKind.CLOSURE: ids.get("closures.closure_id"),
    }

    def is_told(row: Mapping[str, Any]) -> bool:
        kind, subject = row["subject_kind"], row["subject_id"]
        named = written[kind]
        return subject in sound[kind] or (named is not None and subject not in named)

    return [row for row in rows["confirmations"] if is_told(row)]


def _without(tables: Mapping[str, Rows], faults: Sequence[Fault]) -> dict[str, Rows]:
    """Return the tables without the rows that have a fault."""
    faulty = {(fault.file, fault.row) for fault in faults}
    if not faulty:
        return dict(tables)
    return {
        name: [row for row in rows if (row["file"], row["row"]) not in faulty]
        for name, rows in tables.items()
    }


_LATER = frozenset(table.name for table in CSV_TABLES if table.may_miss)


def _hash_of(records: Mapping[str, Any], tables: Tables) -> str:
    """Return the SHA-256 of the records, the basemap and the end of the data.

    Not of the files: how a table is quoted, or a number written, changes no record.
    """
    digest = hashlib.sha256()
    for name, held in sorted({**records, "basemap": tables.basemap}.items()):
        if name in _LATER and not held:
            continue  # as an edition was reckoned before there was such a table
        digest.update(f"{name}\n".encode())
        parts = held.items() if isinstance(held, Mapping) else enumerate(held)
        for key, record in parts:
            digest.update(f"{key!r} {canonical_text(record)}\n".encode())
    for row in tables.rows["omitted"]:
        digest.update(f"{row['fact_id']} {row['reason']}\n".encode())
    digest.update(tables.data_end.isoformat().encode())
    return digest.hexdigest()


def _hash_with(base: Reader, added: Sequence[Added]) -> str:
    """Return the SHA-256 of what a base and overlays say: of the base's own, and their digests.

    An overlay may bring tens of thousands of records, and its digest is of all of them already.
    """
    once = base if isinstance(base, Once) else Once(base)
    if not once.data_hash:
        alone = tables_of([once])
        once.data_hash = _hash_of(records_of(alone.rows, alone.points, alone.lines), alone)
    told = [once.data_hash, *(one.digest for one in added)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _ledger_faults(tables: Mapping[str, Rows], beside: Collection[str]) -> list[Fault]:
    """Return what is wrong between sound claims: words, groups without an order, sums.

    Claims of the origins `beside` contradict others as they like: nobody ordered them.
    """
    claims = claims_by_id(tables["claims"])
    # A sum of a claim that is faulty, or not there, is told by its reference.
    sums = [
        one
        for one in sums_of(tables["sums"]).values()
        if claims.keys() >= {one.total_claim_id, *one.part_claim_ids}
    ]
    claim_rows = {row["claim_id"]: (row["file"], row["row"]) for row in tables["claims"]}
    sum_rows = {row["sum_id"]: (row["file"], row["row"]) for row in tables["sums"]}
    every = list(claims.values())
    return [
        *vocabulary_faults(every, rows=claim_rows),
        *preference_faults(
            [claim for claim in every if claim.origin not in beside], rows=claim_rows
        ),
        *sum_faults(every, sums, rows=sum_rows),
    ]
