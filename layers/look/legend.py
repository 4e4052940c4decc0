"""Legend entries computed from what is drawn, for every renderer.

What belongs here: which classes the legs and nodes now drawn show, in which order and under which
words. What does not: drawing the swatches (each renderer's own), and looks
(`layers/look/looks.py`). Nothing is listed that is not drawn, and nothing drawn is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.model.lines import Accuracy, Corridor, Mode, NodeKind
from geo.model.origins import SHIPPED, added_text
from geo.model.states import Status
from geo.state.select import LegState, NodeState
from layers.look.looks import LegLook, aside, band_look, hatched, look_of, shut_one_way, weighted
from layers.look.palette import BASEMAP_LOOK, INK, NEUTRAL, BasemapLook
from layers.look.style import (
    ACCURACY_LABEL,
    ACCURACY_LOOK,
    AREA_FROM_KM,
    AREA_LABEL,
    ASIDE_LABEL,
    ASIDE_UNUSED,
    BAND_LABEL,
    BREAK_OF_GAUGE,
    CONDITION_LOOK,
    CORRIDOR_WEIGHT,
    DOUBTED_LABEL,
    MODE_LABEL,
    NODE_SYMBOL,
    ONE_WAY_LABEL,
    STATUS_LABEL,
    condition_name,
    corridor_colours,
)


class LegendGroup(StrEnum):
    """The groups of a legend in their order; the value is the heading."""

    COMPARED = "Between the two days"
    CORRIDOR = "Corridors"
    STATUS = "Status"
    MODE = "Mode and alignment"
    CONDITION = "Closures and restrictions"
    NODE = "Places"
    BOUNDARY = "Boundaries"
    ADDED = "Added by others"


@dataclass(frozen=True, slots=True)
class SymbolLook:
    """A swatch that is a symbol of `layers/look/symbols.py`, with the colours of its roles.

    With `area` it is a dashed disc of that size instead, and `shape` is empty.
    """

    shape: str
    size_px: float
    colour: str
    badge_colour: str = ""
    area: bool = False


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: its group, a stable key, its words and its swatch."""

    group: LegendGroup
    key: str
    label: str
    look: LegLook | SymbolLook | BasemapLook


_NODE_ORDER: Sequence[NodeKind] = (
    NodeKind.LOGISTICS_HUB,
    NodeKind.DRY_PORT,
    NodeKind.PORT,
    NodeKind.BORDER_CROSSING,
    NodeKind.CITY,
    NodeKind.STATION,
    NodeKind.JUNCTION,
)
_BOUNDARY_LABEL: Mapping[str, str] = {
    "international": "International",
    "disputed": "Disputed",
    "line_of_control": "Line of Control",
}


_BAND = LegendEntry(LegendGroup.MODE, "band", BAND_LABEL, band_look(NEUTRAL))


def legend_entries(
    legs: Iterable[LegState],
    nodes: Iterable[NodeState],
    *,
    corridors: Mapping[str, Corridor],
    boundaries: Collection[str] = (),
    banded: bool = False,
    told: Collection[str] | None = None,
) -> tuple[LegendEntry, ...]:
    """Return the entries for the legs, nodes and boundary classes drawn, in legend order.

    Parameters
    ----------
    legs, nodes
        What is drawn.
    corridors
        The catalog's corridors: their order and names.
    boundaries
        The classes of boundary line that the basemap shows.
    banded
        Whether any line is drawn as a soft band.
    told
        The ids of the legs that are told; those beside them are grey, and told as that alone.
        Without it all are told.
    """
    legs, nodes = tuple(legs), tuple(nodes)
    own = [state for state in legs if told is None or state.leg.leg_id in told]
    return (
        *_corridor_entries(own, nodes if told is None else (), corridors),
        *_aside_entries([one for one in legs if told is not None and one.leg.leg_id not in told]),
        *_line_entries(own),
        *([_BAND] if banded else []),
        *_condition_entries(legs, nodes),
        *_node_entries(nodes),
        *(
            LegendEntry(LegendGroup.BOUNDARY, name, label, BASEMAP_LOOK[name])
            for name, label in _BOUNDARY_LABEL.items()
            if name in boundaries
        ),
        *_added_entries(legs),
    )


def _corridor_entries(
    legs: Sequence[LegState], nodes: Sequence[NodeState], corridors: Mapping[str, Corridor]
) -> Iterable[LegendEntry]:
    drawn = {name for leg in legs for name in leg.corridor_ids}
    drawn |= {name for node in nodes for name in node.corridor_ids}
    colours = corridor_colours(corridors)
    for corridor_id, corridor in corridors.items():
        if corridor_id in drawn:
            weight = CORRIDOR_WEIGHT.get(corridor_id, 1.0)
            look = weighted(look_of(colours[corridor_id]), weight)
            yield LegendEntry(LegendGroup.CORRIDOR, corridor_id, corridor.name, look)


def _aside_entries(legs: Sequence[LegState]) -> Iterable[LegendEntry]:
    """Yield the one row of the lines beside what is told, dashed and crossed ones too."""
    if legs:
        unused = any(state.status is not Status.OPERATING for state in legs)
        label = ASIDE_LABEL + ASIDE_UNUSED * unused
        yield LegendEntry(LegendGroup.CORRIDOR, "aside", label, aside(look_of(NEUTRAL)))


def _line_entries(legs: Sequence[LegState]) -> Iterable[LegendEntry]:
    statuses = {state.status for state in legs}
    for status in Status:
        if status in statuses:
            look = look_of(NEUTRAL, status=status)
            yield LegendEntry(LegendGroup.STATUS, status, STATUS_LABEL[status], look)
    modes = {state.leg.mode for state in legs}
    for mode in Mode:
        if mode in modes:
            yield LegendEntry(LegendGroup.MODE, mode, MODE_LABEL[mode], look_of(NEUTRAL, mode=mode))
    # Mapped and threaded lines look alike: one entry would say nothing, so only softness is listed.
    accuracies = {state.leg.accuracy for state in legs}
    for accuracy in Accuracy:
        if accuracy in accuracies and ACCURACY_LOOK[accuracy].under_is_hue:
            look = look_of(NEUTRAL, accuracy=accuracy)
            yield LegendEntry(LegendGroup.MODE, accuracy, ACCURACY_LABEL[accuracy], look)
    if any(state.doubted for state in legs):
        look = look_of(NEUTRAL, doubted=True)
        yield LegendEntry(LegendGroup.MODE, "doubted", DOUBTED_LABEL, look)


def _added_entries(legs: Sequence[LegState]) -> Iterable[LegendEntry]:
    """Yield who added lines beside the shipped ones; hatched where they name no source."""
    seen = dict.fromkeys((state.leg.origin, state.unsourced) for state in legs)
    for origin, unsourced in seen:
        if origin != SHIPPED:
            label = ("Unsourced, " if unsourced else "") + added_text(origin)
            look = hatched(look_of(NEUTRAL)) if unsourced else look_of(NEUTRAL)
            key = added_key(origin, unsourced=unsourced)
            yield LegendEntry(LegendGroup.ADDED, key, label[:1].upper() + label[1:], look)


def added_key(origin: str, *, unsourced: bool) -> str:
    """Return the key of who added a line, with or without a source."""
    return f"{'unsourced' if unsourced else 'sourced'} {origin}"


def _condition_entries(
    legs: Sequence[LegState], nodes: Sequence[NodeState]
) -> Iterable[LegendEntry]:
    if any(leg.shut_way for leg in legs):
        arrows = shut_one_way(look_of(NEUTRAL), 1)
        yield LegendEntry(LegendGroup.CONDITION, "one_way", ONE_WAY_LABEL, arrows)
    conditions = {condition_name(leg) for leg in legs} | {condition_name(node) for node in nodes}
    for condition, look in CONDITION_LOOK.items():
        if look.badge and condition in conditions:
            swatch = SymbolLook(look.badge, 14.0, INK, badge_colour=look.badge_colour)
            yield LegendEntry(LegendGroup.CONDITION, condition, look.label, swatch)


def _node_entries(nodes: Sequence[NodeState]) -> Iterable[LegendEntry]:
    kinds = {state.node.kind for state in nodes}
    for kind in _NODE_ORDER:
        if kind in kinds:
            symbol = NODE_SYMBOL[kind]
            swatch = SymbolLook(symbol.shape, symbol.size_px, INK)
            yield LegendEntry(LegendGroup.NODE, kind, symbol.label, swatch)
    if any(len(state.gauges) > 1 for state in nodes):
        swatch = SymbolLook(BREAK_OF_GAUGE.shape, BREAK_OF_GAUGE.size_px * 0.8, INK)
        yield LegendEntry(LegendGroup.NODE, "break_of_gauge", BREAK_OF_GAUGE.label, swatch)
    if any(state.node.accuracy_km >= AREA_FROM_KM for state in nodes):
        swatch = SymbolLook("", 19.0, INK, area=True)
        yield LegendEntry(LegendGroup.NODE, "area", AREA_LABEL, swatch)
