"""Changes in sentences: one for each kind, the same on page, paper and command line.

What belongs here: what is said of one change. What does not: which changes there are
(`geo/changes/`), and lists of them (`layers/words/changelist.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, cast

from geo.calendars import date_text
from geo.changes.kinds import Account, Change, ChangeKind, Topic
from geo.changes.state import ClosureNow, Seen, ShownFigure, Thread
from geo.changes.ways import Way
from geo.model.said import Claim, Event
from geo.model.states import LegStatus
from geo.records.catalog import Catalog
from geo.state.select import seen_on
from layers.words.closures import SEVERITY_TEXT
from layers.words.wording import (
    OBJECTIVE_LABEL,
    claim_period,
    class_text,
    figure_text,
    measured_text,
    subject_text,
)

CHANGE_TEXT: Mapping[ChangeKind, str] = {
    ChangeKind.CLOSED: "Shut",
    ChangeKind.REOPENED: "Open again",
    ChangeKind.STATUS_CHANGED: "Status changed",
    ChangeKind.ROUTE_LOST: "Route lost",
    ChangeKind.ROUTE_GAINED: "Route gained",
    ChangeKind.ROUTE_LONGER: "Route longer",
    ChangeKind.ROUTE_SHORTER: "Route shorter",
    ChangeKind.ROUTE_MOVED: "Another route",
    ChangeKind.CONTESTED: "Contested",
    ChangeKind.PROMISE_MET: "Promise met",
    ChangeKind.PROMISE_MISSED: "Missed, as a source says",
    ChangeKind.PROMISE_GIVEN_UP: "Given up",
    ChangeKind.DUE_DAY_PASSED: "Due day passed, no completion found",
    ChangeKind.RAN_OUT: "Ran out",
    ChangeKind.PROMISE_MOVED: "Promised for another day",
    ChangeKind.PROMISE_MADE: "Promised",
    ChangeKind.PROMISE_REPEATED: "Promised again",
    ChangeKind.BECAME_KNOWN: "Known now",
    ChangeKind.PREFERRED_CHANGED: "Another figure shown",
    ChangeKind.FIGURE_REVISED: "Figure revised",
    ChangeKind.FIGURE_SUPERSEDED: "Figure superseded",
    ChangeKind.FIGURE_CORRECTED: "Figure corrected",
    ChangeKind.FIGURE_WITHDRAWN: "Figure withdrawn",
    ChangeKind.FIGURE_ADDED: "New figure",
    ChangeKind.FIGURE_COMPARED: "More than one figure now",
    ChangeKind.FIGURE_ALONE: "No longer beside another figure",
    ChangeKind.EVENT_CORRECTED: "Written otherwise",
    ChangeKind.EVENT_WITHDRAWN: "Taken out",
    ChangeKind.UNCONFIRMED: "No longer confirmed",
    ChangeKind.CONFIRMED: "Confirmed",
    ChangeKind.RECORD_ADDED: "New on record",
    ChangeKind.RECORD_WITHDRAWN: "Taken out",
    ChangeKind.RECORD_CHANGED: "Written otherwise",
}
# The mappings of a catalog that sentences take names from.
_NAMED = (
    *("corridors", "branches", "legs", "nodes", "straits", "sources"),
    *("claims", "events", "journeys", "closures"),
)
_ONE_OF: Mapping[str, str] = {
    "corridors": "corridor",
    "branches": "branch",
    "nodes": "place",
    "straits": "strait",
    "legs": "line",
    "assumptions": "assumption",
    "published_lengths": "published length",
}


def both_of(account: Account) -> Catalog:
    """Return a catalog that knows the names and sources of both sides, as cited on the later day.

    What was withdrawn still has its name and its source.
    """
    earlier, later = account.earlier.catalog, account.later.catalog
    if earlier is not later:
        held: dict[str, Any] = {
            name: {**getattr(earlier, name), **getattr(later, name)} for name in _NAMED
        }
        later = replace(later, **held)
    return seen_on(later, account.later.on)


def sentence_of(catalog: Catalog, change: Change) -> str:
    """Return one change as a sentence; `catalog` is that of `both_of`."""
    lead = CHANGE_TEXT[change.kind]
    if change.kind is ChangeKind.CLOSED:
        lead = SEVERITY_TEXT[cast(ClosureNow, change.after).closure.severity].capitalize()
    return f"{lead}: {_WORDED[change.key[0]](catalog, change)}."


def facet_text(catalog: Catalog, topic: Topic, facet: object) -> str:
    """Return what a facet of a state holds, in few words; nothing where there is none."""
    return "" if facet is None else _SHORT[topic](catalog, facet)


def _status(catalog: Catalog, change: Change) -> str:
    before, after = cast(LegStatus | None, change.before), cast(LegStatus | None, change.after)
    name = _about(catalog, change)
    if after is None:
        return f"{name} was {facet_text(catalog, Topic.STATUS, before)} and is no longer on record"
    since = f" from {date_text(after.since)}" if after.since.dated else ""
    was = f", before {before.status}" if before is not None else ""
    return f"{name} {after.status}{since}{was}"


def _seen(catalog: Catalog, change: Change) -> str:
    last = change.after.last if isinstance(change.after, Seen) else None
    seen = f"last seen {date_text(last)}" if last else "never seen on a dated page"
    return f"the state of {_about(catalog, change)}, {seen}"


def _closure(catalog: Catalog, change: Change) -> str:
    now = cast(ClosureNow, change.after or change.before)
    told = {
        ChangeKind.CLOSED: (", from", now.closure.start),
        ChangeKind.REOPENED: (" has ended,", now.ended),
        ChangeKind.CONTESTED: (", from", now.contested),
        ChangeKind.CONFIRMED: (" still holds,", now.last_seen),
    }
    if change.kind not in told:
        return now.closure.headline
    said, day = told[change.kind]
    return f"{now.closure.headline}{said} {date_text(day)}"


def _promise(catalog: Catalog, change: Change) -> str:
    thread = cast(Thread, change.after or change.before)
    event = _said_last(change) or thread.events[-1]
    if change.kind is ChangeKind.DUE_DAY_PASSED:
        due = next((one for one in thread.events if one.date == thread.passed), event)
        return f"{due.headline}, due {date_text(thread.passed)}"
    if change.kind in (ChangeKind.PROMISE_MADE, ChangeKind.PROMISE_REPEATED):
        return f"{event.headline}, due {date_text(event.date)}"
    if change.kind is ChangeKind.PROMISE_MOVED:
        before = cast(Thread, change.before).events
        old = next(one for one in reversed(before) if one.kind is event.kind)
        return f"{event.headline}, due {date_text(event.date)}, before {date_text(old.date)}"
    return f"{event.headline}, {date_text(event.date)}"


def _said_last(change: Change) -> Event | None:
    """Return the statement that made the change: the one its thread did not hold before."""
    before = change.before.events if isinstance(change.before, Thread) else ()
    after = change.after.events if isinstance(change.after, Thread) else ()
    return next((one for one in after if one not in before), None)


def _event(catalog: Catalog, change: Change) -> str:
    event = cast(Event, change.after or change.before)
    if change.key[0] is Topic.END:
        return f"{event.headline}, to {date_text(event.ends)}"
    return f"{event.headline}, {date_text(event.date)}"


def _claim(catalog: Catalog, change: Change) -> str:
    claim = cast(Claim, change.after or change.before)
    old = cast(Claim | None, (change.after and change.before) or change.beside)
    parts = [figure_text(claim)]
    if old is not None and figure_text(old) != figure_text(claim):
        parts = [f"{figure_text(claim)}, before {figure_text(old)}"]
    parts += [claim.scope, claim_period(claim), class_text(claim)]
    if claim.said_by:
        parts.append(f"by {claim.said_by}")
    if change.kind is ChangeKind.FIGURE_CORRECTED and len(parts[0]) == len(figure_text(claim)):
        parts.append(f"written otherwise{_differing(change.before, change.after)}")
    return f"{measured_text(catalog, claim)}: {'; '.join(filter(None, parts))}"


def _shown(catalog: Catalog, change: Change) -> str:
    before = cast(ShownFigure | None, change.before)
    told = cast(ShownFigure, change.after or before)
    named = measured_text(catalog, catalog.claims[told.claim_ids[0]])
    words = _figure_shown(catalog, told)
    if change.kind is ChangeKind.FIGURE_ALONE:
        return f"{named}; before: {words}"
    if change.kind is ChangeKind.PREFERRED_CHANGED and before is not None:
        was = _figure_shown(catalog, before)
        words += f", before {was}" if was != words else ""
    return f"{named}: {words}"


def _figure_shown(catalog: Catalog, shown: ShownFigure) -> str:
    if not shown.shown_id:
        return "none is preferred"
    return f"shown is {figure_text(catalog.claims[shown.shown_id])}"


def _journey(catalog: Catalog, change: Change) -> str:
    kept = catalog.journeys[change.key[1]]
    before, after = cast(Way | None, change.before), cast(Way | None, change.after)
    now = facet_text(catalog, Topic.JOURNEY, after) or "no route is open"
    was = facet_text(catalog, Topic.JOURNEY, before) or "none"
    cause = ""
    if isinstance(change.beside, tuple):
        topic, name = change.beside
        is_closure = topic is Topic.CLOSURE
        cause = f" ({catalog.closures[name].headline if is_closure else catalog.legs[name].name})"
    return f"{kept.name}, {OBJECTIVE_LABEL[kept.objective]}: {now}, before {was}{cause}"


def _record(catalog: Catalog, change: Change) -> str:
    table, _, name = change.key[1].partition(":")
    record = change.after or change.before
    shown = getattr(record, "name", "") or name
    return f"{_ONE_OF[table]} {shown}{_differing(change.before, change.after)}"


def _differing(before: object, after: object) -> str:
    """Return which fields of a record differ; nothing unless there are two of it."""
    if before is None or after is None:
        return ""
    names = (one.name for one in fields(after) if one.compare)  # type: ignore[arg-type]
    moved = [name for name in names if getattr(before, name) != getattr(after, name)]
    told = ", ".join(name.removesuffix("_ids").replace("_", " ") for name in moved)
    if "length_km" in moved:
        one, other = cast(float, before.length_km), cast(float, after.length_km)  # type: ignore[attr-defined]
        told += f"; {other:,.0f} km, before {one:,.0f} km"
    return f" ({told})"


def _about(catalog: Catalog, change: Change) -> str:
    return subject_text(catalog, *change.subjects[0])


def _closure_text(_: Catalog, now: ClosureNow) -> str:
    state = "contested" if now.contested else "in force"
    return f"ended {date_text(now.ended)}" if now.ended else state


def _thread_text(_: Catalog, thread: Thread) -> str:
    passed = f"; due day {date_text(thread.passed)} passed" if thread.passed else ""
    return f"{thread.events[-1].headline}{passed}"


def _seen_text(_: Catalog, seen: Seen) -> str:
    when = date_text(seen.last) if seen.last else "never"
    return f"seen {when}{', doubted' if seen.doubted else ''}"


_WORDED: Mapping[Topic, Callable[[Catalog, Change], str]] = {
    Topic.STATUS: _status,
    Topic.SEEN: _seen,
    Topic.CLOSURE: _closure,
    Topic.PROMISE: _promise,
    Topic.EVENT: _event,
    Topic.END: _event,
    Topic.CLAIM: _claim,
    Topic.SHOWN: _shown,
    Topic.JOURNEY: _journey,
    Topic.RECORD: _record,
}
# What a facet is, its topic says (`geo/changes/state.py`).
_SHORT: Mapping[Topic, Callable[[Catalog, Any], str]] = {
    Topic.STATUS: lambda _, now: str(now.status),
    Topic.SEEN: _seen_text,
    Topic.CLOSURE: _closure_text,
    Topic.PROMISE: _thread_text,
    Topic.EVENT: lambda _, event: event.headline,
    Topic.END: lambda _, event: f"over since {date_text(event.ends)}",
    Topic.CLAIM: lambda _, claim: figure_text(claim),
    Topic.SHOWN: _figure_shown,
    Topic.JOURNEY: lambda _, way: f"{way.length_km:,.0f} km in about {way.hours / 24:,.1f} days",
    Topic.RECORD: lambda _, record: str(getattr(record, "name", "on record")),
}
