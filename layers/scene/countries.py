"""Where the name of a country stands on the static map: anywhere within what is seen of it.

What belongs here: the part of the rule of placing (`layers/look/naming.py`) that is about areas.
What does not: names beside symbols (`layers/scene/placing.py`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look import naming
from layers.scene.sheet import Rect
from layers.scene.wishes import (
    PlacedLabel,
    Room,
    Wish,
    are_free,
    box_rows,
    crossing_cost,
    grown,
    label_size,
    meetings,
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
    wanted = box_rows(room.wanted)
    shapely.prepare([area, seen])
    far, places = _grid_of(seen, wish.at)
    best: tuple[float, PlacedLabel] | None = None
    for step, lines in enumerate((wish.lines, *wish.smaller)):
        size = np.array(label_size(lines))
        lows = places - size / 2
        boxes = np.hstack([lows, lows + size])
        free = are_free(boxes, inner, kept, pad=0.0)
        boxes = boxes[free]
        scores = naming.FAR_COST * far[free] + naming.SMALLER_COST * step
        scores += _outside_costs(boxes, area)
        scores += naming.UPON_COST * meetings(boxes, symbols)
        scores += naming.CROWD_COST * meetings(grown(boxes, naming.CROWD_REACH), symbols)
        scores += naming.ROOM_COST * meetings(boxes, wanted)
        for score, row in zip(scores.tolist(), boxes.tolist(), strict=True):
            if score < (best[0] if best else np.inf):
                box = Rect(*row)
                score += naming.AREA_LINE_SHARE * crossing_cost(box, room)
                if score < (best[0] if best else np.inf):
                    best = (score, PlacedLabel(replace(wish, lines=lines), box))
    return best


def _grid_of(area: BaseGeometry, home: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """Return places in an area as rows, and their shares of the greatest distance to the best."""
    left, bottom, right, top = area.bounds
    reach = float(np.hypot(right - left, top - bottom)) or 1.0
    best = home if area.contains(shapely.Point(home)) else area.representative_point().coords[0]
    xs, ys = np.linspace(left, right, naming.GRID + 1), np.linspace(bottom, top, naming.GRID + 1)
    places = np.array([best, *((x, y) for x in xs for y in ys)])
    places = places[shapely.contains_xy(area, places)]
    return np.hypot(*(places - best).T) / reach, places


def _outside_costs(boxes: FloatArray, area: BaseGeometry) -> FloatArray:
    """Return the dislike of names running out of their country; endless beyond the most allowed."""
    left, bottom, right, top = boxes.T
    middle = (bottom + top) / 2
    corners = [np.column_stack([x, y]) for x in (left, right) for y in (bottom, middle, top)]
    outside = 1.0 - np.mean([shapely.contains_xy(area, one) for one in corners], axis=0)
    costs: FloatArray = np.where(
        outside > naming.MOST_OUTSIDE, np.inf, naming.OUTSIDE_COST * outside
    )
    return costs
