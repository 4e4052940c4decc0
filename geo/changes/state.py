"""The state of a catalog on a day, as facets that can be compared one by one. Pure.

What belongs here: what there is to differ. A facet is small enough that its change is one sentence:
the status of a leg, a closure, a promise with all that was said of it, a claim. What does not: the
differences (`geo/changes/account.py`). Sources are no facet: what they say is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import TypeVar

from geo.changes.kinds import Key, Moment, Topic
from geo.changes.ways import ways_at
from geo.ledger.promises import PromiseState, event_known_on, promises_of
from geo.ledger.readings import ledger_of
from geo.model.choice import KeptJourney
from geo.model.dates import PartialDate
from geo.model.said import Claim, Event
from geo.model.states import Closure, Says, StateKind
from geo.records.catalog import Catalog
from geo.records.claims import ComparableKey, known_on
from geo.state.conditions import closure_state, closures_by_subject
from geo.state.confirmations import confirmations_until, last_that
from geo.state.select import leg_state, status_at

# The mappings of a catalog whose records are facets as they stand.
RECORDS = ("corridors", "branches", "nodes", "straits", "assumptions", "published_lengths")
_Said = TypeVar("_Said", Claim, Event)
_OPEN = frozenset({PromiseState.PENDING, PromiseState.OVERDUE, PromiseState.NO_DATE})


@dataclass(frozen=True, slots=True)
class Seen:
    """When a leg's state was last seen, by which page, and whether its silence is doubted."""

    last: PartialDate | None
    source_id: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class ClosureNow:
    """A closure that has begun: last seen, contested, or ended, each with the page that says so."""

    closure: Closure
    last_seen: PartialDate
    source_id: str
    contested: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A promise: all that was said of it in the order known, and the due day that passed unmet."""

    events: tuple[Event, ...]
    passed: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """Which of several like claims is shown; an empty id when none is preferred."""

    claim_ids: tuple[str, ...]
    shown_id: str


def state_of(
    moment: Moment, *, journeys: Mapping[str, KeptJourney] | None = None
) -> Mapping[Key, object]:
    """Return every facet of a catalog on a day.

    `journeys` are those whose ways are asked; by default the catalog's own.
    """
    catalog, on = moment.catalog, moment.on
    asked = catalog.journeys if journeys is None else journeys
    return {
        **_legs(catalog, on),
        **_closures(catalog, on),
        **_events(catalog, on),
        **_figures(catalog, on),
        **{(Topic.JOURNEY, name): way for name, way in ways_at(catalog, on, asked).items()},
        **_records(catalog, on),
    }


def closure_now(catalog: Catalog, closure: Closure, on: date) -> ClosureNow | None:
    """Return a closure as known on a day, ended ones too; nothing before it began.

    Raises
    ------
    ValueError
        If it neither holds nor has ended, which no catalog that was checked has.
    """
    if closure.start.first > on:
        return None
    state = closure_state(catalog, closure, on)
    if state is not None:
        return ClosureNow(closure, state.last_confirmed, state.source_id, state.contested)
    history = catalog.confirmations.get((StateKind.CLOSURE, closure.closure_id), ())
    known = confirmations_until(history, on, catalog.data_end)
    held, end = last_that(known, Says.HOLDS), last_that(known, Says.ENDED)
    if end is None:  # closure_state ends a closure by nothing else
        raise ValueError(f"{closure.closure_id} has neither a state nor an end.")
    return ClosureNow(closure, held.date if held else closure.start, end.source_id, ended=end.date)


def shown_key(key: ComparableKey) -> str:
    """Return what a group of like claims is called among facets."""
    return "|".join("" if part is None else str(part) for part in astuple(key))


def _legs(catalog: Catalog, on: date) -> dict[Key, object]:
    shut = closures_by_subject(catalog, on)
    found: dict[Key, object] = {}
    for leg_id in catalog.legs:
        status = status_at(catalog.statuses[leg_id], on)
        state = leg_state(catalog, leg_id, on, shut=shut)
        if status is None or state is None:
            continue
        found[Topic.STATUS, leg_id] = status
        found[Topic.SEEN, leg_id] = Seen(state.last_confirmed, state.confirmed_by, state.doubted)
    return found


def _closures(catalog: Catalog, on: date) -> dict[Key, object]:
    states = ((name, closure_now(catalog, one, on)) for name, one in catalog.closures.items())
    return {(Topic.CLOSURE, name): now for name, now in states if now is not None}


def _events(catalog: Catalog, on: date) -> dict[Key, object]:
    end = catalog.data_end
    known = _said_by(catalog.events.values(), on, end)
    known.sort(key=lambda event: (event_known_on(event, end), event.event_id))
    found: dict[Key, object] = {}
    threads: dict[str, list[Event]] = {}
    for event in known:
        if event.promise_id:
            threads.setdefault(event.promise_id, []).append(event)
        else:
            found[Topic.EVENT, event.event_id] = event
        if event.ends and event.ends.dated and event.ends.last < on:
            found[Topic.END, event.event_id] = event
    passed = {
        promise.promise_id: promise.latest.date
        for promise in promises_of(known, as_of=on, data_end=on)
        if promise.state in _OPEN and promise.latest_late_days is not None
    }
    for name, events in threads.items():
        found[Topic.PROMISE, name] = Thread(tuple(events), passed.get(name))
    return found


def _said_by(said: Iterable[_Said], on: date, end: date) -> list[_Said]:
    """Return what was said by a day; what has no day of its own had been said on either side.

    Else it would be news of whatever day the data end on.
    """
    return [one for one in said if not one.said_on.dated or known_on(one.said_on, end) <= on]


def _figures(catalog: Catalog, on: date) -> dict[Key, object]:
    end = catalog.data_end
    claims = _said_by(catalog.claims.values(), on, end)
    events = _said_by(catalog.events.values(), on, end)
    ledger = ledger_of(claims, events, catalog.sources, as_of=on, data_end=on)
    found: dict[Key, object] = {(Topic.CLAIM, one.claim_id): one for one in ledger.claims}
    for reading in ledger.shared_readings():
        ids = tuple(claim.claim_id for claim in reading.claims)
        shown = reading.shown.claim_id if reading.shown else ""
        found[Topic.SHOWN, shown_key(reading.key)] = ShownFigure(ids, shown)
    return found


def _records(catalog: Catalog, on: date) -> dict[Key, object]:
    """Return the records that have no day; a leg counts from its first status on."""
    found: dict[Key, object] = {
        (Topic.RECORD, f"{table}:{name}"): record
        for table in RECORDS
        for name, record in getattr(catalog, table).items()
    }
    for name, leg in catalog.legs.items():
        if status_at(catalog.statuses[name], on) is not None:
            found[Topic.RECORD, f"legs:{name}"] = leg
    return found
