"""What the reader chose: the one Selection of a session, and the View that came with it.

What belongs here: where the Selection lives, how a link or an event of the browser becomes one,
and how a section of the page asks for a change. What does not: writing the link (the browser does,
told by `page/map.py`) and drawing controls, which live in the map's own part of the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from geo.formats.link import link_of, merged, parameters_of, selection_of
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.look.languages import look_in_link

_KEY = "chosen"


@dataclass(frozen=True, slots=True)
class View:
    """What decides only the look: owned by the browser, known here as it last said it."""

    zoom: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    basemap: str = ""
    language: str = ""
    relief: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """The state of a session.

    Attributes
    ----------
    notes
        What of the link was not understood, for the reader.
    seq
        Number of the browser's last event that is in `selection`.
    day_ids
        The states of dates that the browser said it has.
    opened
        The parameters of the selection that the session began with.
    """

    selection: Selection
    view: View = View()
    notes: tuple[str, ...] = ()
    seq: int = 0
    day_ids: frozenset[str] = frozenset()
    opened: Mapping[str, str] = field(default_factory=dict)


def chosen(catalog: Catalog) -> Chosen:
    """Return the session's state, at first read from the page's link."""
    if _KEY not in st.session_state:
        parameters = st.query_params.to_dict()
        selection, notes = selection_of(parameters, catalog)
        st.session_state[_KEY] = Chosen(
            selection, view_of(parameters), notes, opened=link_of(selection, catalog)
        )
    current: Chosen = st.session_state[_KEY]
    return current


def change(catalog: Catalog, changed: Callable[[Selection], Selection]) -> None:
    """Change the Selection from a widget's callback; the map and the link follow."""
    current = chosen(catalog)
    st.session_state[_KEY] = replace(current, selection=changed(current.selection), notes=())


def forget_day() -> None:
    """Forget which day the browser has: another map has none yet."""
    if _KEY in st.session_state:
        st.session_state[_KEY] = replace(st.session_state[_KEY], day_ids=frozenset())


def take(catalog: Catalog, event: Mapping[str, Any]) -> None:
    """Take over what the browser says the reader did.

    The browser is not trusted: what is not understood is left as it was.
    """
    current = chosen(catalog)
    seq = event.get("seq")
    if not isinstance(seq, int) or seq <= current.seq:
        return
    query, before = event.get("query"), event.get("before")
    if not isinstance(query, str):
        return
    parameters = parameters_of(query)
    # The map tells what it went by: a change made in the panels meanwhile stays.
    if isinstance(before, str) and not _is_from_before(current, before, catalog):
        parameters = merged(parameters, parameters_of(before), link_of(current.selection, catalog))
    selection, notes = selection_of(parameters, catalog)
    has = event.get("has")
    st.session_state[_KEY] = Chosen(
        selection=selection,
        view=view_of(parameters),
        # What the map tells of its own choice was understood before.
        notes=() if isinstance(before, str) else notes,
        seq=seq,
        day_ids=frozenset(has.split()) if isinstance(has, str) else frozenset(),
    )


def _is_from_before(current: Chosen, before: str, catalog: Catalog) -> bool:
    """Tell whether the map goes by what another session told it: then it alone knows all.

    The session of a server that ended is gone, and Streamlit opens the next one, here or on
    another process, by the link that the page was opened at first.
    """
    known = (current.opened, link_of(current.selection, catalog))
    return current.seq == 0 and parameters_of(before) not in known


def view_of(parameters: Mapping[str, str]) -> View:
    """Return the View that a link's parameters say; a place that is not whole is none."""
    try:
        zoom, latitude, longitude = (float(parameters[name]) for name in ("z", "lat", "lon"))
    except (KeyError, ValueError):
        zoom = latitude = longitude = math.nan
    whole = all(math.isfinite(number) for number in (zoom, latitude, longitude))
    language, light = look_in_link(parameters)
    return View(
        zoom=zoom if whole else None,
        latitude=latitude if whole else None,
        longitude=longitude if whole else None,
        basemap=parameters.get("base", ""),
        language=language,
        relief=not light,
    )
