"""What stands on the map itself: scale bar, north arrow, and the globe that says where this is.

What belongs here: furniture whose form follows from the frame. What does not: titles, legend and
notes (`layers/scene/margin.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.crs import FloatArray, degrees_text, globe_view
from layers.look.palette import BASEMAP_LOOK, INK, PAPER, SHUT_RED
from layers.scene.content import Content
from layers.scene.display import Area, Disc, Item, Point, Stroke, Text, count_inside, text
from layers.scene.frame import Frame, round_length_km
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped
from layers.scene.wishes import box_rows, meetings

_BAR_LONGEST, _SMALL_BAR = 118.0, 62.0
_BAR_HEIGHT = 3.2
_BAR_BLOCK = (172.0, 30.0)
_GLOBE_BLOCK = (56.0, 56.0)
_INSET = 8.0
# A symbol or badge under furniture counts as so many points of lines, and so a name that then has
# to stand elsewhere.
_SYMBOL_WEIGHT, _NAME_WEIGHT = 40, 20
# So many places along an edge are tried for the globe.
_STEPS = 13
# White round the letters, in pixels for type of 7 points.
_HALO_PX = 2.6


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
    content: Content, taken: Sequence[Rect], names: Sequence[Rect]
) -> tuple[Rect, Rect]:
    """Return where scale bar and globe cover least: each a corner of its own, off `taken` boxes.

    They leave free, if they can, where `names` would stand. The scale bar takes the emptier of the
    lower corners, the globe the emptiest that is left.
    """
    scale, occupied = content.subject.sheet.scale, content.occupied
    symbols, named = box_rows(content.shut), box_rows(names)
    inner = content.frame.panel.grown(-_INSET * scale)
    bars = _corners(inner, *(side * scale for side in _BAR_BLOCK))
    globe_size = [side * scale for side in _GLOBE_BLOCK]
    # Off the corners only where those are taken.
    globes = [*_corners(inner, *globe_size)[::-1], *_along_edges(inner, *globe_size)]

    def crowd(box: Rect) -> int:
        wide = box.grown(6.0)
        covered, hidden = meetings(box_rows([wide]), symbols), meetings(box_rows([box]), named)
        weighed = _SYMBOL_WEIGHT * covered + _NAME_WEIGHT * hidden
        return count_inside(occupied, wide) + int(weighed[0])

    def free(boxes: Sequence[Rect], *others: Rect) -> list[Rect]:
        return [box for box in boxes if not any(box.meets(one) for one in (*taken, *others))]

    bar = min(free(bars[:2]) or free(bars) or bars, key=crowd)
    globe = min(free(globes, bar) or globes, key=crowd)
    return bar, globe


def _along_edges(inner: Rect, width: float, height: float) -> Iterator[Rect]:
    """Yield boxes along the left, right and upper edges, a step apart."""
    for share in np.linspace(0.0, 1.0, _STEPS):
        x = inner.x0 + share * (inner.width - width)
        y = inner.y1 - height - share * (inner.height - height)
        yield Rect(x, inner.y1 - height, x + width, inner.y1)
        yield Rect(inner.x0, y, inner.x0 + width, y + height)
        yield Rect(inner.x1 - width, y, inner.x1, y + height)


def _corners(inner: Rect, width: float, height: float) -> tuple[Rect, ...]:
    """Return boxes in the corners: lower left, lower right, upper left, upper right."""
    across = ((inner.x0, inner.x0 + width), (inner.x1 - width, inner.x1))
    up = ((inner.y0, inner.y0 + height), (inner.y1 - height, inner.y1))
    return tuple(Rect(x0, y0, x1, y1) for y0, y1 in up for x0, x1 in across)


def scale_and_north(frame: Frame, box: Rect, *, sheet: Sheet) -> Iterator[Item]:
    """Yield the north arrow and, right of it, the scale bar."""
    scale = sheet.scale
    yield from _north(frame, (box.x0 + 9.0 * scale, box.y0 + box.height / 2), sheet=sheet)
    bar = scale_bar_of(frame, longest=_BAR_LONGEST * scale)
    x, y, height = box.x0 + 28.0 * scale, box.y0 + 11.5 * scale, _BAR_HEIGHT * scale
    quarter = bar.length_points / 4
    for part, fill in enumerate((INK, PAPER, INK, PAPER)):
        yield Area(Rect(x + part * quarter, y, x + (part + 1) * quarter, y + height), fill)
    edge = Rect(x, y, x + bar.length_points, y + height)
    yield Area(edge, stroke=Stroke(INK, 0.6 * scale), name="scale_bar")
    look = sheet.text("graticule")
    for share in (0.0, 0.5, 1.0):
        unit = " km" if share == 1.0 else ""
        number = f"{bar.length_km * share:,.6g}"
        left = x + share * bar.length_points - text_size(number, look)[0] / 2
        # The figure stands over its mark; the unit follows it.
        at = (left, y + height + 2.4 * scale)
        yield _haloed(at, number + unit, sheet, name="scale_bar_figure")
    note = f"true along {degrees_text(round(bar.latitude), 'N', 'S')}"
    below = y - max(8.0 * scale, text_size(note, look)[1] + 1.6 * scale)
    yield _haloed((x, below), note, sheet, name="scale_bar_note")


def globe_items(frame: Frame, box: Rect, *, basemap: Mapping[str, str]) -> Iterator[Item]:
    """Yield the globe with the outline of the map's frame on it."""
    disc = Disc(box.centre, box.width / 2)
    middle = frame.place_at(*frame.panel.centre)
    yield Area(disc, BASEMAP_LOOK["water"].colour)
    land = shapely.simplify(shapely.get_parts(shapely.from_geojson(basemap["land"])), 0.4)
    land = shapely.segmentize(land[~shapely.is_empty(land)], 4.0)
    page = shapely.transform(land, lambda at: _on_globe(at, middle, disc))
    globe = BASEMAP_LOOK["globe"]
    yield Area(tuple(page), globe.colour, clip=disc)
    frame_line = _on_globe(frame.edge(), middle, disc)
    yield Area(frame_line, SHUT_RED, 0.13, Stroke(SHUT_RED, 0.9), "locator")
    yield Area(disc, stroke=Stroke(globe.edge, globe.width_px))


def note_items(content: Content, parts: Sequence[str]) -> tuple[list[Item], Rect]:
    """Set a map's title and, below it, its own scale bar in its emptiest corner; return the box.

    Where the map is too narrow for all parts of its title in a line, each begins one of its own.
    """
    frame, sheet, occupied = content.frame, content.subject.sheet, content.occupied
    look, scale = sheet.text("graticule"), sheet.scale
    bar = scale_bar_of(frame, longest=_SMALL_BAR * scale)
    figure = f"{bar.length_km:,.6g} km"
    pad, inner = 2.6 * scale, frame.panel.grown(-4.0 * scale)
    words, wide = " ".join(parts), inner.width - 2 * pad
    lines = wrapped(words, look, wide)
    if len(lines) > 1:
        lines = [line for part in parts for line in wrapped(part, look, wide)]
    width = max(text_size(line, look)[0] for line in lines)
    _, up, down = text_size(words, look)
    beside = bar.length_points + 4.0 * scale + text_size(figure, look)[0]
    row, step = up + down + 3.0 * scale, up + down + 1.0 * scale
    height = row + (len(lines) - 1) * step + up + 2 * pad
    box = min(
        _corners(inner, max(width, beside) + 2 * pad, height),
        key=lambda corner: count_inside(occupied, corner.grown(3.0)),
    )
    x, y = box.x0 + pad, box.y0 + pad
    edge = Rect(x, y, x + bar.length_points, y + _BAR_HEIGHT * scale)
    half = replace(edge, x1=x + bar.length_points / 2)
    items: list[Item] = [
        Area(box, PAPER, 0.88),
        Area(edge, PAPER, stroke=Stroke(INK, 0.6 * scale), name="detail_bar"),
        Area(half, INK),
        _haloed((edge.x1 + 4.0 * scale, y), figure, sheet, name="detail_bar_figure"),
        *(
            _haloed((x, y + row + up_to * step), line, sheet, name="detail_note")
            for up_to, line in enumerate(reversed(lines))
        ),
    ]
    return items, box


def _on_globe(lonlat: FloatArray, middle: Point, disc: Disc) -> FloatArray:
    x, y = globe_view(lonlat[:, 0], lonlat[:, 1], middle)
    return np.column_stack([disc.centre[0] + x * disc.radius, disc.centre[1] + y * disc.radius])


def _north(frame: Frame, at: Point, *, sheet: Sheet) -> Iterator[Item]:
    """Yield an arrow to true north as it is at its own place."""
    scale = sheet.scale
    north = np.array(frame.north_at(*at))
    east = np.array([north[1], -north[0]])
    foot = np.array(at) - north * 11.0 * scale
    tip, notch = foot + north * 17.0 * scale, foot + north * 4.2 * scale
    for side, face in ((east * 5.0 * scale, INK), (-east * 5.0 * scale, PAPER)):
        half = np.array([tip, foot + side, notch])
        yield Area(half, face, stroke=Stroke(INK, 0.6 * scale), name="north")
    look = sheet.text("heading")
    x, y = tip + north * 2.0 * scale
    place = (float(x) - text_size("N", look)[0] / 2, float(y))
    yield _haloed(place, "N", sheet, name="north_letter", style="heading")


def _haloed(at: Point, words: str, sheet: Sheet, *, name: str, style: str = "graticule") -> Text:
    look = sheet.text(style, colour=INK, halo=PAPER, halo_px=_HALO_PX)
    return text(at, words, look, name=name)
