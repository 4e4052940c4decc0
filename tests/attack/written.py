"""Hostile files that lie in what they say: KML, JSON, tables of text.

What belongs here: text that is meant for another program, or for whoever shows it. What becomes of
it is in `tests/attack/watch.py`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import partial

from tests.attack.stranger import CANARY, Made, Stranger, named
from tests.own import files

_NET = "http://127.0.0.1:9/"


def written_strangers() -> Iterator[Stranger]:
    """Yield them all."""
    yield from named("marks", {**_KML, **_RECODED})
    yield from named("values", _JSON)
    yield from named("lines", _CSV)
    yield from named("tables", _TABLES)


# --- KML ---------------------------------------------------------------------------------------


def _kml(more: str = "", *, name: str = "", head: str = "") -> bytes:
    plain = files.kml(more=more).decode()
    plain = plain.replace(files.NAME, name) if name else plain
    return plain.replace("?>", f"?>{head}", 1).encode()


def _line(coordinates: str) -> bytes:
    return files.kml(f"<LineString><coordinates>{coordinates}</coordinates></LineString>")


def _large(begin: str, end: str, megabytes: int = 19) -> bytes:
    """Return a KML in which one piece is as large as the file may be."""
    return _kml(f"{begin}{'x' * megabytes * 1_000_000}{end}")


def _fields(count: int) -> str:
    return "".join(f'<Data name="k{n}"><value>v</value></Data>' for n in range(count))


_LINK = (
    f"<NetworkLink><Link><href>{_NET}</href><refreshInterval>1</refreshInterval></Link>"
    "</NetworkLink>"
)
_ICON = f"<ScreenOverlay><Icon><href>{_NET}x.png</href></Icon></ScreenOverlay>"
_TOUR = f"<gx:Tour><gx:SoundCue><href>{_NET}</href></gx:SoundCue></gx:Tour>"
_KML: dict[str, Made] = {
    "refreshed.kml": partial(_kml, _LINK),
    "inner link.kml": lambda: _kml().replace(b"<Placemark>", b"<Placemark>" + _LINK.encode()),
    "screen.kml": partial(_kml, _ICON),
    "photo.kml": partial(
        _kml, f"<PhotoOverlay><Icon><href>file://{CANARY}</href></Icon></PhotoOverlay>"
    ),
    "model.kml": partial(_kml, f"<Model><Link><href>{CANARY}</href></Link></Model>"),
    "tour.kml": partial(_kml, _TOUR.replace("gx:", "")),
    "undeclared.kml": partial(_kml, _TOUR),
    "style.kml": partial(_kml, f"<styleUrl>{_NET}#x</styleUrl><Style><IconStyle/></Style>"),
    "update.kml": partial(
        _kml,
        f"<NetworkLinkControl><Update><targetHref>{_NET}</targetHref></Update></NetworkLinkControl>",
    ),
    "sheet.kml": partial(_kml, head=f'<?xml-stylesheet type="text/xsl" href="{_NET}"?>'),
    "script.kml": partial(
        _kml, name="<![CDATA[<script>alert(1)</script><img src=x onerror=alert(1)>]]>"
    ),
    "cdata.kml": partial(_kml, name="<![CDATA[]]]]><![CDATA[>=1+1]]>"),
    "characters.kml": partial(_kml, name="&#x202e;&#x1b;[2J"),
    "escaped.kml": partial(_kml, name="&lt;svg onload=alert(1)&gt;&#x202e;&#x85;&#x2028;"),
    "large comment.kml": partial(_large, "<!--", "-->"),
    "large instruction.kml": partial(_large, "<?x ", "?>"),
    "large attribute.kml": partial(_large, '<a b="', '"/>'),
    "large name.kml": partial(_large, "<a", "/>"),
    "large text.kml": partial(_large, "<description><![CDATA[", "]]></description>"),
    "open tag.kml": partial(_large, '<a b="', ""),
    "spaces.kml": lambda: _kml(f"<namespace {' ' * 19_000_000}/>"),
    "namespaces.kml": lambda: _kml(
        "<a " + " ".join(f'xmlns:n{n}="{n}"' for n in range(99_999)) + "/>"
    ),
    "fields.kml": lambda: _kml().replace(
        b"<ExtendedData>", b"<ExtendedData>" + _fields(90_000).encode()
    ),
    "prototype.kml": lambda: _kml().replace(b'"status"', b'"__proto__"'),
    "in itself.kml": lambda: files.kml("<Placemark>" * 50 + "</Placemark>" * 50),
    "no pair.kml": partial(_line, "62.2 34.3 61.1 34.6"),
    "endless.kml": partial(_line, "1e308,1e308 -1e308,-1e308"),
    "arabic.kml": partial(_line, "٦٢,٣٤ 6_1,3_4"),
    "four.kml": partial(_line, "62,34,0,0 61,34,0,0"),
    "tags within.kml": partial(_line, "62,34<b/> 61,34"),
    "one number.kml": lambda: _line("6" * 5_000_000 + ",34 61,34"),
}
_CODES = ("UTF-32", "cp037", "zlib", "idna", "unicode_escape", "x-nobody", "undefined", "utf-8\x00")
_RECODED: dict[str, Made] = {
    f"in {code[:9]!r}.kml": partial(
        lambda code: files.kml().replace(b'"UTF-8"', f'"{code}"'.encode()), code
    )
    for code in _CODES
}


# --- JSON --------------------------------------------------------------------------------------


def _told(properties: str, coordinates: str = "[[62.2,34.3],[61.1,34.6]]", more: str = "") -> bytes:
    return (
        f'{{"type":"FeatureCollection",{more}"features":[{{"type":"Feature","properties":'
        f'{properties},"geometry":{{"type":"LineString","coordinates":{coordinates}}}}}]}}'
    ).encode()


def _many(properties: str, count: int) -> bytes:
    one = (
        f'{{"type":"Feature","properties":{properties},"geometry":{{"type":"LineString",'
        '"coordinates":[[62.2,34.3],[61.1,34.6]]}}'
    )
    return ('{"type":"FeatureCollection","features":[' + ",".join([one] * count) + "]}").encode()


def _keys(count: int) -> str:
    return "{" + ",".join(f'"{n:x}":{n}.5' for n in range(count)) + "}"


_ESRI = json.dumps(
    {
        "geometryType": "esriGeometryPolyline",
        "features": [{"attributes": {"name": "x"}, "geometry": {"paths": [[[62, 34], [61, 34]]]}}],
    }
)
_TOPO = (
    '{"type":"Topology","objects":{"x":{"type":"LineString","arcs":[0]}},"arcs":[[[1,1],[2,2]]]}'
)
_JSON: dict[str, Made] = {
    "twice.json": partial(_told, '{"name":"a","name":"<b>"}', more='"features":[],'),
    "exponent.json": partial(_told, "{}", "[[1e-999999999,34],[61e0,34E00]]"),
    "half.json": partial(_told, '{"\\udfff\\ud800":"\\ud800","name":"\\ud83d"}'),
    "pollution.json": partial(
        _told, '{"__proto__":{"isAdmin":true},"constructor":"x","toString":"y","name":"__proto__"}'
    ),
    "wide.json": lambda: _told(_keys(150_000)),
    "wide and many.json": lambda: _many(_keys(60), 19_000),
    "many floats.json": lambda: b'{"x":[' + b",".join([b"0.5"] * 2_900_000) + b"]}",
    "many texts.json": lambda: b'{"x":[' + b",".join(b'"%x"' % n for n in range(2_300_000)) + b"]}",
    "many things.json": lambda: b'{"x":[' + b",".join([b'{"a":{}}'] * 340_000) + b"]}",
    "many positions.json": lambda: _told("{}", "[" + ",".join(["[0.5,0.5]"] * 690_000) + "]"),
    "dimensions.json": lambda: _told("{}", f"[[{','.join(['1'] * 900_000)}],[1,2]]"),
    "long word.json": lambda: _told(f'{{"name":"{"x" * 15_000_000}"}}'),
    "long key.json": lambda: _told(f'{{"{"x" * 15_000_000}":"y"}}'),
    "kind.json": lambda: files.collection({**files.feature(files.WAY), "type": ["Feature"]}),
    "within.json": lambda: files.collection(json.loads(files.collection(files.feature(files.WAY)))),
    "nothing.json": lambda: (
        b'{"type":"FeatureCollection","features":[' + b"null," * 19_998 + b"0]}"
    ),
    "lines.json": lambda: b"\n".join([json.dumps(files.feature(files.WAY)).encode()] * 9),
    "records.json": lambda: b"\x1e".join([json.dumps(files.feature(files.WAY)).encode()] * 9),
    "esri.json": lambda: _ESRI.encode(),
    "topology.json": lambda: _TOPO.encode(),
    "comment.json": lambda: b"{/* */" + files.collection(files.feature(files.WAY))[1:],
    "assigned.json": lambda: b"[]/*" + files.collection() + b"*/",
    "negative zero.json": partial(_told, "{}", "[[-0.0,34],[61,-0]]"),
    "pole.json": partial(_told, "{}", "[[180,90],[-180,-90]]"),
    "crs number.json": partial(_told, "{}", more='"crs":{"properties":{"name":9}},'),
    "crs far.json": partial(
        _told, "{}", more='"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::999999999999"}},'
    ),
    "crs steps.json": partial(
        _told,
        "{}",
        more=f'"crs":{{"properties":{{"name":"+proj=pipeline +step +init={CANARY}:x"}}}},',
    ),
    "crs wkt.json": partial(
        _told, "{}", more='"crs":{"properties":{"name":"PROJCS[PROJCS[PROJCS[PROJCS["}},'
    ),
    "utf-16.json": lambda: files.collection(files.feature(files.WAY)).decode().encode("utf-16"),
    "utf-16 bare.json": lambda: (
        files.collection(files.feature(files.WAY)).decode().encode("utf-16-le")
    ),
}


# --- tables of text ----------------------------------------------------------------------------

_WKT = files.wkt(files.WAY)


def _wkt(text: str) -> bytes:
    return f'name,wkt\nx,"{text}"\n'.encode()


def _places(lon: str, lat: str = "34.3") -> bytes:
    return f'line_id,seq,lon,lat\na,1,"{lon}","{lat}"\na,2,61.1,34.6\n'.encode()


def _filled(columns: int, rows: int, cell: str) -> bytes:
    head = ",".join(["lon", "lat", *(f"c{n}" for n in range(columns))])
    row = ",".join(["62.2", "34.3", *[cell] * columns])
    return "\n".join([head, *[row] * rows]).encode()


def _legs(geometry: list[str], note: str = "") -> bytes:
    """Return a table of legs with one line in several cells."""
    head = ["geometry", *(f"geometry_{n}" for n in range(2, len(geometry) + 1)), "note"]
    rows = [["leg_id", "name", "from_id", "to_id", *head], ["x", "x", "a", "d", *geometry, note]]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


_CSV: dict[str, Made] = {
    "formula heads.csv": lambda: f'=1+1,"@SUM(A1)",wkt\n-2+3,"\t=cmd|x","{_WKT}"\n'.encode(),
    "wide formula.csv": lambda: f'name,wkt\n＝HYPERLINK("{_NET}"),"{_WKT}"\n'.encode(),
    "guard.csv": lambda: f"name,wkt\n''=1,\"{_WKT}\"\n".encode(),
    "half and half.csv": lambda: (
        b"name,wkt\n" + "Герат".encode() + "Герат".encode("cp1251") + f',"{_WKT}"\n'.encode()
    ),
    "two marks.csv": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + f'name,wkt\nx,"{_WKT}"\n'.encode(),
    "utf-32.csv": lambda: f'name,wkt\nx,"{_WKT}"\n'.encode("utf-32"),
    "odd utf-16.csv": lambda: f'name,wkt\nx,"{_WKT}"\n'.encode("utf-16")[:-1],
    "overlong.csv": lambda: b"name,wkt\n\xc0\xbcscript\xc0\xbe," + f'"{_WKT}"\n'.encode(),
    "late zero.csv": lambda: f'name,wkt\n{"x" * 5_000}\x00,"{_WKT}"\n'.encode(),
    "old mac.csv": lambda: f'name,wkt\rx,"{_WKT}"\r'.encode(),
    "same heads.csv": lambda: f'wkt,wkt,WKT,name,name\n"{_WKT}",x,y,a,b\n'.encode(),
    "quotes.csv": lambda: b"name,wkt\n" + b'"' * 3_000_001 + b",x\n",
    "quote in every.csv": lambda: b"name,wkt\n" + b'"a\n' * 19_000,
    "filled.csv": lambda: _filled(197, 19_000, "ж"),
    "filled half.csv": lambda: _filled(97, 19_000, "abc"),
    "filled little.csv": lambda: _filled(49, 19_000, "жж"),
    "blanks.csv": lambda: _places("1" + " " * 50_000 + "x"),
    "blanks and letter.csv": lambda: _places("1" + "\u2003" * 50_000 + "°" + " " * 50_000 + "x"),
    "colons.csv": lambda: _places("1:" * 40_000),
    "minutes.csv": lambda: _places("1°" + "1′" * 40_000),
    "digits.csv": lambda: _places("1" * 100_000 + "N"),
    "ends.csv": lambda: b"from_lon,from_lat,to_lon,to_lat\n1,2,3\n62,34,61\n1e999,1,2,3\n",
    "nested wkt.csv": lambda: _wkt("GEOMETRYCOLLECTION(" * 6_000),
    "nested more.csv": lambda: _wkt("GEOMETRYCOLLECTION(" * 6_000 + "POINT(1 1)" + ")" * 6_000),
    "curves.csv": lambda: _wkt("COMPOUNDCURVE(" * 8_000),
    "srid.csv": lambda: _wkt("SRID=" + ";" * 50_000 + _WKT),
    "measured.csv": lambda: _wkt("LINESTRING ZM (62 34 1 nan,61 34 inf 2)"),
    "dates.csv": lambda: (
        f'name,date,wkt\nx,{"9" * 60_000}-1-1,"{_WKT}"\ny,1/1/{"1" * 9},"{_WKT}"\n'.encode()
    ),
    "solar.csv": lambda: f'name,date,wkt\nx,1499-12-30,"{_WKT}"\ny,۱۳۰۰/۱۳/۳۲,"{_WKT}"\n'.encode(),
    "orders.csv": lambda: (
        b"line_id,seq,lon,lat\na,nan,62,34\na,inf,61,34\na,-inf,60,34\na,,59,34\n"
    ),
}
# So that it packs no better than honest words.
_NOISE = random.Random(7).randbytes(50_000).hex()
_LONG = "LINESTRING (" + ", ".join(f"{61 + n / 7e5:.6f} -34.3" for n in range(90_000))
_TABLES: dict[str, Made] = {
    "legs.csv": lambda: _legs(["GEOMETRYCOLLECTION(" * 2_500] * 180, _NOISE),
    "long.zip": lambda: files.zipped(legs_dot_csv=_legs([_LONG, ", 61.1 34.6)", "x"])),
    "shipped.csv": lambda: files.zipped(
        legs_dot_csv=_legs([_WKT]), settings_dot_csv=b"setting,value\nname,shipped\nowner,\n"
    ),
    "Shipped.zip": lambda: files.zipped(
        legs_dot_csv=_legs([_WKT]),
        settings_dot_csv=b"setting,value\nname,S\xc2\xadhipped\nowner,\n",
    ),
    "slash.zip": lambda: files.zipped(
        legs_dot_csv=_legs([_WKT]), settings_dot_csv=b"setting,value\nname,../legs.csv\nowner,a/b\n"
    ),
    "settings.zip": lambda: files.zipped(
        legs_dot_csv=_legs([_WKT]),
        settings_dot_csv="setting,value\nname,\u202e\x1b[2J<script>\nowner,=1+1\n".encode(),
    ),
    "nodes.csv": lambda: (
        b"node_id,name,country,lon,lat\n"
        b"__proto__,constructor,AFG,62,34\nhasOwnProperty,__proto__,AFG,61,34\n"
    ),
    "sources.zip": lambda: files.zipped(
        sources_dot_csv=b"source_id,title,url\nx,a,javascript:alert(1)\ny,b,data:text/html;x\n"
        b'unsourced,c,"http://x\nonerror=1"\n',
        legs_dot_csv=_legs([_WKT]),
    ),
    "knot.zip": lambda: files.zipped(
        closures_dot_csv=b"closure_id,subject_ids,start,end,headline\n"
        b"x,a,2024-01-01,2023-01-01,y\nx,a;a;a,9999-12-31,0001-01-01,y\n" * 50
    ),
    "branches.csv": lambda: (
        b"corridor_id,branch_id,seq,leg_id\n" + b"x,y,99999999999999999999,z\n" * 99
    ),
    "claims.csv": lambda: (
        b"subject_kind,subject_id,metric,value,unit,said_on\n"
        b"node,a,freight_volume,1e308,t,2024\nnode,a,freight_volume,nan,t,2024\n"
        b"node,a,freight_volume,-inf,t,0000\nnode,a,length,1e-308,km,9999-12-31\n"
    ),
}
