"""A corridor straightened: one branch as a line of kilometres, with what lies along it. Pure.

Kilometres are sums of the legs' own lengths from the branch's first node. Legs that did not exist
at the date leave a gap of their length, marked as missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.choice import Scenario
from geo.model.lines import Branch, Leg, Mode, Node
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, Condition, closures_by_subject
from geo.state.select import BUILT, leg_state


@dataclass(frozen=True, slots=True)
class Stretch:
    """One leg on the strip, from `start_km` to `end_km`; `status` is `None` where nothing is.

    `supposed_shut` is the reader's own closing, whatever `closures` say.
    """

    leg: Leg
    start_km: float
    end_km: float
    status: Status | None
    condition: Condition
    closures: tuple[ClosureState, ...] = ()
    supposed_shut: bool = False

    @property
    def missing(self) -> bool:
        """Whether nothing usable was there at the date."""
        return self.status not in BUILT


@dataclass(frozen=True, slots=True)
class Post:
    """A node on the strip, and what changes there: gauge (mm before, after), mode, country."""

    node: Node
    km: float
    gauges: tuple[int, ...]
    modes: tuple[Mode, ...]
    border: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A branch straightened at a date."""

    branch: Branch
    on: date
    stretches: tuple[Stretch, ...]
    posts: tuple[Post, ...]

    @property
    def length_km(self) -> float:
        """The whole length, missing links included."""
        return self.stretches[-1].end_km if self.stretches else 0.0

    @property
    def missing_km(self) -> float:
        """The length of what could not be used because it was not built."""
        return sum(one.end_km - one.start_km for one in self.stretches if one.missing)


def strip_of(
    catalog: Catalog, branch_id: str, on: date, *, scenario: Scenario | None = None
) -> Strip:
    """Return a branch straightened as it was on a day, with what the reader supposes on top."""
    branch = catalog.branches[branch_id]
    legs = [catalog.legs[leg_id] for leg_id in branch.leg_ids]
    nodes = nodes_along(legs)
    shut = closures_by_subject(catalog, on, scenario=scenario)
    stretches, km = [], 0.0
    for leg in legs:
        state = leg_state(catalog, leg.leg_id, on, shut=shut, scenario=scenario)
        stretches.append(
            Stretch(
                leg=leg,
                start_km=km,
                end_km=km + leg.length_km,
                status=state.status if state else None,
                condition=state.condition if state else Condition.OPEN,
                closures=state.closures if state else (),
                supposed_shut=state.supposed_shut if state else False,
            )
        )
        km += leg.length_km
    return Strip(branch, on, tuple(stretches), _posts(catalog, nodes, tuple(stretches)))


def nodes_along(legs: list[Leg]) -> list[str]:
    """Return the nodes a chain of legs passes, in order; legs may be drawn either way round."""
    if not legs:
        return []
    first = legs[0]
    start = first.from_id
    if len(legs) > 1 and start in (legs[1].from_id, legs[1].to_id):
        start = first.to_id
    nodes = [start]
    for leg in legs:
        nodes.append(leg.to_id if nodes[-1] == leg.from_id else leg.from_id)
    return nodes


def _posts(catalog: Catalog, nodes: list[str], stretches: tuple[Stretch, ...]) -> tuple[Post, ...]:
    posts = []
    for place, node_id in enumerate(nodes):
        node = catalog.nodes[node_id]
        near = [one.leg for one in stretches[max(place - 1, 0) : place + 1]]
        gauges = dict.fromkeys(leg.gauge_mm for leg in near if leg.gauge_mm is not None)
        before = catalog.nodes[nodes[place - 1]].country if place else node.country
        posts.append(
            Post(
                node=node,
                km=stretches[place - 1].end_km if place else 0.0,
                gauges=tuple(gauges) if len(gauges) > 1 else (),
                modes=tuple(dict.fromkeys(leg.mode for leg in near)),
                border=before != node.country,
            )
        )
    return tuple(posts)
