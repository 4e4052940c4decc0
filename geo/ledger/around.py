"""What belongs to a thing picked on the map, and what is told of it first. Pure.

A place has its lines, the branches they are part of, and, where no figure of the place itself is
known, the nearest places of which one is; where its lines have none either, what is told of the
places next to it and of their lines. A line has its ends, but not what was counted there of
another mode: a road never shows a railway's freight. Words and looks are in `layers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.grouped import grouped
from geo.ledger.axes import is_extrapolated, is_yearly
from geo.ledger.promises import Promise, PromiseState
from geo.ledger.readings import Ledger, Reading, ledger_at
from geo.model.choice import Focus
from geo.model.lines import Leg, Mode
from geo.model.said import Claim, Event, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from geo.state.conditions import Subject
from geo.state.select import status_at

# Three legs further on, a place says nothing any more of the one picked.
_MOST_LEGS = 3
# Thirty days even out what a week of war or of holidays does.
_ORDINARY_DAYS = 30
# A town and its station, or the two sides of a border: who picks one means the other too.
_ONE_PLACE_KM = 20.0
# What is so because of how the place lies or was built; the sheet has its own words for it.
_FIXED = frozenset({"gauge", "latitude", "longitude", "length", "rank"})
# The first word of a scope that names what carries the goods.
_MODE_WORDS: Mapping[Mode, re.Pattern[str]] = {
    Mode.RAIL: re.compile(r"\b(rail|railway|trains?|line)\b", re.IGNORECASE),
    Mode.ROAD: re.compile(r"\b(roads?|lorr(y|ies)|trucks?)\b", re.IGNORECASE),
    Mode.SEA: re.compile(r"\b(seas?|ports?|terminal|ships?|oil)\b", re.IGNORECASE),
}
_RAIL_METRICS = frozenset({"gauge", "container_trains"})

# What a figure was known of; who asks about many things on one day finds it once.
Counted = frozenset[Subject]


@dataclass(frozen=True, slots=True)
class ToldByDay:
    """Everything told by a date, by what it is about; `counted` is what a figure was known of."""

    ledger: Ledger
    readings: Mapping[Subject, tuple[Reading, ...]]
    promises: Mapping[Subject, tuple[Promise, ...]]
    counted: Counted

    def latest(self, subjects: Iterable[Subject]) -> tuple[Reading, ...]:
        """Return the figure to read first of each subject and measure, what was counted first.

        A whole year comes before any part of one, and a month before a week.
        """
        found: list[Reading] = []
        for subject in subjects:
            topics = grouped(
                ((one.key.metric, one.planned), one)
                for one in self.readings.get(subject, ())
                if one.key.metric not in _FIXED and not is_extrapolated(one)
            )
            found += (max(own, key=self._rank) for own in topics.values())
        return tuple(sorted(found, key=lambda reading: reading.planned))

    def promised(self, subjects: Iterable[Subject]) -> tuple[Promise, ...]:
        """Return the promises about subjects, each once, those overdue first."""
        found = {
            one.promise_id: one for subject in subjects for one in self.promises.get(subject, ())
        }
        return tuple(sorted(found.values(), key=lambda one: one.state is not PromiseState.OVERDUE))

    def _rank(self, reading: Reading) -> tuple[bool, bool, tuple[int, int, int, float]]:
        first, last = reading.key.first, reading.key.last
        long = first is not None and last is not None and (last - first).days >= _ORDINARY_DAYS - 1
        return is_yearly(reading), long, self.ledger.weight_of(reading)


def told_at(catalog: Catalog, on: date) -> ToldByDay:
    """Return what a catalog tells by a date."""
    ledger = ledger_at(catalog, on)
    readings = grouped((reading.key.subject, reading) for reading in ledger.readings())
    promises = grouped(
        (subject, promise)
        for promise in ledger.promises()
        for subject in dict.fromkeys(
            s for event in promise.made for s in (event.subject, event.place)
        )
    )
    return ToldByDay(ledger, readings, promises, counted_at(catalog, on))


def subjects_around(
    catalog: Catalog, focus: Focus, on: date, counted: Counted | None = None
) -> tuple[Subject, ...]:
    """Return the subjects that belong to a thing in focus on a day, itself first."""
    kind, name = focus.kind, focus.subject_id
    legs: Sequence[Leg] = ()
    further: list[Subject] = []
    match kind:
        case SubjectKind.CORRIDOR if name in catalog.corridors:
            corridor = catalog.corridors[name]
            further = [(SubjectKind.NODE, node) for node in corridor.node_ids]
            further += [(SubjectKind.BRANCH, branch) for branch in corridor.branch_ids]
            legs = _legs_of(catalog, corridor.branch_ids)
        case SubjectKind.BRANCH if name in catalog.branches:
            legs = _legs_of(catalog, [name])
        case SubjectKind.LEG if name in catalog.legs:
            legs = [catalog.legs[name]]
        case SubjectKind.STRAIT:
            legs = [leg for leg in catalog.legs.values() if name in leg.passes]
        case SubjectKind.NODE if name in catalog.nodes:
            return tuple(dict.fromkeys(_around_node(catalog, name, on, counted)))
        case SubjectKind.COUNTRY:
            further = sorted(pairs_with(catalog, [name]))
    if kind is not SubjectKind.STRAIT:
        further += [(SubjectKind.NODE, end) for leg in legs for end in leg.end_ids]
    own = [(SubjectKind.LEG, leg.leg_id) for leg in legs]
    return tuple(dict.fromkeys([(kind, name), *own, *further]))


def lines_at(catalog: Catalog, node_id: str, on: date) -> tuple[Leg, ...]:
    """Return the legs that meet at a node and were at least spoken of by a day."""
    return tuple(
        leg
        for leg in catalog.legs.values()
        # Asked of each line for each place: the ends as a pair would take twice as long.
        if (leg.from_id == node_id or leg.to_id == node_id)
        and status_at(catalog.statuses[leg.leg_id], on)
    )


def lines_near(
    catalog: Catalog, node_id: str, on: date, counted: Counted | None = None
) -> tuple[Leg, ...]:
    """Return the legs that meet at a node, and where no figure is of it, those at its twins.

    Twins are so close by land that they are one place: a town and its station, say.
    """
    own = lines_at(catalog, node_id, on)
    if (SubjectKind.NODE, node_id) in (counted or counted_at(catalog, on)):
        return own
    twins = [
        lines_at(catalog, end, on)
        for leg in own
        if leg.length_km <= _ONE_PLACE_KM and leg.mode is not Mode.SEA
        for end in leg.end_ids
    ]
    return tuple(dict.fromkeys([*own, *(leg for legs in twins for leg in legs)]))


def neighbours_counted(
    catalog: Catalog, node_id: str, on: date, counted: Counted | None = None
) -> tuple[str, ...]:
    """Return the nearest nodes by land of which a figure was known; none when one is of itself.

    The nearest are those the fewest legs away; all that are as near count.
    """
    counted = counted or counted_at(catalog, on)
    reached, edge = {node_id}, [node_id]
    for _ in range(_MOST_LEGS + 1):
        found = [name for name in edge if (SubjectKind.NODE, name) in counted]
        if found:
            return tuple(name for name in found if name != node_id)
        ends = dict.fromkeys(
            end
            for name in edge
            for leg in lines_at(catalog, name, on)
            if leg.mode is not Mode.SEA
            for end in leg.end_ids
        )
        edge = [end for end in ends if end not in reached]
        reached.update(edge)
    return ()


def told_next_to(
    catalog: Catalog, node_id: str, on: date, counted: Counted | None = None
) -> tuple[Subject, ...]:
    """Return what is told of the places one leg away and of their lines.

    Nothing, where a figure was known of the place, of its lines or of a place near it by land.
    """
    counted = counted or counted_at(catalog, on)
    own = _at_node(catalog, node_id, lines_near(catalog, node_id, on, counted))
    if neighbours_counted(catalog, node_id, on, counted) or not counted.isdisjoint(own):
        return ()
    ends = dict.fromkeys(end for leg in lines_at(catalog, node_id, on) for end in leg.end_ids)
    found = (
        subject
        for end in ends
        if end != node_id
        for subject in _at_node(catalog, end, lines_at(catalog, end, on))
    )
    return tuple(dict.fromkeys(subject for subject in found if subject in counted))


def fits_mode(claim: Claim, mode: Mode) -> bool:
    """Tell whether what a claim counts may have gone by a mode; what names none may."""
    named = mode_of_claim(claim)
    return named is None or named is mode


def mode_of_claim(claim: Claim) -> Mode | None:
    """Return the mode that a claim's measure or scope names; nothing where it names none."""
    if claim.metric in _RAIL_METRICS:
        return Mode.RAIL
    found = {mode: word.search(claim.scope) for mode, word in _MODE_WORDS.items()}
    starts = {mode: match.start() for mode, match in found.items() if match}
    return min(starts, key=lambda mode: starts[mode], default=None)


def pairs_with(catalog: Catalog, countries: Iterable[str]) -> set[Subject]:
    """Return the pairs of countries spoken of that have one of these in them."""
    wanted = set(countries)
    records: list[Claim | Event] = [*catalog.claims.values(), *catalog.events.values()]
    return {
        (SubjectKind.COUNTRY_PAIR, record.subject_id)
        for record in records
        if record.subject_kind is SubjectKind.COUNTRY_PAIR
        and wanted & set(record.subject_id.split("-"))
    }


def _around_node(
    catalog: Catalog, node_id: str, on: date, counted: Counted | None
) -> Iterable[Subject]:
    counted = counted or counted_at(catalog, on)
    yield from _at_node(catalog, node_id, lines_near(catalog, node_id, on, counted))
    near = neighbours_counted(catalog, node_id, on, counted)
    yield from ((SubjectKind.NODE, name) for name in near)
    yield from told_next_to(catalog, node_id, on, counted)


def _at_node(catalog: Catalog, node_id: str, lines: Iterable[Leg]) -> Iterable[Subject]:
    yield SubjectKind.NODE, node_id
    legs = dict.fromkeys(leg.leg_id for leg in lines)
    yield from ((SubjectKind.LEG, leg_id) for leg_id in legs)
    for branch in catalog.branches.values():
        if not legs.keys().isdisjoint(branch.leg_ids):
            yield SubjectKind.BRANCH, branch.branch_id


def _legs_of(catalog: Catalog, branch_ids: Iterable[str]) -> list[Leg]:
    legs = dict.fromkeys(leg_id for one in branch_ids for leg_id in catalog.branches[one].leg_ids)
    return [catalog.legs[leg_id] for leg_id in legs]


def counted_at(catalog: Catalog, on: date) -> Counted:
    """Return what a figure was known of by a day."""
    return frozenset(
        claim.subject
        for claim in catalog.claims.values()
        if claim.metric not in _FIXED and known_on(claim.said_on, catalog.data_end) <= on
    )
