from __future__ import annotations

import json

import pytest

from layers.look.basemap import (
    ATTRIBUTION_OF_SOURCE,
    BASEMAP_LAYERS,
    BOUNDARY_NOTE,
    LINE_OF_CONTROL_NOTE,
    TILE_SERVICES,
    TYPE_OF_LABEL,
    Label,
    attributions_of,
    labels_of,
    labels_to_draw,
    look_name,
    notes_on_boundaries,
)
from layers.look.palette import BASEMAP_LOOK, TYPE

WORLD = (-180.0, -90.0, 180.0, 90.0)


def feature(name: str, kind: str, rank: int, min_zoom: int, lon: float, lat: float) -> dict:
    return {
        "type": "Feature",
        "properties": {"name": name, "kind": kind, "rank": rank, "min_zoom": min_zoom},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


@pytest.fixture
def labels() -> tuple[Label, ...]:
    """Four names on a small land.

    40 N |  LAND        Bigtown (city, from zoom 4)
         |
    30 N |  Sea         smalltown (city, from zoom 7)
         +----------------------
           50 E         60 E
    """
    features = [
        feature("smalltown", "city", 4, 7, 60, 30),
        feature("Sea", "sea", 2, 4, 50, 30),
        feature("Bigtown", "city", 1, 4, 60, 40),
        feature("LAND", "country", 1, 3, 50, 40),
    ]
    return labels_of(json.dumps({"type": "FeatureCollection", "features": features}))


def test_labels_are_read_in_order_of_importance(labels: tuple[Label, ...]) -> None:
    assert [label.name for label in labels] == ["LAND", "Bigtown", "Sea", "smalltown"]
    assert labels[1] == Label("Bigtown", "city", 1, 4, (60, 40))


@pytest.mark.parametrize(
    ("zoom", "names"),
    [
        (2.9, []),
        (3, ["LAND"]),
        (4, ["LAND", "Bigtown", "Sea"]),
        (7, ["LAND", "Bigtown", "Sea", "smalltown"]),
    ],
)
def test_zooming_in_brings_more_labels(
    labels: tuple[Label, ...], zoom: float, names: list[str]
) -> None:
    assert [label.name for label in labels_to_draw(labels, zoom=zoom, bounds=WORLD)] == names


def test_labels_outside_the_view_are_left_out(labels: tuple[Label, ...]) -> None:
    view = labels_to_draw(labels, zoom=9, bounds=(55, 25, 65, 35))
    assert [label.name for label in view] == ["smalltown"]


def test_what_is_named_already_is_not_named_twice(labels: tuple[Label, ...]) -> None:
    view = labels_to_draw(labels, zoom=4, bounds=WORLD, taken=["BIGTOWN"])
    assert [label.name for label in view] == ["LAND", "Sea"]


def test_every_look_and_type_named_is_in_the_palette() -> None:
    for layer in BASEMAP_LAYERS:
        assert bool(layer.look) != bool(layer.look_from)
        assert not layer.look or layer.look in BASEMAP_LOOK
    assert set(TYPE_OF_LABEL.values()) <= set(TYPE)


def test_the_class_of_a_line_decides_its_look() -> None:
    by_stem = {layer.stem: layer for layer in BASEMAP_LAYERS}
    assert look_name(by_stem["boundaries"], {"class": "line_of_control"}) == "line_of_control"
    assert look_name(by_stem["land"], {}) == "land"


def test_lakes_lie_over_rivers_and_boundaries_over_both() -> None:
    order = [layer.stem for layer in BASEMAP_LAYERS]
    assert order.index("land") < order.index("rivers") < order.index("lakes")
    assert order[-1] == "boundaries"


def test_the_house_may_word_the_general_note_but_not_drop_the_other() -> None:
    assert notes_on_boundaries(line_of_control=False) == (BOUNDARY_NOTE,)
    assert notes_on_boundaries(line_of_control=True) == (BOUNDARY_NOTE, LINE_OF_CONTROL_NOTE)
    notes = notes_on_boundaries(line_of_control=True, house_note="Our own words.")
    assert notes == ("Our own words.", LINE_OF_CONTROL_NOTE)


def test_credits_follow_what_is_drawn() -> None:
    assert attributions_of([]) == ("Natural Earth", "GeoNames (CC BY 4.0)")
    assert attributions_of(["UZR1", "GEO_OSM", "GEO_HAND"]) == (
        "© OpenStreetMap contributors (ODbL)",
        "Natural Earth",
        "GeoNames (CC BY 4.0)",
    )
    assert attributions_of(["GEO_SEA"])[-1] == ATTRIBUTION_OF_SOURCE["GEO_SEA"]


def test_tile_addresses_are_templates_over_https() -> None:
    assert TILE_SERVICES
    for tiles in TILE_SERVICES:
        assert tiles.url.startswith("https://")
        assert all(part in tiles.url for part in ("{z}", "{x}", "{y}"))
        assert "OpenStreetMap" in tiles.attribution
