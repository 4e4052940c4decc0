"""Measuring what was set on a page: texts with their boxes, and whether they stand clear."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from layers.look.palette import MIN_TYPE_PT
from layers.scene.sheet import PageSize, Rect, Sheet, sheet_of

PAGE = Rect(0.0, 0.0, 842.0, 595.0)


def blank(size: PageSize = PageSize.A4_LANDSCAPE):
    """Return an empty page: its figure, its axes in points, its sheet."""
    sheet: Sheet = sheet_of(size)
    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, sheet.width), ylim=(0, sheet.height))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    return figure, ax, sheet


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
        assert text.get_fontsize() >= MIN_TYPE_PT - 1e-9, text.get_text()
    for said, box in boxes:
        assert block.grown(1.0).holds(box), (said, box)
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.grown(-0.4).meets(b.grown(-0.4)), (one, other)


def _id(artist) -> str:
    return str(artist.get_gid() or "")
