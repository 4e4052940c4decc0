"""What changed of promises, events and figures. Pure.

A promise is missed only where a source says so: somebody told that it is put off. A due day that
passed with nothing found says that, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import cast

from geo.changes.drafts import Draft, Pair, changes_of, single_day
from geo.changes.kinds import Change, ChangeKind, Key, Topic
from geo.changes.state import ShownFigure, Thread
from geo.model.dates import PartialDate
from geo.model.said import Claim, ClaimKind, Event, EventKind, EventType
from geo.records.cells import UNDATED
from geo.records.claims import comparable_key
from geo.state.conditions import Subject

_SET_ASIDE = frozenset({ClaimKind.ERROR, ClaimKind.SUPERSEDED})
# What may stand in a thread and is no answer to the promise.
_NO_ANSWER = frozenset({EventType.ANNOUNCED, EventType.MEETING, EventType.SUSPENDED})


def promise_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield what was said anew of one promise, and whether its day has passed."""
    before = cast(Thread | None, pair.before.get(key))
    after = cast(Thread | None, pair.after.get(key))
    events = (after or cast(Thread, before)).events
    return changes_of(pair, key, _thread_drafts(pair, before, after), *_subject_of(events[-1]))


def event_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield an event that became known, was written otherwise, or whose period ran out."""
    before = cast(Event | None, pair.before.get(key))
    after = cast(Event | None, pair.after.get(key))
    event = after or cast(Event, before)
    day, sources = event.date, (event.source_id,)
    if key[0] is Topic.END:
        kind = ChangeKind.RAN_OUT if after is not None else ChangeKind.EVENT_CORRECTED
        day = event.ends or day
    elif before is None:
        kind = ChangeKind.BECAME_KNOWN
    else:
        kind = ChangeKind.EVENT_WITHDRAWN if after is None else ChangeKind.EVENT_CORRECTED
    return changes_of(pair, key, [Draft(kind, before, after, day, sources)], *_subject_of(event))


def claim_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield a figure that was added, revised, superseded, corrected or withdrawn."""
    before = cast(Claim | None, pair.before.get(key))
    after = cast(Claim | None, pair.after.get(key))
    claim = after or cast(Claim, before)
    beside: Claim | None = None
    if after is None:
        kind = ChangeKind.FIGURE_WITHDRAWN
    elif before is None:
        kind, beside = _added(pair, after)
    elif after.kind in _SET_ASIDE and before.kind not in _SET_ASIDE:
        kind = ChangeKind.FIGURE_SUPERSEDED
    elif after.vintage != before.vintage:
        kind = ChangeKind.FIGURE_REVISED
    else:
        kind = ChangeKind.FIGURE_CORRECTED
    draft = Draft(kind, before, after, claim.said_on, (claim.source_id,), beside)
    return changes_of(pair, key, [draft], claim.subject)


def shown_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield that another of several like figures is shown, or that they are several, or no more."""
    before = cast(ShownFigure | None, pair.before.get(key))
    after = cast(ShownFigure | None, pair.after.get(key))
    moved = before is not None and after is not None and before.shown_id != after.shown_id
    if before is None and after is not None:
        # The only one there was stood for itself.
        alone = [name for name in after.claim_ids if (Topic.CLAIM, name) in pair.before]
        moved = bool(alone) and alone != [after.shown_id]
    told = after or cast(ShownFigure, before)
    named = _claim_named(pair, told.shown_id or told.claim_ids[0])
    claims = [_claim_named(pair, name) for name in told.claim_ids]
    dated = [one.said_on for one in claims if one.said_on.dated]
    day = max(dated, key=lambda when: (when.last, when.first), default=UNDATED)
    alike = ChangeKind.FIGURE_ALONE if after is None else ChangeKind.FIGURE_COMPARED
    kind = ChangeKind.PREFERRED_CHANGED if moved else alike
    draft = Draft(kind, before, after, day, (named.source_id,))
    return changes_of(pair, key, [draft], named.subject)


def _thread_drafts(pair: Pair, before: Thread | None, after: Thread | None) -> Iterator[Draft]:
    if after is None:
        yield Draft(ChangeKind.EVENT_WITHDRAWN, before, None)
        return
    known = before.events if before is not None else ()
    kept = [event for event in after.events if event in known]
    held = before
    if before is not None and tuple(kept) != known:
        # Something said before is written otherwise, or gone.
        held = Thread(tuple(kept), before.passed) if kept else None
        yield Draft(ChangeKind.EVENT_CORRECTED, before, held, *_told(known[-1]))
    for event in (one for one in after.events if one not in known):
        events = [one for one in after.events if one in kept or one == event]
        kept.append(event)
        kind = _kind_of(event, held)
        still = held.passed if held is not None and held.passed == after.passed else None
        new = Thread(tuple(events), still)
        yield Draft(kind, held, new, *_told(event), held.events[-1] if held else None)
        held = new
    if held != after:
        yield _passing(held, after)


def _passing(held: Thread | None, after: Thread) -> Draft:
    """Return the change of a due day: passed since, or no longer passed by a later day named."""
    if after.passed is None:
        return Draft(ChangeKind.EVENT_CORRECTED, held, after, *_told(after.events[-1]))
    passed = after.passed.last + timedelta(days=1)
    sources = tuple(one.source_id for one in after.events if one.date == after.passed)
    return Draft(ChangeKind.DUE_DAY_PASSED, held, after, single_day(passed), sources)


def _kind_of(event: Event, held: Thread | None) -> ChangeKind:
    """Return what one more statement makes of a promise."""
    promised = [one for one in held.events if one.kind is EventKind.PROMISED] if held else []
    if event.kind is EventKind.PROMISED:
        if not promised:
            return ChangeKind.PROMISE_MADE
        same = event.date == promised[-1].date
        return ChangeKind.PROMISE_REPEATED if same else ChangeKind.PROMISE_MOVED
    if not promised or event.kind is EventKind.CONTESTED or event.type in _NO_ANSWER:
        return ChangeKind.BECAME_KNOWN
    if event.type is EventType.DELAYED:
        return ChangeKind.PROMISE_MISSED
    given_up = event.type is EventType.CANCELLED
    return ChangeKind.PROMISE_GIVEN_UP if given_up else ChangeKind.PROMISE_MET


def _told(event: Event) -> tuple[PartialDate, tuple[str, ...]]:
    """Return the day on which an event was said, and by which page."""
    return event.said_on, (event.source_id,)


def _added(pair: Pair, claim: Claim) -> tuple[ChangeKind, Claim | None]:
    """Return whether a new figure revises a series, replaces its speaker's own, or stands anew."""
    group = [
        one
        for one in pair.like(claim)
        if comparable_key(replace(one, kind=claim.kind)) == comparable_key(claim)
    ]
    older = [one for one in group if _is_later(claim.vintage, one.vintage)]
    if older:
        return ChangeKind.FIGURE_REVISED, max(older, key=lambda one: (one.vintage, one.claim_id))
    own = [one for one in group if one.said_by and one.said_by == claim.said_by]
    if own:
        return ChangeKind.FIGURE_SUPERSEDED, max(own, key=lambda one: (one.said_on, one.claim_id))
    return ChangeKind.FIGURE_ADDED, None


def _is_later(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and other.last < one.last


def _subject_of(event: Event) -> tuple[Subject, ...]:
    """Return what an event is about, and where it took place."""
    return tuple(dict.fromkeys((event.subject, event.place)))


def _claim_named(pair: Pair, name: str) -> Claim:
    return cast(Claim, pair.after.get((Topic.CLAIM, name)) or pair.before[Topic.CLAIM, name])
