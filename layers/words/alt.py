"""What a picture of the map shows, in words for who cannot see it, written from the data.

What belongs here: one text, the same for every format. What does not: how each format carries it.
"""

from __future__ import annotations

from collections.abc import Iterator

from geo.calendars import date_text
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import BUILT, LegState, leg_states, node_states_of
from layers.words.figures import key_figures_of
from layers.words.page import closures_of
from layers.words.ways import ways_of
from layers.words.waytold import best_text

_MOST_CLOSURES, _MOST_FIGURES = 4, 4


def alt_text(catalog: Catalog, selection: Selection, *, title: str, subtitle: str) -> str:
    """Return title, corridors with their lengths, closures, the journey and key figures."""
    parts = [f"Map. {title}. {subtitle}.", *_told(catalog, selection)]
    return " ".join(filter(None, parts))


def _told(catalog: Catalog, selection: Selection) -> Iterator[str]:
    legs = leg_states(catalog, selection)
    for corridor_id, corridor in catalog.corridors.items():
        own = [state for state in legs if corridor_id in state.corridor_ids]
        if own:
            yield f"{corridor.short_name or corridor.name}: {_extent_text(own)}."
    states = closures_of(legs, node_states_of(catalog, selection, legs))
    shut = dict.fromkeys(
        f"{one.closure.headline} (since {date_text(one.closure.start)})" for one in states
    )
    if shut:
        more = f"; and {len(shut) - _MOST_CLOSURES} more" if len(shut) > _MOST_CLOSURES else ""
        yield f"In force: {'; '.join(list(shut)[:_MOST_CLOSURES])}{more}."
    ways = ways_of(catalog, selection)
    if ways is not None and ways.answer.routes:
        yield f"{': '.join(best_text(catalog, ways))}: {ways.rows[0]['Route']}."
    figures = key_figures_of(catalog, selection)[:_MOST_FIGURES]
    if figures:
        said = (f"{one.about}, {one.name.lower()}: {one.value} ({one.kind})" for one in figures)
        yield f"Key figures: {'; '.join(said)}."


def _extent_text(states: list[LegState]) -> str:
    whole = sum(state.leg.length_km for state in states)
    left = sum(state.leg.length_km for state in states if state.status not in BUILT)
    lines = f"{len(states)} line{'s' if len(states) > 1 else ''}, {whole:,.0f} km"
    return f"{lines}, {left:,.0f} km of them not built" if left else lines
