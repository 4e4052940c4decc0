"""The detail map: where a crowded part of the static map is shown larger, in an empty corner.

What belongs here: whether there is a detail map, which window of the main map it shows and where
it stands. What does not: drawing it (`layers/figure_map.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.crs import FloatArray
from layers.frame import Frame
from layers.sheet import Rect

# How many times larger than the map the detail is.
FACTOR = 2.5
# Worth showing only when so many names would otherwise be missing.
_FEWEST_MISSING = 6
_WIDTHS = tuple(range(300, 139, -10))
_ASPECTS = (1.3, 1.1, 0.95, 0.8)
_MARGIN = 8.0
_GRID = 4.0


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail map: its own frame, and the window of the main map that it shows."""

    frame: Frame
    window: Rect


def detail_of(
    frame: Frame,
    missing: Sequence[tuple[float, float]],
    weights: Sequence[float],
    *,
    occupied: FloatArray,
    scale: float,
) -> Detail | None:
    """Return the detail map that names most of what the main map cannot, if there is room.

    Parameters
    ----------
    frame
        The main map's.
    missing, weights
        Points of the page whose names found no place, and how much each is missed.
    occupied
        Points of the page that must not be covered.
    scale
        The sheet's.
    """
    if len(missing) < _FEWEST_MISSING:
        return None
    panel = _emptiest(frame.panel, occupied, scale)
    if panel is None:
        return None
    window = _fullest(frame.panel, panel, np.array(missing), np.array(weights))
    if window is None:
        return None
    middle, centre = window.centre, panel.centre
    origin = (
        centre[0] + (frame.origin[0] - middle[0]) * FACTOR,
        centre[1] + (frame.origin[1] - middle[1]) * FACTOR,
    )
    larger = Frame(panel, frame.projection, frame.points_per_metre * FACTOR, origin)
    return Detail(larger, window)


def _emptiest(panel: Rect, occupied: FloatArray, scale: float) -> Rect | None:
    """Return the largest box in a corner of the panel that covers nothing."""
    inner = panel.grown(-_MARGIN * scale)
    sizes = [(width * scale, width * scale / aspect) for width in _WIDTHS for aspect in _ASPECTS]
    for width, height in sorted(sizes, key=lambda size: -size[0] * size[1]):
        for left in (inner.x1 - width, inner.x0):
            for bottom in (inner.y1 - height, inner.y0):
                box = Rect(left, bottom, left + width, bottom + height)
                if inner.holds(box) and not _any_inside(occupied, box.grown(_MARGIN)):
                    return box
    return None


def _fullest(panel: Rect, size: Rect, missing: FloatArray, weights: FloatArray) -> Rect | None:
    """Return the window of the main map, of the detail's shape, that holds most missing names."""
    width, height = size.width / FACTOR, size.height / FACTOR
    taken = size.grown(_MARGIN)
    best: tuple[float, Rect] | None = None
    for left in np.arange(panel.x0, panel.x1 - width, _GRID):
        for bottom in np.arange(panel.y0, panel.y1 - height, _GRID):
            box = Rect(float(left), float(bottom), float(left) + width, float(bottom) + height)
            if box.meets(taken):
                continue
            core = box.grown(-min(width, height) * 0.08)
            held = (
                (missing[:, 0] > core.x0)
                & (missing[:, 0] < core.x1)
                & (missing[:, 1] > core.y0)
                & (missing[:, 1] < core.y1)
            )
            # Of windows that hold the same, the one whose places lie nearest its middle.
            away = np.hypot(*(missing[held] - box.centre).T).sum() if held.any() else 0.0
            score = float(weights[held].sum() - 1e-4 * away)
            if best is None or score > best[0]:
                best = (score, box)
    return best[1] if best is not None else None


def _any_inside(points: FloatArray, box: Rect) -> bool:
    x, y = points[:, 0], points[:, 1]
    return bool(np.any((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)))
