"""A tiny drawn world: a data folder small enough to know by heart.

::

        lat 2          D port~~~~~~~~(sea, strait s)~~~~~~~~E port
                       |                                    (country ZZZ)
              1520 rail| c
                       |
        lat 1   A --a--B --b--C       a: rail 1520, operating since 2000
             (WWW)  (WWW)  (YYY)      b: rail 1435, construction 2020, operating 2022-03,
                       :                 suspended 2024
                       :r             r: road B-C, operating; c: rail planned: proposed 2021-06
                       (r runs B to C)

        H: a hub near B that no leg reaches, announced in 2023-05

Corridor `north` has the branches `main` (a, b) and `south` (a, r); corridor `coast` has the
branch `sea` (c, w). Node C is shut from 2023-01-10, last confirmed 2023-06-30,
contested from the next day, no end found; D was shut from 2022-02-01 to 2022-02-10.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.records.contract import Form, Table
from geo.records.schema.every import CSV_TABLES
from tests.assumed import ASSUMPTIONS

POINTS = {"a": (0, 1), "b": (1, 1), "c": (2, 1), "d": (1, 2), "e": (3, 2), "hub": (1.1, 1.2)}

NODES = [
    ("a", "Alpha", "station", "WWW", ["Alfa", "Альфа"], "", "Альфа", 2, 1),
    ("b", "Beta", "junction", "WWW", [], "بتا", "", 1, 0.5),
    ("c", "Gamma", "border_crossing", "YYY", ["Gama"], "", "", 2, 1),
    ("d", "Delta", "port", "WWW", [], "", "", 3, 1),
    ("e", "Epsilon", "port", "ZZZ", [], "", "", 3, 1),
    ("hub", "Beta hub", "logistics_hub", "WWW", [], "", "", 2, 25),
]

LEGS: dict[str, list[tuple[Any, ...]]] = {
    "north": [
        ("leg_a", "Alpha – Beta", "a", "b", "rail", 1520, 111, "track_weight", "mapped", []),
        ("leg_b", "Beta – Gamma", "b", "c", "rail", 1435, 112, "published", "threaded", []),
        ("leg_r", "Beta – Gamma by road", "b", "c", "road", None, 115, "geodesic", "threaded", []),
    ],
    "coast": [
        ("leg_c", "Beta – Delta", "b", "d", "rail", 1520, 111, "published", "schematic", []),
        ("leg_w", "Delta – Epsilon", "d", "e", "sea", None, 222, "geodesic", "mapped", ["s"]),
    ],
}

TABLES: dict[str, list[tuple[Any, ...]]] = {
    "corridors": [
        ("north", "Northern corridor", "North", "From Alpha to Gamma.", "true"),
        ("coast", "Coastal corridor", "Coast", "From Beta over the water.", "false"),
    ],
    "branch_names": [
        ("north", "main", "Main line", "All rail.", "true"),
        ("north", "south", "By road", "", "true"),
        ("coast", "sea", "By sea", "", "true"),
    ],
    "branches": [
        ("north", "main", 1, "leg_a"),
        ("north", "main", 2, "leg_b"),
        ("north", "south", 1, "leg_a"),
        ("north", "south", 2, "leg_r"),
        ("coast", "sea", 1, "leg_c"),
        ("coast", "sea", 2, "leg_w"),
    ],
    "corridor_nodes": [("north", "hub")],
    "leg_status": [
        ("leg_a", "operating", "2000", "year", "s1", ""),
        ("leg_b", "construction", "2020", "year", "s1", ""),
        ("leg_b", "operating", "2022-03", "month", "s2", ""),
        ("leg_b", "suspended", "2024-02-01", "day", "s2", "a bridge fell"),
        ("leg_r", "operating", "", "undated", "s1", ""),
        ("leg_c", "proposed", "2021-06", "month", "s2", ""),
        ("leg_w", "operating", "1990", "year", "s1", ""),
    ],
    "confirmations": [
        *[("leg", "leg_a", f"{year}-01-01", "holds", "sx", "") for year in range(2019, 2025)],
        *[("leg", "leg_a", f"{year}-07-01", "holds", "sx", "") for year in range(2019, 2025)],
        ("leg", "leg_b", "2021-12-31", "holds", "s1", ""),
        ("leg", "leg_b", "2023-01-31", "holds", "s1", ""),
        ("leg", "leg_b", "2024-12-31", "holds", "sx", ""),
        ("leg", "leg_c", "2022-06", "holds", "s1", ""),
        ("leg", "leg_c", "2024-06", "holds", "sx", ""),
        ("leg", "leg_w", "2023-01-01", "holds", "s1", ""),
        ("leg", "leg_w", "2024-01-01", "holds", "s1", ""),
        ("closure", "c_shut", "2023-06-30", "holds", "s1", ""),
        ("closure", "c_shut", "2023-07-01", "contested", "s1", ""),
        ("closure", "d_shut", "2022-02-11", "ended", "s1", ""),
        ("closure", "s_ban", "2024-12-31", "holds", "sx", ""),
    ],
    "doubt_rules": [
        ("operating", 334, 365, "true", "eleven months"),
        ("construction", 730, "", "true", "two years"),
        ("proposed", 183, "", "false", "half a year"),
        ("superseded", "", "", "false", "for good"),
    ],
    "key_figures": [
        ("north", 1, "node", "b", "freight_volume", "all_rail", "year", "what it carries"),
        ("north", 2, "node", "hub", "capacity", "oil", "standing", "what it is to carry"),
        ("north", 3, "corridor", "north", "length", "a_to_c", "standing", "how long it is"),
    ],
    "straits": [("s", "Strait of S", 2, 2)],
    "sources": [
        (
            "s1",
            "First page",
            "The Paper",
            "2024-05-02",
            "day",
            "https://example.org/1",
            "2026-01-01",
            "news",
            "opening",
        ),
        (
            "s2",
            "Second page",
            "The Agency",
            "2023",
            "inferred_year",
            "https://example.org/2",
            "2026-01-01",
            "agency",
            "headline",
        ),
        ("sx", "Third page", "The Post", "", "undated", "", "", "news", "whole"),
    ],
    "claims": [
        (
            "north_length_1",
            "corridor",
            "north",
            "length",
            220,
            "",
            "",
            "km",
            "about",
            "a_to_c",
            "",
            "",
            "undefined",
            "estimate",
            "Minister A",
            "2021-02-03",
            "day",
            "s1",
            "",
            2,
            "older",
            "F1",
        ),
        (
            "north_length_2",
            "corridor",
            "north",
            "length",
            240,
            "",
            "",
            "km",
            "none",
            "a_to_c",
            "",
            "",
            "undefined",
            "estimate",
            "Minister B",
            "2023-07",
            "month",
            "s2",
            "",
            1,
            "latest official",
            "F2",
        ),
        (
            "b_freight",
            "node",
            "b",
            "freight_volume",
            1000,
            "",
            "",
            "t",
            "none",
            "all_rail",
            "2022-01-01",
            "2022-12-31",
            "gregorian",
            "measured",
            "Ministry",
            "2023-02-01",
            "day",
            "s1",
            "",
            "",
            "",
            "F3",
        ),
        (
            "hub_plan",
            "node",
            "hub",
            "capacity",
            1000000,
            "",
            "",
            "t/yr",
            "about",
            "oil",
            "",
            "",
            "undefined",
            "plan",
            "Minister A",
            "2023-05",
            "month",
            "s1",
            "",
            "",
            "",
            "F4",
        ),
        (
            "pair_trade",
            "country_pair",
            "WWW-YYY",
            "trade_turnover",
            "",
            200,
            220,
            "USD_million",
            "none",
            "goods",
            "2022-03-21",
            "2023-03-20",
            "solar_hijri",
            "measured",
            "Customs",
            "2023-04-10",
            "day",
            "s2",
            "",
            "",
            "",
            "F5",
        ),
    ],
    "events": [
        (
            "opened_b",
            "leg",
            "leg_b",
            "c",
            "opened",
            "2022-03-05",
            "day",
            "actual",
            "",
            "",
            "Beta – Gamma opened",
            "s2",
            "",
            "F6",
        ),
        (
            "hub_announced",
            "node",
            "hub",
            "hub",
            "announced",
            "2023-05",
            "month",
            "actual",
            "",
            "",
            "Hub announced",
            "s1",
            "",
            "F4",
        ),
        (
            "c_due",
            "leg",
            "leg_c",
            "d",
            "deadline",
            "2024",
            "year",
            "promised",
            "2021-06-01",
            "c_built",
            "Beta – Delta to be built by 2024",
            "s2",
            "",
            "F7",
        ),
    ],
    "closures": [
        (
            "c_shut",
            "node",
            "c",
            "2023-01-10",
            "day",
            "closed",
            "goods",
            "",
            "",
            "",
            "",
            "Gamma shut to trade",
            "s1",
            "",
            "F8",
        ),
        (
            "d_shut",
            "node",
            "d",
            "2022-02-01",
            "day",
            "partly",
            "goods",
            "",
            "",
            "",
            "",
            "Delta half shut",
            "s1",
            "",
            "F9",
        ),
        (
            "s_ban",
            "strait",
            "s",
            "2024-01-01",
            "day",
            "closed",
            "goods",
            "",
            "YYY",
            "",
            "",
            "Goods from YYY barred",
            "s1",
            "",
            "F10",
        ),
    ],
    "sums": [],
    "assumptions": ASSUMPTIONS,
    "omitted": [("F11", "no bearing on corridors")],
    "reported": [
        (
            "https://press.example/gamma-open",
            "2025-02-03",
            "Gamma",
            "Gamma is said to be open again.",
            "Press – Gamma opens",
            "https://digest.example/7",
            "",
        ),
    ],
    "published_lengths": [],
    "journeys": [
        ("a_to_c", "Alpha to Gamma", "a", "c", "time", "the way the corridor is for"),
        ("d_to_e", "Delta to Epsilon", "d", "e", "distance", "the only way over the water"),
    ],
    "presets": [],
    "withdrawn": [],
}

# A third corridor over legs of the other two, beside which it is drawn.
LOOP = {
    "corridors": [*TABLES["corridors"], ("loop", "Loop", "Loop", "Round.", "false")],
    "branch_names": [*TABLES["branch_names"], ("loop", "round", "Round", "", "true")],
    "branches": [
        *TABLES["branches"],
        ("loop", "round", 1, "leg_a"),
        ("loop", "round", 2, "leg_c"),
    ],
}


def write_world(
    folder: Path,
    changes: Mapping[str, Sequence[tuple[Any, ...]]] | None = None,
    *,
    nodes: Sequence[tuple[Any, ...]] = NODES,
    legs: Mapping[str, Sequence[tuple[Any, ...]]] = LEGS,
    points: Mapping[str, tuple[float, float]] = POINTS,
) -> Path:
    """Write a world as a data folder; `changes` replaces the rows of whole tables.

    Other `nodes`, `legs` (by corridor) and `points` draw another world than the one above.
    """
    (folder / "layers").mkdir(parents=True)
    (folder / "basemap").mkdir()
    tables = {**TABLES, **(changes or {})}
    if "confirmations" not in (changes or {}):
        drawn = {row[0] for rows in (*legs.values(), tables["closures"]) for row in rows}
        tables["confirmations"] = [row for row in tables["confirmations"] if row[1] in drawn]
    if "journeys" not in (changes or {}):
        there = {row[0] for row in nodes}
        tables["journeys"] = [row for row in tables["journeys"] if {row[2], row[3]} <= there]
    for table in CSV_TABLES:
        if table.may_miss and not tables[table.name]:
            continue
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in table.columns])
            writer.writerows(_filled(table, row) for row in tables[table.name])
    _write_features(folder / "nodes.geojson", [_node(points, *row) for row in nodes])
    for home, rows in legs.items():
        _write_features(folder / "layers" / f"{home}.geojson", [_leg(points, *row) for row in rows])
    square = [[[-1, 0], [4, 0], [4, 1.9], [-1, 1.9], [-1, 0]]]
    land = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    _write_features(folder / "basemap" / "land.geojson", [land])
    empty = ("boundaries", "world_boundaries", "lakes", "rivers", "labels", "label_areas")
    finer = ("land_fine", "boundaries_fine", "lakes_fine")
    for name in (*empty, *finer):
        _write_features(folder / "basemap" / f"{name}.geojson", [])
    (folder / "datapackage.json").write_text('{"data_end": "2024-12-31"}\n', encoding="utf-8")
    return folder


def _filled(table: Table, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row with the columns it leaves off at its end: no flag set, all else empty."""
    rest = table.columns[len(row) :]
    return (*row, *("false" if column.form is Form.FLAG else "" for column in rest))


def _node(
    points: Mapping[str, tuple[float, float]],
    node_id: str,
    name: str,
    kind: str,
    country: str,
    aliases: list[str],
    local: str,
    russian: str,
    rank: int,
    accuracy_km: float,
) -> dict[str, Any]:
    properties = {
        "node_id": node_id,
        "name": name,
        "kind": kind,
        "country": country,
        "aliases": aliases,
        "name_local": local,
        "name_ru": russian,
        "name_local_language": "xx" if local else None,
        "name_local_source": "drawn" if local else None,
        "name_ru_source": "drawn" if russian else None,
        "rank": rank,
        "coordinate_source": "drawn",
        "accuracy_km": accuracy_km,
    }
    geometry = {"type": "Point", "coordinates": list(points[node_id])}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _leg(
    points: Mapping[str, tuple[float, float]],
    leg_id: str,
    name: str,
    from_id: str,
    to_id: str,
    mode: str,
    gauge_mm: int | None,
    length_km: float,
    basis: str,
    accuracy: str,
    passes: list[str],
) -> dict[str, Any]:
    properties = {
        "leg_id": leg_id,
        "name": name,
        "from_id": from_id,
        "to_id": to_id,
        "mode": mode,
        "gauge_mm": gauge_mm,
        "length_km": length_km,
        "length_basis": basis,
        "accuracy": accuracy,
        "off_by_km": None,
        "source_ids": ["s1"],
        "passes": passes,
        "note": "",
    }
    line = [list(points[from_id]), list(points[to_id])]
    geometry = {"type": "LineString", "coordinates": line}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _write_features(path: Path, features: list[dict[str, Any]]) -> None:
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
