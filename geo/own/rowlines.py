"""Rows of a table that hold places: which columns they are, and the shapes they draw.

What belongs here: tables of lines (WKT, or points in order) and of places. What does not: the
tables of an overlay (`geo/own/drop.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.errors import OverlayError
from geo.own.limits import Meter
from geo.own.oddities import Oddity, degrees_in
from geo.own.shape import Drawing, Polyline, Position, Shape, drawing_of, parts_of_wkt, shape_of

_WKT = ("wkt", "geometry", "geom", "the_geom", "shape", "wkt_geom", "line")
_LON = ("lon", "lng", "long", "longitude", "x", "easting", "east", "долгота", "طول", "x_coord")
_LAT = ("lat", "latitude", "y", "northing", "north", "широта", "عرض", "y_coord")
_ENDS = (
    ("from_lon", "from_lat", "to_lon", "to_lat"),
    ("start_lon", "start_lat", "end_lon", "end_lat"),
    ("lon1", "lat1", "lon2", "lat2"),
    ("x1", "y1", "x2", "y2"),
)
_GROUPS = ("line", "line_id", "route", "segment", "section", "track", "group", "leg")
_ORDERS = ("seq", "order", "point", "vertex", "no", "index", "n")

Numbered = Sequence[tuple[int, Sequence[str]]]


def read_rows(rows: Numbered, meter: Meter) -> Drawing:
    """Return what the rows of a table draw; the first row is its header.

    Raises
    ------
    OverlayError
        If no column holds places.
    """
    header = [cell.strip()[:80] for cell in rows[0][1]]
    known = {name.casefold(): place for place, name in reversed(list(enumerate(header))) if name}
    odd: set[Oddity] = set()
    body = [(number, list(row)) for number, row in rows[1:] if any(cell.strip() for cell in row)]
    wkt = next((known[name] for name in _WKT if name in known), None)
    ends = next((names for names in _ENDS if all(name in known for name in names)), None)
    lon, lat = _first(known, _LON), _first(known, _LAT)
    if wkt is not None and _holds_wkt(body, wkt):
        shapes = [_wkt_shape(number, header, row, wkt, meter) for number, row in body]
    elif ends:
        columns = [known[name] for name in ends]
        shapes = [_ends_shape(one, header, columns, odd, meter) for one in body]
    elif lon is not None and lat is not None:
        shapes = _point_shapes(body, header, (lon, lat), odd, meter)
    else:
        raise OverlayError(
            "No column holds places. Name two columns lon and lat, or one wkt, in the first row."
        )
    return drawing_of(shapes, notes=sorted(f"Found: {one}." for one in odd))


def _first(known: Mapping[str, int], names: Sequence[str]) -> int | None:
    exact = next((known[name] for name in names if name in known), None)
    if exact is not None:
        return exact
    long = [name for name in names if len(name) > 2]
    return next((at for name, at in known.items() if any(one in name for one in long)), None)


def _holds_wkt(body: Numbered, column: int) -> bool:
    cells = [row[column] for _, row in body if column < len(row) and row[column]]
    starts = ("LINESTRING", "MULTILINESTRING", "POINT", "SRID=", "MULTIPOINT", "POLYGON")
    return any(cell.strip().upper().startswith(starts) for cell in cells)


def _cells(header: Sequence[str], row: Sequence[str], left_out: Sequence[int]) -> dict[str, str]:
    pairs = zip(header, row, strict=False)
    return {
        name: said
        for place, (name, cell) in enumerate(pairs)
        if place not in left_out and (said := cell.strip())
    }


def _wkt_shape(
    number: int, header: Sequence[str], row: Sequence[str], column: int, meter: Meter
) -> Shape:
    cells = _cells(header, row, [column])
    try:
        parts = parts_of_wkt(row[column].strip() if column < len(row) else "", meter)
    except OverlayError:
        raise
    except ValueError as error:
        return Shape(number, cells, flaw=str(error))
    return shape_of(number, cells, parts)


def _ends_shape(
    one: tuple[int, Sequence[str]],
    header: Sequence[str],
    columns: Sequence[int],
    odd: set[Oddity],
    meter: Meter,
) -> Shape:
    number, row = one
    meter.vertices(2)
    cells = _cells(header, row, columns)
    try:
        first, second = (_place(row, columns[at : at + 2], odd) for at in (0, 2))
    except ValueError as error:
        return Shape(number, cells, flaw=str(error))
    return Shape(number, cells, lines=((first, second),))


def _place(row: Sequence[str], columns: Sequence[int], odd: set[Oddity]) -> Position:
    found = []
    for column in columns:
        number, how = degrees_in(row[column] if column < len(row) else "")
        odd |= how
        found.append(number)
    return found[0], found[1]


def _point_shapes(
    body: Numbered,
    header: Sequence[str],
    columns: tuple[int, int],
    odd: set[Oddity],
    meter: Meter,
) -> list[Shape]:
    """Return places; or lines, where a column says which line each point is of."""
    names = [name.casefold() for name in header]
    group = next((names.index(name) for name in _GROUPS if name in names), None)
    order = next((names.index(name) for name in _ORDERS if name in names), None)
    points: list[Shape] = []
    for number, row in body:
        meter.vertices(1)
        cells = _cells(header, row, columns)
        try:
            points.append(Shape(number, cells, point=_place(row, columns, odd)))
        except ValueError as error:
            points.append(Shape(number, cells, flaw=str(error)))
    if group is None or order is None:
        return points
    return _joined(points, header[group], header[order])


def _joined(points: Sequence[Shape], group: str, order: str) -> list[Shape]:
    """Return a line for each group of points, in their order."""
    lines: dict[str, list[Shape]] = {}
    for shape in points:
        lines.setdefault(shape.cells.get(group, ""), []).append(shape)

    def place(shape: Shape) -> float:
        try:
            return float(shape.cells.get(order, "") or 0)
        except ValueError:
            return 0.0

    found = []
    for members in lines.values():
        first = members[0]
        flaw = next((one.flaw for one in members if one.flaw), "")
        line: Polyline = tuple(one.point for one in sorted(members, key=place) if one.point)
        parts = ([line] if len(line) > 1 and not flaw else [], None)
        found.append(shape_of(first.number, first.cells, parts, flaw))
    return found
