"""One thing drawn in somebody's file: its cells as text, and its lines or its point.

What belongs here: what every reader of lines gives, and geometry as WKT or WKB made into it. What
does not: reading files, and what the coordinates mean (`geo/own/places.py`).
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.own.limits import LONGEST_CELL, MOST_COLUMNS, MOST_VERTICES, Meter

_WORD = re.compile(r"\s*([A-Za-z]+)")
_KINDS = {"POINT", "LINESTRING", "MULTIPOINT", "MULTILINESTRING"}
_NO_LINES = {
    "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "TRIANGLE", "TIN", "CIRCULARSTRING",
    "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "POLYHEDRALSURFACE",
}  # fmt: skip
# The numbers of the kinds in well-known binary: point, line, several points, several lines.
_WKB_KINDS, _WKB_LINE, _WKB_MULTI = (1, 2, 4, 5), 2, 4
_WKB_OTHERS = {3: "Polygon", 6: "MultiPolygon", 7: "GeometryCollection"}

Position = tuple[float, float]
Polyline = tuple[Position, ...]


class LineText(str):
    """A line as well-known text that still knows its positions: they need not be read from it."""

    __slots__ = ("positions",)
    positions: Polyline


def wkt_of(line: Polyline) -> LineText:
    """Return a line as well-known text."""
    # Python writes pairs much faster than they are put together here: "(x, y), (x, y)".
    pairs = repr(line)[2:-2]
    text = LineText(f"LINESTRING ({pairs.replace(', ', ' ').replace(') (', ', ')})")
    text.positions = line
    return text


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature or row: its `number` as its file counts, its cells by column, and its lines.

    Coordinates are as the file has them, x before y. `flaw` says why it cannot be drawn; such a
    shape has neither lines nor point.
    """

    number: int
    cells: Mapping[str, str]
    lines: tuple[Polyline, ...] = ()
    point: Position | None = None
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything drawn in a file, the columns of its cells, and the reference system it names."""

    columns: tuple[str, ...]
    shapes: tuple[Shape, ...]
    crs: str = ""
    notes: tuple[str, ...] = ()


def drawing_of(shapes: Sequence[Shape], *, crs: str = "", notes: Sequence[str] = ()) -> Drawing:
    """Return shapes with the columns that any of them fills, in order of first use.

    Of more than a reader could choose from, the first.
    """
    columns = dict.fromkeys(name for shape in shapes for name, cell in shape.cells.items() if cell)
    return Drawing(tuple(columns)[:MOST_COLUMNS], tuple(shapes), crs, tuple(notes))


def cell_text(value: Any) -> str:
    """Return a value of any program as the text of a cell; what is nested is left out."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    # Half a character, as JSON can spell it, is no text that a file could hold.
    return str(value)[:LONGEST_CELL].encode("utf-8", errors="replace").decode()


def shape_of(
    number: int,
    cells: Mapping[str, str],
    parts: tuple[list[Polyline], Position | None],
    flaw: str = "",
) -> Shape:
    """Return a shape of lines or a point, or with the flaw that it has neither."""
    lines, point = parts
    if not lines and point is None:
        flaw = flaw or "It has neither a line nor a point."
    return Shape(number, cells, tuple(lines), point, flaw)


def parts_of_positions(kind: str, coordinates: Any, meter: Meter) -> tuple[list[Polyline], Any]:
    """Return the lines or the point of GeoJSON-like coordinates.

    Raises
    ------
    ValueError
        In words, if they are none; areas are no lines.
    """
    if kind == "Point":
        return [], _position(coordinates, meter)
    if kind == "LineString":
        return [_line(coordinates, meter)], None
    if kind == "MultiLineString" and isinstance(coordinates, list):
        return [_line(one, meter) for one in coordinates], None
    if kind == "MultiPoint" and isinstance(coordinates, list) and len(coordinates) == 1:
        return [], _position(coordinates[0], meter)
    raise ValueError(f"{str(kind)[:40] or 'Nothing'} is neither a line nor a point.")


def _line(coordinates: Any, meter: Meter) -> Polyline:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        raise ValueError("A line has fewer than two positions.")
    plain = _plain_line(coordinates)
    if plain is None:
        return tuple(_position(one, meter) for one in coordinates)
    meter.vertices(len(plain))
    return plain


def _plain_line(coordinates: list[Any]) -> Polyline | None:
    """Return positions that are all pairs of finite floats, as nearly all are; else nothing."""
    try:
        xs, ys = zip(*coordinates, strict=True)
    except (TypeError, ValueError):
        return None
    plain = {*map(type, xs), *map(type, ys)} == {float}
    if plain and all(map(math.isfinite, xs)) and all(map(math.isfinite, ys)):
        return tuple(zip(xs, ys, strict=True))
    return None


def _position(pair: Any, meter: Meter) -> Position:
    meter.vertices(1)
    if not isinstance(pair, list | tuple) or not 2 <= len(pair) <= 4:
        raise ValueError("A position is no pair of numbers.")
    return finite(pair[0], pair[1])


def finite(x: Any, y: Any) -> Position:
    """Return two numbers as a position.

    Raises
    ------
    ValueError
        If they are no finite numbers.
    """
    good = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (x, y))
    if not good:
        raise ValueError("A coordinate is not a number.")
    try:
        position = float(x), float(y)
    except OverflowError:
        raise ValueError("A coordinate is far too large.") from None
    if not all(map(math.isfinite, position)):
        raise ValueError("A coordinate is not a finite number.")
    return position


def parts_of_wkt(text: str, meter: Meter) -> tuple[list[Polyline], Position | None]:
    """Return the lines or the point of well-known text.

    Raises
    ------
    ValueError
        If it is none.
    """
    meter.vertices(text.count(",") + 1)
    plain = text.split(";", 1)[1] if text[:5] == "SRID=" else text
    kind = _WORD.match(plain)
    # What can hold itself a hundred thousand deep would take the whole process down in the library.
    if kind and kind[1].upper() in _NO_LINES:
        raise ValueError(f"{kind[1].capitalize()} is neither a line nor a point.")
    if not kind or kind[1].upper() not in _KINDS:
        raise ValueError("This is no well-known text (WKT).")
    try:
        return _parts(shapely.from_wkt(plain))
    except (shapely.errors.ShapelyError, TypeError):
        raise ValueError("This is no well-known text (WKT).") from None


def parts_of_wkb(content: bytes, meter: Meter) -> tuple[list[Polyline], Position | None]:
    """Return the lines or the point of well-known binary.

    Raises
    ------
    ValueError
        If it is none.
    """
    try:
        _refuse_nested(content)
        geometry = shapely.from_wkb(content)
        meter.vertices(int(shapely.get_num_coordinates(geometry)))
        return _parts(geometry)
    except (shapely.errors.ShapelyError, TypeError, struct.error):
        raise ValueError("The geometry is no well-known binary (WKB).") from None


def _refuse_nested(content: bytes) -> None:
    """Refuse well-known binary of anything but points and lines, at its top or within.

    What can hold itself would be read to any depth, and the library has but one stack for that.
    """
    kind, order, each, at = _wkb_head(content, 0)
    if kind not in _WKB_KINDS:
        said = _WKB_OTHERS.get(kind, "A geometry of this kind")
        raise ValueError(f"{said} is neither a line nor a point.")
    if kind < _WKB_MULTI:
        return
    (parts,) = struct.unpack_from(f"{order}I", content, at)
    at += 4
    if parts > MOST_VERTICES:
        raise ValueError("The geometry has more parts than are read.")
    for _ in range(parts):
        inner, order, each, at = _wkb_head(content, at)
        if inner != kind - 3:
            raise ValueError("The geometry's parts are neither lines nor points.")
        count = struct.unpack_from(f"{order}I", content, at)[0] if inner == _WKB_LINE else 1
        at += each * count + (4 if inner == _WKB_LINE else 0)


def _wkb_head(content: bytes, at: int) -> tuple[int, str, int, int]:
    """Return what begins at a place: its kind, byte order, bytes a vertex, and where it goes on."""
    order = {b"\x00": ">", b"\x01": "<"}.get(content[at : at + 1], "")
    if not order:
        raise ValueError("The geometry is no well-known binary (WKB).")
    (word,) = struct.unpack_from(f"{order}I", content, at + 1)
    # Heights, measures and a reference system are told by high bits or by thousands; the library
    # that reads it takes both, and what it would skip must be skipped here.
    thousands, kind = divmod(word & 0xFFFF, 1000)
    heights = bool(word & 0x80000000) or thousands in (1, 3)
    measures = bool(word & 0x40000000) or thousands in (2, 3)
    return kind, order, 8 * (2 + heights + measures), at + 5 + (4 if word & 0x20000000 else 0)


def _parts(geometry: BaseGeometry | None) -> tuple[list[Polyline], Position | None]:
    if geometry is None or geometry.is_empty:
        raise ValueError("It is empty.")
    if geometry.geom_type == "Point":
        return [], finite(*shapely.get_coordinates(geometry)[0].tolist())
    if geometry.geom_type not in ("LineString", "MultiLineString", "MultiPoint"):
        raise ValueError(f"{geometry.geom_type} is neither a line nor a point.")
    pieces: Iterable[BaseGeometry] = getattr(geometry, "geoms", [geometry])
    if geometry.geom_type == "MultiPoint":
        points = list(pieces)
        if len(points) != 1:
            raise ValueError("Several points in one are no place.")
        return [], finite(*shapely.get_coordinates(points[0])[0].tolist())
    lines = []
    for piece in pieces:
        pairs = shapely.get_coordinates(piece).tolist()
        line = _plain_line(pairs) or tuple(finite(*pair) for pair in pairs)
        if len(line) > 1:
            lines.append(line)
    return lines, None
