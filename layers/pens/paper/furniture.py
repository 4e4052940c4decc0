"""What stands on the map itself: scale bar, north arrow, and the globe that says where this is.

What belongs here: furniture whose form follows from the frame. What does not: titles, legend and
notes (`layers/pens/paper/margin.py`). One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline

from geo.crs import FloatArray, degrees_text, globe_view
from layers.look.palette import BASEMAP_LOOK, INK, PAPER, SHUT_RED, TYPE
from layers.pens.paper.backdrop import outline_of
from layers.scene.frame import Frame, round_length_km
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import set_text, text_size

_BAR_LONGEST = 118.0
_BAR_HEIGHT = 3.2
_BAR_BLOCK = (172.0, 30.0)
_GLOBE_BLOCK = (56.0, 56.0)
_INSET = 8.0


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A scale bar: the ground it stands for, its length on paper, the parallel it is true on."""

    length_km: float
    length_points: float
    latitude: float


def scale_bar_of(frame: Frame, *, longest: float) -> ScaleBar:
    """Return the longest round scale bar that fits, true along the parallel through the middle."""
    km_per_point = frame.km_per_point()
    length = round_length_km(longest * km_per_point)
    _, latitude = frame.place_at(*frame.panel.centre)
    return ScaleBar(length, length / km_per_point, latitude)


def furniture_boxes(
    frame: Frame, *, occupied: FloatArray, taken: Sequence[Rect], scale: float
) -> tuple[Rect, Rect]:
    """Return where scale bar and globe cover least: each a corner of its own, off `taken` boxes.

    The scale bar takes the emptier of the lower corners, the globe the emptiest that is left.
    """
    inner = frame.panel.grown(-_INSET * scale)
    bars = _corners(inner, *(side * scale for side in _BAR_BLOCK))
    globes = _corners(inner, *(side * scale for side in _GLOBE_BLOCK))

    def crowd(box: Rect) -> int:
        return _count_inside(occupied, box.grown(6.0))

    def free(boxes: Sequence[Rect], *others: Rect) -> list[Rect]:
        return [box for box in boxes if not any(box.meets(one) for one in (*taken, *others))]

    bar = min(free(bars[:2]) or free(bars) or bars, key=crowd)
    globe = min(free(globes[::-1], bar) or globes, key=crowd)
    return bar, globe


def covers(points: FloatArray, box: Rect) -> bool:
    """Tell whether a piece of furniture would lie on any of the points."""
    return _count_inside(points, box) > 0


def _corners(inner: Rect, width: float, height: float) -> tuple[Rect, ...]:
    """Return boxes in the corners: lower left, lower right, upper left, upper right."""
    return (
        Rect(inner.x0, inner.y0, inner.x0 + width, inner.y0 + height),
        Rect(inner.x1 - width, inner.y0, inner.x1, inner.y0 + height),
        Rect(inner.x0, inner.y1 - height, inner.x0 + width, inner.y1),
        Rect(inner.x1 - width, inner.y1 - height, inner.x1, inner.y1),
    )


def draw_scale_and_north(ax: Axes, frame: Frame, box: Rect, *, sheet: Sheet) -> None:
    """Draw the north arrow and, right of it, the scale bar."""
    scale = sheet.scale
    _draw_north(ax, frame, (box.x0 + 9.0 * scale, box.y0 + box.height / 2), sheet=sheet)
    bar = scale_bar_of(frame, longest=_BAR_LONGEST * scale)
    x, y = box.x0 + 28.0 * scale, box.y0 + 11.5 * scale
    height = _BAR_HEIGHT * scale
    quarter = bar.length_points / 4
    for part in range(4):
        ax.add_artist(
            Rectangle(
                (x + part * quarter, y),
                quarter,
                height,
                facecolor=INK if part % 2 == 0 else PAPER,
                edgecolor="none",
                zorder=15,
            )
        )
    ax.add_artist(
        Rectangle(
            (x, y),
            bar.length_points,
            height,
            facecolor="none",
            edgecolor=INK,
            linewidth=0.6 * scale,
            zorder=15.1,
            gid="scale_bar",
        )
    )
    look = sheet.text(TYPE["graticule"])
    for share in (0.0, 0.5, 1.0):
        unit = " km" if share == 1.0 else ""
        number = f"{bar.length_km * share:,.6g}"
        left = x + share * bar.length_points - text_size(number, look)[0] / 2
        # The figure stands over its mark; the unit follows it.
        _halo_text(
            ax,
            (left, y + height + 2.4 * scale),
            number + unit,
            sheet,
            gid="scale_bar_figure",
        )
    note = f"true along {degrees_text(round(bar.latitude), 'N', 'S')}"
    _halo_text(ax, (x, y - 8.0 * scale), note, sheet, gid="scale_bar_note")


def draw_globe(
    ax: Axes,
    frame: Frame,
    box: Rect,
    *,
    basemap: Mapping[str, str],
) -> None:
    """Draw the globe with the outline of the map's frame on it."""
    centre, radius = box.centre, box.width / 2
    middle = frame.place_at(*frame.panel.centre)
    disc = Circle(
        centre, radius, facecolor=BASEMAP_LOOK["water"].colour, edgecolor="none", zorder=16
    )
    ax.add_artist(disc)
    globe = BASEMAP_LOOK["globe"]
    land = shapely.simplify(shapely.get_parts(shapely.from_geojson(basemap["land"])), 0.4)
    land = shapely.segmentize(land[~shapely.is_empty(land)], 4.0)
    page = shapely.transform(land, lambda at: _on_globe(at, middle, centre, radius))
    outline = Outline.make_compound_path(*(outline_of(part) for part in page))
    patch = PathPatch(
        outline, facecolor=BASEMAP_LOOK["globe"].colour, edgecolor="none", zorder=16.1
    )
    ax.add_artist(patch)
    patch.set_clip_path(disc)
    frame_line = _on_globe(frame.edge(), middle, centre, radius)
    ax.add_artist(
        Polygon(
            frame_line,
            closed=True,
            facecolor=SHUT_RED + "22",
            edgecolor=SHUT_RED,
            linewidth=0.9,
            zorder=16.2,
            gid="locator",
        )
    )
    ax.add_artist(
        Circle(
            centre,
            radius,
            facecolor="none",
            edgecolor=globe.edge,
            linewidth=globe.width_px,
            zorder=16.3,
        )
    )


def draw_note(ax: Axes, frame: Frame, text: str, *, occupied: FloatArray, sheet: Sheet) -> Rect:
    """Write a small note on paper in the emptiest corner of a map; return the box it takes."""
    look = sheet.text(TYPE["graticule"])
    width, up, down = text_size(text, look)
    pad = 2.2 * sheet.scale
    inner = frame.panel.grown(-4.0 * sheet.scale)
    box = min(
        _corners(inner, width + 2 * pad, up + down + 2 * pad),
        key=lambda corner: _count_inside(occupied, corner.grown(3.0)),
    )
    ax.add_artist(
        Rectangle((box.x0, box.y0), box.width, box.height, facecolor=PAPER, alpha=0.85, zorder=14)
    )
    _halo_text(ax, (box.x0 + pad, box.y0 + pad + down), text, sheet, gid="detail_note")
    return box


def _on_globe(
    lonlat: FloatArray, middle: tuple[float, float], centre: tuple[float, float], radius: float
) -> FloatArray:
    x, y = globe_view(lonlat[:, 0], lonlat[:, 1], middle)
    return np.column_stack([centre[0] + x * radius, centre[1] + y * radius])


def _draw_north(ax: Axes, frame: Frame, at: tuple[float, float], *, sheet: Sheet) -> None:
    """Draw an arrow to true north as it is at its own place."""
    scale = sheet.scale
    north = np.array(frame.north_at(*at))
    east = np.array([north[1], -north[0]])
    foot = np.array(at) - north * 11.0 * scale
    tip, notch = foot + north * 17.0 * scale, foot + north * 4.2 * scale
    halves = ((east * 5.0 * scale, INK), (-east * 5.0 * scale, PAPER))
    for side, face in halves:
        ax.add_artist(
            Polygon(
                [tip, foot + side, notch],
                closed=True,
                facecolor=face,
                edgecolor=INK,
                linewidth=0.6 * scale,
                joinstyle="miter",
                zorder=15,
                gid="north",
            )
        )
    look = sheet.text(TYPE["heading"])
    text = tip + north * 2.0 * scale
    width = text_size("N", look)[0]
    _halo_text(
        ax, (float(text[0]) - width / 2, float(text[1])), "N", sheet, gid="north_letter", bold=True
    )


def _halo_text(
    ax: Axes,
    at: tuple[float, float],
    text: str,
    sheet: Sheet,
    *,
    gid: str,
    bold: bool = False,
) -> None:
    look = sheet.text(TYPE["heading" if bold else "graticule"])
    look = replace(look, colour=INK, halo=PAPER)
    set_text(ax, at, text, look, halo_points=1.6, zorder=15.2, gid=gid)


def _count_inside(points: FloatArray, box: Rect) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(np.count_nonzero((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)))
