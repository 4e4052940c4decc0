"""The hand-filled tables of this folder, read into records.

Belongs here: what a row says. What it must say, and whether the tables hold together, is the
matter of checked.py; geometry belongs in neither.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
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


def listed(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, set apart by semicolons."""
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
        aliases=listed(row["aliases"]),
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
        via=listed(row["via"]),
        published=Published(
            km=_number(row["published_km"]),
            low=_number(row["published_low"]),
            high=_number(row["published_high"]),
            source=row["published_source"],
        ),
        source_ids=listed(row["source_ids"]),
        passes=listed(row["passes"]),
        ratio_reason=row["ratio_reason"],
        turn_reason=row["turn_reason"],
        note=row["note"],
    )
