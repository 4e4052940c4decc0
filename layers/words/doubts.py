"""Why a line is doubted, in words: a war since it was seen, or silence longer than it lasts.

The reasons themselves are found in `geo.state.doubt`. No web here.
"""

from __future__ import annotations

from datetime import date

from geo.calendars import date_text
from geo.network.route import Route
from geo.records.catalog import Catalog
from geo.state.doubt import Doubt, DoubtKind
from geo.state.select import leg_state


def war_text(doubt: Doubt) -> str:
    """Say since when a war gives reason to doubt what nobody told of since."""
    return f"war since {date_text(doubt.since)}; nothing read since"


def doubt_words(catalog: Catalog, route: Route, *, on: date) -> tuple[str, ...]:
    """Say of how much of a route nothing was read since a war began, or for too long."""
    unread: dict[str, float] = {}
    for leg_id in route.leg_ids:
        state = leg_state(catalog, leg_id, on)
        if state and state.doubt:
            at_war = state.doubt.kind is DoubtKind.WAR
            why = war_text(state.doubt) if at_war else "nothing read for long"
            unread[why] = unread.get(why, 0.0) + state.leg.length_km
    return tuple(f"{why} about {km:,.0f} km of it" for why, km in unread.items())
