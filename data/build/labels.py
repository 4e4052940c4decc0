"""Which names the backdrop carries, and from which zoom level on each has room.

Belongs here: reading basemap_labels.csv (what is named, how, how important it is) and keeping
labels off each other. What a label looks like does not.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.build.gazetteer import Town
from data.build.names import Names, names_of

TABLE = Path(__file__).with_name("basemap_labels.csv")
# First zoom level at which a label of rank 1, 2, … is worth its room.
MIN_ZOOM_OF_RANK = {
    "country": (3, 4, 5, 6),
    "sea": (3, 4, 6, 7),
    "region": (4, 5, 6, 7),
    "city": (4, 5, 6, 7, 8),
}
# Past this level a label is drawn whether it has room or not.
LAST_ZOOM = 9
# Sizes on the screen in pixels, a little larger than the type of the web map.
LETTER_PX = {"country": 8.0, "sea": 7.0, "region": 6.5, "city": 6.5}
LINE_PX = 15.0
# A city's name stands to the right of its dot, all others on their point.
DOT_PX = 5.0
# Side of a map tile.
TILE_PX = 256

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PlacedLabel:
    """A name at a point in degrees, with the zoom level it appears at; `code` of a country.

    `names` are the local and the Russian one, as `data/build/names.py` gives them.
    """

    name: str
    kind: str
    rank: int
    lon: float
    lat: float
    min_zoom: int
    code: str = ""
    names: Mapping[str, str | None] = field(default_factory=dict)


def read_label_rows() -> list[dict[str, str]]:
    """Rows of basemap_labels.csv."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels_of_rows(
    rows: Iterable[Mapping[str, str]], *, towns: Mapping[str, Town], names: Names
) -> list[PlacedLabel]:
    """Labels in the order of the table, each appearing only once it has room.

    A city's point comes from the gazetteer by its number.

    Raises
    ------
    ValueError
        If a row names a kind or rank there is none of.
    """
    found = []
    for row in rows:
        kind, rank = row["kind"], int(row["rank"])
        zooms = MIN_ZOOM_OF_RANK.get(kind, ())
        if not 1 <= rank <= len(zooms):
            raise ValueError(f"{TABLE.name}: {row['name']}: no kind {kind} of rank {rank}")
        if row["geonames_id"]:
            town = towns[row["geonames_id"]]
            lon, lat = town.lon, town.lat
        else:
            lon, lat = float(row["lon"]), float(row["lat"])
        zoom, code = zooms[rank - 1], row.get("code", "")
        told = names_of(names, kind, code or row["geonames_id"] or row["name"])
        found.append(PlacedLabel(row["name"], kind, rank, lon, lat, zoom, code, told))
    return spaced(found)


def spaced(labels: Iterable[PlacedLabel]) -> list[PlacedLabel]:
    """Put off each label to the first zoom level where it touches none more important.

    A label once shown stays; boxes only move apart as the map is zoomed in.
    """
    order = list(labels)
    waiting = sorted(range(len(order)), key=lambda index: (order[index].min_zoom, index))
    shown: list[int] = []
    for zoom in range(LAST_ZOOM + 1):
        boxes = [box_of(order[index], zoom=zoom) for index in shown]
        still = []
        for index in waiting:
            label = order[index]
            box = box_of(label, zoom=zoom)
            if label.min_zoom > zoom or (zoom < LAST_ZOOM and any(_touch(box, b) for b in boxes)):
                still.append(index)
                continue
            order[index] = replace(label, min_zoom=zoom)
            shown.append(index)
            boxes.append(box)
        waiting = still
    return order


def box_of(label: PlacedLabel, *, zoom: int) -> Box:
    """Box of the text in pixels of the web map (left, top, right, bottom), about."""
    scale = TILE_PX * 2**zoom / 360
    x = label.lon * scale
    y = -math.degrees(math.asinh(math.tan(math.radians(label.lat)))) * scale
    width = LETTER_PX[label.kind] * len(label.name)
    left = x - DOT_PX / 2 if label.kind == "city" else x - width / 2
    right = x + DOT_PX + width if label.kind == "city" else x + width / 2
    return (left, y - LINE_PX / 2, right, y + LINE_PX / 2)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
