"""Measuring what was set on a page: texts with their boxes, and whether they stand clear."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from geo.records.catalog import Catalog
from layers.look.palette import MIN_TYPE_PT
from layers.pens.paper import page_of
from layers.scene.display import Item, Scene
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize, Rect, Sheet, sheet_of

PAGE = Rect(0.0, 0.0, 842.0, 595.0)


def sheet(size: PageSize = PageSize.A4_LANDSCAPE) -> Sheet:
    """Return an empty sheet."""
    return sheet_of(size)


def put(items: Iterable[Item], size: PageSize = PageSize.A4_LANDSCAPE) -> Figure:
    """Return a page with things on it, drawn."""
    own = sheet_of(size)
    return page_of(Scene(own.width, own.height, tuple(items), own.least_pt, own.fine_pt))


def map_figure(catalog: Catalog, request: FigureRequest) -> Figure:
    """Return the map page, drawn."""
    return page_of(map_page(catalog, request))


def extent_of(patch: PathPatch) -> Bbox:
    """Return the rectangle round a drawn area or symbol."""
    return patch.get_path().get_extents()


def texts(figure: Figure, prefix: str = "") -> list[Text]:
    """Return the texts of a page whose id begins so, in the order they were set."""
    return [text for ax in figure.axes for text in ax.texts if _id(text).startswith(prefix)]


def words(figure: Figure, prefix: str = "") -> list[str]:
    """Return what those texts say."""
    return [text.get_text() for text in texts(figure, prefix)]


def artists(figure: Figure, prefix: str) -> list:
    """Return the lines and patches of a page whose id begins so."""
    found = [one for ax in figure.axes for one in (*ax.lines, *ax.patches)]
    return [one for one in found if _id(one).startswith(prefix)]


def box_of(text: Text) -> Rect:
    """Return the rectangle of a text in points."""
    extent = text.get_window_extent(dpi=300)
    return Rect(*(float(value) * 72 / 300 for value in extent.extents))


def assert_well_set(figure: Figure, block: Rect = PAGE) -> None:
    """No text is smaller than can be read, outside its block, or over another."""
    boxes = [(text.get_text(), box_of(text)) for text in texts(figure)]
    assert boxes
    for text in texts(figure):
        assert float(text.get_fontsize()) >= MIN_TYPE_PT - 1e-9, text.get_text()
    for said, box in boxes:
        assert block.grown(1.0).holds(box), (said, box)
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.grown(-0.4).meets(b.grown(-0.4)), (one, other)


def _id(artist) -> str:
    return str(artist.get_gid() or "")
