"""What the page of one record tells, before it is set: parts, map, neighbours, sources, dates.

What belongs here: the form of it, and parts that several kinds of record have. What does not: the
page around it (`layers/atlas/pages.py`) and what one kind tells (`layers/atlas/places.py`,
`layers/atlas/statements.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geo.calendars import date_text
from geo.ledger.citations import later_text
from geo.model.dates import PartialDate, Precision
from geo.model.lines import Leg
from geo.model.said import Event, SubjectKind
from geo.model.states import Closure, Says, StateKind
from geo.state.conditions import Subject
from layers.atlas.addresses import Kind, Ref
from layers.atlas.site import Atlas
from layers.atlas.smallmap import OnMap
from layers.look.text import safe
from layers.screen.cards import reading_html
from layers.words.closures import bars_text

_SAYS: Mapping[Says, str] = {
    Says.HOLDS: "seen to hold",
    Says.ENDED: "said to have ended",
    Says.CONTESTED: "contradicted",
}
_NO_DISPUTE = "No two sources read differ about it by more than 2 %."


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of its record.

    Attributes
    ----------
    lead
        One line below its name, HTML.
    parts
        Headings, and what stands below each, HTML.
    near
        Its neighbours in groups: what they are to it, and their records.
    source_ids
        What it rests on, the most important first, where no sheet or card of it says so.
    days
        Days on which something of it was said or seen.
    shown
        What its small map shows.
    linked
        What it is to machines: the members of its JSON-LD that are its own.
    about
        The corridor or branch whose lines its map shows, if it shows those of one.
    heading
        With what the names of figures begin that the page need not say again.
    """

    lead: str
    parts: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    source_ids: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    shown: OnMap = field(default_factory=OnMap)
    linked: Mapping[str, Any] = field(default_factory=dict)
    about: Subject | None = None
    heading: str = ""


Dated = tuple[PartialDate, str]
"""A date, and what is told of it as HTML."""


def history_html(rows: Iterable[Dated]) -> str:
    """Return dated rows as a list, the oldest first; nothing for none."""
    ordered = sorted(rows, key=lambda row: (row[0].first, row[0].last))
    told = "".join(f"<li>{_time(when)} {said}</li>" for when, said in ordered)
    return f'<ol class="history">{told}</ol>' if told else ""


def _time(when: PartialDate) -> str:
    """Return a date as HTML; a machine is told what HTML has a form for."""
    said = safe(date_text(when))
    if when.precision in (Precision.QUARTER, Precision.UNDATED):
        return f"<b>{said}</b>"
    return f'<b><time datetime="{when}">{said}</time></b>'


def event_row(atlas: Atlas, event: Event, start: str) -> Dated:
    """Return an event as a row of a history; a promise says for when it was made."""
    ref = atlas.refs[Kind.EVENT, event.event_id]
    promised = f", for {safe(date_text(event.date))}" if event.date != event.said_on else ""
    source = atlas.source_links([event.source_id], start)
    return event.said_on, f"{atlas.link(ref, start)}{promised} {source}"


def confirmation_rows(
    atlas: Atlas, kind: StateKind, subject_id: str, start: str
) -> Iterator[Dated]:
    """Yield who saw a state hold, end or contradicted, and when."""
    for one in atlas.catalog.confirmations.get((kind, subject_id), ()):
        note = f": {safe(one.note)}" if one.note else ""
        source = atlas.source_links([one.source_id], start)
        later = safe(later_text(atlas.catalog.sources[one.source_id]))
        yield one.date, f"{_SAYS[one.says]}{note} {source}{later}"


def closure_rows(atlas: Atlas, closures: Iterable[Closure], start: str) -> Iterator[Dated]:
    """Yield when closures began, each as a link to its page."""
    for closure in closures:
        ref = atlas.refs[Kind.CLOSURE, closure.closure_id]
        bars = f" ({safe(bars_text(closure))})" if bars_text(closure) else ""
        source = atlas.source_links([closure.source_id], start)
        yield closure.start, f"{atlas.link(ref, start)}{bars} {source}"


def otherwise_html(atlas: Atlas, subjects: Iterable[Subject], start: str) -> str:
    """Return every figure of some subjects about which sources differ, open; or that none do."""
    found = [
        reading
        for subject in subjects
        for reading in atlas.told.readings.get(subject, ())
        if reading.contested
    ]
    said = "".join(reading_html(atlas.shown, reading) for reading in found)
    return atlas.at_home(said, start) if said else f"<p>{_NO_DISPUTE}</p>"


def claim_refs(atlas: Atlas, subjects: Iterable[Subject]) -> tuple[Ref, ...]:
    """Return every figure given of some subjects."""
    return tuple(
        atlas.refs[Kind.CLAIM, claim.claim_id]
        for subject in subjects
        for claim in atlas.claims_by_subject.get(subject, ())
    )


def events_about(atlas: Atlas, subjects: Iterable[Subject]) -> tuple[Event, ...]:
    """Return the events about some subjects, each once, oldest first."""
    found = {
        event.event_id: event
        for subject in subjects
        for event in atlas.events_by_subject.get(subject, ())
    }
    return tuple(sorted(found.values(), key=lambda one: (one.said_on, one.event_id)))


def promise_refs(atlas: Atlas, events: Iterable[Event]) -> tuple[Ref, ...]:
    """Return the promises that events belong to."""
    names = dict.fromkeys(event.promise_id for event in events if event.promise_id)
    return tuple(atlas.refs[Kind.PROMISE, name] for name in names)


def days_of(atlas: Atlas, whens: Iterable[PartialDate]) -> tuple[date, ...]:
    """Return the days on which something was said, none later than the data end."""
    end = atlas.catalog.data_end
    return tuple(min(one.last, end) for one in whens if one.dated)


def shown_subject(atlas: Atlas, kind: SubjectKind, subject_id: str) -> OnMap:
    """Return by what a subject is shown on a small map; nothing of what has no place on it."""
    catalog = atlas.catalog
    match kind:
        case SubjectKind.LEG if subject_id in catalog.legs:
            leg = catalog.legs[subject_id]
            return OnMap((subject_id,), leg.end_ids)
        case SubjectKind.NODE if subject_id in catalog.nodes:
            legs = tuple(leg.leg_id for leg in legs_at(atlas, subject_id))
            return OnMap(legs, (subject_id, *ends_beyond(atlas, subject_id)))
        case SubjectKind.STRAIT if subject_id in catalog.straits:
            return OnMap(places=(catalog.straits[subject_id].lonlat,))
        case SubjectKind.BRANCH if subject_id in catalog.branches:
            return OnMap(catalog.branches[subject_id].leg_ids, end_nodes(atlas, subject_id))
        case SubjectKind.CORRIDOR if subject_id in catalog.corridors:
            names = catalog.corridors[subject_id].branch_ids
            legs = tuple(leg for name in names for leg in catalog.branches[name].leg_ids)
            return OnMap(tuple(dict.fromkeys(legs)), catalog.corridors[subject_id].node_ids)
    return OnMap()


def legs_at(atlas: Atlas, node_id: str) -> tuple[Leg, ...]:
    """Return the lines that end at a place, whenever they were or will be there."""
    legs = atlas.catalog.legs.values()
    return tuple(leg for leg in legs if node_id in leg.end_ids)


def ends_beyond(atlas: Atlas, node_id: str) -> tuple[str, ...]:
    """Return the places at the other ends of a place's lines."""
    ends = (end for leg in legs_at(atlas, node_id) for end in leg.end_ids)
    return tuple(dict.fromkeys(end for end in ends if end != node_id))


def end_nodes(atlas: Atlas, branch_id: str) -> tuple[str, ...]:
    """Return the places along a branch that matter most, ends first."""
    legs = [atlas.catalog.legs[name] for name in atlas.catalog.branches[branch_id].leg_ids]
    order = list(dict.fromkeys(end for leg in legs for end in leg.end_ids))
    ranked = sorted(order, key=lambda name: atlas.catalog.nodes[name].rank)
    return tuple(dict.fromkeys([*order[:1], *order[-1:], *ranked]))[:12]


def without_name(sheet: str) -> str:
    """Return a sheet of facts without its own heading, which the page has already."""
    return re.sub(r"<h3>.*?</h3>", "", sheet, count=1)
