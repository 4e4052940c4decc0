"""Times and prices that others published for a journey, to stand beside the computed ones.

What belongs here: which published figures are about the same two ends, and the rows of both side by
side. What does not: computing (`geo/network/`). Nothing is scaled or averaged: a figure for another
pair of ends is no answer and stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.model.lines import Node
from geo.model.said import Claim
from geo.network.route import Query, Route
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from geo.spelling import folded
from layers.words.figures import StatedFigure, figure_of_claim, numbers_text
from layers.words.routes import duration_text, money_text, places_text
from layers.words.tables import TableRow
from layers.words.wording import country_text

# The measures of a whole way, and the units that are of a way and not of a distance.
_MEASURES: Mapping[str, tuple[str, ...]] = {
    "transit_time": ("days",),
    "transport_cost": ("USD/TEU", "USD/t", "EUR/t"),
}
BESIDE = "Computed here, and published for the same ends"
NONE_PUBLISHED = "No time or price published for these two ends is in the data."


def published_figures(catalog: Catalog, query: Query) -> tuple[StatedFigure, ...]:
    """Return the times and prices published by the day for the two ends, in either direction.

    A figure is about them if what it counts names both, as places or as countries.
    """
    ends = [_names_of(catalog.nodes[end]) for end in query.end_ids]
    return tuple(
        figure_of_claim(catalog, claim)
        for claim in catalog.claims.values()
        if claim.unit in _MEASURES.get(claim.metric, ())
        and known_on(claim.said_on, catalog.data_end) <= query.on
        and _names_both(claim, ends)
    )


def _names_both(claim: Claim, ends: Sequence[Sequence[str]]) -> bool:
    said = f" {folded(claim.scope)} "
    return all(any(f" {name} " in said for name in names) for names in ends)


def _names_of(node: Node) -> list[str]:
    """Return what a place is called, folded: each part of a name with a second one in brackets."""
    names: Iterable[str] = (*node.name.replace(")", "").split(" ("), *node.aliases)
    return [folded(name) for name in (*names, country_text(node.country))]


def beside_rows(
    catalog: Catalog,
    routes: Iterable[Route],
    figures: Iterable[StatedFigure],
    numbers: Mapping[str, int],
) -> list[TableRow]:
    """Return computed ways, then what was published for the same ends, one a row."""
    computed = (
        {
            "Route": f"{number}. {places_text(catalog, route)}",
            "Time": duration_text(route.hours),
            "Cost": money_text(route),
            "Whose figure": "computed here from the assumptions",
        }
        for number, route in enumerate(routes, start=1)
    )
    rows = [TableRow(cells, bold=True) for cells in computed]
    for figure in figures:
        is_time = figure.name == "Transit time"
        told = "; ".join(part for part in (figure.kind, figure.period, figure.said) if part)
        cells = {
            "Route": figure.scope,
            "Time": figure.value if is_time else "",
            "Cost": "" if is_time else figure.value,
            "Whose figure": f"{told} [{numbers_text(figure.source_ids, numbers)}]",
        }
        rows.append(TableRow(cells, planned=figure.planned, set_aside=figure.set_aside))
    return rows
