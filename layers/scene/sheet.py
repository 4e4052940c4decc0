"""The paper: page sizes, and where the map and its furniture stand on each.

What belongs here: rectangles in points (1/72 inch) from the lower left corner of the page. What
does not: measuring text (`layers/scene/type.py`), drawing, and anything about corridors. Only the
standard library is imported, so that a page can offer the sizes at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from layers.look.palette import MIN_TYPE_PT, TYPE, TextLook

_MM = 72 / 25.4


class PageSize(StrEnum):
    """The sizes a static map comes in."""

    A4_LANDSCAPE = "a4_landscape"
    A4_PORTRAIT = "a4_portrait"
    A3_LANDSCAPE = "a3_landscape"
    SLIDE = "slide"
    PHONE = "phone"


# Width and height in points, and how much larger than on A4 type and lines are: a wall map and a
# slide are read from further off.
_PAGES: dict[PageSize, tuple[float, float, float]] = {
    PageSize.A4_LANDSCAPE: (297 * _MM, 210 * _MM, 1.0),
    PageSize.A4_PORTRAIT: (210 * _MM, 297 * _MM, 1.0),
    PageSize.A3_LANDSCAPE: (420 * _MM, 297 * _MM, 1.25),
    PageSize.SLIDE: (960.0, 540.0, 1.1),
    PageSize.PHONE: (390.0, 844.0, 1.05),
}


# A slide is read from the back of a room; its sources and small print by whoever has the file. It
# is set in Arial, which runs 0.94 to 1.02 times as wide as the face that text is measured in,
# figures the widest.
_SLIDE_SCALE = 1.2
_SLIDE_LEAST_PT, _SLIDE_FINE_PT = 12.0, 9.0
_SLIDE_MARGIN, _SLIDE_MARK, _SLIDE_GAP = 20.0, 15.0, 12.0
_SLIDE_HEAD, _SLIDE_FOOT, _SLIDE_SIDE = 54.0, 83.0, 290.0

# Narrower pages than this, in points, are held in a hand.
_NARROW = 500.0
# Sources are read by those who doubt, and often copied once more.
_FINE_PT = 6.5


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Return the corners from the lower left one, counter-clockwise."""
        return (self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top."""
        return self.x0, self.y0, self.x1, self.y1

    def grown(self, by: float) -> Rect:
        """Return the rectangle with `by` points more on every side."""
        return Rect(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meets(self, other: Rect) -> bool:
        """Tell whether two rectangles share any area."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def holds(self, other: Rect) -> bool:
        """Tell whether another rectangle lies inside."""
        return (
            self.x0 <= other.x0
            and self.y0 <= other.y0
            and other.x1 <= self.x1
            and other.y1 <= self.y1
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: `header` over `map`, `side` for the legend, `footer` for the sources.

    `side` is one column or several, read one after the other. `scale` multiplies type and lines.
    No type is smaller than `least_pt`, none of the sources and the small print than `fine_pt`. With
    `noted` a list off the page holds its sources whole. Names on its map are in a `language`; in
    `light` ink its land is pale and without relief.
    """

    width: float
    height: float
    scale: float
    header: Rect
    map: Rect
    side: tuple[Rect, ...]
    footer: Rect
    least_pt: float = MIN_TYPE_PT
    fine_pt: float = _FINE_PT
    noted: bool = False
    language: str = ""
    light: bool = False

    def text(self, style: str, **other: Any) -> TextLook:
        """Return a style of type at this page's scale, never smaller than can be read.

        `other` fields of the look than the style's may be given, such as its colour.
        """
        size = max(TYPE[style].size_pt * self.scale, self.least_pt)
        return replace(TYPE[style], **{"size_pt": size, **other})

    def fine(self) -> TextLook:
        """Return the type of sources and small print, never smaller than can be read."""
        return replace(TYPE["small"], size_pt=max(TYPE["small"].size_pt * self.scale, self.fine_pt))


def sheet_of(size: PageSize, *, handling: bool = False) -> Sheet:
    """Lay out a page; a handling mark takes a line at its top and its bottom."""
    width, height, scale = _PAGES[size]
    margin = 21.0 * scale
    mark = 13.0 * scale if handling else 0.0
    page = Rect(margin, margin + mark, width - margin, height - margin - mark)
    head, gap, edge = 43.0 * scale, 13.0 * scale, 9.0 * scale
    header = Rect(page.x0, page.y1 - head, page.x1, page.y1)
    if width > height:
        side_width = 218.0 * scale
        foot = 104.0 * scale
        side = Rect(page.x1 - side_width, page.y0, page.x1, header.y0)
        # Room at the left and at the foot of the map for the graticule's figures.
        panel = Rect(page.x0 + edge, page.y0 + foot, side.x0 - gap, header.y0)
        footer = Rect(page.x0, page.y0, panel.x1, panel.y0 - edge - 3.0 * scale)
        return Sheet(width, height, scale, header, panel, (side,), footer)
    # On a narrow page the small print takes more lines.
    foot = (116.0 if width > _NARROW else 124.0) * scale
    lower = page.y0 + page.height * (0.49 if width > _NARROW else 0.45)
    panel = Rect(page.x0 + edge, lower, page.x1, header.y0)
    footer = Rect(page.x0, page.y0, page.x1, page.y0 + foot - gap)
    half = (page.width - gap) / 2
    top = lower - edge - gap
    side_columns = (
        Rect(page.x0, page.y0 + foot, page.x0 + half, top),
        Rect(page.x1 - half, page.y0 + foot, page.x1, top),
    )
    return Sheet(width, height, scale, header, panel, side_columns, footer)


def slide_sheet(*, handling: bool) -> Sheet:
    """Lay out a slide: title, map with the legend beside it, notes across the foot."""
    mark, margin = _SLIDE_MARK if handling else 0.0, _SLIDE_MARGIN
    width, height, _ = _PAGES[PageSize.SLIDE]
    page = Rect(margin, margin * 0.7 + mark, width - margin, height - margin * 0.7 - mark)
    header = Rect(page.x0, page.y1 - _SLIDE_HEAD, page.x1, page.y1)
    side = Rect(page.x1 - _SLIDE_SIDE, page.y0, page.x1, header.y0)
    panel = Rect(page.x0, page.y0 + _SLIDE_FOOT, side.x0 - _SLIDE_GAP, header.y0)
    footer = Rect(page.x0, page.y0, panel.x1, page.y0 + _SLIDE_FOOT - 5.0)
    return Sheet(
        width,
        height,
        _SLIDE_SCALE,
        header,
        panel,
        (side,),
        footer,
        least_pt=_SLIDE_LEAST_PT,
        fine_pt=_SLIDE_FINE_PT,
        noted=True,
    )
