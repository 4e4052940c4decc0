"""What the pages of corridors, branches, lines and places tell.

What belongs here: which parts these pages have. What does not: the facts themselves, which are the
sheets that the map shows of the same things (`layers/screen/factsheet.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape

from geo.ledger.around import subjects_around
from geo.ledger.keydates import key_dates
from geo.ledger.keyfigures import heads_of
from geo.model.choice import Focus
from geo.model.lines import Corridor, Leg
from geo.model.said import SubjectKind
from geo.model.states import StateKind
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
    told = _told(atlas, ref, own, subjects_around(catalog, Focus(*own), catalog.data_end))
    known, *others = told.parts
    timeline = dates_html(atlas.dates[name], ref.page) if name in atlas.dates else ""
    return replace(
        told,
        lead=f"Corridor of {_parts_text(corridor)}",
        parts=(
            ("Key figures and dates", _key_figures(atlas, ref)),
            known,
            (DATES, timeline),
            *others,
        ),
        near=(
            ("Branches", _refs(atlas, Kind.BRANCH, corridor.branch_ids)),
            ("Hubs", _refs(atlas, Kind.PLACE, corridor.node_ids)),
            *told.near,
        ),
        about=own,
        linked={"@type": "Place", "description": corridor.summary},
    )


def _parts_text(corridor: Corridor) -> str:
    """Return how many branches a corridor has; one of places alone, how many places."""
    branches, places = len(corridor.branch_ids), len(corridor.node_ids)
    if branches:
        return f"{branches} branch{'' if branches == 1 else 'es'}"
    return f"{places} place{'' if places == 1 else 's'}"


def _key_figures(atlas: Atlas, ref: Ref) -> str:
    """Return the first figures and dates of a corridor, as the page shows them."""
    catalog, name, shown = atlas.catalog, ref.record_id, atlas.shown
    selection = replace(atlas.selection, corridors=frozenset({name}))
    head = heads_of(catalog, selection, shown.ledger).get(name)
    if head is None:
        return ""
    dates = key_dates(catalog, selection, shown.ledger).get(name, ())
    figures = key_figures_html(
        shown,
        head,
        heading=catalog.corridors[name].short_name,
        colour=corridor_colours(catalog.corridors)[name],
        dates=key_dates_html(shown, dates) if dates else "",
    )
    return atlas.at_home(figures.replace("h4>", "h3>"), ref.page)


def branch_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a branch: sheet, history, disputes, its lines in order."""
    catalog, name = atlas.catalog, ref.record_id
    branch = catalog.branches[name]
    own: Subject = (SubjectKind.BRANCH, name)
    around = (own, *((SubjectKind.LEG, leg_id) for leg_id in branch.leg_ids))
    told = _told(atlas, ref, own, around, figures=claim_refs(atlas, around)[:_MOST_NEAR])
    beside = (one for one in catalog.corridors[branch.corridor_id].branch_ids if one != name)
    return replace(
        told,
        lead=f"Branch of {atlas.link(atlas.refs[Kind.CORRIDOR, branch.corridor_id], ref.page)}",
        near=(
            ("Its lines, in order", _refs(atlas, Kind.LEG, branch.leg_ids)),
            *told.near,
            ("Other branches", _refs(atlas, Kind.BRANCH, beside)),
        ),
        source_ids=_sources_of_legs(atlas, branch.leg_ids),
        about=own,
        linked={"@type": "Place", "description": branch.summary},
    )


def leg_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a line: sheet, its statuses and who saw them, lengths in print."""
    catalog, name = atlas.catalog, ref.record_id
    leg, ends = catalog.legs[name], (catalog.legs[name].from_id, catalog.legs[name].to_id)
    own: Subject = (SubjectKind.LEG, name)
    rows = [*_status_rows(atlas, leg, ref.page)]
    rows += confirmation_rows(atlas, StateKind.LEG, name, ref.page)
    told = _told(atlas, ref, own, [own], rows=rows)
    *parts, (otherwise, differing) = told.parts
    branches = (one.branch_id for one in catalog.branches.values() if name in one.leg_ids)
    meeting = (one.leg_id for end in ends for one in legs_at(atlas, end) if one.leg_id != name)
    gauge = f", {leg.gauge_mm} mm" if leg.gauge_mm else ""
    return replace(
        told,
        lead=f"{safe(MODE_LABEL[leg.mode])}{gauge}, {leg.length_km:,.0f} km",
        parts=(*parts, (otherwise, _prints_html(atlas, leg, ref.page) + differing)),
        near=(
            ("From and to", _refs(atlas, Kind.PLACE, ends)),
            ("Part of", _refs(atlas, Kind.BRANCH, branches)),
            ("Lines that meet it", _refs(atlas, Kind.LEG, dict.fromkeys(meeting))),
            *told.near,
        ),
        source_ids=(),
        linked={"@type": "Place", "description": leg.note or leg.name},
    )


def place_told(atlas: Atlas, ref: Ref) -> Told:
    """Return what is told of a place or strait: sheet, what happened there, lines, neighbours."""
    catalog, name = atlas.catalog, ref.record_id
    node = catalog.nodes.get(name)
    own: Subject = (SubjectKind.NODE if node else SubjectKind.STRAIT, name)
    told = _told(atlas, ref, own, [own])
    passing = (leg.leg_id for leg in catalog.legs.values() if name in leg.passes)
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
    return replace(
        told,
        lead=lead,
        near=(
            ("Next places", _refs(atlas, Kind.PLACE, ends_beyond(atlas, name))),
            ("Lines here", _refs(atlas, Kind.LEG, told.shown.leg_ids or passing)),
            *told.near,
        ),
        source_ids=(),
        linked=linked,
    )


def _told(
    atlas: Atlas,
    ref: Ref,
    own: Subject,
    around: Sequence[Subject],
    *,
    rows: Iterable[Dated] = (),
    figures: tuple[Ref, ...] | None = None,
) -> Told:
    """Return what the pages of all four have: sheet, history, charts, disputes, small map.

    Parameters
    ----------
    own, around
        The subject itself, and what belongs to it.
    rows
        Of its history, besides closures and events.
    figures
        Those named below the page; without them all that are about the subject itself.
    """
    events = events_about(atlas, around)
    history = [*rows, *closure_rows(atlas, atlas.closures_by_subject.get(own, ()), ref.page)]
    history += (event_row(atlas, event, ref.page) for event in events)
    figures = claim_refs(atlas, [own]) if figures is None else figures
    return Told(
        lead="",
        parts=(
            ("What is known", _sheet(atlas, ref, own)),
            ("History", history_html(history)),
            ("Over time", _over_time(atlas, around, ref.page)),
            ("Who says otherwise", otherwise_html(atlas, around, ref.page)),
        ),
        near=(("Promises", promise_refs(atlas, events)), ("Figures", figures)),
        source_ids=tuple(event.source_id for event in events),
        days=days_of(atlas, (when for when, _ in history)),
        shown=shown_subject(atlas, *own),
        heading=f"{ref.name}, ",
    )


def _refs(atlas: Atlas, kind: Kind, names: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(atlas.refs[kind, name] for name in names)


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
    for one in atlas.catalog.statuses.get(leg.leg_id, ()):
        note = f": {safe(one.note)}" if one.note else ""
        source = atlas.source_links([one.source_id], start)
        yield one.since, f"{safe(STATUS_LABEL[one.status].lower())}{note} {source}"


def _prints_html(atlas: Atlas, leg: Leg, start: str) -> str:
    """Return the lengths in print of a line, or of the chains it is a part of, beside ours."""
    rows = ""
    for one in atlas.catalog.published_lengths.values():
        if leg.leg_id not in one.leg_ids:
            continue
        ours = sum(atlas.catalog.legs[name].length_km for name in one.leg_ids)
        count = len(one.leg_ids)
        what = "this line" if count == 1 else f"a chain of {count} lines with it"
        said = f"{one.km:,g}" if one.km is not None else f"{one.low:,g}–{one.high:,g}"
        why = f" {safe(one.difference)}" if one.difference else ""
        source = atlas.source_links([one.source_id], start)
        rows += f"<li>{said} km in print for {what}; here {ours:,.0f} km.{why} {source}</li>"
    return f"<h3>Lengths in print</h3><ul>{rows}</ul>" if rows else ""


def _sources_of_legs(atlas: Atlas, leg_ids: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in leg_ids:
        found += atlas.catalog.legs[name].source_ids
        found += (one.source_id for one in atlas.catalog.statuses.get(name, ()))
    return tuple(dict.fromkeys(found))
