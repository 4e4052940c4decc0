"""The lines of the basemap as the browser draws them, as plain JSON values.

What belongs here: which lines come at first and which later. What does not: their names
(`layers/screen/network.py`) and how they look (`layers/screen/look.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from layers.look.basemap import BASEMAP_LAYERS, lines_of
from layers.look.text import Json
from layers.screen.places import steps_of

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
        for look, line in lines_of(layer, basemap[stem]):
            steps = steps_of(line, scale=_BACKDROP_SCALE)
            lines.setdefault(f"{layer.stem}.{look}", []).append(steps)
    return {"scale": _BACKDROP_SCALE, "lines": lines}
