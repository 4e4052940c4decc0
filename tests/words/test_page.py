"""The static map's words that follow from what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.model.choice import Scenario, Selection
from geo.records.catalog import Catalog
from layers.scene.sheet import Rect
from layers.words.page import short_citation, subtitle_of

PANEL = Rect(0.0, 0.0, 400.0, 300.0)
NO_PAD = Rect(0.0, 0.0, 0.0, 0.0)


def test_the_line_below_the_title_names_corridors_and_day(catalog: Catalog) -> None:
    one = Selection(corridors=frozenset({"north"}), as_of=date(2024, 6, 1))
    assert subtitle_of(catalog, one) == "North as of 1 June 2024"
    both = replace(one, corridors=frozenset({"north", "coast"}))
    assert subtitle_of(catalog, both) == "North and Coast as of 1 June 2024"
    shut = replace(one, scenario=Scenario(closed=frozenset({"a"})))
    assert subtitle_of(catalog, shut).endswith("; supposed by the reader: closed: Alpha")


def test_a_source_is_cited_by_publisher_and_day(catalog: Catalog) -> None:
    assert short_citation(catalog, "s1") == ("The Paper", ", 2 May 2024")


def test_without_a_corridor_there_is_still_a_line(catalog: Catalog) -> None:
    assert subtitle_of(catalog, Selection(corridors=frozenset())).startswith(
        "Trade corridors as of"
    )
