"""The backdrop under the corridors: its layers in order, its labels, its notes, its credits.

What belongs here: which files of `data/basemap/` are drawn in which order and with which look,
which labels a zoom level carries, the online tile services a reader may switch on, and the words
owed to mapmakers and to governments. What does not: colours and type (`layers/look/palette.py`) and
anything that draws. Only the standard library is imported, so that the web map and the static
map read the same tables. Longitude, latitude in degrees, WGS 84.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from geo.crs import Bounds
from geo.model.lines import LonLat

# West, south, east, north.


@dataclass(frozen=True, slots=True)
class BasemapLayer:
    """One file of the basemap, and how its features find their look.

    Attributes
    ----------
    stem
        File name in `data/basemap/` without its ending, and key of `Catalog.basemap`.
    look
        Name in `layers.look.palette.BASEMAP_LOOK`; empty if `look_from` decides.
    look_from
        Feature property whose value names the look; empty if `look` decides.
    min_zoom
        First zoom level of the web map at which the layer is drawn.
    first_paint
        Whether the map is unusable without it: what is not may be sent later.
    finer
        File of the same lines, finer: sent after the first paint, in the place of the coarse ones.
    """

    stem: str
    look: str = ""
    look_from: str = ""
    min_zoom: int = 0
    first_paint: bool = True
    finer: str = ""


# From the bottom up. The sheet itself is water (the Caspian Sea is no polygon). Rivers run
# through the lakes, so the lakes lie over them; labels are drawn over everything, corridors too.
BASEMAP_LAYERS: tuple[BasemapLayer, ...] = (
    BasemapLayer("land", look="land", finer="land_fine"),
    BasemapLayer("rivers", look="rivers", min_zoom=5, first_paint=False),
    BasemapLayer("lakes", look="lakes", finer="lakes_fine"),
    BasemapLayer("world_boundaries", look_from="class", first_paint=False),
    BasemapLayer("boundaries", look_from="class", finer="boundaries_fine"),
)
LABELS_STEM = "labels"
# What stands for a file that is not there.
NOTHING = '{"features": []}'
# Roughly where the name of a country may stand, by its code; read for placing, never drawn.
AREAS_STEM = "label_areas"

# Kind of label to name in `layers.look.palette.TYPE`.
TYPE_OF_LABEL: Mapping[str, str] = {
    "country": "country",
    "sea": "water",
    "region": "place",
    "city": "place",
}


def look_name(layer: BasemapLayer, properties: Mapping[str, Any]) -> str:
    """Return the name in `layers.look.palette.BASEMAP_LOOK` for one feature of a layer."""
    return str(properties[layer.look_from]) if layer.look_from else layer.look


def lines_of(layer: BasemapLayer, text: str) -> Iterator[tuple[str, list[LonLat]]]:
    """Yield the lines and rings in the text of a layer's file, each with the name of its look."""
    for feature in json.loads(text)["features"]:
        look = look_name(layer, feature["properties"])
        for line in _lines_in(feature["geometry"]["coordinates"]):
            yield look, line


def _lines_in(parts: Sequence[Any]) -> Iterator[list[LonLat]]:
    """Yield the lines of a GeoJSON geometry's coordinates, however deep they lie."""
    if isinstance(parts[0][0], int | float):
        yield [(point[0], point[1]) for point in parts]
        return
    for part in parts:
        yield from _lines_in(part)


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the basemap; rank 1 is the most important of its kind (country, sea, …).

    `code` is the ISO 3166-1 alpha-3 code of a country, empty for all else. A local or Russian
    name is empty where none was found.
    """

    name: str
    kind: str
    rank: int
    min_zoom: int
    at: LonLat
    code: str = ""
    name_local: str = ""
    name_ru: str = ""


def labels_of(text: str) -> tuple[Label, ...]:
    """Read the labels from the text of `data/basemap/labels.geojson`, most important first."""
    known = {one.name for one in fields(Label)}
    labels = []
    for feature in json.loads(text)["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        told = {name: said for name, said in feature["properties"].items() if name in known}
        labels.append(Label(at=(lon, lat), **told))
    return tuple(sorted(labels, key=lambda label: (label.min_zoom, label.rank)))


def areas_of(text: str) -> dict[str, tuple[LonLat, ...]]:
    """Return the ring within which each country's name may stand, by the country's code."""
    return {
        feature["properties"]["code"]: tuple(
            (lon, lat) for lon, lat in feature["geometry"]["coordinates"][0]
        )
        for feature in (json.loads(text)["features"] if text else ())
    }


def labels_to_draw(
    labels: Iterable[Label], *, zoom: float, bounds: Bounds, taken: Collection[str] = ()
) -> tuple[Label, ...]:
    """Return the labels for a view, in order, without what is named already.

    Parameters
    ----------
    zoom
        Zoom level of the web map; for paper, the level whose scale comes nearest.
    bounds
        The view: west, south, east, north.
    taken
        Names drawn already; compared without regard to case.
    """
    named = {name.casefold() for name in taken}
    return tuple(
        label
        for label in labels
        if label.min_zoom <= zoom
        and _is_inside(label.at, bounds)
        and label.name.casefold() not in named
    )


def _is_inside(point: LonLat, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= point[0] <= east and south <= point[1] <= north


BOUNDARY_NOTE = "Boundaries and names shown do not imply endorsement or acceptance."
LINE_OF_CONTROL_NOTE = (
    "The dotted line in Jammu and Kashmir is roughly the Line of Control agreed by India and "
    "Pakistan; the parties have not agreed on the final status of Jammu and Kashmir."
)

# A coarse outline of Jammu and Kashmir as the two states and China divide it today: the Line of
# Control, the Northern Areas, Ladakh, Aksai Chin and the Shaksgam valley. Drawn generously, by
# about a quarter of a degree: the note does no harm a little outside.
JAMMU_AND_KASHMIR: tuple[LonLat, ...] = (
    (73.2, 34.8),
    (73.3, 33.0),
    (74.4, 32.2),
    (75.9, 32.0),
    (77.6, 32.2),
    (79.9, 32.2),
    (80.6, 35.7),
    (78.2, 36.0),
    (76.2, 36.9),
    (74.6, 37.3),
    (72.3, 36.9),
    (72.3, 35.9),
)


def notes_on_boundaries(*, line_of_control: bool, house_note: str = "") -> tuple[str, ...]:
    """Return the general note or the house's own, and the Line of Control's where it is owed."""
    general = house_note or BOUNDARY_NOTE
    return (general, LINE_OF_CONTROL_NOTE) if line_of_control else (general,)


@dataclass(frozen=True, slots=True)
class TileService:
    """An online basemap that the reader may ask for; it is never on at the start.

    `url` is Leaflet's template. `attribution` is plain text.
    """

    name: str
    url: str
    attribution: str
    max_zoom: int


# Public services without a key, each with the credit its owner asks for.
TILE_SERVICES: tuple[TileService, ...] = (
    TileService(
        name="OpenStreetMap",
        url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        attribution="© OpenStreetMap contributors (ODbL)",
        max_zoom=19,
    ),
    TileService(
        name="OpenTopoMap",
        url="https://tile.opentopomap.org/{z}/{x}/{y}.png",
        attribution=(
            "© OpenStreetMap contributors (ODbL), SRTM; map style © OpenTopoMap (CC BY-SA 3.0)"
        ),
        max_zoom=17,
    ),
)

# Local and Russian names of countries.
COUNTRY_NAMES_SOURCE = "GEO_CLDR"
# Source ids of the geodata that ask to be named (data/sources.csv), in the order of naming.
ATTRIBUTION_OF_SOURCE: Mapping[str, str] = {
    "GEO_OSM": "© OpenStreetMap contributors (ODbL)",
    "GEO_NE": "Natural Earth",
    "GEO_NAMES": "GeoNames (CC BY 4.0)",
    "GEO_SEA": "sea lanes: searoute, from Eurostat (Apache 2.0)",
    COUNTRY_NAMES_SOURCE: "names of countries: Unicode CLDR",
}
# Land, lines and lakes of the bundled basemap; the points of its towns.
BASEMAP_SOURCES: tuple[str, ...] = ("GEO_NE", "GEO_NAMES")


def attributions_of(source_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the credits of a map: those of its basemap and of the geodata drawn on it.

    Parameters
    ----------
    source_ids
        Sources of the legs and nodes drawn; ids that ask for no credit are passed over.
    """
    used = {*source_ids, *BASEMAP_SOURCES}
    return tuple(credit for name, credit in ATTRIBUTION_OF_SOURCE.items() if name in used)
