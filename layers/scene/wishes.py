"""What the static map's names wish for, what they must keep clear of, and boxes that meet or not.

What belongs here: the values that placing works on and their measures. What does not: choosing a
place (`layers/scene/placing.py`, `layers/scene/countries.py`). The unit is the point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look.naming import FAINT_COST, LINE_COST
from layers.look.palette import TextLook
from layers.scene.display import Disc, count_inside
from layers.scene.sheet import Rect
from layers.scene.type import text_size

# White space kept round a label.
PAD = 1.1
# Distance between the points that stand for a line when a label looks for room.
LINE_STEP = 1.4
# A name that is vital and finds no room nearby is looked a place for this far out.
FAR = 60.0
# Share of the type size from one baseline to the next.
LEADING = 1.18


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that would like a place.

    `lines` are stacked from the top. Of many the smallest `order` chooses first. `radius` keeps the
    text off its own symbol at `at`. With `centred` the text stands on the point itself and moves
    about it, up to `roam` points away. One that is `needed` puts up with covering lines; one that
    is `vital` goes far off at the end of a leader rather than be left out. One with a `dot` brings
    its own point, of that radius, and stands close to it. A country's name moves about `within` its
    area, and may be set `smaller`, in other lines of type, the best liked first. The leader of one
    that is vital goes no further than its `reach` across and up.
    """

    key: str
    lines: tuple[tuple[str, TextLook], ...]
    at: tuple[float, float]
    order: float = 0.0
    radius: float = 0.0
    centred: bool = False
    roam: float = 0.0
    needed: bool = False
    vital: bool = False
    dot: float = 0.0
    within: BaseGeometry | None = None
    smaller: tuple[tuple[tuple[str, TextLook], ...], ...] = ()
    reach: float = FAR

    @property
    def own(self) -> Rect:
        """Return the box of its own symbol."""
        return Disc(self.at, self.radius).box


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label with the box of its text; `align` is 0 left, 0.5 middle, 1 right; `led` by a line."""

    wish: Wish
    box: Rect
    align: float = 0.5
    led: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What labels must keep clear of: `shut` boxes for good, `lines` as far as can be.

    `symbols` are those of the shut boxes that a name could be mistaken to belong to, `badges`
    those of them that not even a country's name may lie upon. `wanted` is where names that are
    needed would stand best, which a country's leaves free if it can. `leaders` are boxes along
    those drawn so far.
    """

    panel: Rect
    shut: tuple[Rect, ...]
    lines: FloatArray
    faint: FloatArray
    symbols: tuple[Rect, ...] = ()
    badges: tuple[Rect, ...] = ()
    wanted: tuple[Rect, ...] = ()
    leaders: FloatArray = field(default_factory=lambda: np.empty((0, 4)))


@lru_cache(maxsize=4096)
def label_size(lines: tuple[tuple[str, TextLook], ...]) -> tuple[float, float]:
    """Return the width and height of stacked lines of text."""
    width = max(text_size(text, look)[0] for text, look in lines)
    height = 0.0
    for order, (text, look) in enumerate(lines):
        _, up, down = text_size(text, look)
        height += max(cap_height(look), up if order == 0 else 0.0)
        last = order == len(lines) - 1
        height += down if last else look.size_pt * (LEADING - 1.0) + look.size_pt * 0.16
    return width, height


def crossing_cost(box: Rect, room: Room) -> float:
    """Return the dislike of covering lines: strong for corridors, weak for boundaries."""
    strong, weak = count_inside(room.lines, box), count_inside(room.faint, box)
    return LINE_STEP * (LINE_COST * strong + FAINT_COST * weak)


def box_rows(boxes: Iterable[Rect]) -> FloatArray:
    """Return boxes as rows of left, bottom, right, top."""
    return np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes]).reshape(-1, 4)


def meetings(boxes: FloatArray, others: FloatArray) -> NDArray[np.intp]:
    """Return for each row of left, bottom, right, top how many of others it shares area with."""
    left, bottom, right, top = (side[:, None] for side in boxes.T)
    across = (others[:, 0] < right) & (others[:, 2] > left)
    up = (others[:, 1] < top) & (others[:, 3] > bottom)
    return np.asarray(np.count_nonzero(across & up, axis=1))


def grown(boxes: FloatArray, by: float) -> FloatArray:
    """Return rows of left, bottom, right, top with `by` points more on every side."""
    wider: FloatArray = boxes + np.array([-by, -by, by, by])
    return wider


def are_free(
    boxes: FloatArray, panel: Rect, shut: FloatArray, *, pad: float = PAD
) -> NDArray[np.bool_]:
    """Tell of boxes which stand in a panel, with white space round them clear of what is shut."""
    kept, lows, highs = grown(boxes, pad), panel.sides[:2], panel.sides[2:]
    free = np.asarray((kept[:, :2] >= lows).all(axis=1) & (kept[:, 2:] <= highs).all(axis=1))
    free[free] = meetings(grown(boxes[free], PAD), shut) == 0
    return free


def meets_any(box: Rect, others: FloatArray) -> bool:
    """Tell whether a box shares area with any row of left, bottom, right, top."""
    return bool(meetings(box_rows([box]), others)[0])


def cap_height(look: TextLook) -> float:
    """Return the height of a style's capitals."""
    return text_size("H", look)[1]
