"""A corridor straightened, on paper: strips below one another on one scale of kilometres.

What belongs here: drawing `geo.strip` records into a rectangle of the page. What does not: which
kilometres lie where (`geo/strip.py`) and the same strip on the screen
(`layers/screen/charts/strip.py`). Lines carry the hue, dash and weight they have on the map. One
unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from geo.model import Status
from geo.strip import Stretch, Strip
from layers.look.looks import look_of, mpl_line
from layers.look.palette import INK, INK_SOFT, POINTS_PER_PIXEL, RULE, SHUT_RED, TYPE, TextLook
from layers.look.style import (
    CONDITION_LOOK,
    NODE_SYMBOL,
    STATUS_LABEL,
    corridor_colour,
)
from layers.pens.paper.margin import draw_text
from layers.pens.paper.symbols import draw_symbol
from layers.scene.frame import round_length_km
from layers.scene.sheet import Rect, Sheet
from layers.scene.strip_names import TIERS, PostName, placed_names
from layers.scene.type import text_size
from layers.words.strip import NOTHING_LABEL, countries_along, length_text, runs_of, way_text

_TIER = 8.2
_ABOVE = 6.0
_BELOW = 7.0
_ROW = 8.2
_NAME = 11.0
_AXIS = 17.0
_SYMBOL = 6.4
_BREAK = 11.0
# A line that stands alone is drawn thicker than among others on the map.
_THICKER = 1.3


def strip_height(sheet: Sheet, count: int) -> float:
    """Return how tall so many strips are on their common scale."""
    one = _NAME + TIERS * _TIER + _ABOVE + _BELOW + 3 * _ROW + 3.0
    return (one * count + _AXIS) * sheet.scale


def draw_strip(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    strips: Sequence[Strip],
    *,
    conditions: Mapping[str, str] | None = None,
) -> float:
    """Draw strips from the top of a block on one scale of kilometres; return where they end.

    Above each line stand the places with their kilometres; below it gauge or mode, then what is
    not running or shut (in red what is not built), then the countries.

    Parameters
    ----------
    ax, sheet, block
        The page, and where the strips may stand.
    strips
        What to draw, the first on top.
    conditions
        By leg, the key of `layers.look.style.CONDITION_LOOK` where a stretch's own condition says
        too little: a restriction that is not confirmed is no closure.
    """
    longest = max((strip.length_km for strip in strips), default=0.0)
    if not longest:
        return block.y1
    inner = Rect(block.x0 + 8.0 * sheet.scale, block.y0, block.x1 - 22.0 * sheet.scale, block.y1)
    per_km = inner.width / longest

    def at(km: float) -> float:
        return inner.x0 + km * per_km

    top = block.y1
    for strip in strips:
        top = _draw_one(ax, sheet, block, strip, at, top, conditions=conditions or {})
    return _draw_axis(ax, sheet, longest, at, top)


def _draw_one(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    strip: Strip,
    at: Callable[[float], float],
    top: float,
    *,
    conditions: Mapping[str, str],
) -> float:
    scale = sheet.scale
    heading, small = sheet.text(TYPE["heading"]), sheet.text(TYPE["small"])
    baseline = top - 7.6 * scale
    draw_text(ax, (block.x0, baseline), strip.branch.name, heading, gid="strip:name")
    after = block.x0 + text_size(strip.branch.name, heading)[0] + 6.0 * scale
    draw_text(ax, (after, baseline), length_text(strip), small, gid="strip:length")
    line_y = top - (_NAME + TIERS * _TIER + _ABOVE) * scale
    for stretch in strip.stretches:
        _draw_stretch(
            ax, sheet, strip, stretch, at, line_y, condition=_condition(stretch, conditions)
        )
    _draw_posts(ax, sheet, strip, at, line_y)
    for label in placed_names(strip.posts, at, small, right=block.x1):
        _draw_label(ax, sheet, label, small, line_y)
    y = line_y - _BELOW * scale
    ends = [(one.start_km, one.end_km) for one in strip.stretches]
    rows: tuple[tuple[list[str], TextLook], ...] = (
        ([way_text(one) for one in strip.stretches], small),
        (
            [state_text(one, _condition(one, conditions)) for one in strip.stretches],
            replace(small, colour=SHUT_RED),
        ),
        (countries_along(strip), small),
    )
    for order, (texts, look) in enumerate(rows):
        y -= _ROW * scale
        for text, start, end in runs_of(texts, ends):
            _draw_span(ax, sheet, text, (at(start), at(end)), y, look, ruled=order != 1)
    return y - 3.0 * scale


def _condition(stretch: Stretch, conditions: Mapping[str, str]) -> str:
    return conditions.get(stretch.leg.leg_id, str(stretch.condition))


def state_text(stretch: Stretch, condition: str) -> str:
    """Return what keeps a stretch from running, in words; empty when nothing does."""
    if stretch.status is None:
        return NOTHING_LABEL.lower()
    parts = []
    if stretch.status is not Status.OPERATING:
        parts.append(STATUS_LABEL[stretch.status].lower())
    look = CONDITION_LOOK[condition]
    if look.badge:
        parts.append(look.label.lower())
    return ", ".join(parts)


def _draw_stretch(
    ax: Axes,
    sheet: Sheet,
    strip: Strip,
    stretch: Stretch,
    at: Callable[[float], float],
    y: float,
    *,
    condition: str,
) -> None:
    ends = [at(stretch.start_km), at(stretch.end_km)]
    gid = f"strip_leg:{stretch.leg.leg_id}"
    if stretch.missing:
        low = y - 3.6 * sheet.scale
        ax.add_artist(
            Line2D(
                ends,
                [low, low],
                color=SHUT_RED,
                linewidth=1.0 * sheet.scale,
                solid_capstyle="butt",
                zorder=28.2,
                gid=f"{gid}:missing",
            )
        )
    if stretch.status is None:
        dots = Line2D(
            ends,
            [y, y],
            color=SHUT_RED,
            linewidth=0.8 * sheet.scale,
            linestyle=(0.0, (1.0, 3.0)),
            zorder=28,
            gid=gid,
        )
        ax.add_artist(dots)
        return
    look = look_of(
        corridor_colour(strip.branch.corridor_id),
        status=stretch.status,
        mode=stretch.leg.mode,
        accuracy=stretch.leg.accuracy,
        condition=condition,
    )
    line = Line2D(ends, [y, y], solid_capstyle="butt", dash_capstyle="butt", zorder=28, gid=gid)
    line.set(**mpl_line(look))
    line.set_linewidth(look.width_px * POINTS_PER_PIXEL * sheet.scale * _THICKER)
    ax.add_artist(line)
    if look.badge:
        draw_symbol(
            ax,
            look.badge,
            (sum(ends) / 2, y),
            _SYMBOL * sheet.scale,
            ink=look.badge_colour,
            badge=look.badge_colour,
            zorder=28.8,
            gid=f"{gid}:badge",
        )


def _draw_posts(
    ax: Axes, sheet: Sheet, strip: Strip, at: Callable[[float], float], y: float
) -> None:
    """Draw a symbol at each post: a stroke at a border, wedges where the gauge changes."""
    half = 5.0 * sheet.scale
    for post in strip.posts:
        x = at(post.km)
        if post.border:
            ax.add_artist(
                Line2D(
                    [x, x],
                    [y - half, y + half],
                    color=INK,
                    linewidth=1.0 * sheet.scale,
                    zorder=28.4,
                    gid="strip_border",
                )
            )
        if post.gauges:
            size = _BREAK * sheet.scale
            gid = "strip_break"
            draw_symbol(ax, "break_of_gauge", (x, y), size, ink=INK, zorder=28.5, gid=gid)
        shape = NODE_SYMBOL[post.node.kind].shape
        size = _SYMBOL * sheet.scale * (1.0 if post.node.rank <= 2 else 0.7)
        draw_symbol(ax, shape, (x, y), size, ink=INK, zorder=28.6, gid="strip_post")


def _draw_label(ax: Axes, sheet: Sheet, label: PostName, look: TextLook, line_y: float) -> None:
    scale = sheet.scale
    y = line_y + (_ABOVE + label.tier * _TIER) * scale
    ax.add_artist(
        Line2D(
            [label.at, label.at],
            [line_y + 3.4 * scale, y - 0.6 * scale],
            color=INK_SOFT,
            linewidth=0.4 * scale,
            zorder=28.1,
        )
    )
    named = replace(look, colour=INK)
    draw_text(ax, (label.left, y + 1.4 * scale), label.text, named, gid="strip:post")


def _draw_span(
    ax: Axes,
    sheet: Sheet,
    text: str,
    ends: tuple[float, float],
    y: float,
    look: TextLook,
    *,
    ruled: bool,
) -> None:
    """Write a text under the stretch it holds for, if it has room, between ticks."""
    scale, (left, right) = sheet.scale, ends
    width = text_size(text, look)[0]
    if ruled:
        for x in ends:
            ax.add_artist(
                Line2D(
                    [x, x], [y + 0.4 * scale, y + 6.6 * scale], color=RULE, linewidth=0.5, zorder=27
                )
            )
    if width <= right - left - 2.0:
        at = ((left + right) / 2, y + 1.6 * scale)
        draw_text(ax, at, text, look, align="center", gid="strip:span")


def _draw_axis(
    ax: Axes, sheet: Sheet, longest: float, at: Callable[[float], float], top: float
) -> float:
    """Draw the common scale of kilometres."""
    scale, small = sheet.scale, sheet.text(TYPE["small"])
    step = round_length_km(longest / 5)
    y = top - 3.0 * scale
    ax.add_artist(Line2D([at(0.0), at(longest)], [y, y], color=INK_SOFT, linewidth=0.5, zorder=28))
    count = int(longest // step)
    for tick in range(count + 1):
        x = at(tick * step)
        ax.add_artist(
            Line2D([x, x], [y - 2.4 * scale, y], color=INK_SOFT, linewidth=0.5, zorder=28)
        )
        number = f"{tick * step:,.0f}" + (" km" if tick == count else "")
        draw_text(ax, (x, y - 9.6 * scale), number, small, align="center", gid="strip:km")
    return top - _AXIS * scale
