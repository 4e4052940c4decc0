"""The lines of the basemap as the browser draws them, as plain JSON values.

What belongs here: which lines come at first and which later. What does not: their names
(`layers/screen/network.py`) and how they look (`layers/screen/look.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.model.lines import LonLat
from layers.look.basemap import (
    BASEMAP_LAYERS,
    look_name,
)
from layers.screen.map import steps_of
from layers.screen.network import Json

_BACKDROP_SCALE = 1_000


def web_backdrop(basemap: Mapping[str, str], *, first: bool) -> Json:
    """Return the lines of the basemap by layer and look, for the first paint or for later.

    `basemap` has the GeoJSON text of each layer by its file stem.

    Finer lines come later under the names of the coarse ones, and take their place.
    """
    lines: dict[str, list[list[int]]] = {}
    for layer in BASEMAP_LAYERS:
        stem = layer.stem if layer.first_paint is first else layer.finer
        if (first and not layer.first_paint) or stem not in basemap:
            continue
        for feature in json.loads(basemap[stem])["features"]:
            name = f"{layer.stem}.{look_name(layer, feature['properties'])}"
            for line in _lines_in(feature["geometry"]["coordinates"]):
                lines.setdefault(name, []).append(steps_of(line, scale=_BACKDROP_SCALE))
    return {"scale": _BACKDROP_SCALE, "lines": lines}


def _lines_in(parts: Sequence[Any]) -> Iterable[list[LonLat]]:
    """Yield the lines or rings of a GeoJSON geometry's coordinates, however deep they lie."""
    if isinstance(parts[0][0], int | float):
        yield [(point[0], point[1]) for point in parts]
        return
    for part in parts:
        yield from _lines_in(part)
