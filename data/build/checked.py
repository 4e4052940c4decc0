"""The hand-filled tables of this folder as a whole, every fault collected.

Belongs here: what a row must say, and what must hold between rows. Reading rows does not (spec.py),
nor does geometry (guards.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.build.spec import (
    GAUGES,
    LITERAL,
    METHODS,
    MODES,
    NODE_KINDS,
    SPEC_DIR,
    STATUSES,
    LegSpec,
    Place,
    Row,
    Spec,
    SpecError,
    leg_of,
    listed,
    place_of,
    read_doublings,
    read_long_chords,
    read_reasons,
    read_rows,
)


def place_faults(row: Row) -> list[str]:
    """List what is wrong with one place."""
    faults = []
    if row["is_node"] not in {"yes", "no"}:
        faults.append("is_node is neither yes nor no")
    if row["is_node"] == "yes" and row["kind"] not in NODE_KINDS:
        faults.append(f"unknown kind {row['kind']!r}")
    if bool(row["lon"]) != bool(row["lat"]) or bool(row["lon"]) == bool(row["geonames_id"]):
        faults.append("needs either lon and lat or a geonames_id")
    if row["lon"] and not row["coordinate_source"]:
        faults.append("needs a coordinate_source")
    if len(row["country"]) != 3:
        faults.append("country is not an ISO alpha-3 code")
    return faults


def leg_faults(row: Row, *, places: Mapping[str, Place]) -> list[str]:
    """List what is wrong with one leg, before any geometry."""
    faults = []
    if row["mode"] not in MODES:
        faults.append(f"unknown mode {row['mode']!r}")
    if row["method"] not in METHODS:
        faults.append(f"unknown method {row['method']!r}")
    unsettled = row["method"] == "schematic" and not row["gauge_mm"]
    if (row["mode"] == "rail") != (row["gauge_mm"] in GAUGES or unsettled):
        faults.append("a rail leg has a gauge unless it is schematic, and no other leg has one")
    if (row["mode"] == "sea") != (row["method"] == "sea"):
        faults.append("mode sea goes with method sea")
    for key in ("from_id", "to_id"):
        if row[key] not in places:
            faults.append(f"unknown {key} {row[key]!r}")
        elif not places[row[key]].is_node:
            faults.append(f"{key} {row[key]!r} is no node")
    via = [one.removeprefix(LITERAL) for one in listed(row["via"])]
    faults += [f"unknown via {one!r}" for one in via if one not in places]
    if row["mode"] != "sea" and LITERAL in row["via"]:
        faults.append(f"{LITERAL} in via is for sea legs")
    if row["published_km"] and not row["published_source"]:
        faults.append("a published length needs its source")
    return faults


def duplicates(ids: Iterable[str]) -> list[str]:
    """Ids that occur more than once."""
    return sorted(one for one, times in Counter(ids).items() if times > 1)


def read_spec(*, folder: Path = SPEC_DIR) -> Spec:
    """All tables, checked.

    Raises
    ------
    SpecError
        With every fault found.
    """
    place_rows, leg_rows = read_rows("places", folder=folder), read_rows("legs", folder=folder)
    faults = [f"{where}: {fault}" for where, _, row in place_rows for fault in place_faults(row)]
    faults += [f"place {one} twice" for one in duplicates(r["place_id"] for _, _, r in place_rows)]
    faults += [f"leg {one} twice" for one in duplicates(row["leg_id"] for _, _, row in leg_rows)]
    if faults:
        raise SpecError("\n".join(faults))
    places = {row["place_id"]: place_of(row) for _, _, row in place_rows}
    for where, _, row in leg_rows:
        faults += [f"{where}: {fault}" for fault in leg_faults(row, places=places)]
    if faults:
        raise SpecError("\n".join(faults))
    legs = tuple(leg_of(row, corridor=corridor) for _, corridor, row in leg_rows)
    spec = Spec(
        places=places,
        legs=legs,
        statuses=tuple(row for _, _, row in read_rows("status", folder=folder)),
        branches=tuple(row for _, _, row in read_rows("branches", folder=folder)),
        branch_names=tuple(row for _, _, row in read_rows("branch_names", folder=folder)),
        doublings=read_doublings(folder=folder),
        bridges=read_reasons("bridges", folder=folder),
        bends=read_reasons("bends", folder=folder),
        long_chords=read_long_chords(folder=folder),
    )
    faults = [*_status_faults(spec), *_branch_faults(spec), *_idle_places(spec)]
    told = {*spec.bridges, *spec.bends, *spec.long_chords}
    faults += [f"a record of an unknown leg {one}" for one in told - {x.leg_id for x in legs}]
    if faults:
        raise SpecError("\n".join(faults))
    return spec


def _status_faults(spec: Spec) -> list[str]:
    legs = {leg.leg_id for leg in spec.legs}
    told = {row["leg_id"] for row in spec.statuses}
    faults = [f"status of an unknown leg {one}" for one in sorted(told - legs)]
    faults += [f"leg {one} has no status" for one in sorted(legs - told)]
    for row in spec.statuses:
        if row["status"] not in STATUSES or not row["source_id"]:
            faults.append(f"status of {row['leg_id']}: {row['status']!r} from {row['source_id']!r}")
    return faults


def _branch_faults(spec: Spec) -> list[str]:
    legs = {leg.leg_id: leg for leg in spec.legs}
    named = {row["branch_id"] for row in spec.branch_names}
    chains: dict[str, list[Row]] = {}
    for row in spec.branches:
        chains.setdefault(row["branch_id"], []).append(row)
    faults = [f"branch {one} has no legs" for one in sorted(named - set(chains))]
    faults += [f"branch {one} has no name" for one in sorted(set(chains) - named)]
    for branch_id, rows in chains.items():
        unknown = [row["leg_id"] for row in rows if row["leg_id"] not in legs]
        faults += [f"branch {branch_id}: unknown leg {one}" for one in unknown]
        if unknown:
            continue
        chain = [legs[row["leg_id"]] for row in sorted(rows, key=lambda row: int(row["seq"]))]
        if chain_nodes(chain) is None:
            faults.append(f"branch {branch_id}: its legs do not meet in order")
    return faults


def chain_nodes(chain: Iterable[LegSpec]) -> list[str] | None:
    """Node ids in order along a chain of legs, or None when two neighbours do not meet."""
    ends = [(leg.from_id, leg.to_id) for leg in chain]
    for first in (ends[0], ends[0][::-1]):
        nodes = list(first)
        for a, b in ends[1:]:
            if nodes[-1] not in {a, b}:
                break
            nodes.append(b if nodes[-1] == a else a)
        else:
            return nodes
    return None


def _idle_places(spec: Spec) -> list[str]:
    ends = {node for leg in spec.legs for node in (leg.from_id, leg.to_id)}
    passed = {one.removeprefix(LITERAL) for leg in spec.legs for one in leg.via}
    faults = []
    for place in spec.places.values():
        if place.is_node and place.place_id not in ends:
            if not place.note.startswith("stands alone:"):
                faults.append(f"node {place.place_id} ends no leg")
        elif not place.is_node and place.place_id not in passed:
            faults.append(f"way-point {place.place_id} is on no leg")
    return faults
