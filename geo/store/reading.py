"""A store as the files of an origin: the reader behind a catalog, and what a dump writes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geo.editions.packed import PackedEdition, unpacked_edition
from geo.errors import StoreError
from geo.model.origins import SHIPPED
from geo.records.contract import Column, Form, Table
from geo.records.readers import InMemory, Reader, base_reader
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES
from geo.records.shapes import collection_text
from geo.store.address import Address, connected, is_address, store_address
from geo.store.tables import FILE, LISTS, PLACE, SHAPE, VERSION, cell_sql, quoted, table_name

if TYPE_CHECKING:
    from geo.store.address import Connection

_NUMBERS = (Form.NUMBER, Form.INTEGER)


@dataclass(frozen=True, slots=True)
class Published(InMemory):
    """What a store holds, as files in memory: a reader like a folder's.

    The files are in the canonical form: rows in their order, cells as short as they can be written.
    """

    files: Mapping[str, bytes] = field(repr=False)
    origin: str = SHIPPED


def reader_at(place: str) -> Reader | None:
    """Return the reader of a folder or of a store, by path or address; nothing of an empty text.

    Raises
    ------
    StoreError
        If it is a store's address and the store cannot be read.
    """
    if is_address(place):
        return read_store(store_address(place))
    return base_reader(Path(place)) if place else None


def read_store(address: Address) -> Published | PackedEdition:
    """Return what a store has published: the latest, or the edition the address names.

    Raises
    ------
    StoreError
        If the store cannot be read, or has no such edition.
    """
    with connected(address, read_only=True) as connection:
        # One moment for all tables, whatever is published meanwhile.
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        known_version(connection)
        if not address.edition:
            return Published(files_of(connection))
        found = connection.execute(
            "SELECT pack FROM corridors.editions WHERE edition_id = %s", [address.edition]
        ).fetchone()
    if found is None:
        raise StoreError(f"The store has published no edition {address.edition!r}.")
    return unpacked_edition(bytes(found[0]))


def version_of(connection: Connection) -> int:
    """Return the version of a store's schema; 0 where there is none."""
    there = connection.execute("SELECT to_regclass('corridors.store')").fetchone()
    if there is None or there[0] is None:
        return 0
    found = connection.execute("SELECT max(version) FROM corridors.store").fetchone()
    return int(found[0] or 0) if found else 0


def known_version(connection: Connection) -> int:
    """Return the version of a store that this program knows; an older one can be read.

    Raises
    ------
    StoreError
        If the store is newer.
    """
    version = version_of(connection)
    if version > VERSION:
        raise StoreError("The store is newer than this program: install a newer one.")
    return version


def published_state(address: Address) -> tuple[str, str]:
    """Return the id and the hash of the latest edition; both empty where nothing is published.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    with connected(address, read_only=True) as connection:
        found = connection.execute(
            "SELECT edition_id, data_hash FROM corridors.editions ORDER BY number DESC LIMIT 1"
        ).fetchone()
    return (str(found[0]), str(found[1])) if found else ("", "")


def files_of(connection: Connection) -> dict[str, bytes]:
    """Return everything as files by their names."""
    files = {
        str(name): bytes(content)
        for name, content in connection.execute("SELECT name, content FROM corridors.files")
    }
    for table in CSV_TABLES:
        files[table.file] = _csv_of(connection, table)
    files[NODES.file] = _features_of(connection, NODES).get(
        NODES.file, collection_text([]).encode()
    )
    return files | _features_of(connection, LEGS)


def _order(table: Table) -> str:
    return ", ".join(quoted(name) for name in (PLACE, *table.key))


def _csv_of(connection: Connection, table: Table) -> bytes:
    cells = ", ".join(cell_sql(column) for column in table.columns)
    rows = connection.execute(f"SELECT {cells} FROM {table_name(table)} ORDER BY {_order(table)}")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(rows)
    return out.getvalue().encode()


def _features_of(connection: Connection, table: Table) -> dict[str, bytes]:
    """Return the features of a table by the file they are in."""
    cells = ", ".join(_property_sql(column) for column in table.columns)
    asked = (
        f"SELECT {quoted(FILE)}, ST_AsBinary({quoted(SHAPE)}), {cells} "
        f"FROM {table_name(table)} ORDER BY {_order(table)}"
    )
    files: dict[str, list[str]] = {}
    for name, shape, *values in connection.execute(asked):
        files.setdefault(str(name), []).append(_feature(table, bytes(shape), values))
    return {name: collection_text(lines).encode() for name, lines in files.items()}


def _property_sql(column: Column) -> str:
    name = quoted(column.name)
    return name if column.form in LISTS else f"{name}::text"


def _feature(table: Table, shape: bytes, values: Sequence[Any]) -> str:
    """Return a feature as one line; numbers are written as they were."""
    geometry = shapely.from_wkb(shape)
    points = [list(point) for point in geometry.coords]
    coordinates: Any = points[0] if table is NODES else points
    properties = ",".join(
        f"{json.dumps(column.name)}:{_json_of(column, value)}"
        for column, value in zip(table.columns, values, strict=True)
    )
    told = {"type": geometry.geom_type, "coordinates": coordinates}
    drawn = json.dumps(told, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{{{properties}}},"geometry":{drawn}}}'


def _json_of(column: Column, value: Any) -> str:
    if column.form in LISTS:
        return json.dumps(list(value or ()), ensure_ascii=False, separators=(",", ":"))
    if value is None:
        return "null"
    if column.form in _NUMBERS or column.form is Form.FLAG:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
