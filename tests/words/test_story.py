"""What a page tells where the reader asked for one thing. The worlds are drawn in `tests/`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.choice import Focus, Journey, Objective, Scenario, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import leg_states
from layers.words.headline import drafted_title
from layers.words.story import Story, story_of
from layers.words.ways import ways_of

ASKED = Selection(
    frozenset({"land"}), as_of=date(2022, 1, 1), journey=Journey("p", "t", Objective.DISTANCE)
)
ALL = Selection(corridors=frozenset({"north", "coast"}))


def told(catalog: Catalog, selection: Selection) -> Story | None:
    return story_of(selection, leg_states(catalog, selection), ways_of(catalog, selection))


def test_a_journey_tells_its_best_way_and_the_one_before_what_is_supposed(routes: Catalog) -> None:
    best = told(routes, ASKED)
    assert best is not None
    assert best.legs == {"p_q", "q_r", "r_s", "s_t"}
    assert best.nodes == set("pqrst")
    shut = told(routes, replace(ASKED, scenario=Scenario(closed=frozenset({"r"}))))
    assert shut is not None
    assert shut.legs == best.legs | {"q_u", "u_s"}
    assert shut.nodes == set("pqrstu")


def test_without_a_way_or_a_focus_all_is_told(routes: Catalog, catalog: Catalog) -> None:
    cut = replace(ASKED, scenario=Scenario(closed=frozenset({"s", "z"})))
    assert told(routes, replace(cut, journey=None)) is None
    assert told(catalog, ALL) is None
    both = replace(ALL, corridors=frozenset({"north"}), focus=Focus(SubjectKind.CORRIDOR, "north"))
    assert told(catalog, both) is None, "what is told is all there is"
    assert told(catalog, replace(ALL, focus=Focus(SubjectKind.COUNTRY, "WWW"))) is None


@pytest.mark.parametrize(
    ("kind", "name", "legs", "title"),
    [
        (SubjectKind.LEG, "leg_a", {"leg_a"}, "Alpha – Beta: every line is in place"),
        (SubjectKind.BRANCH, "main", {"leg_a", "leg_b"}, ""),
        (SubjectKind.CORRIDOR, "coast", {"leg_c", "leg_w"}, "Coast: 111 of 111 km are yet to be"),
        # A place is told with every branch that goes by it.
        (SubjectKind.NODE, "e", {"leg_c", "leg_w"}, "Lines by Epsilon: 111 of 111 km are yet to"),
        (SubjectKind.STRAIT, "s", {"leg_c", "leg_w"}, "Lines by the "),
    ],
)
def test_what_is_in_focus_is_told_and_heads_the_page(
    catalog: Catalog, kind: SubjectKind, name: str, legs: set[str], title: str
) -> None:
    asked = replace(ALL, focus=Focus(kind, name))
    found = told(catalog, asked)
    assert found is not None
    assert found.legs == legs
    assert drafted_title(catalog, asked).startswith(title)
