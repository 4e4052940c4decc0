"""Which legs are shut at a date, to whose goods, and by what. Pure.

What a closure shuts is in `geo.state.conditions`; here it is asked whose goods it binds. What is
drawn shut bars the way, until a page says that it ended: nobody need repeat it. Only where sources
conflict, or one speaks of reopening, there is a way through that rests on that condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geo.model.choice import Scenario
from geo.model.lines import Leg
from geo.model.states import Closure, Severity, Traffic
from geo.records.catalog import Catalog
from geo.state.conditions import (
    ClosureState,
    Subject,
    closing_ids_of,
    closures_by_subject,
    subjects_of_leg,
)

SCENARIO = "scenario:"


@dataclass(frozen=True, slots=True)
class Goods:
    """Whose goods travel: alpha-3 codes of where they come from and go to, empty if not asked."""

    origin: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What bears on one leg: ids of closures that shut it, may still shut it, or hamper it.

    A closure of the reader's own scenario appears as `scenario:` and the id closed.
    """

    shut_by: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    hampered_by: tuple[str, ...] = ()


def verdicts_of(catalog: Catalog, on: date, scenario: Scenario, goods: Goods) -> dict[str, Verdict]:
    """Return the verdict on every leg of a catalog."""
    shut = closures_by_subject(catalog, on, scenario=scenario)
    return {
        leg.leg_id: _verdict(catalog, leg, shut, scenario, goods) for leg in catalog.legs.values()
    }


_NOTHING = Verdict()


def _verdict(
    catalog: Catalog,
    leg: Leg,
    shut: Mapping[Subject, tuple[ClosureState, ...]],
    scenario: Scenario,
    goods: Goods,
) -> Verdict:
    by_reader = (
        [SCENARIO + name for name in closing_ids_of(catalog, leg) if name in scenario.closed]
        if scenario.closed
        else []
    )
    states = [
        state
        for subject in subjects_of_leg(leg)
        if subject in shut
        for state in shut[subject]
        if binds(state.closure, goods)
    ]
    # Most legs: nothing bears on them.
    if not by_reader and not states:
        return _NOTHING
    return Verdict(
        shut_by=_unique([*by_reader, *(_id(state) for state in states if _shuts(state))]),
        contested=_unique(_id(state) for state in states if _may_shut(state)),
        hampered_by=_unique(
            _id(state) for state in states if not _shuts(state) and not _may_shut(state)
        ),
    )


def shutting_ids(verdicts: Mapping[str, Verdict], leg_ids: Iterable[str]) -> tuple[str, ...]:
    """Return what shuts, or may still shut, any of the legs."""
    found = (verdicts[leg_id] for leg_id in leg_ids)
    return _unique(name for verdict in found for name in (*verdict.shut_by, *verdict.contested))


def binds(closure: Closure, goods: Goods) -> bool:
    """Tell whether a closure binds the goods; one for people, other goods or ships does not.

    Goods whose origin or destination was not asked are bound only by closures for everyone.
    Whose flag the ship will fly is not known: a rule on flags is minded when the goods come from
    that country or go there. One that shuts towards a country lets out what comes from there.
    """
    from_there = not closure.goods_origin or goods.origin in closure.goods_origin
    to_there = not closure.goods_destination or goods.destination in closure.goods_destination
    ends = {goods.origin, goods.destination}
    by_flag = not closure.flag or bool(ends & set(closure.flag))
    one_way = not closure.direction or goods.origin not in ("", closure.direction)
    return Traffic.GOODS in closure.applies_to and from_there and to_there and by_flag and one_way


def _shuts(state: ClosureState) -> bool:
    closure = state.closure
    stands = state.contested is None or _is_rule(closure)
    return stands and closure.severity is Severity.CLOSED and not closure.flag


def _may_shut(state: ClosureState) -> bool:
    closure = state.closure
    shut = closure.severity is Severity.CLOSED and not closure.flag
    return shut and state.contested is not None and not _is_rule(closure)


def _is_rule(closure: Closure) -> bool:
    return bool(closure.goods_origin or closure.goods_destination)


def _id(state: ClosureState) -> str:
    return state.closure.closure_id


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
