"""Boundary vertices moved so that border towns lie in their own country.

Belongs here: applying basemap_nudges.csv. Natural Earth's lines are some kilometres off, and two of
them leave an Afghan border crossing on the other side: Torghundi and Torkham. The vertices beside
them are moved by hand, by 1 to 6 km, past the town's published position. This makes the map
readable; it is no statement on where the boundary runs.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

TABLE = Path(__file__).with_name("basemap_nudges.csv")
# The table gives five decimals.
TOLERANCE_DEG = 0.00002


@dataclass(frozen=True)
class Nudge:
    """A vertex as Natural Earth has it, and where it goes; longitude, latitude."""

    before: tuple[float, float]
    after: tuple[float, float]


def read_nudges() -> tuple[Nudge, ...]:
    """Rows of basemap_nudges.csv."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Nudge(
                before=(float(row["lon"]), float(row["lat"])),
                after=(float(row["to_lon"]), float(row["to_lat"])),
            )
            for row in csv.DictReader(file)
        )


def nudged(geometries: list[BaseGeometry], nudges: tuple[Nudge, ...]) -> list[BaseGeometry]:
    """Lines with the vertices of the table moved.

    Raises
    ------
    ValueError
        If a row of the table meets no vertex, or several that are not one point.
    """
    met = np.zeros(len(nudges), dtype=int)

    def moved(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        out = coordinates.copy()
        for index, nudge in enumerate(nudges):
            here = np.all(np.abs(coordinates - nudge.before) < TOLERANCE_DEG, axis=1)
            met[index] += int(here.sum())
            out[here] = nudge.after
        return out

    lines = [shapely.transform(geometry, moved) for geometry in geometries]
    for nudge, times in zip(nudges, met, strict=True):
        if times != 1:
            raise ValueError(f"{TABLE.name}: {nudge.before} meets {times} vertices, not one")
    return lines
