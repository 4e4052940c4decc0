"""What the build refuses. Each guard answers with a list of faults, empty when all is well.

Belongs here: judgements about a finished alignment, and about two that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from shapely.geometry import LineString

from data.build.align import SANE_RATIO, Alignment, within_print
from data.build.land import Land, crosses_kara_bogaz_gol, km_in_water, km_over_land
from data.build.spec import LongChord
from data.build.turns import doubled_between_km, doubled_km, sharpest_turn
from geo.crs import distance_km, length_km

ALIGNMENT_TOLERANCE = 0.12
# Where only long chords can be drawn, or the ramps of a pass are on record, bends are missing.
BENDS_TOLERANCE = 0.25
OPERATING_CHORD_KM = 40.0
# Roads follow their towns. Where nothing lies beside one, a longer chord is on record.
ROAD_CHORD_KM = 15.0
# A bridge over a river mouth is shorter; longer ones are on record.
WATER_KM = 1.0
# A road whose line is for so much of its length that of a railway has been drawn from it.
COPY_SHARE = 0.5
COPY_DEG = 0.0005
# Over a border post there is one straight line for both.
COPY_KM = 15.0
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


def length_faults(found: Alignment, *, tolerance: float = ALIGNMENT_TOLERANCE) -> list[str]:
    """Length against great circle, drawn line (within a share of the length) and print."""
    leg, faults = found.leg, []
    straight_km = distance_km(found.line[0], found.line[-1])
    if leg.mode != "sea" and not leg.ratio_reason and found.length_km > SANE_RATIO * straight_km:
        ratio = found.length_km / max(straight_km, 0.001)
        faults.append(f"is {ratio:.2f} times its great circle of {straight_km:.0f} km")
    drawn_km = length_km(found.line)
    # A line without a survey has the length its claims give; its drawing only joins the places.
    most_km = tolerance * found.length_km
    if leg.method == "schematic":
        wrong = drawn_km - found.length_km > most_km
    else:
        wrong = abs(drawn_km - found.length_km) > most_km
    if wrong:
        faults.append(f"is drawn {drawn_km:.0f} km for a length of {found.length_km:.0f} km")
    if not within_print(found.length_km, leg):
        faults.append(f"measures {found.length_km:.0f} km against {leg.published}")
    return faults


def chord_faults(
    found: Alignment, *, operating: bool, on_record: Mapping[str, LongChord]
) -> list[str]:
    """Long chords of lines in use, but for those of roads that are on record."""
    leg = found.leg
    told = on_record.get(leg.leg_id)
    if leg.mode == "rail" and operating and found.chord_km > OPERATING_CHORD_KM:
        return [f"has a chord of {found.chord_km:.0f} km: {_worst_chord(found)}"]
    if leg.mode != "road":
        return ["needs no long chord on record"] if told else []
    most_km = told.up_to_km if told else ROAD_CHORD_KM
    if operating and found.chord_km > most_km:
        return [f"has a chord of {found.chord_km:.1f} km: {_worst_chord(found)}"]
    if told and found.chord_km <= ROAD_CHORD_KM:
        return ["needs no long chord on record"]
    return []


def place_faults(found: Alignment, *, land: Land, bridges: Mapping[str, str]) -> list[str]:
    """Water under land legs, land under sea legs."""
    leg, faults = found.leg, []
    if leg.mode == "sea":
        reaches = (_reach_deg(leg.from_id), _reach_deg(leg.to_id))
        dry_km = km_over_land(found.line, land=land, port_reaches_deg=reaches)
        if dry_km > SEA_OVER_LAND_KM and "suez_canal" not in found.straits:
            faults.append(f"crosses {dry_km:.0f} km of land")
        if found.straits != frozenset(leg.passes) - {"cape_of_good_hope"}:
            faults.append(f"goes through {sorted(found.straits)}, the table says {leg.passes}")
    else:
        wet_km = km_in_water(found.line, land=land)
        if wet_km > WATER_KM and leg.leg_id not in bridges:
            faults.append(f"lies {wet_km:.1f} km in water")
        if wet_km <= WATER_KM and leg.leg_id in bridges:
            faults.append("gives a reason for water it does not cross")
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


def copy_faults(found: Iterable[Alignment]) -> list[str]:
    """Roads drawn along the line of a railway."""
    legs = list(found)
    rails = [(one.leg.leg_id, LineString(one.line)) for one in legs if one.leg.mode == "rail"]
    faults = []
    for one in legs:
        if one.leg.mode != "road" or length_km(one.line) < COPY_KM:
            continue
        road = LineString(one.line)
        for rail_id, rail in rails:
            if not road.intersects(rail):
                continue
            share = road.intersection(rail.buffer(COPY_DEG)).length / road.length
            if share > COPY_SHARE:
                faults.append(f"{one.leg.leg_id}: copies the line of {rail_id}")
    return faults


def faults_of(
    found: Alignment,
    *,
    land: Land,
    operating: bool,
    bridges: Mapping[str, str],
    bends: Mapping[str, str],
    long_chords: Mapping[str, LongChord],
) -> list[str]:
    """All faults of one alignment, the leg's id first.

    Parameters
    ----------
    bridges
        Why a land leg may lie in water, by leg.
    bends
        Why a leg is drawn much shorter than it is, by leg.
    long_chords
        How long a chord of a road may be where nothing lies beside it, by leg.
    """
    bent = found.leg.leg_id in {*bends, *long_chords}
    faults = length_faults(found, tolerance=BENDS_TOLERANCE if bent else ALIGNMENT_TOLERANCE)
    faults += place_faults(found, land=land, bridges=bridges)
    faults += chord_faults(found, operating=operating, on_record=long_chords)
    faults += turn_faults(found)
    return [f"{found.leg.leg_id}: {fault}" for fault in faults]
