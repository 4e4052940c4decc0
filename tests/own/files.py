"""Files of lines as programs and people really write them, all of the way from Herat to Islam Qala.

What belongs here: the files. What becomes of them is in `test_files.py`; hostile ones are in
`tests/attack/strangers.py`.
"""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import shapefile
import shapely
import xlsxwriter
from pyproj import Transformer

HERAT, QALA = (62.19967, 34.34817), (61.07, 34.67)
WAY = [(62.2005, 34.349), (61.9, 34.42), (61.5, 34.55), (61.0705, 34.6695)]
NAME = "Herat – Islam Qala"
PROPERTIES = {"name": NAME, "status": "under construction", "since": "2024-05-01"}
Row = Sequence[Any]


def projected(code: int) -> list[tuple[float, float]]:
    turn = Transformer.from_crs(4326, code, always_xy=True)
    return [turn.transform(*place) for place in WAY]


def feature(
    line: Sequence[Any], properties: dict[str, Any] | None = None, kind: str = "LineString"
) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [list(place) for place in line]}
    return {"type": "Feature", "properties": properties or PROPERTIES, "geometry": geometry}


def collection(*features: Any, crs: str = "") -> bytes:
    whole: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        whole["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(whole, ensure_ascii=False).encode()


def wkt(line: Sequence[tuple[float, float]]) -> str:
    return "LINESTRING(" + ",".join(f"{x} {y}" for x, y in line) + ")"


def rows_text(rows: Sequence[Row], mark: str = ",", encoding: str = "utf-8") -> bytes:
    quoted = [[f'"{cell}"' if mark in str(cell) else str(cell) for cell in row] for row in rows]
    return "\r\n".join(mark.join(row) for row in quoted).encode(encoding)


def points(line: Sequence[Row], header: Row = ("line_id", "seq", "lon", "lat")) -> list[Row]:
    return [header, *(["A", at, *place] for at, place in enumerate(line, start=1))]


def kml(
    body: str = "", *, namespace: str = ' xmlns="http://www.opengis.net/kml/2.2"', more: str = ""
) -> bytes:
    places = " ".join(f"{x},{y},0" for x, y in WAY)
    line = (
        body
        or "<LineString><tessellate>1</tessellate><coordinates>"
        f"\n{places}\n</coordinates></LineString>"
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><kml{namespace}><Document><name>x</name>{more}'
        f"<Folder><Placemark><name>{NAME}</name><description><![CDATA[<b>open</b>]]></description>"
        '<ExtendedData><Data name="status"><value>planned</value></Data></ExtendedData>'
        f"{line}</Placemark></Folder></Document></kml>"
    )
    return text.encode()


def track() -> bytes:
    coords = "".join(f"<gx:coord>{x} {y} 900</gx:coord>" for x, y in WAY)
    space = ' xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return kml(f"<gx:Track><when>2024-01-01</when>{coords}</gx:Track>", namespace=space)


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("_dot_", ".").replace("__", "/"), data)
    return content.getvalue()


def geopackage(line: Sequence[tuple[float, float]] = WAY, srs: int = 4326) -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, "
            "geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);"
            "CREATE TABLE roads (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, status TEXT);"
        )
        base.execute(
            "INSERT INTO gpkg_geometry_columns VALUES ('roads','geom','LINESTRING',?,0,0)", (srs,)
        )
        blob = b"GP\x00\x01" + struct.pack("<i", srs) + shapely.to_wkb(shapely.LineString(line))
        base.execute("INSERT INTO roads VALUES (1, ?, ?, 'existing')", (blob, NAME))
        base.commit()
        return base.serialize()


PRJ = {
    32641: 'PROJCS["WGS_1984_UTM_Zone_41N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",63.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    4326: 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
    '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
}


def shape_zip(
    line: Sequence[Row] = WAY, code: int = 4326, encoding: str = "utf-8", kind: int = 3
) -> bytes:
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=kind, encoding=encoding)
    writer.field("NAME", "C", 60)
    writer.field("STATUS", "C", 20)
    (writer.linez if kind == 13 else writer.line)([[list(place) for place in line]])
    writer.record("Герат" if encoding == "cp1251" else NAME, "open")
    writer.close()
    files = {"a__roads.shp": shp, "a__roads.shx": shx, "a__roads.dbf": dbf}
    packed = {name: data.getvalue() for name, data in files.items()}
    packed["a__roads.prj"] = PRJ[code].encode()
    if encoding != "utf-8":
        packed["a__roads.cpg"] = b"1251"
    return zipped(**packed, __MACOSX__junk=b"x")


def workbook(sheets: dict[str, Sequence[Row]]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                sheet.write(down, across, cell)
    book.close()
    return content.getvalue()


def dms(degrees: float, mark: str) -> str:
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * 60, 1)
    return f"{whole:.0f}°{minutes:02.0f}'{rest * 60:05.2f}\"{mark}"


def persian(text: object) -> str:
    return str(text).translate(str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"))


ENDS = ("name", "from_lon", "from_lat", "to_lon", "to_lat")
COMMAS = [str(number).replace(".", ",") for place in (WAY[0], WAY[-1]) for number in place]
LEGS = [("leg_id", "name", "from_id", "to_id", "mode"), ("x", NAME, "herat", "islam_qala", "road")]
UTM = projected(32641)

FILES: dict[str, Callable[[], bytes]] = {
    "qgis.geojson": lambda: collection(feature(WAY), crs="urn:ogc:def:crs:OGC:1.3:CRS84"),
    "utm named.geojson": lambda: collection(feature(UTM), crs="urn:ogc:def:crs:EPSG::32641"),
    "utm bare.geojson": lambda: collection(feature(UTM)),
    "web mercator.geojson": lambda: collection(feature(projected(3857))),
    "swapped.geojson": lambda: collection(feature([(y, x) for x, y in WAY])),
    "one feature.json": lambda: json.dumps(feature(WAY)).encode(),
    "bare line.json": lambda: json.dumps(feature(WAY)["geometry"]).encode(),
    "a line each.geojsonl": lambda: b"\n".join(
        json.dumps(feature(WAY[at : at + 2])).encode() for at in (0, 2)
    ),
    "array.json": lambda: json.dumps([feature(WAY)]).encode(),
    "multi.geojson": lambda: collection(
        {
            **feature(WAY),
            "geometry": {"type": "MultiLineString", "coordinates": [WAY[:3], WAY[2:]]},
        }
    ),
    "heights.geojson": lambda: collection(feature([(*place, 920.5) for place in WAY])),
    "bom.geojson": lambda: b"\xef\xbb\xbf" + collection(feature(WAY)),
    "persian.geojson": lambda: collection(
        feature(WAY, {"نام": "هرات – اسلام‌قلعه", "وضعیت": "فعال", "تاریخ": "۱۴۰۳/۰۲/۱۲"})
    ),
    "null one.geojson": lambda: collection({**feature(WAY), "geometry": None}, feature(WAY)),
    "nested properties.geojson": lambda: collection(
        feature(WAY, {"name": NAME, "tags": {"a": [1, 2]}, "n": 3.0, "ok": True})
    ),
    "wkt.csv": lambda: rows_text([("name", "wkt"), (NAME, wkt(WAY))]),
    "wkt semicolon.csv": lambda: rows_text([("geometry", "title"), (wkt(WAY), NAME)], ";"),
    "ewkt.csv": lambda: rows_text([("geom", "name"), (f"SRID=4326;{wkt(WAY)}", NAME)]),
    "decimal commas.csv": lambda: rows_text([ENDS, (NAME, *COMMAS)], ";"),
    "cp1251.csv": lambda: rows_text(
        [("название", "статус", "wkt"), ("Герат – Кушка, участок", "строится", wkt(WAY))],
        encoding="cp1251",
    ),
    "cp1256.csv": lambda: rows_text(
        [("name", "status", "wkt"), ("هرات تا اسلام قلعه", "باز", wkt(WAY))], encoding="cp1256"
    ),
    "excel unicode.txt": lambda: rows_text([("name", "wkt"), (NAME, wkt(WAY))], "\t", "utf-16"),
    "points in order.csv": lambda: rows_text(points(WAY)),
    "points shuffled.csv": lambda: rows_text([points(WAY)[0], *points(WAY)[:0:-1]]),
    "minutes.csv": lambda: rows_text(
        points([(dms(x, "E"), dms(y, "N")) for x, y in WAY], ("line_id", "seq", "x", "y")), ";"
    ),
    "letters.csv": lambda: rows_text(
        points([(f"E{x}", f"N {y}") for x, y in WAY], ("line_id", "seq", "x", "y"))
    ),
    "blanks.csv": lambda: (
        rows_text(points([(dms(x, ""), dms(y, "")) for x, y in WAY]), encoding="utf-8")
        .translate(bytes.maketrans(b"'\"", b"  "))
        .replace("°".encode(), b" ")
    ),
    "persian digits.csv": lambda: rows_text(points([(persian(x), persian(y)) for x, y in WAY])),
    "russian columns.csv": lambda: rows_text(
        points([(y, x) for x, y in WAY], ("line", "n", "Широта", "Долгота")), ";"
    ),
    "serial dates.csv": lambda: rows_text([("name", "date", "wkt"), (NAME, "45413", wkt(WAY))]),
    "day first.csv": lambda: rows_text([("name", "date", "wkt"), (NAME, "1.5.2024", wkt(WAY))]),
    "eastings.csv": lambda: rows_text(points(UTM, ("line_id", "seq", "easting", "northing"))),
    "google earth.kml": kml,
    "no namespace.kml": lambda: kml(namespace=""),
    "track.kml": track,
    "earth.kmz": lambda: zipped(doc_dot_kml=kml()),
    "with link.kmz": lambda: zipped(
        doc_dot_kml=kml(
            more="<NetworkLink><Link><href>http://x.invalid/</href></Link></NetworkLink>"
        )
    ),
    "degrees.gpkg": geopackage,
    "metres.gpkg": lambda: geopackage(UTM, 32641),
    "degrees.zip": shape_zip,
    "metres.zip": lambda: shape_zip(UTM, 32641),
    "cyrillic.zip": lambda: shape_zip(encoding="cp1251"),
    "with heights.zip": lambda: shape_zip([(*place, 900.0) for place in WAY], kind=13),
    "points.xlsx": lambda: workbook({"Sheet1": points(WAY)}),
    "ends.xlsx": lambda: workbook({"Tabelle1": [ENDS, (NAME, *WAY[0], *WAY[-1])]}),
    "geojson in zip.zip": lambda: zipped(lines_dot_geojson=collection(feature(WAY))),
}

UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "old.xls": (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "Save it as XLSX"),
    "alone.shp": (lambda: b"\x00\x00\x27\x0a" + b"\x00" * 200, "Zip its .shp"),
    "map.pdf": (lambda: b"%PDF-1.7\n", "A PDF holds no lines"),
    "empty.csv": (lambda: b"", "The file is empty"),
    "areas.geojson": (
        lambda: collection(feature([[*WAY, WAY[0]]], kind="Polygon")),
        "neither a line nor a point",
    ),
    "no places.csv": (lambda: b"a,b\n1,2\n", "No column holds places"),
    "track.gpx": (lambda: b"<?xml version='1.0'?><gpx></gpx>", "Save it as KML or GeoJSON"),
    "sheet.ods": (lambda: zipped(mimetype=b"x", content_dot_xml=b"<x/>"), "Save it as XLSX"),
    "excel.xlsb": (lambda: zipped(xl__workbook_dot_bin=b"x"), "Save it as XLSX"),
    "esri.json": (lambda: b'{"geometryType":"x","features":[]}', "Export it as GeoJSON"),
    "plain list.xlsx": (lambda: workbook({"legs": LEGS[:1]}), "have no rows yet"),
}
