"""A GeoPackage from outside, as the SQLite database that it is: in memory, read-only, few tables.

What belongs here: from bytes to shapes. No file is written: SQLite reads the bytes where they are.
Of the database only plain tables that it registers as features are read, by queries of our own; no
view, trigger, virtual table, extension or attached file can come into play.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from geo.crs import system_name
from geo.errors import OverlayError
from geo.own.limits import MOST_COLUMNS, Meter
from geo.own.shape import Drawing, Shape, cell_text, drawing_of, parts_of_wkb, shape_of

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_STEPS = 10_000
_LONGEST_VALUE = 8_000_000
# Bytes of the envelope after the header of a geometry, by its kind.
_ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_NAMES = "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
_PLAIN = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"


def read_geopackage(content: bytes, meter: Meter) -> Drawing:
    """Return the features of every feature table.

    Raises
    ------
    OverlayError
        If it is no sound GeoPackage, or more than is read.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as database, _guarded(database, content, meter):
            return _drawing(database, meter)
    except (sqlite3.Error, struct.error, OverflowError):
        meter.tick()
        raise OverlayError("The GeoPackage is damaged or none. Export it again.") from None


@contextmanager
def _guarded(database: sqlite3.Connection, content: bytes, meter: Meter) -> Iterator[None]:
    """Let a database do nothing but read its own tables, and not for ever."""
    database.deserialize(content)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")
    database.text_factory = lambda raw: raw.decode("utf-8", errors="replace")

    def allow(action: int, what: object, *_: object) -> int:
        allowed = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and what == "table_xinfo")
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def late() -> int:
        try:
            meter.tick()
        except OverlayError:
            return 1
        return 0

    database.set_authorizer(allow)
    database.set_progress_handler(late, _STEPS)
    yield


def _drawing(database: sqlite3.Connection, meter: Meter) -> Drawing:
    shapes: list[Shape] = []
    systems: dict[str, None] = {}
    # A database names few tables; one that names thousands is after something else.
    for table, column, srs in database.execute(_NAMES).fetchmany(50):
        found = database.execute(_PLAIN, (table,)).fetchone()
        if not found or not str(found[0]).lstrip().upper().startswith("CREATE TABLE"):
            continue
        systems.setdefault(system_name(srs) if isinstance(srs, int) else "", None)
        for names, row in _rows(database, str(table)):
            shape = _shape(len(shapes) + 1, names, row, str(column), meter)
            meter.record(shape.cells.values())
            shapes.append(shape)
    if not shapes:
        raise OverlayError("The GeoPackage has no table of features.")
    if len(systems) > 1:
        raise OverlayError("The tables are in different reference systems. Export one of them.")
    return drawing_of(shapes, crs=next(iter(systems)))


def _rows(database: sqlite3.Connection, table: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    # The names are the database's own; doubled quotes keep them names.
    told = database.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchmany(MOST_COLUMNS + 1)
    # What is reckoned for each row (hidden) could be of any size, from a file of any.
    names = [str(name) for _, name, *_, hidden in told if not hidden]
    if len(told) > MOST_COLUMNS:
        raise OverlayError(f"A table has more than {MOST_COLUMNS} columns.")
    columns = ", ".join(map(_quoted, names))
    for row in database.execute(f"SELECT {columns} FROM {_quoted(table)}"):  # noqa: S608
        yield names, row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _shape(number: int, names: list[str], row: tuple[Any, ...], column: str, meter: Meter) -> Shape:
    cells, geometry = {}, None
    for name, value in zip(names, row, strict=True):
        if name == column:
            geometry = value
        elif not isinstance(value, bytes) and (said := cell_text(value)):
            cells[name[:80]] = said
    try:
        parts = parts_of_wkb(_wkb_of(geometry), meter)
    except OverlayError:
        raise
    except ValueError as error:
        return Shape(number, cells, flaw=str(error))
    return shape_of(number, cells, parts)


def _wkb_of(geometry: Any) -> bytes:
    """Return the well-known binary in a GeoPackage geometry (OGC 12-128, 2.1.3)."""
    if not isinstance(geometry, bytes) or len(geometry) < 8 or geometry[:2] != b"GP":
        raise ValueError("There is no GeoPackage geometry.")
    envelope = _ENVELOPE.get(geometry[3] >> 1 & 0x07)
    if envelope is None:
        raise ValueError("The geometry's envelope is of no known kind.")
    return geometry[8 + envelope :]
