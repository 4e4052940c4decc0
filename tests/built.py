"""Rows of a drawn world as the build reads them: places and a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data.build.spec import LegSpec, Place, Published

NO_PRINT = Published(km=None, low=None, high=None, source="")
POINTS = {
    "alpha": (60.0, 40.0),
    "beta": (61.0, 40.0),
    "off": (60.5, 40.1),
    "far": (60.0, 41.0),
    "port": (60.0, 39.5),
    "quay": (64.0, 39.5),
}


def place(place_id: str, *, accuracy_km: float = 1.0) -> Place:
    return Place(
        place_id=place_id,
        name=place_id.title(),
        kind="station",
        country="TKM",
        lon=POINTS[place_id][0],
        lat=POINTS[place_id][1],
        geonames_id="",
        coordinate_source="GEO_HAND",
        accuracy_km=accuracy_km,
        aliases=(),
        rank=3,
        is_node=True,
        note="",
    )


def leg(**changes: Any) -> LegSpec:
    plain = LegSpec(
        corridor="instc",
        leg_id="alpha_beta_rail",
        name="Alpha - Beta",
        from_id="alpha",
        to_id="beta",
        mode="rail",
        gauge_mm=1520,
        method="graph",
        via=(),
        published=NO_PRINT,
        source_ids=("P1",),
        passes=(),
        ratio_reason="",
        turn_reason="",
        note="",
    )
    return replace(plain, **changes)
