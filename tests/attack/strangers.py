"""Hostile files for the page's own door, made by rule; the same list comes out in every run.

What belongs here: the files, and the whole list. Tricks of containers are in
`tests/attack/packed.py`, `sheets.py` and `bases.py`, of text in `written.py`; what becomes of all
is in `watch.py`.
"""

from __future__ import annotations

import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.attack.bases import bases_strangers
from tests.attack.packed import packed_strangers
from tests.attack.sheets import sheets_strangers
from tests.attack.stranger import CANARY, Stranger, named
from tests.attack.written import written_strangers
from tests.own import files


def strangers() -> list[Stranger]:
    """Return every hostile file."""
    return [
        *_documents(),
        *_xml(),
        *_zips(),
        *_json(),
        *_databases(),
        *_shapes(),
        *_texts(),
        *_workbooks(),
        *_speaking(),
        *_cut(),
        *_fuzzed(),
        *bases_strangers(),
        *packed_strangers(),
        *sheets_strangers(),
        *written_strangers(),
    ]


# --- what GDAL would obey ----------------------------------------------------------------------

_VRT = (
    f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{CANARY}</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
_WFS = "<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>"
_GDALG = json.dumps(
    {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {CANARY} ! write x"}
)
_ALSO = {
    "vrt raster": "<VRTDataset><VRTRasterBand><SimpleSource>"
    f"<SourceFilename>{CANARY}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
    "wms": "<GDAL_WMS><Service><ServerUrl>http://127.0.0.1:9/</ServerUrl></Service></GDAL_WMS>",
    "html": "<html><script>alert(1)</script></html>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "vsicurl": "/vsicurl/http://127.0.0.1:9/x.geojson",
    "pickle": "cos\nsystem\n(S'touch x'\ntR.",
}


def _documents() -> Iterator[Stranger]:
    for name, text in {"vrt": _VRT, "wfs": _WFS, "gdalg": _GDALG, **_ALSO}.items():
        for ending in ("geojson", "kml", "csv", "gpkg"):
            yield Stranger("document", f"{name}.{ending}", partial(str.encode, text))
        yield Stranger("document", f"bom {name}.csv", partial(_bom, text))
        inside = partial(files.zipped, **{f"{name.replace(' ', '_')}_dot_kml": text.encode()})
        yield Stranger("document", f"{name} in.kmz", inside)


def _bom(text: str) -> bytes:
    return b"\xef\xbb\xbf \n" + text.encode()


# --- XML ---------------------------------------------------------------------------------------


def _entities() -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE kml [<!ENTITY a0 "lol">{lines}]>'


def _xml() -> Iterator[Stranger]:
    plain = files.kml().decode()
    head, _, rest = plain.partition("?>")
    head += "?>"
    doctypes = {
        "laughs": _entities(),
        "file": f'<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{CANARY}">]>',
        "net": '<!DOCTYPE kml [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "parameter": '<!DOCTYPE kml [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        "dtd": '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd">',
        "quadratic": f'<!DOCTYPE kml [<!ENTITY x "{"A" * 50_000}">]>',
    }
    for name, doctype in doctypes.items():
        body = head + doctype + rest.replace("<name>x", "<name>&x;&a11;")
        yield Stranger("xml", f"{name}.kml", partial(str.encode, body))
        yield Stranger("xml", f"{name}.kmz", partial(files.zipped, doc_dot_kml=body.encode()))
    deep = f"{head}<kml>{'<Folder>' * 100_000}"
    many = f"{head}<kml>{'<Folder/>' * 1_200_000}</kml>"
    marks = f"{head}<kml><Document>{'<Placemark/>' * 30_000}</Document></kml>"
    long = plain.replace("</coordinates>", " 1,1,0" * 300_000 + "</coordinates>")
    attributes = " ".join(f'a{n}="x"' for n in range(300_000))
    wide = f"{head}<kml {attributes}/>"
    includes = plain.replace(
        "<name>x",
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{CANARY}"/><name>',
    )
    links = plain.replace(
        "<name>x", f"<NetworkLink><href>file://{CANARY}</href></NetworkLink><name>"
    )
    made: dict[str, bytes | Callable[[], bytes]] = {
        "deep.kml": deep.encode(),
        "many.kml": many.encode(),
        "marks.kml": marks.encode(),
        "long.kml": long.encode(),
        "wide.kml": wide.encode(),
        "includes.kml": includes.encode(),
        "links.kml": links.encode(),
        "utf7.kml": plain.replace("UTF-8", "UTF-7").encode(),
        "utf16.kml": plain.replace("UTF-8", "UTF-16").encode("utf-16"),
        "nonsense coordinates.kml": plain.replace("62.2005", "nan").encode(),
    }
    yield from named("xml", made)


# --- zips --------------------------------------------------------------------------------------


def _bomb(name: str, megabytes: int, filler: bytes = b"0") -> bytes:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
        packed.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(filler * 1_000_000)
    return content.getvalue()


def _crowd(count: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for number in range(count):
            packed.writestr(f"{number}.csv", b"a,b\n")
    return content.getvalue()


def _lying(name: str) -> bytes:
    """Return a zip whose directory says that its member is a few bytes long."""
    real = bytearray(_bomb(name, 30))
    at = real.rindex(b"PK\x01\x02")
    real[at + 24 : at + 28] = (200).to_bytes(4, "little")
    return bytes(real)


def _locked() -> bytes:
    content = bytearray(files.zipped(doc_dot_kml=files.kml()))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _zips() -> Iterator[Stranger]:
    member = files.kml()
    for name in ("doc.kml", "claims.csv", "xl/workbook.xml", "a.shp", "x.geojson"):
        stem = name.rpartition("/")[2].replace(".", "_")
        yield Stranger("zip", f"bomb_{stem}.zip", partial(_bomb, name, 90))
        yield Stranger("zip", f"small bomb_{stem}.zip", partial(_bomb, name, 40))
        yield Stranger("zip", f"lying_{stem}.zip", partial(_lying, name))
    nested = files.zipped(inner_dot_zip=files.zipped(doc_dot_kml=member))
    made: dict[str, bytes | Callable[[], bytes]] = {
        "crowd.zip": partial(_crowd, 5_000),
        "nested.zip": nested,
        "locked.kmz": _locked,
        "empty.zip": files.zipped(),
        "names.kmz": files.zipped(**{"..__..__..__tmp__canary_dot_kml": member}),
        "absolute.kmz": files.zipped(**{"__tmp__canary_dot_kml": member}),
        "twins.kmz": files.zipped(doc_dot_kml=member, a_dot_kml=member),
        "no end.zip": files.zipped(doc_dot_kml=member)[:-22],
    }
    yield from named("zip", made)


# --- JSON --------------------------------------------------------------------------------------


def _json() -> Iterator[Stranger]:
    start, end = '{"type":"FeatureCollection","features":[', "]}"
    line = '{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":%s}}'
    numbers = (
        "NaN",
        "Infinity",
        "1e999",
        "9" * 5_000,
        "true",
        "null",
        '"62"',
        "[]",
        "{}",
        "-1e308",
    )
    for number in numbers:
        text = start + line % f"[[{number},34],[61,34]]" + end
        yield Stranger("json", f"number {number[:12]}.geojson", partial(str.encode, text))
    deep = "[" * 200_000
    keys = ",".join(f'"k{n}":1' for n in range(200_000))
    made: dict[str, bytes | Callable[[], bytes]] = {
        "deep.json": deep.encode(),
        "deep geometry.geojson": (start + line % (deep[:90_000] + "]" * 90_000) + end).encode(),
        "deep properties.geojson": (
            start + '{"type":"Feature","properties":' + '{"a":' * 50_000 + "1" + "}" * 50_001 + end
        ).encode(),
        "many lists.json": lambda: b"[" + b"[]," * 6_000_000 + b"[]]",
        "many commas.json": lambda: b"[" + b"1," * 9_000_000 + b"1]",
        "many objects.json": lambda: b"[" + b"{}," * 800_000 + b"{}]",
        "many features.geojson": (
            start + ",".join([line % "[[1,1],[2,2]]"] * 25_000) + end
        ).encode(),
        "many vertices.geojson": (start + line % f"[{'[62,34],' * 250_000}[61,34]]" + end).encode(),
        "too large.json": lambda: b"[" + b" " * 21_000_000 + b"]",
        "keys.geojson": (
            start + '{"type":"Feature","geometry":null,"properties":{' + keys + "}}" + end
        ).encode(),
        "surrogates.geojson": (start + line % "[[62,34],[61,34]]" + end)
        .replace('"properties":{}', '"properties":{"name":"\\ud800\\u202ex"}')
        .encode(),
        "latin.geojson": (start + "é" + end).encode("latin-1"),
        "prototype.geojson": (start + line % "[[62,34],[61,34]]" + end)
        .replace("{}", '{"__proto__":{"a":1},"constructor":"x"}', 1)
        .encode(),
        "crs file.geojson": files.collection(files.feature(files.UTM), crs=f"file:{CANARY}"),
        "crs init.geojson": files.collection(files.feature(files.UTM), crs=f"+init={CANARY}:1"),
        "crs grid.geojson": files.collection(
            files.feature(files.UTM),
            crs=f'PROJCS["x",EXTENSION["PROJ4","+proj=longlat +nadgrids={CANARY}"]]',
        ),
        "crs net.geojson": files.collection(files.feature(files.UTM), crs="http://127.0.0.1:9/crs"),
        "collection.geojson": b'{"type":"GeometryCollection","geometries":[{"type":"Point"}]}',
    }
    yield from named("json", made)


# --- GeoPackage and SQLite ---------------------------------------------------------------------


def _database(script: str) -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.deserialize(files.geopackage())
        base.executescript(script)
        base.commit()
        return base.serialize()


_SCRIPTS = {
    "view": "ALTER TABLE roads RENAME TO old; CREATE VIEW roads AS SELECT * FROM old;",
    "endless view": "DROP TABLE roads; CREATE VIEW roads AS WITH RECURSIVE c(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS fid, x'00' AS geom FROM c;",
    "endless names": "DROP TABLE gpkg_geometry_columns; CREATE VIEW gpkg_geometry_columns AS WITH "
    "RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT 'x' AS table_name, 'g' AS "
    "column_name, n AS srs_id FROM c WHERE n < 0;",
    "trigger": "CREATE TRIGGER t AFTER INSERT ON roads BEGIN DELETE FROM roads; END;",
    "extension": "DROP TABLE roads; CREATE VIEW roads AS SELECT load_extension('x') AS geom;",
    "readfile": f"DROP TABLE roads; CREATE VIEW roads AS SELECT readfile('{CANARY}') AS geom;",
    "virtual": "DROP TABLE roads; CREATE VIRTUAL TABLE roads USING fts5(geom);",
    "quoted": "UPDATE gpkg_geometry_columns SET table_name = 'roads\"; DROP TABLE roads; --';",
    "master": "UPDATE gpkg_geometry_columns SET table_name = 'sqlite_master';",
    "no geometry": "UPDATE roads SET geom = NULL;",
    "huge count": "UPDATE roads SET geom = x'47500001E6100000010200000000FFFFFF7F';",
    "empty geometry": "UPDATE roads SET geom = x'4750';",
    "many": "INSERT INTO roads(geom) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "
    "c WHERE n < 30000) SELECT x'00' FROM c;",
    "big blob": "UPDATE roads SET geom = zeroblob(15000000);",
    "generated": "CREATE TABLE g(geom BLOB, b AS (zeroblob(1000000000)));"
    "UPDATE gpkg_geometry_columns SET table_name = 'g'; INSERT INTO g(geom) VALUES (x'00');",
}


def _databases() -> Iterator[Stranger]:
    for name, script in _SCRIPTS.items():
        yield Stranger("sqlite", f"{name}.gpkg", partial(_database, script))
    yield Stranger("sqlite", "header only.gpkg", partial(bytes, b"SQLite format 3\x00"))
    yield Stranger("sqlite", "plain.gpkg", lambda: b"SQLite format 3\x00" + b"\xff" * 100_000)


# --- shapefiles --------------------------------------------------------------------------------


def _damaged_shape(at: int, value: int) -> bytes:
    """Return a zipped shapefile with one big-endian or little-endian number replaced."""
    with zipfile.ZipFile(io.BytesIO(files.shape_zip())) as packed:
        members = {name: bytearray(packed.read(name)) for name in packed.namelist()}
    shape = members["a/roads.shp"]
    shape[at : at + 4] = value.to_bytes(4, "big" if at < 108 else "little", signed=True)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, bytes(data))
    return content.getvalue()


def _shapes() -> Iterator[Stranger]:
    for at in (24, 32, 100, 104, 108, 144, 148, 152):
        for value in (0, -1, 2**31 - 1, 1_000_000):
            yield Stranger("shapefile", f"{at} {value}.zip", partial(_damaged_shape, at, value))


# --- text --------------------------------------------------------------------------------------


def _texts() -> Iterator[Stranger]:
    wkt = files.wkt(files.WAY)
    made: dict[str, bytes | Callable[[], bytes]] = {
        "one line.csv": lambda: b"a," * 5_000_000,
        "one cell.csv": lambda: b"name,wkt\n" + b"x" * 10_000_000,
        "open quote.csv": lambda: b'name,wkt\n"' + b"x\n" * 3_000_000,
        "many rows.csv": lambda: b"name,lon,lat\n" + b"x,62,34\n" * 60_000,
        "many columns.csv": lambda: b",".join(b"c%d" % n for n in range(5_000)) + b"\n1",
        "zeros.csv": b"name,wkt\n\x00\x00\x00,\x00",
        "endless wkt.csv": lambda: b'name,wkt\nx,"LINESTRING(' + b"1 1," * 900_000 + b'2 2)"',
        "deep wkt.csv": lambda: b'name,wkt\nx,"' + b"GEOMETRYCOLLECTION(" * 50_000 + b'"',
        "numbers.csv": b"line_id,seq,lon,lat\na,1,1e999,nan\na,2,inf,-inf",
        "long number.csv": lambda: b"line_id,seq,lon,lat\na,1," + b"9" * 400_000 + b",1\na,2,1,1",
        "spaces.csv": lambda: b"name,lon,lat\nx," + b" " * 400_000 + b"62,34\n",
        "degrees.csv": lambda: b"name,lon,lat\nx," + b"1 " * 100_000 + b",34\n",
        "surrogates.csv": f"name,wkt\n\ufeff\u202e,{wkt!r}".encode("utf-16"),
        "binary.csv": lambda: random.Random(7).randbytes(100_000),
    }
    yield from named("text", made)


# --- workbooks ---------------------------------------------------------------------------------


def _part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(files.workbook({"legs": files.LEGS}))) as packed:
        members = {one: packed.read(one) for one in packed.namelist()}
    members[name] = change(members.get(name, b""))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, data in members.items():
            packed.writestr(one, data)
    return content.getvalue()


_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def _workbooks() -> Iterator[Stranger]:
    def after(mark: bytes, more: bytes) -> Callable[[bytes], bytes]:
        return lambda old: old.replace(mark, mark + more, 1)

    far = (
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    doctype = _entities().encode()
    parts: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
        "laughs": (_STRINGS, lambda old: old.replace(b"<sst", doctype + b"<sst", 1)),
        "external": (
            _SHEET,
            lambda old: old.replace(
                b"<worksheet", f'<!DOCTYPE x SYSTEM "file://{CANARY}"><worksheet'.encode(), 1
            ),
        ),
        "far": (_SHEET, lambda old: old.replace(b"</sheetData>", far, 1)),
        "dimension": (_SHEET, lambda old: old.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')),
        "many strings": (_STRINGS, lambda _: head + b"<sst>" + b"<si/>" * 3_000_000 + b"</sst>"),
        "many rows": (_SHEET, after(b"<sheetData>", b"<row/>" * 1_500_000)),
        "attributes": (
            "xl/styles.xml",
            lambda _: b"<styleSheet " + b" ".join(b'a%d="x"' % n for n in range(400_000)) + b"/>",
        ),
        "formulas": (_SHEET, after(b"<sheetData>", b'<row r="9"><c r="A9"><f>1+1</f></c></row>')),
        "no strings": (_STRINGS, lambda _: b""),
        "wrong string": (_SHEET, lambda old: old.replace(b"<v>0</v>", b"<v>999999</v>")),
        "huge style": (_SHEET, lambda old: old.replace(b't="s"', b't="s" s="999999999"', 1)),
        "dates": (_SHEET, lambda old: old.replace(b't="s"', b't="d"')),
        "utf16": (_STRINGS, lambda old: old.decode().encode("utf-16")),
        "not xml": ("xl/workbook.xml", lambda _: b"\x00" * 1_000),
        "relations": (
            "xl/_rels/workbook.xml.rels",
            lambda old: old.replace(b"worksheets/sheet1.xml", f"..{CANARY}".encode()),
        ),
        "outside": (
            "xl/_rels/workbook.xml.rels",
            lambda old: old.replace(
                b'Target="', b'TargetMode="External" Target="http://127.0.0.1:9/'
            ),
        ),
    }
    for name, (part, change) in parts.items():
        yield Stranger("workbook", f"{name}.xlsx", partial(_part, part, change))


# --- words that would act ----------------------------------------------------------------------

SPEAKING = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "\\x3cimg src=x onerror=alert(1)\\x3e",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    '=HYPERLINK("http://127.0.0.1:9")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "\x1b]0;owned\x07\x1b[2J",
    "abc\u202egnp.exe",
    "'; DROP TABLE legs; --",
    "{{7*7}}",
    "%n%s%x",
    "../../../etc/passwd",
)


def _speaking() -> Iterator[Stranger]:
    for number, text in enumerate(SPEAKING):
        said: dict[str, Any] = {"name": text, "status": text, "since": text, text: text}
        geojson = partial(files.collection, files.feature(files.WAY, said))
        yield Stranger("speaking", f"{number}.geojson", geojson)
        table = [
            ("leg_id", "name", "from_id", "to_id", "note"),
            ("x", text, "herat", "kabul", text),
        ]
        yield Stranger("speaking", f"{number}.xlsx", partial(files.workbook, {"legs": table}))


# --- cut short and fuzzed ----------------------------------------------------------------------

_DAMAGED = (
    "qgis.geojson", "google earth.kml", "earth.kmz", "degrees.gpkg", "metres.zip", "points.xlsx",
    "wkt.csv", "cp1256.csv",
)  # fmt: skip


def _cut_at(name: str, share: float) -> bytes:
    content = files.FILES[name]()
    return content[: int(len(content) * share)]


def _fuzzed_with(name: str, seed: int) -> bytes:
    content, chance = bytearray(files.FILES[name]()), random.Random(seed)
    for _ in range(chance.choice((1, 3, 20))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _cut() -> Iterator[Stranger]:
    for name in _DAMAGED:
        for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            yield Stranger("cut", f"{share} {name}", partial(_cut_at, name, share))


def _fuzzed() -> Iterator[Stranger]:
    for name in _DAMAGED:
        for seed in range(8):
            yield Stranger("fuzzed", f"{seed} {name}", partial(_fuzzed_with, name, seed))
