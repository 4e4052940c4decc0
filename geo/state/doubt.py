"""What gives reason to doubt a state: silence longer than it lasts, or a war since. Pure.

The rules stand in `doubt_rules.csv`, the wars among the events. What is shut or contested is in
`geo.state.conditions`; what was never seen on a dated page is on record, and no more doubted than
that unless a war has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.calendars import date_text
from geo.model.dates import PartialDate
from geo.model.lines import Node
from geo.model.said import Event
from geo.model.states import LegStatus, Says, StateKind
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from geo.state.confirmations import confirmations_until, days_since, last_that

# What nobody wrote down: a row that rests on it confirms nothing.
GENERAL_KNOWLEDGE = "BK00"


class DoubtKind(StrEnum):
    """Why a state is doubted."""

    SILENCE = "silence"
    WAR = "war"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to doubt a state that can be named.

    `since` is when it was last seen (silence) or when the war began, `source_id` the page that
    tells of the war; empty for silence.
    """

    kind: DoubtKind
    since: PartialDate
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The last time by a day that a state was seen: when, by which page, and how it was seen."""

    date: PartialDate
    source_id: str
    how: str = ""


def wars_at(catalog: Catalog, on: date) -> Mapping[str, Event]:
    """Return the latest war begun in each country by a day, as far as was known by then."""
    return {
        event.subject_id: event
        for event in catalog.wars
        if known_on(event.date, catalog.data_end) <= on
    }


def last_sighting(catalog: Catalog, found: LegStatus, on: date) -> Sighting | None:
    """Return when a page last saw the status in force, as known on a day.

    The page that tells of its beginning counts too, if the day is known and the page is not
    younger than the rule of that status allows: who tells of it long after did not see it.
    """
    history = catalog.confirmations.get((StateKind.LEG, found.leg_id), ())
    known = confirmations_until(history, on, catalog.data_end)
    holds = last_that([one for one in known if one.date.last >= found.since.first], Says.HOLDS)
    if holds:
        how = f"Seen {date_text(holds.date)}: {holds.note}." if holds.note else ""
        return Sighting(holds.date, holds.source_id, how)
    return Sighting(found.since, found.source_id) if _beginning_was_seen(catalog, found) else None


def _beginning_was_seen(catalog: Catalog, found: LegStatus) -> bool:
    if not found.since.dated or found.source_id == GENERAL_KNOWLEDGE:
        return False
    rule = catalog.doubt_rules.get(found.status)
    if rule is None or rule.told_within_days is None:
        return True
    told = catalog.sources[found.source_id].published
    if not told.dated:
        return False
    return (told.first - found.since.last).days <= rule.told_within_days


def doubt_of_leg(
    catalog: Catalog, found: LegStatus, seen: Sighting | None, on: date
) -> Doubt | None:
    """Return why a leg's status is to be doubted on a day; nothing if there is no reason."""
    rule = catalog.doubt_rules.get(found.status)
    if rule is None:
        return None
    leg = catalog.legs[found.leg_id]
    ends = (catalog.nodes[leg.from_id], catalog.nodes[leg.to_id])
    war = _war_unseen(ends, seen, wars_at(catalog, on)) if rule.war_doubts else None
    if war:
        return Doubt(DoubtKind.WAR, war.date, war.source_id)
    lasts = rule.lasts_days
    if seen and lasts is not None and days_since(seen.date, on) > lasts:
        return Doubt(DoubtKind.SILENCE, seen.date)
    return None


def doubt_of_node(catalog: Catalog, node: Node, on: date) -> Doubt | None:
    """Return the war in a node's country since when nothing was read of what meets there."""
    war = wars_at(catalog, on).get(node.country)
    if war is None or any(seen >= war.date.first for seen in _seen_at(catalog, node, on)):
        return None
    return Doubt(DoubtKind.WAR, war.date, war.source_id)


def _war_unseen(
    ends: Iterable[Node], seen: Sighting | None, wars: Mapping[str, Event]
) -> Event | None:
    """Return the latest war at an end of a leg, if nothing was seen of the leg since it began."""
    begun = [wars[node.country] for node in ends if node.country in wars]
    begun = [war for war in begun if seen is None or seen.date.last < war.date.first]
    return max(begun, key=lambda war: war.date.first, default=None)


def _seen_at(catalog: Catalog, node: Node, on: date) -> Iterable[date]:
    """Yield the days on which a line at a node, or a closure of it, was seen to hold or to end."""
    subjects = [
        (StateKind.LEG, leg.leg_id) for leg in catalog.legs.values() if node.node_id in leg.end_ids
    ]
    for closure in catalog.closures.values():
        if node.node_id in closure.subject_ids and closure.start.first <= on:
            yield closure.start.last
            subjects.append((StateKind.CLOSURE, closure.closure_id))
    for subject in subjects:
        history = catalog.confirmations.get(subject, ())
        known = confirmations_until(history, on, catalog.data_end)
        yield from (min(one.date.last, on) for one in known)
