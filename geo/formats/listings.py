"""What a Selection shows, as flat records for other programs: one listing for each kind of thing.

What belongs here: which columns a leg, place, closure, claim, event, source or licence has, and
what stands in them. What does not: any file format (`geo/formats/interchange.py`,
`geo/formats/geoformats.py`). A cell that lists several things is a tuple; how that is written is
the format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.calendars import period_text
from geo.formats.extract import Extract
from geo.formats.rows import (
    CLOSURE_COLUMNS,
    LEG_COLUMNS,
    PLACE_COLUMNS,
    CellValue,
    closure_row,
    iso_text,
    leg_row,
    place_row,
    source_cells,
)
from geo.ledger.citations import link_of_source, read_text
from geo.ledger.readings import Ledger
from geo.model.said import Claim, Event, Source
from geo.records.claims import class_of

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
    "vintage",
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
    "ends",
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
    "written_later",
    "url",
    "accessed",
    "kind",
    "read",
    "read_at",
)
LICENCE_COLUMNS: tuple[str, ...] = ("name", "title", "url", "credit", "covers")


@dataclass(frozen=True, slots=True)
class Listing:
    """Records of one kind under their columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Sequence[CellValue], ...]


def listings_of(extract: Extract) -> tuple[Listing, ...]:
    """Return every record of an extract, a listing for each kind of thing."""
    return (
        about_listing(extract),
        Listing("legs", LEG_COLUMNS, tuple(leg_row(extract, one) for one in extract.legs)),
        Listing("places", PLACE_COLUMNS, tuple(place_row(extract, one) for one in extract.nodes)),
        Listing(
            "closures",
            CLOSURE_COLUMNS,
            tuple(closure_row(state, extract.sources) for state in extract.closures),
        ),
        claim_listing(extract.ledger),
        event_listing(extract.ledger),
        source_listing(extract.sources.values()),
        Listing(
            "licences",
            LICENCE_COLUMNS,
            tuple((o.name, o.title, o.url, o.credit, o.covers) for o in extract.licences),
        ),
    )


def without_geometry(extract: Extract) -> tuple[Listing, ...]:
    """Return the listings of what has no place of its own on the map."""
    shaped = ("about", "legs", "places")
    return tuple(listing for listing in listings_of(extract) if listing.name not in shaped)


def named(columns: Sequence[str], row: Sequence[CellValue]) -> dict[str, CellValue]:
    """Return a row's cells by the names of their columns."""
    return dict(zip(columns, row, strict=True))


def about_listing(extract: Extract) -> Listing:
    """Return what an extract is of as a listing."""
    return Listing("about", ("what", "value"), tuple(about_rows(extract)))


def about_rows(extract: Extract) -> list[Sequence[CellValue]]:
    """Return what an extract is of and from when, as pairs."""
    return [
        ("title", "Trade corridors: what was chosen on the page, as of a date"),
        ("as of", extract.as_of.isoformat()),
        ("data end", extract.data_end.isoformat()),
        ("data hash", extract.data_hash),
        *([("added by", "; ".join(extract.added))] if extract.added else []),
        ("link", extract.link),
        ("credit", "; ".join(one.credit for one in extract.licences)),
        ("coordinates", "longitude, latitude in degrees, WGS 84"),
    ]


def claim_listing(ledger: Ledger) -> Listing:
    """Return the claims of a ledger, each with the citation of its source."""
    rows = (_claim_row(claim, ledger.sources) for claim in ledger.claims)
    return Listing("claims", CLAIM_COLUMNS, tuple(rows))


def event_listing(ledger: Ledger) -> Listing:
    """Return the events and promises of a ledger."""
    rows = (_event_row(event, ledger.sources) for event in ledger.events)
    return Listing("events", EVENT_COLUMNS, tuple(rows))


def source_listing(sources: Iterable[Source]) -> Listing:
    """Return sources in the order given."""
    return Listing("sources", SOURCE_COLUMNS, tuple(_source_row(source) for source in sources))


def _claim_row(claim: Claim, sources: Mapping[str, Source]) -> Sequence[CellValue]:
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
        iso_text(claim.period_start),
        iso_text(claim.period_end),
        period_text(claim.period_start, claim.period_end, claim.calendar),
        claim.calendar.value,
        claim.kind.value,
        class_of(claim).value,
        claim.said_by,
        iso_text(claim.said_on),
        claim.said_on.precision.value,
        claim.preference,
        claim.preference_reason,
        iso_text(claim.vintage),
        claim.note,
        *source_cells(sources[claim.source_id]),
    )


def _event_row(event: Event, sources: Mapping[str, Source]) -> Sequence[CellValue]:
    return (
        event.event_id,
        event.subject_kind.value,
        event.subject_id,
        event.node_id,
        event.type.value,
        iso_text(event.date),
        event.date.precision.value,
        iso_text(event.ends),
        event.kind.value,
        iso_text(event.said_on),
        event.promise_id,
        event.headline,
        event.note,
        *source_cells(sources[event.source_id]),
    )


def _source_row(source: Source) -> Sequence[CellValue]:
    return (
        source.source_id,
        source.title,
        source.publisher,
        iso_text(source.published),
        source.published_inferred,
        source.written_later,
        link_of_source(source),
        source.accessed,
        source.kind,
        read_text(source),
        source.read_at or None,
    )
