"""What closures make of a leg or a node at a date, and what the reader's scenario adds. Pure.

A closure shuts the legs it names, the legs that end in its nodes and the legs that pass its
straits. The reader may suppose more shut, or what is shut reopened; a country stands for all its
nodes. Whose goods a closure binds is in `geo.network.closing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.choice import Scenario
from geo.model.dates import PartialDate
from geo.model.lines import Leg, Node
from geo.model.said import SubjectKind
from geo.model.states import Closure, Confirmation, Says, Severity, StateKind
from geo.records.catalog import Catalog
from geo.state.confirmations import confirmations_until, last_that

Subject = tuple[SubjectKind, str]


class Condition(StrEnum):
    """What closures make of a leg or node at the date."""

    OPEN = "open"
    CLOSED = "closed"
    PARTLY = "partly"
    RESTRICTED = "restricted"
    CONTESTED = "contested"


# The worst of several closures decides; a contested one weighs less than any that is not.
_WEIGHT = (
    Condition.CLOSED,
    Condition.PARTLY,
    Condition.RESTRICTED,
    Condition.CONTESTED,
    Condition.OPEN,
)
_CONDITION = {
    Severity.CLOSED: Condition.CLOSED,
    Severity.PARTLY: Condition.PARTLY,
    Severity.RESTRICTED: Condition.RESTRICTED,
}


@dataclass(frozen=True, slots=True)
class ClosureState:
    """A closure in force at the date, as far as was known by then.

    `last_confirmed` is the last day it was seen to hold, `source_id` the page that spoke of it
    last; `contested` is the day from which pages contradict it or speak of reopening, unless one
    has seen it hold since. That nobody has repeated it lately opens nothing.
    """

    closure: Closure
    last_confirmed: PartialDate
    source_id: str
    contested: PartialDate | None = None


def closures_at(
    catalog: Catalog, on: date, among: Container[Subject] | None = None
) -> tuple[ClosureState, ...]:
    """Return the closures in force on a day: begun, and not said to have ended by then.

    With `among` only those of one of these legs, nodes or straits.
    """
    states = (closure_state(catalog, closure, on) for closure in _begun(catalog, on, among))
    return tuple(state for state in states if state is not None)


def _begun(catalog: Catalog, on: date, among: Container[Subject] | None) -> Iterator[Closure]:
    for closure in catalog.closures.values():
        if closure.start.first <= on and (
            among is None
            or any((closure.subject_kind, name) in among for name in closure.subject_ids)
        ):
            yield closure


def closure_state(catalog: Catalog, closure: Closure, on: date) -> ClosureState | None:
    """Return a closure that has begun as it was known on a day; nothing once it has ended."""
    known = _known_of(catalog, closure, on)
    if last_that(known, Says.ENDED):
        return None
    holds = last_that(known, Says.HOLDS)
    latest = last_that(known, Says.HOLDS, Says.CONTESTED)
    return ClosureState(
        closure,
        last_confirmed=holds.date if holds else closure.start,
        source_id=latest.source_id if latest else closure.source_id,
        contested=latest.date if latest and latest.says is Says.CONTESTED else None,
    )


def closures_over(
    catalog: Catalog, on: date, among: Container[Subject] | None = None
) -> tuple[tuple[Closure, Confirmation], ...]:
    """Return the closures known by a day to have ended, each with what told of its end, in order.

    The latest to begin comes first; with `among` only those of one of these legs, nodes or straits.
    """
    ended = [
        (closure, told)
        for closure in _begun(catalog, on, among)
        if (told := _end_of(catalog, closure, on)) is not None
    ]
    return tuple(sorted(ended, key=lambda one: one[0].start.first, reverse=True))


def _end_of(catalog: Catalog, closure: Closure, on: date) -> Confirmation | None:
    return last_that(_known_of(catalog, closure, on), Says.ENDED)


def _known_of(catalog: Catalog, closure: Closure, on: date) -> tuple[Confirmation, ...]:
    history = catalog.confirmations.get((StateKind.CLOSURE, closure.closure_id), ())
    return confirmations_until(history, on, catalog.data_end)


def condition_of(states: Iterable[ClosureState]) -> Condition:
    """Return the gravest condition that closures put on a leg or node.

    A closure for some only restricts, however severe it is for them.
    """
    conditions = {Condition.OPEN}
    for state in states:
        closure = state.closure
        if state.contested is not None:
            conditions.add(Condition.CONTESTED)
        elif closure.selective:
            conditions.add(Condition.RESTRICTED)
        else:
            conditions.add(_CONDITION[closure.severity])
    return next(condition for condition in _WEIGHT if condition in conditions)


def closures_by_subject(
    catalog: Catalog,
    on: date,
    *,
    scenario: Scenario | None = None,
    among: Container[Subject] | None = None,
) -> dict[Subject, tuple[ClosureState, ...]]:
    """Return the closures in force on a day by the node, leg or strait they shut.

    With a scenario, those that the reader supposes lifted are left out; with `among` those are
    looked for that shut one of these.
    """
    shut: dict[Subject, tuple[ClosureState, ...]] = defaultdict(tuple)
    for state in closures_at(catalog, on, among):
        for subject_id in state.closure.subject_ids:
            subject = (state.closure.subject_kind, subject_id)
            if scenario is None or not is_lifted(catalog, subject, scenario):
                shut[subject] += (state,)
    return shut


def closures_of_leg(
    leg: Leg, shut: Mapping[Subject, tuple[ClosureState, ...]]
) -> tuple[ClosureState, ...]:
    """Return the closures that bear on a leg: its own, its end nodes' and its straits'."""
    states = (state for subject in subjects_of_leg(leg) for state in shut.get(subject, ()))
    return tuple({state.closure.closure_id: state for state in states}.values())


def way_shut(catalog: Catalog, leg: Leg, states: Iterable[ClosureState]) -> int:
    """Return which way along a leg closures of one direction shut it.

    Returns
    -------
    int
        1 from its first end to its last, -1 the other way, 0 where no closure in force shuts it
        one way, or closures shut it both ways.
    """
    ways = {_way_of(catalog, leg, one.closure) for one in states if one.closure.direction} - {0}
    return ways.pop() if len(ways) == 1 else 0


def _way_of(catalog: Catalog, leg: Leg, closure: Closure) -> int:
    """Return which way a leg leads towards the country of a closure's direction, as far as known.

    A leg over the border leads into it; one before the border leads to the node that is shut; one
    beyond leads on from the leg over the border that the closure shuts too.
    """
    ends = {leg.from_id: -1, leg.to_id: 1}
    inside = [end for end in ends if catalog.nodes[end].country == closure.direction]
    if len(inside) == 1:
        return ends[inside[0]]
    if closure.subject_kind is SubjectKind.NODE:
        shut = [end for end in ends if end in closure.subject_ids]
        return (-1 if inside else 1) * ends[shut[0]] if len(shut) == 1 else 0
    if closure.subject_kind is not SubjectKind.LEG:
        return 0
    others = (catalog.legs[name] for name in closure.subject_ids if name != leg.leg_id)
    near = {end for one in others for end in one.end_ids if end in ends}
    return -ends[near.pop()] if inside and len(near) == 1 else 0


def subjects_of_leg(leg: Leg) -> list[Subject]:
    """Return what can be shut so that the leg is: itself, its end nodes, its straits."""
    return [
        (SubjectKind.LEG, leg.leg_id),
        (SubjectKind.NODE, leg.from_id),
        (SubjectKind.NODE, leg.to_id),
        *((SubjectKind.STRAIT, strait) for strait in leg.passes),
    ]


def closing_ids_of(catalog: Catalog, leg: Leg) -> list[str]:
    """Return every id whose closing by the reader shuts the leg: also its ends' countries."""
    countries = (catalog.nodes[end].country for end in leg.end_ids)
    return list(dict.fromkeys([name for _, name in subjects_of_leg(leg)] + list(countries)))


def is_lifted(catalog: Catalog, subject: Subject, scenario: Scenario) -> bool:
    """Tell whether the reader supposes what shuts a subject to be over."""
    kind, name = subject
    node = catalog.nodes.get(name) if kind is SubjectKind.NODE else None
    return name in scenario.opened or (node is not None and node.country in scenario.opened)


def leg_supposed_shut(catalog: Catalog, leg: Leg, scenario: Scenario) -> bool:
    """Tell whether the reader supposes the leg shut."""
    return bool(scenario.closed) and not scenario.closed.isdisjoint(closing_ids_of(catalog, leg))


def node_supposed_shut(node: Node, scenario: Scenario) -> bool:
    """Tell whether the reader supposes the node shut, by itself or with its country."""
    return not scenario.closed.isdisjoint((node.node_id, node.country))
