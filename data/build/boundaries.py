"""The boundary lines of the backdrop: which of Natural Earth's there are, and of which class.

Belongs here: classes, and the two stretches that are told otherwise than Natural Earth draws them.
How lines are thinned and written does not (thinning.py); where they are moved is nudges.py.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import shapely

from data.build.nudges import nudged, read_nudges
from data.build.thinning import (
    DECIMALS,
    REGION,
    TOLERANCE,
    WORLD_DECIMALS,
    WORLD_TOLERANCE,
    Feature,
    in_order,
    lines_in,
    rows_of,
    thinned,
)

# Natural Earth's classes of boundary line, de facto view, to ours. What is missing here (zones of
# the United Nations, the Baikonur lease) is not a boundary between states and is left out.
CLASS_OF_FEATURE = {
    "International boundary (verify)": "international",
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "disputed",
    "Indeterminant frontier": "disputed",
    "Unrecognized": "disputed",
    "Line of control (please verify)": "line_of_control",
}
# Natural Earth's code of the dispute whose line the note on Jammu and Kashmir speaks of.
KASHMIR = "B05"
# Natural Earth draws one stretch round it as an undisputed boundary; its other sides are disputed.
DISPUTED_ALL_ROUND = "Siachen Glacier"


def boundary_features(lines: gpd.GeoDataFrame, *, tolerance: float = TOLERANCE) -> list[Feature]:
    """Boundary lines of the region with their class; the Line of Control also by name."""
    box = shapely.box(*REGION)
    found = []
    shapes = nudged(list(lines.geometry), read_nudges())
    for row, line in zip(rows_of(lines), shapes, strict=True):
        kind = CLASS_OF_FEATURE.get(row.FEATURECLA)
        if DISPUTED_ALL_ROUND in (row.ADM0_LEFT, row.ADM0_RIGHT):
            kind = "disputed"
        cut = shapely.intersection(line, box)
        if kind is None or cut.is_empty:
            continue
        properties: dict[str, Any] = {"class": kind}
        if kind == "line_of_control" and row.BRK_A3 == KASHMIR:
            properties["name"] = "Line of Control"
        found += [
            (part, properties)
            for part in lines_in(thinned(cut, tolerance=tolerance, decimals=DECIMALS))
        ]
    return in_order(found, by="class")


def world_boundary_features(lines: gpd.GeoDataFrame) -> list[Feature]:
    """Coarse boundary lines outside the region with their class."""
    outside = shapely.box(-180, -90, 180, 90).difference(shapely.box(*REGION))
    found = []
    for row in rows_of(lines):
        kind = CLASS_OF_FEATURE.get(row.FEATURECLA)
        cut = shapely.intersection(row.geometry, outside)
        if kind is not None and not cut.is_empty:
            found += [
                (line, {"class": kind})
                for line in lines_in(
                    thinned(cut, tolerance=WORLD_TOLERANCE, decimals=WORLD_DECIMALS)
                )
            ]
    return in_order(found, by="class")
