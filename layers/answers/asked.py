"""The questions and their answers: what is called so, figures, what is shut, sources, changes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from geo.changes.account import changes_between
from geo.changes.kinds import Moment
from geo.errors import UnknownIdError
from geo.ledger.readings import Ledger, ledger_at
from geo.model.lines import Leg
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.spelling import known_ids
from geo.state.conditions import Subject, closures_at, subjects_of_leg
from geo.state.select import seen_on
from layers.answers.records import (
    Record,
    bounded,
    cited_record,
    claim_record,
    closure_record,
    head_of,
)
from layers.answers.subjects import NamedSubject, found_of, named_of, named_subject
from layers.words.changelist import change_list, change_rows, total_text

MOST_FIGURES = 12
MOST_CLOSURES = 40
MOST_CHANGES = 40


def find(catalog: Catalog, text: str, on: date) -> Record:
    """Return corridors, branches, legs, places and countries that are called so, or nearly."""
    return {**head_of(catalog, on), "found": [one.record for one in found_of(catalog, text)]}


def figures(catalog: Catalog, subject: str, on: date, *, metric: str = "") -> Record:
    """Return the figures known on a day about one subject, those used for it first.

    Raises
    ------
    UnknownIdError
        If there is no such subject, or no such metric was told of it; those told are named.
    """
    catalog = seen_on(catalog, on)
    named, ledger = named_subject(catalog, subject), ledger_at(catalog, on)
    readings = ledger.readings(subject_kind=named.kind, subject_id=named.subject_id)
    metrics = dict.fromkeys(one.key.metric for one in readings)
    if metric:
        known_ids([metric], list(metrics), f"figure of {named.name}")
        readings = tuple(one for one in readings if one.key.metric == metric)
    ordered = sorted(readings, key=ledger.weight_of, reverse=True)
    claims = [one.leading for one in ordered]
    told, more = bounded((claim_record(catalog, ledger, one) for one in claims), MOST_FIGURES)
    return {
        **head_of(catalog, on),
        "subject": named.record,
        "metrics": list(metrics),
        "figures": told,
        "more": more,
        "where_told": [] if told else _told_of(catalog, ledger, named),
    }


def _told_of(catalog: Catalog, ledger: Ledger, named: NamedSubject) -> list[Record]:
    """Return subjects that belong to one without figures and have some: branches, legs, ends."""
    if named.kind is SubjectKind.CORRIDOR:
        branches = catalog.corridors[named.subject_id].branch_ids
        near = {(SubjectKind.BRANCH, one) for one in branches}
    else:
        legs = _legs_of(catalog, named)
        near = {subject for leg in legs for subject in subjects_of_leg(leg)}
    told = {one.subject for one in ledger.claims}
    return [named_of(catalog, *one).record for one in sorted(near & told)][:MOST_FIGURES]


def _legs_of(catalog: Catalog, named: NamedSubject) -> list[Leg]:
    """Return the legs of a corridor or branch, a leg itself, the legs that meet at a place."""
    name = named.subject_id
    match named.kind:
        case SubjectKind.CORRIDOR:
            branches = (catalog.branches[one] for one in catalog.corridors[name].branch_ids)
            return [catalog.legs[leg_id] for branch in branches for leg_id in branch.leg_ids]
        case SubjectKind.BRANCH:
            return [catalog.legs[leg_id] for leg_id in catalog.branches[name].leg_ids]
        case SubjectKind.LEG:
            return [catalog.legs[name]]
    return [leg for leg in catalog.legs.values() if name in leg.end_ids]


def shut(catalog: Catalog, on: date, *, subject: str = "") -> Record:
    """Return the closures in force on a day, of everything or of one subject and its parts.

    Raises
    ------
    UnknownIdError
        If there is no such subject.
    """
    catalog = seen_on(catalog, on)
    states = closures_at(catalog, on)
    about: Record = {}
    if subject:
        named = named_subject(catalog, subject)
        parts = _parts_of(catalog, named)
        about = {"subject": named.record}
        states = tuple(
            state
            for state in states
            if parts & {(state.closure.subject_kind, one) for one in state.closure.subject_ids}
        )
    told, more = bounded((closure_record(catalog, one) for one in states), MOST_CLOSURES)
    return {**head_of(catalog, on), **about, "shut": told, "more": more}


def _parts_of(catalog: Catalog, named: NamedSubject) -> set[Subject]:
    """Return a subject with everything it is made of."""
    if named.kind is SubjectKind.COUNTRY:
        nodes = (one for one in catalog.nodes.values() if one.country == named.subject_id)
        parts = {(SubjectKind.NODE, one.node_id) for one in nodes}
    elif named.kind is SubjectKind.NODE:
        parts = {(SubjectKind.LEG, leg.leg_id) for leg in _legs_of(catalog, named)}
    else:
        parts = {part for leg in _legs_of(catalog, named) for part in subjects_of_leg(leg)}
    return {named.subject} | parts


def sources(catalog: Catalog, record_id: str, on: date) -> Record:
    """Return the sources behind a record: a claim, event, closure, leg, place or source.

    Raises
    ------
    UnknownIdError
        If no record has that id; the nearest ids are named.
    """
    catalog = seen_on(catalog, on)
    behind = _sources_behind(catalog, record_id)
    told = [cited_record(catalog.sources[name]) for name in dict.fromkeys(behind) if name]
    return {**head_of(catalog, on), "record": record_id, "sources": told}


def _sources_behind(catalog: Catalog, record_id: str) -> list[str]:
    """Return the sources of a record: what it cites, and whoever confirmed how it stands."""
    if record_id in catalog.sources:
        return [record_id]
    said = (rows for (_, name), rows in catalog.confirmations.items() if name == record_id)
    confirmed = [one.source_id for rows in said for one in rows]
    for table in (catalog.claims, catalog.events, catalog.closures):
        if record_id in table:
            return [table[record_id].source_id, *confirmed]
    if record_id in catalog.legs:
        history = [one.source_id for one in catalog.statuses[record_id]]
        return [*catalog.legs[record_id].source_ids, *history, *confirmed]
    if record_id in catalog.nodes:
        return [catalog.nodes[record_id].coordinate_source]
    known = (*catalog.claims, *catalog.events, *catalog.closures, *catalog.legs, *catalog.nodes)
    known_ids([record_id], known, "record")
    raise UnknownIdError("record", record_id)


def changed(catalog: Catalog, since: date, on: date) -> dict[str, Any]:
    """Return what differs between two days, the weightiest first.

    Raises
    ------
    OrderError
        If the later day lies before the earlier one.
    """
    listed = change_list(changes_between(Moment(catalog, since), Moment(catalog, on)))
    rows = [_quoting(row) for row in change_rows(listed)]
    told, more = bounded(rows, MOST_CHANGES)
    return {
        **head_of(catalog, on),
        "since": since.isoformat(),
        "total": total_text(listed.account),
        "changes": told,
        "more": more,
    }


def _quoting(row: dict[str, str]) -> Record:
    """Return a change with what holds words of sources set apart."""
    words = ("sentence", "before", "after")
    return {key: value for key, value in row.items() if key not in words} | {
        "quoted": {key: row[key] for key in words}
    }


def as_json(answer: Record) -> str:
    """Return an answer as JSON text, the same for the command and for assistants."""
    return json.dumps(answer, indent=2, ensure_ascii=False)
