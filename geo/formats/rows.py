"""What is on the map as rows of plain cells: legs, places and closures, the same for every format.

What belongs here: their columns, and what stands in them. What does not: statements and sources,
and lists of everything (`geo/formats/listings.py`). Dates are ISO texts, as precise as known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from geo.formats.extract import Extract
from geo.formats.licences import licence_names
from geo.ledger.citations import citation_text, link_of_source, read_text
from geo.model.dates import PartialDate
from geo.model.said import Source
from geo.model.states import Closure
from geo.state.conditions import ClosureState
from geo.state.select import LegState, NodeState

CellValue = str | float | int | bool | tuple[str, ...] | None


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


def leg_row(extract: Extract, state: LegState) -> Sequence[CellValue]:
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


def place_row(extract: Extract, state: NodeState) -> Sequence[CellValue]:
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
        node.source_ids,
        _citations(extract, node.source_ids),
        licence_names(node.source_ids),
    )


def closure_row(state: ClosureState, sources: Mapping[str, Source]) -> Sequence[CellValue]:
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
        *source_cells(sources[state.source_id]),
    )


def iso_text(when: PartialDate | None) -> str | None:
    """Return a date in ISO form at its precision; nothing when it is not known."""
    return None if when is None or when.first == date.min else str(when)


def _citations(extract: Extract, source_ids: Iterable[str]) -> tuple[str, ...]:
    found = (extract.sources.get(name) for name in dict.fromkeys(source_ids))
    return tuple(citation_text(source) for source in found if source is not None)


def source_cells(source: Source) -> Sequence[CellValue]:
    """Return what every record says of its source: id, citation, address, when it was read."""
    return (source.source_id, citation_text(source), link_of_source(source), read_text(source))
