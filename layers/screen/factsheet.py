"""What a leg, node, branch, corridor or strait is, as a sheet of facts in HTML.

What belongs here: which facts are named, in which order and words, each with its source. What does
not: finding them out (`geo/state/select.py`), figures and events (`layers/screen/cards.py`),
Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geo.calendars import date_text, day_text
from geo.ledger.around import ToldByDay, lines_near, told_at
from geo.ledger.citations import author_of
from geo.model.choice import Selection
from geo.model.dates import PartialDate
from geo.model.lines import Accuracy, Leg, LengthBasis, Mode, Node
from geo.model.origins import SHIPPED, added_text, is_unsourced
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, Subject, closures_by_subject
from geo.state.doubt import Doubt, DoubtKind, doubt_of_node
from geo.state.select import LegState, as_of_date, leg_state, seen_on, status_at
from layers.look.style import (
    AREA_FROM_KM,
    CONDITION_LOOK,
    MODE_LABEL,
    NODE_SYMBOL,
    STATUS_LABEL,
    gravest_condition,
)
from layers.look.text import safe
from layers.screen.cards import Shown
from layers.screen.known import known_html
from layers.screen.quoting import copy_html
from layers.screen.sources import note_html, source_link, sources_html
from layers.words.closures import shut_text
from layers.words.doubts import war_text
from layers.words.quoting import closure_sentence
from layers.words.wording import country_text

# A name and what is said, both HTML.
Fact = tuple[str, str]
# What a sheet says, and its sources, which stand last.
_Sheet = tuple[str, str]

_BASIS: Mapping[LengthBasis, str] = {
    LengthBasis.TRACK_WEIGHT: "measured along the mapped track",
    LengthBasis.PUBLISHED: "as published",
    LengthBasis.GEODESIC: "measured along the line drawn",
}
_ALIGNMENT: Mapping[Accuracy, str] = {
    Accuracy.MAPPED: "follows the mapped track",
    Accuracy.THREADED: "drawn through its towns",
    Accuracy.SCHEMATIC: "no survey or map of its course was read, so it claims no exact course",
}
_LANE = "a usual lane of ships"
# So many branches or places of a corridor are named; somebody's file may hold thousands.
_MOST_NAMED = 40


def factsheet_html(catalog: Catalog, selection: Selection, told: ToldByDay | None = None) -> str:
    """Return the sheet of what is in focus; nothing when nothing is, or nothing is to be told.

    `told` is what the catalog tells by the date, when the caller has it already.
    """
    focus = selection.focus
    if focus is None:
        return ""
    sheets: Mapping[SubjectKind, Callable[[Catalog, date, str], _Sheet]] = {
        SubjectKind.LEG: _leg_sheet,
        SubjectKind.NODE: _node_sheet,
        SubjectKind.BRANCH: _branch_sheet,
        SubjectKind.CORRIDOR: _corridor_sheet,
        SubjectKind.STRAIT: _strait_sheet,
    }
    on = as_of_date(catalog, selection)
    catalog = seen_on(catalog, on)
    sheet = sheets.get(focus.kind)
    if sheet is None:
        return ""
    known = ""
    if focus.kind in (SubjectKind.LEG, SubjectKind.NODE, SubjectKind.STRAIT):
        told = told or told_at(catalog, on)
        ledger = replace(told.ledger, sources=catalog.sources)
        known = known_html(Shown(catalog, selection, ledger), told, focus, on)
    said, sources = sheet(catalog, on, focus.subject_id)
    return f'<section class="fact-sheet">{said}{known}{sources}</section>'


def _leg_sheet(catalog: Catalog, on: date, leg_id: str) -> _Sheet:
    leg = catalog.legs[leg_id]
    state = leg_state(catalog, leg_id, on)
    closures = state.closures if state else ()
    status = _status(catalog, state) if state else f"nothing yet on {day_text(on)}"
    note = note_html(state.note, catalog.sources) if state else ""
    facts = [("Status", status), *_leg_facts(catalog, leg), ("On status", note)]
    used = [*leg.source_ids]
    used += [state.source_id, state.confirmed_by] if state else []
    used += [state.doubt.source_id] if state and state.doubt else []
    return _sheet(leg.name, facts, catalog, closures=closures, source_ids=used)


def _status(catalog: Catalog, state: LegState, said: Doubt | None = None) -> str:
    """Say what a leg was, who saw it so last, and why to doubt it unless that is `said` already."""
    since = ", since when is not known"
    if state.since.dated:
        since = f" since {_when(state.since)}"
    last = state.last_confirmed
    confirmed = "on record"
    if last is not None:
        source = catalog.sources.get(state.confirmed_by)
        publisher = author_of(source) if source else ""
        by = f" by {safe(publisher)}" if publisher else ""
        confirmed = f"last reported {_when(last)}{by}"
    doubt = state.doubt if state.doubt != said else None
    if doubt:
        confirmed += f", {_doubt(doubt)}"
    told_by = doubt.source_id if doubt else ""
    cited = _cited(catalog, dict.fromkeys((state.source_id, state.confirmed_by, told_by)))
    return f"<b>{safe(STATUS_LABEL[state.status])}</b>{since}; {confirmed} {cited}"


def _doubt(doubt: Doubt) -> str:
    """Say by name why a state is doubted."""
    if doubt.kind is DoubtKind.WAR:
        return f"<b>{safe(war_text(doubt))}</b>"
    return "<b>nothing read of it since</b>, longer than such a state usually lasts"


def _leg_facts(catalog: Catalog, leg: Leg) -> list[Fact]:
    ends = (catalog.nodes[end].name for end in leg.end_ids)
    users = (
        f"{catalog.corridors[branch.corridor_id].short_name}: {branch.name}"
        for branch in catalog.branches.values()
        if leg.leg_id in branch.leg_ids
    )
    drawn = _LANE if leg.mode is Mode.SEA else _ALIGNMENT[leg.accuracy]
    if leg.origin != SHIPPED and leg.accuracy is Accuracy.MAPPED:
        drawn = "as drawn by who added it"
    off = f"; it may be off by up to {leg.off_by_km:g} km" if leg.off_by_km else ""
    gauge = f"{leg.gauge_mm} mm" if leg.gauge_mm else "not settled"
    return [
        ("Mode", safe(MODE_LABEL[leg.mode])),
        ("Gauge", gauge if leg.mode is Mode.RAIL else ""),
        ("Between", safe(" and ".join(ends))),
        ("Length", f"{leg.length_km:,.0f} km, {_BASIS[leg.length_basis]}"),
        ("Alignment", safe(f"{leg.accuracy}: {drawn}{off}")),
        ("Part of", safe("; ".join(users))),
        ("Passes", safe(", ".join(catalog.straits[name].name for name in leg.passes))),
        ("Note", note_html(leg.note, catalog.sources)),
        ("Origin", _origin(leg.origin, unsourced=leg.unsourced)),
    ]


def _origin(origin: str, *, unsourced: bool) -> str:
    """Return who added a thing; nothing of what comes with the project."""
    said = added_text(origin)
    return safe(f"unsourced, {said}" if said and unsourced else said)


def _node_sheet(catalog: Catalog, on: date, node_id: str) -> _Sheet:
    node = catalog.nodes[node_id]
    closures = _closures_at(catalog, on, (SubjectKind.NODE, node_id))
    others = dict.fromkeys(
        name for name in (node.name_local, node.name_ru, *node.aliases) if name != node.name
    )
    written = ", ".join(filter(None, others))
    read_at = _cited(catalog, dict.fromkeys((node.name_local_source, node.name_ru_source)))
    doubt = doubt_of_node(catalog, node, on)
    told_by = [doubt.source_id] if doubt else []
    gauges = _gauges_at(catalog, on, node_id)
    facts = [
        ("Kind", safe(NODE_SYMBOL[node.kind].label)),
        ("Country", safe(country_text(node.country))),
        ("Also", f"{safe(written)} {read_at}".rstrip() if written else ""),
        ("Site", _site(catalog, node)),
        ("In doubt", f"{_doubt(doubt)} {_cited(catalog, told_by)}" if doubt else ""),
        ("Origin", _origin(node.origin, unsourced=is_unsourced(node.coordinate_source))),
        (
            "Break of gauge" if len(gauges) > 1 else "Gauge",
            " / ".join(f"{gauge} mm" for gauge in gauges),
        ),
    ]
    used = [*node.source_ids, *told_by]
    lines = _lines_html(catalog, on, lines_near(catalog, node_id, on), told=closures, doubt=doubt)
    return _sheet(node.name, facts, catalog, closures=closures, source_ids=used, more=lines)


def _lines_html(
    catalog: Catalog,
    on: date,
    legs: Iterable[Leg],
    *,
    told: Sequence[ClosureState],
    doubt: Doubt | None = None,
) -> str:
    """Return the lines of a place: what each was, who saw it so last, what shuts it.

    Closures and a doubt that the sheet has told of the place are not told again of its lines.
    """
    rows = ""
    for leg in legs:
        state = leg_state(catalog, leg.leg_id, on)
        if state is None:
            continue
        shut = "".join(
            f"; {safe(closure.closure.headline)}: {safe(shut_text(closure))} "
            f"{_cited(catalog, [closure.source_id])} {_copy(catalog, closure)}"
            for closure in state.closures
            if closure not in told
        )
        said = note_html(state.note, catalog.sources)
        note = f'<span class="ledger-note">{said}</span>' if said else ""
        rows += (
            f"<li><b>{safe(leg.name)}</b>, {safe(MODE_LABEL[leg.mode].lower())}: "
            f"{_status(catalog, state, doubt)}{shut}{note}</li>"
        )
    listed = f"<details open><summary>Lines here</summary><ul>{rows}</ul></details>"
    return listed if rows else ""


def _gauges_at(catalog: Catalog, on: date, node_id: str) -> list[int]:
    """Return the gauges of the rail legs that meet at a node and exist at the date."""
    return sorted(
        {
            leg.gauge_mm
            for leg in catalog.legs.values()
            if leg.gauge_mm
            and node_id in leg.end_ids
            and status_at(catalog.statuses[leg.leg_id], on)
        }
    )


def _site(catalog: Catalog, node: Node) -> str:
    cited = _cited(catalog, [node.coordinate_source])
    if node.accuracy_km >= AREA_FROM_KM:
        return f"known only to about {node.accuracy_km:g} km, so drawn as an area {cited}"
    lon, lat = node.lonlat
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return (
        f"{abs(lat):.3f}° {north}, {abs(lon):.3f}° {east}, to about {node.accuracy_km:g} km {cited}"
    )


def _branch_sheet(catalog: Catalog, on: date, branch_id: str) -> _Sheet:
    branch = catalog.branches[branch_id]
    rows = []
    for leg_id in branch.leg_ids:
        found = status_at(catalog.statuses[leg_id], on)
        told = STATUS_LABEL[found.status].lower() if found else "nothing yet"
        rows.append(f"<li>{safe(catalog.legs[leg_id].name)}: {safe(told)}</li>")
    facts = [
        ("Corridor", safe(catalog.corridors[branch.corridor_id].name)),
        ("About", safe(branch.summary)),
        (f"{len(rows)} legs", f"<ul>{''.join(rows)}</ul>"),
    ]
    return _sheet(branch.name, facts, catalog)


def _corridor_sheet(catalog: Catalog, on: date, corridor_id: str) -> _Sheet:
    corridor = catalog.corridors[corridor_id]
    branches = [catalog.branches[branch_id].name for branch_id in corridor.branch_ids]
    # One of places alone, as somebody may add it, has no branches.
    places = [catalog.nodes[node_id].name for node_id in corridor.node_ids]
    head, names = ("Branches", branches) if branches else ("Places", places)
    items = "".join(f"<li>{safe(name)}</li>" for name in names[:_MOST_NAMED])
    more = f"and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    facts = [("About", safe(corridor.summary)), (head, f"<ul>{items}</ul>{more}")]
    return _sheet(corridor.name, facts, catalog)


def _strait_sheet(catalog: Catalog, on: date, strait_id: str) -> _Sheet:
    closures = _closures_at(catalog, on, (SubjectKind.STRAIT, strait_id))
    legs = [leg for leg in catalog.legs.values() if strait_id in leg.passes]
    lines = _lines_html(catalog, on, legs, told=closures)
    name = catalog.straits[strait_id].name
    return _sheet(name, [("Kind", "Strait")], catalog, closures=closures, more=lines)


def _sheet(
    name: str,
    facts: Iterable[Fact],
    catalog: Catalog,
    *,
    closures: Sequence[ClosureState] = (),
    source_ids: Iterable[str] = (),
    more: str = "",
) -> _Sheet:
    """Return a sheet of facts, and its sources."""
    used = dict.fromkeys((*source_ids, *(state.source_id for state in closures)))
    known = [catalog.sources[name] for name in used if name in catalog.sources]
    sources = (
        f"<details open><summary>Sources</summary>{sources_html(known)}</details>" if known else ""
    )
    said = f"<h3>{safe(name)}</h3>{facts_html(facts)}{_closures_html(catalog, closures)}{more}"
    return said, sources


def facts_html(facts: Iterable[Fact]) -> str:
    """Return facts as a list, without those of which nothing is said."""
    rows = "".join(f"<dt>{safe(title)}</dt><dd>{said}</dd>" for title, said in facts if said)
    return f"<dl>{rows}</dl>"


def _closures_html(catalog: Catalog, closures: Sequence[ClosureState]) -> str:
    if not closures:
        return ""
    label = CONDITION_LOOK[gravest_condition(closures)].label
    lines = "".join(
        f"<p>{safe(state.closure.headline)}: {safe(shut_text(state))} "
        f"{_cited(catalog, [state.source_id])} {_copy(catalog, state)}</p>"
        for state in closures
    )
    return f'<div class="shut"><b>{safe(label)}</b>{lines}</div>'


def _copy(catalog: Catalog, state: ClosureState) -> str:
    return copy_html(closure_sentence(state)) if state.source_id in catalog.sources else ""


def _closures_at(catalog: Catalog, on: date, subject: Subject) -> tuple[ClosureState, ...]:
    return closures_by_subject(catalog, on, among={subject}).get(subject, ())


def _cited(catalog: Catalog, source_ids: Iterable[str]) -> str:
    return " ".join(
        source_link(catalog.sources[source_id])
        for source_id in source_ids
        if source_id in catalog.sources
    )


def _when(when: PartialDate) -> str:
    return safe(date_text(when))
