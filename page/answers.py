"""The routes of a journey, found once for panel and map alike, and kept for who asks the same.

What belongs here: the cache at the edge. What does not: finding them (`geo/network/whatif.py`).
"""

from __future__ import annotations

from functools import lru_cache

from geo.errors import NoRouteError
from geo.model.choice import Journey, Selection
from geo.network.route import Query
from geo.network.whatif import Answer, Comparison, compare, query_of, routes_of
from geo.records.catalog import Catalog
from page.limits import Ask, too_many
from page.load import Whole


def answered(catalog: Catalog, selection: Selection, journey: Journey) -> Answer:
    """Return the routes of a journey.

    Raises
    ------
    NoRouteError
        If no route leads there.
    """
    found = _answered(Whole(catalog), query_of(catalog, selection, journey))
    if isinstance(found, NoRouteError):
        raise found
    return found


@lru_cache(maxsize=32)
def _answered(whole: Whole, query: Query) -> Answer | NoRouteError:
    try:
        return routes_of(whole.catalog, query)
    except NoRouteError as error:
        # Without where it was raised, which would keep all that stood there in memory.
        return error.with_traceback(None)


def too_many_questions(catalog: Catalog, selection: Selection, journey: Journey) -> str:
    """Return in a sentence why the reader is to wait with a question; nothing if it may be asked.

    The same question for the map and the panel, and once more, is one.
    """
    what = (catalog.data_hash, query_of(catalog, selection, journey))
    return too_many(Ask.QUESTION, what)


def compared(catalog: Catalog, selection: Selection, journey: Journey) -> Comparison:
    """Return the routes of a journey without and with the scenario."""
    return _compared(Whole(catalog), query_of(catalog, selection, journey))


@lru_cache(maxsize=32)
def _compared(whole: Whole, query: Query) -> Comparison:
    return compare(whole.catalog, query)
