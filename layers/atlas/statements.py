"""What the pages of closures, promises, figures, events and sources tell.

What belongs here: which parts these pages have. What does not: the cards of figures and events,
which are the page's own (`layers/screen/cards.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.calendars import date_text
from geo.grouped import grouped
from geo.ledger.citations import link_of_source
from geo.model.said import Claim, Event
from geo.model.states import Closure, StateKind
from geo.state.conditions import Subject, closure_state
from layers.atlas.addresses import KIND_TEXT, Kind, Ref, short_name
from layers.atlas.site import Atlas, subjects_of_event
from layers.atlas.smallmap import OnMap
from layers.atlas.told import (
    Told,
    closure_rows,
    confirmation_rows,
    days_of,
    event_row,
    events_about,
    history_html,
    promise_refs,
    shown_subject,
)
from layers.look.text import safe
from layers.screen.cards import pinned_html, promises_html
from layers.screen.factsheet import facts_html
from layers.words.closures import bars_text, shut_text
from layers.words.wording import country_text, measured_text, range_said

_ALONE = "Nobody else was found who gives this figure."
_MOST_SAME = 8
_AGREED = "The sources that give it agree to 2 %."


def closure_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a closure: what it shuts to whom, who saw it, whether it holds."""
    catalog = atlas.catalog
    closure = catalog.closures[ref.record_id]
    state = closure_state(catalog, closure, catalog.data_end)
    confirmed = catalog.confirmations.get((StateKind.CLOSURE, ref.record_id), ())
    rows = [
        *closure_rows(atlas, [closure], ref.page),
        *confirmation_rows(atlas, StateKind.CLOSURE, ref.record_id, ref.page),
    ]
    now = safe(shut_text(state)) if state else "over: a page read says that it has ended"
    subjects = [
        subject
        for name in closure.subject_ids
        if (subject := atlas.ref_of(closure.subject_kind, name))
    ]
    others = (
        other
        for name in closure.subject_ids
        for other in atlas.closures_by_subject.get((closure.subject_kind, name), ())
        if other.closure_id != ref.record_id
    )
    refs = dict.fromkeys(atlas.refs[Kind.CLOSURE, one.closure_id] for one in others)
    shown = [shown_subject(atlas, closure.subject_kind, name) for name in closure.subject_ids]
    contested = "Pages contradict it, as the history tells." if state and state.contested else ""
    return Told(
        lead=f"Closure since {safe(date_text(closure.start))}: {now}",
        parts=(
            ("What is known", _closure_sheet(atlas, closure, ref)),
            ("History", history_html(rows)),
            ("Who says otherwise", f"<p>{contested or 'No page read contradicts it.'}</p>"),
        ),
        near=(("What it shuts", tuple(subjects)), ("Other closures there", tuple(refs))),
        source_ids=(closure.source_id, *(one.source_id for one in confirmed)),
        days=days_of(atlas, (when for when, _ in rows)),
        shown=OnMap(
            tuple(leg_id for one in shown for leg_id in one.leg_ids),
            tuple(one.node_ids[0] for one in shown if one.node_ids),
            tuple(place for one in shown for place in one.places),
        ),
        linked={"@type": "Event", "startDate": str(closure.start), "name": closure.headline},
    )


def _closure_sheet(atlas: Atlas, closure: Closure, ref: Ref) -> str:
    names = (
        atlas.subject_link(closure.subject_kind, name, ref.page) for name in closure.subject_ids
    )
    lists = (
        ("Goods from", closure.goods_origin),
        ("Goods to", closure.goods_destination),
        ("Flags", closure.flag),
    )
    facts = (
        ("Shuts", ", ".join(names)),
        ("How far", safe(closure.severity.value)),
        ("To whom", safe(bars_text(closure))),
        *((title, safe(", ".join(map(country_text, codes)))) for title, codes in lists),
        ("Note", safe(closure.note)),
    )
    return f'<section class="fact-sheet">{facts_html(facts)}</section>'


def promise_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a promise: every time it was made, and what came of it."""
    promises = {one.promise_id: one for one in atlas.shown.ledger.promises()}
    events = [e for e in atlas.catalog.events.values() if e.promise_id == ref.record_id]
    events.sort(key=lambda e: (e.said_on, e.event_id))
    first, promise = events[0], promises.get(ref.record_id)
    card = promises_html(atlas.shown, [promise]) if promise else ""
    dates = dict.fromkeys(date_text(event.date) for event in promise.made) if promise else {}
    moved = f"It was given {len(dates)} dates: {safe(', '.join(dates))}." if len(dates) > 1 else ""
    about = first.subject
    beside = promise_refs(atlas, events_about(atlas, [about]))
    return Told(
        lead=f"Promise about {atlas.subject_link(*about, ref.page)}",
        parts=(
            ("What is known", atlas.at_home(card, ref.page)),
            ("History", history_html(event_row(atlas, event, ref.page) for event in events)),
            ("Who says otherwise", f"<p>{moved or 'It was given one date only.'}</p>"),
        ),
        near=(
            ("About", _refs(atlas, subjects_of_event(first))),
            ("Its events", tuple(atlas.refs[Kind.EVENT, one.event_id] for one in events)),
            ("Other promises about it", tuple(one for one in beside if one != ref)),
        ),
        source_ids=tuple(event.source_id for event in events),
        days=days_of(atlas, (event.said_on for event in events)),
        shown=shown_subject(atlas, *about),
        about=about,
        linked={"@type": "CreativeWork", "about": {"@type": "Thing", "name": ref.name}},
    )


def claim_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a figure: who said it when, who says otherwise, what stands beside."""
    catalog, shown = atlas.catalog, atlas.shown
    claim = catalog.claims[ref.record_id]
    reading = shown.ledger.reading_of(claim)
    card = atlas.at_home(pinned_html(shown, ref.record_id), ref.page)
    heading = f"{measured_text(catalog, claim)}: "
    rows = []
    if reading is not None and len(reading.cited) > 1:
        rows = [
            (
                one.claim.said_on,
                f"{_figure_link(atlas, one.claim, ref, heading)}: "
                f"{safe(one.claim.said_by or 'speaker not named')} "
                f"{atlas.source_links([one.claim.source_id], ref.page)}",
            )
            for one in reading.cited
        ]
    like = {one.claim.claim_id for one in reading.cited} if reading else {ref.record_id}
    same = [
        atlas.refs[Kind.CLAIM, one.claim_id]
        for one in atlas.claims_by_subject[claim.subject]
        if one.metric == claim.metric and one.claim_id not in like
    ]
    about = atlas.subject_link(*claim.subject, ref.page)
    return Told(
        lead=f"Figure about {about}",
        parts=(
            ("What is known", card),
            ("Who says otherwise", _otherwise(atlas, claim) + history_html(rows)),
        ),
        near=(("Figures of the same", tuple(same[:_MOST_SAME])),),
        days=days_of(atlas, [claim.said_on]),
        shown=shown_subject(atlas, *claim.subject),
        about=claim.subject,
        heading=heading,
        linked=_claim_linked(atlas, claim),
    )


def _figure_link(atlas: Atlas, claim: Claim, ref: Ref, heading: str) -> str:
    """Return a figure as a link from the page of a like one, which says what it is about."""
    other = atlas.refs[Kind.CLAIM, claim.claim_id]
    return atlas.link(other, ref.page, short_name(other, heading))


def _otherwise(atlas: Atlas, claim: Claim) -> str:
    """Say how far the like figures of others differ, and that some count something else."""
    reading = atlas.shown.ledger.reading_of(claim)
    if reading is None:
        return "<p>It is set aside as an error or as given up, and stands in no range.</p>"
    others = [one for one in reading.cited if one.claim.claim_id != claim.claim_id]
    said = f"<p>{_AGREED if others else _ALONE}</p>"
    if reading.contested:
        said = range_said(reading)
        said = f"<p>{safe(said[:1].upper() + said[1:])}.</p>"
    if reading.beside:
        count = len(reading.beside)
        said += f"<p>{count} are of another scope, period or kind, so not in the range.</p>"
    return said


def _claim_linked(atlas: Atlas, claim: Claim) -> Mapping[str, object]:
    """Return a figure as schema.org has it: a claim that appeared in a page, said by somebody."""
    source = atlas.catalog.sources[claim.source_id]
    page: dict[str, object] = {"@type": "CreativeWork", "name": source.title}
    page |= {"url": link_of_source(source)} if link_of_source(source) else {}
    return {
        "@type": "Claim",
        "appearance": page,
        **({"author": {"@type": "Thing", "name": claim.said_by}} if claim.said_by else {}),
    }


def event_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of an event: its card, what it followed and what followed it."""
    event = atlas.catalog.events[ref.record_id]
    about = event.subject
    there = subjects_of_event(event)
    thread = [e for e in events_about(atlas, there) if e.type is event.type or _tied(e, event)]
    rows = [event_row(atlas, one, ref.page) for one in thread[-_MOST_SAME:]]
    contested = "Sources tell it differently." if event.kind.value == "contested" else ""
    return Told(
        lead=f"{safe(date_text(event.date))}, about {atlas.subject_link(*about, ref.page)}",
        parts=(
            ("What is known", atlas.at_home(pinned_html(atlas.shown, ref.record_id), ref.page)),
            ("What stands with it", history_html(rows)),
            ("Who says otherwise", f"<p>{contested or 'No page read tells it differently.'}</p>"),
        ),
        near=(("There", _refs(atlas, there[1:])), ("Promise", promise_refs(atlas, [event]))),
        days=days_of(atlas, [event.said_on]),
        shown=shown_subject(atlas, *(there[1] if event.node_id else about)),
        about=None if event.node_id else about,
        linked={"@type": "Event", "startDate": str(event.date)},
    )


def _tied(one: Event, other: Event) -> bool:
    return bool(one.promise_id) and one.promise_id == other.promise_id


def source_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a source: its citation, how much was read, what rests on it."""
    source = atlas.catalog.sources[ref.record_id]
    used = atlas.uses.get(ref.record_id, ())
    rest = "" if used else "<p>Nothing in this edition.</p>"
    linked: dict[str, object] = {"@type": "CreativeWork", "name": source.title}
    if link_of_source(source):
        linked["sameAs"] = link_of_source(source)
    return Told(
        lead=f"Source: {safe(source.publisher or 'publisher not stated')}",
        parts=(("What rests on it", rest),),
        near=tuple(
            (f"{KIND_TEXT[kind][1]} that rest on it", refs)
            for kind, refs in grouped((one.kind, one) for one in used).items()
        ),
        days=days_of(atlas, [source.published]),
        linked=linked,
    )


def _refs(atlas: Atlas, subjects: Iterable[Subject]) -> tuple[Ref, ...]:
    found = (atlas.ref_of(kind, name) for kind, name in subjects)
    return tuple(dict.fromkeys(ref for ref in found if ref))
