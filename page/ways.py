"""The ways through that are drawn on the map.

What belongs here: turning the journey of a selection into what the map is told. What does not:
finding ways (`geo/whatif.py`) and the table of them (`page/routes.py`).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.catalog import Catalog
from geo.errors import CorridorError
from geo.model import Selection

ROUTES_TAB = "Routes"


def ways_told(catalog: Catalog, selection: Selection) -> dict[str, Any] | None:
    """Return the ways of the journey, best first; nothing when no journey is asked.

    A journey is asked when the selection has one, or while the reader looks at the routes' own
    panel, which begins with one. Ways are found with the assumptions as they ship.
    """
    looking = st.session_state.get("panel_tab") == ROUTES_TAB
    if selection.journey is None and not looking:
        return None
    # The network is a library of its own to import: only who asks for ways waits for it.
    from geo.whatif import routes_of
    from layers.routetable import days_text
    from page.routes import first_journey, query_of

    journey = selection.journey or first_journey(catalog)
    if journey is None or journey.from_id == journey.to_id:
        return None
    reason = ""
    try:
        routes = routes_of(catalog, query_of(catalog, selection, journey)).routes
    except CorridorError as error:
        routes, reason = (), str(error)
    ends = (catalog.nodes[end].name for end in (journey.from_id, journey.to_id))
    return {
        "title": " – ".join(ends),
        "ends": [journey.from_id, journey.to_id],
        "ways": [
            {
                "legs": list(route.leg_ids),
                "words": f"{route.length_km:,.0f} km, {days_text(route.hours)}",
            }
            for route in routes
        ],
        "reason": reason,
        "asked": selection.journey is not None,
    }
