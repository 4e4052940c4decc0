"""The static map's words that follow from what is drawn: subtitle, closures, sources.

What belongs here: making sentences of states and sources. What does not: setting them on the
page (`layers/scene/margin.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.calendars import day_text
from geo.ledger.citations import later_text, publisher_text
from geo.model.choice import Selection
from geo.model.dates import PartialDate
from geo.model.origins import SHIPPED, added_text
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState
from geo.state.select import LegState, NodeState, as_of_date, closures_on, leg_states
from layers.look.style import CONDITION_LOOK, closure_condition
from layers.words.closures import shut_text
from layers.words.dates import short_date
from layers.words.routes import supposition_text
from layers.words.wording import and_text

# Sources of geometry are credited with the map data; background knowledge is named last.
_GEODATA, _BACKGROUND = "GEO_", "BK00"


def corridors_text(catalog: Catalog, selection: Selection) -> str:
    """Return the short names of the corridors of which anything is drawn."""
    drawn = {name for state in leg_states(catalog, selection) for name in state.corridor_ids}
    names = [
        corridor.short_name or corridor.name
        for corridor in catalog.corridors.values()
        if corridor.corridor_id in drawn
    ]
    return and_text(names)


def subtitle_of(catalog: Catalog, selection: Selection) -> str:
    """Return a line that says which corridors and which day the map is about."""
    day = day_text(as_of_date(catalog, selection))
    supposed = supposition_text(catalog, selection.scenario)
    names = corridors_text(catalog, selection) or "Trade corridors"
    return f"{names} as of {day}" + (f"; supposed by the reader: {supposed}" if supposed else "")


def closures_of(legs: Sequence[LegState], nodes: Sequence[NodeState]) -> tuple[ClosureState, ...]:
    """Return the closures on what is drawn, each once, the gravest first."""
    order = list(CONDITION_LOOK)
    drawn = closures_on(legs, nodes)
    return tuple(sorted(drawn, key=lambda one: order.index(closure_condition(one))))


def closure_lines(
    catalog: Catalog,
    legs: Sequence[LegState],
    nodes: Sequence[NodeState],
    *,
    numbers: Mapping[str, int] | None = None,
) -> list[str]:
    """Return one sentence for each closure in force on what is drawn, the gravest first.

    Each ends with its source: its footnote number if `numbers` has one, else who published it.
    """
    lines: dict[tuple[str, PartialDate], str] = {}
    for state in closures_of(legs, nodes):
        closure = state.closure
        mark = (numbers or {}).get(state.source_id)
        source = mark or "".join(short_citation(catalog, state.source_id))
        text = f"{closure.headline}: {shut_text(state, short=True)} [{source}]"
        # A ban on goods from and to a country is two closures and one statement.
        lines.setdefault((closure.headline, closure.start), text)
    return list(lines.values())


def sources_of(legs: Sequence[LegState], nodes: Sequence[NodeState]) -> list[str]:
    """Return the sources of what is drawn: closures first, then statuses, then alignments.

    Closures stand in the order of their lines, so that those cited on a page are named on it.
    Geodata are credited elsewhere; what nobody wrote down comes last.
    """
    closures = [state.source_id for state in closures_of(legs, nodes)]
    statuses = [state.source_id for state in legs]
    lines = [source for state in legs for source in state.leg.source_ids]
    found = [
        source
        for source in dict.fromkeys((*closures, *statuses, *lines))
        if source and not source.startswith(_GEODATA)
    ]
    return sorted(found, key=lambda source: source == _BACKGROUND)


def map_data_of(legs: Sequence[LegState], nodes: Sequence[NodeState]) -> set[str]:
    """Return the sources of the lines and points drawn, whose mapmakers are owed their names."""
    lines = {source for state in legs for source in state.leg.source_ids}
    return lines | {state.node.coordinate_source for state in nodes}


def background_text(legs: Sequence[LegState]) -> str:
    """Return how many lines rest on what nobody wrote down; nothing when none does."""
    count = sum(state.source_id == _BACKGROUND for state in legs)
    lines = f"{len(legs)} line{'' if len(legs) == 1 else 's'}"
    return f"Of {lines} the status of {count} rests on general knowledge." if count else ""


def short_citation(catalog: Catalog, source_id: str) -> tuple[str, str]:
    """Return who published a source, and when; an inferred date is about.

    Of a page without a date the title tells it from others of the same publisher.
    """
    source = catalog.sources[source_id]
    added = f", {added_text(source.origin)}" if source.origin != SHIPPED else ""
    if not source.publisher:
        return source.title, added
    about = "c. " if source.published_inferred else ""
    when = f", {about}{short_date(source.published)}{later_text(source)}{added}"
    publisher = publisher_text(source)
    return (publisher if source.published.dated else f"{publisher}: {source.title}"), when
