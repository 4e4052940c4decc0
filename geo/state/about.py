"""What a Selection is about: the subjects of all that is on, and the events about them. Pure.

What belongs here: from what is on to what the ledger calls it. What does not: what is on, and how
it stands (`geo/state/select.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.choice import Selection
from geo.model.said import Event, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from geo.state.conditions import Subject
from geo.state.select import as_of_date, visible_branches


def subjects_of(catalog: Catalog, selection: Selection) -> frozenset[Subject]:
    """Return everything the corridors and branches now on are made of.

    Countries and pairs of countries are not among them; `events_of` adds those of the nodes.
    """
    subjects: set[Subject] = set()
    for name in selection.corridors:
        subjects.add((SubjectKind.CORRIDOR, name))
        subjects.update((SubjectKind.NODE, node) for node in catalog.corridors[name].node_ids)
    for branch in visible_branches(catalog, selection):
        subjects.add((SubjectKind.BRANCH, branch.branch_id))
        for leg_id in branch.leg_ids:
            leg = catalog.legs[leg_id]
            subjects.add((SubjectKind.LEG, leg_id))
            subjects.update((SubjectKind.NODE, end) for end in leg.end_ids)
            subjects.update((SubjectKind.STRAIT, strait) for strait in leg.passes)
    return frozenset(subjects)


def events_of(catalog: Catalog, selection: Selection) -> tuple[Event, ...]:
    """Return the events and promises known by the date about what is on, oldest first."""
    on = as_of_date(catalog, selection)
    wanted = _with_countries(catalog, subjects_of(catalog, selection))
    found = [
        event
        for event in catalog.events.values()
        if known_on(event.said_on, catalog.data_end) <= on
        and (event.subject in wanted or (SubjectKind.NODE, event.node_id) in wanted)
    ]
    return tuple(sorted(found, key=lambda event: (event.date.first, event.event_id)))


def _with_countries(catalog: Catalog, subjects: Iterable[Subject]) -> frozenset[Subject]:
    """Add the countries of the nodes, and every pair of them."""
    subjects = set(subjects)
    countries = sorted(
        {
            catalog.nodes[subject_id].country
            for kind, subject_id in subjects
            if kind is SubjectKind.NODE
        }
    )
    subjects.update((SubjectKind.COUNTRY, country) for country in countries)
    subjects.update(
        (SubjectKind.COUNTRY_PAIR, f"{first}-{second}")
        for first in countries
        for second in countries
        if first < second
    )
    return frozenset(subjects)
