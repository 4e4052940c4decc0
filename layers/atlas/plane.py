"""The plane of the small maps: one projection, a few scales, and courses as path data.

What belongs here: what backgrounds and pictures share. What does not: either of them
(`layers/atlas/land.py`, `layers/atlas/smallmap.py`). The unit is a kilometre of the projection, y
downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geo.crs import Bounds, FloatArray, project, projection_for
from geo.model.lines import LonLat
from layers.scene.display import Stroke

# Where the projection is true: the region that rivers, lakes and names of the basemap reach.
_REGION: Bounds = (25.0, 5.0, 85.0, 65.0)
# Pixels across and down, as the pages show them.
WIDTH, HEIGHT = 640, 400
# Kilometres across, by the name of the scale: the least that holds a page's lines is taken.
SCALES: Mapping[str, float] = {"near": 320.0, "region": 900.0, "country": 2400.0, "far": 6400.0}
# Beyond this nothing is drawn, in km from the middle of the plane.
_REACH_KM = 7000.0
EVERYWHERE = (
    f'x="{-_REACH_KM:g}" y="{-_REACH_KM:g}" width="{2 * _REACH_KM:g}" height="{2 * _REACH_KM:g}"'
)
OPENED = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_REACH_KM:g} {-_REACH_KM:g} '
    f'{2 * _REACH_KM:g} {2 * _REACH_KM:g}" width="{2 * _REACH_KM:g}" height="{2 * _REACH_KM:g}">'
)
# Room round what is shown, as a share of it; less detail than this share of a pixel is left out.
_ROOM, _DETAIL = 1.3, 0.8
# Lines of a background may become so much wider before a closer one is due.
_LEAST_OF_SCALE = 0.55


@dataclass(frozen=True, slots=True)
class Window:
    """What a small map shows: the name of its scale, its middle, and its width, in km."""

    scale: str
    x: float
    y: float
    width: float

    @property
    def pixel(self) -> float:
        """Kilometres in a pixel."""
        return self.width / WIDTH

    @property
    def height(self) -> float:
        """Its height in km."""
        return self.width * HEIGHT / WIDTH


def projected(line: Sequence[LonLat]) -> FloatArray:
    """Return degrees as rows of km in the plane."""
    lonlat = np.asarray(line, dtype=np.float64).reshape(-1, 2)
    x, y = project(projection_for(_REGION), lonlat[:, 0], lonlat[:, 1])
    return np.column_stack((x / 1000, -y / 1000))


def planar(lonlat: LonLat) -> FloatArray:
    """Return one place in the plane."""
    course: FloatArray = projected([lonlat])[0]
    return course


def whole(course: FloatArray) -> FloatArray:
    """Return a course without the points that the projection cannot show."""
    near = np.isfinite(course).all(axis=1) & (np.abs(course) < 3 * _REACH_KM).all(axis=1)
    return course[near]


def window_of(shapes: Iterable[FloatArray]) -> Window | None:
    """Return the view that holds shapes, at the closest scale that does."""
    points = [shape for shape in shapes if len(shape)]
    if not points:
        return None
    every = np.concatenate(points)
    (x0, y0), (x1, y1) = every.min(axis=0), every.max(axis=0)
    needed = _ROOM * max(x1 - x0, (y1 - y0) * WIDTH / HEIGHT)
    x, y = float(x0 + x1) / 2, float(y0 + y1) / 2
    for scale, width in SCALES.items():
        if needed <= width:
            return Window(scale, x, y, max(needed, width * _LEAST_OF_SCALE))
    return Window("far", x, y, float(needed))


def path_of(course: FloatArray, view: Window, *, detail: float = _DETAIL) -> str:
    """Return a course as path data of steps, without what is finer than a pixel."""
    if len(course) < 2:
        return ""
    line = shapely.LineString(course).simplify(detail * view.pixel, preserve_topology=False)
    scale = 10 if view.pixel < 1 else 1
    points = np.rint(shapely.get_coordinates(line) * scale).astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if not len(steps):
        return ""
    moved = " ".join(f"{x / scale:g} {y / scale:g}" for x, y in steps)
    return f"M{points[0][0] / scale:g} {points[0][1] / scale:g}l{moved}"


def stroked(path: str, stroke: Stroke, *, fill: str = "none", bare: bool = False) -> str:
    """Return path data as a path; the dash of a stroke is in kilometres here, as its width.

    A `bare` one leaves to the sheet of the page what all lines of its map have in common.
    """
    dash = " ".join(f"{step:.3g}" for step in stroke.dash)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    faint = f' opacity="{stroke.opacity:.2g}"' if stroke.opacity < 1 else ""
    joined = ' stroke-linejoin="round"' if stroke.rounded else ""
    common = "" if bare else f' fill="{fill}"{joined}'
    return (
        f'<path d="{path}"{common} stroke="{stroke.colour}" '
        f'stroke-width="{stroke.width:.3g}"{dashed}{faint}/>'
    )


def km(number: float, view: Window) -> str:
    """Return a number of km as finely as a view can show it."""
    return f"{number:.{2 if view.pixel < 1 else 1}f}".rstrip("0").rstrip(".")
