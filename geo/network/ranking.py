"""Which places and lines a journey depends on most, each with the reason it is named. Pure.

What belongs here: what losing one place or one stretch of line does to the best way, and what is
left out of the ranking. It rests on this network, which is hand-picked and sparse: a place can look
critical only because no other way was drawn.

Left out is what tells nothing: what is not on the best way or is lost without loss, and what lies
on the only stub, where the journey's start or end hangs on the network by a single line without
any choice; that the end of a branch line needs its branch line is no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo.model.said import SubjectKind
from geo.network.route import Detour, Query, Route, detour_of
from geo.network.routing import Network
from geo.network.whatif import Answer, network_of
from geo.records.catalog import Catalog

_Pair = frozenset[str]


class Reason(StrEnum):
    """Why a place or a line is in the ranking."""

    CUT = "cut"  # no way is left without it
    CONDITION = "condition"  # what is left leads over places last known shut
    DETOUR = "detour"  # the best way without it is longer, slower or dearer


@dataclass(frozen=True, slots=True)
class Criticality:
    """What losing a node, or a leg, does to the best way.

    `subject_ids` are nodes, or legs, one after another, the loss of any of which has this effect;
    `ways` counts the ways found that go over one of them. `after` is the best way then, `None` when
    nothing is left; `extra` is the detour by the central figure of the query's objective, which the
    ranking goes by. `detour` is the whole of it.
    """

    kind: SubjectKind
    subject_ids: tuple[str, ...]
    reason: Reason
    ways: int
    after: Route | None
    extra: float = 0.0
    detour: Detour | None = None


def critical_places(catalog: Catalog, answer: Answer) -> tuple[Criticality, ...]:
    """Rank the nodes of the best way by what their loss costs it, worst first.

    The start and the end are left out, and what lies on a stub. As in the answer, a way that rests
    on no condition comes before one that does.
    """
    return _ranking(catalog, answer, SubjectKind.NODE)


def critical_lines(catalog: Catalog, answer: Answer) -> tuple[Criticality, ...]:
    """Rank the stretches of line of the best way by what their loss costs it, worst first."""
    return _ranking(catalog, answer, SubjectKind.LEG)


def _ranking(catalog: Catalog, answer: Answer, kind: SubjectKind) -> tuple[Criticality, ...]:
    if not answer.routes:
        return ()
    network, best = network_of(catalog, answer.query), answer.routes[0]
    ends = answer.query.end_ids
    places = kind is SubjectKind.NODE
    stretches: list[tuple[list[str], Route | None]] = []
    before = ""
    for name in best.node_ids[1:-1] if places else best.leg_ids:
        if _on_stub(_pairs(network, without=name), ends):
            before = ""
            continue
        after = _best_after(network, answer.query, name, places=places)
        if before and _legs_of(stretches[-1][1]) == _legs_of(after):
            stretches[-1][0].append(name)
        else:
            stretches.append(([name], after))
        before = name
    found = (
        _criticality(network, answer, (kind, tuple(names)), after) for names, after in stretches
    )
    order = tuple(Reason)
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (order.index(one.reason), -one.extra, one.subject_ids),
        )
    )


def _legs_of(route: Route | None) -> tuple[str, ...]:
    return () if route is None else route.leg_ids


def _best_after(network: Network, query: Query, name: str, *, places: bool) -> Route | None:
    """Return the best way once a node or leg is lost, without a condition if there is one."""
    for rule in (network.where(contested=False), *[network] * query.contested):
        left = rule.without(name) if places else rule.without_legs([name])
        way = left.best(query.from_id, query.to_id, query.objective)
        if way is not None:
            return way
    return None


def _criticality(
    network: Network,
    answer: Answer,
    subject: tuple[SubjectKind, tuple[str, ...]],
    after: Route | None,
) -> Criticality | None:
    """Return what a loss does, nothing if it does nothing."""
    whole = answer.routes[0]
    lost = set(subject[1])
    ways = sum(bool(lost & {*route.node_ids, *route.leg_ids}) for route in answer.routes)
    if after is None:
        return Criticality(*subject, Reason.CUT, ways, None)
    objective = answer.query.objective
    extra = network.measure(after, objective) - network.measure(whole, objective)
    worse = bool(after.conditions) and not whole.conditions
    if not worse and extra <= 0 and after.length_km <= whole.length_km:
        return None
    return Criticality(
        *subject,
        Reason.CONDITION if worse else Reason.DETOUR,
        ways,
        after,
        extra=extra,
        detour=detour_of(whole, after),
    )


def _pairs(network: Network, *, without: str = "") -> set[_Pair]:
    """Return the pairs of neighbours on built legs, shut or not; lines side by side are one.

    Those of one node or leg are left out.
    """
    legs = (
        network.catalog.legs[name]
        for name, built in network.built.items()
        if built is not None and name != without
    )
    pairs = {frozenset({leg.from_id, leg.to_id}) for leg in legs}
    return {pair for pair in pairs if without not in pair}


def _on_stub(left: Iterable[_Pair], ends: tuple[str, str]) -> bool:
    """Tell whether a loss that leaves these pairs merely cuts off a stub.

    It does when it parts the journey's ends though nothing were shut, and the part round one of
    them holds no two ways between any two places.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for pair in left:
        for name in pair:
            beside[name] |= pair - {name}
    parts = [_part(beside, end) for end in ends]
    if ends[1] in parts[0]:
        return False
    return any(_is_tree(beside, part) for part in parts)


def _part(beside: Mapping[str, set[str]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        new = beside.get(waiting.pop(), set()) - seen
        seen |= new
        waiting.extend(new)
    return seen


def _is_tree(beside: Mapping[str, set[str]], part: set[str]) -> bool:
    edges = sum(len(beside.get(name, set())) for name in part) // 2
    return edges == len(part) - 1
