"""What the pages of corridors, branches, lines and places tell.

What belongs here: which parts these pages have. What does not: the facts themselves, which are the
sheets that the map shows of the same things (`layers/screen/factsheet.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from geo.ledger.around import subjects_around
from geo.ledger.keydates import key_dates
from geo.ledger.keyfigures import heads_of
from geo.model.choice import Focus
from geo.model.lines import Leg, PublishedLength
from geo.model.said import SubjectKind
from geo.model.states import LegStatus, StateKind
from geo.state.conditions import Subject
from layers.atlas.addresses import Kind, Ref
from layers.atlas.courses import courses_html
from layers.atlas.site import Atlas
from layers.atlas.timelines import DATES, dates_html
from layers.atlas.told import (
    Dated,
    Told,
    claim_refs,
    closure_rows,
    confirmation_rows,
    days_of,
    ends_beyond,
    event_row,
    events_about,
    history_html,
    legs_at,
    otherwise_html,
    promise_refs,
    shown_subject,
    without_name,
)
from layers.look.style import MODE_LABEL, NODE_SYMBOL, STATUS_LABEL, corridor_colours
from layers.look.text import safe
from layers.screen.cards import key_figures_html
from layers.screen.factsheet import factsheet_html
from layers.screen.keydates import key_dates_html
from layers.words.wording import country_text

# A promise with every date it was given, which stand on its own page.
_PROMISE = re.compile(
    r'<details class="record-promise"><summary>(.*?)</summary><ul>.*?data-pin="([^"]*)".*?</ul>'
    r"</details>"
)
# A corridor's page names the figures about it in the first place; the others are by kind.
_MOST_NEAR = 60


def corridor_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a corridor: key figures and dates, sheet, disputes, history."""
    catalog, name = atlas.catalog, ref.record_id
    corridor = catalog.corridors[name]
    own: Subject = (SubjectKind.CORRIDOR, name)
    around = subjects_around(catalog, Focus(*own), catalog.data_end)
    selection = replace(atlas.selection, corridors=frozenset({name}))
    dates = key_dates(catalog, selection, atlas.shown.ledger).get(name, ())
    figures = "".join(
        key_figures_html(
            atlas.shown,
            head,
            heading=corridor.short_name,
            colour=corridor_colours(catalog.corridors)[name],
            dates=key_dates_html(atlas.shown, dates) if dates else "",
        )
        for head in [heads_of(catalog, selection, atlas.shown.ledger).get(name)]
        if head
    ).replace("h4>", "h3>")
    events = events_about(atlas, around)
    legs, nodes, places = shown_subject(atlas, *own)
    branches = tuple(atlas.refs[Kind.BRANCH, one] for one in corridor.branch_ids)
    hubs = tuple(atlas.refs[Kind.PLACE, one] for one in corridor.node_ids)
    timeline = dates_html(atlas.dates[name], ref.page) if name in atlas.dates else ""
    return Told(
        lead=f"Corridor of {len(branches)} branches",
        parts=(
            ("Key figures and dates", atlas.at_home(figures, ref.page)),
            ("What is known", _sheet(atlas, ref, own)),
            (DATES, timeline),
            ("History", history_html(event_row(atlas, event, ref.page) for event in events)),
            ("Over time", _over_time(atlas, around, ref.page)),
            ("Who says otherwise", otherwise_html(atlas, around, ref.page)),
        ),
        near=(
            ("Branches", branches),
            ("Hubs", hubs),
            ("Promises", promise_refs(atlas, events)),
            ("Figures", claim_refs(atlas, [own])),
        ),
        source_ids=tuple(event.source_id for event in events),
        days=days_of(atlas, (event.said_on for event in events)),
        leg_ids=legs,
        node_ids=nodes,
        places=places,
        about=own,
        heading=f"{ref.name}, ",
        linked={"@type": "Place", "description": corridor.summary},
    )


def branch_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a branch: sheet, history, disputes, its lines in order."""
    catalog, name = atlas.catalog, ref.record_id
    branch = catalog.branches[name]
    own: Subject = (SubjectKind.BRANCH, name)
    around = (own, *((SubjectKind.LEG, leg_id) for leg_id in branch.leg_ids))
    events = events_about(atlas, around)
    legs, nodes, places = shown_subject(atlas, *own)
    corridor = catalog.corridors[branch.corridor_id]
    beside = (one for one in corridor.branch_ids if one != name)
    return Told(
        lead=f"Branch of {atlas.link(atlas.refs[Kind.CORRIDOR, branch.corridor_id], ref.page)}",
        parts=(
            ("What is known", _sheet(atlas, ref, own)),
            ("History", history_html(event_row(atlas, event, ref.page) for event in events)),
            ("Over time", _over_time(atlas, around, ref.page)),
            ("Who says otherwise", otherwise_html(atlas, around, ref.page)),
        ),
        near=(
            ("Its lines, in order", tuple(atlas.refs[Kind.LEG, one] for one in branch.leg_ids)),
            ("Promises", promise_refs(atlas, events)),
            ("Figures", claim_refs(atlas, around)[:_MOST_NEAR]),
            ("Other branches", tuple(atlas.refs[Kind.BRANCH, one] for one in beside)),
        ),
        source_ids=_sources_of_legs(atlas, branch.leg_ids),
        days=days_of(atlas, (event.said_on for event in events)),
        leg_ids=legs,
        node_ids=nodes,
        places=places,
        about=own,
        heading=f"{ref.name}, ",
        linked={"@type": "Place", "description": branch.summary},
    )


def leg_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a line: sheet, its statuses and who saw them, lengths in print."""
    catalog, name = atlas.catalog, ref.record_id
    leg = catalog.legs[name]
    own: Subject = (SubjectKind.LEG, name)
    events = events_about(atlas, [own])
    closures = atlas.closures_by_subject.get(own, ())
    rows = [
        *_status_rows(atlas, leg, ref.page),
        *confirmation_rows(atlas, StateKind.LEG, name, ref.page),
        *closure_rows(atlas, closures, ref.page),
        *(event_row(atlas, event, ref.page) for event in events),
    ]
    prints = [one for one in catalog.published_lengths.values() if name in one.leg_ids]
    ends = tuple(atlas.refs[Kind.PLACE, end] for end in (leg.from_id, leg.to_id))
    branches = [one for one in catalog.branches.values() if name in one.leg_ids]
    beside = (one for end in (leg.from_id, leg.to_id) for one in legs_at(atlas, end))
    lines = dict.fromkeys(one.leg_id for one in beside if one.leg_id != name)
    otherwise = _prints_html(atlas, leg, prints, ref.page)
    otherwise += otherwise_html(atlas, [own], ref.page)
    legs, nodes, places = shown_subject(atlas, *own)
    gauge = f", {leg.gauge_mm} mm" if leg.gauge_mm else ""
    return Told(
        lead=f"{safe(MODE_LABEL[leg.mode])}{gauge}, {leg.length_km:,.0f} km",
        parts=(
            ("What is known", _sheet(atlas, ref, own)),
            ("History", history_html(rows)),
            ("Over time", _over_time(atlas, [own], ref.page)),
            ("Who says otherwise", otherwise),
        ),
        near=(
            ("From and to", ends),
            ("Part of", tuple(atlas.refs[Kind.BRANCH, one.branch_id] for one in branches)),
            ("Lines that meet it", tuple(atlas.refs[Kind.LEG, one] for one in lines)),
            ("Promises", promise_refs(atlas, events)),
            ("Figures", claim_refs(atlas, [own])),
        ),
        source_ids=_sources_of_legs(atlas, [name]),
        days=days_of(atlas, (when for when, _ in rows)),
        leg_ids=legs,
        node_ids=nodes,
        places=places,
        heading=f"{ref.name}, ",
        linked={"@type": "Place", "description": leg.note or leg.name},
    )


def place_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a place or strait: sheet, what happened there, lines, neighbours."""
    catalog, name = atlas.catalog, ref.record_id
    node = catalog.nodes.get(name)
    own: Subject = (SubjectKind.NODE if node else SubjectKind.STRAIT, name)
    events = events_about(atlas, [own])
    closures = atlas.closures_by_subject.get(own, ())
    rows = [
        *closure_rows(atlas, closures, ref.page),
        *(event_row(atlas, event, ref.page) for event in events),
    ]
    legs, nodes, places = shown_subject(atlas, *own)
    lines = legs or tuple(leg.leg_id for leg in catalog.legs.values() if name in leg.passes)
    lonlat = node.lonlat if node else catalog.straits[name].lonlat
    linked = {
        "@type": "Place",
        "geo": {"@type": "GeoCoordinates", "latitude": lonlat[1], "longitude": lonlat[0]},
    }
    lead = "Strait"
    if node:
        lead = f"{safe(NODE_SYMBOL[node.kind].label)}, {safe(country_text(node.country))}"
        also = [one for one in (node.name_local, node.name_ru, *node.aliases) if one]
        linked |= {"alternateName": also} if also else {}
        linked["containedInPlace"] = {"@type": "Country", "name": country_text(node.country)}
    beyond = ends_beyond(atlas, name) if node else ()
    return Told(
        lead=lead,
        parts=(
            ("What is known", _sheet(atlas, ref, own)),
            ("History", history_html(rows)),
            ("Over time", _over_time(atlas, [own], ref.page)),
            ("Who says otherwise", otherwise_html(atlas, [own], ref.page)),
        ),
        near=(
            ("Next places", tuple(atlas.refs[Kind.PLACE, one] for one in beyond)),
            ("Lines here", tuple(atlas.refs[Kind.LEG, one] for one in lines)),
            ("Promises", promise_refs(atlas, events)),
            ("Figures", claim_refs(atlas, [own])),
        ),
        source_ids=(*((node.coordinate_source,) if node else ()), *_closing(closures)),
        days=days_of(atlas, (when for when, _ in rows)),
        leg_ids=legs,
        node_ids=nodes,
        places=places,
        heading=f"{ref.name}, ",
        linked=linked,
    )


def _over_time(atlas: Atlas, subjects: Iterable[Subject], start: str) -> str:
    """Return the charts of what was counted of some subjects; nothing where there is no series."""
    return courses_html((one for name in subjects for one in atlas.courses.get(name, ())), start)


def _sheet(atlas: Atlas, ref: Ref, subject: Subject) -> str:
    """Return the sheet that the map shows of a thing, its links leading to pages of the atlas."""
    selection = replace(atlas.selection, focus=Focus(*subject))
    sheet = factsheet_html(atlas.catalog, selection, atlas.told)

    def promise(found: re.Match[str]) -> str:
        made = atlas.catalog.events[unescape(found[2])]
        own = atlas.refs[Kind.PROMISE, made.promise_id]
        dates = atlas.link(own, ref.page, "All its dates")
        return f'<p class="record-promise">{found[1]}. {dates}</p>'

    return atlas.at_home(_PROMISE.sub(promise, without_name(sheet)), ref.page)


def _status_rows(atlas: Atlas, leg: Leg, start: str) -> Iterator[Dated]:
    statuses: tuple[LegStatus, ...] = atlas.catalog.statuses.get(leg.leg_id, ())
    for one in statuses:
        note = f": {safe(one.note)}" if one.note else ""
        source = atlas.source_links([one.source_id], start)
        yield one.since, f"{safe(STATUS_LABEL[one.status].lower())}{note} {source}"


def _prints_html(atlas: Atlas, leg: Leg, prints: list[PublishedLength], start: str) -> str:
    """Return the lengths in print of a line, or of the chains it is a part of, beside ours."""
    rows = ""
    for one in prints:
        chain = [atlas.catalog.legs[name] for name in one.leg_ids]
        ours = sum(part.length_km for part in chain)
        what = "this line" if len(chain) == 1 else f"a chain of {len(chain)} lines with it"
        said = f"{one.km:,g}" if one.km is not None else f"{one.low:,g}–{one.high:,g}"
        why = f" {safe(one.difference)}" if one.difference else ""
        source = atlas.source_links([one.source_id], start)
        rows += f"<li>{said} km in print for {what}; here {ours:,.0f} km.{why} {source}</li>"
    return f"<h3>Lengths in print</h3><ul>{rows}</ul>" if rows else ""


def _sources_of_legs(atlas: Atlas, leg_ids: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in leg_ids:
        found += atlas.catalog.legs[name].source_ids
        found += (one.source_id for one in atlas.catalog.statuses.get(name, ()))
    return tuple(dict.fromkeys(found))


def _closing(closures: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(getattr(one, "source_id", "") for one in closures)
