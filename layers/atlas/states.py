"""Every state of the map between the first day and the last, packed as what changes when.

What belongs here: the days on which anything on the map can change, and the states told as
differences; `layers/screen/web/atlas/days.js` puts a day together again. What does not: how things
stand on one day (`layers/screen/day.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from geo.ledger.promises import event_known_on
from geo.model.choice import Selection
from geo.model.states import StateKind
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from layers.look.text import Json
from layers.screen.day import day_of

_DAY = timedelta(days=1)
# The parts of a day that rows are numbered in, and those that have names.
_ROWS, _NAMED = ("legs", "nodes"), ("straits", "by")


def days_of_change(catalog: Catalog) -> tuple[date, ...]:
    """Return every day on which anything on the map can come to stand otherwise.

    A status or closure begins; a page sees one hold, end or contradicted, or is published and no
    longer "written later"; a war begins; a state has not been seen for as long as its rule lets it
    last.
    """
    end = catalog.data_end
    days = {status.begins for told in catalog.statuses.values() for status in told}
    days |= {closure.start.first for closure in catalog.closures.values()}
    days |= {known_on(event.date, end) for event in catalog.wars}
    days |= {event_known_on(event, end) for event in catalog.wars}
    named = {closure.source_id for closure in catalog.closures.values()}
    for (kind, _), seen in catalog.confirmations.items():
        days |= {known_on(one.date, end) for one in seen}
        if kind is StateKind.CLOSURE:
            named |= {one.source_id for one in seen}
    days |= {catalog.sources[name].published.first for name in named if name in catalog.sources}
    # A place that no line reaches is there once anything is said of it.
    standing = {name for corridor in catalog.corridors.values() for name in corridor.node_ids}
    days |= {
        event.said_on.first
        for event in catalog.events.values()
        if (event.node_id or event.subject_id) in standing
    }
    days |= set(_silences(catalog))
    return tuple(sorted(day for day in days if date.min < day <= end))


def _silences(catalog: Catalog) -> Iterator[date]:
    """Yield the days from which a state of a line has not been seen for too long."""
    for leg_id, statuses in catalog.statuses.items():
        rules = (catalog.doubt_rules.get(one.status) for one in statuses)
        lasts = {rule.lasts_days for rule in rules if rule and rule.lasts_days is not None}
        seen = [one.since for one in statuses]
        seen += [one.date for one in catalog.confirmations.get((StateKind.LEG, leg_id), ())]
        for when in seen:
            if when.dated:
                yield from (when.last + timedelta(days=lasted) + _DAY for lasted in lasts)


def states_of(catalog: Catalog) -> Json:
    """Return the states as differences, with the looks and words that all of them refer to.

    Returns
    -------
    dict
        `looks`, `node_looks` and `told` as tables; `states`, a pair for each: the day it begins on
        and what is other than before, by part and place; null is what is no more.
    """
    tables: dict[str, dict[str, int]] = {"looks": {}, "node_looks": {}, "told": {}}
    values: dict[str, list[Any]] = {name: [] for name in tables}
    before: dict[str, dict[str, Any]] = {name: {} for name in (*_ROWS, *_NAMED)}
    states: list[list[Any]] = []
    for day, packed in _packed(catalog):
        flat = _flat(packed, tables, values)
        changed = {name: _difference(before[name], flat[name]) for name in flat}
        changed = {name: told for name, told in changed.items() if told}
        if changed or not states:
            states.append([day.isoformat(), changed])
        before = flat
    return {**values, "states": states}


def _packed(catalog: Catalog) -> Iterator[tuple[date, Json]]:
    # Whatever lies before the first change is as the day before it.
    changes = days_of_change(catalog)
    for day in (changes[0] - _DAY, *changes) if changes else (catalog.data_end,):
        yield day, day_of(catalog, Selection(corridors=frozenset(), as_of=day))


def _flat(
    day: Json, tables: Mapping[str, dict[str, int]], values: Mapping[str, list[Any]]
) -> dict[str, dict[str, Any]]:
    """Return a day by part and place, its looks and words by their numbers in the tables."""

    def number(table: str, value: Any) -> int:
        known = tables[table]
        key = repr(value)
        if key not in known:
            known[key] = len(known)
            values[table].append(value)
        return known[key]

    looks = [number("looks", one) for one in day["looks"]]
    node_looks = [number("node_looks", one) for one in day["node_looks"]]
    told = [number("told", one) for one in day["shut"]["told"]]
    return {
        "legs": {
            str(place): [*row[:3], [looks[one] for one in row[3]], *row[4:]]
            for place, row in enumerate(day["legs"])
            if row
        },
        "nodes": {
            str(place): [row[0], node_looks[row[1]]]
            for place, row in enumerate(day["nodes"])
            if row
        },
        "straits": dict(day["straits"]),
        "by": {name: [told[one] for one in rows] for name, rows in day["shut"]["by"].items()},
    }


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is other in `after`; null for what is in it no more."""
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    return changed | {name: None for name in before if name not in after}
