"""The overlays of one reader's session, and the catalog with them.

What belongs here: what the session keeps of a reader's own data, in memory and nowhere else. What
does not: asking for it (`page/own.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import streamlit as st

from geo.model.choice import Focus, Selection
from geo.model.lines import LonLat
from geo.records.catalog import Catalog
from layers.screen.files import MapFiles, map_files, map_texts
from layers.screen.places import box_of
from page.choose import change, forget_day
from page.load import base_tables, shared_overlays
from page.memory import uncollected
from page.published import publish

if TYPE_CHECKING:
    from geo.errors import Fault
    from geo.own.overlay import Overlay

_OWN, _MADE, _LOOK_AT = "own", "own_made", "own_look_at"
Box = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Own:
    """What a session has beside the shipped data: the overlays, the catalog with them, its map."""

    overlays: tuple[Overlay, ...]
    catalog: Catalog
    files: MapFiles
    faults: tuple[Fault, ...]
    base_hash: str


def own_overlays() -> tuple[Overlay, ...]:
    """Return the session's overlays."""
    kept: tuple[Overlay, ...] = st.session_state.get(_OWN, ())
    return kept


def own_faults() -> tuple[Fault, ...]:
    """Return what of the session's overlays does not hold."""
    made: Own | None = st.session_state.get(_MADE)
    return made.faults if made is not None and made.overlays == own_overlays() else ()


def with_own(base: Catalog, files: MapFiles) -> tuple[Catalog, MapFiles]:
    """Return the catalog and the map's files, with the session's overlays if it has any."""
    overlays = own_overlays()
    if not overlays:
        return base, files
    made: Own | None = st.session_state.get(_MADE)
    if made is None or made.overlays != overlays or made.base_hash != base.data_hash:
        made = _made(base, overlays)
        st.session_state[_MADE] = made
    return made.catalog, made.files


@uncollected()
def _made(base: Catalog, overlays: tuple[Overlay, ...]) -> Own:
    from geo.own.together import read_together

    places = {node.node_id: node.lonlat for node in base.nodes.values()}
    found = read_together((*shared_overlays(), *overlays), places, data=base_tables(base))
    files = map_files(map_texts(found.catalog))
    files = replace(files, files=publish(files.files))
    return Own(overlays, found.catalog, files, found.faults, base.data_hash)


@uncollected()
def put_beside(base: Catalog, overlays: tuple[Overlay, ...]) -> None:
    """Keep these overlays in the session, switch on what is new and have the map fly there.

    A single new line is picked too.

    Raises
    ------
    OverlayError
        If they cannot be shown; those before stay.
    """
    before = st.session_state.get(_MADE)
    known = before.catalog if before is not None and own_overlays() else base
    made = _made(base, overlays) if overlays else None
    st.session_state[_OWN], st.session_state[_MADE] = overlays, made
    st.session_state[_LOOK_AT] = _new_places(known, made.catalog) if made is not None else []
    after = made.catalog if made is not None else base
    change(after, _seeing(known, after))
    forget_day()


def look_at() -> Box:
    """Return the corners round what was just added, once; nothing if it is nowhere new."""
    box: Box = st.session_state.pop(_LOOK_AT, [])
    return box


def _new_places(before: Catalog, after: Catalog) -> Box:
    """Return the corners round the lines and places that are new, else of what is newly told of."""
    names = [name for name in after.legs if name not in before.legs]
    names += [name for name in after.nodes if name not in before.nodes]
    told = names or _told_of(before, after)
    return box_of(chain.from_iterable(_at(after, name) for name in told))


def _told_of(before: Catalog, after: Catalog) -> set[str]:
    """Return the ids of what new figures, events, closures and statuses are about."""
    closures = [one for name, one in after.closures.items() if name not in before.closures]
    return {
        *(one.subject_id for name, one in after.claims.items() if name not in before.claims),
        *(one.subject_id for name, one in after.events.items() if name not in before.events),
        *(subject for one in closures for subject in one.subject_ids),
        *(name for name, told in after.statuses.items() if told != before.statuses.get(name)),
    }


def _at(catalog: Catalog, name: str) -> Iterable[LonLat]:
    """Return where a place or strait lies, or a line, branch or corridor runs; else nothing."""
    if name in catalog.nodes:
        return [catalog.nodes[name].lonlat]
    if name in catalog.straits:
        return [catalog.straits[name].lonlat]
    if name in catalog.legs:
        return catalog.legs[name].alignment
    branches = catalog.corridors[name].branch_ids if name in catalog.corridors else [name]
    ways = [catalog.branches[one] for one in branches if one in catalog.branches]
    return [point for way in ways for leg in way.leg_ids for point in catalog.legs[leg].alignment]


def _seeing(before: Catalog, after: Catalog) -> Callable[[Selection], Selection]:
    """Return a change of selection: what is new is on, what is gone is off."""
    from geo.model.said import SubjectKind

    new = [name for name in after.corridors if name not in before.corridors]
    lines = [name for name in after.legs if name not in before.legs]

    def changed(selection: Selection) -> Selection:
        corridors = (selection.corridors | set(new)) & set(after.corridors)
        hidden = selection.hidden_branches & set(after.branches)
        gone = selection.focus is not None and not _is_there(after, selection.focus)
        focus = None if gone else selection.focus
        if len(lines) == 1:
            focus = Focus(SubjectKind.LEG, lines[0])
        pinned = tuple(one for one in selection.pinned if one in {*after.claims, *after.events})
        return replace(
            selection, corridors=corridors, hidden_branches=hidden, focus=focus, pinned=pinned
        )

    return changed


def _is_there(catalog: Catalog, focus: Focus) -> bool:
    places = {*catalog.legs, *catalog.nodes, *catalog.branches, *catalog.corridors}
    return focus.subject_id in places or focus.subject_id in catalog.straits
