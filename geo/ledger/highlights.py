"""What the panels show of a selection: its statements, its volumes and rates.

Pure: picks and orders what the ledger says, draws nothing and words nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.ledger.around import fits_mode, mode_of_claim, pairs_with, subjects_around
from geo.ledger.rates import Rate, rate_of
from geo.ledger.readings import Ledger, Reading, ledger_of
from geo.model.choice import Selection
from geo.model.lines import Mode, NodeKind
from geo.model.said import Event, EventType, SubjectKind
from geo.records.catalog import Catalog
from geo.state.about import subjects_of
from geo.state.conditions import Subject
from geo.state.select import as_of_date, visible_branches

VOLUME_METRICS = ("freight_volume", "container_volume", "container_trains", "throughput")
TRADE_METRICS = ("trade_turnover", "exports", "imports", "transit_trade")

# A month, and the odd day by which the press rounds a solar one.
_WINDOW_DAYS = 35


@dataclass(frozen=True, slots=True)
class PointRates:
    """The freight of one border point or branch as daily rates, oldest first."""

    subject: Subject
    rates: tuple[Rate, ...]


def statements_of(catalog: Catalog, selection: Selection) -> Ledger:
    """Return the ledger of what is on, as of the selection's date, narrowed to its focus.

    Countries of the nodes on, their pairs, commodities and bodies belong to it as long as
    anything is on. A leg in focus leaves aside what was counted of another mode at its ends.
    """
    wanted = about_of(catalog, selection)
    kinds = frozenset[SubjectKind]()
    focus = selection.focus
    leg = catalog.legs.get(focus.subject_id) if focus and focus.kind is SubjectKind.LEG else None
    mode, node = (leg.mode if leg else None), SubjectKind.NODE
    if selection.corridors and focus is None:
        kinds = frozenset({SubjectKind.COMMODITY, SubjectKind.PERSON_OR_BODY})
    return ledger_of(
        (
            claim
            for claim in catalog.claims.values()
            if (claim.subject_kind in kinds or claim.subject in wanted)
            and (mode is None or claim.subject_kind is not node or fits_mode(claim, mode))
        ),
        (
            event
            for event in catalog.events.values()
            if event.subject_kind in kinds
            or event.subject in wanted
            or (SubjectKind.NODE, event.node_id) in wanted
        ),
        catalog.sources,
        as_of=as_of_date(catalog, selection),
        data_end=catalog.data_end,
    )


def about_of(catalog: Catalog, selection: Selection) -> frozenset[Subject]:
    """Return the subjects the panels are about: those of the focus, else all that is on."""
    if selection.focus is not None:
        on = as_of_date(catalog, selection)
        return frozenset(subjects_around(catalog, selection.focus, on))
    subjects = set(subjects_of(catalog, selection))
    subjects.update(
        (SubjectKind.NODE, node_id)
        for corridor_id in selection.corridors
        for node_id in catalog.corridors[corridor_id].node_ids
    )
    countries = {catalog.nodes[name].country for kind, name in subjects if kind == SubjectKind.NODE}
    subjects.update((SubjectKind.COUNTRY, country) for country in countries)
    subjects.update(pairs_with(catalog, countries))
    return frozenset(subjects)


def subjects_of_corridor(
    catalog: Catalog, selection: Selection, corridor_id: str
) -> tuple[Subject, ...]:
    """Return a corridor's own subjects, the weightiest first.

    Hubs come first, then the corridor, its visible branches, their legs, their nodes.
    """
    corridor = catalog.corridors[corridor_id]
    branches = [b for b in visible_branches(catalog, selection) if b.corridor_id == corridor_id]
    legs = dict.fromkeys(leg_id for branch in branches for leg_id in branch.leg_ids)
    nodes = dict.fromkeys(
        [*corridor.node_ids, *(end for leg_id in legs for end in _ends(catalog, leg_id))]
    )
    hubs = [n for n in nodes if catalog.nodes[n].kind is NodeKind.LOGISTICS_HUB]
    return (
        *((SubjectKind.NODE, name) for name in hubs),
        (SubjectKind.CORRIDOR, corridor_id),
        *((SubjectKind.BRANCH, branch.branch_id) for branch in branches),
        *((SubjectKind.LEG, leg_id) for leg_id in legs),
        *((SubjectKind.NODE, name) for name in nodes if name not in hubs),
    )


def volume_readings(
    catalog: Catalog, selection: Selection, ledger: Ledger
) -> Mapping[str, tuple[Reading, ...]]:
    """Return what each corridor carries or is to carry: of each subject, oldest period first."""
    found = {}
    for corridor_id in catalog.corridors:
        if corridor_id not in selection.corridors:
            continue
        order = {
            subject: place
            for place, subject in enumerate(subjects_of_corridor(catalog, selection, corridor_id))
        }
        chosen = [
            reading
            for reading in _by_period(ledger.readings())
            if reading.key.metric in VOLUME_METRICS and reading.key.subject in order
        ]
        found[corridor_id] = tuple(sorted(chosen, key=lambda r: order[r.key.subject]))
    return found


def trade_readings(ledger: Ledger) -> tuple[Reading, ...]:
    """Return trade by partner in money, oldest period first."""
    return _by_period(r for r in ledger.readings() if r.key.metric in TRADE_METRICS)


def commodity_readings(ledger: Ledger) -> tuple[Reading, ...]:
    """Return what is said of single goods, oldest period first."""
    return _by_period(r for r in ledger.readings() if r.key.subject_kind == SubjectKind.COMMODITY)


def point_rates(ledger: Ledger) -> tuple[PointRates, ...]:
    """Return the measured rail freight of border points and branches as daily rates.

    Only windows of one scope are comparable: of each point those of the scope with most of them,
    at least two. Errors are left out, and what went by road.
    """
    points: dict[Subject, dict[str, list[Rate]]] = {}
    for reading in ledger.readings(metric="freight_volume"):
        key = reading.key
        places = (SubjectKind.NODE, SubjectKind.BRANCH)
        if key.subject_kind not in places or reading.planned or reading.shown is None:
            continue
        rate = rate_of(reading.shown)
        if rate is None or rate.days > _WINDOW_DAYS or not fits_mode(rate.claim, Mode.RAIL):
            continue
        if key.subject_kind is SubjectKind.NODE and mode_of_claim(rate.claim) is None:
            continue
        scopes = points.setdefault(key.subject, {})
        scopes.setdefault(key.scope, []).append(rate)
    longest = {subject: max(scopes.values(), key=len) for subject, scopes in points.items()}
    return tuple(
        PointRates(subject, tuple(sorted(rates, key=_window)))
        for subject, rates in longest.items()
        if len(rates) > 1
    )


def _by_period(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    def order(reading: Reading) -> tuple[str, str, str, int, str]:
        key = reading.key
        last = key.last.toordinal() if key.last else 0
        return key.subject_kind, key.subject_id, key.metric, last, key.scope

    return tuple(sorted(readings, key=order))


def _window(rate: Rate) -> tuple[int, int]:
    start, end = rate.claim.period_start, rate.claim.period_end
    return (end.last.toordinal() if end else 0, start.first.toordinal() if start else 0)


def _ends(catalog: Catalog, leg_id: str) -> tuple[str, str]:
    leg = catalog.legs[leg_id]
    return leg.from_id, leg.to_id


def diplomacy_of(ledger: Ledger) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return the events on corridors and trade, and those of the diplomacy thread, in order."""
    ordered = sorted(ledger.events, key=_moment)
    thread = [event for event in ordered if _is_diplomacy(event)]
    return tuple(event for event in ordered if event not in thread), tuple(thread)


def _is_diplomacy(event: Event) -> bool:
    if event.subject_kind is SubjectKind.PERSON_OR_BODY:
        return True
    between = event.subject_kind in (SubjectKind.COUNTRY, SubjectKind.COUNTRY_PAIR)
    return between and event.type in (EventType.RECOGNITION, EventType.MEETING)


def _moment(event: Event) -> tuple[bool, int, int, str]:
    """Return the sort key of an event: undated ones last, exact dates before vaguer ones."""
    return (
        not event.date.dated,
        event.date.first.toordinal(),
        event.date.last.toordinal(),
        event.event_id,
    )
