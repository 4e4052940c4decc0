"""Writing the files of ``data/``, the same byte for byte on every run.

Belongs here: formats and order. Nothing is computed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.build.align import Alignment
from data.build.spec import Place
from geo.model.lines import LonLat
from geo.records.shapes import collection_text

STATUS_COLUMNS = (
    "leg_id", "status", "since", "since_precision", "source_id", "note",
)  # fmt: skip
BRANCH_COLUMNS = ("corridor_id", "branch_id", "seq", "leg_id", "new_section")
BRANCH_NAME_COLUMNS = ("corridor_id", "branch_id", "name", "summary", "default_on")


def node_feature(place: Place, *, point: LonLat, names: Mapping[str, str | None]) -> dict[str, Any]:
    """Make a GeoJSON Point for a node."""
    return {
        "type": "Feature",
        "properties": {
            "node_id": place.place_id,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "aliases": list(place.aliases),
            **names,
            "rank": place.rank,
            "coordinate_source": place.coordinate_source,
            "accuracy_km": place.accuracy_km,
        },
        "geometry": {"type": "Point", "coordinates": list(point)},
    }


def leg_feature(found: Alignment) -> dict[str, Any]:
    """Make a GeoJSON LineString for a leg."""
    leg = found.leg
    return {
        "type": "Feature",
        "properties": {
            "leg_id": leg.leg_id,
            "name": leg.name,
            "from_id": leg.from_id,
            "to_id": leg.to_id,
            "mode": leg.mode,
            "gauge_mm": leg.gauge_mm,
            "length_km": found.length_km,
            "length_basis": found.length_basis,
            "accuracy": found.accuracy,
            "off_by_km": found.off_by_km,
            "source_ids": list(found.source_ids),
            "passes": list(leg.passes),
            "note": found.note or None,
        },
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in found.line]},
    }


def save_features(features: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a FeatureCollection with one feature a line, so that changes read well."""
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(collection_text(lines), encoding="utf-8", newline="\n")


def save_table(rows: Iterable[Mapping[str, str]], path: Path, *, columns: Sequence[str]) -> None:
    """Write a CSV file with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
