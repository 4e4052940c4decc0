"""The straightened ways on a slide: a picture, since a strip has hundreds of small parts.

What belongs here: drawing the strips that fit with the drawing made for paper. What does not: that
drawing (`layers/pens/paper/strip.py`).
"""

from __future__ import annotations

import io
from dataclasses import replace

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pptx.slide import Slide

from layers.pens.paper.files import png_of
from layers.pens.paper.strip import draw_strip, strip_height
from layers.pens.slides.shapes import SMALLEST_PT, SlideSheet, add_picture
from layers.scene.sheet import Rect
from layers.words.ways import Ways

# The strip's type is six points on paper.
_SCALE = SMALLEST_PT / 6.0


def add_strips(slide: Slide, sheet: SlideSheet, block: Rect, ways: Ways) -> int:
    """Put as many of the straightened ways as fit at the top of a block; return how many."""
    larger = replace(sheet, scale=_SCALE)
    for count in range(len(ways.strips), 0, -1):
        height = strip_height(larger, count)
        if height <= block.height:
            break
    else:
        return 0
    area = Rect(block.x0, block.y1 - height, block.x1, block.y1)
    figure = Figure(figsize=(area.width / 72, area.height / 72), facecolor="none")
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(area.x0, area.x1), ylim=(area.y0, area.y1))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    draw_strip(ax, larger, area, ways.strips[:count], conditions=ways.conditions)
    names = "; ".join(strip.branch.name for strip in ways.strips[:count])
    add_picture(
        slide,
        sheet,
        area,
        io.BytesIO(png_of(figure)),
        name="Strip",
        alt=f"Straightened, on one scale of kilometres: {names}",
    )
    return count
