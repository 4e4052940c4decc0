"""The ways of a journey on the map page: ribbons under the lines, their name, the block of words.

What belongs here: laying out what `layers/words/ways.py` found. The best way is an outlined ribbon
with a thread that shows where no line of a corridor is drawn; the others are pale and lie below.
What does not: finding ways, and the tables of the pages behind the map (`layers/pack/waypages.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.crs import FloatArray
from geo.network.route import Route
from geo.records.catalog import Catalog
from layers.look.languages import name_in
from layers.look.palette import HIGHLIGHT, INK, POINTS_PER_PIXEL, SHUT_GREY
from layers.scene.display import Area, Disc, Item, Line, Stroke, count_inside, rows_of_points
from layers.scene.frame import Frame
from layers.scene.margin import heading, paragraphs
from layers.scene.sheet import Rect, Sheet
from layers.scene.wishes import Wish, label_size
from layers.words.ways import Ways
from layers.words.waytold import best_text, block_title, way_lines

# Widths in CSS pixels: the best way's ribbon and its edge, the others, the thread.
_BEST_PX, _EDGE_PX, _OTHER_PX, _THREAD_PX = 10.5, 1.2, 7.0, 1.3
_BEST_OPACITY, _OTHER_OPACITY, _THREAD_OPACITY = 0.9, 0.35, 0.7
_SWATCH, _SWATCH_GAP = 21.0, 4.0
# The block is set in so many ways, each shorter than the one before.
_SPARED = 4
_RING = 5.4
# The name of a way is tried at so many places along it.
_PLACES = 9


def way_items(
    frame: Frame, ways: Ways | None, *, catalog: Catalog, scale: float
) -> tuple[list[Line], list[Area]]:
    """Return the ribbons of all ways, the best one last, over the others, and rings at the ends."""
    if ways is None:
        return [], []
    pixel = POINTS_PER_PIXEL * scale
    items: list[Line] = []
    for number, route in reversed(list(enumerate(ways.answer.routes, start=1))):
        lines = _lines_of(frame, route, catalog)
        said = "Best route" if number == 1 else f"Route {number}"
        alts = {f"way:{number}": f"{said}: {ways.rows[number - 1]['Route']}"}
        names = ("way_edge", f"way:{number}", "way_thread")
        for line in _ribbon(number, lines, names, pixel):
            items.append(replace(line, alt=alts.get(line.name, ""), clip=frame.panel))
    return items, list(_rings(frame, ways, catalog=catalog, scale=scale))


def _lines_of(frame: Frame, route: Route, catalog: Catalog) -> tuple[FloatArray, ...]:
    """Return a way as few lines as it is in one piece on the page."""
    panel = frame.panel.grown(20.0)
    parts = [frame.line_of(catalog.legs[leg_id].alignment) for leg_id in route.leg_ids]
    merged = shapely.line_merge(shapely.MultiLineString(parts))
    near = shapely.clip_by_rect(merged, panel.x0, panel.y0, panel.x1, panel.y1)
    found = shapely.get_parts(shapely.simplify(near, 0.1))
    return tuple(np.asarray(one.coords) for one in found if one.geom_type == "LineString")


def ribbon_sides(line: FloatArray, *, scale: float) -> list[FloatArray]:
    """Return both sides of the best way's ribbon along its middle."""
    half = _BEST_PX * POINTS_PER_PIXEL * scale / 2
    sides = shapely.offset_curve(shapely.linestrings(line), [half, -half])
    return [np.asarray(one.coords) for one in shapely.get_parts(sides) if len(one.coords) > 1]


def _rings(frame: Frame, ways: Ways, *, catalog: Catalog, scale: float) -> Iterator[Area]:
    """Yield a ring round each end of the journey."""
    for side, end in (("from", ways.answer.query.from_id), ("to", ways.answer.query.to_id)):
        disc = Disc(frame.point_of(catalog.nodes[end].lonlat), _RING * scale)
        if frame.panel.holds(disc.box):
            alt = f"The journey goes {side} {catalog.nodes[end].name}"
            yield Area(disc, stroke=Stroke(INK, 1.2 * scale), name=f"way_end:{end}", alt=alt)


def way_wishes(
    frame: Frame,
    ways: Ways,
    *,
    catalog: Catalog,
    sheet: Sheet,
    occupied: FloatArray,
    named: Collection[str],
) -> list[Wish]:
    """Return the name of the best way, and of ends that are no place of what is drawn.

    Parameters
    ----------
    occupied
        Points of the page where lines and symbols are: the name is put where few are.
    named
        The ids of the nodes whose names are wished for already.
    """
    look, small = sheet.text("node_1"), sheet.text("node_4")
    wishes = [
        Wish(
            key=f"way_end:{end}",
            lines=((name_in(catalog.nodes[end], sheet.language), look),),
            at=frame.point_of(catalog.nodes[end].lonlat),
            radius=_RING * sheet.scale,
            order=-1.0,
            needed=True,
            vital=True,
        )
        for end in ways.answer.query.end_ids
        if end not in named
    ]
    wishes = [wish for wish in wishes if frame.panel.holds(Rect(*wish.at, *wish.at))]
    if not ways.answer.routes:
        return wishes
    name, figures = best_text(catalog, ways)
    lines = ((name, look), (figures, replace(small, colour=INK, halo=look.halo)))
    at = _quiet_place(frame, ways, catalog, occupied, label_size(lines))
    if at is not None:
        radius = _BEST_PX * POINTS_PER_PIXEL * sheet.scale / 2
        wish = Wish("way:1", lines, at, order=-0.5, radius=radius, needed=True, vital=True)
        wishes.append(wish)
    return wishes


def _quiet_place(
    frame: Frame, ways: Ways, catalog: Catalog, occupied: FloatArray, size: tuple[float, float]
) -> tuple[float, float] | None:
    """Return the point of the best way round which least is drawn; none where none is in sight."""
    inner = frame.panel.grown(-12.0)
    lines = [shapely.linestrings(one) for one in _lines_of(frame, ways.answer.routes[0], catalog)]
    points = [
        (float(point.x), float(point.y))
        for line in lines
        for point in shapely.line_interpolate_point(
            line, np.linspace(0.1, 0.9, _PLACES), normalized=True
        )
    ]
    seen = [at for at in points if inner.holds(Rect(*at, *at))]
    width, height = size

    def crowd(at: tuple[float, float]) -> int:
        x, y = at
        sides = (
            Rect(x, y - height, x + width, y + height),
            Rect(x - width, y - height, x, y + height),
        )
        return min(
            count_inside(occupied, side) + (0 if inner.holds(side) else 10_000) for side in sides
        )

    return min(seen, key=crowd, default=None)


def way_block(
    sheet: Sheet, block: Rect, ways: Ways | None, catalog: Catalog
) -> tuple[list[Item], float]:
    """Set the journey's block, if there is one, from the top of a column; return where it ends.

    It names the ends, then the best way with its ribbon, its time and cost, what a scenario
    changes, the other ways, and what was published for the same ends, as far as there is room.
    """
    if ways is None:
        return [], block.y1
    for spare in range(_SPARED):
        items, end = _block(sheet, block, ways, catalog, spare=spare)
        if end >= block.y0:
            return items, end
    # The name on the map says as much, and a slide of its own all of it.
    return ([], block.y1) if sheet.noted else (items, end)


def _block(
    sheet: Sheet, block: Rect, ways: Ways, catalog: Catalog, *, spare: int
) -> tuple[list[Item], float]:
    items, rest = heading(sheet, block, block_title(catalog, ways))
    scale, indent = sheet.scale, (_SWATCH + _SWATCH_GAP) * sheet.scale
    swatched, below = way_lines(catalog, ways, spare=spare)
    y = rest.y1
    small = sheet.text("small")
    for number, words in swatched:
        inner = Rect(rest.x0 + indent, rest.y0, rest.x1, y)
        told, end = paragraphs(inner, [words], small, name="way")
        middle = y - small.size_pt * 0.62
        items += [*_swatch((rest.x0, middle), number, scale=scale), *told]
        y = end
    told, y = paragraphs(replace(rest, y1=y), below, small, name="way")
    return [*items, *told], y - 2.0 * scale


def block_height(sheet: Sheet, width: float, ways: Ways | None, catalog: Catalog) -> float:
    """Return how tall the journey's block is; nothing without a journey."""
    _, end = way_block(sheet, Rect(0.0, -10_000.0, width, 0.0), ways, catalog)
    return -end


def _swatch(at: tuple[float, float], number: int, *, scale: float) -> Iterator[Item]:
    """Yield a piece of a way's ribbon."""
    x, y = at
    line = (rows_of_points((x + 2.0, y), (x + _SWATCH * scale - 2.0, y)),)
    ribbon = "way_swatch:1" if number == 1 else "way_swatch:others"
    names = ("way_swatch:edge", ribbon, "way_swatch:thread")
    return _ribbon(number, line, names, POINTS_PER_PIXEL * scale)


def _ribbon(
    number: int, lines: tuple[FloatArray, ...], names: Sequence[str], pixel: float
) -> Iterator[Line]:
    """Yield the edge, the ribbon and the thread of the best way; of others a pale ribbon alone."""
    strokes: Sequence[tuple[str, float, float]] = (
        (INK, _BEST_PX + 2 * _EDGE_PX, 0.55),
        (HIGHLIGHT, _BEST_PX, _BEST_OPACITY),
        (INK, _THREAD_PX, _THREAD_OPACITY),
    )
    if number > 1:
        names, strokes = names[1:2], ((SHUT_GREY, _OTHER_PX, _OTHER_OPACITY),)
    for name, (colour, width, opacity) in zip(names, strokes, strict=True):
        yield Line(lines, Stroke(colour, width * pixel, opacity, rounded=True), name)
