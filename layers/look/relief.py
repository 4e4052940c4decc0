"""The shaded relief under the map: the picture, where it lies, and how strongly it is laid on.

What belongs here: what screen and paper share of it. What does not: how it is made
(`data/build/relief.py`) and drawing it. The picture is grey and in Web Mercator, from the north:
128 is flat ground or water, less a slope in shade, more one in the light.
"""

from __future__ import annotations

from pathlib import Path

from geo.crs import Bounds

RELIEF_FILE = Path(__file__).with_name("relief.webp")
RELIEF_BOUNDS: Bounds = (18.0, 4.0, 98.0, 66.0)
# How much of the colour of shade or light covers land where the slope is steepest, and from what
# distance to flat ground on: what lies below is noise.
SHADE_OPACITY, LIGHT_OPACITY, LEAST_SLOPE = 0.75, 0.9, 3
# A web map shows it whole up to the first zoom level and no more from the second on, where its
# pixels could be seen.
FULL_TO_ZOOM, GONE_FROM_ZOOM = 6.5, 8.5


def strength_at(zoom: float) -> float:
    """Return how much of the relief a map of a zoom level shows: 1 the whole, 0 nothing."""
    return min(1.0, max(0.0, (GONE_FROM_ZOOM - zoom) / (GONE_FROM_ZOOM - FULL_TO_ZOOM)))


def relief_bytes() -> bytes:
    """Return the picture as WebP."""
    return RELIEF_FILE.read_bytes()
