"""Promises and what came of them: promised, promised again, kept or overdue, as of a date.

Events that share a `promise_id` are one promise. Pure; nothing here knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geo.grouped import grouped
from geo.model.dates import PartialDate
from geo.model.said import Event, EventKind, EventType
from geo.records.claims import known_on

# Two years have 730 or 731 days; the longer way, so that nothing is called dormant a day early.
DORMANT_AFTER = timedelta(days=731)

# What may stand in a promise's thread without fulfilling it.
_KEEPS_NOTHING = frozenset(
    {EventType.ANNOUNCED, EventType.DELAYED, EventType.MEETING, EventType.SUSPENDED}
)


class PromiseState(StrEnum):
    """What came of a promise by the as-of date."""

    PENDING = "pending"
    KEPT = "kept"
    OVERDUE = "overdue"
    GIVEN_UP = "given_up"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise as of a date.

    Attributes
    ----------
    promise_id
        What ties its events together.
    as_of
        The date up to which anything counts.
    made
        The promise and every time it was promised again, in the order they were said.
    outcome
        What fulfilled or ended it, if anything had by the as-of date.
    state
        Pending, kept, overdue, given up, or without any date to hold it to.
    late_days_low, late_days_high
        Days from the first promised date to the fulfilment, or to the as-of date while it is
        overdue; two figures since a month or year may mean any of its days. `None` when there
        is nothing to count. Kept early is negative.
    latest_late_days
        Days since the date last promised passed, while it is overdue; `None` before that.
    last_mentioned
        The last day on which it was spoken of.
    dormant
        Unfulfilled and unmentioned for two years.
    """

    promise_id: str
    as_of: date
    made: tuple[Event, ...]
    outcome: Event | None
    state: PromiseState
    late_days_low: int | None
    late_days_high: int | None
    latest_late_days: int | None
    last_mentioned: date
    dormant: bool

    @property
    def first(self) -> Event:
        """The promise as it was first made."""
        return self.made[0]

    @property
    def latest(self) -> Event:
        """The promise as it was last made."""
        return self.made[-1]


def event_known_on(event: Event, data_end: date) -> date:
    """Return the first day on which an event or a promise counts as known.

    That is when it was said; for what happened the data have its own date there, unless the
    statement came later, as an erring one may.
    """
    return known_on(event.said_on, data_end)


def promises_of(events: Iterable[Event], *, as_of: date, data_end: date) -> tuple[Promise, ...]:
    """Return every promise known by a date with what had come of it by then.

    Parameters
    ----------
    events
        All events; those without a `promise_id` are left out.
    as_of
        Nothing said later counts, and days overdue are counted up to here.
    data_end
        The day the data end.

    Returns
    -------
    tuple of Promise
        Overdue ones first, then by the date first promised.
    """
    threads = grouped(
        (event.promise_id, event)
        for event in events
        if event.promise_id and event_known_on(event, data_end) <= as_of
    )
    found = [
        promise
        for promise_id, thread in threads.items()
        if (promise := _promise_of(promise_id, thread, as_of, data_end)) is not None
    ]
    return tuple(
        sorted(
            found,
            key=lambda p: (p.state is not PromiseState.OVERDUE, p.first.date.last, p.promise_id),
        )
    )


def _promise_of(
    promise_id: str, thread: Sequence[Event], as_of: date, data_end: date
) -> Promise | None:
    """Return one promise; nothing when all that is known is an outcome."""
    ordered = sorted(thread, key=lambda event: (event_known_on(event, data_end), event.event_id))
    made = tuple(event for event in ordered if event.kind is EventKind.PROMISED)
    if not made:
        return None
    outcomes = [
        event
        for event in ordered
        if event.kind is EventKind.ACTUAL and event.type not in _KEEPS_NOTHING
    ]
    outcome = outcomes[0] if outcomes else None
    due = made[0].date
    if outcome is not None:
        state = PromiseState.KEPT
        if outcome.type is EventType.CANCELLED:
            state = PromiseState.GIVEN_UP
    elif not any(event.date.dated for event in made):
        state = PromiseState.NO_DATE
    else:
        state = PromiseState.OVERDUE if as_of > due.last else PromiseState.PENDING
    low, high = _late_days(state, due, outcome, as_of)
    last_mentioned = max(event_known_on(event, data_end) for event in ordered)
    unmet = state in (PromiseState.PENDING, PromiseState.OVERDUE, PromiseState.NO_DATE)
    return Promise(
        promise_id=promise_id,
        as_of=as_of,
        made=made,
        outcome=outcome,
        state=state,
        late_days_low=low,
        late_days_high=high,
        latest_late_days=_days_past(made[-1].date, as_of) if unmet else None,
        last_mentioned=last_mentioned,
        dormant=unmet and as_of - last_mentioned > DORMANT_AFTER,
    )


def _days_past(due: PartialDate, as_of: date) -> int | None:
    """Return how many days ago a promised date passed; nothing before it has."""
    if not due.dated or as_of <= due.last:
        return None
    return (as_of - due.last).days


def _late_days(
    state: PromiseState, due: PartialDate, outcome: Event | None, as_of: date
) -> tuple[int | None, int | None]:
    """Return the fewest and the most days that fulfilment was, or is, late."""
    if not due.dated:
        return None, None
    if state is PromiseState.KEPT and outcome is not None:
        if not outcome.date.dated:
            return None, None
        return (outcome.date.first - due.last).days, (outcome.date.last - due.first).days
    if state is PromiseState.OVERDUE:
        # "In March 2026" is broken on 1 April; how early in March it was meant is not asked.
        return _days_past(due, as_of), _days_past(due, as_of)
    return None, None
