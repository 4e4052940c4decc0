"""The display list: what stands on a page, in points, in the order it is painted.

What belongs here: the kinds of thing a page is made of, the page that holds them, and how a look
becomes a stroke. What does not: where anything stands (the other modules of this room), and
drawing it (`layers/pens/`). Points count from the lower left corner of the page. A `name` is for
thing for the gate, for tests and for whoever edits the file; `alt` says it to who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look.looks import LegLook
from layers.look.palette import POINTS_PER_PIXEL, RULE, BasemapLook, TextLook
from layers.scene.sheet import Rect
from layers.scene.type import ALIGNED, text_size

Point = tuple[float, float]
# A fine dash as areas and uncertain marks have it, in widths of the line.
FINE_DASH = (3.0, 2.2)
# A glow that says how softly a line is known is this much stronger than the underlay on paper.
_FILL_OPACITY, _EDGE_OPACITY = 0.16, 0.9


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's colour, width and dash; the dash is in line widths, empty for a solid line."""

    colour: str
    width: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    centre: Point
    radius: float

    @property
    def box(self) -> Rect:
        """Return the square round the circle."""
        (x, y), r = self.centre, self.radius
        return Rect(x - r, y - r, x + r, y + r)


@dataclass(frozen=True, slots=True)
class Line:
    """Open lines in one stroke, moved and coloured together.

    What lies `under` one is painted below all lines that follow one another in the list; in the
    line's own colour it says that the line is known only roughly.
    """

    lines: tuple[FloatArray, ...]
    stroke: Stroke
    name: str = ""
    alt: str = ""
    under: Stroke | None = None
    clip: Rect | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A filled or outlined shape: a rectangle, a circle, a ring of points, or polygons."""

    shape: Rect | Disc | FloatArray | tuple[BaseGeometry, ...]
    fill: str = ""
    opacity: float = 1.0
    stroke: Stroke | None = None
    name: str = ""
    alt: str = ""
    clip: Rect | Disc | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol of `layers/look/symbols.py`, `size` points across, centred on a point."""

    shape: str
    at: Point
    size: float
    ink: str
    badge: str = ""
    name: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one style; its own `name` where it is a part of something larger."""

    text: str
    look: TextLook
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text that belong together; `at` is where the first one's baseline is aligned.

    `leading` is the distance between baselines. With `turned` it runs upwards. With a `measure`,
    a width in points, the lines are one paragraph that was broken to it: where text can be edited
    it breaks anew.
    """

    at: Point
    lines: tuple[tuple[Run, ...], ...]
    name: str = ""
    leading: float = 0.0
    align: str = "left"
    turned: bool = False
    measure: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, its text broken into lines."""

    lines: tuple[str, ...]
    look: TextLook


@dataclass(frozen=True, slots=True)
class SetTable:
    """Rows of cells under column names; the first row is that of the names."""

    box: Rect
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Things that are one picture where they would be too many to move one by one."""

    items: tuple[Item, ...]
    box: Rect
    name: str
    alt: str


@dataclass(frozen=True, slots=True, eq=False)
class Shade:
    """Pixels laid over a box: rows from the top, each red, green, blue and opacity, 0 to 255."""

    pixels: NDArray[np.uint8]
    box: Rect
    name: str = "relief"


Item = Line | Area | Symbol | Text | SetTable | Picture | Shade
# What the simplest pictures are made of, which the browser is sent as they are.
Mark = Line | Symbol | Text


@dataclass(frozen=True, slots=True)
class Scene:
    """A page laid out.

    Attributes
    ----------
    width, height
        Of the page.
    items
        What stands on it, the lowest first.
    least_pt
        The smallest type that can be read in this medium.
    fine_pt
        The smallest type of sources and small print, for whoever has the page in hand.
    sources
        The numbers of the sources that a list off the page holds whole (a slide's notes).
    notes
        What such a list says before the sources.
    record
        What it says of how the page came about, last.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    least_pt: float
    fine_pt: float
    sources: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    record: tuple[str, ...] = ()


def rows_of_points(*points: Point) -> FloatArray:
    """Return points as rows of x, y."""
    return np.array(points, dtype=np.float64)


def count_inside(points: FloatArray, box: Rect) -> int:
    """Return how many of points given as rows of x, y lie inside a box."""
    x, y = points[:, 0], points[:, 1]
    return int(np.count_nonzero((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)))


def rule(
    start: Point, end: Point, *, width: float = 0.5, colour: str = RULE, name: str = ""
) -> Line:
    """Return a fine straight line."""
    return Line((rows_of_points(start, end),), Stroke(colour, width), name)


def text(at: Point, words: str, look: TextLook, *, name: str, align: str = "left") -> Text:
    """Return one line of text on its baseline."""
    return Text(at, ((Run(words, look),),), name, align=align)


def stacked(at: Point, lines: Iterable[str], look: TextLook, *, name: str, leading: float) -> Text:
    """Return lines of one style below one another."""
    return Text(at, tuple((Run(line, look),) for line in lines), name, leading)


def width_of(spans: Sequence[Run]) -> float:
    """Return how wide a line of runs is."""
    return sum(text_size(span.text, span.look)[0] for span in spans)


def stroke_of(look: LegLook | BasemapLook, scale: float, *, wider: float = 1.0) -> Stroke:
    """Return the stroke of a look's line at a sheet's scale."""
    dash = look.dash if isinstance(look, BasemapLook) else look.dash_px
    return Stroke(
        look.colour,
        look.width_px * POINTS_PER_PIXEL * scale * wider,
        look.opacity,
        tuple(length / look.width_px for length in dash),
        rounded=not dash,
    )


def under_of(look: LegLook, scale: float) -> Stroke:
    """Return the stroke of what lies under a look's line."""
    width = look.under_width_px * POINTS_PER_PIXEL * scale
    return Stroke(look.under_colour, width, look.under_opacity, rounded=True)


def rough_disc(disc: Disc, colour: str, *, width: float, name: str = "", alt: str = "") -> Area:
    """Return the dashed disc that says: somewhere in here."""
    stroke = Stroke(colour, width, _EDGE_OPACITY, FINE_DASH)
    return Area(disc, colour, _FILL_OPACITY, stroke, name, alt)


def boxes_of_text(item: Text) -> list[tuple[Run, Rect]]:
    """Return each run of a text with the rectangle its letters fill."""
    boxes = []
    for order, line in enumerate(item.lines):
        x, y = item.at[0], item.at[1] - order * item.leading
        whole = width_of(line)
        x -= ALIGNED[item.align] * whole
        for span in line:
            width, up, down = text_size(span.text, span.look)
            box = Rect(x, y - down, x + width, y + up)
            if item.turned:
                (x0, y0), half = item.at, whole / 2
                box = Rect(x0 - up, y0 - half, x0 + down, y0 + half)
            boxes.append((span, box))
            x += width
    return boxes
