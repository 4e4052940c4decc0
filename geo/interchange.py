"""Claims, events and citations in formats that other programs read: CSV, XLSX, BibTeX, RIS.

Text and bytes out, no files: whoever asked saves them. No cell can start a formula, whoever wrote
its text, and the same content always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

from geo.calendars import period_text
from geo.citations import bibtex_of, citation_text, link_of_source, read_text, ris_of
from geo.claims import class_of
from geo.ledger import Ledger
from geo.model import Claim, Event, PartialDate, Source

Cell = str | float | int | None

# What a spreadsheet takes for the start of a formula, or skips on its way to one.
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

CLAIM_COLUMNS: tuple[str, ...] = (
    "claim_id",
    "subject_kind",
    "subject_id",
    "metric",
    "value",
    "value_low",
    "value_high",
    "unit",
    "qualifier",
    "scope",
    "period_start",
    "period_end",
    "period",
    "calendar",
    "kind",
    "class",
    "said_by",
    "said_on",
    "said_on_precision",
    "preference",
    "preference_reason",
    "note",
    "source_id",
    "source",
    "url",
    "read",
)
EVENT_COLUMNS: tuple[str, ...] = (
    "event_id",
    "subject_kind",
    "subject_id",
    "node_id",
    "type",
    "date",
    "date_precision",
    "kind",
    "said_on",
    "promise_id",
    "headline",
    "note",
    "source_id",
    "source",
    "url",
    "read",
)
SOURCE_COLUMNS: tuple[str, ...] = (
    "source_id",
    "title",
    "publisher",
    "published",
    "published_inferred",
    "url",
    "accessed",
    "kind",
    "read",
)


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before one.

    Spaces in front are looked past, since some programs drop them.
    """
    return "'" + text if text.lstrip(" \u00a0").startswith(_STARTERS) else text


def claims_csv(ledger: Ledger) -> str:
    """Return the ledger's claims as CSV, each with the citation of its source."""
    return _csv_of(CLAIM_COLUMNS, _claim_rows(ledger))


def events_csv(ledger: Ledger) -> str:
    """Return the ledger's events and promises as CSV."""
    return _csv_of(EVENT_COLUMNS, _event_rows(ledger))


def rows_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows of texts as CSV; the names of the first row are the header."""
    return _csv_of(list(rows[0]) if rows else [], [list(row.values()) for row in rows])


def workbook_of(ledger: Ledger) -> bytes:
    """Return claims, events and sources as one XLSX workbook, and a sheet that says as of when."""
    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, settings)
    # A fixed moment, so that the same content gives the same bytes.
    book.set_properties({"created": datetime.combine(ledger.data_end, time(), UTC)})
    about: list[Sequence[Cell]] = [
        ("as of", ledger.as_of.isoformat()),
        ("data end", ledger.data_end.isoformat()),
        ("claims", len(ledger.claims)),
        ("events", len(ledger.events)),
    ]
    for name, columns, rows in (
        ("about", ("what", "value"), about),
        ("claims", CLAIM_COLUMNS, _claim_rows(ledger)),
        ("events", EVENT_COLUMNS, _event_rows(ledger)),
        ("sources", SOURCE_COLUMNS, [_source_row(source) for source in cited_sources(ledger)]),
    ):
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True})
        for across, column in enumerate(columns):
            sheet.write_string(0, across, column, bold)
        for down, row in enumerate(rows, start=1):
            for across, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(down, across, inert(cell))
                elif cell is not None:
                    sheet.write_number(down, across, cell)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns) - 1, 18)
    book.close()
    return content.getvalue()


def bibtex(ledger: Ledger) -> str:
    """Return the citations of everything in the ledger as BibTeX."""
    return bibtex_of(cited_sources(ledger))


def ris(ledger: Ledger) -> str:
    """Return the citations of everything in the ledger as RIS."""
    return ris_of(cited_sources(ledger))


def cited_sources(ledger: Ledger) -> tuple[Source, ...]:
    """Return the sources of everything in the ledger, by their id."""
    return tuple(ledger.sources[name] for name in sorted(ledger.source_ids()))


def _claim_rows(ledger: Ledger) -> list[Sequence[Cell]]:
    return [_claim_row(claim, ledger.sources) for claim in ledger.claims]


def _event_rows(ledger: Ledger) -> list[Sequence[Cell]]:
    return [_event_row(event, ledger.sources) for event in ledger.events]


def _claim_row(claim: Claim, sources: Mapping[str, Source]) -> Sequence[Cell]:
    return (
        claim.claim_id,
        claim.subject_kind.value,
        claim.subject_id,
        claim.metric,
        claim.value,
        claim.value_low,
        claim.value_high,
        claim.unit,
        claim.qualifier.value,
        claim.scope,
        _iso(claim.period_start),
        _iso(claim.period_end),
        period_text(claim.period_start, claim.period_end, claim.calendar),
        claim.calendar.value,
        claim.kind.value,
        class_of(claim).value,
        claim.said_by,
        _iso(claim.said_on),
        claim.said_on.precision.value,
        claim.preference,
        claim.preference_reason,
        claim.note,
        *_source_cells(sources[claim.source_id]),
    )


def _event_row(event: Event, sources: Mapping[str, Source]) -> Sequence[Cell]:
    return (
        event.event_id,
        event.subject_kind.value,
        event.subject_id,
        event.node_id,
        event.type.value,
        _iso(event.date),
        event.date.precision.value,
        event.kind.value,
        _iso(event.said_on),
        event.promise_id,
        event.headline,
        event.note,
        *_source_cells(sources[event.source_id]),
    )


def _source_cells(source: Source) -> Sequence[Cell]:
    return (source.source_id, citation_text(source), link_of_source(source), read_text(source))


def _source_row(source: Source) -> Sequence[Cell]:
    return (
        source.source_id,
        source.title,
        source.publisher,
        _iso(source.published),
        "yes" if source.published_inferred else "no",
        link_of_source(source),
        source.accessed,
        source.kind,
        read_text(source),
    )


def _iso(when: PartialDate | None) -> str:
    if when is None or when.first == date.min:
        return ""
    return str(when)


def _csv_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV with a header; lines end in CR LF as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()
