"""The frame of a static map: from degrees to points on the page, and back.

What belongs here: choosing the projection and the extent that show given places in a panel, and
what follows from them alone: scale, north, the graticule, the notes owed to what is shown. What
does not: drawing. Which projection there is and how it is computed is `geo/crs.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log2, log10
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import (
    Bounds,
    FloatArray,
    Projection,
    distance_km,
    graticule_step,
    project,
    projection_for,
    unproject,
)
from geo.model.lines import LonLat
from layers.look.basemap import JAMMU_AND_KASHMIR, notes_on_boundaries
from layers.scene.sheet import Rect

# One shape or a row of them.
Shapes = TypeVar("Shapes", BaseGeometry, NDArray[np.object_])
# A web map of zoom z shows 40,075 km in 256 · 2^z pixels at the equator; paper carries about as
# many names in a point as a screen in one and a half pixels.
_KM_ROUND_THE_EARTH = 40_075.0
_PIXELS_PER_POINT = 1.5
# Of a panel's outline, a side: what is straight on the page is bent in degrees.
_EDGE_POINTS = 60
# A map of a single place still shows where it is.
_SMALLEST_WIDTH_M = 350_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel of the page and what of the earth it shows.

    Points of the page are `origin` plus `points_per_metre` times projected metres.
    """

    panel: Rect
    projection: Projection
    points_per_metre: float
    origin: tuple[float, float]

    def page_of(self, lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return points of the page from degrees."""
        (x0, y0), scale = self.origin, self.points_per_metre
        x, y = project(self.projection, lon, lat)
        return x0 + x * scale, y0 + y * scale

    def point_of(self, lonlat: LonLat) -> tuple[float, float]:
        """Return one place on the page."""
        x, y = self.page_of(np.array([lonlat[0]]), np.array([lonlat[1]]))
        return float(x[0]), float(y[0])

    def line_of(self, line: Sequence[LonLat]) -> FloatArray:
        """Return a line on the page as rows of x, y."""
        lonlat = np.asarray(line, dtype=np.float64)
        return np.column_stack(self.page_of(lonlat[:, 0], lonlat[:, 1]))

    def geometry_of(self, geometry: Shapes) -> Shapes:
        """Return a shape, or each of several, on the page."""
        return shapely.transform(
            geometry, lambda lonlat: np.column_stack(self.page_of(lonlat[:, 0], lonlat[:, 1]))
        )

    def lonlat_of(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return degrees from points of the page."""
        (x0, y0), scale = self.origin, self.points_per_metre
        return unproject(self.projection, (x - x0) / scale, (y - y0) / scale)

    def place_at(self, x: float, y: float) -> LonLat:
        """Return the degrees of one point of the page."""
        lon, lat = self.lonlat_of(np.array([x]), np.array([y]))
        return float(lon[0]), float(lat[0])

    def edge(self) -> FloatArray:
        """Return the panel's outline in degrees, closed."""
        corners = self.panel.corners
        sides = pairwise((*corners, corners[0]))
        points = np.concatenate([np.linspace(start, end, _EDGE_POINTS) for start, end in sides])
        return np.column_stack(self.lonlat_of(points[:, 0], points[:, 1]))

    def bounds(self, *, pad: float = 0.0) -> Bounds:
        """Return the degrees the panel reaches, `pad` degrees more on every side."""
        edge = self.edge()
        west, south = np.maximum(edge.min(axis=0) - pad, (-180.0, -89.0))
        east, north = np.minimum(edge.max(axis=0) + pad, (180.0, 89.0))
        return float(west), float(south), float(east), float(north)

    def shows(self, ring: Sequence[LonLat]) -> bool:
        """Tell whether any of an area, given by its outline, lies in the panel."""
        panel = shapely.box(self.panel.x0, self.panel.y0, self.panel.x1, self.panel.y1)
        return bool(shapely.Polygon(self.line_of(ring)).intersects(panel))

    def km_per_point(self) -> float:
        """Return ground km in a point of paper along the parallel through the panel's middle."""
        lon, lat = self.place_at(*self.panel.centre)
        step = 0.05
        a, b = self.point_of((lon - step, lat)), self.point_of((lon + step, lat))
        paper = float(np.hypot(b[0] - a[0], b[1] - a[1]))
        return distance_km((lon - step, lat), (lon + step, lat)) / paper

    def zoom(self) -> float:
        """Return the zoom level of the web map that carries about as many names as this map."""
        pixels = _KM_ROUND_THE_EARTH / self.km_per_point() * _PIXELS_PER_POINT
        return log2(pixels / 256)

    def north_at(self, x: float, y: float) -> tuple[float, float]:
        """Return the direction of true north at a point of the page, as a unit vector."""
        lon, lat = self.place_at(x, y)
        to_x, to_y = self.point_of((lon, lat + 0.05))
        length = float(np.hypot(to_x - x, to_y - y))
        return (to_x - x) / length, (to_y - y) / length


def frame_of(lonlats: Sequence[LonLat], panel: Rect, *, pad: Rect) -> Frame:
    """Return the frame that shows all places in a panel.

    Parameters
    ----------
    lonlats
        What must be seen; at least one place.
    panel
        Where on the page.
    pad
        Room in points to keep free on the left, bottom, right and top, given as a Rect.
    """
    places = np.asarray(lonlats, dtype=np.float64)
    west, south = places.min(axis=0)
    east, north = places.max(axis=0)
    projection = projection_for((float(west), float(south), float(east), float(north)))
    x, y = project(projection, places[:, 0], places[:, 1])
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    free = Rect(panel.x0 + pad.x0, panel.y0 + pad.y0, panel.x1 - pad.x1, panel.y1 - pad.y1)
    width = max(float(np.ptp(x)), _SMALLEST_WIDTH_M)
    height = max(float(np.ptp(y)), _SMALLEST_WIDTH_M * free.height / free.width)
    scale = min(free.width / width, free.height / height)
    left, bottom = free.centre[0] - middle[0] * scale, free.centre[1] - middle[1] * scale
    return Frame(panel, projection, scale, (float(left), float(bottom)))


@dataclass(frozen=True, slots=True)
class Meridian:
    """A line of the graticule on the page: its degrees, its course, and whether it runs north."""

    degrees: float
    line: FloatArray
    northward: bool


def graticule_of(frame: Frame) -> tuple[Meridian, ...]:
    """Return the meridians and parallels that cross the panel, at a round spacing."""
    west, south, east, north = frame.bounds()
    step = graticule_step(min(east - west, north - south))
    lons = np.arange(ceil(west / step), floor(east / step) + 1) * step
    lats = np.arange(ceil(south / step), floor(north / step) + 1) * step
    up, along = np.linspace(south, north, 120), np.linspace(west, east, 160)
    courses = [(lon, np.full(120, lon), up, True) for lon in lons]
    courses += [(lat, along, np.full(160, lat), False) for lat in lats]
    return tuple(
        Meridian(float(degrees), np.column_stack(frame.page_of(lon, lat)), northward)
        for degrees, lon, lat, northward in courses
    )


def round_length_km(longest_km: float) -> float:
    """Return the greatest of 1, 2, 3, 5 × 10ⁿ km that is no longer than given.

    Examples
    --------
    >>> round_length_km(870.0)
    500.0
    """
    power = 10.0 ** floor(log10(longest_km))
    return max(step * power for step in (1.0, 2.0, 3.0, 5.0) if step * power <= longest_km)


def boundary_words(frame: Frame, *, house_note: str = "") -> tuple[str, ...]:
    """Return the notes on boundaries owed to a map: what lies in its frame decides, not near it."""
    return notes_on_boundaries(
        line_of_control=frame.shows(JAMMU_AND_KASHMIR), house_note=house_note
    )
