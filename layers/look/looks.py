"""The look of one leg and one node, put together from the tables of meaning.

What belongs here: `leg_look` and `node_look`, which pick from the tables, and the width of lanes
side by side. What does not: the tables (`layers/look/style.py`) and anything that draws. Only the
standard library is imported. Lengths are CSS pixels on the screen; `POINTS_PER_PIXEL` carries them
to an A4 page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.model.lines import Accuracy, Mode
from geo.model.states import Status
from layers.look.palette import (
    ASIDE_GREY,
    BASEMAP_LOOK,
    INK,
    PAPER,
    SHUT_GREY,
    SHUT_RED,
    darkened,
    mix,
)
from layers.look.style import (
    ACCURACY_LOOK,
    AREA_FROM_KM,
    CONDITION_LOOK,
    CORRIDOR_WEIGHT,
    DOUBTED_PALER,
    HATCH,
    MODE_WEIGHT,
    NODE_SYMBOL,
    STATUS_LOOK,
    condition_name,
)

if TYPE_CHECKING:
    from geo.model.lines import Leg
    from geo.state.select import LegState, NodeState


# A voyage round Africa would shrink everything else to a corner: it runs out of the frame.
LONGEST_SEA_LEG_KM = 4_000.0


def leaves_frame(leg: Leg) -> bool:
    """Tell whether a leg is so long a voyage that no frame is widened for it."""
    return leg.mode is Mode.SEA and leg.length_km > LONGEST_SEA_LEG_KM


@dataclass(frozen=True, slots=True)
class LegLook:
    """How one leg is drawn for one corridor. Widths and dashes are pixels.

    Draw the underlay first (`under_*`, a casing or a soft glow), then the line, then, when
    `crossed`, small crosses in `cross_colour` every `CROSS_SPACING_PX`, and last the `badge` of
    a closure at the middle of the leg. With a `shut_way` stopped arrows stand in place of crosses
    and point along the leg (1) or against it (-1), the way that is shut.
    """

    colour: str
    width_px: float
    dash_px: tuple[float, ...]
    opacity: float
    under_colour: str
    under_width_px: float
    under_opacity: float
    softened: bool
    doubted: bool
    crossed: bool
    cross_colour: str
    shut_way: int
    badge: str
    badge_colour: str


# A line whose true course may lie further off than so many pixels widens into a soft band, as wide
# as it may be off, yet never wider than the most; inside it the line keeps this much strength.
BAND_FROM_PX = 10.0
BAND_MOST_PX = 110.0
BAND_OPACITY = 0.2
BAND_KEPT = 0.55
CROSS_SPACING_PX = 34.0
CROSS_SIZE_PX = 4.5
LANE_GAP_PX = 1.2
# How heavy lines are beside what is told.
_ASIDE_WEIGHT = 0.6


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


def leg_look(state: LegState, corridor_id: str, *, colour: str) -> LegLook:
    """Return how a leg in a state is drawn for one of its corridors.

    Parameters
    ----------
    state
        The leg at a date.
    corridor_id
        The corridor whose lane this is.
    colour
        The corridor's colour, from `corridor_colours`.
    """
    look = look_of(
        colour,
        status=state.status,
        mode=state.leg.mode,
        accuracy=state.leg.accuracy,
        condition=condition_name(state),
        doubted=state.doubted,
    )
    look = hatched(look) if state.unsourced else look
    look = shut_one_way(look, state.shut_way) if state.shut_way else look
    return weighted(look, CORRIDOR_WEIGHT.get(corridor_id, 1.0))


@lru_cache(maxsize=1024)
def hatched(look: LegLook) -> LegLook:
    """Return a look drawn in strokes across the line, as no status is."""
    return replace(look, dash_px=HATCH)


@lru_cache(maxsize=1024)
def weighted(look: LegLook, weight: float) -> LegLook:
    """Return a look so many times as heavy; what lies under it stands out as far as before."""
    return replace(
        look,
        width_px=look.width_px * weight,
        dash_px=tuple(round(length * weight, 2) for length in look.dash_px),
        under_width_px=look.under_width_px + look.width_px * (weight - 1),
    )


@lru_cache(maxsize=1024)
def look_of(
    colour: str,
    *,
    status: Status = Status.OPERATING,
    mode: Mode = Mode.RAIL,
    accuracy: Accuracy = Accuracy.MAPPED,
    condition: str = "open",
    doubted: bool = False,
) -> LegLook:
    """Return the look of a line of these properties; what the legend's swatches are made of."""
    by_status, by_accuracy = STATUS_LOOK[status], ACCURACY_LOOK[accuracy]
    by_condition = CONDITION_LOOK[condition]
    hue = mix(colour, SHUT_GREY, max(by_status.greyed, by_condition.greyed))
    if doubted:
        hue = mix(hue, PAPER, DOUBTED_PALER)
    width = MODE_WEIGHT[mode]
    return LegLook(
        colour=hue,
        width_px=width,
        dash_px=tuple(round(length * width, 2) for length in by_status.dash),
        opacity=by_status.opacity * by_accuracy.opacity * by_condition.opacity,
        under_colour=hue if by_accuracy.under_is_hue else BASEMAP_LOOK["land"].colour,
        under_width_px=width + 2 * by_accuracy.under_px,
        under_opacity=by_accuracy.under_opacity,
        softened=by_accuracy.under_is_hue,
        doubted=doubted,
        crossed=by_status.crossed,
        cross_colour=darkened(hue),
        shut_way=0,
        badge=by_condition.badge,
        badge_colour=by_condition.badge_colour,
    )


@lru_cache(maxsize=256)
def aside(look: LegLook) -> LegLook:
    """Return the look of a line beside what is told: thin and grey, its status in its dash."""
    lighter = weighted(look, _ASIDE_WEIGHT)
    plain = BASEMAP_LOOK["land"].colour
    return replace(
        lighter,
        colour=ASIDE_GREY,
        cross_colour=ASIDE_GREY,
        opacity=1.0,
        under_colour=plain,
        under_width_px=lighter.width_px,
        softened=False,
        doubted=False,
    )


def shut_one_way(look: LegLook, way: int) -> LegLook:
    """Return a look with stopped arrows along the line (1) or against it (-1)."""
    return replace(look, shut_way=way, cross_colour=SHUT_RED)


def band_look(colour: str) -> LegLook:
    """Return the look of a line in its soft band, as the legend shows it."""
    look = look_of(colour)
    return replace(
        look,
        opacity=BAND_KEPT,
        under_colour=colour,
        under_width_px=look.width_px * 2.6,
        under_opacity=BAND_OPACITY,
        softened=True,
    )


def band_px(off_px: float) -> float:
    """Return how wide the band is of a line that may be off by so many pixels; 0 for none."""
    return min(2 * off_px, BAND_MOST_PX) if off_px > BAND_FROM_PX else 0.0


def node_look(state: NodeState) -> NodeLook:
    """Return how a node in a state is drawn: in ink, since a colour would say a corridor."""
    symbol = NODE_SYMBOL[state.node.kind]
    condition = CONDITION_LOOK[condition_name(state)]
    area = state.node.accuracy_km if state.node.accuracy_km >= AREA_FROM_KM else 0.0
    return NodeLook(
        shape=symbol.shape,
        size_px=symbol.size_px,
        colour=mix(INK, SHUT_GREY, condition.greyed),
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
