"""How meaning becomes look: one table for the screen and for paper.

What belongs here: colours, widths, dashes and opacities of what the data mean, and `leg_look` and
`node_look`, which pick from the tables. Only the standard library is imported; small adapters at
the end speak Leaflet's and matplotlib's words. What does not belong here: ink, type and basemap
(`layers/palette.py`), the outlines of the symbols (`layers/symbols.py`), anything that draws, and
any decision about what is shown (`geo/select.py`).

Hue says which corridor, dash says the status, weight says the mode, softness says how closely an
alignment follows the ground, and greyness says that something cannot be used. Lengths are CSS
pixels on the screen; `POINTS_PER_PIXEL` carries them to an A4 page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from zlib import crc32

from geo.model import Accuracy, Closure, Mode, NodeKind, Severity, Status
from layers.palette import (
    BASEMAP_LOOK,
    DOUBT_VIOLET,
    INK,
    INK_SOFT,
    PAPER,
    POINTS_PER_PIXEL,
    SHUT_GREY,
    SHUT_RED,
    darkened,
    mix,
)

if TYPE_CHECKING:
    from geo.conditions import ClosureState
    from geo.select import LegState, NodeState

# Dark blue, crimson, amber and a quiet grey: far apart for readers with any of the three colour
# deficiencies, and a ladder of lightness (24, 39, 62, 70) for grey copies. tests/test_style.py
# computes both.
CORRIDOR_COLOUR: Mapping[str, str] = MappingProxyType(
    {
        "herat_hub": "#B3154A",
        "trans_afghan": "#DB7E08",
        "instc": "#143A66",
        "context": "#AFAAA0",
    }
)
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
CORRIDOR_WEIGHT: Mapping[str, float] = MappingProxyType({"context": 0.7})


@dataclass(frozen=True, slots=True)
class StatusLook:
    """The look of a status; `dash` is in line widths (on, off, …), empty for a solid line."""

    dash: tuple[float, ...]
    opacity: float
    greyed: float  # share of grey mixed into the corridor's hue, 0 to 1
    crossed: bool  # small crosses along the line


STATUS_LOOK: Mapping[Status, StatusLook] = MappingProxyType(
    {
        Status.OPERATING: StatusLook((), 1.0, 0.0, crossed=False),
        Status.CONSTRUCTION: StatusLook((4.2, 1.3), 1.0, 0.0, crossed=False),
        Status.STUDY: StatusLook((1.9, 1.5), 0.95, 0.0, crossed=False),
        Status.ANNOUNCED: StatusLook((0.9, 1.6), 0.95, 0.0, crossed=False),
        Status.PROPOSED: StatusLook((0.8, 3.2), 0.95, 0.0, crossed=False),
        Status.SUSPENDED: StatusLook((), 0.95, 0.42, crossed=True),
        Status.SUPERSEDED: StatusLook((3.6, 1.2, 0.8, 1.1), 0.9, 0.4, crossed=False),
    }
)

# Pixels.
MODE_WEIGHT: Mapping[Mode, float] = MappingProxyType(
    {Mode.RAIL: 4.0, Mode.ROAD: 2.6, Mode.SEA: 1.7}
)


@dataclass(frozen=True, slots=True)
class AccuracyLook:
    """How an alignment's accuracy shows: opacity of the line, and what lies under it."""

    opacity: float
    under_px: float  # how far the underlay stands out on either side
    under_opacity: float
    under_is_hue: bool  # a glow in the corridor's hue instead of a paper-white casing


ACCURACY_LOOK: Mapping[Accuracy, AccuracyLook] = MappingProxyType(
    {
        Accuracy.MAPPED: AccuracyLook(1.0, 1.1, 0.9, under_is_hue=False),
        Accuracy.THREADED: AccuracyLook(1.0, 1.1, 0.9, under_is_hue=False),
        Accuracy.SCHEMATIC: AccuracyLook(0.72, 3.4, 0.17, under_is_hue=True),
    }
)


@dataclass(frozen=True, slots=True)
class ConditionLook:
    """What a closure does to a line (`greyed`) and the badge that a shut node or leg carries."""

    greyed: float
    opacity: float
    badge: str  # a name in layers/symbols.py, "" for none
    badge_colour: str
    label: str


# Keyed by the words of geo.select.Condition, and by one more: a restriction for some goods or
# flags that nobody has confirmed lately must not look like a closure. Restrictions grey nothing,
# since most goods still pass.
CONDITION_LOOK: Mapping[str, ConditionLook] = MappingProxyType(
    {
        "open": ConditionLook(0.0, 1.0, "", INK, "Open"),
        "closed": ConditionLook(0.82, 0.9, "barred", SHUT_RED, "Closed"),
        "partly": ConditionLook(0.5, 0.95, "half_barred", SHUT_RED, "Partly closed"),
        "restricted": ConditionLook(
            0.0, 1.0, "half_barred", INK_SOFT, "Closed to some goods or flags"
        ),
        "unconfirmed": ConditionLook(
            0.5, 0.9, "doubtful", DOUBT_VIOLET, "Closed, not confirmed since"
        ),
        "doubtful_restriction": ConditionLook(
            0.0, 1.0, "doubtful", INK_SOFT, "Restricted, not confirmed since"
        ),
        "supposed": ConditionLook(0.82, 0.9, "barred", INK, "Supposed shut by the reader"),
    }
)


_GRAVEST_FIRST = ("closed", "partly", "unconfirmed", "restricted", "doubtful_restriction")


def condition_name(state: LegState | NodeState) -> str:
    """Return the key of `CONDITION_LOOK` for a leg or node: the gravest of its closures.

    What the reader supposes shut comes before all of them and never looks like a closure.
    """
    return "supposed" if state.supposed_shut else gravest_condition(state.closures)


def gravest_condition(closures: Iterable[ClosureState]) -> str:
    """Return the key of `CONDITION_LOOK` for what several closures together make of a place."""
    names = {closure_condition(closure) for closure in closures}
    return next((name for name in _GRAVEST_FIRST if name in names), "open")


def closure_condition(state: ClosureState) -> str:
    """Return the key of `CONDITION_LOOK` for one closure."""
    if is_restriction(state.closure):
        return "restricted" if state.confirmed else "doubtful_restriction"
    return str(state.closure.severity) if state.confirmed else "unconfirmed"


def is_restriction(closure: Closure) -> bool:
    """Tell whether a closure shuts out only some goods or flags, or only hinders."""
    selective = closure.goods_origin or closure.goods_destination or closure.flag
    return bool(selective) or closure.severity is Severity.RESTRICTED


# A status that no source had confirmed by the date is drawn paler: this share of paper in the hue.
UNCONFIRMED_PALER = 0.3
UNCONFIRMED_LABEL = "Paler: status not confirmed since"

# Nodes whose site is known no better than this are areas, not points. The middle of a large city
# is uncertain by some 5 km and is still where a reader looks for the city.
AREA_FROM_KM = 10.0


@dataclass(frozen=True, slots=True)
class NodeSymbol:
    """The symbol of a kind of node: its outline in `layers/symbols.py`, size, and name."""

    shape: str
    size_px: float
    label: str


NODE_SYMBOL: Mapping[NodeKind, NodeSymbol] = MappingProxyType(
    {
        NodeKind.PORT: NodeSymbol("port", 17.0, "Port"),
        NodeKind.BORDER_CROSSING: NodeSymbol("border_crossing", 15.0, "Border crossing"),
        NodeKind.STATION: NodeSymbol("station", 9.0, "Station"),
        NodeKind.JUNCTION: NodeSymbol("junction", 7.0, "Junction"),
        NodeKind.DRY_PORT: NodeSymbol("dry_port", 13.0, "Dry port"),
        NodeKind.LOGISTICS_HUB: NodeSymbol("logistics_hub", 19.0, "Logistics hub"),
        NodeKind.CITY: NodeSymbol("city", 10.0, "City"),
    }
)
BREAK_OF_GAUGE = NodeSymbol("break_of_gauge", 25.0, "Break of gauge")
AREA_LABEL = "Position known only to this area"

STATUS_LABEL: Mapping[Status, str] = MappingProxyType(
    {
        Status.OPERATING: "Operating",
        Status.CONSTRUCTION: "Under construction",
        Status.STUDY: "Under study",
        Status.ANNOUNCED: "Announced",
        Status.PROPOSED: "Proposed",
        Status.SUSPENDED: "Suspended",
        Status.SUPERSEDED: "Superseded",
    }
)
MODE_LABEL: Mapping[Mode, str] = MappingProxyType(
    {Mode.RAIL: "Railway", Mode.ROAD: "Road", Mode.SEA: "Sea lane"}
)
ACCURACY_LABEL: Mapping[Accuracy, str] = MappingProxyType(
    {
        Accuracy.MAPPED: "Follows mapped track",
        Accuracy.THREADED: "Drawn through its towns",
        Accuracy.SCHEMATIC: "Schematic, course not known",
    }
)


@dataclass(frozen=True, slots=True)
class LegLook:
    """How one leg is drawn for one corridor. Widths and dashes are pixels.

    Draw the underlay first (`under_*`, a casing or a soft glow), then the line, then, when
    `crossed`, small crosses in `cross_colour` every `CROSS_SPACING_PX`, and last the `badge` of
    a closure at the middle of the leg.
    """

    colour: str
    width_px: float
    dash_px: tuple[float, ...]
    opacity: float
    under_colour: str
    under_width_px: float
    under_opacity: float
    softened: bool
    confirmed: bool
    crossed: bool
    cross_colour: str
    badge: str
    badge_colour: str


CROSS_SPACING_PX = 34.0
CROSS_SIZE_PX = 4.5
LANE_GAP_PX = 1.2


@dataclass(frozen=True, slots=True)
class NodeLook:
    """How a node is drawn. `area_km` > 0: an area of that radius in `colour`, not a point."""

    shape: str
    size_px: float
    colour: str
    opacity: float
    planned: bool
    area_km: float
    break_of_gauge: bool
    badge: str
    badge_colour: str


def corridor_colours(corridor_ids: Iterable[str]) -> dict[str, str]:
    """Return a colour for each corridor: its own, else the next unused one of the cycle."""
    ids = list(corridor_ids)
    colours: dict[str, str] = {}
    unknown = 0
    for corridor_id in ids:
        known = CORRIDOR_COLOUR.get(corridor_id)
        if known is None:
            known = FALLBACK_COLOURS[unknown % len(FALLBACK_COLOURS)]
            unknown += 1
        colours[corridor_id] = known
    return colours


def corridor_colour(corridor_id: str) -> str:
    """Return a corridor's colour; one that is not in the table always gets the same one.

    Two unknown corridors can meet in one colour here; where all are known, `corridor_colours`
    keeps them apart.
    """
    known = CORRIDOR_COLOUR.get(corridor_id)
    return known or FALLBACK_COLOURS[crc32(corridor_id.encode()) % len(FALLBACK_COLOURS)]


def leg_look(state: LegState, corridor_id: str, *, colour: str = "") -> LegLook:
    """Return how a leg in a state is drawn for one of its corridors.

    Parameters
    ----------
    state
        The leg at a date.
    corridor_id
        The corridor whose lane this is.
    colour
        The corridor's colour when it comes from `corridor_colours`.
    """
    return look_of(
        colour or corridor_colour(corridor_id),
        status=state.status,
        mode=state.leg.mode,
        accuracy=state.leg.accuracy,
        condition=condition_name(state),
        confirmed=state.confirmed,
        weight=CORRIDOR_WEIGHT.get(corridor_id, 1.0),
    )


def look_of(
    colour: str,
    *,
    status: Status = Status.OPERATING,
    mode: Mode = Mode.RAIL,
    accuracy: Accuracy = Accuracy.MAPPED,
    condition: str = "open",
    confirmed: bool = True,
    weight: float = 1.0,
) -> LegLook:
    """Return the look of a line of these properties; what the legend's swatches are made of."""
    by_status, by_accuracy = STATUS_LOOK[status], ACCURACY_LOOK[accuracy]
    by_condition = CONDITION_LOOK[condition]
    hue = mix(colour, SHUT_GREY, max(by_status.greyed, by_condition.greyed))
    if not confirmed:
        hue = mix(hue, PAPER, UNCONFIRMED_PALER)
    width = MODE_WEIGHT[mode] * weight
    return LegLook(
        colour=hue,
        width_px=width,
        dash_px=tuple(round(length * width, 2) for length in by_status.dash),
        opacity=by_status.opacity * by_accuracy.opacity * by_condition.opacity,
        under_colour=hue if by_accuracy.under_is_hue else BASEMAP_LOOK["land"].colour,
        under_width_px=width + 2 * by_accuracy.under_px,
        under_opacity=by_accuracy.under_opacity,
        softened=by_accuracy.under_is_hue,
        confirmed=confirmed,
        crossed=by_status.crossed,
        cross_colour=darkened(hue),
        badge=by_condition.badge,
        badge_colour=by_condition.badge_colour,
    )


def node_look(state: NodeState, *, colour: str = "") -> NodeLook:
    """Return how a node in a state is drawn; its colour is that of its first corridor."""
    symbol = NODE_SYMBOL[state.node.kind]
    condition = CONDITION_LOOK[condition_name(state)]
    own = colour or (corridor_colour(state.corridor_ids[0]) if state.corridor_ids else INK)
    area = state.node.accuracy_km if state.node.accuracy_km >= AREA_FROM_KM else 0.0
    return NodeLook(
        shape=symbol.shape,
        size_px=symbol.size_px,
        colour=mix(own if area else INK, SHUT_GREY, condition.greyed),
        opacity=condition.opacity,
        planned=state.planned,
        area_km=area,
        break_of_gauge=len(state.gauges) > 1,
        badge=condition.badge,
        badge_colour=condition.badge_colour,
    )


def lane_offsets_px(widths_px: Sequence[float]) -> tuple[float, ...]:
    """Return how far each lane of a shared leg lies from its alignment, in order.

    Positive is to the right of the direction of travel; the lanes together are centred.

    Examples
    --------
    >>> lane_offsets_px([4.0])
    (0.0,)
    >>> lane_offsets_px([4.0, 4.0])
    (-2.6, 2.6)
    """
    total = sum(widths_px) + LANE_GAP_PX * max(len(widths_px) - 1, 0)
    left, offsets = -total / 2, []
    for width in widths_px:
        offsets.append(round(left + width / 2, 3))
        left += width + LANE_GAP_PX
    return tuple(offsets)


def leaflet_path(look: LegLook) -> dict[str, object]:
    """Return the Leaflet path options of a look's line."""
    options: dict[str, object] = {
        "color": look.colour,
        "weight": look.width_px,
        "opacity": round(look.opacity, 3),
        "lineCap": "butt" if look.dash_px else "round",
        "lineJoin": "round",
        "dashArray": " ".join(f"{length:g}" for length in look.dash_px) or None,
    }
    return options


def leaflet_underlay(look: LegLook) -> dict[str, object]:
    """Return the Leaflet path options of what lies under a look's line."""
    return {
        "color": look.under_colour,
        "weight": look.under_width_px,
        "opacity": look.under_opacity,
        "lineCap": "round",
        "lineJoin": "round",
        "dashArray": None,
    }


def mpl_line(look: LegLook) -> dict[str, object]:
    """Return the matplotlib line properties of a look's line, in points."""
    # matplotlib multiplies a dash by the line's width, so lengths are given in widths.
    dash = tuple(length / look.width_px for length in look.dash_px)
    return {
        "color": look.colour,
        "linewidth": look.width_px * POINTS_PER_PIXEL,
        "alpha": look.opacity,
        "linestyle": (0.0, dash) if dash else "-",
    }


def mpl_underlay(look: LegLook) -> dict[str, object]:
    """Return the matplotlib line properties of what lies under a look's line, in points."""
    return {
        "color": look.under_colour,
        "linewidth": look.under_width_px * POINTS_PER_PIXEL,
        "alpha": look.under_opacity,
        "linestyle": "-",
    }
