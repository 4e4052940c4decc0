"""Where the name of a country stands on the static map: anywhere within what is seen of it.

What belongs here: the part of the rule of placing (`layers/look/naming.py`) that is about areas.
What does not: names beside symbols (`layers/scene/placing.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look import naming
from layers.scene.sheet import Rect
from layers.scene.wishes import (
    PAD,
    PlacedLabel,
    Room,
    Wish,
    box_at,
    box_rows,
    crossing_cost,
    label_size,
    meeting,
    meets_any,
)


def area_place(wish: Wish, room: Room, names: FloatArray) -> tuple[float, PlacedLabel] | None:
    """Return the least disliked place of a country's name within what the panel shows of it."""
    area, panel, inner = wish.within, room.panel, room.panel.grown(-2.0)
    if area is None:
        return None
    seen = area.intersection(shapely.box(panel.x0, panel.y0, panel.x1, panel.y1))
    if seen.is_empty:
        return None
    kept = np.vstack([names, box_rows(room.badges), box_rows(set(room.shut) - set(room.symbols))])
    symbols = box_rows(room.symbols)
    best: tuple[float, PlacedLabel] | None = None
    for step, lines in enumerate((wish.lines, *wish.smaller)):
        size = width, height = label_size(lines)
        one = replace(wish, lines=lines)
        for far, (x, y) in _grid_of(seen, wish.at):
            label = PlacedLabel(one, box_at(x - width / 2, y - height / 2, size))
            if not inner.holds(label.box) or meets_any(label.box.grown(PAD), kept):
                continue
            score = (
                naming.FAR_COST * far + naming.SMALLER_COST * step + _outside_cost(label.box, area)
            )
            score += naming.AREA_LINE_SHARE * crossing_cost(label.box, room)
            score += naming.UPON_COST * meeting(label.box, symbols)
            score += naming.CROWD_COST * meeting(label.box.grown(naming.CROWD_REACH), symbols)
            score += naming.ROOM_COST * meeting(label.box, box_rows(room.wanted))
            if score < (best[0] if best else np.inf):
                best = (score, label)
    return best


def _grid_of(
    area: BaseGeometry, home: tuple[float, float]
) -> Iterable[tuple[float, tuple[float, float]]]:
    """Yield places in an area, with their share of the greatest distance from the best one."""
    left, bottom, right, top = area.bounds
    reach = float(np.hypot(right - left, top - bottom)) or 1.0
    best = home if area.contains(shapely.Point(home)) else area.representative_point().coords[0]
    xs, ys = np.linspace(left, right, naming.GRID + 1), np.linspace(bottom, top, naming.GRID + 1)
    places = np.array([best, *((x, y) for x in xs for y in ys)])
    for (x, y), inside in zip(places, shapely.contains_xy(area, places), strict=True):
        if inside:
            yield float(np.hypot(x - best[0], y - best[1])) / reach, (float(x), float(y))


def _outside_cost(box: Rect, area: BaseGeometry) -> float:
    """Return the dislike of a name running out of its country; endless beyond the most allowed."""
    xs, ys = (box.x0, box.x1), (box.y0, box.centre[1], box.y1)
    corners = np.array([(x, y) for x in xs for y in ys])
    outside = 1.0 - float(np.mean(shapely.contains_xy(area, corners)))
    return np.inf if outside > naming.MOST_OUTSIDE else naming.OUTSIDE_COST * outside
