"""Proposals: made from a file, listed, accepted or rejected, and published as editions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.editions.packed import Edition, packed_edition
from geo.editions.renewed import next_id, renewed_package
from geo.errors import StoreError
from geo.model.lines import LonLat
from geo.own.defaults import completed
from geo.own.lines import GEOMETRY, drawn_features
from geo.own.overlay import OWN_TABLES, Overlay
from geo.records.catalog import Catalog, read_catalog
from geo.records.contract import Table
from geo.records.package import PACKAGE
from geo.records.schema.lines import LEGS, NODES
from geo.store.address import Address, connected
from geo.store.drafts import AT_ONCE
from geo.store.filling import need_version
from geo.store.reading import Published, files_of
from geo.store.tables import SHAPE, TABLES, quoted, table_name, value_of

if TYPE_CHECKING:
    from geo.store.address import Connection

# One publishing at a time: the second waits for the first and then sees what it did.
_PUBLISHING = 7_204_117


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row that somebody wants changed; `rivals` are other open proposals on the same row.

    `before` is nothing for a new row, `after` for one to be taken out. `stale` tells that the row
    has changed since it was proposed.
    """

    proposal_id: int
    table: str
    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    by: str
    at: datetime
    rivals: tuple[int, ...]
    stale: bool

    @property
    def differing(self) -> dict[str, tuple[Any, Any]]:
        """Return what differs, column by column, before and after."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys((*before, *after))
        return {
            name: (before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name) and name not in ("row_place", "file")
        }


def open_proposals(address: Address) -> tuple[Proposal, ...]:
    """Return the open proposals, oldest first.

    Raises
    ------
    StoreError
        If the store cannot be read, or its address may not see them.
    """
    with connected(address, read_only=True) as connection:
        need_version(connection)
        return tuple(_open(connection))


def _open(connection: Connection) -> Iterator[Proposal]:
    rows = connection.execute(
        "SELECT id, table_name, key, before, after, proposed_by, proposed_at, "
        "array(SELECT o.id FROM corridors.proposals o WHERE o.state = 'open' AND o.id <> p.id "
        "AND o.table_name = p.table_name AND o.key = p.key) "
        "FROM corridors.proposals p WHERE state = 'open' ORDER BY id"
    ).fetchall()
    known = {table.name: table for table in TABLES}
    for number, table, key, before, after, by, at, rivals in rows:
        now = connection.execute(
            f"SELECT to_jsonb(t) FROM {table_name(known[table])} t WHERE to_jsonb(t) @> %s::jsonb",
            [json.dumps(key)],
        ).fetchone()
        stale = (now[0] if now else None) != before
        yield Proposal(number, table, key, before, after, by, at, tuple(rivals), stale)


def propose(address: Address, overlay: Overlay) -> int:
    """Propose every row of an overlay's tables; return how many.

    An id that is there already is proposed as a change of that row, in the cells that are given;
    another one as a new row, its empty cells with their usual values.

    Raises
    ------
    StoreError
        If a row cannot be in the store; then nothing of the file is proposed.
    """
    with connected(address) as connection:
        need_version(connection)
        places = _places(connection)
        rows = [row for table in OWN_TABLES for row in _rows(overlay, table, places)]
        for table, given, whole in rows:
            _propose(connection, table, given, whole)
    return len(rows)


def _places(connection: Connection) -> dict[str, LonLat]:
    asked = f"SELECT node_id, ST_X({SHAPE}), ST_Y({SHAPE}) FROM draft.nodes"
    return {name: (lon, lat) for name, lon, lat in connection.execute(asked.encode())}


def _rows(
    overlay: Overlay, table: Table, places: Mapping[str, LonLat]
) -> Iterator[tuple[Table, dict[str, object], dict[str, object]]]:
    """Yield each row twice: what is given of it, and the whole with usual values."""
    raw = overlay.rows(table.name)
    whole = completed(table, [one.cells for one in raw])
    nodes, legs = (whole if table is one else [] for one in (NODES, LEGS))
    features = [*chain(*drawn_features(nodes, legs, places))] if nodes or legs else []
    for place, (one, cells) in enumerate(zip(raw, whole, strict=True)):
        told = dict(cells)
        shape = features[place]["geometry"] if features else None
        if features and not told.get("length_km"):
            told["length_km"] = str(features[place]["properties"].get("length_km") or "")
        given = {name: told[name] for name, cell in one.cells.items() if cell and name in told}
        drawn = {SHAPE: json.dumps(shape)} if shape else {}
        moved = drawn if one.cells.get(GEOMETRY) or one.cells.get("lon") else {}
        key = {name: told[name] for name in table.key}
        yield table, _typed(table, key | given) | moved, _typed(table, told) | drawn


def _typed(table: Table, cells: Mapping[str, str]) -> dict[str, object]:
    """Return the cells of a contract's columns as the database takes them."""
    columns = [one for one in table.columns if one.name in cells]
    return {one.name: value_of(one, cells[one.name]) for one in columns}


def _propose(
    connection: Connection,
    table: Table,
    given: Mapping[str, object],
    whole: Mapping[str, object],
) -> None:
    view = table_name(table, "draft")
    where = " AND ".join(f"{quoted(name)} = %s" for name in table.key)
    key = [whole[name] for name in table.key]
    asked = f"SELECT 1 FROM {view} WHERE {where}"
    if connection.execute(asked.encode(), key).fetchone():
        sets = ", ".join(f"{quoted(name)} = %s" for name in given)
        statement = f"UPDATE {view} SET {sets} WHERE {where}"
        connection.execute(statement.encode(), [*given.values(), *key])
        return
    told = {name: value for name, value in whole.items() if value is not None}
    names, cells = ", ".join(map(quoted, told)), ", ".join(["%s"] * len(told))
    statement = f"INSERT INTO {view} ({names}) VALUES ({cells})"
    connection.execute(statement.encode(), list(told.values()))


def rejected(address: Address, ids: Sequence[int], reason: str) -> None:
    """Reject proposals with a reason.

    Raises
    ------
    StoreError
        If one is not open, the reason is empty, or the role may not.
    """
    with connected(address) as connection:
        need_version(connection)
        for number in ids:
            connection.execute("SELECT corridors.reject(%s, %s)", [number, reason])


def with_proposals(address: Address, ids: Sequence[int]) -> tuple[Catalog, Catalog]:
    """Return the data as published and as they would be with proposals; nothing is kept.

    Raises
    ------
    StoreError
        If one cannot be accepted by whoever asks.
    DataError
        With every fault that the data would have.
    """
    with connected(address) as connection:
        need_version(connection)
        before = read_catalog(Published(files_of(connection)))
        _accept(connection, ids, "")
        after = read_catalog(Published(files_of(connection)))
        connection.rollback()
    return before, after


def publish_edition(
    address: Address, ids: Sequence[int], *, made: date, reason: str = ""
) -> Edition:
    """Accept proposals and publish what then is as the next edition, all of it or nothing.

    Parameters
    ----------
    address
        Of a reviewer who proposed none of them.
    ids
        The proposals.
    made
        The day of the edition.
    reason
        Kept with each proposal and the edition.

    Raises
    ------
    StoreError
        If one is not open, is the reviewer's own, or is about a row that has changed since.
    DataError
        With every fault that the data would have; then nothing is accepted.
    """
    with connected(address) as connection:
        need_version(connection)
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])
        _accept(connection, ids, reason)
        files = files_of(connection)
        last = connection.execute(
            "SELECT edition_id, data_end FROM corridors.editions ORDER BY number DESC LIMIT 1"
        ).fetchone()
        if last is None:
            raise StoreError("The store holds no data yet: run store load first.")
        files[PACKAGE] = renewed_package(files, next_id(*last), made)
        edition, pack = packed_edition(Published(files))
        connection.execute(
            "SELECT corridors.publish(%s, %s, %s, %s, %s, %s)",
            [
                edition.edition_id,
                edition.data_end,
                edition.data_hash,
                pack,
                files[PACKAGE],
                reason,
            ],
        )
    return edition


def _accept(connection: Connection, ids: Sequence[int], reason: str) -> None:
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    for number in ids:
        connection.execute("SELECT corridors.accept(%s, %s)", [number, reason])
    # References are checked here, so that what is wrong is told of the proposals; that they are
    # published too is checked at the end.
    found = connection.execute(
        "SELECT string_agg(DISTINCT format('corridors.%%I', conname), ', ') FROM pg_constraint "
        "WHERE condeferrable AND connamespace = 'corridors'::regnamespace AND conname <> %s",
        [AT_ONCE],
    ).fetchone()
    if found and found[0]:
        connection.execute(f"SET CONSTRAINTS {found[0]} IMMEDIATE".encode())
