"""A series put into an edition of the data: what is new or revised makes the next edition. Pure.

What belongs here: an edition's tables with more rows. What does not: which points are new
(`geo/own/revised.py`), the next edition's number and package (`geo/editions/renewed.py`), and
packing (`geo/editions/packed.py`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.editions.packed import Edition, PackedEdition, packed_edition
from geo.editions.renewed import next_id, renewed_package
from geo.errors import OverlayError
from geo.own.defaults import completed
from geo.own.feed import Feed
from geo.own.overlay import Overlay, RawRow, RawTable
from geo.own.revised import Merged, with_feed
from geo.records.contract import Table
from geo.records.package import PACKAGE
from geo.records.schema.said import CLAIMS, SOURCES

_TABLES = (CLAIMS, SOURCES)


def with_feed_in_edition(
    packed: PackedEdition, feed: Feed, *, vintage: date
) -> tuple[Merged, Edition, bytes]:
    """Return what came of a series, and the next edition with it as a pack.

    Parameters
    ----------
    packed
        The edition; it is not changed. Where nothing is new it comes back as it is.
    feed
        The series, which must name its source.
    vintage
        The day it was downloaded: the day the next edition is made, unless the last is younger.

    Raises
    ------
    OverlayError
        If the series names no source.
    DataError
        With every fault of the edition with it.
    """
    if not feed.source.get("source_id"):
        raise OverlayError("An edition says nothing without a source: give source_title.")
    tables = {table.name: RawTable(table.file, _rows_of(packed, table)) for table in _TABLES}
    merged = with_feed(Overlay("edition", "", tables), feed, vintage=vintage)
    files = dict(packed.files)
    for table in _TABLES:
        more = merged.overlay.rows(table.name)[len(tables[table.name].rows) :]
        files[table.file] = packed.content(table.file) + _lines(packed, table, more)
    if merged.added or merged.revised:
        last = packed.edition
        made, name = max(last.made, vintage), next_id(last.edition_id, last.data_end)
        files[PACKAGE] = renewed_package(files, name, made)
        packed = PackedEdition(replace(last, edition_id=name, made=made), files, packed.origin)
    return merged, *packed_edition(packed)


def _rows_of(packed: PackedEdition, table: Table) -> tuple[RawRow, ...]:
    text = packed.content(table.file).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="")
    return tuple(RawRow(number, row) for number, row in enumerate(rows, start=2))


def _lines(packed: PackedEdition, table: Table, rows: Sequence[RawRow]) -> bytes:
    """Return rows as they stand in the table's file, below its own."""
    before = packed.content(table.file).decode("utf-8-sig")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n" if "\r\n" in before else "\n")
    names = next(csv.reader(io.StringIO(before, newline="")), [])
    whole = completed(table, [row.cells for row in rows])
    writer.writerows([row.get(name, "") for name in names] for row in whole)
    gap = "" if before.endswith("\n") or not rows else "\n"
    return (gap + text.getvalue()).encode()
