"""The pen for paper: draws a display list with matplotlib, without pyplot and its state.

What belongs here: one thing of the list as matplotlib's artists. What does not: what stands where
(`layers/scene/`), and files (`layers/pens/files.py`). Lines and patches are added as plain
artists: what add_line and add_patch do besides is to keep limits of data, which nobody reads on a
page of fixed size. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, TransformedBbox
from PIL import Image
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look.palette import PAPER, POINTS_PER_PIXEL
from layers.look.symbols import BOX, SYMBOLS, path_steps
from layers.scene.display import (
    Area,
    Disc,
    Item,
    Line,
    Run,
    Scene,
    Shade,
    Stroke,
    Symbol,
    Text,
    width_of,
)
from layers.scene.sheet import Rect
from layers.scene.table import parts_of
from layers.scene.type import ALIGNED, look_font, text_size

# A page as this pen draws it, for whoever hands it on to a file.
PaperFigure = Figure

# matplotlib's codes of the steps of a path; our symbols know no others.
_CODES = {"M": Outline.MOVETO, "L": Outline.LINETO, "C": Outline.CURVE4}
# How much each thing of a list is above the one before it.
_STEP = 1e-4
# A halo is told in pixels for type of this size.
_HALO_AT_PT = 7.0


def page_of(scene: Scene) -> Figure:
    """Return a scene as a figure whose one axes has the point of the page as its unit."""
    figure, ax = blank(Rect(0.0, 0.0, scene.width, scene.height))
    draw(ax, scene.items)
    return figure


def blank(area: Rect, *, colour: str = PAPER) -> tuple[Figure, Axes]:
    """Return an empty figure that shows an area of the page."""
    figure = Figure(figsize=(area.width / 72, area.height / 72), facecolor=colour)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(area.x0, area.x1), ylim=(area.y0, area.y1))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    return figure, ax


def draw(ax: Axes, items: Iterable[Item], *, zorder: float = 0.0) -> None:
    """Draw a list on axes, the first lowest."""
    for order, item in enumerate(_underlaid(parts_of(items))):
        z = zorder + order * _STEP
        match item:
            case Line():
                _draw_line(ax, item, z)
            case Area():
                _draw_area(ax, item, z)
            case Symbol():
                _draw_symbol(ax, item, z)
            case Text():
                _draw_text(ax, item, z)
            case Shade():
                _draw_shade(ax, item, z)


def _underlaid(items: Iterable[Item]) -> Iterator[Item]:
    """Yield a list with its underlays as lines of their own, below their run of lines."""
    for is_line, run in groupby(items, lambda item: isinstance(item, Line)):
        own = list(run)
        if is_line:
            for line in own:
                if isinstance(line, Line) and line.under is not None:
                    yield Line(line.lines, line.under, clip=line.clip)
        yield from own


def _draw_line(ax: Axes, item: Line, zorder: float) -> None:
    stroke = item.stroke
    shared: dict[str, Any] = {
        "linewidth": stroke.width,
        "linestyle": _dashes(stroke),
        "alpha": None if stroke.opacity == 1.0 else stroke.opacity,
        "gid": item.name or None,
        "zorder": zorder,
    }
    ends = "round" if stroke.rounded else "butt"
    if not item.name and len(item.lines) > 1:
        many = LineCollection(
            list(item.lines), colors=stroke.colour, capstyle=ends, joinstyle="round", **shared
        )
        _add(ax, many, item.clip)
        return
    shared |= {f"{kind}_joinstyle": "round" for kind in ("solid", "dash")}
    shared |= {"solid_capstyle": ends, "dash_capstyle": "butt", "color": stroke.colour}
    for line in item.lines:
        _add(ax, Line2D(line[:, 0], line[:, 1], **shared), item.clip)


def _draw_area(ax: Axes, item: Area, zorder: float) -> None:
    stroke = item.stroke
    patch = PathPatch(
        _outline_of(item.shape),
        facecolor=to_rgba(item.fill, item.opacity) if item.fill else "none",
        edgecolor=to_rgba(stroke.colour, stroke.opacity) if stroke else "none",
        linewidth=stroke.width if stroke else 0.0,
        linestyle=_dashes(stroke) if stroke else "-",
        joinstyle="round" if stroke and stroke.rounded else "miter",
        zorder=zorder,
        gid=item.name or None,
    )
    _add(ax, patch, item.clip)


def _draw_symbol(ax: Axes, item: Symbol, zorder: float) -> None:
    roles = {"ink": item.ink, "paper": PAPER, "badge": item.badge or item.ink, "": "none"}
    place = (
        Affine2D()
        .translate(-BOX / 2, -BOX / 2)
        .scale(item.size / BOX, -item.size / BOX)
        .translate(*item.at)
    )
    for order, part in enumerate(SYMBOLS[item.shape]):
        patch = PathPatch(
            place.transform_path(_symbol_outline(part.path)),
            facecolor=roles[part.fill],
            edgecolor=roles[part.stroke],
            linewidth=part.stroke_width * item.size / BOX,
            capstyle="round",
            joinstyle="miter" if part.fill else "round",
            zorder=zorder + order * _STEP / 10,
            gid=item.name or None if order == 0 else None,
        )
        ax.add_artist(patch)


def _draw_shade(ax: Axes, item: Shade, zorder: float) -> None:
    box = item.box
    extent = (box.x0, box.x1, box.y0, box.y1)
    laid = _Laid(ax, extent=extent, origin="upper", interpolation="bilinear", zorder=zorder)
    laid.set_data(item.pixels)
    ax.add_artist(laid)


class _Laid(AxesImage):
    """Pixels over a box; for a picture of pixels they are brought to its own in one step.

    The library's general way, over any transformation, takes ten times as long. A vector format
    gets them as they are.
    """

    def make_image(
        self,
        renderer: RendererBase,
        magnification: float = 1.0,
        unsampled: bool = False,  # noqa: FBT001  # as the library calls it
    ) -> Any:
        if unsampled:
            return super().make_image(renderer, magnification, unsampled=True)
        left, right, low, top = self.get_extent()
        corners = self.get_transform().transform([(left, low), (right, top)])
        (x0, y0), (x1, y1) = np.rint(corners).astype(int).tolist()
        pixels = Image.fromarray(np.asarray(self.get_array()))
        size = max(x1 - x0, 1), max(y1 - y0, 1)
        sized = np.asarray(pixels.resize(size, Image.Resampling.BILINEAR))
        return np.flipud(sized).copy(), x0, y0, IdentityTransform()


def _draw_text(ax: Axes, item: Text, zorder: float) -> None:
    for order, line in enumerate(item.lines):
        x, y = item.at[0], item.at[1] - order * item.leading
        align = item.align
        if len(line) > 1:
            x -= ALIGNED[align] * width_of(line)
            align = "left"
        for span in line:
            _write(ax, (x, y), span, item, align=align, zorder=zorder)
            if len(line) > 1:
                x += width_of([span])


def _write(
    ax: Axes, at: tuple[float, float], span: Run, item: Text, *, align: str, zorder: float
) -> None:
    """Write one run; its halo is an outline of its own below, so that text stays text."""
    look = span.look
    if look.halo:
        _outline(ax, at, span, item, align=align, zorder=zorder - _STEP / 2)
    ax.text(
        *at,
        span.text,
        fontproperties=look_font(look),
        color=look.colour,
        ha="center" if item.turned else align,
        va="baseline",
        rotation=90.0 if item.turned else 0.0,
        rotation_mode="anchor",
        parse_math=False,
        url=span.url or None,
        zorder=zorder,
        gid=span.name or item.name,
    )


def _outline(
    ax: Axes, at: tuple[float, float], span: Run, item: Text, *, align: str, zorder: float
) -> None:
    """Draw the halo of one run: the outlines of its letters, found once for every format."""
    look, share = span.look, ALIGNED["center" if item.turned else align]
    vertices, codes = text_to_path.get_text_path(look_font(look), span.text)
    place = (
        Affine2D()
        .scale(look.size_pt / text_to_path.FONT_SCALE)
        .translate(-share * text_size(span.text, look)[0], 0.0)
        .rotate_deg(90.0 if item.turned else 0.0)
        .translate(*at)
    )
    letters = PathPatch(
        place.transform_path(Outline(vertices, codes)),
        facecolor="none",
        edgecolor=look.halo,
        linewidth=look.halo_px * POINTS_PER_PIXEL * look.size_pt / _HALO_AT_PT,
        joinstyle="round",
        zorder=zorder,
        gid="halo",
    )
    ax.add_artist(letters)


def _add(ax: Axes, artist: Artist, clip: Rect | Disc | None) -> None:
    ax.add_artist(artist)
    if isinstance(clip, Rect):
        artist.set_clip_box(TransformedBbox(Bbox.from_extents(*clip.sides), ax.transData))
    elif clip is not None:
        artist.set_clip_path(Circle(clip.centre, clip.radius, transform=ax.transData))


def _dashes(stroke: Stroke) -> Any:
    return (0.0, stroke.dash) if stroke.dash else "-"


def _outline_of(shape: Rect | Disc | FloatArray | Sequence[BaseGeometry]) -> Outline:
    match shape:
        case Rect():
            return Outline([*shape.corners, shape.corners[0]], closed=True)
        case Disc():
            return Outline.circle(shape.centre, shape.radius)
        case np.ndarray():
            return Outline([*shape, shape[0]], closed=True)
    rings = [
        np.asarray(ring.coords)[:, :2]
        for polygon in shapely.get_parts(shapely.get_parts(shape))
        if polygon.geom_type == "Polygon" and not polygon.is_empty
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    if not rings:
        return Outline(np.empty((0, 2)))
    codes = []
    for ring in rings:
        code = np.full(len(ring), Outline.LINETO)
        code[0], code[-1] = Outline.MOVETO, Outline.CLOSEPOLY
        codes.append(code)
    return Outline(np.concatenate(rings), np.concatenate(codes))


@lru_cache(maxsize=128)
def _symbol_outline(path: str) -> Outline:
    """Return SVG path data of absolute M, L, C and Z as an outline."""
    vertices: list[tuple[float, float]] = []
    codes: list[Any] = []
    for letter, points in path_steps(path):
        if letter == "Z":
            vertices.append(vertices[-1])
            codes.append(Outline.CLOSEPOLY)
        else:
            vertices += points
            codes += [_CODES[letter]] * len(points)
    return Outline(vertices, codes)
