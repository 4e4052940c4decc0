"""What the map of a single file is told: the selection, the state of its date, its ways through.

What belongs here: the same values the page tells the map in the app, as plain JSON values. What
does not: the file around it (`layers/pack/standalone.py`).
"""

from __future__ import annotations

from typing import Any

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.pack.asked import whole_link
from layers.scene.request import FigureRequest
from layers.screen.day import day_of
from layers.screen.ways import ways_told

# Under these names the file holds the data; there they take the place of addresses.
BLOCKS = ("network", "backdrop", "backdrop_later")


def told_of(catalog: Catalog, request: FigureRequest, *, map_name: str) -> dict[str, Any]:
    """Return what the map shows at first, as the app would tell it.

    Parameters
    ----------
    catalog, request
        What there is, and what is asked: its selection, and the language of names.
    map_name
        The name under which the map's script keeps the map.
    """
    selection = request.selection
    day = day_of(catalog, selection)
    return {
        "files": {
            **{name: name for name in BLOCKS},
            "map": "map",
            "relief": "relief",
            "map_name": map_name,
        },
        "seq": 0,
        "query": whole_link(catalog, selection, language=request.language, light=request.light),
        "ways": _ways(catalog, selection),
        "day_id": day["id"],
        "day": day,
    }


def _ways(catalog: Catalog, selection: Selection) -> dict[str, Any] | None:
    """Return the ways of the journey; they belong to the file: nobody could bring them back."""
    ways = ways_told(catalog, selection, selection.journey)
    return ways and {**ways, "asked": False}
