"""What lies on the ground: nodes, legs, straits, and the branches and corridors made of them.

What belongs here: records of places and lines that hold at any date. What does not: what a leg is
at a date (`geo/model/states.py`) and what was said of it (`geo/model/said.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.model.origins import LOOSE, SHIPPED, is_unsourced

LonLat = tuple[float, float]


class NodeKind(StrEnum):
    """What a node is."""

    PORT = "port"
    BORDER_CROSSING = "border_crossing"
    STATION = "station"
    JUNCTION = "junction"
    DRY_PORT = "dry_port"
    LOGISTICS_HUB = "logistics_hub"
    CITY = "city"


class Mode(StrEnum):
    """How a leg is travelled."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"


class LengthBasis(StrEnum):
    """Where a leg's length comes from."""

    TRACK_WEIGHT = "track_weight"
    PUBLISHED = "published"
    GEODESIC = "geodesic"


class Accuracy(StrEnum):
    """How closely an alignment follows the ground."""

    MAPPED = "mapped"
    THREADED = "threaded"
    SCHEMATIC = "schematic"


@dataclass(frozen=True, slots=True)
class Node:
    """A place where legs meet. An `accuracy_km` of 10 or more is drawn as an area."""

    node_id: str
    name: str
    kind: NodeKind
    country: str
    lonlat: LonLat
    aliases: tuple[str, ...]
    name_local: str
    name_ru: str
    rank: int
    coordinate_source: str
    accuracy_km: float
    name_local_language: str = ""
    name_local_source: str = ""
    name_ru_source: str = ""
    origin: str = SHIPPED

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Where the coordinates and the names come from, each once."""
        found = (self.coordinate_source, self.name_local_source, self.name_ru_source)
        return tuple(dict.fromkeys(one for one in found if one))


class Between:
    """What runs or leads from one node to another."""

    __slots__ = ()
    from_id: str
    to_id: str

    @property
    def end_ids(self) -> tuple[str, str]:
        """The nodes at both ends."""
        return self.from_id, self.to_id


@dataclass(frozen=True, slots=True)
class Leg(Between):
    """A stretch between two nodes with one mode, gauge and builder.

    `alignment` runs from `from_id` to `to_id`; `passes` names the straits it goes through;
    `off_by_km` is how far the true line may lie from the alignment, None where nobody says.
    """

    leg_id: str
    home: str
    name: str
    from_id: str
    to_id: str
    mode: Mode
    gauge_mm: int | None
    length_km: float
    length_basis: LengthBasis
    accuracy: Accuracy
    source_ids: tuple[str, ...]
    passes: tuple[str, ...]
    note: str
    alignment: tuple[LonLat, ...]
    origin: str = SHIPPED
    off_by_km: float | None = None

    @property
    def unsourced(self) -> bool:
        """Whether nobody but who added it stands behind it."""
        return bool(self.source_ids) and all(is_unsourced(name) for name in self.source_ids)


@dataclass(frozen=True, slots=True)
class PublishedLength:
    """One reading of a length in print, of a leg or of legs that follow each other.

    `km` is set, or `low` and `high` where print itself gives a range; `difference` says why ours
    differs where it does by more than 3 %.
    """

    length_id: str
    leg_ids: tuple[str, ...]
    km: float | None
    low: float | None
    high: float | None
    source_id: str
    difference: str
    note: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Branch:
    """An ordered chain of legs: one way through a corridor.

    `new_leg_ids` are those of the new line that is to be built in it.
    """

    branch_id: str
    corridor_id: str
    name: str
    summary: str
    default_on: bool
    leg_ids: tuple[str, ...]
    new_leg_ids: frozenset[str] = frozenset()
    origin: str = SHIPPED

    @property
    def loose(self) -> bool:
        """Whether its legs are lines in no order instead of one way."""
        return self.branch_id.endswith(LOOSE)


@dataclass(frozen=True, slots=True)
class Corridor:
    """A named set of branches carrying trade between regions.

    `node_ids` are nodes that belong to it though no leg reaches them, such as a planned hub.
    """

    corridor_id: str
    name: str
    short_name: str
    summary: str
    default_on: bool
    branch_ids: tuple[str, ...]
    node_ids: tuple[str, ...] = ()
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Strait:
    """A named water that sea legs pass."""

    strait_id: str
    name: str
    lonlat: LonLat
    origin: str = SHIPPED
