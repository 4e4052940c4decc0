"""Polylines as tuples of (lon, lat): measuring, mending and thinning. Pure, no files.

Belongs here: what is done to a line. Where a line comes from does not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from geo.crs import distance_km, length_km
from geo.model.lines import LonLat

Line = tuple[LonLat, ...]
Step = TypeVar("Step")

# Vertices this far apart are kept even on a straight track, so that thinning never makes a
# chord the chord guard would refuse.
KEEP_CHORD_KM = 30.0
STRAIGHT_RATIO = 1.1
SPIKE_DEG = 110.0


def longest_chord_km(line: Sequence[LonLat]) -> float:
    """Return the greatest distance between neighbouring vertices."""
    return max(distance_km(a, b) for a, b in pairwise(line))


def without_repeats(line: Sequence[Step]) -> tuple[Step, ...]:
    """Merge equal neighbours of a line and cut off there-and-back spikes.

    Works on points and on graph node numbers alike.
    """
    kept: list[Step] = []
    for point in line:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and kept[-2] == point:
            kept.pop()
            continue
        kept.append(point)
    return tuple(kept)


def without_loops(line: Sequence[Step]) -> tuple[Step, ...]:
    """Cut off every loop that comes back to where the line has been before."""
    kept: list[Step] = []
    for point in line:
        if point in kept:
            del kept[kept.index(point) :]
        kept.append(point)
    return tuple(kept)


def without_spikes(line: Sequence[LonLat], *, reach_km: float) -> Line:
    """Leave out vertices that a line only runs to and back from: a way into a town and out again.

    Parameters
    ----------
    reach_km
        How far a spike may stick out to be cut off; a longer one is left for the guards.
    """
    kept = list(line)
    at = 1
    while at < len(kept) - 1:
        a, b, c = kept[at - 1 : at + 2]
        short = min(distance_km(a, b), distance_km(b, c)) <= reach_km
        if short and _turn_deg(a, b, c) > SPIKE_DEG:
            del kept[at]
            at = max(1, at - 1)
        else:
            at += 1
    return tuple(kept)


def _turn_deg(a: LonLat, b: LonLat, c: LonLat) -> float:
    """Change of course at b on the way from a to c."""
    shrink = math.cos(math.radians(b[1]))
    coming = math.atan2(b[1] - a[1], (b[0] - a[0]) * shrink)
    going = math.atan2(c[1] - b[1], (c[0] - b[0]) * shrink)
    turn = abs(math.degrees(going - coming))
    return min(turn, 360 - turn)


@dataclass(frozen=True)
class TrackPiece:
    """The line drawn for one edge of the rail graph, and the track km of that edge."""

    line: Line
    track_km: float


def with_place(pieces: Sequence[TrackPiece], place: LonLat) -> list[TrackPiece]:
    """Lead one of the pieces through a place, in the chord where that lengthens it least."""

    def detour_km(at: tuple[int, int]) -> float:
        a, b = pieces[at[0]].line[at[1] : at[1] + 2]
        return distance_km(a, place) + distance_km(place, b) - distance_km(a, b)

    chords = [(n, at) for n, piece in enumerate(pieces) for at in range(len(piece.line) - 1)]
    number, at = min(chords, key=detour_km)
    line = pieces[number].line
    led = TrackPiece((*line[: at + 1], place, *line[at + 1 :]), pieces[number].track_km)
    return [*pieces[:number], led, *pieces[number + 1 :]]


def densified(piece: TrackPiece) -> TrackPiece:
    """Vertices set into long chords where the track is known to run almost straight.

    An edge's weight is its true track length. Where it exceeds the drawn line by no more than
    ``STRAIGHT_RATIO``, the track cannot bend far away from it, and points on the chord are as
    good as surveyed ones. Where it exceeds it by more, nothing is added and the chord guard
    asks for way-points.
    """
    if piece.track_km > STRAIGHT_RATIO * length_km(piece.line):
        return piece
    points = [piece.line[0]]
    for a, b in pairwise(piece.line):
        parts = math.ceil(distance_km(a, b) / KEEP_CHORD_KM)
        points += [
            (a[0] + (b[0] - a[0]) * n / parts, a[1] + (b[1] - a[1]) * n / parts)
            for n in range(1, parts)
        ]
        points.append(b)
    return TrackPiece(tuple(points), piece.track_km)


def rounded(line: Sequence[LonLat]) -> Line:
    """Five decimals, about one metre, as RFC 7946 asks for no more."""
    return tuple((round(lon, 5), round(lat, 5)) for lon, lat in line)


def _offset_deg(point: LonLat, a: LonLat, b: LonLat) -> float:
    """Distance of a point from the chord a-b in degrees of latitude."""
    shrink = math.cos(math.radians(a[1]))
    ax, ay = a[0] * shrink, a[1]
    dx, dy = b[0] * shrink - ax, b[1] - ay
    px, py = point[0] * shrink - ax, point[1] - ay
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else min(1.0, max(0.0, (px * dx + py * dy) / square))
    return math.hypot(px - along * dx, py - along * dy)


def thinned(line: Line, *, tolerance_deg: float, keep_km: float = KEEP_CHORD_KM) -> Line:
    """Douglas-Peucker that also keeps vertices on long straights.

    Parameters
    ----------
    tolerance_deg
        Greatest offset of a dropped vertex, in degrees of latitude.
    keep_km
        Longest chord that may be made by dropping vertices.
    """
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        offsets = [_offset_deg(line[at], line[first], line[last]) for at in range(first + 1, last)]
        worst = max(range(len(offsets)), key=offsets.__getitem__)
        split = first + 1 + worst
        if offsets[worst] <= tolerance_deg:
            if distance_km(line[first], line[last]) <= keep_km:
                continue
            split = _middle(line, first, last)
        keep.add(split)
        stack += [(first, split), (split, last)]
    return tuple(line[at] for at in sorted(keep))


def _middle(line: Line, first: int, last: int) -> int:
    """Return the inner vertex nearest to halfway between two others."""
    return min(
        range(first + 1, last),
        key=lambda at: abs(distance_km(line[first], line[at]) - distance_km(line[at], line[last])),
    )
