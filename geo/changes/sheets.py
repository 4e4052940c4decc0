"""The weekly sheets: what each crossing and port lets through each way, and what falls due. Pure.

What belongs here: the cells of the two tables, each with who said so last. What does not: words
(`layers/words/sheets.py`). A cell that nobody has spoken of is not reported: a line in use lets
goods through, and says nothing of people or empty vehicles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geo.changes.state import ClosureNow, closure_now
from geo.grouped import grouped
from geo.ledger.promises import PromiseState, event_known_on, promises_of
from geo.model.dates import PartialDate
from geo.model.lines import Mode, NodeKind
from geo.model.said import Event, SubjectKind
from geo.model.states import Severity, Status, Traffic
from geo.records.catalog import Catalog
from geo.state.conditions import Subject, subjects_of_leg
from geo.state.select import BUILT, LegState, leg_state

# The sheet looks a quarter ahead.
AHEAD = timedelta(days=90)


class Passage(StrEnum):
    """What a crossing or port is for one kind of traffic one way, the gravest first."""

    SHUT = "shut"
    CONTESTED = "contested"
    RESTRICTED = "restricted"
    OPEN = "open"
    NOT_REPORTED = "not reported"


@dataclass(frozen=True, slots=True)
class PassageCell:
    """One cell: what it is, since when, when that was last reported, and by which page."""

    passage: Passage
    since: PartialDate | None = None
    last: PartialDate | None = None
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One crossing or port towards one country; `mode` is `None` for a port, or if no line runs.

    `towards` is an alpha-3 code: for a port its own country for what comes in, else empty for
    what goes out.
    """

    node_ids: tuple[str, ...]
    mode: Mode | None
    towards: str
    cells: Mapping[Traffic, PassageCell]


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due: a promise as last made, or a period that runs out; `day` is its last day."""

    event: Event
    day: date
    runs_out: bool


def passage_rows(catalog: Catalog, on: date) -> tuple[PassageRow, ...]:
    """Return crossings then ports with what they let through, in the order of their names.

    A crossing is a line over a border that runs or did, or a place at which none is drawn and of
    which it is told that it was shut; a port one that such a line reaches.
    """
    closures = _closures_by_subject(catalog, on)
    lines = [
        state
        for leg_id in catalog.legs
        if (state := leg_state(catalog, leg_id, on)) is not None and state.status in BUILT
    ]
    rows = [
        *_crossings(catalog, lines, closures),
        *_crossings_without_line(catalog, lines, closures),
        *_ports(catalog, lines, closures),
    ]
    return tuple(sorted(rows, key=lambda row: _row_order(catalog, row)))


def due_within(catalog: Catalog, on: date, *, ahead: timedelta = AHEAD) -> tuple[Due, ...]:
    """Return what falls due from a day on, soonest first, as known on that day.

    Promises as they were last made and not answered, and periods that run out: waivers, sanctions,
    contracts. A month or year falls due with its last day.
    """
    end = catalog.data_end
    known = [event for event in catalog.events.values() if event_known_on(event, end) <= on]
    found = [
        Due(promise.latest, promise.latest.date.last, runs_out=False)
        for promise in promises_of(known, as_of=on, data_end=end)
        if promise.state not in (PromiseState.KEPT, PromiseState.GIVEN_UP)
        and promise.latest.date.dated
    ]
    found += [
        Due(event, event.ends.last, runs_out=True)
        for event in known
        if event.ends is not None and event.ends.dated
    ]
    within = (due for due in found if on <= due.day <= on + ahead)
    return tuple(sorted(within, key=lambda due: (due.day, due.event.event_id)))


def _closures_by_subject(catalog: Catalog, on: date) -> Mapping[Subject, tuple[ClosureNow, ...]]:
    closures = catalog.closures.values()
    return grouped(
        ((closure.subject_kind, name), now)
        for closure in closures
        if (now := closure_now(catalog, closure, on)) is not None
        for name in closure.subject_ids
    )


def _crossings(
    catalog: Catalog, lines: Iterable[LegState], closures: Mapping[Subject, tuple[ClosureNow, ...]]
) -> Iterator[PassageRow]:
    for state in lines:
        leg = state.leg
        sides = [catalog.nodes[end].country for end in leg.end_ids]
        if leg.mode is Mode.SEA or sides[0] == sides[1]:
            continue
        bearing = _bearing(closures, subjects_of_leg(leg))
        for towards in sides:
            cells = {traffic: _cell(bearing, traffic, towards, [state]) for traffic in Traffic}
            yield PassageRow(leg.end_ids, leg.mode, towards, cells)


def _crossings_without_line(
    catalog: Catalog, lines: Iterable[LegState], closures: Mapping[Subject, tuple[ClosureNow, ...]]
) -> Iterator[PassageRow]:
    """Yield the crossings whose road is not drawn, and which a headline may still call shut."""
    reached = {end for state in lines for end in state.leg.end_ids}
    sides = grouped(
        (end, catalog.nodes[other].country)
        for leg in catalog.legs.values()
        for end in leg.end_ids
        for other in leg.end_ids
    )
    for node_id, node in catalog.nodes.items():
        bearing = _bearing(closures, [(SubjectKind.NODE, node_id)])
        if node.kind is NodeKind.BORDER_CROSSING and node_id not in reached and bearing:
            for towards in sorted(set(sides.get(node_id, ()))):
                cells = {traffic: _cell(bearing, traffic, towards, ()) for traffic in Traffic}
                yield PassageRow((node_id,), None, towards, cells)


def _ports(
    catalog: Catalog, lines: Iterable[LegState], closures: Mapping[Subject, tuple[ClosureNow, ...]]
) -> Iterator[PassageRow]:
    reaching = grouped(
        (end, state)
        for state in lines
        for end in state.leg.end_ids
        if catalog.nodes[end].kind is NodeKind.PORT
    )
    for node_id, states in reaching.items():
        bearing = _bearing(closures, [(SubjectKind.NODE, node_id)])
        for towards in (catalog.nodes[node_id].country, ""):
            cells = {traffic: _cell(bearing, traffic, towards, states) for traffic in Traffic}
            yield PassageRow((node_id,), None, towards, cells)


def _bearing(
    closures: Mapping[Subject, tuple[ClosureNow, ...]], subjects: Iterable[Subject]
) -> list[ClosureNow]:
    found = (now for subject in subjects for now in closures.get(subject, ()))
    return list({now.closure.closure_id: now for now in found}.values())


def _cell(
    bearing: Iterable[ClosureNow], traffic: Traffic, towards: str, lines: Iterable[LegState]
) -> PassageCell:
    """Return the gravest that holds, else what was last said to be open."""
    told = [
        now
        for now in bearing
        if traffic in now.closure.applies_to and now.closure.direction in ("", towards)
    ]
    holding = [_shut_cell(now) for now in told if now.ended is None]
    order = list(Passage)
    if holding:
        return min(holding, key=lambda cell: (order.index(cell.passage), cell.source_id))
    ended = [
        PassageCell(Passage.OPEN, now.ended, now.ended, now.source_id)
        for now in told
        if now.ended is not None
    ]
    seen = [_line_cell(state) for state in lines] if traffic is Traffic.GOODS else []
    reported = [cell for cell in (*ended, *seen) if cell.passage is not Passage.NOT_REPORTED]
    return max(reported, key=_latest, default=PassageCell(Passage.NOT_REPORTED))


def _shut_cell(now: ClosureNow) -> PassageCell:
    closure = now.closure
    passage = Passage.RESTRICTED
    if now.contested is not None:
        passage = Passage.CONTESTED
    elif closure.severity is Severity.CLOSED and not (
        closure.goods_origin or closure.goods_destination or closure.flag
    ):
        passage = Passage.SHUT
    last = now.contested or now.last_seen
    return PassageCell(passage, closure.start, last, now.source_id)


def _line_cell(state: LegState) -> PassageCell:
    """Return what a line's own state says of goods; nothing where no page ever saw it so."""
    if state.last_confirmed is None:
        return PassageCell(Passage.NOT_REPORTED)
    passage = Passage.OPEN if state.status is Status.OPERATING else Passage.SHUT
    since = state.since if state.since.dated else None
    return PassageCell(passage, since, state.last_confirmed, state.confirmed_by)


def _latest(cell: PassageCell) -> tuple[date, date, str]:
    last = cell.last
    return (last.last, last.first, cell.source_id) if last else (date.min, date.min, "")


def _row_order(catalog: Catalog, row: PassageRow) -> tuple[bool, str, str, str]:
    names = " ".join(catalog.nodes[name].name for name in row.node_ids)
    port = catalog.nodes[row.node_ids[-1]].kind is NodeKind.PORT and row.mode is None
    return port, names, row.mode or "", row.towards
