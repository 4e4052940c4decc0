"""The timeline of a selection as rows on one scale of time, for paper and slides.

What belongs here: which events and promises are told, in which order, and where on the scale each
mark begins and ends. What does not: the marks of a date (`layers/words/dated.py`), and drawing
(`layers/scene/timeline.py`, `layers/pens/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.calendars import day_text
from geo.ledger.highlights import diplomacy_of, statements_of
from geo.ledger.promises import Promise
from geo.ledger.readings import Ledger
from geo.model.choice import Selection
from geo.model.said import Event, EventKind, EventType, SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import as_of_date
from layers.words.dated import DateMark, TimelineRow, row_of_event, row_of_promise, scale_of

# How little is lost when an event of a type is left out; a year of age weighs a quarter. What was
# opened again weighs about as much as its closing: one without the other would mislead.
_WEIGHT: Mapping[EventType, float] = {
    EventType.OPENED: 0.0,
    EventType.CLOSED: 0.0,
    EventType.SUSPENDED: 0.0,
    EventType.CANCELLED: 0.0,
    EventType.WAR: 0.0,
    EventType.RESUMED: 0.3,
    EventType.SIGNED: 0.3,
    EventType.DECIDED: 0.8,
    EventType.STARTED: 0.8,
    EventType.DELAYED: 1.0,
    EventType.AGREED: 1.6,
    EventType.RECOGNITION: 1.6,
    EventType.ANNOUNCED: 2.4,
    EventType.MEETING: 2.4,
    EventType.DEADLINE: 2.4,
}
_AGE_WEIGHT = 0.25
# The latest of so many events that tell most is never left out.
_LATEST_OF = 24
# What is not about a place on the map comes later, and what is told differently later still.
_OFF_THE_MAP = frozenset(
    {
        SubjectKind.COUNTRY,
        SubjectKind.COUNTRY_PAIR,
        SubjectKind.COMMODITY,
        SubjectKind.PERSON_OR_BODY,
    }
)
_OFF_THE_MAP_WEIGHT, _CONTESTED_WEIGHT = 0.4, 1.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened and what was promised, on one scale from `first` to `last`.

    `events_left` and `promises_left` count what found no room.
    """

    on: date
    first: date
    last: date
    events: tuple[TimelineRow, ...]
    promises: tuple[TimelineRow, ...]
    events_left: int
    promises_left: int

    def share_of(self, day: date) -> float:
        """Return where a day lies on the scale, from 0 to 1."""
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def span_of(self, mark: DateMark) -> tuple[float, float]:
        """Return where a mark begins and ends on the scale; the end of its last day."""
        return self.share_of(mark.when.first), self.share_of(mark.end)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years to write on the scale: all, or every second, fifth or tenth."""
        found = range(self.first.year + 1, self.last.year + 1)
        step = next((step for step in (1, 2, 5, 10) if len(found) <= 14 * step), 20)
        return tuple(year for year in found if year % step == 0)

    @property
    def groups(self) -> Mapping[str, tuple[tuple[TimelineRow, ...], int]]:
        """Return by its heading each group that has rows, and how many more found no room."""
        happened, promised = (self.events, self.events_left), (self.promises, self.promises_left)
        told = {"What happened": happened, "What was promised": promised}
        return {heading: (rows, left) for heading, (rows, left) in told.items() if rows}

    @property
    def rows(self) -> tuple[TimelineRow, ...]:
        """Return all rows."""
        return (*self.events, *self.promises)


def timeline_of(
    catalog: Catalog, selection: Selection, *, most_events: int, most_promises: int
) -> Timeline:
    """Return the timeline of a selection with the rows that tell most.

    What the reader pinned comes first, then what opened, shut or was signed on the map, the later
    the sooner. Undated happenings have no place on it.
    """
    ledger = statements_of(catalog, selection)
    on = as_of_date(catalog, selection)
    happened = [
        event
        for event in (event for thread in diplomacy_of(ledger) for event in thread)
        if event.kind is not EventKind.PROMISED and event.date.dated
    ]
    order = sorted(happened, key=lambda event: _loss(event, on, selection.pinned))
    chosen = sorted(_with_latest(order, most_events), key=_by_day)
    promises = _promises(ledger, selection.pinned)
    rows = tuple(row_of_promise(promise, on) for promise in promises[:most_promises])
    events = tuple(row_of_event(event, on) for event in chosen)
    first, last = scale_of((mark for row in (*events, *rows) for mark in row.marks), on)
    return Timeline(
        on=on,
        first=first,
        last=last,
        events=events,
        promises=rows,
        events_left=len(happened) - len(chosen),
        promises_left=len(promises) - len(rows),
    )


def _with_latest(order: Sequence[Event], most: int) -> list[Event]:
    """Return the first of the events; the latest of those that tell much is among them."""
    latest = max(order[: max(most, _LATEST_OF)], key=_by_day, default=None)
    chosen = list(order[:most])
    if latest is None or latest in chosen or len(chosen) < 2:
        return chosen
    return [*chosen[:-1], latest]


def _by_day(event: Event) -> tuple[date, date, str]:
    return event.date.first, event.date.last, event.event_id


def _loss(event: Event, on: date, pinned: Sequence[str]) -> tuple[bool, float, str]:
    weight = _WEIGHT[event.type] + (on - event.date.last).days / 365 * _AGE_WEIGHT
    weight += _OFF_THE_MAP_WEIGHT if event.subject_kind in _OFF_THE_MAP else 0.0
    weight += _CONTESTED_WEIGHT if event.kind is EventKind.CONTESTED else 0.0
    return event.event_id not in pinned, weight, event.event_id


def _promises(ledger: Ledger, pinned: Sequence[str]) -> list[Promise]:
    """Return promises with dates: pinned ones, then by how late they are."""
    dated = [
        promise for promise in ledger.promises() if any(event.date.dated for event in promise.made)
    ]
    return sorted(
        dated,
        key=lambda promise: (
            not any(event.event_id in pinned for event in promise.made),
            -(promise.late_days_low or 0),
            promise.first.date.last,
        ),
    )


def as_of_label(timeline: Timeline) -> str:
    """Return what stands at the line of the as-of date."""
    return f"data as of {day_text(timeline.on)}"
