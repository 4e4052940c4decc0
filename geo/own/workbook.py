"""An XLSX from outside as sheets of text cells, by openpyxl once the zip and its XML are checked.

What belongs here: from bytes to cells with their rows. What does not: what the sheets mean
(`geo/own/drop.py`). Formulas are not reckoned: what the program that saved them had is read.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl import load_workbook

from geo.errors import OverlayError
from geo.own.archive import Archive
from geo.own.limits import LONGEST_CELL, MOST_COLUMNS, MOST_RECORDS, Meter
from geo.own.shape import cell_text

_MOST_SHEETS = 40
_LAST_ROW = 2 * MOST_RECORDS + 5_000
# How many tags and attributes a part may have: as many as the cells that are read need.
_MOST_TAGS = {"xl/sharedStrings.xml": 700_000, "xl/worksheets/": 4_000_000}
_MOST_TAGS_ELSEWHERE = 150_000
# What may stand before the first tag, in any encoding.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_PROLOG, _DEEPEST = 200, 64
# A row stands in sheetData, that in worksheet.
_ROW_DEPTH, _MOST_WITHIN = 3, 150_000
_LONG_FORMAT = re.compile(rb"""formatCode\s*=\s*(?:"[^"]{512}|'[^']{512})""")
_FAULTS = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError,
    EOFError, RuntimeError, OSError, zipfile.BadZipFile, zlib.error, RecursionError, AssertionError,
)  # fmt: skip

# A sheet: rows of cells with the number each has in its program.
_Sheet = list[tuple[int, list[str]]]


def read_workbook(content: bytes, meter: Meter) -> Mapping[str, _Sheet]:
    """Return the sheets of a workbook by name; rows without any cell are left out.

    Raises
    ------
    OverlayError
        If it is damaged, or more than is read.
    """
    archive = Archive(content)
    for name in archive.names:
        # Which parts are sheets is for the workbook to say, whatever they are called.
        if (part := archive.content(name)).lstrip(_BEFORE).startswith(b"<"):
            _refuse_part(name, part)
            meter.tick()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            if len(book.sheetnames) > _MOST_SHEETS:
                raise OverlayError(f"The workbook has more than {_MOST_SHEETS} sheets.")
            return {sheet.title: list(_rows(sheet, meter)) for sheet in book.worksheets}
    except OverlayError:
        raise
    except _FAULTS:
        raise OverlayError("The workbook is damaged. Open it, and save it as XLSX again.") from None


def _refuse_part(name: str, content: bytes) -> None:
    """Refuse XML that declares what could grow, or has more parts than are read."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:_PROLOG]
    if wide or b"<!" in content.replace(b"<!--", b""):
        raise OverlayError("The workbook's XML declares entities; that is not read.")
    # openpyxl looks through a format for dates in a time that grows with its square.
    if _LONG_FORMAT.search(content):
        raise OverlayError("The workbook has a number format longer than any is. Leave it out.")
    # Of many names openpyxl compares each with each.
    if b"sheets>" in content and content.count(b"sheetId=") > _MOST_SHEETS:
        raise OverlayError(f"The workbook has more than {_MOST_SHEETS} sheets.")
    most = next(
        (most for start, most in _MOST_TAGS.items() if name.startswith(start)),
        _MOST_TAGS_ELSEWHERE,
    )
    if content.count(b"<") > most or content.count(b"=") > 2 * most:
        raise OverlayError("The workbook has more parts than are read. Leave some sheets out.")
    _refuse_deep(content)


def _refuse_deep(content: bytes) -> None:
    """Refuse XML nested deeper than a workbook's, or with a row of more than a row has.

    openpyxl keeps each row whole until it ends.
    """
    depth = within = 0

    def down(*_: object) -> None:
        nonlocal depth, within
        depth += 1
        within = within + 1 if depth > _ROW_DEPTH else 0
        if depth > _DEEPEST or within > _MOST_WITHIN:
            raise OverlayError("The workbook is nested deeper than is read. Save it again.")

    def up(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = down, up
    try:
        parser.Parse(content, True)
    except OverlayError:
        raise
    except (ExpatError, ValueError, LookupError):
        # What is no sound XML openpyxl refuses, or never reads.
        return


def _rows(sheet: Any, meter: Meter) -> Iterator[tuple[int, list[str]]]:
    # A sheet's own word on its size is not trusted.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        if number % 200 == 0:
            meter.tick()
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        meter.record(cells)
        yield number, cells


def _text(value: Any) -> str:
    """Return a cell as text: a day as ISO, yes and no in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case str():
            return value.strip()[:LONGEST_CELL]
    return cell_text(value)
