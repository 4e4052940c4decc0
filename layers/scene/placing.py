"""Where the static map's names stand: which labels fit, and at what place.

What belongs here: placing measured text so that no two labels meet, none is cut by the frame, none
lies on a symbol it does not name, and none is struck through by a leader. What does not: drawing
what was placed (`layers/scene/names.py`), which names exist (`layers/scene/names.py`)
and how type looks (`layers/look/palette.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.crs import FloatArray
from layers.look.palette import TextLook
from layers.scene.display import count_inside
from layers.scene.sheet import Rect
from layers.scene.type import text_size

# White space kept round a label.
_PAD = 1.1
# Distance between the points that stand for a line when a label looks for room.
_LINE_STEP = 1.4
# How far from its symbol a label may stand, how little that is liked, and whether a leader is
# drawn to it.
_DISTANCES = ((0.0, 0.0, False), (3.0, 3.0, False), (9.0, 9.0, True), (18.0, 16.0, True))
# A name that is vital and finds no room nearby is looked a place for on a grid this far out.
_FAR, _GRID, _FAR_TRIED = 84.0, 6.0, 120
# A label that is not needed is left out rather than laid over more lines than this.
_MOST_DISLIKED = 14.0
# How little it is liked that the leader of a vital name strikes through another name.
_STRUCK = 500.0
# How little, that it runs across or stands beside a symbol of another name, in points of leader.
_MISTAKEN = 25.0
# Share of the type size from one baseline to the next.
LEADING = 1.18


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that would like a place.

    `lines` are stacked from the top. `radius` keeps the text off its own symbol at `at`. With
    `centred` the text stands on the point itself and moves about it, up to `roam` points away.
    One that is `needed` puts up with covering lines; one that is `vital` goes far off at the
    end of a leader rather than be left out. One with a `dot` brings its own point, of that
    radius, and stands close to it.
    """

    key: str
    lines: tuple[tuple[str, TextLook], ...]
    at: tuple[float, float]
    radius: float = 0.0
    centred: bool = False
    roam: float = 0.0
    needed: bool = False
    vital: bool = False
    dot: float = 0.0


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
    shut = _rows(room.shut)
    names = _rows(())
    placed: list[PlacedLabel] = []
    for wish in wishes:
        found = _near_place(wish, room, shut, names)
        if found is None and wish.vital:
            found = _far_place(wish, room, shut, names)
        if found is None and len(wish.lines) > 1:
            # Better the name alone than nothing.
            found = _near_place(replace(wish, lines=wish.lines[:1]), room, shut, names)
        if found is not None and (wish.needed or found[0] <= _MOST_DISLIKED):
            placed.append(found[1])
            shut = np.vstack([shut, _rows(boxes_of(found[1:]))])
            names = np.vstack([names, _rows([found[1].box])])
    return tuple(placed)


def boxes_of(labels: Iterable[PlacedLabel]) -> tuple[Rect, ...]:
    """Return what labels take: the boxes of their text, and small ones along their leaders."""
    taken = []
    for label in labels:
        taken.append(label.box.grown(_PAD / 2))
        taken += [Rect(x, y, x, y).grown(_PAD / 2) for x, y in _leader_of(label)]
    return tuple(taken)


def label_size(lines: Sequence[tuple[str, TextLook]]) -> tuple[float, float]:
    """Return the width and height of stacked lines of text."""
    width = max(text_size(text, look)[0] for text, look in lines)
    height = 0.0
    for order, (text, look) in enumerate(lines):
        _, up, down = text_size(text, look)
        height += max(cap_height(look), up if order == 0 else 0.0)
        last = order == len(lines) - 1
        height += down if last else look.size_pt * (LEADING - 1.0) + look.size_pt * 0.16
    return width, height


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
    for extra, cost, led in _DISTANCES:
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


def _near_place(
    wish: Wish, room: Room, shut: FloatArray, names: FloatArray
) -> tuple[float, PlacedLabel] | None:
    """Return the least disliked of a label's usual places that are free."""
    inner = room.panel.grown(-2.0)
    best: tuple[float, PlacedLabel] | None = None
    for dislike, candidate in _candidates(wish):
        if best is not None and dislike >= best[0]:
            continue
        box = candidate.box.grown(_PAD)
        if not inner.holds(box) or _meets_any(box, shut) or _strikes(candidate, names):
            continue
        score = dislike + _crossing_cost(candidate.box, room)
        if best is None or score < best[0]:
            best = (score, candidate)
    return best


def _far_place(
    wish: Wish, room: Room, shut: FloatArray, names: FloatArray
) -> tuple[float, PlacedLabel] | None:
    """Return the best place at the end of a long leader: near, and crossing few lines."""
    size = width, height = label_size(wish.lines)
    x, y = wish.at
    steps = np.arange(-_FAR, _FAR + 1, _GRID)
    shifts = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    lower = np.array(wish.at) + shifts - np.array(size) / 2 - _PAD
    boxes = np.hstack([lower, lower + np.array(size) + 2 * _PAD])
    inner = room.panel.grown(-2.0)
    inside = (
        (boxes[:, 0] >= inner.x0)
        & (boxes[:, 1] >= inner.y0)
        & (boxes[:, 2] <= inner.x1)
        & (boxes[:, 3] <= inner.y1)
    )
    meets = (
        (shut[None, :, 0] < boxes[:, None, 2])
        & (shut[None, :, 2] > boxes[:, None, 0])
        & (shut[None, :, 1] < boxes[:, None, 3])
        & (shut[None, :, 3] > boxes[:, None, 1])
    ).any(axis=1)
    free = shifts[inside & ~meets]
    others = _rows(box for box in room.shut if not box.holds(Rect(x, y, x, y)))
    nearest = free[np.argsort(np.hypot(free[:, 0], free[:, 1]), kind="stable")][:_FAR_TRIED]
    best: tuple[float, PlacedLabel] | None = None
    for dx, dy in nearest:
        left, bottom = x + float(dx) - width / 2, y + float(dy) - height / 2
        label = _at(wish, size, left, bottom, 0.5, led=True)
        end = leader_end(label)
        length = float(np.hypot(end[0] - x, end[1] - y))
        score = length + 1.5 * _crossed(wish.at, end, room.lines) + _crossing_cost(label.box, room)
        score += _STRUCK if _strikes(label, names) else 0.0
        # Beside or across another symbol it would seem to be that one's name.
        score += _MISTAKEN * (
            _strikes(label, others) + _meets_any(label.box.grown(_PAD * 4), others)
        )
        if best is None or score < best[0]:
            best = (score, label)
    return best


def _leader_of(label: PlacedLabel) -> FloatArray:
    """Return points along a label's leader, from the edge of its symbol; none without one."""
    if not label.led:
        return np.empty((0, 2))
    start, end = np.array(label.wish.at), np.array(leader_end(label))
    length = float(np.hypot(*(end - start)))
    at = np.arange(label.wish.radius, length, _LINE_STEP)
    points: FloatArray = start + (end - start) * (at[:, None] / max(length, 1e-9))
    return points


def _strikes(label: PlacedLabel, names: FloatArray) -> bool:
    """Tell whether a label's leader would run through a name."""
    points = _leader_of(label)
    x, y = points[:, :1], points[:, 1:]
    left, bottom, right, top = names.T
    return bool(np.any((x > left) & (x < right) & (y > bottom) & (y < top)))


def _crossed(start: tuple[float, float], end: tuple[float, float], lines: FloatArray) -> int:
    """Return how many points of lines lie along a straight leader."""
    (x, y), (dx, dy) = start, np.subtract(end, start)
    length = max(float(np.hypot(dx, dy)), 1e-9)
    along = ((lines[:, 0] - x) * dx + (lines[:, 1] - y) * dy) / length
    across = np.abs((lines[:, 0] - x) * dy - (lines[:, 1] - y) * dx) / length
    return int(np.count_nonzero((along > 0) & (along < length) & (across < _LINE_STEP)))


def leader_end(label: PlacedLabel) -> tuple[float, float]:
    """Return where a label's leader ends: the point of its lines of text nearest to its place."""
    x, y = label.wish.at
    ends = [
        (min(max(x, line.x0), line.x1), min(max(y, line.y0), line.y1))
        for line in _line_boxes(label)
    ]
    return min(ends, key=lambda end: float(np.hypot(end[0] - x, end[1] - y)))


def _line_boxes(label: PlacedLabel) -> list[Rect]:
    """Return the box of each line of a label; those below the first reach up to it."""
    boxes, bottom = [], label.box.y1
    for order in range(len(label.wish.lines)):
        width, _ = label_size(label.wish.lines[order : order + 1])
        _, height = label_size(label.wish.lines[: order + 1])
        left = label.box.x0 + label.align * (label.box.width - width)
        top, bottom = bottom, label.box.y1 - height
        boxes.append(Rect(left, bottom, left + width, top))
    return boxes


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
    return 1.5 * count_inside(room.lines, box) + 0.2 * count_inside(room.faint, box)


def _rows(boxes: Iterable[Rect]) -> FloatArray:
    """Return boxes as rows of left, bottom, right, top."""
    return np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes]).reshape(-1, 4)


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


def cap_height(look: TextLook) -> float:
    """Return the height of a style's capitals."""
    return text_size("H", look)[1]
