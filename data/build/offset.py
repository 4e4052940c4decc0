"""How far the true line may lie from the one drawn, worked out from how it was made.

Belongs here: the bound and its constants. Where chords and lengths come from does not.

Between two points on the ground ``chord`` km apart a way of ``length`` km cannot stray further from
the straight line than half of sqrt(length² - chord²): it stays inside the ellipse round the two. A
stretch whose own length is not known is taken to be longer than its chord by the leg's ratio of
length to drawing, and at least by what any way in such country winds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Roads and railways between towns are at least so much longer than the straight line.
MEANDER = 1.03
# A line nobody has surveyed may go round by another valley.
UNSURVEYED_MEANDER = 1.15
# However winding, it does not leave the chord by more than this share of it.
MOST_SHARE = 0.25
# Vertices of the graphs are rounded to about 100 m; towns and junctions have an extent.
LEAST_KM = 0.3
# A lane says which way ships go. Tracks of ships in it lie so far apart.
LANE_KM = 20.0


@dataclass(frozen=True)
class Chord:
    """One straight stretch of a drawing, and the true length between its ends where known."""

    chord_km: float
    track_km: float | None = None


def off_by_km(chords: Sequence[Chord], *, length_km: float, place_km: float, method: str) -> float:
    """Greatest distance, in km, by which the true line may miss the one drawn.

    Parameters
    ----------
    chords
        The stretches of the drawing.
    length_km
        Length of the leg.
    place_km
        How far the worst of the places that shape the line may be off, km.
    method
        How the leg was made, see the table of legs.
    """
    if method == "sea":
        return LANE_KM
    least = UNSURVEYED_MEANDER if method == "schematic" else MEANDER
    known_km = sum(one.track_km or one.chord_km for one in chords)
    stretch = max(1.0, length_km / known_km) if known_km else 1.0
    widths = [
        _half_width_km(
            one.chord_km,
            (one.track_km or one.chord_km * (1.0 if method == "graph" else least)) * stretch,
        )
        for one in chords
    ]
    km = max([LEAST_KM, place_km, *widths])
    return round(km, 1) if km < 10 else float(round(km))


def _half_width_km(chord_km: float, track_km: float) -> float:
    """Half the width of the ellipse of all ways of a length between two points."""
    if track_km <= chord_km:
        return 0.0
    return min(math.sqrt(track_km**2 - chord_km**2) / 2, MOST_SHARE * chord_km)
