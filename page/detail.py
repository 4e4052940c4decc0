"""The panel about the one thing in focus: a corridor, branch, leg, node or strait.

What belongs here: showing what `geo` says of it, each statement with its source. What does not:
finding it out (`geo/select.py`, `geo/measure.py`) and the words' looks (`layers/style.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from geo.catalog import Catalog
from geo.model import (
    Accuracy,
    Leg,
    LengthBasis,
    Node,
    Precision,
    Selection,
    Source,
    SubjectKind,
)
from geo.select import (
    ClosureState,
    Condition,
    as_of_date,
    closures_by_subject,
    condition_of,
    leg_state,
)
from layers.style import (
    ACCURACY_LABEL,
    AREA_FROM_KM,
    CONDITION_LOOK,
    MODE_LABEL,
    NODE_SYMBOL,
    STATUS_LABEL,
)
from layers.text import safe
from page.choose import change

_BASIS = {
    LengthBasis.TRACK_WEIGHT: "measured along the mapped track",
    LengthBasis.PUBLISHED: "as published",
    LengthBasis.GEODESIC: "measured along the line drawn",
}


def show_detail(catalog: Catalog, selection: Selection) -> None:
    """Show what is in focus; nothing when nothing is."""
    focus = selection.focus
    if focus is None:
        return
    shows = {
        SubjectKind.LEG: _show_leg,
        SubjectKind.NODE: _show_node,
        SubjectKind.BRANCH: _show_branch,
        SubjectKind.CORRIDOR: _show_corridor,
        SubjectKind.STRAIT: _show_strait,
    }
    show = shows.get(focus.kind)
    if show is None:
        return
    with st.container(key="detail", border=True):
        show(catalog, selection, focus.subject_id)
        st.button("Close", key="detail_close", on_click=_forget, args=(catalog,), type="tertiary")


def _forget(catalog: Catalog) -> None:
    change(catalog, lambda selection: replace(selection, focus=None))


def _show_leg(catalog: Catalog, selection: Selection, leg_id: str) -> None:
    leg = catalog.legs[leg_id]
    on = as_of_date(catalog, selection)
    state = leg_state(catalog, leg_id, on)
    st.subheader(safe(leg.name))
    if state is None:
        st.markdown(f"On {on} this leg was not yet thought of, as far as the sources found say.")
        _facts(_leg_facts(catalog, leg))
        return
    since = (
        f" since {state.since}" if str(state.since) != "undated" else ", since when is not known"
    )
    checked = (
        f"last confirmed {state.last_confirmed}"
        if state.last_confirmed
        else "never confirmed by a page read"
    )
    doubt = "" if state.confirmed else " — **not confirmed since**"
    status = f"**{STATUS_LABEL[state.status]}**{since} ({checked}{doubt})"
    _facts(
        [("Status", f"{status} {_cited(catalog, [state.source_id])}"), *_leg_facts(catalog, leg)]
    )
    if state.note:
        st.caption(safe(state.note))
    _show_closures(catalog, state.closures, state.condition)
    _show_sources(catalog, [*leg.source_ids, state.source_id, *_closure_sources(state.closures)])


def _leg_facts(catalog: Catalog, leg: Leg) -> list[tuple[str, str]]:
    ends = " – ".join(safe(catalog.nodes[end].name) for end in (leg.from_id, leg.to_id))
    users = [
        f"{safe(catalog.corridors[branch.corridor_id].short_name)}: {safe(branch.name)}"
        for branch in catalog.branches.values()
        if leg.leg_id in branch.leg_ids
    ]
    facts = [("Mode", MODE_LABEL[leg.mode])]
    if leg.gauge_mm:
        facts.append(("Gauge", f"{leg.gauge_mm} mm"))
    facts += [
        ("Between", ends),
        ("Length", f"{leg.length_km:,.0f} km, {_BASIS[leg.length_basis]}"),
        ("Alignment", _alignment(leg.accuracy)),
        ("Part of", "; ".join(users)),
    ]
    if leg.passes:
        facts.append(("Passes", ", ".join(safe(catalog.straits[s].name) for s in leg.passes)))
    if leg.note:
        facts.append(("Note", safe(leg.note)))
    return facts


def _alignment(accuracy: Accuracy) -> str:
    return f"{accuracy.value}: {ACCURACY_LABEL[accuracy].lower()}"


def _show_node(catalog: Catalog, selection: Selection, node_id: str) -> None:
    node = catalog.nodes[node_id]
    on = as_of_date(catalog, selection)
    closures = closures_by_subject(catalog, on).get((SubjectKind.NODE, node_id), ())
    st.subheader(safe(node.name))
    other = [safe(name) for name in (node.name_local, node.name_ru, *node.aliases) if name]
    gauges = sorted(
        {leg.gauge_mm for leg in _legs_at(catalog, selection, node_id) if leg.gauge_mm is not None}
    )
    facts = [("Kind", NODE_SYMBOL[node.kind].label), ("Country", safe(node.country))]
    if other:
        facts.append(("Also written", ", ".join(dict.fromkeys(other))))
    facts.append(("Site", _site(node)))
    if gauges:
        label = "Break of gauge" if len(gauges) > 1 else "Gauge"
        facts.append((label, " / ".join(f"{gauge} mm" for gauge in gauges)))
    _facts(facts)
    _show_closures(catalog, closures, condition_of(closures))
    _show_sources(catalog, [node.coordinate_source, *_closure_sources(closures)])


def _legs_at(catalog: Catalog, selection: Selection, node_id: str) -> list[Leg]:
    """Return the rail legs that meet at a node and exist at the selection's date."""
    on = as_of_date(catalog, selection)
    return [
        leg
        for leg in catalog.legs.values()
        if node_id in (leg.from_id, leg.to_id) and leg_state(catalog, leg.leg_id, on) is not None
    ]


def _site(node: Node) -> str:
    if node.accuracy_km >= AREA_FROM_KM:
        return f"not published; drawn as an area of {node.accuracy_km:g} km around"
    lon, lat = node.lonlat
    return f"{lat:.3f}° N, {lon:.3f}° E, within {node.accuracy_km:g} km"


def _show_branch(catalog: Catalog, selection: Selection, branch_id: str) -> None:
    branch = catalog.branches[branch_id]
    st.subheader(safe(branch.name))
    st.caption(safe(catalog.corridors[branch.corridor_id].name))
    st.markdown(safe(branch.summary))
    on = as_of_date(catalog, selection)
    for leg_id in branch.leg_ids:
        state = leg_state(catalog, leg_id, on)
        name = safe(catalog.legs[leg_id].name)
        st.markdown(f"- {name}: {STATUS_LABEL[state.status].lower() if state else 'nothing yet'}")


def _show_corridor(catalog: Catalog, selection: Selection, corridor_id: str) -> None:
    corridor = catalog.corridors[corridor_id]
    st.subheader(safe(corridor.name))
    st.markdown(safe(corridor.summary))


def _show_strait(catalog: Catalog, selection: Selection, strait_id: str) -> None:
    on = as_of_date(catalog, selection)
    closures = closures_by_subject(catalog, on).get((SubjectKind.STRAIT, strait_id), ())
    st.subheader(safe(catalog.straits[strait_id].name))
    _show_closures(catalog, closures, condition_of(closures))
    _show_sources(catalog, _closure_sources(closures))


def _facts(facts: Iterable[tuple[str, str]]) -> None:
    st.markdown("  \n".join(f"**{name}** {value}" for name, value in facts))


def _show_closures(
    catalog: Catalog, closures: Sequence[ClosureState], condition: Condition
) -> None:
    if not closures:
        return
    lines = [f"**{CONDITION_LOOK[condition].label}**"]
    for state in closures:
        closure = state.closure
        until = f" to {closure.end}" if closure.end else ", no end found"
        seen = "" if state.confirmed else ", **not confirmed since**"
        lines.append(
            f"{safe(closure.headline)}: from {closure.start}{until}; last confirmed "
            f"{closure.last_confirmed}{seen} {_cited(catalog, [closure.source_id])}"
        )
    st.warning("  \n".join(lines))


def _closure_sources(closures: Iterable[ClosureState]) -> list[str]:
    return [state.closure.source_id for state in closures]


def _cited(catalog: Catalog, source_ids: Iterable[str]) -> str:
    return " ".join(f"\\[{safe(name)}\\]" for name in source_ids if name in catalog.sources)


def _show_sources(catalog: Catalog, source_ids: Iterable[str]) -> None:
    lines = [
        f"- {safe(source_id)} {_source_words(catalog.sources[source_id])}"
        for source_id in dict.fromkeys(source_ids)
        if source_id in catalog.sources
    ]
    if lines:
        st.caption("Sources\n" + "\n".join(lines))


def _source_words(source: Source) -> str:
    published = str(source.published)
    when = "" if source.published.precision is Precision.UNDATED else f", {published}"
    inferred = " (date inferred)" if source.published_inferred else ""
    return f"{safe(source.publisher)}: {safe(source.title)}{when}{inferred}"
