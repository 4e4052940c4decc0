"""The shaded relief: small, flat where there is no land, in its place on screen and paper."""

from __future__ import annotations

import io
from math import asinh, radians, tan

import numpy as np
import pytest
from PIL import Image

from data.build import relief as built
from layers.look.relief import (
    FULL_TO_ZOOM,
    GONE_FROM_ZOOM,
    LEAST_SLOPE,
    RELIEF_BOUNDS,
    relief_bytes,
    strength_at,
)
from layers.scene.frame import frame_of
from layers.scene.relief import relief_of
from layers.scene.sheet import PageSize, Rect, sheet_of

PAMIR, CASPIAN, ARABIAN_SEA, KARAKUM = (72.5, 38.5), (51.0, 41.5), (63.0, 18.0), (59.5, 39.5)
PANEL = sheet_of(PageSize.A4_LANDSCAPE).map


@pytest.fixture(scope="module")
def grey():
    with Image.open(io.BytesIO(relief_bytes())) as picture:
        return np.asarray(picture.convert("L"), dtype=float)


def _around(grey, lonlat, reach=12):
    """Return the picture round a place, found as a web map would."""
    west, south, east, north = RELIEF_BOUNDS
    top, bottom, at = (asinh(tan(radians(lat))) for lat in (north, south, lonlat[1]))
    x = int((lonlat[0] - west) / (east - west) * grey.shape[1])
    y = int((top - at) / (top - bottom) * grey.shape[0])
    return grey[y - reach : y + reach, x - reach : x + reach]


def test_it_is_small_and_as_tall_as_web_mercator_has_it(grey):
    assert len(relief_bytes()) < 200_000
    west, south, east, north = RELIEF_BOUNDS
    tall = asinh(tan(radians(north))) - asinh(tan(radians(south)))
    assert grey.shape[0] / grey.shape[1] == pytest.approx(tall / radians(east - west), rel=0.002)
    assert built.BOUNDS == RELIEF_BOUNDS


def test_mountains_stand_out_and_water_and_desert_are_flat(grey):
    assert _around(grey, PAMIR).std() > 20
    for water in (CASPIAN, ARABIAN_SEA):
        assert np.abs(_around(grey, water) - 128).max() < LEAST_SLOPE
    assert _around(grey, KARAKUM).std() < 4


def test_the_edge_ends_nowhere(grey):
    for edge in (grey[0], grey[-1], grey[:, 0], grey[:, -1]):
        assert np.abs(edge - 128).max() < LEAST_SLOPE


def test_it_fades_out_where_its_pixels_would_be_seen():
    assert strength_at(FULL_TO_ZOOM) == 1.0
    assert strength_at((FULL_TO_ZOOM + GONE_FROM_ZOOM) / 2) == pytest.approx(0.5)
    assert strength_at(GONE_FROM_ZOOM + 1) == 0.0


def _opacity_at(frame, shade, lonlat):
    x, y = frame.point_of(lonlat)
    high, wide = shade.pixels.shape[:2]
    column = int((x - frame.panel.x0) / frame.panel.width * wide)
    row = int((frame.panel.y1 - y) / frame.panel.height * high)
    return shade.pixels[row - 8 : row + 8, column - 8 : column + 8, 3]


def test_on_paper_it_lies_where_the_projection_puts_it():
    frame = frame_of([(30.0, 16.0), (78.0, 58.0)], PANEL, pad=Rect(0, 0, 0, 0))
    shade = relief_of(frame)
    assert shade is not None
    assert _opacity_at(frame, shade, PAMIR).max() > 60
    for flat in (CASPIAN, ARABIAN_SEA):
        assert not _opacity_at(frame, shade, flat).any()
    # Kopet Dag's crest lies between two flat plains: half a degree off and it would be on one.
    crest, plain = (_opacity_at(frame, shade, (58.0, lat)).max() for lat in (38.0, 39.6))
    assert crest > 30 > plain
