"""The ways between two places for the pack: the answer, before and after, and two strips.

What belongs here: asking the network what a selection's journey asks, in the form the pack shows.
What does not: drawing, and the words of a route (`layers/words/routes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.errors import NoRouteError
from geo.grouped import grouped
from geo.model.choice import Scenario, Selection
from geo.model.lines import Branch
from geo.network.ranking import critical_places
from geo.network.route import Query, Route
from geo.network.strip import Strip, strip_of
from geo.network.whatif import Answer, Comparison, compare, goods_of, query_of, routes_of
from geo.records.catalog import Catalog
from geo.spelling import folded
from layers.words.assumptions import changed_text
from layers.words.figures import StatedFigure
from layers.words.published import published_figures
from layers.words.ranking import matters_text
from layers.words.routes import answer_rows, barred_text, cut_text, places_text, question_text

MOST_STRIPS = 2


@dataclass(frozen=True, slots=True)
class Ways:
    """What a selection's journey comes to.

    `rows` is the table of ways, empty when there is none; `remark` says what is shut, what
    matters most, or what cuts the way. `comparison` is there only with a scenario. `published` is
    what others gave for the same ends.
    """

    question: str
    answer: Answer
    rows: tuple[dict[str, str], ...]
    remark: str
    comparison: Comparison | None
    published: tuple[StatedFigure, ...]
    strips: tuple[Strip, ...]
    source_ids: tuple[str, ...]


def ways_of(catalog: Catalog, selection: Selection) -> Ways | None:
    """Return the ways of a selection's journey; nothing when it asks for none."""
    journey = selection.journey
    if journey is None or journey.from_id == journey.to_id:
        return None
    query = query_of(catalog, selection, journey)
    comparison = None
    if selection.scenario != Scenario():
        # What it finds with the scenario is the answer; asking again would take as long.
        comparison = compare(catalog, query)
        answer, cut_by = comparison.after, comparison.cut_by
    else:
        answer, cut_by = _answer(catalog, query)
    matters = matters_text(catalog, critical_places(catalog, answer), answer)
    said = (changed_text(catalog), barred_text(catalog, answer), matters)
    remark = " ".join(filter(None, said))
    if not answer.routes:
        remark = f"No route was found. {cut_text(catalog, cut_by)}"
    first = {f"Route {n}": one for n, one in enumerate(answer.routes[:MOST_STRIPS], start=1)}
    return Ways(
        question=question_text(catalog, answer),
        answer=answer,
        rows=tuple(answer_rows(catalog, answer)),
        remark=remark,
        comparison=comparison,
        published=published_figures(catalog, query),
        strips=strips_of(catalog, first, query=query),
        source_ids=tuple(sources_of_routes(catalog, answer.routes)),
    )


def _answer(catalog: Catalog, query: Query) -> tuple[Answer, tuple[str, ...]]:
    """Return the ways of a query, and what cuts them if there is none."""
    try:
        return routes_of(catalog, query), ()
    except NoRouteError as error:
        return Answer(query, goods_of(catalog, query), ()), error.cut_by


def strips_of(catalog: Catalog, routes: Mapping[str, Route], *, query: Query) -> tuple[Strip, ...]:
    """Return ways straightened, each under its name; a way of two names is one strip."""
    names = grouped((route.leg_ids, name) for name, route in routes.items())
    ways = {route.leg_ids: route for route in routes.values()}
    return tuple(
        route_strip(catalog, ways[leg_ids], query=query, name=" and ".join(own).capitalize())
        for leg_ids, own in names.items()
    )


def route_strip(catalog: Catalog, route: Route, *, query: Query, name: str) -> Strip:
    """Return a way straightened, as if it were a branch of the corridor that carries most of it."""
    homes: dict[str, float] = {}
    for leg_id in route.leg_ids:
        leg = catalog.legs[leg_id]
        homes[leg.home] = homes.get(leg.home, 0.0) + leg.length_km
    home = max(homes, key=lambda corridor_id: homes[corridor_id])
    said, way_id = f"{name}: {places_text(catalog, route)}", folded(name).replace(" ", "_")
    way = Branch(way_id, home, said, "", default_on=True, leg_ids=route.leg_ids)
    with_way = replace(catalog, branches={**catalog.branches, way.branch_id: way})
    return strip_of(with_way, way.branch_id, query.on, scenario=query.scenario)


def sources_of_routes(catalog: Catalog, routes: Sequence[Route]) -> Iterable[str]:
    """Return the sources of the lines used and of the assumptions behind times and costs."""
    if not routes:
        return ()
    legs = [catalog.legs[leg_id] for route in routes for leg_id in route.leg_ids]
    found = [source_id for leg in legs for source_id in leg.source_ids]
    found += [row.source_id for row in catalog.assumptions.values()]
    known = (source_id for source_id in found if source_id in catalog.sources)
    return dict.fromkeys(source_id for source_id in known if not source_id.startswith("GEO_"))
