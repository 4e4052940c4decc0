"""What is asked of a pack: of what it is, its link, its head, and when there is nothing to give.

What belongs here: the request, and words about the selection that every format shares. What does
not: making any format (`layers/pack/briefing.py`, `layers/pack/drawn.py`). Nothing that draws or
writes is loaded here: the page's server only asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.calendars import day_text
from geo.errors import ExportError
from geo.formats.link import query_text
from geo.model.choice import Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, leg_states, node_states_of
from layers.pack.files import Format
from layers.pack.house import STALE_YEARS
from layers.scene.request import FigureRequest, worded
from layers.words.summary import edits_text
from layers.words.wording import subject_text

# What is being made, how many steps are done, and of how many.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What is asked of a pack.

    Attributes
    ----------
    figure
        Selection, title, size and dates: the same for every format.
    formats
        What to make, in the order of a pack.
    stale_years
        From what age on the gate wants a figure on the page to carry its date.
    strict
        Refuse to hand over anything if any page does not pass the gate.
    """

    figure: FigureRequest
    formats: tuple[Format, ...]
    stale_years: int = STALE_YEARS
    strict: bool = False


def whole_link(
    catalog: Catalog,
    selection: Selection,
    base_address: str | None = None,
    *,
    language: str = "",
    light: bool = False,
) -> str:
    """Return the address at which the page shows a selection, its names in the same language.

    Without the address of the page it is the query alone; with an empty one it is nothing. The page
    has no light ink, but goes without relief.
    """
    if base_address == "":
        return ""
    said = [query_text(selection, catalog).removeprefix("?")]
    said += [f"lang={language}"] if language else []
    said += ["relief=off"] if light else []
    query = "&".join(part for part in said if part)
    return f"{(base_address or '').partition('?')[0]}?{query}"


def refuse_nothing(catalog: Catalog, request: FigureRequest) -> None:
    """Raise, in one sentence, if there is nothing to hand over.

    Raises
    ------
    ExportError
        If nothing is switched on, nothing of it existed at the date, or the focus is not shown.
    """
    selection, focus = request.selection, request.selection.focus
    on = day_text(as_of_date(catalog, selection))
    legs = leg_states(catalog, selection)
    nodes = node_states_of(catalog, selection, legs)
    if not selection.corridors:
        raise ExportError("Nothing is chosen: name at least one corridor.")
    if not nodes:
        raise ExportError(
            "There is nothing to hand over: of the corridors, branches and statuses chosen, "
            f"nothing existed on {on}."
        )
    if focus is None:
        return
    shown = {
        SubjectKind.LEG: {state.leg.leg_id for state in legs},
        SubjectKind.NODE: {state.node.node_id for state in nodes},
        SubjectKind.BRANCH: {name for state in legs for name in state.branch_ids},
        SubjectKind.CORRIDOR: {name for state in nodes for name in state.corridor_ids},
    }
    if focus.subject_id not in shown.get(focus.kind, {focus.subject_id}):
        name = subject_text(catalog, focus.kind, focus.subject_id)
        raise ExportError(f"There is nothing at {name}: what is chosen does not show it on {on}.")


def manifest_head(catalog: Catalog, request: FigureRequest) -> Mapping[str, str]:
    """Return what a pack is of: for the head of its manifest."""
    selection, request = request.selection, worded(catalog, request)
    return {
        "title": request.title,
        "subtitle": request.subtitle,
        "data as of": as_of_date(catalog, selection).isoformat(),
        "made on": request.made_on.isoformat(),
        "data hash": catalog.data_hash,
        "link": request.link
        or whole_link(catalog, selection, language=request.language, light=request.light),
        "handling": request.handling,
        "summary": " · ".join(edits_text(request.edits)),
    }
