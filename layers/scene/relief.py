"""The static map's shaded relief: the shipped picture, bent into the map's projection.

What belongs here: which part of the picture lies under a panel, and how strongly. What does not:
the picture (`layers/look/relief.py`) and drawing (`layers/pens/`).
"""

from __future__ import annotations

from functools import lru_cache
from math import asinh, radians, tan

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from geo.crs import FloatArray
from layers.look.palette import PAPER, RELIEF_SHADE, rgb
from layers.look.relief import (
    LEAST_SLOPE,
    LIGHT_OPACITY,
    RELIEF_BOUNDS,
    RELIEF_FILE,
    SHADE_OPACITY,
    strength_at,
)
from layers.scene.display import Shade
from layers.scene.frame import Frame
from layers.scene.names import zoom_of

# Pixels a point of the page: finer than the eye asks of so quiet a picture, coarse enough for mail.
_PER_POINT = 1.5
# The projection is followed in steps of so many pixels and straight between.
_STEP = 24
# Opacity in steps of so much, which cannot be seen and makes files a third smaller.
_LEVELS = 6


@lru_cache(maxsize=8)
def relief_of(frame: Frame) -> Shade | None:
    """Return the relief within a frame's panel; none where it would show its pixels."""
    strength = strength_at(zoom_of(frame))
    if not strength:
        return None
    lon, lat = _degrees_of(frame)
    slope = _sampled(lon, lat) - 128.0
    shaded = slope < 0
    most = np.where(shaded, SHADE_OPACITY, LIGHT_OPACITY) * strength
    opacity = np.where(np.abs(slope) < LEAST_SLOPE, 0.0, 2 * np.abs(slope) * most)
    pixels = np.empty((*slope.shape, 4), dtype=np.uint8)
    pixels[..., :3] = np.where(shaded[..., None], rgb(RELIEF_SHADE), rgb(PAPER))
    pixels[..., 3] = np.clip(opacity, 0, 255) // _LEVELS * _LEVELS
    return Shade(pixels, frame.panel)


def _degrees_of(frame: Frame) -> tuple[FloatArray, FloatArray]:
    """Return the degrees of each pixel of a panel, rows from the top."""
    panel = frame.panel
    wide, high = (round(side * _PER_POINT) for side in (panel.width, panel.height))
    x = np.linspace(panel.x0, panel.x1, max(2, wide // _STEP))
    y = np.linspace(panel.y1, panel.y0, max(2, high // _STEP))
    lon, lat = frame.lonlat_of(*(part.ravel() for part in np.meshgrid(x, y)))
    shape = (len(y), len(x))
    return _stretched(lon.reshape(shape), high, wide), _stretched(lat.reshape(shape), high, wide)


def _stretched(grid: FloatArray, high: int, wide: int) -> FloatArray:
    """Return a grid with so many rows and columns, straight between its own."""
    for axis, count in ((0, high), (1, wide)):
        place = (np.arange(count) + 0.5) / count * (grid.shape[axis] - 1)
        below = np.minimum(place.astype(int), grid.shape[axis] - 2)
        share = np.expand_dims(place - below, 1 - axis)
        low, over = (np.take(grid, below + step, axis=axis) for step in (0, 1))
        grid = low * (1 - share) + over * share
    return grid


def _sampled(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Return the picture's grey at places, between its pixels; flat outside it."""
    west, south, east, north = RELIEF_BOUNDS
    grey = _grey()
    top, bottom = (asinh(tan(radians(edge))) for edge in (north, south))
    column = (lon - west) / (east - west) * grey.shape[1] - 0.5
    row = (top - np.arcsinh(np.tan(np.radians(lat)))) / (top - bottom) * grey.shape[0] - 0.5
    inside = (column >= 0) & (column < grey.shape[1] - 1) & (row >= 0) & (row < grey.shape[0] - 1)
    i, j = (np.where(inside, part, 0.0).astype(np.int32) for part in (row, column))
    down, right = np.where(inside, row - i, 0.0), np.where(inside, column - j, 0.0)
    upper = grey[i, j] * (1 - right) + grey[i, j + 1] * right
    lower = grey[i + 1, j] * (1 - right) + grey[i + 1, j + 1] * right
    return np.where(inside, upper * (1 - down) + lower * down, 128.0)


@lru_cache(maxsize=1)
def _grey() -> NDArray[np.float32]:
    with Image.open(RELIEF_FILE) as picture:
        return np.asarray(picture.convert("L"), dtype=np.float32)
