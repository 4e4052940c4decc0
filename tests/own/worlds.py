"""Overlays for the tiny drawn world of `tests.worlds`, and the world with them beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.model.lines import LonLat
from geo.own.drop import overlay_of_files
from geo.own.overlay import Overlay
from geo.own.together import Together, read_together
from geo.records.catalog import Catalog, read_catalog
from tests.worlds import write_world

# A source of the overlay's own, and what every sourced row of it cites.
SOURCE = {"source_id": "letter", "title": "A letter", "published": "2024-06-01"}


def csv_bytes(rows: Sequence[Mapping[str, str]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def overlay(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    name: str = "Letter",
    owner: str = "A. Karimi",
    prefer_own: bool = False,
) -> Overlay:
    """Return an overlay of tables, as a folder of CSV files would make it."""
    settings = [{"setting": "name", "value": name}, {"setting": "owner", "value": owner}]
    settings += [{"setting": "prefer_own", "value": "yes"}] if prefer_own else []
    files = {f"{table}.csv": csv_bytes(rows) for table, rows in tables.items()}
    return overlay_of_files({**files, "settings.csv": csv_bytes(settings)}, name)


def base_of(folder: Path) -> tuple[Path, Catalog, dict[str, LonLat]]:
    data = write_world(folder / "data")
    catalog = read_catalog(data)
    return data, catalog, {node.node_id: node.lonlat for node in catalog.nodes.values()}


def together(folder: Path, *overlays: Overlay) -> Together:
    data, _, places = base_of(folder)
    return read_together(overlays, places, data=data)
