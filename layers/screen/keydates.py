"""The dates to read first of a corridor, a line each, as HTML.

Every text passes `layers.look.text`.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.calendars import date_text
from geo.model.dates import Precision
from geo.model.said import Event, EventKind
from layers.look.text import safe
from layers.screen.cards import Shown, copy_event, record_link


def key_dates_html(shown: Shown, events: Sequence[Event]) -> str:
    """Return events as lines in the order given: date, source, headline with its link."""
    return f'<ul class="key-dates">{"".join(_line(shown, event) for event in events)}</ul>'


def _line(shown: Shown, event: Event) -> str:
    promised = event.kind is EventKind.PROMISED
    mark = "day" if event.date.precision is Precision.DAY else "span"
    told = f"due {date_text(event.date)}" if promised else date_text(event.date)
    return (
        f'<li class="key-date {safe(event.kind.value)}" title="{safe(event.headline)}">'
        f'<span class="record-mark {mark}"></span><span class="record-date">{safe(told)}</span> '
        f"{shown.link(event)} {copy_event(shown, event)} "
        f"{record_link(shown, event, event.headline)}</li>"
    )
