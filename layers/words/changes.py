"""Changes in sentences: one for each kind, the same on page, paper and command line.

What belongs here: what is said of one change. What does not: which changes there are
(`geo/changes/`), and lists of them (`layers/words/changelist.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, cast

from geo.calendars import date_text, period_text
from geo.changes.kinds import Account, Change, ChangeKind, Topic
from geo.changes.state import ClosureNow, Seen, ShownFigure, Thread
from geo.changes.ways import Way
from geo.model.dates import Precision
from geo.model.said import Claim, Event
from geo.model.states import LegStatus, Severity
from geo.records.catalog import Catalog
from geo.records.metrics import metric_label
from geo.state.select import seen_on
from layers.words.wording import OBJECTIVE_LABEL, class_text, figure_text, subject_text

KIND_TEXT: Mapping[ChangeKind, str] = MappingProxyType(
    {
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
        ChangeKind.EVENT_CORRECTED: "Written otherwise",
        ChangeKind.EVENT_WITHDRAWN: "Taken out",
        ChangeKind.UNCONFIRMED: "No longer confirmed",
        ChangeKind.CONFIRMED: "Confirmed",
        ChangeKind.RECORD_ADDED: "New on record",
        ChangeKind.RECORD_WITHDRAWN: "Taken out",
        ChangeKind.RECORD_CHANGED: "Written otherwise",
    }
)
# The mappings of a catalog that sentences take names from.
_NAMED = (
    *("corridors", "branches", "legs", "nodes", "straits", "sources"),
    *("claims", "events", "journeys", "closures"),
)
_SEVERITY: Mapping[Severity, str] = MappingProxyType(
    {Severity.CLOSED: "Shut", Severity.PARTLY: "Partly shut", Severity.RESTRICTED: "Restricted"}
)
_ONE_OF: Mapping[str, str] = MappingProxyType(
    {
        "corridors": "corridor",
        "branches": "branch",
        "nodes": "place",
        "straits": "strait",
        "legs": "line",
        "assumptions": "assumption",
        "published_lengths": "published length",
    }
)


def both_of(account: Account) -> Catalog:
    """Return a catalog that knows the names and sources of both sides, as cited on the later day.

    What was withdrawn still has its name and its source.
    """
    earlier, later = account.earlier.catalog, account.later.catalog
    if earlier is not later:
        held: dict[str, Any] = {
            name: MappingProxyType({**getattr(earlier, name), **getattr(later, name)})
            for name in _NAMED
        }
        later = replace(later, **held)
    return seen_on(later, account.later.on)


def sentence_of(catalog: Catalog, change: Change) -> str:
    """Return one change as a sentence; `catalog` is that of `both_of`."""
    return f"{_lead(change)}: {_WORDED[change.key[0]](catalog, change)}."


def facet_text(catalog: Catalog, topic: Topic, facet: object) -> str:
    """Return what a facet of a state holds, in few words; nothing where there is none."""
    return "" if facet is None else _SHORT[topic](catalog, facet)


def _lead(change: Change) -> str:
    if change.kind is ChangeKind.CLOSED:
        return _SEVERITY[cast(ClosureNow, change.after).closure.severity]
    return KIND_TEXT[change.kind]


def _status(catalog: Catalog, change: Change) -> str:
    before = cast(LegStatus | None, change.before)
    after = cast(LegStatus | None, change.after)
    name = _about(catalog, change)
    if after is None:
        return f"{name} was {facet_text(catalog, Topic.STATUS, before)} and is no longer on record"
    since = "" if after.since.precision is Precision.UNDATED else f" from {date_text(after.since)}"
    was = f", before {before.status}" if before is not None else ""
    return f"{name} {after.status}{since}{was}"


def _seen(catalog: Catalog, change: Change) -> str:
    after = cast(Seen | None, change.after)
    last = after.last if after is not None else None
    seen = f"last seen {date_text(last)}" if last else "never seen on a dated page"
    return f"the state of {_about(catalog, change)}, {seen}"


def _closure(catalog: Catalog, change: Change) -> str:
    now = cast(ClosureNow, change.after or change.before)
    headline = now.closure.headline
    if change.kind is ChangeKind.CLOSED:
        return f"{headline}, from {date_text(now.closure.start)}"
    if change.kind is ChangeKind.REOPENED:
        return f"{headline} has ended, {date_text(now.ended)}"
    if change.kind is ChangeKind.CONTESTED:
        return f"{headline}, from {date_text(now.contested)}"
    if change.kind is ChangeKind.CONFIRMED:
        return f"{headline} still holds, {date_text(now.last_seen)}"
    return headline


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
    old = cast(Claim | None, change.before if change.after is not None else None) or cast(
        Claim | None, change.beside
    )
    parts = [figure_text(claim)]
    if old is not None and figure_text(old) != figure_text(claim):
        parts = [f"{figure_text(claim)}, before {figure_text(old)}"]
    if claim.scope:
        parts.append(claim.scope)
    if claim.period_start or claim.period_end:
        parts.append(period_text(claim.period_start, claim.period_end, claim.calendar))
    parts.append(class_text(claim))
    if claim.said_by:
        parts.append(f"by {claim.said_by}")
    if change.kind is ChangeKind.FIGURE_CORRECTED and len(parts[0]) == len(figure_text(claim)):
        parts.append(f"written otherwise{_differing(change.before, change.after)}")
    return f"{_counted(catalog, claim)}: {'; '.join(parts)}"


def _shown(catalog: Catalog, change: Change) -> str:
    after = cast(ShownFigure | None, change.after)
    told = after or cast(ShownFigure, change.before)
    claim = catalog.claims[told.claim_ids[0]]
    before = cast(ShownFigure | None, change.before)
    now = _figure_shown(catalog, after)
    was = _figure_shown(catalog, before) if before is not None else ""
    if change.kind is ChangeKind.PREFERRED_CHANGED and was and was != now:
        now = f"{now}, before {was}"
    return f"{_counted(catalog, claim)}: {now}"


def _figure_shown(catalog: Catalog, shown: ShownFigure | None) -> str:
    if shown is None:
        return "one figure only"
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
        cause = f" ({_cause(catalog, change.beside[0], change.beside[1])})"
    return f"{kept.name}, {OBJECTIVE_LABEL[kept.objective]}: {now}, before {was}{cause}"


def _cause(catalog: Catalog, topic: Topic, name: str) -> str:
    if topic is Topic.CLOSURE:
        return catalog.closures[name].headline
    return catalog.legs[name].name


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


def _counted(catalog: Catalog, claim: Claim) -> str:
    about = subject_text(catalog, claim.subject_kind, claim.subject_id)
    return f"{about}, {metric_label(claim.metric).lower()}"


def _closure_text(catalog: Catalog, facet: object) -> str:
    now = cast(ClosureNow, facet)
    state = "contested" if now.contested else "in force"
    return f"ended {date_text(now.ended)}" if now.ended else state


def _thread_text(catalog: Catalog, facet: object) -> str:
    thread = cast(Thread, facet)
    passed = f"; due day {date_text(thread.passed)} passed" if thread.passed else ""
    return f"{thread.events[-1].headline}{passed}"


def _seen_text(catalog: Catalog, facet: object) -> str:
    seen = cast(Seen, facet)
    when = date_text(seen.last) if seen.last else "never"
    return f"seen {when}{', doubted' if seen.doubted else ''}"


def _way_text(catalog: Catalog, facet: object) -> str:
    way = cast(Way, facet)
    return f"{way.length_km:,.0f} km in about {way.hours / 24:,.1f} days"


_Words = Callable[[Catalog, Change], str]
_WORDED: Mapping[Topic, _Words] = MappingProxyType(
    {
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
)
_Short = Callable[[Catalog, object], str]
_SHORT: Mapping[Topic, _Short] = MappingProxyType(
    {
        Topic.STATUS: lambda _, facet: str(cast(LegStatus, facet).status),
        Topic.SEEN: _seen_text,
        Topic.CLOSURE: _closure_text,
        Topic.PROMISE: _thread_text,
        Topic.EVENT: lambda _, facet: cast(Event, facet).headline,
        Topic.END: lambda _, facet: f"over since {date_text(cast(Event, facet).ends)}",
        Topic.CLAIM: lambda _, facet: figure_text(cast(Claim, facet)),
        Topic.SHOWN: lambda catalog, facet: _figure_shown(catalog, cast(ShownFigure, facet)),
        Topic.JOURNEY: _way_text,
        Topic.RECORD: lambda _, facet: str(getattr(facet, "name", "on record")),
    }
)
