"""The paper: page sizes, where the map and its furniture stand on each, and how wide text runs.

What belongs here: rectangles in points (1/72 inch) from the lower left corner of the page, and
measuring and wrapping text. What does not: drawing, and anything about corridors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from threading import get_ident

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from layers.palette import MIN_TYPE_PT, TextLook

_MM = 72 / 25.4
# Text is measured at the resolution of print, where hinting no longer moves its edges.
_MEASURED_AT_DPI = 300


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

    `columns` is how many columns the side block has. `scale` multiplies type and lines.
    """

    width: float
    height: float
    scale: float
    header: Rect
    map: Rect
    side: Rect
    columns: int
    footer: Rect

    def text(self, look: TextLook) -> TextLook:
        """Return a style of type at this page's scale."""
        return replace(look, size_pt=max(look.size_pt * self.scale, MIN_TYPE_PT))


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
        foot = 60.0 * scale
        side = Rect(page.x1 - side_width, page.y0, page.x1, header.y0)
        # Room at the left and at the foot of the map for the graticule's figures.
        panel = Rect(page.x0 + edge, page.y0 + foot, side.x0 - gap, header.y0)
        footer = Rect(page.x0, page.y0, panel.x1, panel.y0 - edge - 3.0 * scale)
        return Sheet(width, height, scale, header, panel, side, 1, footer)
    columns = 2 if width > 450 else 1
    foot = 60.0 * scale
    lower = page.y0 + (page.height * (0.36 if columns == 2 else 0.47))
    panel = Rect(page.x0 + edge, lower, page.x1, header.y0)
    side = Rect(page.x0, page.y0 + foot, page.x1, lower - edge - gap)
    footer = Rect(page.x0, page.y0, page.x1, page.y0 + foot - gap)
    return Sheet(width, height, scale, header, panel, side, columns, footer)


@lru_cache(maxsize=64)
def font_of(
    families: tuple[str, ...], size_pt: float, *, bold: bool = False, italic: bool = False
) -> FontProperties:
    """Return a font; later families fill the gaps of earlier ones."""
    return FontProperties(
        family=list(families),
        size=size_pt,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


def look_font(look: TextLook) -> FontProperties:
    """Return the font of a style of type."""
    return font_of(look.families, look.size_pt, bold=look.bold, italic=look.italic)


@lru_cache(maxsize=32)
def _measuring(thread: int) -> RendererAgg:
    """Return the renderer that measures for one thread; renderers are not shared."""
    return RendererAgg(1, 1, _MEASURED_AT_DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=8192)
def text_size(text: str, look: TextLook) -> tuple[float, float, float]:
    """Return width, height above and below the baseline of one line of text, in points."""
    renderer = _measuring(get_ident())
    # The backend carries no types.
    width, height, descent = renderer.get_text_width_height_descent(  # type: ignore[no-untyped-call]
        text, look_font(look), ismath=False
    )
    per_point = _MEASURED_AT_DPI / 72
    return width / per_point, (height - descent) / per_point, descent / per_point


def wrapped(text: str, look: TextLook, width: float) -> list[str]:
    """Return a text broken at blanks into lines no wider than `width` points.

    A single word wider than that stands alone.
    """
    lines: list[str] = []
    for word in text.split():
        candidate = f"{lines[-1]} {word}" if lines else word
        if lines and text_size(candidate, look)[0] <= width:
            lines[-1] = candidate
        elif not lines:
            lines = [word]
        else:
            lines.append(word)
    return lines


def shortened(text: str, look: TextLook, width: float) -> str:
    """Return a text cut at a blank and closed with an ellipsis if it is wider than `width`."""
    if text_size(text, look)[0] <= width:
        return text
    words = text.split()
    while len(words) > 1 and text_size(" ".join(words) + " …", look)[0] > width:
        words.pop()
    return " ".join(words) + " …"
