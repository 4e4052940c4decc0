"""The files of data/basemap/ as they ship."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely import Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.build.labels import LAST_ZOOM, MIN_ZOOM_OF_RANK, PlacedLabel, box_of
from data.build.thinning import REGION
from layers.look.basemap import (
    AREAS_STEM,
    BASEMAP_LAYERS,
    JAMMU_AND_KASHMIR,
    LABELS_STEM,
    TYPE_OF_LABEL,
    Label,
    areas_of,
    labels_of,
    look_name,
)
from layers.look.palette import BASEMAP_LOOK

FOLDER = Path(__file__).parent.parent / "data" / "basemap"
FINER = tuple(layer.finer for layer in BASEMAP_LAYERS if layer.finer)
STEMS = (*(layer.stem for layer in BASEMAP_LAYERS), *FINER, LABELS_STEM, AREAS_STEM)
FRAME = shapely.box(*REGION)


@cache
def features(stem: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{stem}.geojson").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["features"]
    return found


@cache
def geometries(stem: str) -> list[BaseGeometry]:
    return [shape(feature["geometry"]) for feature in features(stem)]


@cache
def whole(stem: str) -> BaseGeometry:
    union = shapely.union_all(geometries(stem))
    shapely.prepare(union)
    return union


def is_land(lon: float, lat: float) -> bool:
    point = shapely.Point(lon, lat)
    return whole("land").contains(point) and not whole("lakes").contains(point)


def test_the_folder_holds_the_layers_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{stem}.geojson" for stem in STEMS}


def test_the_basemap_is_small_enough_to_send() -> None:
    size = {path.stem: path.stat().st_size for path in FOLDER.iterdir()}
    first = [layer.stem for layer in BASEMAP_LAYERS if layer.first_paint]
    assert sum(size.values()) < 2_000_000
    assert sum(size[stem] for stem in [*first, LABELS_STEM]) < 550_000


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_geometry_is_valid_and_coordinates_are_short(stem: str) -> None:
    assert geometries(stem)
    assert all(geometry.is_valid and not geometry.is_empty for geometry in geometries(stem))
    for geometry in geometries(stem):
        for value in shapely.get_coordinates(geometry).ravel():
            assert round(float(value), 3) == float(value)


def test_the_fine_lines_are_of_the_same_things_and_lie_closer() -> None:
    """Both of 1:10 million, thinned to 1 km and to 220 m; a close view is drawn with the second."""
    assert set(FINER) == {"land_fine", "lakes_fine", "boundaries_fine"}
    for stem in ("land", "lakes", "boundaries"):
        coarse, fine = geometries(stem), geometries(f"{stem}_fine")
        assert sum(map(shapely.get_num_coordinates, fine)) > 1.4 * sum(
            map(shapely.get_num_coordinates, coarse)
        )
    region = shapely.box(25, 5, 85, 65)
    apart = whole("land").symmetric_difference(whole("land_fine")).intersection(region)
    assert apart.area < 0.002 * whole("land").intersection(region).area


@pytest.mark.parametrize("stem", ["land", "lakes"])
def test_outer_rings_run_counter_clockwise_and_holes_clockwise(stem: str) -> None:
    assert geometries(stem)
    for polygon in geometries(stem):
        assert isinstance(polygon, Polygon)
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


def test_polygons_do_not_overlap() -> None:
    for stem in ("land", "lakes"):
        parts = sum(polygon.area for polygon in geometries(stem))
        assert parts == pytest.approx(whole(stem).area, rel=1e-9)


@pytest.mark.parametrize("stem", ["lakes", "rivers", "boundaries", "labels"])
def test_fine_layers_keep_inside_the_region(stem: str) -> None:
    assert geometries(stem)
    assert all(FRAME.covers(geometry) for geometry in geometries(stem))


def test_the_world_goes_on_outside_the_region() -> None:
    assert all(is_land(*place) for place in [(2.35, 48.85), (18.5, -33.5), (116.4, 39.9)])
    assert not any(is_land(*place) for place in [(-10, 40), (8, 56.5), (15, -35), (75, -10)])
    assert all(not FRAME.contains(line.centroid) for line in geometries("world_boundaries"))


def test_no_outline_runs_along_the_edge_of_the_region() -> None:
    # Small steps of the coast where the scales meet are all there may be.
    edge = FRAME.exterior.buffer(0.02)
    assert geometries("land")
    for polygon in geometries("land"):
        assert isinstance(polygon, Polygon)
        pieces = shapely.get_parts(polygon.exterior.intersection(edge))
        assert all(piece.length < 0.25 for piece in pieces)


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Tehran", 51.42, 35.69),
        ("Herat", 62.20, 34.35),
        ("Astrakhan", 48.04, 46.35),
        ("Saint Petersburg", 30.31, 59.94),
        ("Baku", 49.89, 40.38),
        ("dry bed of the Aral Sea", 60.5, 44.8),
        ("spit between Kara-Bogaz-Gol and the Caspian Sea", 52.87, 41.6),
        ("Qeshm island", 55.9, 26.8),
    ],
)
def test_dry_places_are_land(place: str, lon: float, lat: float) -> None:
    assert is_land(lon, lat), place


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Caspian Sea, centre", 50.7, 41.9),
        ("Caspian Sea, off Anzali", 49.6, 37.8),
        ("Kara-Bogaz-Gol", 53.5, 41.3),
        ("Strait of Hormuz", 56.45, 26.5),
        ("Bab el-Mandeb", 43.3, 12.6),
        ("northern Aral Sea", 60.5, 46.5),
        ("western basin of the southern Aral Sea", 58.4, 45.0),
        ("Lake Balkhash", 74.3, 46.4),
        ("Issyk-Kul", 77.2, 42.4),
        ("Sarygamysh Lake", 57.4, 41.9),
        ("Gulf of Finland", 27.2, 60.0),
    ],
)
def test_wet_places_are_water(place: str, lon: float, lat: float) -> None:
    assert not is_land(lon, lat), place


def test_boundary_lines_have_the_three_classes() -> None:
    found = Counter(feature["properties"]["class"] for feature in features("boundaries"))
    assert set(found) == {"international", "disputed", "line_of_control"}
    for layer in BASEMAP_LAYERS:
        if layer.look_from:
            looks = {look_name(layer, one["properties"]) for one in features(layer.stem)}
            assert looks <= set(BASEMAP_LOOK)


def line_through(kind: str, lon: float, lat: float) -> bool:
    """Whether a boundary of the class passes within about 5 km."""
    point = shapely.Point(lon, lat)
    return any(
        feature["properties"]["class"] == kind and geometry.distance(point) < 0.05
        for feature, geometry in zip(features("boundaries"), geometries("boundaries"), strict=True)
    )


def test_the_line_of_control_is_there_and_called_so() -> None:
    lines = [
        geometry
        for feature, geometry in zip(features("boundaries"), geometries("boundaries"), strict=True)
        if feature["properties"].get("name") == "Line of Control"
    ]
    assert sum(line.length for line in lines) > 4
    outline = shapely.Polygon(JAMMU_AND_KASHMIR)
    assert outline.is_valid
    assert all(outline.contains(line) for line in lines)
    assert line_through("line_of_control", 73.77, 34.38)


def test_contested_lines_are_not_drawn_as_settled() -> None:
    crimea, aksai_chin, siachen = (34.0, 46.1), (78.95, 34.2), (77.05, 35.11)
    for place in (crimea, aksai_chin, siachen):
        assert line_through("disputed", *place)
        assert not line_through("international", *place)


def test_settled_lines_are_there() -> None:
    torghundi, torkham, astara = (62.28, 35.24), (71.09, 34.12), (48.87, 38.43)
    for place in (torghundi, torkham, astara):
        assert line_through("international", *place)


@pytest.mark.parametrize(
    ("one", "other", "crossings"),
    [
        ("torghundi", "serhetabat", 1),
        ("torghundi", "herat", 0),
        ("torghundi", "sanobar", 0),
        ("torkham", "landi_kotal", 1),
        ("torkham", "jalalabad", 0),
        ("spin_boldak", "chaman", 1),
        ("islam_qala", "dogharoun", 1),
        ("hairatan", "termez", 1),
        ("hairatan", "naibabad", 0),
        ("aqina", "ymamnazar", 1),
        ("serakhs", "sarakhs", 1),
        ("zaranj", "milak", 1),
    ],
)
def test_border_towns_lie_in_their_own_country(one: str, other: str, crossings: int) -> None:
    nodes = json.loads((FOLDER.parent / "nodes.geojson").read_text(encoding="utf-8"))
    at = {
        feature["properties"]["node_id"]: feature["geometry"]["coordinates"]
        for feature in nodes["features"]
    }
    met = shapely.LineString([at[one], at[other]]).intersection(whole("boundaries"))
    assert len([part for part in shapely.get_parts(met) if not part.is_empty]) == crossings


def values_of(label: Label) -> dict:
    return {
        "name": label.name,
        "kind": label.kind,
        "rank": label.rank,
        "min_zoom": label.min_zoom,
        "lon": label.at[0],
        "lat": label.at[1],
    }


def test_countries_have_a_ring_for_their_name_that_keeps_out_of_jammu_and_kashmir() -> None:
    text = (FOLDER / "labels.geojson").read_text(encoding="utf-8")
    rings = areas_of((FOLDER / "label_areas.geojson").read_text(encoding="utf-8"))
    labels = {label.code: label for label in labels_of(text) if label.code}
    crossed = ["AFG", "IRN", "TKM", "UZB", "KAZ", "PAK", "RUS", "IND", "TJK", "AZE", "GEO", "TUR"]
    for code in crossed:
        assert Polygon(rings[code]).contains(shapely.Point(labels[code].at)), code
    for code in ("PAK", "IND", "CHN"):
        assert not Polygon(rings[code]).intersects(shapely.Point(75.5, 35.0).buffer(1.5))


def test_labels_are_ranked_and_known() -> None:
    labels = labels_of((FOLDER / "labels.geojson").read_text(encoding="utf-8"))
    assert {label.kind for label in labels} == set(TYPE_OF_LABEL)
    for label in labels:
        assert 1 <= label.rank <= 5
        assert 3 <= label.min_zoom <= LAST_ZOOM
        assert label.name.strip() == label.name != ""


def test_a_label_waits_at_least_for_the_zoom_level_of_its_rank() -> None:
    labels = labels_of((FOLDER / "labels.geojson").read_text(encoding="utf-8"))
    for label in labels:
        assert label.min_zoom >= MIN_ZOOM_OF_RANK[label.kind][label.rank - 1], label.name
    on_time = sum(
        label.min_zoom == MIN_ZOOM_OF_RANK[label.kind][label.rank - 1] for label in labels
    )
    assert on_time > 0.8 * len(labels)


@pytest.mark.parametrize("zoom", range(3, LAST_ZOOM))
def test_no_two_labels_overlap_at_any_zoom_level(zoom: int) -> None:
    labels = labels_of((FOLDER / "labels.geojson").read_text(encoding="utf-8"))
    boxes = [
        (label.name, shapely.box(*box_of(PlacedLabel(**values_of(label)), zoom=zoom)))
        for label in labels
        if label.min_zoom <= zoom
    ]
    assert boxes
    for (name, box), (other, other_box) in combinations(boxes, 2):
        assert box.intersection(other_box).area < 1, (name, other)


def test_no_two_labels_of_a_kind_say_the_same_near_each_other() -> None:
    labels = labels_of((FOLDER / "labels.geojson").read_text(encoding="utf-8"))
    seen: dict[tuple[str, str], list[tuple[float, float]]] = {}
    assert labels
    for label in labels:
        others = seen.setdefault((label.kind, label.name), [])
        assert all(shapely.Point(label.at).distance(shapely.Point(one)) > 3 for one in others)
        others.append(label.at)


def test_labels_stand_on_what_they_name() -> None:
    labels = labels_of((FOLDER / "labels.geojson").read_text(encoding="utf-8"))
    assert {label.kind for label in labels} >= {"country", "region", "city"}
    for label in labels:
        point = shapely.Point(label.at)
        if label.kind in {"country", "region"}:
            assert is_land(*label.at), label.name
        elif label.kind == "city":
            # The coast is thinned by about a kilometre.
            assert whole("land").distance(point) < 0.015, label.name


def test_chief_rivers_are_named_and_ranked() -> None:
    rank = {
        feature["properties"]["name"]: feature["properties"]["rank"]
        for feature in features("rivers")
    }
    assert {"Amu Darya", "Syr Darya", "Harirud", "Helmand", "Volga", "Ural", "Indus"} <= set(rank)
    assert all(1 <= one <= 5 for one in rank.values())
    assert rank["Volga"] < rank["Harirud"]
    amu_darya = next(
        geometry
        for feature, geometry in zip(features("rivers"), geometries("rivers"), strict=True)
        if feature["properties"]["name"] == "Amu Darya"
    )
    assert amu_darya.distance(shapely.Point(67.28, 37.20)) < 0.1  # Termez stands on it
