"""What the panel beside the map says, for every day: each thing with the days on which it changes.

What belongs here: key figures, disagreements, dates and promises as the page shows them, told for
all days at once. What does not: the cards (`layers/screen/cards.py`), and which of them a choice of
corridors shows, which the browser decides (`layers/screen/web/atlas/panel.js`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from geo.grouped import grouped
from geo.ledger.highlights import about_of
from geo.ledger.keyfigures import heads_of
from geo.ledger.promises import DORMANT_AFTER, event_known_on
from geo.ledger.readings import ledger_of
from geo.model.choice import Selection
from geo.model.origins import is_unsourced
from geo.model.said import Claim, Event
from geo.records.claims import known_on
from geo.state.conditions import Subject
from layers.atlas.pages import lean
from layers.atlas.picked import picked_of, subject_key
from layers.atlas.site import Atlas, subjects_of_event
from layers.look.style import corridor_colours
from layers.look.text import Json
from layers.screen.cards import (
    Shown,
    events_html,
    key_figures_html,
    promises_html,
    reading_html,
)
from layers.screen.closures import cited_on

_DAY = timedelta(days=1)
# What weighs between figures looks back two years (geo/ledger/readings.py).
_LATELY = timedelta(days=732)
_YEAR_HEADING = re.compile(r'<li class="record-year">.*?</li>')
# The panel cannot count days for every day; that none was found holds from the day on.
_COUNTED = re.compile(r"(no completion found) by [^<;]*")
# Figures that count something else stand on the pages of figures.
_BESIDE = re.compile(r'<p class="ledger-beside">.*?</ul>')
# Where a row, a card or a part of one begins.
_BEGINS = re.compile(r"(?=<li>|<details|<section|<div class=.key-figure |<p class)")
START = "index.html"


@dataclass(frozen=True, slots=True)
class Variant:
    """What is said from a day on: HTML, empty for nothing, and its place among others."""

    since: date
    html: str
    order: float = 0.0


def panel_of(atlas: Atlas) -> Json:
    """Return everything the panel says, as plain JSON values.

    Returns
    -------
    dict
        `pieces`: of what all HTML here is put together. `parts`: for each part its items, each with
        `corridors` (the corridors it is about; none for what is about them all), `about` (what else
        it is about, as a link calls it) and `said` (rows of day, pieces by number and place among
        the others). `pinned`: the kind and name of every figure and event, by its id. What is said
        of a picked thing (`layers/atlas/picked.py`).
    """
    homes = _homes_of(atlas)
    pieces: dict[str, int] = {}
    dates, disputes = list(_dates(atlas)), list(_disputes(atlas))
    parts = {"figures": [_item(pieces, [name], (), told) for name, told in _key_figures(atlas)]}
    for part, items in (("dates", dates), ("disputes", disputes)):
        parts[part] = [
            _item(pieces, _corridors(homes, about), about, told) for about, told in items
        ]
    pinned = {
        ref.record_id: [ref.kind.value, ref.name]
        for ref in atlas.refs.values()
        if ref.kind in ("claim", "event")
    }
    subjects = frozenset(subject for about, _ in (*dates, *disputes) for subject in about)
    return {
        "pieces": list(pieces),
        "parts": parts,
        "pinned": pinned,
        **picked_of(atlas, subjects),
    }


def _item(
    pieces: dict[str, int],
    corridors: Sequence[str],
    about: Iterable[Subject],
    told: Sequence[Variant],
) -> Json:
    said = [
        [one.since.isoformat(), _pieces_of(pieces, lean(one.html)), round(one.order, 3)]
        for one in told
    ]
    named = dict.fromkeys(subject_key(subject) for subject in about if subject[1])
    return {"corridors": list(corridors), "about": list(named), "said": said}


def _pieces_of(pieces: dict[str, int], html: str) -> list[int]:
    """Return HTML as numbers of pieces; from one day to another most rows stay as they are."""
    return [pieces.setdefault(one, len(pieces)) for one in _BEGINS.split(html) if one]


def _homes_of(atlas: Atlas) -> Mapping[Subject, tuple[str, ...]]:
    """Return the corridors that each subject belongs to."""
    return grouped(
        (subject, name)
        for name in atlas.catalog.corridors
        for subject in about_of(atlas.catalog, Selection(corridors=frozenset({name})))
    )


def _corridors(homes: Mapping[Subject, tuple[str, ...]], about: Iterable[Subject]) -> list[str]:
    return list(dict.fromkeys(name for subject in about for name in homes.get(subject, ())))


def variants_of(days: Iterable[date], say: Callable[[date], tuple[str, float]]) -> list[Variant]:
    """Return what is said from each of some days on, equal ones told once."""
    told: list[Variant] = []
    for day in sorted(set(days)):
        html, order = say(day)
        if (told[-1].html, told[-1].order) != (html, order) if told else html:
            told.append(Variant(day, html, order))
    return told


def _shown(atlas: Atlas, claims: Sequence[Claim], events: Sequence[Event], on: date) -> Shown:
    """Return some claims and events as they were known on a day."""
    said: list[Claim | Event] = [*claims, *events]
    sources = {one.source_id: cited_on(atlas.catalog, one.source_id, on) for one in said}
    ledger = ledger_of(claims, events, sources, as_of=on, data_end=atlas.catalog.data_end)
    return Shown(atlas.catalog, replace(atlas.selection, as_of=on), ledger)


def _days(atlas: Atlas, claims: Sequence[Claim], events: Sequence[Event]) -> set[date]:
    """Return the days on which some claims and events become known, and their pages published."""
    end, sources = atlas.catalog.data_end, atlas.catalog.sources
    days = {known_on(one.said_on, end) for one in claims}
    days |= {event_known_on(one, end) for one in events}
    said: list[Claim | Event] = [*claims, *events]
    days |= {sources[one.source_id].published.first for one in said}
    return {day for day in days if date.min < day <= end}


def _key_figures(atlas: Atlas) -> Iterator[tuple[str, list[Variant]]]:
    catalog = atlas.catalog
    for name, corridor in catalog.corridors.items():
        slots = catalog.key_figures.get(name, ())
        topics = {(one.subject, one.metric) for one in slots}
        claims = [one for one in catalog.claims.values() if (one.subject, one.metric) in topics]
        days = _days(atlas, claims, ())
        days |= {day + _LATELY for day in days if day + _LATELY <= catalog.data_end}
        days |= {
            status.begins
            for branch_id in corridor.branch_ids
            for leg_id in catalog.branches[branch_id].leg_ids
            for status in catalog.statuses.get(leg_id, ())
            if status.begins <= catalog.data_end
        }
        said = partial(_figures_said, atlas, name, claims)
        yield name, variants_of((atlas.first_day, *days), said)


def _figures_said(
    atlas: Atlas, corridor_id: str, claims: Sequence[Claim], on: date
) -> tuple[str, float]:
    """Return the first figures of a corridor as they stood on a day; corridors keep their order."""
    corridors = atlas.catalog.corridors
    shown = _shown(atlas, claims, (), on)
    chosen = replace(shown.selection, corridors=frozenset({corridor_id}))
    html = key_figures_html(
        shown,
        heads_of(atlas.catalog, chosen, shown.ledger)[corridor_id],
        heading=corridors[corridor_id].short_name,
        colour=corridor_colours(corridors)[corridor_id],
    )
    return atlas.at_home(html, START), -float(list(corridors).index(corridor_id))


def _disputes(atlas: Atlas) -> Iterator[tuple[list[Subject], list[Variant]]]:
    """Yield what sources differ about: every measure of a subject on which they ever do."""
    topics = grouped(((one.subject, one.metric), one) for one in atlas.catalog.claims.values())
    end = atlas.catalog.data_end
    for (subject, _), claims in topics.items():
        if len(claims) > 1 and _shown(atlas, claims, (), end).ledger.contested():
            said = partial(_dispute_said, atlas, claims)
            yield [subject], variants_of(_days(atlas, claims, ()), said)


def _dispute_said(atlas: Atlas, claims: Sequence[Claim], on: date) -> tuple[str, float]:
    """Return how far sources differed on a day, the furthest first."""
    shown = _shown(atlas, claims, (), on)
    contested = shown.ledger.contested()
    html = _BESIDE.sub("", "".join(reading_html(shown, one) for one in contested))
    spread = max((one.spread for one in contested), default=0.0)
    return _folded(atlas.at_home(html, START)), min(spread, 1e6)


def _folded(html: str) -> str:
    return html.replace("<details open ", "<details ")


def _dates(atlas: Atlas) -> Iterator[tuple[Sequence[Subject], list[Variant]]]:
    """Yield events from the day they are known, and promises with what came of them."""
    threads: dict[str, list[Event]] = defaultdict(list)
    for event in atlas.catalog.events.values():
        if event.promise_id and not is_unsourced(event.source_id):
            threads[event.promise_id].append(event)
        said = partial(_event_said, atlas, event)
        yield subjects_of_event(event), variants_of(_days(atlas, (), [event]), said)
    for promise_id in sorted(threads):
        events = threads[promise_id]
        about = [subject for event in events for subject in subjects_of_event(event)]
        yield about, _promise(atlas, events)


def _event_said(atlas: Atlas, event: Event, on: date) -> tuple[str, float]:
    html = events_html(_shown(atlas, (), [event], on), [event])
    html = _YEAR_HEADING.sub("", atlas.at_home(html, START))
    return html, float(event.date.first.toordinal())


def _promise(atlas: Atlas, events: Sequence[Event]) -> list[Variant]:
    end = atlas.catalog.data_end

    def say(on: date) -> tuple[str, float]:
        shown = _shown(atlas, (), events, on)
        html = _COUNTED.sub(r"\1", promises_html(shown, shown.ledger.promises()))
        # Above all that only happened.
        return _folded(atlas.at_home(html, START)), 1e6

    days = _days(atlas, (), events)
    due = {event.date.last + _DAY for event in events if event.date.last < end}
    known = {event_known_on(event, end) + DORMANT_AFTER + _DAY for event in events}
    return variants_of(days | due | {day for day in known if day <= end}, say)
