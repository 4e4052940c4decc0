"""What the build refuses. Each guard answers with a list of faults, empty when all is well.

Belongs here: judgements about a finished alignment, and about two that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from data.build.align import SANE_RATIO, Alignment, within_print
from data.build.land import Land, crosses_kara_bogaz_gol, km_over_land, km_over_water
from data.build.turns import doubled_between_km, doubled_km, sharpest_turn
from geo.crs import distance_km, length_km

ALIGNMENT_TOLERANCE = 0.12
OPERATING_CHORD_KM = 40.0
# Bridges, causeways and the coarseness of a 1:10 million coast.
WATER_KM = 2.0
# Lanes cut capes and canals; searoute's own worst case in these waters is 2.8 km.
SEA_OVER_LAND_KM = 12.0
PORT_REACH_DEG = 0.5
# Beyond these a land line has most likely caught a siding or a place beside the track.
SHARP_TURN_DEG = 120.0
DOUBLED_KM = 1.0
# A branch may run into a station and out again; further back over itself it needs a reason.
DOUBLED_BETWEEN_KM = 3.0
# Astrakhan lies up the Volga: ships reach it through 100 km of delta.
RIVER_PORT_REACH_DEG = {"astrakhan": 1.2}


def length_faults(found: Alignment) -> list[str]:
    """Length against great circle, drawn line and print."""
    leg, faults = found.leg, []
    straight_km = distance_km(found.line[0], found.line[-1])
    if leg.mode != "sea" and not leg.ratio_reason and found.length_km > SANE_RATIO * straight_km:
        ratio = found.length_km / max(straight_km, 0.001)
        faults.append(f"is {ratio:.2f} times its great circle of {straight_km:.0f} km")
    drawn_km = length_km(found.line)
    if abs(drawn_km - found.length_km) > ALIGNMENT_TOLERANCE * found.length_km:
        faults.append(f"is drawn {drawn_km:.0f} km for a length of {found.length_km:.0f} km")
    if not within_print(found.length_km, leg):
        faults.append(f"measures {found.length_km:.0f} km against {leg.published}")
    return faults


def place_faults(found: Alignment, *, land: Land, operating: bool) -> list[str]:
    """Long chords, water under land legs, land under sea legs."""
    leg, faults = found.leg, []
    if leg.mode == "rail" and operating and found.chord_km > OPERATING_CHORD_KM:
        faults.append(f"has a chord of {found.chord_km:.0f} km: {_worst_chord(found)}")
    if leg.mode == "sea":
        reaches = (_reach_deg(leg.from_id), _reach_deg(leg.to_id))
        dry_km = km_over_land(found.line, land=land, port_reaches_deg=reaches)
        if dry_km > SEA_OVER_LAND_KM and "suez_canal" not in found.straits:
            faults.append(f"crosses {dry_km:.0f} km of land")
        if found.straits != frozenset(leg.passes) - {"cape_of_good_hope"}:
            faults.append(f"goes through {sorted(found.straits)}, the table says {leg.passes}")
    else:
        wet_km = km_over_water(found.line, land=land)
        if wet_km > WATER_KM:
            faults.append(f"crosses {wet_km:.0f} km of open water")
        if crosses_kara_bogaz_gol(found.line):
            faults.append("crosses Kara-Bogaz-Gol")
    return faults


def turn_faults(found: Alignment) -> list[str]:
    """Spikes and stretches run out and back of a land leg, unless a reason is on record."""
    leg, faults = found.leg, list[str]()
    if leg.mode == "sea":
        return faults
    turn, where = sharpest_turn(found.line)
    back_km = doubled_km(found.line)
    if turn > SHARP_TURN_DEG and not leg.turn_reason:
        faults.append(f"turns {turn:.0f} degrees at {where}")
    if back_km > DOUBLED_KM and not leg.turn_reason:
        faults.append(f"runs {back_km:.1f} km out and back")
    if leg.turn_reason and turn <= SHARP_TURN_DEG and back_km <= DOUBLED_KM:
        faults.append("gives a reason for turns it does not make")
    return faults


def branch_faults(
    branches: Mapping[str, Iterable[str]],
    found: Mapping[str, Alignment],
    *,
    reasons: Mapping[frozenset[str], str],
) -> list[str]:
    """Neighbouring land legs of a branch that run back over each other without a reason.

    Parameters
    ----------
    branches
        Leg ids of each branch, in order.
    reasons
        Why two legs may do so, by the pair of their ids.
    """
    faults, needed = [], set()
    for branch_id, leg_ids in branches.items():
        chain = [found[one] for one in leg_ids if one in found]
        between = doubled_between_km([one.line for one in chain])
        for (a, b), km in zip(pairwise(chain), between, strict=True):
            if "sea" in {a.leg.mode, b.leg.mode} or km <= DOUBLED_BETWEEN_KM:
                continue
            pair = frozenset({a.leg.leg_id, b.leg.leg_id})
            needed.add(pair)
            if not reasons.get(pair):
                names = f"{a.leg.leg_id} and {b.leg.leg_id}"
                faults.append(f"branch {branch_id}: {names} double back over {km:.1f} km")
    for pair in sorted(set(reasons) - needed, key=sorted):
        faults.append(f"a reason for doubling back that {' and '.join(sorted(pair))} do not need")
    return faults


def _reach_deg(node_id: str) -> float:
    return RIVER_PORT_REACH_DEG.get(node_id, PORT_REACH_DEG)


def _worst_chord(found: Alignment) -> str:
    line = found.line
    worst = max(range(len(line) - 1), key=lambda at: distance_km(line[at], line[at + 1]))
    return f"{line[worst]} to {line[worst + 1]}"


def faults_of(found: Alignment, *, land: Land, operating: bool) -> list[str]:
    """All faults of one alignment, the leg's id first."""
    faults = length_faults(found) + place_faults(found, land=land, operating=operating)
    faults += turn_faults(found)
    return [f"{found.leg.leg_id}: {fault}" for fault in faults]
