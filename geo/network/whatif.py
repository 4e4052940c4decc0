"""What a closure, an opening or a new line changes. Pure.

Routes before and after, and what cuts a way. All of it rests on this network, which is hand-picked
and sparse: what was not drawn is not found. Which places matter most is in `geo.network.ranking`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from geo.calendars import day_text
from geo.errors import CorridorError, NoRouteError, UnknownIdError
from geo.model.choice import Journey, Scenario, Selection
from geo.network.closing import Goods, shutting_ids
from geo.network.graph import Graph
from geo.network.route import MAX_SHARED, Detour, Query, Route, detour_of, shared_share
from geo.network.routing import Network
from geo.network.yardsticks import Yardstick, yardsticks_of
from geo.records.catalog import Catalog
from geo.spelling import folded, joined
from geo.state.select import as_of_date

# Up to this many closures every combination is tried in the search for what cuts a way.
_MOST_LIFTED = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """The ways found for a query, best first; `goods` says whose law was asked.

    `barred` is the way that would be best if nothing were shut, when it is another one, and
    `barred_by` the closures on it. `yardsticks` are the usual ways by sea, for a journey to or
    from an ocean port.
    """

    query: Query
    goods: Goods
    routes: tuple[Route, ...]
    barred: Route | None = None
    barred_by: tuple[str, ...] = ()
    yardsticks: tuple[Yardstick, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same query without and with the reader's scenario.

    `detour` compares the best ways and is `None` when either is missing. `lost` are ways of before
    that cannot be gone any more.
    """

    before: Answer
    after: Answer
    lost: tuple[Route, ...]
    detour: Detour | None
    cut_by: tuple[str, ...]


def place_of(catalog: Catalog, text: str) -> str:
    """Return the node a reader means, by id, name, alias or name in another script.

    Raises
    ------
    UnknownIdError
        If no node is called that, with the nearest spellings.
    """
    spellings: dict[str, str] = {}
    for node in sorted(catalog.nodes.values(), key=lambda node: -node.rank):
        names = (node.node_id, node.name, node.name_local, node.name_ru, *node.aliases)
        spellings.update({folded(name): node.node_id for name in names if name})
    found = spellings.get(folded(text))
    if found is None:
        unspaced = {spelling.replace(" ", ""): one for spelling, one in spellings.items()}
        found = unspaced.get(joined(text))
    if found is None:
        nearest = difflib.get_close_matches(folded(text), spellings, n=4, cutoff=0.55)
        hints = dict.fromkeys(catalog.nodes[spellings[near]].name for near in nearest)
        raise UnknownIdError("place", text, tuple(hints))
    return found


def ends_of(catalog: Catalog, start: str, end: str) -> tuple[str, str]:
    """Return the two nodes a reader means a way to lead between.

    Raises
    ------
    UnknownIdError
        If one of them is unknown.
    CorridorError
        If both are the same place.
    """
    ends = place_of(catalog, start), place_of(catalog, end)
    if ends[0] == ends[1]:
        name = catalog.nodes[ends[0]].name
        raise CorridorError(f"{start!r} and {end!r} are both {name}; name two different places.")
    return ends


def query_of(catalog: Catalog, selection: Selection, journey: Journey) -> Query:
    """Return the question that a selection and a journey ask."""
    return Query(
        from_id=journey.from_id,
        to_id=journey.to_id,
        on=as_of_date(catalog, selection),
        objective=journey.objective,
        scenario=selection.scenario,
        basis=journey.basis,
    )


def goods_of(catalog: Catalog, query: Query) -> Goods:
    """Return goods that come from the country of the start and go to that of the end."""
    return Goods(catalog.nodes[query.from_id].country, catalog.nodes[query.to_id].country)


def network_of(catalog: Catalog, query: Query) -> Network:
    """Return the network a query asks."""
    return Network(
        catalog,
        query.on,
        scenario=query.scenario,
        goods=goods_of(catalog, query),
        basis=query.basis,
    ).where(contested=query.contested)


def routes_of(catalog: Catalog, query: Query) -> Answer:
    """Return up to five distinct ways: first those that rest on no condition.

    Raises
    ------
    NoRouteError
        If no way leads there; it names the smallest set of closures that cuts all ways.
    """
    network = network_of(catalog, query)
    ends = (query.from_id, query.to_id, query.objective)
    routes = network.where(contested=False).alternatives(*ends, count=query.alternatives)
    if query.contested and len(routes) < query.alternatives:
        for route in network.alternatives(*ends, count=query.alternatives):
            distinct = all(shared_share(route, one, catalog) < MAX_SHARED for one in routes)
            if route.conditions and distinct and len(routes) < query.alternatives:
                routes = (*routes, route)
    if not routes:
        raise NoRouteError(_no_way(catalog, query), cut_by=cut_of(catalog, query))
    barred, barred_by = _barred(network, query, routes[0])
    yardsticks = yardsticks_of(network, *ends)
    return Answer(query, goods_of(catalog, query), routes, barred, barred_by, yardsticks)


def _barred(network: Network, query: Query, best: Route) -> tuple[Route | None, tuple[str, ...]]:
    """Return the way that would be best if nothing were shut, and what shuts it."""
    free = network.where(ignore_closures=True)
    route = free.best(query.from_id, query.to_id, query.objective)
    if route is None or route.leg_ids == best.leg_ids:
        return None, ()
    shut = shutting_ids(free.verdicts, route.leg_ids)
    return (route, shut) if shut else (None, ())


def _no_way(catalog: Catalog, query: Query) -> str:
    start, end = catalog.nodes[query.from_id].name, catalog.nodes[query.to_id].name
    return f"No way leads from {start} to {end} on {day_text(query.on)}."


def cut_of(catalog: Catalog, query: Query) -> tuple[str, ...]:
    """Return the fewest closures whose lifting would open a way, nothing if none would.

    Closures of the reader's scenario count as well, as `scenario:` and the id. Beyond four it
    is the set on the least shut way, and a smaller one may exist.
    """
    network = network_of(catalog, query)
    blocks = {
        leg_id: frozenset(
            network.verdicts[leg_id].shut_by
            + (() if query.contested else network.verdicts[leg_id].contested)
        )
        for leg_id, built in network.built.items()
        if built is not None
    }
    closures = sorted(frozenset().union(*blocks.values()))
    for count in range(1, _MOST_LIFTED + 1):
        for lifted in combinations(closures, count):
            usable = {leg_id for leg_id, shut in blocks.items() if shut <= set(lifted)}
            if _connects(catalog, usable, query.from_id, query.to_id):
                return lifted
    return _least_shut(catalog, query, blocks)


def _least_shut(
    catalog: Catalog, query: Query, blocks: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Return the closures on the way whose legs have the fewest of them, counted leg by leg."""
    names = list(blocks)
    legs = [catalog.legs[name] for name in names]
    graph = Graph(leg.end_ids for leg in legs)
    weights = [float(len(blocks[name])) for name in names]
    walk = graph.path([query.from_id], [query.to_id], weights)
    on_it = (blocks[names[edge]] for edge in walk.edges) if walk else ()
    return tuple(sorted(frozenset().union(*on_it)))


def _connects(catalog: Catalog, leg_ids: Iterable[str], from_id: str, to_id: str) -> bool:
    """Tell whether legs join two nodes, whatever the modes."""
    neighbours: dict[str, set[str]] = {}
    for leg_id in leg_ids:
        leg = catalog.legs[leg_id]
        neighbours.setdefault(leg.from_id, set()).add(leg.to_id)
        neighbours.setdefault(leg.to_id, set()).add(leg.from_id)
    seen, waiting = {from_id}, [from_id]
    while waiting:
        for node in neighbours.get(waiting.pop(), set()) - seen:
            seen.add(node)
            waiting.append(node)
    return to_id in seen


def compare(catalog: Catalog, query: Query) -> Comparison:
    """Return the query's ways without and with its scenario, and what the difference costs."""
    before = _answer(catalog, replace(query, scenario=Scenario()))
    after = _answer(catalog, query)
    usable = network_of(catalog, query).usable
    lost = tuple(route for route in before.routes if not set(route.leg_ids) <= usable)
    if not before.routes or not after.routes:
        cut = cut_of(catalog, query) if not after.routes else ()
        return Comparison(before, after, lost, None, cut)
    return Comparison(before, after, lost, detour_of(before.routes[0], after.routes[0]), ())


def _answer(catalog: Catalog, query: Query) -> Answer:
    try:
        return routes_of(catalog, query)
    except NoRouteError:
        return Answer(query, goods_of(catalog, query), ())
