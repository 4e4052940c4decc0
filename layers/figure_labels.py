"""The static map's names: which labels fit, and where each stands.

What belongs here: placing measured text so that no two labels meet, none is cut by the frame and
none lies on a symbol it does not name; and drawing what was placed. What does not: which names
exist (`geo`, `layers/basemap.py`) and how type looks (`layers/palette.py`). The unit is the point
of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import Normal, Stroke

from geo.crs import FloatArray
from layers.figure_type import look_font, text_size
from layers.palette import POINTS_PER_PIXEL, TextLook
from layers.sheet import Rect

# White space kept round a label.
_PAD = 1.1
# Distance between the points that stand for a line when a label looks for room.
_LINE_STEP = 1.4
# How far from its symbol a label may stand, and how little that is liked.
_DISTANCES = ((0.0, 0.0), (3.0, 3.0), (9.0, 9.0), (18.0, 16.0), (32.0, 30.0), (48.0, 50.0))
_LED_FROM = 5.0
# A label that is not needed is left out rather than laid over more lines than this.
_MOST_DISLIKED = 14.0
# Share of the type size from one baseline to the next.
LEADING = 1.18


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that would like a place.

    `lines` are stacked from the top. `radius` keeps the text off its own symbol at `at`. With
    `centred` the text stands on the point itself and moves about it, up to `roam` points away.
    Of the lines it would cover, one with `needed` puts up with more.
    """

    key: str
    lines: tuple[tuple[str, TextLook], ...]
    at: tuple[float, float]
    radius: float = 0.0
    centred: bool = False
    roam: float = 0.0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label with the box of its text; `align` is 0 left, 0.5 middle, 1 right; `led` by a line."""

    wish: Wish
    box: Rect
    align: float
    led: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What labels must keep clear of: `shut` boxes for good, `lines` as far as can be."""

    panel: Rect
    shut: tuple[Rect, ...]
    lines: FloatArray
    faint: FloatArray


def points_of(lines: Iterable[FloatArray]) -> FloatArray:
    """Return points set closely along lines, as rows of x, y."""
    parts = [np.empty((0, 2))]
    for line in lines:
        steps = np.hypot(*np.diff(line, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        if along[-1] > 0:
            at = np.arange(0.0, along[-1], _LINE_STEP)
            parts.append(
                np.column_stack(
                    [np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])]
                )
            )
    return np.concatenate(parts)


def placed_labels(wishes: Sequence[Wish], room: Room) -> tuple[PlacedLabel, ...]:
    """Place labels one after the other, the first first; those without room are left out."""
    shut = np.array([(box.x0, box.y0, box.x1, box.y1) for box in room.shut]).reshape(-1, 4)
    placed: list[PlacedLabel] = []
    inner = room.panel.grown(-2.0)
    for wish in wishes:
        best: tuple[float, PlacedLabel] | None = None
        for dislike, candidate in _candidates(wish):
            if best is not None and dislike >= best[0]:
                continue
            box = candidate.box.grown(_PAD)
            if not inner.holds(box) or _meets_any(box, shut):
                continue
            score = dislike + _crossing_cost(candidate.box, room)
            if best is None or score < best[0]:
                best = (score, candidate)
        if best is not None and (wish.needed or best[0] <= _MOST_DISLIKED):
            placed.append(best[1])
            own = best[1].box.grown(_PAD / 2)
            shut = np.vstack([shut, (own.x0, own.y0, own.x1, own.y1)])
    return tuple(placed)


def draw_labels(ax: Axes, labels: Iterable[PlacedLabel], *, zorder: float) -> None:
    """Draw labels with their halos where they were placed."""
    for label in labels:
        top = label.box.y1
        if label.led:
            _draw_leader(ax, label, zorder=zorder)
        x = label.box.x0 + label.align * label.box.width
        for order, (text, look) in enumerate(label.wish.lines):
            _, up, _ = text_size(text, look)
            height = _cap_height(look)
            baseline = top - max(height, up if order == 0 else 0.0)
            artist = ax.text(
                x,
                baseline,
                text,
                fontproperties=look_font(look),
                color=look.colour,
                ha={0.0: "left", 0.5: "center", 1.0: "right"}[label.align],
                va="baseline",
                zorder=zorder + 0.1,
                gid=f"label:{label.wish.key}",
            )
            if look.halo:
                width = look.halo_px * POINTS_PER_PIXEL * look.size_pt / 7.0
                artist.set_path_effects(
                    [Stroke(linewidth=width, foreground=look.halo, joinstyle="round"), Normal()]
                )
            top = baseline - look.size_pt * (LEADING - 1.0) - look.size_pt * 0.16


def label_size(lines: Sequence[tuple[str, TextLook]]) -> tuple[float, float]:
    """Return the width and height of stacked lines of text."""
    width = max(text_size(text, look)[0] for text, look in lines)
    height = 0.0
    for order, (text, look) in enumerate(lines):
        _, up, down = text_size(text, look)
        height += max(_cap_height(look), up if order == 0 else 0.0)
        last = order == len(lines) - 1
        height += down if last else look.size_pt * (LEADING - 1.0) + look.size_pt * 0.16
    return width, height


def spaced_out(text: str) -> str:
    """Return a name in capitals with thin spaces between its letters, as maps write countries."""
    return "\u2009\u200a".join(text.upper()).replace("\u2009\u200a \u2009\u200a", "\u2002 ")


def _candidates(wish: Wish) -> Iterable[tuple[float, PlacedLabel]]:
    """Return the places a label could take, each with how little it is liked."""
    size = width, height = label_size(wish.lines)
    x, y = wish.at
    if wish.centred:
        steps = np.arange(-1.0, 1.01, 0.25) if wish.roam else np.array([0.0])
        for dx in steps * wish.roam:
            for dy in steps * wish.roam * 0.6:
                dislike = 6.0 * float(np.hypot(dx, dy)) / max(wish.roam, 1.0)
                yield dislike, _at(wish, size, x + dx - width / 2, y + dy - height / 2, 0.5)
        return
    for extra, cost, led in (
        (0.0, 0.0, False),
        (3.0, 3.0, False),
        (9.0, 9.0, True),
        (18.0, 16.0, True),
    ):
        gap = wish.radius + 1.5 + extra
        slant = gap * 0.72
        yield cost + 0.0, _at(wish, size, x + gap, y - height * 0.48, 0.0, led=led)
        yield cost + 0.8, _at(wish, size, x + slant, y + slant - height * 0.2, 0.0, led=led)
        yield cost + 1.0, _at(wish, size, x + slant, y - slant - height * 0.8, 0.0, led=led)
        yield cost + 1.2, _at(wish, size, x - gap - width, y - height * 0.48, 1.0, led=led)
        yield cost + 1.6, _at(wish, size, x - slant - width, y + slant - height * 0.2, 1.0, led=led)
        yield cost + 1.8, _at(wish, size, x - slant - width, y - slant - height * 0.8, 1.0, led=led)
        yield cost + 1.4, _at(wish, size, x - width / 2, y + gap, 0.5, led=led)
        yield cost + 1.7, _at(wish, size, x - width / 2, y - gap - height, 0.5, led=led)


def _at(
    wish: Wish,
    size: tuple[float, float],
    left: float,
    bottom: float,
    align: float,
    *,
    led: bool = False,
) -> PlacedLabel:
    box = Rect(left, bottom, left + size[0], bottom + size[1])
    return PlacedLabel(wish, box, align, led)


def _crossing_cost(box: Rect, room: Room) -> float:
    """Return the dislike of covering lines: strong for corridors, weak for boundaries."""
    return 1.5 * _inside(room.lines, box) + 0.2 * _inside(room.faint, box)


def _inside(points: FloatArray, box: Rect) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(np.count_nonzero((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)))


def _meets_any(box: Rect, others: FloatArray) -> bool:
    """Tell whether a box shares area with any row of left, bottom, right, top."""
    return bool(
        np.any(
            (others[:, 0] < box.x1)
            & (others[:, 2] > box.x0)
            & (others[:, 1] < box.y1)
            & (others[:, 3] > box.y0)
        )
    )


def _cap_height(look: TextLook) -> float:
    return text_size("H", look)[1]


def _draw_leader(ax: Axes, label: PlacedLabel, *, zorder: float) -> None:
    """Draw a fine line from a symbol to the nearest edge of its label."""
    x, y = label.wish.at
    to_x = min(max(x, label.box.x0), label.box.x1)
    to_y = min(max(y, label.box.y0), label.box.y1)
    length = float(np.hypot(to_x - x, to_y - y))
    if length <= label.wish.radius:
        return
    share = label.wish.radius / length
    look = label.wish.lines[0][1]
    ax.plot(
        [x + (to_x - x) * share, to_x],
        [y + (to_y - y) * share, to_y],
        color=look.colour,
        linewidth=0.5,
        zorder=zorder,
        solid_capstyle="butt",
    )
