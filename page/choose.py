"""What the reader chose: the one Selection of a session, and the View that came with it.

What belongs here: where the Selection lives, how a link or an event of the browser becomes one,
and how a section of the page asks for a change. What does not: writing the link (the browser does,
told by `page/map.py`) and drawing controls, which live in the map's own part of the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from geo.catalog import Catalog
from geo.link import parameters_of, selection_of
from geo.model import Focus, Selection, Status, SubjectKind

_KEY = "chosen"


@dataclass(frozen=True, slots=True)
class View:
    """What decides only the look: owned by the browser, known here as it last said it."""

    zoom: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    basemap: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The state of a session.

    Attributes
    ----------
    notes
        What of the link was not understood, for the reader.
    seq
        Number of the browser's last event that is in `selection`.
    day_id
        The state of a date that the browser said it has.
    """

    selection: Selection
    view: View = View()
    notes: tuple[str, ...] = ()
    seq: int = 0
    day_id: str = ""


def chosen(catalog: Catalog) -> Chosen:
    """Return the session's state, at first read from the page's link."""
    if _KEY not in st.session_state:
        selection, notes = selection_of(st.query_params.to_dict(), catalog)
        st.session_state[_KEY] = Chosen(selection, notes=notes)
    current: Chosen = st.session_state[_KEY]
    return current


def change(catalog: Catalog, changed: Callable[[Selection], Selection]) -> None:
    """Change the Selection from a widget's callback; the map and the link follow."""
    current = chosen(catalog)
    st.session_state[_KEY] = replace(current, selection=changed(current.selection), notes=())


def take(catalog: Catalog, event: Mapping[str, Any]) -> None:
    """Take over what the browser says the reader did.

    The browser is not trusted: what is not understood is left as it was.
    """
    current = chosen(catalog)
    seq = event.get("seq")
    if not isinstance(seq, int) or seq <= current.seq:
        return
    link = event.get("link")
    if isinstance(link, str):
        selection, notes = selection_of(parameters_of(link), catalog)
    else:
        selection, notes = _selected(catalog, current.selection, event), ()
    day_id = event.get("has")
    st.session_state[_KEY] = Chosen(
        selection=selection,
        view=_view_of(event.get("view"), current.view),
        notes=notes,
        seq=seq,
        day_id=day_id if isinstance(day_id, str) else "",
    )


def _selected(catalog: Catalog, before: Selection, event: Mapping[str, Any]) -> Selection:
    """Return the Selection with the fields that the map's own controls set."""
    # The link's reader knows which ids, dates and subjects there are.
    day, focus = event.get("asof"), event.get("focus")
    parameters = {
        "asof": day if isinstance(day, str) else "",
        "focus": focus if isinstance(focus, str) else "",
    }
    understood, _ = selection_of(parameters, catalog)
    statuses = _known(event.get("statuses"), list(Status), before.statuses)
    return replace(
        before,
        corridors=_known(event.get("corridors"), catalog.corridors, before.corridors),
        hidden_branches=_known(event.get("hidden"), catalog.branches, before.hidden_branches),
        statuses=frozenset(Status(name) for name in statuses),
        as_of=understood.as_of,
        focus=understood.focus,
        # The map can only put the journey away; the panel of routes sets it.
        journey=None if event.get("journey") == "none" else before.journey,
    )


def _known(given: object, known: Collection[str], before: Collection[str]) -> frozenset[str]:
    if not isinstance(given, list):
        return frozenset(before)
    return frozenset(name for name in given if isinstance(name, str) and name in known)


def _view_of(given: object, before: View) -> View:
    if not isinstance(given, Mapping):
        return before
    numbers = [given.get(name) for name in ("z", "lat", "lon")]
    sound = all(isinstance(n, (int, float)) and math.isfinite(n) for n in numbers)
    zoom, latitude, longitude = numbers if sound else (None, None, None)
    basemap, language = (
        text if isinstance(text, str) else "" for text in (given.get("base"), given.get("lang"))
    )
    return View(zoom, latitude, longitude, basemap, language)


def with_focus(selection: Selection, kind: SubjectKind, subject_id: str) -> Selection:
    """Return a Selection whose panels are about one thing."""
    return replace(selection, focus=Focus(kind, subject_id))


def with_day(selection: Selection, day: date | None) -> Selection:
    """Return a Selection as of a day, or as of the day the data end."""
    return replace(selection, as_of=day)
