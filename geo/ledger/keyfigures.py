"""What stands at the head of a corridor: the slots of `key_figures.csv`, filled as of a date. Pure.

What belongs here: which reading fills a declared slot, who gives another figure for the same thing,
which slots stay empty, and how much of a new line is built. What does not: which slots there are
(the table says), words, drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geo.ledger.highlights import about_of
from geo.ledger.rates import Rate, rate_of
from geo.ledger.readings import Cited, Ledger, Reading
from geo.ledger.series import Span, span_of
from geo.model.choice import Selection
from geo.model.lines import Branch
from geo.model.said import KeyFigure, PeriodRule, SubjectKind
from geo.model.states import Closure, Says, StateKind
from geo.records.catalog import Catalog
from geo.state.conditions import Subject
from geo.state.select import BUILT, as_of_date, status_at, visible_branches

# A shorter count is no rate of ordinary traffic.
LEAST_RATE_DAYS = 30
_MOST_RATE_DAYS = 366


@dataclass(frozen=True, slots=True)
class KeyReading:
    """A slot and what fills it.

    `rivals` are the other figures for the same thing and time, each with its source: of the same
    reading, of another scope the slot allows, or foreseen for that year. `rate` is set where the
    slot asks for one and the figure is a count.
    """

    declared: KeyFigure
    reading: Reading
    rivals: tuple[Cited, ...]
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class NewSection:
    """How much of the new line of a branch is built, and how much track was there already, km."""

    branch: Branch
    built_km: float
    new_km: float
    existing_km: float

    @property
    def share(self) -> float:
        """The share of the new section that is built, 0 to 1."""
        return self.built_km / self.new_km


@dataclass(frozen=True, slots=True)
class Head:
    """What stands first of one corridor, and the slots for which nothing was known."""

    found: tuple[KeyReading, ...]
    missing: tuple[KeyFigure, ...]
    sections: tuple[NewSection, ...]


def heads_of(catalog: Catalog, selection: Selection, ledger: Ledger) -> Mapping[str, Head]:
    """Return the head of each corridor that is on, in the order of the page.

    A slot about something switched off or out of focus is neither filled nor missed.
    """
    about = about_of(catalog, selection)
    heads = {}
    for corridor_id in catalog.corridors:
        if corridor_id not in selection.corridors:
            continue
        found, missing = [], []
        for slot in catalog.key_figures.get(corridor_id, ()):
            if slot.subject not in about:
                continue
            filled = key_reading(catalog, ledger, slot)
            if filled is None:
                missing.append(slot)
            else:
                found.append(filled)
        heads[corridor_id] = Head(
            tuple(found), tuple(missing), _sections_of(catalog, selection, corridor_id)
        )
    return heads


def key_reading(catalog: Catalog, ledger: Ledger, slot: KeyFigure) -> KeyReading | None:
    """Return what fills a slot as of the ledger's date, or nothing."""
    candidates = [
        reading
        for reading in ledger.readings(
            subject_kind=slot.subject_kind, subject_id=slot.subject_id, metric=slot.metric
        )
        if not slot.scopes or reading.key.scope in slot.scopes
    ]
    fitting = [reading for reading in candidates if _keeps(catalog, slot, reading)]
    if not fitting:
        return None
    best = max(fitting, key=lambda reading: (*_rank(slot, reading), ledger.weight_of(reading)))
    rivals = [one for one in best.cited if one.claim is not best.shown]
    if slot.period_rule is PeriodRule.YEAR:
        rivals += [
            one
            for other in candidates
            if other is not best and _same_year(best, other)
            for one in other.cited
        ]
    if best.shown is None:
        rivals = list(best.cited)
    rate = rate_of(best.leading) if slot.period_rule is PeriodRule.RATE else None
    return KeyReading(slot, best, tuple(rivals), rate)


def new_section(catalog: Catalog, branch: Branch, on: date) -> NewSection | None:
    """Return how much of a branch's new line is built on a day; nothing if it has none."""
    if not branch.new_leg_ids:
        return None
    new = [catalog.legs[leg_id] for leg_id in branch.leg_ids if leg_id in branch.new_leg_ids]
    old = [catalog.legs[leg_id] for leg_id in branch.leg_ids if leg_id not in branch.new_leg_ids]
    return NewSection(
        branch,
        built_km=sum(leg.length_km for leg in new if _is_built(catalog, leg.leg_id, on)),
        new_km=sum(leg.length_km for leg in new),
        existing_km=sum(leg.length_km for leg in old if _is_built(catalog, leg.leg_id, on)),
    )


def _sections_of(
    catalog: Catalog, selection: Selection, corridor_id: str
) -> tuple[NewSection, ...]:
    on = as_of_date(catalog, selection)
    found = (
        new_section(catalog, branch, on)
        for branch in visible_branches(catalog, selection)
        if branch.corridor_id == corridor_id
        and any(status_at(catalog.statuses[leg], on) for leg in branch.new_leg_ids)
    )
    return tuple(one for one in found if one is not None)


def _is_built(catalog: Catalog, leg_id: str, on: date) -> bool:
    status = status_at(catalog.statuses[leg_id], on)
    return status is not None and status.status in BUILT


def _keeps(catalog: Catalog, slot: KeyFigure, reading: Reading) -> bool:
    """Tell whether a reading keeps the slot's rule of period."""
    first, last = reading.key.first, reading.key.last
    if slot.period_rule is PeriodRule.STANDING:
        return True
    if slot.period_rule is PeriodRule.YEAR:
        whole = first is not None and last is not None and span_of(first, last) is Span.YEAR
        return whole and not reading.planned
    claim = reading.leading
    if claim.unit.endswith("/yr"):
        return True
    if reading.planned or first is None or last is None:
        return False
    days = (last - first).days + 1
    return LEAST_RATE_DAYS <= days <= _MOST_RATE_DAYS and not _was_shut(catalog, slot, first, last)


def _rank(slot: KeyFigure, reading: Reading) -> tuple[int, int]:
    """Return what decides between readings of one slot: the latest period, then its scopes' order.

    What stands has no period: there the order of scopes comes first, so that a newer plan takes
    the place of the one it superseded.
    """
    order = -slot.scopes.index(reading.key.scope) if slot.scopes else 0
    last = reading.key.last.toordinal() if reading.key.last else 0
    return (order, last) if slot.period_rule is PeriodRule.STANDING else (last, order)


def _same_year(one: Reading, other: Reading) -> bool:
    return (one.key.first, one.key.last) == (other.key.first, other.key.last)


def _was_shut(catalog: Catalog, slot: KeyFigure, first: date, last: date) -> bool:
    """Tell whether the place counted was shut for part of the window: that is no ordinary traffic.

    Days through which a closure is not known to have ended count as shut.
    """
    subjects = _places_of(catalog, slot)
    return any(
        closure.start.first <= last
        and _end_of(catalog, closure) > first
        and any((closure.subject_kind, name) in subjects for name in closure.subject_ids)
        for closure in catalog.closures.values()
    )


def _places_of(catalog: Catalog, slot: KeyFigure) -> frozenset[Subject]:
    """Return what has to be open for the traffic of a slot: the subject, or a branch's legs."""
    subjects: set[Subject] = {slot.subject}
    branch: Branch | None = catalog.branches.get(slot.subject_id)
    legs: Sequence[str] = branch.leg_ids if branch else ()
    subjects.update((SubjectKind.LEG, leg_id) for leg_id in legs)
    return frozenset(subjects)


def _end_of(catalog: Catalog, closure: Closure) -> date:
    history = catalog.confirmations.get((StateKind.CLOSURE, closure.closure_id), ())
    ends = [one.date.first for one in history if one.says is Says.ENDED]
    return min(ends) if ends else date.max - timedelta(days=1)
