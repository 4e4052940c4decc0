"""The ways of a journey as the map is told of them: plain JSON values, for the page and the file.

What belongs here: what the browser draws and says of a way. What does not: drawing it
(`layers/screen/web/ways.js`), and the cards beside the map (`layers/screen/routecards.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geo.errors import CorridorError
from geo.model.choice import Journey, Selection
from geo.network.whatif import Answer, query_of, routes_of
from geo.records.catalog import Catalog
from layers.words.routes import duration_text

Find = Callable[[Catalog, Selection, Journey], Answer]


def _found(catalog: Catalog, selection: Selection, journey: Journey) -> Answer:
    return routes_of(catalog, query_of(catalog, selection, journey))


def ways_told(
    catalog: Catalog, selection: Selection, journey: Journey | None, *, find: Find = _found
) -> dict[str, Any] | None:
    """Return the ways of a journey, best first; nothing when none is asked.

    `find` finds them, by default anew. Without a way, `reason` says why there is none.
    """
    if journey is None or journey.from_id == journey.to_id:
        return None
    reason = ""
    try:
        routes = find(catalog, selection, journey).routes
    except CorridorError as error:
        routes, reason = (), str(error)
    ends = (catalog.nodes[end].name for end in journey.end_ids)
    return {
        "title": " – ".join(ends),
        "ends": [journey.from_id, journey.to_id],
        "ways": [
            {
                "legs": list(route.leg_ids),
                "words": f"{route.length_km:,.0f} km, {duration_text(route.hours)}",
            }
            for route in routes
        ],
        "reason": reason,
    }
