"""Where the static map's names stand: which labels fit, and at what place.

What belongs here: placing measured text so that no two labels meet, none is cut by the frame, none
lies on a symbol it does not name, and none is struck through by a leader. What does not: drawing
what was placed (`layers/scene/names.py`), which names exist (`layers/scene/names.py`)
and how type looks (`layers/look/palette.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from geo.crs import FloatArray
from layers.look.naming import APART, DISTANCES, MOST_DISLIKED, SLANT, SPOTS
from layers.scene.countries import area_place
from layers.scene.display import count_inside
from layers.scene.sheet import Rect
from layers.scene.wishes import (
    LINE_STEP,
    PAD,
    PlacedLabel,
    Room,
    Wish,
    are_free,
    box_rows,
    crossing_cost,
    label_size,
    meets_any,
)

# How far from its symbol a label may stand, how little that is liked, and whether a leader is
# drawn to it: on paper further than the rule has it.
_DISTANCES = (*((*near, False) for near in DISTANCES), (9.0, 9.0, True), (18.0, 16.0, True))
# The same about a symbol as rows: extra distance, dislike, across, up, whether with a leader.
_ROUND = np.array(
    [
        (extra, cost + dislike, across, up, led)
        for extra, cost, led in _DISTANCES
        for across, up, dislike in SPOTS
    ]
)
# A name that is vital and finds no room nearby is looked a place for on a grid of such steps.
_GRID, _FAR_TRIED = 6.0, 240
# How little it is liked that the leader of a vital name strikes through another name.
_STRUCK = 500.0
# How little, that a line runs through what is told below it.
_CROSSED_NOTE = 200.0
# How little, that two leaders cross: each would seem to lead to the other's name.
_CROSSED_LEADER = 60.0
# A badge further off than this from a place is of another one; a name is not to be so much nearer
# to it than its leader is long.
_OWN_MARK, _NEARER, _BY_A_BADGE = 12.0, 0.5, 120.0
# How little, that it stands beside a symbol of another name, and that its leader runs through one,
# in points of leader.
_MISTAKEN, _THROUGH = 25.0, 50.0


def points_of(lines: Iterable[FloatArray]) -> FloatArray:
    """Return points set closely along lines, as rows of x, y."""
    parts = [np.empty((0, 2))]
    for line in lines:
        steps = np.hypot(*np.diff(line, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        if along[-1] > 0:
            at = np.arange(0.0, along[-1], LINE_STEP)
            parts.append(np.column_stack([np.interp(at, along, axis) for axis in line.T]))
    return np.concatenate(parts)


def placed_labels(wishes: Sequence[Wish], room: Room) -> tuple[PlacedLabel, ...]:
    """Place labels one after the other, the first first; those without room are left out."""
    shut = box_rows(room.shut)
    names = box_rows(())
    placed: list[PlacedLabel] = []
    room = replace(room, wanted=tuple(_room_right_of(one) for one in wishes if one.needed))
    for wish in wishes:
        if wish.within is not None:
            found = area_place(wish, room, names)
        else:
            found = _near_place(wish, room, shut, names)
        if wish.vital and (found is None or _note_crosses(found[1], room)):
            found = _far_place(wish, room, shut, names) or found
        if len(wish.lines) > 1 and (found is None or _misleads(found, room)):
            # Better the name alone than nothing, or than a note that a line runs through, or that
            # seems to be told of another place.
            alone = replace(wish, lines=wish.lines[:1])
            found = _near_place(alone, room, shut, names) or (
                _far_place(alone, room, shut, names) if wish.vital else None
            )
        if found is not None and (wish.needed or found[0] <= MOST_DISLIKED):
            placed.append(found[1])
            shut = np.vstack([shut, box_rows(boxes_of(found[1:]))])
            names = np.vstack([names, box_rows([found[1].box])])
            along = box_rows(Rect(x, y, x, y).grown(LINE_STEP) for x, y in _leader_of(found[1]))
            room = replace(room, leaders=np.vstack([room.leaders, along]))
    return tuple(placed)


def _misleads(found: tuple[float, PlacedLabel], room: Room) -> bool:
    """Tell whether a line runs through a note, or it stands as badly at a leader's end."""
    dislike, label = found
    return _note_crosses(label, room) or (label.led and dislike >= _BY_A_BADGE)


def _note_crosses(label: PlacedLabel, room: Room) -> bool:
    """Tell whether a line runs through what stands below a name."""
    if label.wish.within is not None:
        return False
    return any(count_inside(room.lines, box) for box in _line_boxes(label)[1:])


def _room_right_of(wish: Wish) -> Rect:
    """Return where a needed name would stand best; a country's own wants no room kept free."""
    if wish.centred:
        return Rect(*wish.at, *wish.at)
    width, height = label_size(wish.lines)
    x, y = wish.at
    return Rect(x, y - height / 2, x + wish.radius + 1.5 + width, y + height / 2)


def boxes_of(labels: Iterable[PlacedLabel]) -> tuple[Rect, ...]:
    """Return what labels take: the boxes of their text, and small ones along their leaders."""
    taken = []
    for label in labels:
        taken.append(label.box.grown(PAD / 2))
        taken += [Rect(x, y, x, y).grown(PAD / 2) for x, y in _leader_of(label)]
    return tuple(taken)


def _tried(wish: Wish) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a name's usual places: how little each is liked, its box, how it lies to its symbol.

    The last is the place's side, as in `SPOTS`, and whether a leader is drawn to it.
    """
    width, height = label_size(wish.lines)
    x, y = wish.at
    if wish.centred:
        steps = np.arange(-1.0, 1.01, 0.25) if wish.roam else np.array([0.0])
        dx, dy = (side.ravel() for side in np.meshgrid(steps, steps * 0.6, indexing="ij"))
        dx, dy = dx * wish.roam, dy * wish.roam
        dislikes = 6.0 * np.hypot(dx, dy) / max(wish.roam, 1.0)
        left, bottom = x + dx - width / 2, y + dy - height / 2
        return dislikes, _boxes_at(left, bottom, width, height), np.zeros((len(dx), 2))
    extra, dislikes, across, up, led = _ROUND.T
    gap = wish.radius + 1.5 + extra
    slanted = (across != 0) & (up != 0)
    reach = np.where(slanted, np.maximum(gap * SLANT, wish.radius + 0.7), gap)
    # At a slant the text begins at the height of its symbol's edge, not beyond it.
    rise = reach - np.where(slanted, 0.2 * height, 0.0)
    left = x - width / 2 + across * (reach + width / 2)
    bottom = y - height / 2 + up * (rise + height / 2)
    return dislikes, _boxes_at(left, bottom, width, height), np.column_stack([across, led])


def _boxes_at(left: FloatArray, bottom: FloatArray, width: float, height: float) -> FloatArray:
    return np.column_stack([left, bottom, left + width, bottom + height])


def _near_place(
    wish: Wish, room: Room, shut: FloatArray, names: FloatArray
) -> tuple[float, PlacedLabel] | None:
    """Return the least disliked of a label's usual places that are free."""
    others = _other_symbols(wish, box_rows(room.symbols))
    best: tuple[float, PlacedLabel] | None = None
    dislikes, boxes, sides = _tried(wish)
    free = are_free(boxes, room.panel.grown(-2.0), shut)
    tried = (rows[free].tolist() for rows in (dislikes, boxes, sides))
    for dislike, box, (across, led) in zip(*tried, strict=True):
        if best is not None and dislike >= best[0]:
            continue
        candidate = PlacedLabel(wish, Rect(*box), 0.5 - across / 2, bool(led))
        leader = _leader_of(candidate)
        if _strikes(leader, names) or _is_mistaken(candidate, leader, others):
            continue
        score = dislike + crossing_cost(candidate.box, room)
        if best is None or score < best[0]:
            best = (score, candidate)
    return best


def _is_mistaken(label: PlacedLabel, leader: FloatArray, others: FloatArray) -> bool:
    """Tell whether another symbol is as near to a name as its own, or under its leader.

    A leader tells whose name it is, unless it runs through another's symbol or a badge: that one
    it would seem to begin at, or to strike out.
    """
    wish = label.wish
    if wish.centred or not len(others):
        return False
    if label.led:
        return _strikes(leader, others)
    (own,) = _gaps(label.box, box_rows([wish.own]))
    return bool(np.any(_gaps(label.box, others) < own + APART))


def _other_symbols(wish: Wish, symbols: FloatArray) -> FloatArray:
    """Return the symbols that a name could be mistaken for; not those as good as its own.

    Such a one lies with its middle on the name's own symbol, or under the middle of that.
    """
    own, (x, y) = wish.own.grown(0.1), wish.own.centre
    left, bottom, right, top = symbols.T
    across, up = (left + right) / 2, (bottom + top) / 2
    upon = (across >= own.x0) & (across <= own.x1) & (up >= own.y0) & (up <= own.y1)
    under = (x >= left - 0.1) & (x <= right + 0.1) & (y >= bottom - 0.1) & (y <= top + 0.1)
    others: FloatArray = symbols[~(upon | under)]
    return others


def _gaps(box: Rect, others: FloatArray) -> FloatArray:
    """Return how far other boxes are from one; 0 where they touch."""
    across = np.maximum(np.maximum(others[:, 0] - box.x1, box.x0 - others[:, 2]), 0.0)
    down = np.maximum(np.maximum(others[:, 1] - box.y1, box.y0 - others[:, 3]), 0.0)
    gaps: FloatArray = np.hypot(across, down)
    return gaps


def _far_place(
    wish: Wish, room: Room, shut: FloatArray, names: FloatArray
) -> tuple[float, PlacedLabel] | None:
    """Return the best place at the end of a long leader: near, and crossing few lines."""
    x, y = wish.at
    others = box_rows(box for box in room.shut if not box.holds(Rect(x, y, x, y)))
    # What is told of a closure would seem to be told of a badge that stands nearer to it.
    marks = box_rows(room.badges)
    marks = marks[_gaps(wish.own, marks) > _OWN_MARK]
    tried = _places_round(wish)
    free = tried[are_free(tried, room.panel.grown(-2.0), shut)][:_FAR_TRIED]

    def disliked(label: PlacedLabel) -> float:
        end, leader = leader_end(label), _leader_of(label)
        length = float(np.hypot(end[0] - x, end[1] - y))
        score = length + 1.5 * _crossed(wish.at, end, room.lines) + crossing_cost(label.box, room)
        score += _STRUCK * _strikes(leader, names)
        # Beside or across another symbol it would seem to be that one's name.
        score += _CROSSED_NOTE * _note_crosses(label, room)
        score += _CROSSED_LEADER * _strikes(leader, room.leaders)
        score += _BY_A_BADGE * bool(np.any(_gaps(label.box, marks) < length * _NEARER))
        beside = meets_any(label.box.grown(PAD * 4), others)
        return score + _MISTAKEN * beside + _THROUGH * _strikes(leader, others)

    labels = (PlacedLabel(wish, Rect(*box), led=True) for box in free.tolist())
    scored = ((disliked(label), label) for label in labels)
    return min(scored, key=itemgetter(0), default=None)


def _places_round(wish: Wish) -> FloatArray:
    """Return the boxes of a vital label on a grid round its place, the nearest first."""
    width, height = label_size(wish.lines)
    x, y = wish.at
    steps = np.arange(-wish.reach, wish.reach + 1, _GRID)
    shifts = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    dx, dy = shifts[np.argsort(np.hypot(shifts[:, 0], shifts[:, 1]), kind="stable")].T
    return _boxes_at(x + dx - width / 2, y + dy - height / 2, width, height)


def _leader_of(label: PlacedLabel) -> FloatArray:
    """Return points along a label's leader, from the edge of its symbol; none without one."""
    if not label.led:
        return np.empty((0, 2))
    start, end = np.array(label.wish.at), np.array(leader_end(label))
    length = float(np.hypot(*(end - start)))
    at = np.arange(label.wish.radius, length, LINE_STEP)
    points: FloatArray = start + (end - start) * (at[:, None] / max(length, 1e-9))
    return points


def _strikes(leader: FloatArray, boxes: FloatArray) -> bool:
    """Tell whether a leader's points run through any of some boxes."""
    if not len(leader) or not len(boxes):
        return False
    x, y = leader[:, :1], leader[:, 1:]
    left, bottom, right, top = boxes.T
    return bool(np.any((x > left) & (x < right) & (y > bottom) & (y < top)))


def _crossed(start: tuple[float, float], end: tuple[float, float], lines: FloatArray) -> int:
    """Return how many points of lines lie along a straight leader."""
    (x, y), (dx, dy) = start, np.subtract(end, start)
    length = max(float(np.hypot(dx, dy)), 1e-9)
    along = ((lines[:, 0] - x) * dx + (lines[:, 1] - y) * dy) / length
    across = np.abs((lines[:, 0] - x) * dy - (lines[:, 1] - y) * dx) / length
    return int(np.count_nonzero((along > 0) & (along < length) & (across < LINE_STEP)))


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
