"""What the panel beside the map says of a picked thing: what belongs to it, and its history.

What belongs here: both for every thing that can be picked, dated so that the browser can show them
as known on any day. What does not: the parts of the panel (`layers/atlas/following.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from geo.calendars import date_text
from geo.ledger.around import subjects_around
from geo.ledger.promises import event_known_on
from geo.model.choice import Focus
from geo.model.dates import PartialDate
from geo.model.said import SubjectKind
from geo.state.conditions import Subject
from layers.atlas.addresses import KIND_OF_SUBJECT, Kind, Ref
from layers.atlas.courses import Chart
from layers.atlas.site import Atlas
from layers.look.style import STATUS_LABEL

# Since when it is known, its date in words, what is told, and the page of it if it has one.
PickedRow = tuple[str, str, str, str]


def subject_key(subject: Subject) -> str:
    """Return what a link calls a subject."""
    kind, name = subject
    return f"{kind}:{name}"


def picked_of(atlas: Atlas, about: frozenset[Subject]) -> Mapping[str, Any]:
    """Return what is said of each thing that can be picked, as plain JSON values.

    Parameters
    ----------
    about
        What the parts of the panel are about: nothing else need be known to belong to a thing.

    Returns
    -------
    dict
        By what a link calls a thing: `around`, what belongs to it as far as anything is said of it;
        `history`, rows of known day, date in words, what is told, and page; `courses`, pictures of
        dates and of series with their words and sizes.
    """
    around: dict[str, list[str]] = {}
    history: dict[str, list[PickedRow]] = {}
    for kind, name in _picked(atlas):
        subject = (kind, name)
        near = subjects_around(atlas.catalog, Focus(kind, name), atlas.catalog.data_end)
        around[subject_key(subject)] = [subject_key(one) for one in near if one in about]
        rows = sorted(_history(atlas, subject), key=lambda row: (row[0].first, row[1], row[2]))
        if rows:
            history[subject_key(subject)] = [
                (since.isoformat(), date_text(when), said, page) for when, since, said, page in rows
            ]
    return {"around": around, "history": history, "courses": _charts(atlas)}


def _charts(atlas: Atlas) -> Mapping[str, list[Chart]]:
    """Return the pictures of each thing: its dates first, then its series."""
    found: dict[str, list[Chart]] = defaultdict(list)
    for name, dates in atlas.dates.items():
        found[subject_key((SubjectKind.CORRIDOR, name))].append(dates.chart)
    for subject, courses in atlas.courses.items():
        if subject[0] in KIND_OF_SUBJECT:
            found[subject_key(subject)] += (one.chart for one in courses)
    return found


def _picked(atlas: Atlas) -> Iterator[Subject]:
    catalog = atlas.catalog
    for kind, names in (
        (SubjectKind.NODE, catalog.nodes),
        (SubjectKind.LEG, catalog.legs),
        (SubjectKind.STRAIT, catalog.straits),
        (SubjectKind.BRANCH, catalog.branches),
        (SubjectKind.CORRIDOR, catalog.corridors),
    ):
        yield from ((kind, name) for name in names)


def _history(atlas: Atlas, subject: Subject) -> Iterator[tuple[PartialDate, date, str, str]]:
    """Yield what happened to a thing: its date, since when it is known, the words, the page."""
    end = atlas.catalog.data_end
    if subject[0] is SubjectKind.LEG:
        for one in atlas.catalog.statuses.get(subject[1], ()):
            yield one.since, max(one.begins, date.min), STATUS_LABEL[one.status].lower(), ""
    for closure in atlas.closures_by_subject.get(subject, ()):
        ref = atlas.refs[Kind.CLOSURE, closure.closure_id]
        yield closure.start, closure.start.first, ref.name, _page(ref)
    for event in atlas.events_by_subject.get(subject, ()):
        ref = atlas.refs[Kind.EVENT, event.event_id]
        promised = f"promised for {date_text(event.date)}: " if event.date != event.said_on else ""
        when = event.said_on if promised else event.date
        yield when, event_known_on(event, end), f"{promised}{ref.name}", _page(ref)


def _page(ref: Ref) -> str:
    return ref.folder.rstrip("/")
