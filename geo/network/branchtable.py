"""All branches side by side: what is built, promised, carried, and how long a way along them is.

Pure. Figures come from the legs, the ledger and the assumptions; nothing is summed across kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from geo.ledger.keyfigures import NewSection, new_section
from geo.ledger.promises import Promise
from geo.ledger.readings import Ledger, Reading, ledger_at
from geo.model.choice import Basis
from geo.model.lines import Branch, Leg, Mode
from geo.model.said import SubjectKind
from geo.network.legcosts import SHORE, is_voyage, layer_of, leg_cost, stop_between
from geo.network.strip import nodes_along
from geo.records.catalog import Catalog
from geo.records.costs import Costs, Range
from geo.state.conditions import closures_by_subject
from geo.state.measure import Extent, extent_of
from geo.state.select import BUILT, LegState, leg_state

_VOLUMES = ("freight_volume", "capacity")


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One branch compared with the others at a date.

    `hours` and `money` (USD per tonne or TEU) are of the whole chain as if all of it were open
    and built; `unbuilt_km` says how much is not, of which `unthought_km` had not even been
    thought of. `section` is the new line that is to be built in it, if there is one.
    `gauges` are those of its rails, mm, in order.
    """

    branch: Branch
    extent: Extent
    unbuilt_km: float
    unthought_km: float
    section: NewSection | None
    gauges: tuple[int, ...]
    borders: int
    gauge_breaks: int
    promises: tuple[Promise, ...]
    volumes: tuple[Reading, ...]
    hours: Range
    money: Range
    basis: Basis


def branch_rows(
    catalog: Catalog, branches: Iterable[Branch], on: date, *, basis: Basis = Basis.TONNE
) -> tuple[BranchRow, ...]:
    """Return one row for each branch as of a date."""
    ledger = ledger_at(catalog, on)
    readings = tuple(ledger.readings())
    costs = Costs(catalog.assumptions.values(), basis=basis)
    shut = closures_by_subject(catalog, on)
    rows = []
    for branch in branches:
        states = [
            state
            for leg_id in branch.leg_ids
            if (state := leg_state(catalog, leg_id, on, shut=shut, branches=(branch,)))
        ]
        legs = [catalog.legs[leg_id] for leg_id in branch.leg_ids]
        there = {state.leg.leg_id for state in states}
        built = {state.leg.leg_id for state in states if state.status in BUILT}
        promises, volumes = _said_of(branch, ledger, readings)
        hours, money = chain_cost(catalog, branch, costs)
        extent = extent_of(states, catalog.nodes)
        rows.append(
            BranchRow(
                branch=branch,
                extent=extent,
                unbuilt_km=_km(one for one in legs if one.leg_id not in built),
                unthought_km=_km(one for one in legs if one.leg_id not in there),
                section=new_section(catalog, branch, on),
                gauges=tuple(dict.fromkeys(one.gauge_mm for one in legs if one.gauge_mm)),
                borders=_borders(catalog, states),
                gauge_breaks=len(extent.gauge_break_ids),
                promises=promises,
                volumes=volumes,
                hours=hours,
                money=money,
                basis=basis,
            )
        )
    return tuple(rows)


def _said_of(
    branch: Branch, ledger: Ledger, readings: Iterable[Reading]
) -> tuple[tuple[Promise, ...], tuple[Reading, ...]]:
    """Return the promises and the volumes that are about a branch or its legs."""
    subjects = subjects_of_branch(branch)
    promises = tuple(promise for promise in ledger.promises() if promise.first.subject in subjects)
    volumes = tuple(
        reading
        for reading in readings
        if reading.key.metric in _VOLUMES and reading.key.subject in subjects
    )
    return promises, volumes


def _borders(catalog: Catalog, states: Iterable[LegState]) -> int:
    """Return how many legs over land end in another country than they start in."""
    legs = [state.leg for state in states if state.leg.mode is not Mode.SEA]
    return sum(
        catalog.nodes[leg.from_id].country != catalog.nodes[leg.to_id].country for leg in legs
    )


def subjects_of_branch(branch: Branch) -> frozenset[tuple[SubjectKind, str]]:
    """Return the branch and its legs as subjects; its nodes serve other branches too."""
    legs = ((SubjectKind.LEG, leg_id) for leg_id in branch.leg_ids)
    return frozenset({(SubjectKind.BRANCH, branch.branch_id), *legs})


def chain_cost(catalog: Catalog, branch: Branch, costs: Costs) -> tuple[Range, Range]:
    """Return hours and money along the whole chain, stops between its legs included.

    A chain that begins or ends on a ship is handled in port there, as a route is.
    """
    legs = [catalog.legs[leg_id] for leg_id in branch.leg_ids]
    nodes = nodes_along(legs)
    hours, money = Range(), Range()
    for leg in legs:
        leg_hours, leg_money, _ = leg_cost(leg, catalog, costs)
        hours, money = hours + leg_hours, money + leg_money
    layers = [layer_of(leg) for leg in legs]
    # On the shore before a first ship and after a last one.
    ends = [SHORE if is_voyage(layer) else layer for layer in (layers[0], layers[-1])]
    for place, (first, second) in enumerate(pairwise([ends[0], *layers, ends[1]])):
        if first != second:
            stop, country = stop_between(first, second), (catalog.nodes[nodes[place]].country,)
            hours += costs.stop_hours(stop, country)
            money += costs.stop_money(stop, country)
    return hours, money


def _km(legs: Iterable[Leg]) -> float:
    return sum(leg.length_km for leg in legs)
