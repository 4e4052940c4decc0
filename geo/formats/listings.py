"""What a Selection shows, as flat records for other programs: one listing for each kind of thing.

What belongs here: which columns a leg, place, closure, claim, event, source or licence has, and
what stands in them. What does not: any file format (`geo/formats/interchange.py`,
`geo/formats/geoformats.py`). A cell that lists several things is a tuple; how that is written is
the format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.calendars import period_text
from geo.formats.extract import Extract
from geo.formats.licences import licence_names
from geo.ledger.citations import citation_text, link_of_source, read_text
from geo.ledger.readings import Ledger
from geo.model import Claim, Closure, Event, PartialDate, Source
from geo.records.claims import class_of
from geo.state.conditions import ClosureState
from geo.state.select import LegState, NodeState

Cell = str | float | int | bool | tuple[str, ...] | None

LEG_COLUMNS: tuple[str, ...] = (
    "leg_id",
    "name",
    "from_id",
    "from_name",
    "to_id",
    "to_name",
    "mode",
    "gauge_mm",
    "length_km",
    "length_basis",
    "accuracy",
    "off_by_km",
    "corridors",
    "branches",
    "status",
    "since",
    "since_precision",
    "last_confirmed",
    "confirmed_by",
    "doubted",
    "doubted_for",
    "doubted_since",
    "status_note",
    "condition",
    "closures",
    "note",
    "status_source_id",
    "source_ids",
    "citations",
    "licences",
)
PLACE_COLUMNS: tuple[str, ...] = (
    "node_id",
    "name",
    "name_local",
    "name_ru",
    "kind",
    "country",
    "rank",
    "corridors",
    "planned",
    "gauges_mm",
    "break_of_gauge",
    "condition",
    "closures",
    "accuracy_km",
    "source_ids",
    "citations",
    "licences",
)
CLOSURE_COLUMNS: tuple[str, ...] = (
    "closure_id",
    "subject_kind",
    "subject_ids",
    "severity",
    "applies_to",
    "direction",
    "start",
    "start_precision",
    "last_confirmed",
    "contested",
    "goods_origin",
    "goods_destination",
    "flag",
    "headline",
    "note",
    "source_id",
    "source",
    "url",
    "read",
)
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
    rows: tuple[Sequence[Cell], ...]


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


def named(columns: Sequence[str], row: Sequence[Cell]) -> dict[str, Cell]:
    """Return a row's cells by the names of their columns."""
    return dict(zip(columns, row, strict=True))


def about_listing(extract: Extract) -> Listing:
    """Return what an extract is of as a listing."""
    return Listing("about", ("what", "value"), tuple(about_rows(extract)))


def about_rows(extract: Extract) -> list[Sequence[Cell]]:
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


def leg_row(extract: Extract, state: LegState) -> Sequence[Cell]:
    """Return a leg's cells under `LEG_COLUMNS`."""
    leg = state.leg
    return (
        leg.leg_id,
        leg.name,
        leg.from_id,
        extract.names[leg.from_id],
        leg.to_id,
        extract.names[leg.to_id],
        leg.mode.value,
        leg.gauge_mm,
        leg.length_km,
        leg.length_basis.value,
        leg.accuracy.value,
        leg.off_by_km,
        state.corridor_ids,
        state.branch_ids,
        state.status.value,
        iso_text(state.since),
        state.since.precision.value,
        iso_text(state.last_confirmed),
        state.confirmed_by or None,
        state.doubted,
        state.doubt.kind.value if state.doubt else None,
        iso_text(state.doubt.since) if state.doubt else None,
        state.note or None,
        state.condition.value,
        tuple(one.closure.closure_id for one in state.closures),
        leg.note or None,
        state.source_id,
        leg.source_ids,
        _citations(extract, (state.source_id, *leg.source_ids)),
        licence_names(leg.source_ids),
    )


def place_row(extract: Extract, state: NodeState) -> Sequence[Cell]:
    """Return a place's cells under `PLACE_COLUMNS`."""
    node = state.node
    return (
        node.node_id,
        node.name,
        node.name_local or None,
        node.name_ru or None,
        node.kind.value,
        node.country,
        node.rank,
        state.corridor_ids,
        state.planned,
        tuple(str(gauge) for gauge in state.gauges),
        len(state.gauges) > 1,
        state.condition.value,
        tuple(one.closure.closure_id for one in state.closures),
        node.accuracy_km,
        (node.coordinate_source,),
        _citations(extract, (node.coordinate_source,)),
        licence_names((node.coordinate_source,)),
    )


def closure_row(state: ClosureState, sources: Mapping[str, Source]) -> Sequence[Cell]:
    """Return a closure's cells under `CLOSURE_COLUMNS`."""
    closure: Closure = state.closure
    return (
        closure.closure_id,
        closure.subject_kind.value,
        closure.subject_ids,
        closure.severity.value,
        tuple(one.value for one in closure.applies_to),
        closure.direction or None,
        iso_text(closure.start),
        closure.start.precision.value,
        iso_text(state.last_confirmed),
        iso_text(state.contested),
        closure.goods_origin,
        closure.goods_destination,
        closure.flag,
        closure.headline,
        closure.note or None,
        *_source_cells(sources[state.source_id]),
    )


def iso_text(when: PartialDate | None) -> str | None:
    """Return a date in ISO form at its precision; nothing when it is not known."""
    return None if when is None or when.first == date.min else str(when)


def _citations(extract: Extract, source_ids: Iterable[str]) -> tuple[str, ...]:
    found = (extract.sources.get(name) for name in dict.fromkeys(source_ids))
    return tuple(citation_text(source) for source in found if source is not None)


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
        *_source_cells(sources[claim.source_id]),
    )


def _event_row(event: Event, sources: Mapping[str, Source]) -> Sequence[Cell]:
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
        *_source_cells(sources[event.source_id]),
    )


def _source_cells(source: Source) -> Sequence[Cell]:
    return (source.source_id, citation_text(source), link_of_source(source), read_text(source))


def _source_row(source: Source) -> Sequence[Cell]:
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
