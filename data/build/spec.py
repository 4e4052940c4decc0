"""The hand-filled tables of this folder, read into records, every fault collected.

Belongs here: what a row must say. Geometry does not.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.model.lines import Mode, NodeKind
from geo.model.states import Status

SPEC_DIR = Path(__file__).parent
# Every corridor has one table of each kind; the others are of all corridors, or of the basemap.
KINDS = ("places", "legs", "status", "branches", "branch_names")
SHARED = frozenset({"bends", "bridges", "doublings", "long_chords", "names"})
BASEMAP = frozenset({"basemap_labels", "basemap_nudges", "basemap_rivers"})
NODE_KINDS = frozenset(NodeKind)
METHODS = frozenset({"graph", "mixed", "road", "thread", "schematic", "sea"})
MODES = frozenset(Mode)
GAUGES = frozenset({"1520", "1435", "1676"})
STATUSES = frozenset(Status)
# Before a via place of a sea leg: go there straight, not along a lane.
LITERAL = "+"
Row = Mapping[str, str]


class SpecError(ValueError):
    """Faults in the tables, all of them, one a line."""


@dataclass(frozen=True)
class Place:
    """A node or way-point as the table gives it; lon and lat None when GeoNames gives them."""

    place_id: str
    name: str
    kind: str
    country: str
    lon: float | None
    lat: float | None
    geonames_id: str
    coordinate_source: str
    accuracy_km: float
    aliases: tuple[str, ...]
    rank: int
    is_node: bool
    note: str


@dataclass(frozen=True)
class Published:
    """A length in print: value, range and source; None where nothing is printed."""

    km: float | None
    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True)
class LegSpec:
    """A leg as the table gives it."""

    corridor: str
    leg_id: str
    name: str
    from_id: str
    to_id: str
    mode: str
    gauge_mm: int | None
    method: str
    via: tuple[str, ...]
    published: Published
    source_ids: tuple[str, ...]
    passes: tuple[str, ...]
    ratio_reason: str
    turn_reason: str
    note: str


@dataclass(frozen=True)
class LongChord:
    """How long a chord of a road may be where nothing lies beside it, and what was looked for."""

    up_to_km: float
    reason: str


@dataclass(frozen=True)
class Spec:
    """Everything the tables say."""

    places: dict[str, Place]
    legs: tuple[LegSpec, ...]
    statuses: tuple[Row, ...]
    branches: tuple[Row, ...]
    branch_names: tuple[Row, ...]
    doublings: Mapping[frozenset[str], str]
    bridges: Mapping[str, str]
    bends: Mapping[str, str]
    long_chords: Mapping[str, LongChord]

    def places_of(self, mode: str) -> frozenset[str]:
        """Places the legs of a mode begin at, end at or pass."""
        return frozenset(
            place_id
            for leg in self.legs
            if leg.mode == mode
            for place_id in (leg.from_id, *leg.via, leg.to_id)
        )

    @property
    def chains(self) -> dict[str, list[str]]:
        """Leg ids of every branch, in order."""
        chains: dict[str, list[str]] = {}
        for row in sorted(self.branches, key=lambda row: int(row["seq"])):
            chains.setdefault(row["branch_id"], []).append(row["leg_id"])
        return chains


def read_doublings(*, folder: Path = SPEC_DIR) -> dict[frozenset[str], str]:
    """Why two legs of a branch may run back over each other, by the pair of their ids."""
    with (folder / "doublings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {frozenset({row["leg_id"], row["next_leg_id"]}): row["reason"] for row in rows}


def read_reasons(name: str, *, folder: Path = SPEC_DIR) -> dict[str, str]:
    """Reasons by leg id: of bridges (why it may lie in water), of bends (why it is drawn short)."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["leg_id"]: row["reason"] for row in csv.DictReader(file)}


def read_long_chords(*, folder: Path = SPEC_DIR) -> dict[str, LongChord]:
    """Chords of roads longer than the rule, by leg id."""
    with (folder / "long_chords.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["leg_id"]: LongChord(float(row["up_to_km"]), row["reason"])
            for row in csv.DictReader(file)
        }


def corridors_in(folder: Path = SPEC_DIR) -> tuple[str, ...]:
    """Corridors whose tables lie in a folder, in page order: that of corridors.csv above it.

    Raises
    ------
    SpecError
        If a corridor lacks a table, is not in corridors.csv or has no tables, or if a table lies
        there that nobody reads; all of it at once.
    """
    with (folder.parent / "corridors.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["corridor_id"] for row in csv.DictReader(file)]
    there = {path.stem for path in folder.glob("*.csv")}
    wanted = {f"{kind}_{corridor}" for corridor in listed for kind in KINDS}
    faults = [
        f"{name}.csv is missing: a corridor of corridors.csv has five tables"
        for name in sorted(wanted - there)
    ] + [
        f"{name}.csv is read by nobody: put its corridor into corridors.csv, or take it away"
        for name in sorted(there - wanted - SHARED - BASEMAP)
    ]
    if faults:
        raise SpecError("\n".join(faults))
    return tuple(listed)


def read_rows(kind: str, *, folder: Path = SPEC_DIR) -> list[tuple[str, str, Row]]:
    """Rows of one kind of table as (where, corridor, row), corridors in page order.

    Raises
    ------
    SpecError
        If a row has more or fewer cells than the header.
    """
    rows: list[tuple[str, str, Row]] = []
    for corridor in corridors_in(folder):
        path = folder / f"{kind}_{corridor}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                where = f"{path.name}:{number}"
                if None in row or None in row.values():
                    raise SpecError(f"{where}: cells and header differ in number")
                rows.append((where, corridor, {key: cell.strip() for key, cell in row.items()}))
    return rows


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def place_of(row: Row) -> Place:
    """One place from its row."""
    return Place(
        place_id=row["place_id"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        lon=_number(row["lon"]),
        lat=_number(row["lat"]),
        geonames_id=row["geonames_id"],
        coordinate_source=row["coordinate_source"] or "GEO_NAMES",
        accuracy_km=float(row["accuracy_km"] or 1),
        aliases=_listed(row["aliases"]),
        rank=int(row["rank"] or 4),
        is_node=row["is_node"] == "yes",
        note=row["note"],
    )


def leg_of(row: Row, *, corridor: str) -> LegSpec:
    """One leg from its row."""
    return LegSpec(
        corridor=corridor,
        leg_id=row["leg_id"],
        name=row["name"],
        from_id=row["from_id"],
        to_id=row["to_id"],
        mode=row["mode"],
        gauge_mm=int(row["gauge_mm"]) if row["gauge_mm"] else None,
        method=row["method"],
        via=_listed(row["via"]),
        published=Published(
            km=_number(row["published_km"]),
            low=_number(row["published_low"]),
            high=_number(row["published_high"]),
            source=row["published_source"],
        ),
        source_ids=_listed(row["source_ids"]),
        passes=_listed(row["passes"]),
        ratio_reason=row["ratio_reason"],
        turn_reason=row["turn_reason"],
        note=row["note"],
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
    via = [one.removeprefix(LITERAL) for one in _listed(row["via"])]
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
