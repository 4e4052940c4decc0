"""How meaning becomes look: one table for the screen and for paper.

What belongs here: colours, widths, dashes, opacities and names of what the data mean. Only the
standard library is imported. What does not: putting a look together (`layers/look/looks.py`), ink,
type and basemap (`layers/look/palette.py`), the outlines of the symbols (`layers/look/symbols.py`),
anything that draws, and any decision about what is shown (`geo/state/select.py`).

Hue says which corridor, dash says the status, weight says the mode, softness says how closely an
alignment follows the ground, and greyness says that something cannot be used. Lengths are CSS
pixels on the screen; `POINTS_PER_PIXEL` carries them to an A4 page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from geo.model.lines import Accuracy, Mode, NodeKind
from geo.model.states import Closure, Severity, Status
from layers.look.palette import DOUBT_VIOLET, INK, INK_SOFT, SHUT_RED

if TYPE_CHECKING:
    from geo.state.conditions import ClosureState
    from geo.state.select import LegState, NodeState

# Dark blue, crimson, amber and a quiet grey: far apart for readers with any of the three colour
# deficiencies, and a ladder of lightness (24, 39, 62, 70) for grey copies. tests/test_style.py
# computes both.
CORRIDOR_COLOUR: Mapping[str, str] = {
    "herat_hub": "#B3154A",
    "trans_afghan": "#DB7E08",
    "instc": "#143A66",
    "context": "#AFAAA0",
}
# For corridors that a user adds.
FALLBACK_COLOURS: tuple[str, ...] = (
    "#00797A",
    "#6B4FA0",
    "#5D7A12",
    "#7A4A2B",
    "#2F8FCC",
    "#C2569B",
)
# A context line is there to be recognised, not to be read first.
CORRIDOR_WEIGHT: Mapping[str, float] = {"context": 0.7}


@dataclass(frozen=True, slots=True)
class StatusLook:
    """The look of a status; `dash` is in line widths (on, off, …), empty for a solid line."""

    label: str
    dash: tuple[float, ...]
    opacity: float
    greyed: float  # share of grey mixed into the corridor's hue, 0 to 1
    crossed: bool  # small crosses along the line


STATUS_LOOK: Mapping[Status, StatusLook] = {
    Status.OPERATING: StatusLook("Operating", (), 1.0, 0.0, crossed=False),
    Status.CONSTRUCTION: StatusLook("Under construction", (4.2, 1.3), 1.0, 0.0, crossed=False),
    Status.STUDY: StatusLook("Under study", (1.9, 1.5), 0.95, 0.0, crossed=False),
    Status.ANNOUNCED: StatusLook("Announced", (0.9, 1.6), 0.95, 0.0, crossed=False),
    Status.PROPOSED: StatusLook("Proposed", (0.8, 3.2), 0.95, 0.0, crossed=False),
    Status.SUSPENDED: StatusLook("Suspended", (), 0.95, 0.42, crossed=True),
    Status.SUPERSEDED: StatusLook("Superseded", (3.6, 1.2, 0.8, 1.1), 0.9, 0.4, crossed=False),
}

# Pixels.
MODE_WEIGHT: Mapping[Mode, float] = {Mode.RAIL: 4.0, Mode.ROAD: 2.6, Mode.SEA: 1.7}


@dataclass(frozen=True, slots=True)
class AccuracyLook:
    """How an alignment's accuracy shows: opacity of the line, and what lies under it."""

    label: str
    opacity: float
    under_px: float  # how far the underlay stands out on either side
    under_opacity: float
    under_is_hue: bool  # a glow in the corridor's hue instead of a paper-white casing


ACCURACY_LOOK: Mapping[Accuracy, AccuracyLook] = {
    Accuracy.MAPPED: AccuracyLook("Follows mapped track", 1.0, 1.1, 0.9, under_is_hue=False),
    Accuracy.THREADED: AccuracyLook("Drawn through its towns", 1.0, 1.1, 0.9, under_is_hue=False),
    Accuracy.SCHEMATIC: AccuracyLook(
        "Schematic, course not known", 0.72, 3.4, 0.17, under_is_hue=True
    ),
}


@dataclass(frozen=True, slots=True)
class ConditionLook:
    """What a closure does to a line (`greyed`) and the badge that a shut node or leg carries."""

    greyed: float
    opacity: float
    badge: str  # a name in layers/look/symbols.py, "" for none
    badge_colour: str
    label: str


# Keyed by the words of geo.state.select.Condition, and by one more: a restriction for some goods,
# flags or people that is contested must not look like a closure. Restrictions grey nothing,
# since most goods still pass.
CONDITION_LOOK: Mapping[str, ConditionLook] = {
    "open": ConditionLook(0.0, 1.0, "", INK, "Open"),
    "closed": ConditionLook(0.82, 0.9, "barred", SHUT_RED, "Closed"),
    "partly": ConditionLook(0.5, 0.95, "half_barred", SHUT_RED, "Partly closed"),
    "restricted": ConditionLook(0.0, 1.0, "half_barred", INK_SOFT, "Closed or restricted for some"),
    "contested": ConditionLook(
        0.5, 0.9, "doubtful", DOUBT_VIOLET, "Contested: said to be shut, and not"
    ),
    "contested_restriction": ConditionLook(0.0, 1.0, "doubtful", INK_SOFT, "Restriction contested"),
    "supposed": ConditionLook(0.82, 0.9, "barred", INK, "Supposed shut by the reader"),
}


GRAVEST_FIRST = ("closed", "partly", "contested", "restricted", "contested_restriction")


def condition_name(state: LegState | NodeState) -> str:
    """Return the key of `CONDITION_LOOK` for a leg or node: the gravest of its closures.

    What the reader supposes shut comes before all of them and never looks like a closure.
    """
    return "supposed" if state.supposed_shut else gravest_condition(state.closures)


def gravest_condition(closures: Iterable[ClosureState]) -> str:
    """Return the key of `CONDITION_LOOK` for what several closures together make of a place."""
    names = {closure_condition(closure) for closure in closures}
    return next((name for name in GRAVEST_FIRST if name in names), "open")


def closure_condition(state: ClosureState) -> str:
    """Return the key of `CONDITION_LOOK` for one closure."""
    if is_restriction(state.closure):
        return "restricted" if state.contested is None else "contested_restriction"
    return str(state.closure.severity) if state.contested is None else "contested"


def is_restriction(closure: Closure) -> bool:
    """Tell whether a closure shuts out only some goods or flags, or only hinders."""
    return closure.selective or closure.severity is Severity.RESTRICTED


# A state of which nothing has been read for longer than it usually lasts is drawn paler: this share
# of paper in the hue.
DOUBTED_PALER = 0.3
# Pixels of stroke and gap along a line that nobody but who added it stands behind: strokes across
# it, whatever its status.
HATCH = (1.6, 2.2)
DOUBTED_LABEL = "Paler: nothing read of it for long, or since a war began"
ONE_WAY_LABEL = "Shut in the direction of the arrows"
ASIDE_LABEL, ASIDE_UNUSED = "Grey, thin: other lines", "; broken: not in use"
BAND_LABEL = "True line somewhere in the band"

# Nodes whose site is known no better than this are areas, not points. The middle of a large city
# is uncertain by some 5 km and is still where a reader looks for the city.
AREA_FROM_KM = 10.0


@dataclass(frozen=True, slots=True)
class NodeSymbol:
    """The symbol of a kind of node: its outline in `layers/look/symbols.py`, size, and name."""

    shape: str
    size_px: float
    label: str


NODE_SYMBOL: Mapping[NodeKind, NodeSymbol] = {
    NodeKind.PORT: NodeSymbol("port", 17.0, "Port"),
    NodeKind.BORDER_CROSSING: NodeSymbol("border_crossing", 15.0, "Border crossing"),
    NodeKind.STATION: NodeSymbol("station", 9.0, "Station"),
    NodeKind.JUNCTION: NodeSymbol("junction", 7.0, "Junction"),
    NodeKind.DRY_PORT: NodeSymbol("dry_port", 13.0, "Dry port"),
    NodeKind.LOGISTICS_HUB: NodeSymbol("logistics_hub", 19.0, "Logistics hub"),
    NodeKind.CITY: NodeSymbol("city", 10.0, "City"),
}
BREAK_OF_GAUGE = NodeSymbol("break_of_gauge", 25.0, "Break of gauge")
AREA_LABEL = "Position known only to this area"

STATUS_LABEL: Mapping[Status, str] = {status: look.label for status, look in STATUS_LOOK.items()}
MODE_LABEL: Mapping[Mode, str] = {Mode.RAIL: "Railway", Mode.ROAD: "Road", Mode.SEA: "Sea lane"}
ACCURACY_LABEL: Mapping[Accuracy, str] = {
    accuracy: look.label for accuracy, look in ACCURACY_LOOK.items()
}


def corridor_colours(corridor_ids: Iterable[str]) -> dict[str, str]:
    """Return a colour for each corridor: its own, else the next unused one of the cycle."""
    spare = cycle(FALLBACK_COLOURS)
    return {name: CORRIDOR_COLOUR.get(name) or next(spare) for name in corridor_ids}
