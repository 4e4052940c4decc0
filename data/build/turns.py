"""Where a line turns on itself: sharp turns, and stretches run out and back.

Belongs here: measuring. What is refused is for ``guards``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from data.build.lines import Line
from data.build.railgraph import turn_deg
from geo.crs import distance_km
from geo.model.lines import LonLat

# Shorter steps say nothing of the course.
STEP_KM = 0.3
SAMPLE_KM = 0.5
# How near two stretches must lie, and how contrary, to count as the same way out and back.
BESIDE_KM = 0.4
CONTRARY_DEG = 150.0
# Further apart along the line than this, two stretches are a loop round something, no spur.
REACH_KM = 60.0
KM_PER_DEG = 111.2


def without_short_steps(line: Sequence[LonLat], *, step_km: float = STEP_KM) -> Line:
    """Leave out vertices nearer than a step to the one kept before; the ends stay."""
    kept = [line[0]]
    for point in line[1:-1]:
        if distance_km(kept[-1], point) >= step_km:
            kept.append(point)
    while len(kept) > 1 and distance_km(kept[-1], line[-1]) < step_km:
        kept.pop()
    return (*kept, line[-1])


def sharpest_turn(line: Sequence[LonLat]) -> tuple[float, LonLat]:
    """Return the sharpest change of course in degrees (180 is straight back), and where it is."""
    plain = without_short_steps(line)
    turns = [(turn_deg(a, b, c), b) for a, b, c in zip(plain, plain[1:], plain[2:], strict=False)]
    return max(turns, default=(0.0, line[0]))


def doubled_km(line: Sequence[LonLat]) -> float:
    """Kilometres of a line that are run out and then back again within ``REACH_KM``."""
    points = _sampled(line)
    if len(points) < 3:
        return 0.0
    course = np.diff(points, axis=0)
    course /= np.maximum(np.hypot(course[:, 0], course[:, 1]), 1e-9)[:, None]
    at = points[:-1]
    doubled = np.zeros(len(at), dtype=bool)
    contrary = math.cos(math.radians(CONTRARY_DEG))
    for gap in range(1, min(len(at), round(REACH_KM / SAMPLE_KM))):
        apart = np.hypot(*(at[gap:] - at[:-gap]).T)
        against = np.sum(course[gap:] * course[:-gap], axis=1)
        both = (apart <= BESIDE_KM) & (against <= contrary)
        doubled[:-gap] |= both
        doubled[gap:] |= both
    return float(doubled.sum()) * SAMPLE_KM / 2


def _sampled(line: Sequence[LonLat]) -> np.ndarray:
    """Points every ``SAMPLE_KM`` along a line, in kilometres east and north of its start."""
    lon, lat = np.array(line, dtype=float).T
    shrink = np.cos(np.radians(lat.mean()))
    x, y = (lon - lon[0]) * KM_PER_DEG * shrink, (lat - lat[0]) * KM_PER_DEG
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    stations = np.arange(0.0, along[-1], SAMPLE_KM)
    return np.column_stack([np.interp(stations, along, x), np.interp(stations, along, y)])


def joined(first: Sequence[LonLat], second: Sequence[LonLat]) -> Line | None:
    """Run two lines that share an end as one, or None when they share none."""
    for a in (tuple(first), tuple(reversed(first))):
        for b in (tuple(second), tuple(reversed(second))):
            if a[-1] == b[0]:
                return (*a, *b[1:])
    return None


def doubled_between_km(chain: Sequence[Sequence[LonLat]]) -> list[float]:
    """For each two neighbours of a chain, the kilometres the second runs back over the first."""
    found = []
    for first, second in pairwise(chain):
        both = joined(first, second)
        own = doubled_km(first) + doubled_km(second)
        found.append(max(0.0, doubled_km(both) - own) if both else 0.0)
    return found
