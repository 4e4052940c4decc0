"""The ways through that are drawn on the map.

What belongs here: turning the journey of a selection into what the map is told. What does not:
finding ways (`geo/network/whatif.py`) and the table of them (`page/routes.py`).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.model.choice import Selection
from geo.records.catalog import Catalog

ROUTES_TAB = "Routes"


def asked_ways(catalog: Catalog, selection: Selection) -> dict[str, Any] | None:
    """Return the ways of the journey, best first; nothing when no journey is asked.

    A journey is asked when the selection has one, or while the reader looks at the routes' own
    panel, which begins with one. Ways are found with the reader's own assumptions, as there.
    """
    looking = st.session_state.get("panel_tab") == ROUTES_TAB
    if selection.journey is None and not looking:
        return None
    # The network is a library of its own to import: only who asks for ways waits for it.
    from layers.screen import ways as webways
    from page.answers import answered, too_many_questions
    from page.assumptions import supposed
    from page.routes import first_journey

    journey = selection.journey or first_journey(catalog)
    known = supposed(catalog)
    if journey is not None and too_many_questions(known, selection, journey):
        return None  # told in the panel
    ways = webways.ways_told(known, selection, journey, find=answered)
    return ways and {**ways, "asked": selection.journey is not None}
