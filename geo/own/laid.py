"""A drawing laid among the known places: on which node each end of a line is put. Pure.

What belongs here: what follows from where the lines lie, whatever the reader says of them, so that
it can be made while they read the questions. What does not: the questions, and the overlay that the
answers make (`geo/own/wizard.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from shapely import STRtree, points

from geo.crs import distance_km
from geo.model.lines import LonLat, Node
from geo.own.places import placed
from geo.own.shape import Drawing, Polyline, Shape, wkt_of

SNAP_KM = 5.0
# What is farther, in degrees of a great circle, is farther than that on any meridian.
_SNAP_DEGREES = SNAP_KM / 110
# Ends of somebody's lines this close are one place.
JOIN_KM = 1.0
# Cells to a degree, so that not every place is measured to every end.
_CELLS = 5


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line as well-known text, and the nodes on which its first and its last end are put."""

    from_id: str
    to_id: str
    geometry: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A drawing's shapes in degrees, and where they came to lie.

    Attributes
    ----------
    reading
        The way its coordinates were read.
    shapes
        Each with its lines as they were laid.
    ends
        Where the ends lie that are on no known place, by the id each was given.
    countries
        Of these ends, then of the shapes that are points: that of the nearest known place.
    snapped
        The known places that ends were put on, and how far the farthest had lain, in km.
    """

    reading: str
    shapes: tuple[tuple[Shape, tuple[LaidLine, ...]], ...]
    ends: Mapping[str, LonLat]
    countries: tuple[str, ...]
    snapped: Mapping[str, float]


def laid_of(drawing: Drawing, reading: str, nodes: Mapping[str, Node]) -> Laid:
    """Return a drawing laid among the known places.

    Parameters
    ----------
    drawing, reading
        What was read, and the way to read its coordinates (`geo/own/places.py`).
    nodes
        The known nodes, to which ends within 5 km are put.
    """
    found = _Ends(nodes)
    shapes = tuple(
        (shape, tuple(found.laid(line) for line in shape.lines))
        for shape in placed(drawing, reading).shapes
    )
    marks = [shape.point for shape, _ in shapes if shape.point]
    countries = _countries(list(nodes.values()), [*found.own.values(), *marks])
    return Laid(reading, shapes, found.own, countries, found.snapped)


def _countries(known: Sequence[Node], places: Sequence[LonLat]) -> tuple[str, ...]:
    """Return the countries of the known places nearest on the plate; there may be thousands."""
    if not places:
        return ()
    tree = STRtree(points([node.lonlat for node in known]))
    return tuple(known[at].country for at in tree.nearest(points(places)).tolist())


class _Ends:
    """Finds the node of each end: a known one, one found before, or a new one."""

    def __init__(self, known: Mapping[str, Node]) -> None:
        self.known = known
        self.own: dict[str, LonLat] = {}
        self.snapped: dict[str, float] = {}
        self.near: dict[tuple[int, int], list[tuple[str, LonLat]]] = {}
        for node in known.values():
            self._remember(node.node_id, node.lonlat)

    def laid(self, line: Polyline) -> LaidLine:
        """Return a line with the nodes of its ends."""
        return LaidLine(self._node(line[0]), self._node(line[-1]), wkt_of(line))

    def _node(self, place: LonLat) -> str:
        """Return the node at the end of a line: a known one within 5 km, else one of its own."""
        best, least = "", SNAP_KM
        narrow = cos(radians(place[1]))
        for name, at in self._around(place, narrow):
            # Most of them are clearly farther; what is near is measured.
            if hypot((place[0] - at[0]) * narrow, place[1] - at[1]) > _SNAP_DEGREES:
                continue
            away = distance_km(place, at)
            if away <= (SNAP_KM if name in self.known else JOIN_KM) and away <= least:
                best, least = name, away
        if not best:
            best = f"end_{len(self.own) + 1}"
            self.own[best] = place
            self._remember(best, place)
        elif best in self.known:
            self.snapped[best] = max(least, self.snapped.get(best, 0.0))
        return best

    def _remember(self, name: str, place: LonLat) -> None:
        self.near.setdefault((_cell(place[0]), _cell(place[1])), []).append((name, place))

    def _around(self, place: LonLat, narrow: float) -> list[tuple[str, LonLat]]:
        """Return what may be near, where a degree of longitude is `narrow` of one of latitude."""
        (lon, lat), away = place, _SNAP_DEGREES / narrow
        return [
            one
            for x in range(_cell(lon - away), _cell(lon + away) + 1)
            for y in range(_cell(lat - _SNAP_DEGREES), _cell(lat + _SNAP_DEGREES) + 1)
            for one in self.near.get((x, y), ())
        ]


def _cell(degrees: float) -> int:
    return int(degrees * _CELLS)
