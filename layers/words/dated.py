"""Dates as marks on a scale of time, laid out once for the chart of the page and for paper.

What belongs here: which days a mark covers, what is promised, late or told differently, in which
words, and where the scale begins and ends. What does not: which rows are told on paper
(`layers/words/timeline.py`), where a mark stands in points (`layers/scene/timeline.py`) or on an
axis (`layers/screen/charts/time.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.calendars import date_text
from geo.ledger.promises import Promise, PromiseState
from geo.model.dates import PartialDate, Precision
from geo.model.said import Event, EventKind
from geo.records.catalog import Catalog
from geo.state.conditions import Subject
from layers.words.charts import ChartRow
from layers.words.dates import short_date
from layers.words.wording import (
    EVENT_KIND_LABEL,
    and_text,
    days_text,
    promise_text,
    subject_text,
)

MARKS_KEY = "Dot: the day is known. Bar: a month, quarter or year. Hollow: promised."
_ROOM_AT_ENDS = timedelta(days=60)
# Which promises a reader looks for: what is still to come, then what nobody has seen done.
_FIRST = (PromiseState.PENDING, PromiseState.OVERDUE, PromiseState.NO_DATE)


@dataclass(frozen=True, slots=True)
class DateMark:
    """One date on the scale, as wide as it is uncertain; `said` is when it was promised."""

    when: PartialDate
    kind: EventKind
    said: str = ""

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.when.precision is Precision.DAY

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.when.last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the timeline: its date in words, what it says, its marks, its sources.

    `late` spans the time since the day promised, to what came of it or to the day shown; there is
    none for anything else. `state` says it in words.
    """

    record_id: str
    when: str
    text: str
    marks: tuple[DateMark, ...]
    source_ids: tuple[str, ...]
    state: str = ""
    late: tuple[date, date] | None = None


def standing_first(promises: Iterable[Promise]) -> list[Promise]:
    """Return promises that stand before those that are settled, the latest due first in each."""
    return sorted(
        promises,
        key=lambda one: (
            _FIRST.index(one.state) if one.state in _FIRST else len(_FIRST),
            -one.latest.date.last.toordinal(),
        ),
    )


def row_of_event(event: Event, on: date) -> TimelineRow:
    """Return the row of what happened or was promised on a date."""
    contested = event.kind is EventKind.CONTESTED
    return TimelineRow(
        record_id=event.event_id,
        when=_narrow(event.date),
        text=event.headline,
        marks=_marks_of([event], on),
        source_ids=(event.source_id,),
        state=EVENT_KIND_LABEL[event.kind] if contested else "",
    )


def row_of_promise(promise: Promise, on: date) -> TimelineRow:
    """Return the row of a promise: a mark for each date promised, and one for what came of it."""
    events = [*promise.made, *([promise.outcome] if promise.outcome else [])]
    marks, due = _marks_of(events, on), promise.first.date
    dated = due.dated
    end = on if promise.state is PromiseState.OVERDUE else due.last
    if marks and marks[-1].kind is not EventKind.PROMISED:
        end = marks[-1].when.last
    return TimelineRow(
        record_id=promise.promise_id,
        when=_narrow(due),
        text=promise.first.headline,
        marks=marks,
        source_ids=tuple(dict.fromkeys(event.source_id for event in events)),
        state=promise_text(promise),
        late=(due.last, end) if dated and end > due.last else None,
    )


def scale_of(marks: Iterable[DateMark], on: date) -> tuple[date, date]:
    """Return the ends of the scale: some room round all marks and the as-of date."""
    dates = [mark.when for mark in marks]
    first = min([when.first for when in dates] + [on]) - _ROOM_AT_ENDS
    last = max([when.last for when in dates] + [on]) + _ROOM_AT_ENDS
    return first, last


def event_rows(
    catalog: Catalog,
    events: Sequence[Event],
    lanes: Mapping[Subject, str],
    *,
    as_of: date,
    other: str,
) -> list[ChartRow]:
    """Return one row per dated event: its span, its lane, its look, its words."""
    rows = []
    for event in events:
        about = event.subject
        for mark in _marks_of([event], as_of):
            rows.append(
                {
                    "event_id": event.event_id,
                    "lane": lanes.get(about) or lanes.get(event.place) or other,
                    "start": mark.when.first.isoformat(),
                    "end": mark.end.isoformat(),
                    "is_day": mark.exact,
                    "look": mark.kind.value,
                    "when": date_text(event.date),
                    "headline": event.headline,
                    "about": subject_text(catalog, *about),
                    "said": mark.said and f"promised {mark.said}",
                }
            )
    return rows


def promise_rows(promises: Sequence[Promise], as_of: date) -> tuple[list[ChartRow], list[ChartRow]]:
    """Return the bars and the marks of promises that have a date.

    A bar spans the time since the day promised; marks stand on the last day each date can mean.
    """
    bars: list[ChartRow] = []
    marks: list[ChartRow] = []
    for place, promise in enumerate(promises):
        row = row_of_promise(promise, as_of)
        if not row.marks:
            continue
        start, end = row.late or (row.marks[0].when.last,) * 2
        late = promise.late_days_high if promise.outcome is not None else None
        bars.append(
            {
                "row": place,
                "start": start.isoformat(),
                "end": end.isoformat(),
                "heading": row.text,
                "late": f"{days_text(late)} late" if late is not None and late > 0 else "",
                "state": promise.state.value,
            }
        )
        for order, mark in enumerate(row.marks):
            look = ("again" if order else "promised") if mark.said else "kept"
            tip = f"said {mark.said}: by {date_text(mark.when)}"
            if promise.outcome is not None and not mark.said:
                tip = f"{promise.outcome.headline}, {date_text(promise.outcome.date)}"
            at = mark.when.last.isoformat()
            marks.append({"row": place, "at": at, "look": look, "tip": tip})
    return bars, marks


def _marks_of(events: Sequence[Event], on: date) -> tuple[DateMark, ...]:
    """Return one mark for each date that events have, in their order.

    What has happened lies before the as-of date, so the year that is not over ends there.
    """
    said: dict[tuple[PartialDate, EventKind], list[str]] = {}
    for event in events:
        when = event.date
        if event.kind is not EventKind.PROMISED:
            when = replace(when, last=max(when.first, min(when.last, on)))
        if when.dated:
            said.setdefault((when, event.kind), []).append(date_text(event.said_on))
    return tuple(
        DateMark(when, kind, and_text(days) if kind is EventKind.PROMISED else "")
        for (when, kind), days in said.items()
    )


def _narrow(known: PartialDate) -> str:
    """Return a date for a narrow column."""
    return date_text(known) if known.precision is Precision.QUARTER else short_date(known)
