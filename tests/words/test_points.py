"""The points beside a slide's map."""

from __future__ import annotations

from dataclasses import replace

from geo.model.choice import Scenario, Selection
from geo.records.catalog import Catalog
from layers.words.figures import all_ids, key_figures_of, numbers_of
from layers.words.points import points_beside
from layers.words.ways import ways_of
from tests.words.test_story import ASKED

NORTH = Selection(corridors=frozenset({"north"}))
SHUT = ["Gate shut: since May 2024 [1]", "Port shut [2]", "Pass shut [3]"]


def test_two_closures_stand_before_the_first_figure(catalog: Catalog) -> None:
    figures = key_figures_of(catalog, NORTH)
    numbers = numbers_of(all_ids(figures), taken={"s9": 1})
    made = points_beside(catalog, ways=None, shut=SHUT, figures=figures, numbers=numbers)
    first = "Beta, freight: 1,000 t (measured; said by Ministry, 1 Feb 2023) [2]"
    assert made == [*SHUT[:2], first]
    alone = points_beside(catalog, ways=None, shut=[], figures=figures, numbers=numbers)
    assert alone[0] == first
    assert len(alone) == 3
    assert points_beside(catalog, ways=None, shut=[], figures=[], numbers={}) == []


def test_what_a_scenario_does_comes_first(routes: Catalog) -> None:
    ways = ways_of(routes, replace(ASKED, scenario=Scenario(closed=frozenset({"r"}))))
    made = points_beside(routes, ways=ways, shut=SHUT, figures=[], numbers={})
    assert made[0].startswith("With Rtown shut the best route changes by +100 km")
    assert made[1:] == SHUT[:2]
    plain = points_beside(routes, ways=ways_of(routes, ASKED), shut=SHUT, figures=[], numbers={})
    assert plain == SHUT[:2]
