"""Dates: the timeline of what is on, its promises and how far they have slipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from geo.ledger.highlights import diplomacy_of, subjects_of_corridor
from geo.model.said import Event
from geo.state.conditions import Subject
from layers.look.palette import INK_SOFT
from layers.look.style import corridor_colours
from layers.screen.cards import Shown, events_html, heading_html, promises_html
from layers.screen.charts.time import promises_chart, timeline_chart
from layers.words.dated import MARKS_KEY, event_rows, promise_rows, standing_first
from page.chart import show_chart
from page.part import opened

_KEY = f"{MARKS_KEY} Diamond: told differently. Red line: the date of the page."
_OVERDUE = "No completion found: the day promised has passed and no page read shows it done."
_OTHER = "Trade, borders"
_YEARS_BACK = timedelta(days=365 * 9)
# What is read at a glance: the rest is made, and travels, for who opens it.
_MOST_PAST, _MOST_AHEAD, _MOST_PROMISES = 9, 3, 8


def show_dates(shown: Shown) -> None:
    """Show events in order of date, promises apart from facts, and the slippage of each."""
    st.html(f'<p class="ledger-key">{_KEY}</p>')
    events, thread = diplomacy_of(shown.ledger)
    if events:
        _show_timeline(shown, events)
    else:
        st.info("Nothing had happened or been promised about what is on by this date.")
    _show_promises(shown)
    st.html(heading_html("Announcements in order"))
    turn = -1 if st.toggle("Newest first", key="newest_first") else 1
    near = _near(events, shown.ledger.as_of)
    rest = len(events) - len(near)
    if rest and opened(f"all {len(events)}", key="all_events"):
        near = events
    st.html(events_html(shown, near[::turn]))
    if thread and opened(f"the diplomacy thread ({len(thread)})", key="thread"):
        st.html(events_html(shown, thread[::turn]))


def _near(events: Sequence[Event], day: date) -> Sequence[Event]:
    """Return the last events before a day and the next after it."""
    past = sum(event.date.first <= day for event in events)
    return events[max(past - _MOST_PAST, 0) : past + _MOST_AHEAD]


def _show_timeline(shown: Shown, events: Sequence[Event]) -> None:
    lanes = _lanes_of(shown)
    catalog = shown.catalog
    colours = corridor_colours(catalog.corridors)
    rows = event_rows(catalog, events, lanes, as_of=shown.ledger.as_of, other=_OTHER)
    used = {row["lane"] for row in rows}
    names = [
        (corridor.short_name, colours[corridor.corridor_id])
        for corridor in catalog.corridors.values()
        if corridor.short_name in used
    ]
    if _OTHER in used:
        names.append((_OTHER, INK_SOFT))
    as_of = shown.ledger.as_of
    first = as_of - _YEARS_BACK
    latest = max((date.fromisoformat(row["end"]) for row in rows), default=as_of)
    ends = (first, max(latest, as_of) + timedelta(days=90))
    earlier = sum(1 for row in rows if date.fromisoformat(row["end"]) < first)
    chart = timeline_chart(rows, lanes=names, as_of=as_of, ends=ends)
    show_chart(chart, key="timeline")
    if earlier:
        st.caption(f"{earlier} earlier ones are in the list below.")


def _show_promises(shown: Shown) -> None:
    promises = standing_first(shown.ledger.promises())
    if not promises:
        return
    as_of = shown.ledger.as_of
    st.html(heading_html("Promises") + f'<p class="ledger-key">{_OVERDUE}</p>')
    first, more = promises[:_MOST_PROMISES], promises[_MOST_PROMISES:]
    if more and opened(f"all {len(promises)} promises", key="all_promises"):
        first = promises
    bars, marks = promise_rows(first, as_of)
    if bars:
        chart = promises_chart(bars, marks, as_of=as_of)
        show_chart(chart, key="promises")
    st.html(promises_html(shown, first))


def _lanes_of(shown: Shown) -> Mapping[Subject, str]:
    """Return the lane of each subject: the first corridor on that it belongs to."""
    lanes: dict[Subject, str] = {}
    for corridor in shown.catalog.corridors.values():
        if corridor.corridor_id in shown.selection.corridors:
            for subject in subjects_of_corridor(
                shown.catalog, shown.selection, corridor.corridor_id
            ):
                lanes.setdefault(subject, corridor.short_name)
    return lanes
