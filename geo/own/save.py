"""An overlay as a workbook and a zip to keep, and an empty workbook to begin with.

What belongs here: overlays and their contract as files for spreadsheets; read back they give the
same overlay. What does not: reading (`geo/own/drop.py`). No cell starts a formula, and the same
overlay gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from geo.clean import visible
from geo.errors import Fault
from geo.formats.interchange import inert
from geo.model.lines import Node
from geo.own.drop import SETTINGS
from geo.own.notes import EXAMPLES, NOTES, READ_ME
from geo.own.overlay import OWN_TABLES, Overlay
from geo.records.contract import Column, Form, Table
from geo.records.metrics import METRICS, UNITS
from geo.zipped import zipped

_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_PARTS = 30_000  # a cell of a spreadsheet has room for 32,767 characters
_ROWS = 2_000
_EXTRA = {"nodes": ("lon", "lat"), "legs": ("geometry",)}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")
_LONG = "geometry"
_GUARDED = re.compile("'[ \u00a0]*[=+\\-@'\t\uff1d\uff0b\uff0d\uff20]")
# Columns that only those who keep the ledger fill.
_LEFT_OUT = {"fact_id", "new_section", "preference", "preference_reason", "off_by_km", "vintage"}


def template_of(nodes: Mapping[str, Node]) -> bytes:
    """Return an empty workbook: one sheet a table, lists to choose from, notes, three examples.

    Parameters
    ----------
    nodes
        The known places, listed to choose from.
    """
    book = _Book()
    book.words("read me", [[line] for line in READ_ME])
    book.words(SETTINGS, [["name", "My corridor"], ["owner", "Your name"], ["prefer_own", "no"]])
    lists = {"known places": sorted(nodes), "metrics": list(METRICS), "units": list(UNITS)}
    for table in OWN_TABLES:
        book.table(table, columns_of(table), EXAMPLES.get(table.name, ()), lists)
    book.words(
        "known places",
        [["id", "name", "country"], *([n.node_id, n.name, n.country] for n in nodes.values())],
    )
    book.words("lists", [["metric", "unit"], *_columns(lists["metrics"], lists["units"])])
    return book.content()


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns that a table has in the workbook."""
    own = tuple(one.name for one in table.columns if one.name not in _LEFT_OUT)
    return (*own, *_EXTRA.get(table.name, ()))


def workbook_to_keep(overlay: Overlay) -> bytes:
    """Return an overlay as a workbook; opened again it is the same overlay."""
    book = _Book()
    book.words(SETTINGS, _settings_of(overlay))
    for table in OWN_TABLES:
        rows = [row.cells for row in overlay.rows(table.name)]
        if rows:
            parted = [_parted(row) for row in rows]
            book.plain(table.name, _names(parted), parted)
    return book.content()


def zip_to_keep(overlay: Overlay) -> bytes:
    """Return an overlay as a zip of CSV tables; opened again it is the same overlay."""
    files = {f"{SETTINGS}.csv": _csv(["setting", "value"], _settings_of(overlay))}
    for table in OWN_TABLES:
        rows = [row.cells for row in overlay.rows(table.name)]
        if rows:
            names = _names(rows)
            cells = [[_safe(row.get(name, "")) for name in names] for row in rows]
            files[f"{table.name}.csv"] = _csv(names, cells)
    return zipped({name: text.encode() for name, text in files.items()})


def marked_workbook(overlay: Overlay, faults: Sequence[Fault]) -> bytes:
    """Return an overlay as a workbook with its faulty cells marked, and what would be right.

    Faults name rows as they were written; a column "what is wrong" stands behind each table.
    """
    book = _Book()
    book.words(SETTINGS, _settings_of(overlay))
    book.words("faults", [["where", "fault"], *([f.file, str(f)] for f in faults)])
    for table in OWN_TABLES:
        if table.name not in overlay.tables:
            continue
        raw = overlay.tables[table.name]
        mine = [fault for fault in faults if fault.file == raw.place]
        parted = [_parted(row.cells) for row in raw.rows]
        marks = {
            (at, fault.column): f"{fault.message} {fault.remedy}"
            for at, row in enumerate(raw.rows)
            for fault in mine
            if fault.row == row.number
        }
        book.plain(table.name, _names(parted), parted, marks)
    return book.content()


def _settings_of(overlay: Overlay) -> list[list[str]]:
    prefer = "yes" if overlay.prefers_own else "no"
    pairs = (("name", overlay.name), ("owner", overlay.owner), ("prefer_own", prefer))
    return [[name, value] for name, value in pairs]


def _names(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _parted(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with a long line parted among several cells, never at a blank."""
    done, text = dict(row), " ".join(row.get(_LONG, "").split())
    number = 1
    while len(text) > _PARTS:
        at = _PARTS
        # Blanks at the ends of a cell are lost when it is read.
        while " " in text[at - 1 : at + 1]:
            at -= 1
        done[f"{_LONG}_{number}" if number > 1 else _LONG] = text[:at]
        text, number = text[at:], number + 1
    if text:
        done[f"{_LONG}_{number}" if number > 1 else _LONG] = text
    return done


def _safe(text: str) -> str:
    """Return a cell that starts no formula; a number is one as it is."""
    text = visible(" ".join(text.split()))
    if _NUMBER.match(text):
        return text
    return "'" + text if _GUARDED.match(text) else inert(text)


def _csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def _columns(*lists: Sequence[str]) -> list[list[str]]:
    longest = max(map(len, lists))
    return [[one[at] if at < len(one) else "" for one in lists] for at in range(longest)]


@dataclass(frozen=True, slots=True)
class _List:
    """Where the words of a drop-down list stand."""

    source: list[str] | str


class _Book:
    """A workbook being written; a fixed moment stands in it."""

    def __init__(self) -> None:
        self._content = io.BytesIO()
        settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._content, settings)
        self._book.set_properties({"created": _MADE})
        self._bold = self._book.add_format({"bold": True, "bg_color": "#F1EDE3"})
        self._example = self._book.add_format({"italic": True, "font_color": "#7A756B"})
        self._wrong = self._book.add_format({"bg_color": "#F6C9C9"})

    def content(self) -> bytes:
        self._book.close()
        return self._content.getvalue()

    def words(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """Write rows of text on a sheet."""
        sheet = self._book.add_worksheet(title)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                sheet.write_string(down, across, _safe(cell))
        sheet.set_column(0, 0, 24 if rows and len(rows[0]) > 1 else 100)
        sheet.set_column(1, 3, 40)

    def plain(
        self,
        title: str,
        names: Sequence[str],
        rows: Sequence[Mapping[str, str]],
        marks: Mapping[tuple[int, str], str] | None = None,
    ) -> None:
        """Write a table; `marks` say what is wrong, by row and column."""
        sheet = self._book.add_worksheet(title)
        marks = marks or {}
        for across, name in enumerate(names):
            sheet.write_string(0, across, _safe(name), self._bold)
        for down, row in enumerate(rows):
            for across, name in enumerate(names):
                wrong = (down, name) in marks
                look = [self._wrong] if wrong else []
                sheet.write_string(down + 1, across, _safe(row.get(name, "")), *look)
                if wrong:
                    sheet.write_comment(down + 1, across, marks[down, name][:500])
            said = [text for (at, _), text in marks.items() if at == down]
            if said:
                sheet.write_string(down + 1, len(names), _safe(" ".join(said)), self._wrong)
        if marks:
            sheet.write_string(0, len(names), "what is wrong", self._bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(names), 18)

    def table(
        self,
        table: Table,
        names: Sequence[str],
        examples: Sequence[Mapping[str, str]],
        lists: Mapping[str, Sequence[str]],
    ) -> None:
        """Write an empty table with notes, lists to choose from, and examples."""
        sheet = self._book.add_worksheet(table.name)
        known = {column.name: column for column in table.columns}
        for across, name in enumerate(names):
            sheet.write_string(0, across, name, self._bold)
            column = known.get(name)
            note = NOTES.get(name, "")
            if column is not None and not note:
                note = f"{column.meaning[:1].upper()}{column.meaning[1:]}."
            sheet.write_comment(0, across, note)
            if column is None:
                continue
            found = _choices(column, lists)
            if found is not None:
                # What is not in the list may be typed: a place of one's own, an older word.
                rule: dict[str, Any] = {"validate": "list", "source": found.source}
                sheet.data_validation(1, across, _ROWS, across, rule | {"error_type": "warning"})
        for down, row in enumerate(examples, start=1):
            for across, name in enumerate(names):
                sheet.write_string(down, across, _safe(row.get(name, "")), self._example)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(names) - 1, 18)


def _choices(column: Column, lists: Mapping[str, Sequence[str]]) -> _List | None:
    if column.form is Form.CHOICE and column.choices is not None:
        return _List([str(word) for word in column.choices])
    if column.form is Form.FLAG:
        return _List(["true", "false"])
    if column.refers_to == "nodes.node_id":
        return _List(f"='known places'!$A$2:$A${len(lists['known places']) + 1}")
    if column.name == "metric":
        return _List(f"=lists!$A$2:$A${len(lists['metrics']) + 1}")
    if column.name == "unit":
        return _List(f"=lists!$B$2:$B${len(lists['units']) + 1}")
    return None
