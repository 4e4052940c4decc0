"""Closures in words: since when, when last reported, what contradicts it, what it keeps out.

What belongs here: the one sentence said of a closure, the same on the page and on paper. What does
not: which closures are in force (`geo/state/conditions.py`), and their looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.calendars import date_text
from geo.model.states import Closure, Confirmation, Severity, Traffic
from geo.state.conditions import ClosureState
from layers.words.dates import short_date
from layers.words.wording import country_text

SEVERITY_TEXT: Mapping[Severity, str] = {
    Severity.CLOSED: "shut",
    Severity.PARTLY: "partly shut",
    Severity.RESTRICTED: "restricted",
}


def traffic_text(kinds: Iterable[Traffic]) -> str:
    """Return `goods and empty vehicles`."""
    return " and ".join(one.value.replace("_", " ") for one in kinds)


def shut_text(state: ClosureState, *, short: bool = False) -> str:
    """Return `shut to goods since 12 October 2025; last reported 11 February 2026`.

    One for some goods or flags alone never reads as a closure, however severe it is for them.
    `short`, for paper, writes months in three letters and leaves aside what the headline says:
    all but a direction.
    """
    closure = state.closure
    if short and not closure.direction:
        return since_text(state, short=True)
    return f"{how_text(closure)} {since_text(state, short=short)}"


def past_text(closure: Closure, ended: Confirmation) -> str:
    """Return `shut to goods from 8 July 2021 to July 2021` of a closure that is over."""
    return f"{how_text(closure)} from {date_text(closure.start)} to {date_text(ended.date)}"


def how_text(closure: Closure) -> str:
    """Return `shut to people (towards Turkmenistan only)` or `restricted for some goods or flags`.

    What only hinders some goods or flags shuts them out no more than the others.
    """
    if closure.goods_origin or closure.goods_destination or closure.flag:
        hinders = closure.severity is Severity.RESTRICTED
        return f"{'restricted for' if hinders else 'closed to'} some goods or flags"
    return " ".join(part for part in (SEVERITY_TEXT[closure.severity], bars_text(closure)) if part)


def since_text(state: ClosureState, *, short: bool = False) -> str:
    """Return `since 12 October 2025; last reported 11 February 2026`.

    What is contested says from when. `short` writes months in three letters.
    """
    text = short_date if short else date_text
    said = f"since {text(state.closure.start)}"
    if state.last_confirmed != state.closure.start:
        said += f"; last reported {text(state.last_confirmed)}"
    if state.contested is not None:
        said += f"; contested {text(state.contested)}"
    return said


def bars_text(closure: Closure) -> str:
    """Return `to goods and empty vehicles (towards Turkmenistan only)`; nothing if to all."""
    parts = []
    if len(closure.applies_to) < len(Traffic):
        parts.append(f"to {traffic_text(one for one in Traffic if one in closure.applies_to)}")
    if closure.direction:
        parts.append(f"(towards {country_text(closure.direction)} only)")
    return " ".join(parts)
