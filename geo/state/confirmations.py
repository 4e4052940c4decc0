"""What is known of a state on a day, from the confirmations up to that day. Pure.

What belongs here: which confirmations count by a day, the last that said a thing, and whether a
page tells of a day later than it is read for. What follows for a closure is in
`geo.state.conditions`, for a leg in `geo.state.select`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.model.dates import PartialDate
from geo.model.said import Source
from geo.model.states import Confirmation, Says


def confirmations_until(
    history: Sequence[Confirmation], on: date, data_end: date
) -> tuple[Confirmation, ...]:
    """Return what had been seen by a day, oldest first.

    A month or year counts once it is over, so nothing is known too early; what the data hold had
    been seen when they end.
    """
    return tuple(one for one in history if min(one.date.last, data_end) <= on)


def last_that(history: Sequence[Confirmation], *says: Says) -> Confirmation | None:
    """Return the latest confirmation that says one of these, if any does."""
    return next((one for one in reversed(history) if one.says in says), None)


def is_written_later(source: Source, on: date) -> bool:
    """Tell whether a page was published after the day it is read for."""
    return source.published.first > on


def days_since(seen: PartialDate, on: date) -> int:
    """Return how many days of silence lie between the last day seen and another."""
    return (on - min(seen.last, on)).days
