"""Making a store, filling it from a folder, and dumping it into one; each whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geo.crs import SRID
from geo.editions.packed import Edition, packed_edition, unpacked_edition
from geo.errors import StoreError
from geo.parts import folder_beside, sweep
from geo.records.catalog import read_catalog
from geo.records.contract import Table
from geo.records.package import BASEMAP_FOLDER, LAYERS_FOLDER, PACKAGE
from geo.records.readers import Reader
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES
from geo.store import drafts
from geo.store.address import Address, connected
from geo.store.reading import Published, files_of, known_version, version_of
from geo.store.tables import (
    LISTS,
    VERSION,
    quoted,
    stored_columns,
    table_name,
    tables_sql,
    value_of,
)

if TYPE_CHECKING:
    from geo.store.address import Connection

_IDLE = "idle_in_transaction_session_timeout = '30min'"
# From one version of the schema to the next; a store of any older one is led forward by all.
MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: ("ALTER TABLE corridors.editions ADD COLUMN IF NOT EXISTS note text NOT NULL DEFAULT ''",),
    2: (),  # views alone, which are made anew each time
}


def init(address: Address) -> str:
    """Make the store's schema, or lead an older one forward; return what was done.

    Raises
    ------
    StoreError
        If the database has no PostGIS, the store is newer than this program, or the role may not.
    """
    with connected(address) as connection:
        _need_postgis(connection)
        version = version_of(connection)
        if version > VERSION:
            raise StoreError(
                f"The store is of version {version}, this program knows {VERSION}: "
                "install a newer one."
            )
        if version == 0:
            _make(connection)
            told = f"A store of version {VERSION} was made."
        else:
            for step in range(version, VERSION):
                _run(connection, MIGRATIONS[step])
            told = (
                f"The store was led from version {version} to {VERSION}."
                if version < VERSION
                else f"The store is of version {version} already."
            )
        connection.execute(drafts.functions_sql().encode())
        _run(connection, drafts.triggers_sql())
        _run(connection, drafts.views_sql())
        _run(connection, drafts.roles_sql())
        connection.execute("DELETE FROM corridors.store")
        connection.execute("INSERT INTO corridors.store (version) VALUES (%s)", [VERSION])
    return told


def _need_postgis(connection: Connection) -> None:
    there = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone()
    if there:
        return
    offered = "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
    if not connection.execute(offered).fetchone():
        raise StoreError("The database server has no PostGIS: install it beside PostgreSQL.")
    connection.execute("CREATE EXTENSION postgis")


def _make(connection: Connection) -> None:
    connection.execute("CREATE SCHEMA corridors")
    connection.execute("CREATE SCHEMA draft")
    connection.execute(drafts.household_sql().encode())
    # The tables' triggers name a function.
    connection.execute(drafts.functions_sql().encode())
    _run(connection, tables_sql())


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())


def fill(address: Address, reader: Reader, *, papers: Mapping[str, bytes] | None = None) -> Edition:
    """Fill an empty store from a folder, and publish that as its first edition.

    Raises
    ------
    StoreError
        If the store is not there, is of another version, or holds something already.
    DataError, EditionError
        If the folder's data have faults, or do not say which edition they are.
    """
    edition, pack = packed_edition(reader)
    whole = unpacked_edition(pack)  # a table that an older folder does not know is empty
    with connected(address) as connection:
        need_version(connection)
        if connection.execute("SELECT 1 FROM corridors.editions LIMIT 1").fetchone():
            raise StoreError("The store holds data already: propose what is new instead.")
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in CSV_TABLES:
            text = whole.content(table.file).decode("utf-8-sig")
            _copy(connection, table, _rows_of(table, text))
        _copy(connection, NODES, _features(NODES, NODES.file, reader))
        for name in reader.names(LAYERS_FOLDER):
            _copy(connection, LEGS, _features(LEGS, name, reader))
        names = [PACKAGE, *reader.names(BASEMAP_FOLDER)]
        files = {name: reader.content(name) for name in names} | dict(papers or {})
        for name, content in files.items():
            connection.execute(
                "INSERT INTO corridors.files (name, content) VALUES (%s, %s)", [name, content]
            )
        catalog = read_catalog(Published(files_of(connection)))
        if catalog.data_hash != edition.data_hash:
            raise StoreError("The store would hold other data than the folder; nothing was kept.")
        connection.execute(
            "INSERT INTO corridors.editions (edition_id, data_end, data_hash, pack, note) "
            "VALUES (%s, %s, %s, %s, 'loaded from a folder')",
            [edition.edition_id, edition.data_end, edition.data_hash, pack],
        )
    return edition


def need_version(connection: Connection) -> None:
    """Refuse a store of another version.

    Raises
    ------
    StoreError
        Saying which it is, and what to do.
    """
    if known_version(connection) < VERSION:
        raise StoreError("This database holds no store of ours, or an older one: run store init.")


def _rows_of(table: Table, text: str) -> Iterator[list[object]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    for place, row in enumerate(rows, start=1):
        yield [*(value_of(one, row.get(one.name) or "") for one in table.columns), float(place)]


def _features(table: Table, name: str, reader: Reader) -> Iterator[list[object]]:
    text = reader.content(name).decode("utf-8-sig")
    # Numbers stay as they are written: 5.0 is not 5.
    collection = json.loads(text, parse_float=str, parse_int=str)
    for place, feature in enumerate(collection["features"], start=1):
        properties = feature["properties"]
        shape = shapely.from_geojson(json.dumps(_numbered(feature["geometry"])))
        cells = [_cell(table, one.name, properties.get(one.name)) for one in table.columns]
        yield [
            *cells,
            name,
            f"SRID={SRID};{shapely.to_wkt(shape, rounding_precision=-1)}",
            float(place),
        ]


def _numbered(geometry: Any) -> Any:
    """Return a geometry with its coordinates as numbers again."""
    if isinstance(geometry, dict):
        return {key: _numbered(value) for key, value in geometry.items()}
    if isinstance(geometry, list):
        return [_numbered(one) for one in geometry]
    try:
        return float(geometry)
    except (TypeError, ValueError):
        return geometry


def _cell(table: Table, name: str, value: Any) -> object:
    if table.column(name).form in LISTS:
        return list(value or ())
    return None if value is None else value


def _copy(connection: Connection, table: Table, rows: Iterable[list[object]]) -> None:
    names = ", ".join(quoted(name) for name in stored_columns(table))
    asked = f"COPY {table_name(table)} ({names}) FROM STDIN".encode()
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row(row)


def dump(address: Address, folder: Path) -> int:
    """Write a store's data as a folder that is not there yet; return how many files.

    Raises
    ------
    StoreError
        If the folder is there, or the store cannot be read; then nothing is left on the disk.
    """
    if folder.exists():
        raise StoreError(f"{folder} is there already; name a folder that is not.")
    with connected(address, read_only=True) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        need_version(connection)
        files = files_of(connection)
    try:
        sweep(folder.parent)
        beside = folder_beside(folder)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made: {(error.strerror or '').lower()}.") from None
    try:
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        beside.replace(folder)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {(error.strerror or '').lower()}.") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    folder.chmod(0o755)
    return len(files)


def status(address: Address) -> list[str]:
    """Return what a store holds, a line each.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    with connected(address, read_only=True) as connection:
        need_version(connection)
        last = connection.execute(
            "SELECT edition_id, published_at, published_by FROM corridors.editions "
            "ORDER BY number DESC LIMIT 1"
        ).fetchone()
        count = connection.execute("SELECT count(*) FROM corridors.editions").fetchone()
        may = connection.execute(
            "SELECT has_table_privilege('corridors.proposals', 'SELECT')"
        ).fetchone()
        waiting = (
            connection.execute(
                "SELECT proposed_by, count(*) FROM corridors.proposals WHERE state = 'open' "
                "GROUP BY proposed_by ORDER BY proposed_by"
            ).fetchall()
            if may and may[0]
            else None
        )
    lines = [f"Schema: version {VERSION}."]
    if last is None:
        return [*lines, "Nothing is published yet."]
    lines.append(
        f"Published: edition {last[0]}, {last[1]:%Y-%m-%d %H:%M} by {last[2]}; "
        f"{count[0] if count else 0} editions in all."
    )
    if waiting is not None:
        told = ", ".join(f"{number} by {name}" for name, number in waiting) or "none"
        lines.append(f"Open proposals: {told}.")
    return lines


def grant(address: Address, name: str, rank: str) -> str:
    """Let a user of the database read, edit or review; one that is not there is made.

    Raises
    ------
    StoreError
        If the role of the address may not do that.
    """
    with connected(address) as connection:
        need_version(connection)
        there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if not there:
            connection.execute(f"CREATE ROLE {quoted(name)} LOGIN CONNECTION LIMIT 20".encode())
            # Whatever program is used: none holds up the rest for long.
            for limit in ("statement_timeout = '5min'", _IDLE):
                connection.execute(f"ALTER ROLE {quoted(name)} SET {limit}".encode())
        for role in drafts.ROLES:
            connection.execute(f"REVOKE {role} FROM {quoted(name)}".encode())
        connection.execute(f"GRANT corridors_{rank} TO {quoted(name)}".encode())
    made = "" if there else " It was made without a password: set one, or let the server know it."
    return f"{name} is {rank} now.{made}"
