"""Hostile workbooks: parts that honest programs do not write, or not so many of.

What becomes of them is in `tests/attack/watch.py`.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.attack.stranger import CANARY, Made, Stranger, named, packed
from tests.own import files


def sheets_strangers() -> Iterator[Stranger]:
    """Yield them all."""
    yield from named("sheets", _BOOKS)


_NET = "http://127.0.0.1:9/"

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_RELS, _TYPES, _STYLES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
_RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/></Relationships>'
)
Change = Callable[[bytes], bytes]


def _book(changes: Mapping[str, Change | bytes], title: str = "legs") -> bytes:
    """Return a workbook with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(files.workbook({title: files.LEGS}))) as whole:
        members = {one: whole.read(one) for one in whole.namelist()}
    for name, change in changes.items():
        data = change(members.get(name, b"")) if callable(change) else change
        # Noise, so that it packs no better than an honest part.
        noise = random.Random(7).randbytes(len(data) // 240).hex().encode()
        members[name] = data + b"<!-- %s -->" % noise if len(data) > 1_000_000 else data
    return packed(members)


def _put(before: bytes, more: bytes) -> Change:
    return lambda old: old.replace(before, more + before, 1)


def _related(kind: str, target: str, more: str = "") -> Change:
    return _put(b"</Relationships>", _RELATION.format(kind, target, more).encode()[:-16])


def _cells(cell: bytes, rows: int, across: int) -> bytes:
    """Return a sheet of the same cell."""
    row = b"<row>" + cell * across + b"</row>"
    return (
        _HEAD
        + b'<worksheet xmlns="%s"><sheetData>' % _MAIN
        + row * rows
        + (b"</sheetData></worksheet>")
    )


def _strings(text: bytes) -> bytes:
    return _HEAD + b'<sst xmlns="%s"><si><t xml:space="preserve">%s</t></si></sst>' % (_MAIN, text)


def _value(value: bytes, kind: bytes = b"n", style: bytes = b"0") -> bytes:
    cell = b'<c t="%s" s="%s"><v>%s</v></c>' % (kind, style, value)
    return _book({_SHEET: lambda old: old.replace(b'<c r="A2" t="s"><v>5</v></c>', cell)})


def _names(formula: str, count: int = 1) -> Change:
    names = "".join(f'<definedName name="n{n}">{formula}</definedName>' for n in range(count))
    return _put(b"<calcPr", f"<definedNames>{names}</definedNames>".encode())


def _dated(code: bytes) -> bytes:
    """Return a workbook with a number format of one's own for its dates."""
    formats = b'<numFmts count="1"><numFmt numFmtId="200" formatCode="%s"/></numFmts>' % code
    styles = _HEAD + b'<styleSheet xmlns="%s">%s<cellXfs><xf numFmtId="200"/></cellXfs>' % (
        _MAIN,
        formats,
    )
    return _book({_STYLES: styles + b"</styleSheet>", _SHEET: _put(b"</row>", b"<c><v>1</v></c>")})


_DDE = (
    _HEAD + b'<externalLink xmlns="%s"><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems>'
    b'<ddeItem name="A1"/></ddeItems></ddeLink></externalLink>' % _MAIN
)
_BOOKS: dict[str, Made] = {
    "external.xlsx": lambda: _book(
        {
            "xl/externalLinks/externalLink1.xml": _HEAD
            + b'<externalLink xmlns="%s"><externalBook id="rId1"/></externalLink>' % _MAIN,
            _RELS: _related("externalLink", _NET + "x.xlsx", ' TargetMode="External"'),
        }
    ),
    "dde.xlsx": lambda: _book(
        {
            "xl/externalLinks/externalLink1.xml": _DDE,
            _RELS: _related("externalLink", "externalLinks/externalLink1.xml"),
        }
    ),
    "names.xlsx": lambda: _book({_BOOK: _names("cmd|'/c calc'!A0")}),
    "many names.xlsx": lambda: _book({_BOOK: _names(f'WEBSERVICE("{_NET}")', 70_000)}),
    "long string.xlsx": lambda: _book(
        {_STRINGS: _strings(b"x" * 40_000), _SHEET: _cells(b'<c t="s"><v>0</v></c>', 9_000, 90)}
    ),
    "padded string.xlsx": lambda: _book(
        {
            _STRINGS: _strings(b" " + b"x" * 31_000),
            _SHEET: _cells(b'<c t="s"><v>0</v></c>', 9_000, 90),
        }
    ),
    "many cells.xlsx": lambda: _book({_SHEET: _cells(b"<c><v>1.5</v></c>", 9_900, 99)}),
    "inline cells.xlsx": lambda: _book(
        {_SHEET: _cells(b'<c t="inlineStr"><is><t>ab</t></is></c>', 6_000, 90)}
    ),
    "merged.xlsx": lambda: _book(
        {
            _SHEET: _put(
                b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        }
    ),
    "hidden.xlsx": lambda: _book(
        {_BOOK: lambda old: old.replace(b"<sheet ", b'<sheet state="veryHidden" ')}
    ),
    "macros.xlsm": lambda: _book(
        {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 999,
            _RELS: _related("vbaProject", "vbaProject.bin"),
            _TYPES: lambda old: old.replace(
                b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
            ),
        }
    ),
    "pivot.xlsx": lambda: _book(
        {
            "xl/pivotCache/pivotCacheRecords1.xml": _HEAD
            + b"<pivotCacheRecords>"
            + b"<r><x/></r>" * 60_000
            + b"</pivotCacheRecords>",
            _BOOK: _put(
                b"<calcPr", b'<pivotCaches><pivotCache cacheId="1" r:id="rId9"/></pivotCaches>'
            ),
        }
    ),
    "far strings.xlsx": lambda: _book(
        {_RELS: lambda old: old.replace(b"sharedS", CANARY.encode())}
    ),
    "file uri.xlsx": lambda: _book(
        {_RELS: lambda old: old.replace(b"worksheets/sheet1.xml", f"file://{CANARY}".encode())}
    ),
    "itself.xlsx": lambda: _book(
        {_RELS: lambda old: old.replace(b"worksheets/sheet1.xml", b"workbook.xml")}
    ),
    "no relations.xlsx": lambda: _book({_RELS: b""}),
    "no types.xlsx": lambda: _book({_TYPES: b"<Types/>"}),
    "overrides.xlsx": lambda: _book(
        {_TYPES: _put(b"</Types>", b'<Override PartName="/x" ContentType="y"/>' * 140_000)}
    ),
    "sheets.xlsx": lambda: _book(
        {_BOOK: _put(b"</sheets>", b'<sheet name="a" sheetId="9" r:id="rId1"/>' * 50_000)}
    ),
    "title.xlsx": lambda: _book(
        {
            _BOOK: lambda old: old.replace(
                b'"legs"', b'"legs&#10;&lt;script&gt;' + b"x" * 999_999 + b'"'
            )
        }
    ),
    "links.xlsx": lambda: _book(
        {
            _SHEET: _put(
                b"</worksheet>",
                b'<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>',
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": (
                _HEAD + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                b'relationships">'
                + _RELATION.format(
                    "hyperlink", "javascript:alert(1)", ' TargetMode="External"'
                ).encode()
            ),
        }
    ),
    "deep.xlsx": lambda: _book({_SHEET: _put(b"</sheetData>", b"<row>" * 900_000)}),
    "deep styles.xlsx": lambda: _book({_STYLES: _HEAD + b"<a>" * 140_000}),
    "runs.xlsx": lambda: _book(
        {
            _STRINGS: _HEAD
            + b'<sst xmlns="%s"><si>' % _MAIN
            + b"<r><t>x</t></r>" * 200_000
            + b"</si></sst>"
        }
    ),
    "no number.xlsx": partial(_value, b"1e999"),
    "endless number.xlsx": partial(_value, b"9" * 4_000_000),
    "far day.xlsx": partial(_value, b"1e300", b"n", b"1"),
    "day.xlsx": partial(_value, b"0000-99-99T99:99:99", b"d"),
    "error.xlsx": partial(_value, b"#REF!", b"e"),
    "kind.xlsx": partial(_value, b"x", b"nonsense"),
    "place.xlsx": lambda: _book(
        {_SHEET: lambda old: old.replace(b'r="A2"', b'r="ZZZZZZZ99999999999"')}
    ),
    "row.xlsx": lambda: _book({_SHEET: lambda old: old.replace(b'<row r="2"', b'<row r="-7"')}),
    "brackets.xlsx": lambda: _dated(b"[" * 200_000),
    "quoted format.xlsx": lambda: _dated(b"&quot;" * 99_999),
    "core.xlsx": lambda: _book({"docProps/core.xml": b"<x>" * 9}),
    "other name.xlsx": lambda: _book(
        {
            "xl/worksheets/sheet1.dat": _HEAD + b'<!DOCTYPE x [<!ENTITY y "z">]><worksheet/>',
            _RELS: lambda old: old.replace(b"sheet1.xml", b"sheet1.dat"),
            _TYPES: lambda old: old.replace(b"sheet1.xml", b"sheet1.dat"),
        }
    ),
    "wide strings.xlsx": lambda: _book(
        {_STRINGS: '<!DOCTYPE x [<!ENTITY y "z">]><sst/>'.encode("utf-16-le")}
    ),
    "1904.xlsx": lambda: _book({_BOOK: _put(b"<calcPr", b'<workbookPr date1904="1"/>')}),
}
