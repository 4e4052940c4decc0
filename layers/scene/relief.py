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

# Pixels a point of the page: finer than the eye asks of so quiet a picture, coarse enough for mail.
_PER_POINT = 1.5
# The projection is followed in steps of so many pixels and straight between.
_STEP = 24
# Opacity in steps of so much, which cannot be seen and makes files a third smaller.
_LEVELS = 6
# The grey of flat ground and of water.
_FLAT = 128


@lru_cache(maxsize=8)
def relief_of(frame: Frame) -> Shade | None:
    """Return the relief within a frame's panel; none where it would show its pixels."""
    strength = strength_at(frame.zoom())
    if not strength:
        return None
    return Shade(_pixels_by_grey(strength)[_grey_of(frame)], frame.panel)


def _pixels_by_grey(strength: float) -> NDArray[np.uint8]:
    """Return for each grey of the picture the pixel that is laid over the land."""
    slope = np.arange(256, dtype=np.float32) - _FLAT
    shaded = slope < 0
    most = np.where(shaded, SHADE_OPACITY, LIGHT_OPACITY) * strength
    opacity = np.where(np.abs(slope) < LEAST_SLOPE, 0.0, 2 * np.abs(slope) * most)
    pixels = np.empty((256, 4), dtype=np.uint8)
    pixels[:, :3] = np.where(shaded[:, None], rgb(RELIEF_SHADE), rgb(PAPER))
    pixels[:, 3] = np.clip(opacity, 0, 255) // _LEVELS * _LEVELS
    return pixels


def _grey_of(frame: Frame) -> NDArray[np.uint8]:
    """Return the picture's grey at each pixel of a panel, rows from the top; flat outside it.

    The projection is followed from corner to corner of a grid, straight between.
    """
    panel = frame.panel
    wide, high = (max(2, round(side * _PER_POINT)) for side in (panel.width, panel.height))
    across, down = (np.linspace(0, side, max(2, side // _STEP), dtype=int) for side in (wide, high))
    x, y = np.meshgrid(panel.x0 + across / _PER_POINT, panel.y1 - down / _PER_POINT)
    grey = _grey()
    columns, rows = _places_on(grey.size, *frame.lonlat_of(x.ravel(), y.ravel()))
    corners = np.stack([columns, rows], axis=-1).reshape(len(down), len(across), 2)
    mesh = [
        (
            (across[j], down[i], across[j + 1], down[i + 1]),
            # Upper left, lower left, lower right, upper right.
            tuple(corners[[i, i + 1, i + 1, i], [j, j, j + 1, j + 1]].ravel()),
        )
        for i in range(len(down) - 1)
        for j in range(len(across) - 1)
    ]
    how = Image.Transform.MESH, mesh, Image.Resampling.BILINEAR
    return np.asarray(grey.transform((wide, high), *how, fillcolor=_FLAT))


def _places_on(
    size: tuple[int, int], lon: FloatArray, lat: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return column and row on the picture of places in degrees."""
    west, south, east, north = RELIEF_BOUNDS
    top, bottom = (asinh(tan(radians(edge))) for edge in (north, south))
    columns = (lon - west) / (east - west) * size[0]
    rows = (top - np.arcsinh(np.tan(np.radians(lat)))) / (top - bottom) * size[1]
    return columns, rows


@lru_cache(maxsize=1)
def _grey() -> Image.Image:
    with Image.open(RELIEF_FILE) as picture:
        return picture.convert("L")
