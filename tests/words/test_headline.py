"""Headlines drafted by rules: what is shut, what is unbuilt, what a journey comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.ledger.highlights import statements_of
from geo.model.choice import Journey, Objective, Scenario, Selection
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.words.headline import (
    changes_title,
    disputes_title,
    drafted_title,
    figures_title,
    latest_title,
)
from layers.words.timeline import timeline_of
from layers.words.ways import ways_of
from layers.words.waytold import way_lines

QUIET = date(2022, 1, 1)
ASKED = Selection(frozenset({"land"}), as_of=QUIET, journey=Journey("p", "t", Objective.DISTANCE))


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2026, 7, 5), "Chaman, Torkham and Kharlachi are shut, the Strait of Hormuz partly; "),
        (date(2025, 1, 1), "Kharlachi is shut; "),
    ],
)
def test_what_is_shut_comes_first_then_what_is_unbuilt(
    shipped: Catalog, on: date, title: str
) -> None:
    said = drafted_title(shipped, replace(default_selection(shipped), as_of=on))
    assert said.startswith(title)
    assert said.endswith("km are yet to be built")


def test_one_corridor_is_named(shipped: Catalog) -> None:
    one = replace(default_selection(shipped), corridors=frozenset({"instc"}))
    assert drafted_title(shipped, one).startswith("INSTC: Bandar-e Anzali and the Strait of Hormuz")
    two = replace(one, corridors=frozenset({"instc", "herat_hub"}))
    assert not drafted_title(shipped, two).startswith("INSTC")


def test_what_the_reader_supposes_leads(shipped: Catalog) -> None:
    supposed = replace(default_selection(shipped), scenario=Scenario(closed=frozenset({"hormuz"})))
    assert drafted_title(shipped, supposed).startswith("With the Strait of Hormuz shut: ")


def test_a_journey_is_answered_in_what_is_wanted_least_of(routes: Catalog) -> None:
    assert drafted_title(routes, ASKED) == "Ptown to Ttown: 900 km by Qtown and Stown"


def test_a_scenario_is_told_as_before_and_after(routes: Catalog) -> None:
    def titled(*closed: str) -> str:
        return drafted_title(routes, replace(ASKED, scenario=Scenario(closed=frozenset(closed))))

    assert titled("r") == "With Rtown shut, Ptown to Ttown is 1,000 km instead of 900 km"
    assert titled("x") == "With Xtown shut, Ptown to Ttown stays at 900 km"
    assert titled("s", "z") == "With Stown and the Strait Z shut no route leads from Ptown to Ttown"


def test_figures_disagreements_and_dates_have_titles_that_say_something(catalog: Catalog) -> None:
    assert figures_title((), ()) == "No figure had been given by this date"
    disputes = statements_of(catalog, Selection(frozenset({"north"}))).contested()
    assert disputes_title(catalog, disputes) == (
        "Sources disagree on 1 figure, most on North, length: 220–240 km"
    )
    selection = Selection(frozenset({"north", "coast"}), as_of=date(2024, 6, 1))
    timeline = timeline_of(catalog, selection, most_events=24, most_promises=0)
    last = timeline.events[-1]
    assert latest_title(timeline) == f"Latest, {last.when}: {last.text}"


def test_changes_are_counted_by_kind_in_the_order_they_are_told():
    day = date(2026, 1, 1)
    assert changes_title(day, []) == "Nothing changed since 1 January 2026"
    told = ["Shut: Gate, from 2 January 2026.", "Open again: Port.", "Shut: Pass."]
    said = "3 changes since 1 January 2026: 2 shut and 1 open again"
    assert changes_title(day, told) == said


def test_the_block_of_a_journey_gives_way_where_there_is_little_room(shipped: Catalog) -> None:
    selection = replace(default_selection(shipped), journey=Journey("moscow", "mumbai"))
    ways = ways_of(shipped, selection)
    assert ways is not None
    whole, below = way_lines(shipped, ways)
    assert [number for number, _ in whole] == [1, 2]
    assert "Published for these ends: about 35–37 days (Russia to Nhava Sheva" in below[-1]
    least, said = way_lines(shipped, ways, spare=2)
    assert [number for number, _ in least] == [1]
    assert len(said) == 1
    assert said[0].startswith("Time low ")
    assert "Cost USD low " in said[0]


def test_published_figures_are_of_the_same_ends_and_known_by_the_day(shipped: Catalog) -> None:
    there = replace(default_selection(shipped), journey=Journey("moscow", "mumbai"))
    back = replace(there, journey=Journey("mumbai", "moscow"))
    early = replace(there, as_of=date(2016, 12, 1))
    other = replace(there, journey=Journey("kabul", "mumbai"))
    found = [ways_of(shipped, one) for one in (there, back, early, other)]
    named = [{one.record_id for one in ways.published} for ways in found if ways is not None]
    assert {"in38a", "in38b", "in39a", "in39a_price"} <= named[0]
    assert "in73a" not in named[0], "it is to Saint Petersburg"
    assert named[0] == named[1]
    assert named[2] == {"in39e"}, "all else was said later"
    assert named[3] == set()
