"""The static map's words that follow from what is drawn."""

from __future__ import annotations

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.scene.sheet import Rect
from layers.words.page import title_of

PANEL = Rect(0.0, 0.0, 400.0, 300.0)
NO_PAD = Rect(0.0, 0.0, 0.0, 0.0)


def test_a_title_names_the_corridors_that_are_on(catalog: Catalog) -> None:
    north = catalog.corridors["north"]
    assert title_of(catalog, Selection(corridors=frozenset({"north"}))) == north.name
    both = title_of(catalog, Selection(corridors=frozenset({"north", "coast"})))
    assert both.startswith("Trade corridors: ")
    assert " and " in both
    assert north.short_name in both


def test_without_a_corridor_there_is_still_a_title(catalog: Catalog) -> None:
    assert title_of(catalog, Selection(corridors=frozenset())) == "Trade corridors"
