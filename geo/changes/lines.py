"""What changed of legs, closures, journeys and bare records. Pure.

What belongs here: naming the differences of these facets. Statuses and closures that came and went
between the two dates are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from geo.changes.drafts import Draft, Pair, changes_of
from geo.changes.kinds import Change, ChangeKind, Key, Topic
from geo.changes.state import ClosureNow, Seen
from geo.changes.ways import Way
from geo.model.lines import Leg
from geo.model.said import SubjectKind
from geo.model.states import LegStatus
from geo.records.cells import UNDATED
from geo.state.conditions import Subject, subjects_of_leg
from geo.state.select import status_at

# A way that differs by less is as long as before.
_SAME_KM = 0.5
_KINDS = {
    "corridors": SubjectKind.CORRIDOR,
    "branches": SubjectKind.BRANCH,
    "nodes": SubjectKind.NODE,
    "straits": SubjectKind.STRAIT,
    "legs": SubjectKind.LEG,
}


def leg_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield what changed of a leg's status, or of when it was last seen."""
    drafts = _status_drafts if key[0] is Topic.STATUS else _seen_drafts
    return changes_of(pair, key, drafts(pair, key), (SubjectKind.LEG, key[1]))


def closure_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield what changed of one closure."""
    before, after = pair.before.get(key), pair.after.get(key)
    now = cast(ClosureNow, after or before)
    subjects = [(now.closure.subject_kind, name) for name in now.closure.subject_ids]
    drafts = _closure_drafts(cast(ClosureNow | None, before), cast(ClosureNow | None, after))
    return changes_of(pair, key, drafts, *subjects)


def record_changes(pair: Pair, key: Key) -> Iterator[Change]:
    """Yield how a record without a day of its own is written otherwise."""
    before, after = pair.before.get(key), pair.after.get(key)
    kind = ChangeKind.RECORD_CHANGED
    if before is None:
        kind = ChangeKind.RECORD_ADDED
    elif after is None:
        kind = ChangeKind.RECORD_WITHDRAWN
    table, _, name = key[1].partition(":")
    subjects = [(_KINDS[table], name)] if table in _KINDS else []
    record = after or before
    sources = record.source_ids if isinstance(record, Leg) else (getattr(record, "source_id", ""),)
    return changes_of(pair, key, [Draft(kind, before, after, UNDATED, sources)], *subjects)


def route_changes(pair: Pair, key: Key, others: Sequence[Change]) -> Iterator[Change]:
    """Yield how the best way of a journey changed; `others` are searched for what caused it.

    Day and source are those of the weightiest change of a status or closure on the old way or the
    new one; undated where none of them is.
    """
    before = cast(Way | None, pair.before.get(key))
    after = cast(Way | None, pair.after.get(key))
    cause = _cause_of(pair, [way for way in (before, after) if way is not None], others)
    draft = Draft(
        _route_kind(before, after),
        before,
        after,
        cause.day if cause else UNDATED,
        cause.source_ids if cause else (),
        beside=cause.key if cause else None,
    )
    kept = pair.later.catalog.journeys.get(key[1]) or pair.earlier.catalog.journeys[key[1]]
    ends = ((SubjectKind.NODE, kept.from_id), (SubjectKind.NODE, kept.to_id))
    return changes_of(pair, key, [draft], *ends)


def _status_drafts(pair: Pair, key: Key) -> Iterator[Draft]:
    """Yield what is first known otherwise of the earlier day, then each status that began since."""
    held = cast(LegStatus | None, pair.before.get(key))
    on, until = pair.earlier.on, pair.later.on
    history = pair.later.catalog.statuses.get(key[1], ())
    steps = [one for one in history if on < one.begins <= until]
    told = status_at(history, on)
    if told is not None:
        steps.insert(0, told)
    elif not steps:
        steps = []
        if held is not None:
            yield Draft(ChangeKind.STATUS_CHANGED, held, None, held.since, (held.source_id,))
    for step in steps:
        if step != held:
            yield Draft(ChangeKind.STATUS_CHANGED, held, step, step.since, (step.source_id,))
        held = step


def _seen_drafts(pair: Pair, key: Key) -> Iterator[Draft]:
    before = cast(Seen | None, pair.before.get(key))
    after = cast(Seen | None, pair.after.get(key))
    grown = after is not None and after.doubted and not (before is not None and before.doubted)
    moved = before is None or after is None or before.last != after.last
    kind = ChangeKind.UNCONFIRMED if grown and not moved else ChangeKind.CONFIRMED
    if after is None or after.last is None:
        kind = ChangeKind.UNCONFIRMED
    day = after.last if after is not None and after.last is not None else UNDATED
    if kind is ChangeKind.UNCONFIRMED:
        day = UNDATED
    yield Draft(kind, before, after, day, (after.source_id,) if after else ())


def _closure_drafts(before: ClosureNow | None, after: ClosureNow | None) -> Iterator[Draft]:
    if after is None:
        yield Draft(ChangeKind.RECORD_WITHDRAWN, before, None)
        return
    closure = after.closure
    first: ClosureNow | None = before
    if before is None:
        first = ClosureNow(closure, closure.start, closure.source_id)
        if after.ended is None and after.contested is None:
            first = after
        yield Draft(ChangeKind.CLOSED, None, first, closure.start, (closure.source_id,))
    elif before.closure != closure:
        first = replace(before, closure=closure)
        yield Draft(ChangeKind.RECORD_CHANGED, before, first, UNDATED, (closure.source_id,))
    if first == after:
        return
    was_over = first is not None and first.ended is not None
    if after.ended is not None and not was_over:
        yield Draft(ChangeKind.REOPENED, first, after, after.ended, (after.source_id,))
    elif was_over and after.ended is None:
        yield Draft(ChangeKind.CLOSED, first, after, after.last_seen, (after.source_id,))
    elif after.contested is not None and (first is None or first.contested != after.contested):
        yield Draft(ChangeKind.CONTESTED, first, after, after.contested, (after.source_id,))
    else:
        yield Draft(ChangeKind.CONFIRMED, first, after, after.last_seen, (after.source_id,))


def _route_kind(before: Way | None, after: Way | None) -> ChangeKind:
    if before is None:
        return ChangeKind.ROUTE_GAINED
    if after is None:
        return ChangeKind.ROUTE_LOST
    difference = after.length_km - before.length_km
    if abs(difference) < _SAME_KM:
        return ChangeKind.ROUTE_MOVED
    return ChangeKind.ROUTE_LONGER if difference > 0 else ChangeKind.ROUTE_SHORTER


def _cause_of(pair: Pair, ways: Sequence[Way], others: Sequence[Change]) -> Change | None:
    """Return the weightiest change of a status or closure that bears on a way."""
    on_way: set[Subject] = set()
    for way in ways:
        for leg_id in way.leg_ids:
            for moment in (pair.earlier, pair.later):
                leg = moment.catalog.legs.get(leg_id)
                on_way.update(subjects_of_leg(leg) if leg is not None else ())
    causes = [
        change
        for change in others
        if change.key[0] in (Topic.STATUS, Topic.CLOSURE)
        and change.kind is not ChangeKind.CONFIRMED
        and on_way & set(change.subjects)
    ]
    return min(causes, key=lambda change: change.weight, default=None)
