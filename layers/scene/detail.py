"""The detail map: where a crowded part of the static map is shown larger, in an empty corner.

What belongs here: whether there is a detail map, which window of the main map it shows and where it
stands. What does not: drawing it (`layers/scene/map.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.crs import FloatArray
from layers.scene.display import count_inside
from layers.scene.frame import Frame
from layers.scene.sheet import Rect

# How many times larger than the map the detail is.
FACTOR = 2.5
# Worth showing only when so many names would otherwise be missing.
_FEWEST_MISSING = 6
_WIDTHS = tuple(range(300, 119, -10))
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
    taken: Sequence[Rect],
    scale: float,
) -> Detail | None:
    """Return the detail map that names most of what the main map cannot, if there is room.

    Parameters
    ----------
    frame
        The main map's.
    missing, weights
        Points of the page whose names found no place, and how much each is missed.
    occupied, taken
        Points and boxes of the page that must not be covered.
    scale
        The sheet's.
    """
    if len(missing) < _FEWEST_MISSING:
        return None
    panel = _emptiest(frame.panel, occupied, taken, scale)
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


def _emptiest(
    panel: Rect, occupied: FloatArray, taken: Sequence[Rect], scale: float
) -> Rect | None:
    """Return the largest box in a corner of the panel that covers nothing."""
    inner = panel.grown(-_MARGIN * scale)
    sizes = [(width * scale, width * scale / aspect) for width in _WIDTHS for aspect in _ASPECTS]
    for width, height in sorted(sizes, key=lambda size: -size[0] * size[1]):
        for left in (inner.x1 - width, inner.x0):
            for bottom in (inner.y1 - height, inner.y0):
                box = Rect(left, bottom, left + width, bottom + height)
                wide = box.grown(_MARGIN)
                if not inner.holds(box) or any(wide.meets(other) for other in taken):
                    continue
                if not count_inside(occupied, wide):
                    return box
    return None


def _fullest(panel: Rect, size: Rect, missing: FloatArray, weights: FloatArray) -> Rect | None:
    """Return the window of the main map, of the detail's shape, that holds most missing names."""
    width, height = size.width / FACTOR, size.height / FACTOR
    lefts = np.arange(panel.x0, panel.x1 - width, _GRID)
    bottoms = np.arange(panel.y0, panel.y1 - height, _GRID)
    corners = np.stack(np.meshgrid(lefts, bottoms), axis=-1).reshape(-1, 2)
    taken = size.grown(_MARGIN)
    meets = (
        (corners[:, 0] < taken.x1)
        & (corners[:, 0] + width > taken.x0)
        & (corners[:, 1] < taken.y1)
        & (corners[:, 1] + height > taken.y0)
    )
    corners = corners[~meets]
    if not len(corners):
        return None
    # Places near the window's edge would have no room for their names in the detail either.
    edge = min(width, height) * 0.08
    inside = missing[None, :, :] - corners[:, None, :]
    held = np.all((inside > edge) & (inside < np.array([width, height]) - edge), axis=2)
    # Of windows that hold the same, the one whose places lie nearest its middle.
    away = np.hypot(inside[:, :, 0] - width / 2, inside[:, :, 1] - height / 2)
    scores = held @ weights - 1e-3 * (held * away).sum(axis=1)
    left, bottom = corners[int(np.argmax(scores))]
    return Rect(float(left), float(bottom), float(left) + width, float(bottom) + height)
