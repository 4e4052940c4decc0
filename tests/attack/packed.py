"""Hostile files that lie in how they are packed: zips, and shapefiles in them.

What belongs here: containers whose parts say what is not so. What becomes of them is in
`tests/attack/watch.py`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from tests.attack.stranger import CANARY, Made, Stranger, named, packed, put_at
from tests.own import files


def packed_strangers() -> Iterator[Stranger]:
    """Yield them all."""
    yield from named("container", _ZIPS)
    yield from named("shapes", _SHAPES)


_TABLE = b"subject_kind,subject_id,metric,value,unit,said_on\nnode,herat,freight_volume,7,t,2024\n"


# --- zips ---------------------------------------------------------------------------------------


def _entry(name: bytes, size: int, packed: int, crc: int, at: int, **told: int) -> bytes:
    """Return an entry of a zip's directory that says what it is told to say."""
    return (
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            told.get("made", 20),
            told.get("needs", 20),
            told.get("flags", 0),
            told.get("how", 8),
            told.get("time", 0),
            told.get("date", 0x21),
            crc,
            packed,
            size,
            len(name),
            0,
            0,
            0,
            0,
            told.get("mode", 0) << 16,
            at,
        )
        + name
    )


def _one_zip(names: list[bytes], data: bytes = _TABLE, **told: int) -> bytes:
    """Return a zip with one member that its directory names under each of the names."""
    deflated = zlib.compress(data, 9)[2:-4]
    crc, first = zlib.crc32(data), names[0]
    told_crc, size = told.pop("crc", crc), told.pop("size", len(data))
    flags, how = told.get("flags", 0), told.get("how", 8)
    sizes = (0, 0, 0) if flags & 8 else (crc, len(deflated), len(data))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, flags, how, 0, 0x21, *sizes, len(first), 0)
    body = local + first + deflated
    if flags & 8:
        body += struct.pack("<4s3I", b"PK\x07\x08", crc, len(deflated), len(data))
    at = told.pop("at", 0)
    entries = b"".join(_entry(one, size, len(deflated), told_crc, at, **told) for one in names)
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, len(names), len(names), len(entries), len(body), 0
    )
    return body + entries + end


def _zip64() -> bytes:
    """Return a zip whose end says that a larger end stands before it, with counts beyond belief."""
    plain = packed({"claims.csv": _TABLE})
    at = len(plain) - 22
    large = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**60, 2**60, 2**62, 2**61)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return plain[:at] + large + locator + end


def _second_end() -> bytes:
    """Return a zip in whose comment another zip's end stands."""
    inner = packed({"claims.csv": _TABLE})
    outer = bytearray(packed({"doc.kml": files.kml()}))
    outer[-2:] = struct.pack("<H", len(inner))
    return bytes(outer) + inner


def _nest(depth: int) -> bytes:
    content = files.kml()
    for _ in range(depth):
        content = packed({"doc.kml": content})
    return content


_ODD_NAMES = (
    b"..\\..\\..\\claims.csv",
    b"C:\\Windows\\claims.csv",
    b"CON/claims.csv",
    b"NUL.csv",
    b"AUX.kml",
    b"a\x00b/claims.csv",
    b"\x1b]0;x\x07/claims.csv",
    b"a\xe2\x80\xaevsc.smialc/claims.csv",
    b"a\nb: fault/claims.csv",
    b"<img src=x onerror=alert(1)>/claims.csv",
    b"/" * 60_000 + b"claims.csv",
    b"//host/share/claims.csv",
    b"x" * 60_000 + b".csv",
)
_MEGABYTE = (b"node,herat,freight_volume,%d,t,2024\n" % 7) * 6_000

_ZIPS: dict[str, Made] = {
    **{f"name {at}.zip": partial(_one_zip, [name]) for at, name in enumerate(_ODD_NAMES)},
    "overlapping.zip": lambda: _one_zip([b"%d/claims.csv" % n for n in range(290)], _MEGABYTE),
    "much text.zip": lambda: packed({f"{n}/claims.csv": _TABLE * 2_300 for n in range(290)}),
    "zip64.zip": _zip64,
    "second end.zip": _second_end,
    "nested.kmz": lambda: _nest(40),
    "aes.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), how=99),
    "strong.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), flags=0x41),
    "lies far.kmz": lambda: _one_zip([b"doc.kml"], b"<" * 1_500_000_000, size=900),
    "descriptor.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), flags=8),
    "descriptor lies.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), flags=8, size=9),
    "checksum.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), crc=7),
    "offset.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), at=2**31),
    "size.kmz": lambda: _one_zip([b"doc.kml"], files.kml(), size=2**32 - 2),
    "link.zip": lambda: _one_zip([b"claims.csv"], CANARY.encode(), mode=0o120777, made=0x0314),
    "no day.zip": lambda: _one_zip([b"claims.csv"], date=0xFFFF, time=0xFFFF),
    "twice.kmz": lambda: _one_zip([b"doc.kml", b"doc.kml"], files.kml()),
    "other name.kmz": lambda: _one_zip([b"doc.kml"], files.kml()).replace(
        b"doc.kml", b"doc.csv", 1
    ),
    "before it.kmz": lambda: b"PK\x03\x04" + b"\x00" * 5_000 + packed({"doc.kml": files.kml()}),
    "bzip2.kmz": lambda: packed({"doc.kml": files.kml()}, how=zipfile.ZIP_BZIP2),
    "lzma.kmz": lambda: packed({"doc.kml": files.kml()}, how=zipfile.ZIP_LZMA),
    "folder.xlsx": lambda: packed({"xl/workbook.xml/": b"", "xl/workbook.xml": b"<workbook/>"}),
}


# --- shapefiles ---------------------------------------------------------------------------------


def _shape(change: Callable[[dict[str, bytearray]], None]) -> bytes:
    """Return a zipped shapefile with its parts changed, by their endings."""
    with zipfile.ZipFile(io.BytesIO(files.shape_zip())) as whole:
        parts = {
            name.rpartition(".")[2]: bytearray(whole.read(name))
            for name in whole.namelist()
            if "roads" in name
        }
    change(parts)
    return packed({f"a/roads.{ending}": bytes(data) for ending, data in parts.items()})


def _dbf(at: int, value: bytes) -> bytes:
    return _shape(lambda parts: put_at(at, value)(parts["dbf"]))


def _more(**more: bytes) -> bytes:
    return _shape(
        lambda parts: parts.update({name: bytearray(data) for name, data in more.items()})
    )


def _without(ending: str) -> bytes:
    return _shape(lambda parts: parts.__delitem__(ending))


def _shp(at: int, value: bytes) -> bytes:
    return _shape(lambda parts: put_at(at, value)(parts["shp"]))


_GRID = f'GEOGCS["x",DATUM["d",SPHEROID["s",1,1],EXTENSION["PROJ4_GRIDS","{CANARY}"]]]'
_SHAPES: dict[str, Made] = {
    "records.zip": lambda: _dbf(4, b"\xff\xff\xff\x7f"),
    "no records.zip": lambda: _dbf(4, b"\x00\x00\x00\x00"),
    "header.zip": lambda: _dbf(8, b"\xff\xff"),
    "header 0.zip": lambda: _dbf(8, b"\x00\x00"),
    "length.zip": lambda: _dbf(10, b"\xff\xff"),
    "length 0.zip": lambda: _dbf(10, b"\x00\x00"),
    "name.zip": lambda: _dbf(32, b"<script>\x00\xff\x1b"),
    "kind.zip": lambda: _dbf(43, b"M"),
    "number.zip": lambda: _dbf(43, b"N"),
    "date.zip": lambda: _dbf(43, b"D"),
    "width.zip": lambda: _dbf(48, b"\xff"),
    "no end.zip": lambda: _dbf(96, b"\x41"),
    "no dbf.zip": lambda: _without("dbf"),
    "no shx.zip": lambda: _without("shx"),
    "empty dbf.zip": lambda: _more(dbf=b""),
    "empty shp.zip": lambda: _more(shp=b""),
    "shx lies.zip": lambda: _more(shx=b"\xff" * 4_000),
    "deep prj.zip": lambda: _more(prj=b"PROJCS[" * 500_000),
    "grid prj.zip": lambda: _more(prj=_GRID.encode()),
    "pipeline prj.zip": lambda: _more(prj=f"+proj=hgridshift +grids={CANARY}".encode()),
    "json prj.zip": lambda: _more(prj=b'{"type":"GeographicCRS","name":"x","datum":{}}'),
    "file prj.zip": lambda: _more(prj=f"@{CANARY}".encode()),
    "cpg.zip": lambda: _more(cpg=f"../../{CANARY}".encode() * 999),
    "zip cpg.zip": lambda: _more(cpg=b"zip"),
    "utf-7 cpg.zip": lambda: _more(cpg=b"utf-7"),
    "far.zip": lambda: _shp(152, struct.pack("<2d", 1e308, -1e308)),
    "no data.zip": lambda: _shp(152, struct.pack("<2d", -1.7e38, -1.7e38)),
    "not a number.zip": lambda: _shp(152, struct.pack("<2d", float("nan"), float("inf"))),
    "patch.zip": lambda: _shp(108, struct.pack("<i", 31)),
    "nothing.zip": lambda: _shp(108, struct.pack("<i", 0)),
    "parts.zip": lambda: _shp(144, struct.pack("<3i", 1, 4, -5)),
}
