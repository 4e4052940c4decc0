"""The only place that names an EPSG code, makes a projection, reprojects, or measures on the earth.

Coordinates are longitude, latitude in degrees on WGS 84 everywhere else; projected coordinates are
metres, x to the east of the map and y to its north. Lengths and distances are geodesics on the
WGS 84 ellipsoid (Karney 2013, through PROJ), in km. No file is opened here and nothing is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import cos, floor, isfinite, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import ProjError

from geo.model.lines import LonLat

WGS84 = "EPSG:4326"
# The same as databases number it.
SRID = 4326
_GEOD = Geod(ellps="WGS84")
# A step of a line as short as this need not be a geodesic.
_SHORT_DEGREES = 0.25

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

FloatArray = NDArray[np.float64]

# Beyond this the cone of a conic projection opens too far or folds over.
_CONIC_LON_SPAN = 150.0
_CONIC_LAT_MIN, _CONIC_LAT_MAX = 8.0, 75.0


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection of the earth to a plane, in metres; `name` is what a reader is told."""

    name: str
    definition: str

    @property
    def crs(self) -> CRS:
        """Return the coordinate reference system."""
        return CRS.from_user_input(self.definition)


def projection_for(bounds: Bounds) -> Projection:
    """Return a projection fit for a map of these bounds, named for the reader.

    A conformal conic serves the middle latitudes, its standard parallels at a sixth and five
    sixths of the span, the usual rule for small distortion over the whole map (Snyder, "Map
    projections: a working manual", USGS Professional Paper 1395, 1987, p. 99). Across the equator,
    near a pole and for half the world an azimuthal equal-area projection serves instead.
    Its numbers are whole degrees, so that the name tells all.
    """
    west, south, east, north = bounds
    lon_0, lat_0 = round((west + east) / 2), round((south + north) / 2)
    conic = (
        south * north > 0
        and _CONIC_LAT_MIN <= abs(lat_0) <= _CONIC_LAT_MAX
        and east - west <= _CONIC_LON_SPAN
    )
    if not conic:
        return Projection(
            "Lambert azimuthal equal-area projection, centre "
            f"{degrees_text(lat_0, 'N', 'S')} {degrees_text(lon_0, 'E', 'W')}",
            f"+proj=laea +lat_0={lat_0} +lon_0={lon_0} +datum=WGS84 +units=m +type=crs",
        )
    lat_1 = round(south + (north - south) / 6)
    lat_2 = round(south + (north - south) * 5 / 6)
    return Projection(
        f"Lambert conformal conic projection, standard parallels {degrees_text(lat_1, 'N', 'S')} "
        f"and {degrees_text(lat_2, 'N', 'S')}, central meridian {degrees_text(lon_0, 'E', 'W')}",
        f"+proj=lcc +lat_1={lat_1} +lat_2={lat_2} +lat_0={lat_0} +lon_0={lon_0} "
        "+datum=WGS84 +units=m +type=crs",
    )


def degrees_text(degrees: float, positive: str, negative: str) -> str:
    """Return degrees as a map margin writes them.

    Examples
    --------
    >>> degrees_text(-7, "N", "S")
    '7° S'
    """
    if degrees == 0:
        return "0°"
    return f"{abs(degrees):g}° {positive if degrees > 0 else negative}"


@lru_cache(maxsize=32)
def _transformer(definition: str) -> Transformer:
    return Transformer.from_crs(WGS84, definition, always_xy=True)


def project(
    projection: Projection, lon: ArrayLike, lat: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return projected metres of degrees; points that cannot be projected become infinite."""
    x, y = _transformer(projection.definition).transform(_array(lon), _array(lat))
    return _array(x), _array(y)


def unproject(projection: Projection, x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return degrees of projected metres: the inverse of `project`."""
    lon, lat = _transformer(projection.definition).transform(
        _array(x), _array(y), direction="INVERSE"
    )
    return _array(lon), _array(lat)


def length_km(line: Sequence[Sequence[float]]) -> float:
    """Return the geodesic length of a line in km."""
    lon, lat = zip(*line, strict=True) if line else ((), ())
    return float(_GEOD.line_length(lon, lat)) / 1000 if len(line) > 1 else 0.0


def lengths_km(lines: Sequence[Sequence[Sequence[float]]]) -> list[float]:
    """Return the geodesic length of each of many lines in km, each of two positions or more."""
    if not lines:
        return []
    held = np.fromiter(chain.from_iterable(chain.from_iterable(lines)), float).reshape(-1, 2)
    first = np.cumsum([0, *map(len, lines)])[:-1]
    # From the end of a line to the start of the next is no step.
    steps = np.append(_steps_km(held[:-1], held[1:]), 0.0)
    steps[first[1:] - 1] = 0.0
    found: list[float] = np.add.reduceat(steps, first).tolist()
    return found


def _steps_km(starts: FloatArray, ends: FloatArray) -> FloatArray:
    """Return the geodesic distance of each of some points from its counterpart, in km.

    One that is short is reckoned with the ellipsoid's radii of curvature in its middle, which is
    off by less than a metre and takes a tenth of the time.
    """
    lon, lat = (ends - starts).T
    middle = np.radians(starts[:, 1] + lat / 2)
    flatter = 1 - _GEOD.es * np.sin(middle) ** 2
    east = np.radians(lon) * np.cos(middle) * _GEOD.a / np.sqrt(flatter)
    north = np.radians(lat) * _GEOD.a * (1 - _GEOD.es) / flatter**1.5
    steps = _array(np.hypot(east, north) / 1000)
    long = (np.abs(lon) > _SHORT_DEGREES) | (np.abs(lat) > _SHORT_DEGREES)
    steps[long] = distances_km(starts[long], ends[long])
    return steps


def distance_km(start: LonLat, end: LonLat) -> float:
    """Return the geodesic distance of two points in km."""
    _, _, metres = _GEOD.inv(*start, *end)
    return float(metres) / 1000


def distances_km(starts: FloatArray, ends: FloatArray) -> FloatArray:
    """Return the geodesic distance of each of some points from its counterpart, in km."""
    return _array(_GEOD.inv(*starts.T, *ends.T)[2]) / 1000


def circle_of(centre: LonLat, radius_km: float, *, points: int = 72) -> tuple[LonLat, ...]:
    """Return a closed geodesic circle of `points` corners about a point."""
    bearings = np.linspace(0.0, 360.0, points, endpoint=False)
    count = len(bearings)
    lon, lat, _ = _GEOD.fwd(
        np.full(count, centre[0]),
        np.full(count, centre[1]),
        bearings,
        np.full(count, radius_km * 1000),
    )
    ring = [(float(a), float(b)) for a, b in zip(lon, lat, strict=True)]
    return (*ring, ring[0])


def globe_view(lon: ArrayLike, lat: ArrayLike, centre: LonLat) -> tuple[FloatArray, FloatArray]:
    """Return points as seen on a globe of radius 1 from far above `centre`.

    An orthographic view of a sphere. What lies behind the horizon is moved onto the rim, so that
    an outline that passes it stays closed.
    """
    lam, phi = np.radians(_array(lon) - centre[0]), np.radians(_array(lat))
    phi_0 = radians(centre[1])
    x = np.cos(phi) * np.sin(lam)
    y = cos(phi_0) * np.sin(phi) - np.sin(phi_0) * np.cos(phi) * np.cos(lam)
    towards = np.sin(phi_0) * np.sin(phi) + cos(phi_0) * np.cos(phi) * np.cos(lam)
    radius = np.hypot(x, y)
    hidden = (towards < 0) & (radius > 0)
    stretch = np.where(hidden, 1 / np.where(hidden, radius, 1.0), 1.0)
    return x * stretch, y * stretch


def graticule_step(span_degrees: float) -> float:
    """Return the spacing in degrees that gives a map of this span about four to eight lines."""
    for step in (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0):
        if floor(span_degrees / step) <= 7:
            return step
    return 30.0


_DEGREES = 4326
_CODE = re.compile(r"\s*(?:urn:ogc:def:crs:)?EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})\s*\Z", re.IGNORECASE)
_WKT = ("PROJCS[", "GEOGCS[", "PROJCRS[", "GEOGCRS[", "GEODCRS[")
# UTM zones 37 to 45 north, from the Caucasus to the Ganges, and what web maps are drawn in.
_LIKELY = (*range(32637, 32646), 3857)


def system_name(code: int) -> str:
    """Return the name of a reference system by its number in the EPSG register; empty for none."""
    return f"EPSG:{code}" if code > 0 else ""


def system_of(text: str) -> int | None:
    """Return the register's number of a reference system that a file names; nothing if unknown.

    Only numbers and plain well-known text are read: nothing that could name another file.
    """
    if not text or "CRS84" in text[-40:].upper():
        return _DEGREES
    named = _CODE.match(text)
    if named:
        return int(named[1])
    if not text.lstrip().upper().startswith(_WKT) or "EXTENSION" in text.upper():
        return None
    try:
        return CRS.from_wkt(text).to_epsg(min_confidence=25)
    except (ProjError, ValueError):
        return None


def is_degrees(code: int) -> bool:
    """Tell whether a system of the register is longitude and latitude as everywhere here."""
    return code == _DEGREES


def degrees_of(code: int, places: Sequence[LonLat]) -> list[LonLat] | None:
    """Return places in another system as longitude and latitude; nothing where that fails."""
    try:
        transformer = Transformer.from_crs(CRS.from_epsg(code), WGS84, always_xy=True)
        x, y = zip(*places, strict=True) if places else ((), ())
        lon, lat = transformer.transform(x, y)
    except (ProjError, ValueError):
        return None
    found = [(float(a), float(b)) for a, b in zip(lon, lat, strict=True)]
    return found if all(isfinite(a) and isfinite(b) for a, b in found) else None


def likely_systems() -> tuple[int, ...]:
    """Return the systems in metres that maps of this region are mostly in."""
    return _LIKELY


def _array(values: ArrayLike) -> FloatArray:
    return np.asarray(values, dtype=np.float64)
