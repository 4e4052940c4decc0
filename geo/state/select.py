"""What a Selection makes of a Catalog: the legs, nodes, claims and events of one date. Pure.

The as-of date decides what a leg was (its status), what was shut (its condition) and what had
been said. What no source has confirmed by then counts as neither open nor shut.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from geo.errors import CorridorError
from geo.grouped import grouped
from geo.model.choice import Scenario, Selection
from geo.model.dates import PartialDate
from geo.model.lines import Branch, Leg, Mode, Node
from geo.model.origins import is_unsourced
from geo.model.said import SubjectKind, first_said_of
from geo.model.states import LegStatus, Status
from geo.records.catalog import Catalog
from geo.state.conditions import (
    ClosureState,
    Condition,
    Subject,
    closures_by_subject,
    closures_of_leg,
    condition_of,
    leg_supposed_shut,
    node_supposed_shut,
    subjects_of_leg,
    way_shut,
)
from geo.state.confirmations import is_written_later
from geo.state.doubt import Doubt, doubt_of_leg, last_sighting

# Legs with these statuses carry traffic, or did: what touches none of them is planned.
BUILT = frozenset({Status.OPERATING, Status.SUSPENDED})


@dataclass(frozen=True, slots=True)
class LegState:
    """A leg as it was at the date.

    `last_confirmed` is the last day by then on which a page saw it so, `confirmed_by` that page;
    `note` tells how it began and how it was last seen.
    `doubt` is the reason to doubt it, if there is one (`geo.state.doubt`).
    `corridor_ids` are the corridors now on that use the leg, in the order of the page.
    `supposed_shut` is the reader's own closing, which no source stands behind; `shut_way` is the
    way that closures of one direction shut it: 1 along it, -1 against it, 0 none.
    """

    leg: Leg
    status: Status
    since: PartialDate
    last_confirmed: PartialDate | None
    confirmed_by: str
    doubt: Doubt | None
    source_id: str
    note: str
    condition: Condition
    closures: tuple[ClosureState, ...]
    corridor_ids: tuple[str, ...]
    branch_ids: tuple[str, ...]
    supposed_shut: bool = False
    shut_way: int = 0

    @property
    def doubted(self) -> bool:
        """Whether there is a reason to doubt it."""
        return self.doubt is not None

    @property
    def unsourced(self) -> bool:
        """Whether nobody but who added it stands behind the leg or its status."""
        return self.leg.unsourced or is_unsourced(self.source_id)


@dataclass(frozen=True, slots=True)
class NodeState:
    """A node as it was at the date; more than one entry in `gauges` is a break of gauge."""

    node: Node
    condition: Condition
    closures: tuple[ClosureState, ...]
    gauges: tuple[int, ...]
    planned: bool
    corridor_ids: tuple[str, ...]
    supposed_shut: bool = False


def default_selection(catalog: Catalog) -> Selection:
    """Return what the page opens with: the corridors and branches that are on by default."""
    return Selection(
        corridors=frozenset(
            corridor.corridor_id for corridor in catalog.corridors.values() if corridor.default_on
        ),
        hidden_branches=frozenset(
            branch.branch_id for branch in catalog.branches.values() if not branch.default_on
        ),
    )


def seen_on(catalog: Catalog, on: date) -> Catalog:
    """Return a catalog as it is cited on a day: pages published later are marked as such."""
    later = {
        name: replace(source, written_later=True)
        for name, source in catalog.sources.items()
        if not source.written_later and is_written_later(source, on)
    }
    # A page of many sheets asks for each of them.
    if not later:
        return catalog
    return replace(catalog, sources=MappingProxyType({**catalog.sources, **later}))


def as_of_date(catalog: Catalog, selection: Selection) -> date:
    """Return the selection's date; without one, the day the data end."""
    return selection.as_of or catalog.data_end


def day_in_data(catalog: Catalog, day: date | str | None, *, named: str = "") -> date | None:
    """Return a day, read if it is written like 2026-04-20; `None` stands for the end of the data.

    `named` is the option it came with, for the message.

    Raises
    ------
    CorridorError
        If the text is no day, or the day is later than the end of the data.
    """
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            raise CorridorError(f"{day!r} is no day; write it like 2026-04-20.") from None
    if day is not None and day > catalog.data_end:
        told = f"{named} {day}".strip()
        raise CorridorError(f"The data end on {catalog.data_end}; {told} is later than that.")
    return day


def visible_branches(catalog: Catalog, selection: Selection) -> tuple[Branch, ...]:
    """Return the branches that are switched on, in the order of the page."""
    return tuple(
        catalog.branches[branch_id]
        for corridor in catalog.corridors.values()
        if corridor.corridor_id in selection.corridors
        for branch_id in corridor.branch_ids
        if branch_id not in selection.hidden_branches
    )


def status_at(history: Sequence[LegStatus], on: date) -> LegStatus | None:
    """Return the status in force on a day, or nothing before the leg came to be.

    A status known to a month or a year counts from its first possible day, an undated one for the
    years that the data describe.
    """
    in_force = [status for status in history if status.begins <= on]
    return in_force[-1] if in_force else None


def leg_states(catalog: Catalog, selection: Selection) -> tuple[LegState, ...]:
    """Return the legs to draw, each as it was at the date, in the order of the page."""
    on = as_of_date(catalog, selection)
    users = grouped(
        (leg_id, branch)
        for branch in visible_branches(catalog, selection)
        for leg_id in branch.leg_ids
    )
    shut = closures_by_subject(catalog, on, scenario=selection.scenario)
    states = (
        leg_state(catalog, leg_id, on, shut=shut, branches=branches, scenario=selection.scenario)
        for leg_id, branches in users.items()
    )
    return tuple(state for state in states if state and state.status in selection.statuses)


def legs_drawn(catalog: Catalog, selection: Selection) -> tuple[Leg, ...]:
    """Return the legs to draw, where nothing is asked of how they are."""
    on = as_of_date(catalog, selection)
    ways = visible_branches(catalog, selection)
    used = dict.fromkeys(leg_id for branch in ways for leg_id in branch.leg_ids)
    found = ((leg_id, status_at(catalog.statuses[leg_id], on)) for leg_id in used)
    wanted = selection.statuses
    return tuple(catalog.legs[name] for name, status in found if status and status.status in wanted)


def leg_state(
    catalog: Catalog,
    leg_id: str,
    on: date,
    *,
    shut: Mapping[Subject, tuple[ClosureState, ...]] | None = None,
    branches: Sequence[Branch] = (),
    scenario: Scenario | None = None,
) -> LegState | None:
    """Return one leg as it was on a day, or nothing when it was not yet thought of.

    Parameters
    ----------
    catalog, leg_id, on
        Where to look, the leg, and the day.
    shut
        The closures of that day by subject, when the caller has them already.
    branches
        The visible branches that use the leg.
    scenario
        What the reader supposes shut on top of the date.
    """
    found = status_at(catalog.statuses[leg_id], on)
    if found is None:
        return None
    leg = catalog.legs[leg_id]
    if shut is None:
        shut = closures_by_subject(catalog, on, among=set(subjects_of_leg(leg)))
    closures = closures_of_leg(leg, shut)
    seen = last_sighting(catalog, found, on)
    supposed_shut = scenario is not None and leg_supposed_shut(catalog, leg, scenario)
    return LegState(
        leg=leg,
        status=found.status,
        since=found.since,
        last_confirmed=seen.date if seen else None,
        confirmed_by=seen.source_id if seen else "",
        doubt=doubt_of_leg(catalog, found, seen, on),
        source_id=found.source_id,
        note=" ".join(text for text in (found.note, seen.how if seen else "") if text),
        condition=Condition.CLOSED if supposed_shut else condition_of(closures),
        closures=closures,
        shut_way=way_shut(catalog, leg, closures),
        corridor_ids=tuple(dict.fromkeys(branch.corridor_id for branch in branches)),
        branch_ids=tuple(branch.branch_id for branch in branches),
        supposed_shut=supposed_shut,
    )


def node_states(catalog: Catalog, selection: Selection) -> tuple[NodeState, ...]:
    """Return the nodes of the legs drawn, and the hubs of the corridors that stand alone."""
    return node_states_of(catalog, selection, leg_states(catalog, selection))


def closures_on(legs: Iterable[LegState], nodes: Iterable[NodeState]) -> tuple[ClosureState, ...]:
    """Return the closures that bear on legs and nodes, each once."""
    drawn = [one.closures for one in nodes] + [one.closures for one in legs]
    return tuple({one.closure.closure_id: one for states in drawn for one in states}.values())


def node_states_of(
    catalog: Catalog,
    selection: Selection,
    legs: Sequence[LegState],
    *,
    among: Container[str] | None = None,
) -> tuple[NodeState, ...]:
    """Return the nodes that go with legs already selected; with `among` only those of its ids."""
    meeting = grouped((end, state) for state in legs for end in state.leg.end_ids)
    on = as_of_date(catalog, selection)
    shut = closures_by_subject(catalog, on, scenario=selection.scenario)
    standing = [
        node_id for node_id in _standing_nodes(catalog, selection, on) if node_id not in meeting
    ]
    return tuple(
        _node_state(catalog, catalog.nodes[node_id], meeting.get(node_id, ()), shut, selection)
        for node_id in (*meeting, *standing)
        if among is None or node_id in among
    )


def _node_state(
    catalog: Catalog,
    node: Node,
    meeting: Sequence[LegState],
    shut: Mapping[Subject, tuple[ClosureState, ...]],
    selection: Selection,
) -> NodeState:
    closures = tuple(shut.get((SubjectKind.NODE, node.node_id), ()))
    gauges = {
        state.leg.gauge_mm
        for state in meeting
        if state.leg.mode is Mode.RAIL and state.leg.gauge_mm is not None
    }
    planned = not any(state.status in BUILT for state in meeting)
    corridors = dict.fromkeys(corridor for state in meeting for corridor in state.corridor_ids)
    if not meeting:
        corridors = dict.fromkeys(
            corridor.corridor_id
            for corridor in catalog.corridors.values()
            if corridor.corridor_id in selection.corridors and node.node_id in corridor.node_ids
        )
    supposed_shut = node_supposed_shut(node, selection.scenario)
    return NodeState(
        node=node,
        condition=Condition.CLOSED if supposed_shut else condition_of(closures),
        closures=closures,
        gauges=tuple(sorted(gauges)),
        planned=planned,
        corridor_ids=tuple(corridors),
        supposed_shut=supposed_shut,
    )


def _standing_nodes(catalog: Catalog, selection: Selection, on: date) -> list[str]:
    """Return the nodes of corridors on that no leg reaches, once anything was said of them."""
    first_said = first_said_of(catalog.events.values())
    return [
        node_id
        for corridor in catalog.corridors.values()
        if corridor.corridor_id in selection.corridors
        for node_id in corridor.node_ids
        if first_said.get(node_id, date.min) <= on
    ]
