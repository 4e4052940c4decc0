"""Records in formats that spreadsheets and reference managers read: CSV, XLSX, BibTeX, RIS.

Text and bytes out, no files: whoever asked saves them. No cell can start a formula, whoever wrote
its text, and the same content always gives the same bytes. Formats with geometry are in
`geo/formats/geoformats.py`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

from geo.formats.extract import Extract
from geo.formats.listings import (
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    Listing,
    claim_listing,
    event_listing,
    listings_of,
    source_listing,
)
from geo.formats.rows import CellValue
from geo.ledger.citations import bibtex_of, ris_of
from geo.ledger.readings import Ledger
from geo.model.said import Source

__all__ = [
    "CLAIM_COLUMNS",
    "EVENT_COLUMNS",
    "bibtex",
    "cited_sources",
    "claims_csv",
    "csv_file",
    "csv_of",
    "events_csv",
    "extract_bibtex",
    "extract_csvs",
    "extract_ris",
    "extract_workbook",
    "inert",
    "ris",
    "rows_csv",
    "workbook_of",
]

# What a spreadsheet takes for the start of a formula, or skips on its way to one.
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# Excel's limit for the text of a cell, and what the note on a cut text may take of it.
_LONGEST_CELL = 32_767
_ROOM_FOR_NOTE = 100


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before one.

    Spaces in front are looked past, since some programs drop them.
    """
    return "'" + text if text.lstrip(" \u00a0").startswith(_STARTERS) else text


def claims_csv(ledger: Ledger) -> str:
    """Return the ledger's claims as CSV, each with the citation of its source."""
    return csv_of(claim_listing(ledger))


def events_csv(ledger: Ledger) -> str:
    """Return the ledger's events and promises as CSV."""
    return csv_of(event_listing(ledger))


def extract_csvs(extract: Extract) -> Mapping[str, str]:
    """Return everything of an extract as CSV texts, by the name of the listing."""
    return {listing.name: csv_of(listing) for listing in listings_of(extract)}


def rows_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows of texts as CSV; the names of the first row are the header."""
    return _csv_text(list(rows[0]) if rows else [], [list(row.values()) for row in rows])


def csv_of(listing: Listing) -> str:
    """Return a listing as CSV with a header; several things in a cell are joined by `;`."""
    return _csv_text(listing.columns, listing.rows)


def extract_workbook(extract: Extract) -> bytes:
    """Return everything of an extract as one XLSX workbook, a sheet for each listing."""
    return _workbook(listings_of(extract), made=extract.data_end)


def workbook_of(ledger: Ledger) -> bytes:
    """Return claims, events and sources as one XLSX workbook, and a sheet that says as of when."""
    about: list[Sequence[CellValue]] = [
        ("as of", ledger.as_of.isoformat()),
        ("data end", ledger.data_end.isoformat()),
        ("claims", len(ledger.claims)),
        ("events", len(ledger.events)),
    ]
    listings = (
        Listing("about", ("what", "value"), tuple(about)),
        claim_listing(ledger),
        event_listing(ledger),
        source_listing(cited_sources(ledger)),
    )
    return _workbook(listings, made=ledger.data_end)


def bibtex(ledger: Ledger) -> str:
    """Return the citations of everything in the ledger as BibTeX."""
    return bibtex_of(cited_sources(ledger))


def ris(ledger: Ledger) -> str:
    """Return the citations of everything in the ledger as RIS."""
    return ris_of(cited_sources(ledger))


def extract_bibtex(extract: Extract) -> str:
    """Return the citations of everything in an extract, lines and places too, as BibTeX."""
    return bibtex_of(extract.sources.values())


def extract_ris(extract: Extract) -> str:
    """Return the citations of everything in an extract as RIS."""
    return ris_of(extract.sources.values())


def cited_sources(ledger: Ledger) -> tuple[Source, ...]:
    """Return the sources of everything in the ledger, by their id."""
    return tuple(ledger.sources[name] for name in sorted(ledger.source_ids()))


def _workbook(listings: Iterable[Listing], *, made: date) -> bytes:
    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, settings)
    # A fixed moment, so that the same content gives the same bytes.
    book.set_properties({"created": datetime.combine(made, time(), UTC)})
    bold = book.add_format({"bold": True})
    for listing in listings:
        sheet = book.add_worksheet(listing.name)
        for across, column in enumerate(listing.columns):
            sheet.write_string(0, across, column, bold)
        for down, row in enumerate(listing.rows, start=1):
            for across, cell in enumerate(row):
                plain = _plain(cell)
                if isinstance(plain, str):
                    sheet.write_string(down, across, _cut(inert(plain)))
                elif plain is not None:
                    sheet.write_number(down, across, plain)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(listing.columns) - 1, 18)
    book.close()
    return content.getvalue()


def _cut(text: str) -> str:
    """Return a text as a cell can hold it; what does not fit is said to be left out."""
    if len(text) <= _LONGEST_CELL:
        return text
    left = len(text) - _LONGEST_CELL + _ROOM_FOR_NOTE
    note = f" [{left:,} characters left out: a cell holds no more; they are in the CSV]"
    return text[: _LONGEST_CELL - _ROOM_FOR_NOTE] + note


def _plain(cell: CellValue) -> str | float | int | None:
    """Return a cell as text or number: yes and no in words, several things joined by `;`."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return ";".join(cell) if isinstance(cell, tuple) else cell


def csv_file(text: str) -> bytes:
    """Return a CSV text as the content of a file.

    The mark in front tells Excel that it is UTF-8; without it, names in other scripts come out as
    rubbish there.
    """
    return text.encode("utf-8-sig")


def _csv_text(columns: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> str:
    """Return rows as CSV; lines end in CR LF as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        plain = (_plain(cell) for cell in row)
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in plain])
    return text.getvalue()
