"""The detail map: where a crowded part of the static map is shown larger, in an empty corner.

What belongs here: whether there is a detail map, which window of the main map it shows and where it
stands. What does not: drawing it (`layers/scene/map.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.crs import FloatArray
from geo.state.select import NodeState
from layers.scene.content import Content
from layers.scene.display import count_inside
from layers.scene.frame import Frame
from layers.scene.sheet import Rect

# How many times larger than the map the detail is.
FACTOR = 2.5
# Worth showing only when so many names would otherwise be missing.
_FEWEST_MISSING = 6
# And so many of them in its window: missing names far from one another want no map of their own.
_FEWEST_HELD = 4
_WIDTHS = tuple(range(300, 119, -10))
_ASPECTS = (1.3, 1.1, 0.95, 0.8)
_MARGIN = 8.0
_GRID = 4.0


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail map: its own frame, and the window of the main map that it shows."""

    frame: Frame
    window: Rect


@dataclass(frozen=True, slots=True)
class Missing:
    """The places without a name on the main map: those that wish for one, and the lesser."""

    wished: tuple[NodeState, ...]
    lesser: tuple[NodeState, ...] = ()


def detail_of(content: Content, missing: Missing, taken: Sequence[Rect]) -> Detail | None:
    """Return the detail map that names most of what the main map cannot, if there is room.

    Parameters
    ----------
    content
        Of the main map.
    missing
        The nodes that have no name on it.
    taken
        Boxes of the page that must not be covered either.
    """
    frame = content.frame
    nodes = (*missing.wished, *missing.lesser)
    if len(nodes) < _FEWEST_MISSING:
        return None
    panel = _emptiest(content, taken)
    if panel is None:
        return None
    points = np.array([frame.point_of(state.node.lonlat) for state in nodes])
    weights = np.array([5.0 - state.node.rank for state in nodes])
    window = _fullest(frame.panel, panel, points, weights, wished=len(missing.wished))
    if window is None:
        return None
    (x, y), (left, bottom), (at_x, at_y) = frame.origin, window.centre, panel.centre
    origin = at_x + (x - left) * FACTOR, at_y + (y - bottom) * FACTOR
    larger = Frame(panel, frame.projection, frame.points_per_metre * FACTOR, origin)
    return Detail(larger, window)


def _emptiest(content: Content, taken: Sequence[Rect]) -> Rect | None:
    """Return the largest box in a corner of the panel that covers nothing."""
    scale, occupied = content.subject.sheet.scale, content.occupied
    inner = content.frame.panel.grown(-_MARGIN * scale)
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


def _fullest(
    panel: Rect, size: Rect, missing: FloatArray, weights: FloatArray, *, wished: int
) -> Rect | None:
    """Return the window of the main map, of the detail's shape, that holds most missing names.

    Nothing where it holds too few of the first, which are `wished` for.
    """
    width, height = size.width / FACTOR, size.height / FACTOR
    lefts = np.arange(panel.x0, panel.x1 - width, _GRID)
    bottoms = np.arange(panel.y0, panel.y1 - height, _GRID)
    corners = np.stack(np.meshgrid(lefts, bottoms), axis=-1).reshape(-1, 2)
    taken = size.grown(_MARGIN)
    x, y = corners.T
    beside = (x >= taken.x1) | (x + width <= taken.x0)
    corners = corners[beside | (y >= taken.y1) | (y + height <= taken.y0)]
    if not len(corners):
        return None
    # Places near the window's edge would have no room for their names in the detail either.
    edge = min(width, height) * 0.08
    inside = missing[None, :, :] - corners[:, None, :]
    held = np.all((inside > edge) & (inside < np.array([width, height]) - edge), axis=2)
    # Of windows that hold the same, the one whose places lie nearest its middle.
    away = np.hypot(inside[:, :, 0] - width / 2, inside[:, :, 1] - height / 2)
    scores = held @ weights - 1e-3 * (held * away).sum(axis=1)
    best = int(np.argmax(scores))
    if np.count_nonzero(held[best, :wished]) < _FEWEST_HELD:
        return None
    left, bottom = corners[best]
    return Rect(float(left), float(bottom), float(left) + width, float(bottom) + height)
