"""The rows of the charts of events and promises: when, in which lane, in what words. No Altair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from geo.calendars import date_text
from geo.ledger.promises import Promise, PromiseState
from geo.model.dates import PartialDate, Precision
from geo.model.said import Event, EventKind
from geo.records.catalog import Catalog
from geo.state.conditions import Subject
from layers.words.charts import ChartRow
from layers.words.wording import days_text, subject_text

# Which promises a reader looks for: what is still to come, then what nobody has seen done.
_FIRST = (PromiseState.PENDING, PromiseState.OVERDUE, PromiseState.NO_DATE)


def standing_first(promises: Iterable[Promise]) -> list[Promise]:
    """Return promises that stand before those that are settled, the latest due first in each."""
    return sorted(
        promises,
        key=lambda one: (
            _FIRST.index(one.state) if one.state in _FIRST else len(_FIRST),
            -one.latest.date.last.toordinal(),
        ),
    )


def event_rows(
    catalog: Catalog,
    events: Sequence[Event],
    lanes: Mapping[Subject, str],
    *,
    as_of: date,
    other: str,
) -> list[ChartRow]:
    """Return one row per dated event: its span, its lane, its look, its words.

    What has happened lies before the as-of date, so the bar of a year that is not over ends there.
    """
    rows = []
    for event in events:
        if event.date.precision is Precision.UNDATED:
            continue
        promised = event.kind is EventKind.PROMISED
        last = event.date.last if promised else max(event.date.first, min(event.date.last, as_of))
        about = (event.subject_kind, event.subject_id)
        rows.append(
            {
                "event_id": event.event_id,
                "lane": lanes.get(about) or lanes.get(event.place) or other,
                "start": event.date.first.isoformat(),
                "end": (last + timedelta(days=1)).isoformat(),
                "is_day": event.date.precision is Precision.DAY,
                "look": event.kind.value,
                "when": date_text(event.date),
                "headline": event.headline,
                "about": subject_text(catalog, *about),
                "said": f"promised {date_text(event.said_on)}" if promised else "",
            }
        )
    return rows


def promise_rows(
    promises: Sequence[Promise], as_of: PartialDate
) -> tuple[list[ChartRow], list[ChartRow]]:
    """Return the bars and the marks of promises that have a date.

    A bar runs from the first promised date to what came of it, or to the as-of date while it is
    overdue; marks are every date promised and the fulfilment.
    """
    bars: list[ChartRow] = []
    marks: list[ChartRow] = []
    for place, promise in enumerate(promises):
        due = promise.first.date
        if due.precision is Precision.UNDATED:
            continue
        end = as_of.last if promise.state is PromiseState.OVERDUE else due.last
        if promise.outcome is not None:
            end = promise.outcome.date.last
        late = promise.late_days_high if promise.outcome is not None else None
        bars.append(
            {
                "row": place,
                "start": due.last.isoformat(),
                "end": max(end, due.last).isoformat(),
                "heading": promise.first.headline,
                "late": f"{days_text(late)} late" if late is not None and late > 0 else "",
                "state": promise.state.value,
            }
        )
        for order, event in enumerate(promise.made):
            if event.date.precision is not Precision.UNDATED:
                said = f"said {date_text(event.said_on)}: by {date_text(event.date)}"
                look = "promised" if order == 0 else "again"
                at = event.date.last.isoformat()
                marks.append({"row": place, "at": at, "look": look, "tip": said})
        if promise.outcome is not None:
            done = f"{promise.outcome.headline}, {date_text(promise.outcome.date)}"
            at = promise.outcome.date.last.isoformat()
            marks.append({"row": place, "at": at, "look": "kept", "tip": done})
    return bars, marks
