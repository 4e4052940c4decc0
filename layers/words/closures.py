"""Closures in words: since when, when last reported, and what contradicts it.

What belongs here: the one sentence said of a closure, the same on the page and on paper. What does
not: which closures are in force (`geo/state/conditions.py`), and their looks.
"""

from __future__ import annotations

from geo.calendars import date_text
from geo.state.conditions import ClosureState
from layers.words.dates import short_date


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
