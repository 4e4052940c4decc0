"""How long a question to the network takes, on the shipped data and as networks grow."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import date
from functools import partial

from benchmarks.growth import growth_rows
from benchmarks.result import Bar, Row, sample_of
from benchmarks.solvers import one_way_row
from benchmarks.timing import milliseconds
from geo.errors import NoRouteError
from geo.model.choice import Objective, Scenario
from geo.network.ranking import critical_places
from geo.network.route import Query
from geo.network.whatif import Answer, compare, network_of, place_of, routes_of
from geo.records.catalog import Catalog, read_catalog

GROUP = "routes"
# From, to, date, and what the reader closes.
_QUESTIONS = (
    ("Moscow", "Mumbai", "2025-06-01", ()),
    ("Moscow", "Mumbai", "2026-04-20", ()),
    ("Moscow", "Mumbai", "2026-04-20", ("hormuz",)),
    ("Tashkent", "Karachi", "2025-09-01", ()),
    ("Tashkent", "Karachi", "2025-11-15", ()),
    ("Astrakhan", "Herat", "2025-06-01", ()),
    ("Termez", "Gwadar", "2025-06-01", ()),
    ("Karachi", "Mumbai", "2025-06-01", ()),
)


def measure(repeat: int) -> list[Row]:
    """Return the rows of the shipped network, then those of growing ones."""
    catalog = read_catalog()
    queries = [_query(catalog, *question) for question in _QUESTIONS]
    query_ms = {query: _times(partial(_asked, catalog, query), repeat) for query in queries}
    answers = [answer for query in queries if (answer := _asked(catalog, query)) is not None]
    slowest = max(queries, key=lambda query: statistics.median(query_ms[query]))
    network = network_of(catalog, queries[0])
    ends = (queries[0].from_id, queries[0].to_id)
    return [
        Row(
            GROUP,
            f"query, shipped network ({len(network.usable)} legs)",
            "ms",
            sample_of(value for values in query_ms.values() for value in values),
            {},
            Bar(20),
            note=f"{len(queries)} questions by time; slowest {slowest.from_id} → "
            f"{slowest.to_id} on {slowest.on}, median "
            f"{statistics.median(query_ms[slowest]):.1f} ms",
        ),
        Row(
            GROUP,
            "ranking of the critical nodes",
            "ms",
            sample_of(
                value
                for answer in answers
                for value in _times(partial(critical_places, catalog, answer), repeat)
            ),
            {},
            Bar(2000),
        ),
        Row(
            GROUP,
            "before and after a closing",
            "ms",
            sample_of(
                _times(
                    lambda: compare(catalog, _query(catalog, *_QUESTIONS[2])),
                    repeat,
                )
            ),
        ),
        one_way_row(GROUP, "one way, shipped network", network, ends, repeat),
        *growth_rows(GROUP, catalog, repeat),
    ]


def _query(catalog: Catalog, start: str, end: str, on: str, closed: tuple[str, ...]) -> Query:
    return Query(
        place_of(catalog, start),
        place_of(catalog, end),
        date.fromisoformat(on),
        objective=Objective.TIME,
        scenario=Scenario(closed=frozenset(closed)),
    )


def _asked(catalog: Catalog, query: Query) -> Answer | None:
    """Return the answer, or nothing when there is no way; finding out what cuts it counts too."""
    try:
        return routes_of(catalog, query)
    except NoRouteError:
        return None


def _times(call: Callable[[], object], repeat: int) -> list[float]:
    return [milliseconds(call) for _ in range(repeat)]
