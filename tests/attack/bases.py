"""Hostile GeoPackages: databases that would reckon, nest or lie.

What becomes of them is in `tests/attack/watch.py`.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterator

from tests.attack.stranger import CANARY, Made, Stranger, named, put_at
from tests.own import files


def bases_strangers() -> Iterator[Stranger]:
    """Yield them all."""
    yield from named("base", _BASES)


def _base(script: str, change: Callable[[bytearray], None] | None = None) -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.deserialize(files.geopackage())
        base.executescript(script)
        base.commit()
        content = bytearray(base.serialize())
    if change is not None:
        change(content)
    return bytes(content)


def _looped(content: bytearray) -> None:
    """Make a table's pages its own children."""
    size = int.from_bytes(content[16:18], "big")
    for page in range(size, len(content), size):
        content[page : page + 12] = b"\x05\x00\x00\x00\x01\x0f\xf0\x00\x00\x00\x00\x02"


def _nested_wkb(depth: int, outer: int = 7) -> bytes:
    line = b"\x01" + struct.pack("<III4d", 2, 2, 0, *(1.0,) * 4)
    return (
        b"\x01" + struct.pack("<II", outer, 1) + (b"\x01" + struct.pack("<II", 7, 1)) * depth + line
    )


def _geometry(blob: bytes) -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.deserialize(files.geopackage())
        base.execute("UPDATE roads SET geom = ?", (b"GP\x00\x01\xe6\x10\x00\x00" + blob,))
        base.commit()
        return base.serialize()


_COMPUTED = (
    "CREATE TABLE g(geom BLOB, a TEXT, {}); UPDATE gpkg_geometry_columns SET table_name = 'g';"
)
_LATER = "".join(f"ALTER TABLE roads ADD COLUMN c{n} TEXT DEFAULT 'ab';" for n in range(1_900))
_ROWS = (
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 19000) "
    "INSERT INTO roads(geom) SELECT (SELECT geom FROM roads LIMIT 1) FROM c;"
)
_MASTER = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET {} WHERE name = 'roads';"
_BASES: dict[str, Made] = {
    "nested.gpkg": lambda: _geometry(_nested_wkb(700_000)),
    "nested in lines.gpkg": lambda: _geometry(_nested_wkb(700_000, outer=5)),
    "nested in points.gpkg": lambda: _geometry(_nested_wkb(700_000, outer=4)),
    "order.gpkg": lambda: _geometry(b"\x02" + _nested_wkb(700_000)[1:]),
    "flags.gpkg": lambda: _geometry(b"\x01" + struct.pack("<II", 0xE0000BBA, 1) + b"\x00" * 99),
    "many parts.gpkg": lambda: _geometry(
        b"\x01" + struct.pack("<II", 5, 800_000) + (b"\x01" + struct.pack("<II", 2, 0)) * 800_000
    ),
    "computed.gpkg": lambda: _base(
        _COMPUTED.format(",".join(f"b{n} AS ({'||'.join('a' * 7)})" for n in range(99)))
        + "INSERT INTO g(geom, a) SELECT geom, printf('%.*c', 1000000, 'x') FROM roads;"
    ),
    "computed late.gpkg": lambda: _base(
        _COMPUTED.format("b AS (a + a * a - a)")
        + "INSERT INTO g(geom, a) SELECT geom, 1 FROM roads;"
    ),
    "columns.gpkg": lambda: _base(_ROWS + _LATER),
    "long names.gpkg": lambda: _base(
        "".join(f'ALTER TABLE roads ADD COLUMN "{"n" * 9_000}{n}" TEXT;' for n in range(99)) + _ROWS
    ),
    "wal.gpkg": lambda: _base("", put_at(18, b"\x02\x02")),
    "page size.gpkg": lambda: _base("", put_at(16, b"\x00\x01")),
    "reserved.gpkg": lambda: _base("", put_at(20, b"\xff")),
    "future schema.gpkg": lambda: _base("", put_at(44, b"\xff\xff\xff\xff")),
    "free list.gpkg": lambda: _base("", put_at(32, b"\x00\x00\x00\x02\x7f\xff\xff\xff")),
    "looped.gpkg": lambda: _base("", _looped),
    "utf-16.gpkg": lambda: _base("", put_at(56, b"\x00\x00\x00\x02")),
    "master view.gpkg": lambda: _base(
        _MASTER.format("type = 'view', sql = 'CREATE VIEW roads AS SELECT * FROM roads'")
    ),
    "master table.gpkg": lambda: _base(
        _MASTER.format(
            "sql = 'CREATE TABLE roads(geom DEFAULT (readfile(''x'')), PRIMARY KEY(geom))'"
        )
    ),
    "master nonsense.gpkg": lambda: _base(_MASTER.format("sql = 'CREATE TABLE ('")),
    "master long.gpkg": lambda: _base(
        _MASTER.format(f"sql = 'CREATE TABLE roads({','.join(f'c{n}' for n in range(40_000))})'")
    ),
    "many tables.gpkg": lambda: _base("".join(f"CREATE TABLE t{n}(a);" for n in range(4_000))),
    "rtree.gpkg": lambda: _base(
        "CREATE VIRTUAL TABLE rtree_roads USING rtree(id, a, b, c, d);"
        "UPDATE gpkg_geometry_columns SET table_name = 'rtree_roads';"
    ),
    "function table.gpkg": lambda: _base(
        "UPDATE gpkg_geometry_columns SET table_name = 'pragma_database_list';"
    ),
    "attach.gpkg": lambda: _base(
        f"UPDATE gpkg_geometry_columns SET table_name = 'roads; ATTACH ''{CANARY}'' AS x';"
    ),
    "bytes.gpkg": lambda: _base(
        "UPDATE gpkg_geometry_columns SET table_name = x'00', srs_id = 1e99;"
    ),
    "same table.gpkg": lambda: _base(
        "INSERT INTO gpkg_geometry_columns SELECT a.* FROM gpkg_geometry_columns a, "
        "sqlite_master b, sqlite_master c, sqlite_master d;" + _ROWS
    ),
    "triggers.gpkg": lambda: _base(
        "CREATE VIEW v AS SELECT 1; CREATE TRIGGER t INSTEAD OF INSERT ON v "
        f"BEGIN SELECT writefile('{CANARY}', 'x'); END;"
    ),
    "collation.gpkg": lambda: _base(
        _MASTER.format("sql = 'CREATE TABLE roads(fid INTEGER PRIMARY KEY, geom COLLATE nobody)'")
    ),
}
