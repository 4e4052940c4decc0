from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.choice import Objective, Scenario
from geo.network.ranking import critical_lines, critical_places
from geo.network.route import detour_of
from geo.network.whatif import compare, cut_of, routes_of
from layers.words.ranking import critical_record, critical_rows, matters_text
from layers.words.routes import (
    answer_rows,
    change_texts,
    comparison_rows,
    cut_text,
    question_text,
    route_record,
)
from tests.route_world import query_of


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def test_a_row_says_all_that_a_route_passes_with_ranges(catalog):
    row = answer_rows(catalog, routes_of(catalog, query_of()))[0]
    assert row["Route"] == "Ptown – Qtown – Rtown – Stown – Ttown"
    assert row["Length"] == "900 km"
    assert row["By mode"] == "railway 600 km, sea lane 300 km"
    assert row["Time"] == "low 2.2 · central 4.2 · high 12 days"
    assert row["Cost"] == "USD low 51 · central 102 · high 174 per tonne"
    assert (row["Borders"], row["Transfers"]) == ("2", "3")
    assert row["Breaks of gauge"] == "Rtown"
    assert row["Ports"] == "Stown, Ttown"
    assert row["Not built"] == row["Straits"] == "none"
    assert row["Only if"] == row["Note"] == ""


def test_a_condition_and_a_warning_stand_in_the_row(catalog):
    rows = answer_rows(catalog, routes_of(catalog, query_of(on=date(2023, 6, 1))))
    assert rows[-1]["Only if"] == (
        "R shut no longer holds "
        "(since 1 January 2023; last reported 31 March 2023; contested 1 April 2023)"
    )
    rows = answer_rows(catalog, routes_of(catalog, query_of(on=date(2022, 5, 15))))
    assert rows[0]["Note"].startswith("S half shut")


def test_the_record_for_json_keeps_every_figure_as_a_range(catalog):
    record = route_record(catalog, routes_of(catalog, query_of()).routes[0])
    assert record["length_km"] == 900
    assert record["hours"]["low"] < record["hours"]["central"] < record["hours"]["high"]
    assert set(record["usd_per_tonne"]) == {"low", "central", "high"}
    assert record["transfers"][0] == {"stop": "gauge_break", "place": "r"}


def test_before_and_after_stand_side_by_side(catalog):
    rows = comparison_rows(compare(catalog, query_of(scenario=Scenario(frozenset({"r"})))))
    assert rows[0]["Change"] == "+100 km"
    # Low, central and high, each against its like: 42.5-82-245 h instead of 52.5-102-295 h.
    assert rows[1]["Change"] == "low −0.42 · central −0.83 · high −2.1 days"
    # 67.2-134.4-217.6 USD instead of 51.2-102.4-173.6.
    assert rows[2]["Change"] == "low +16 · central +32 · high +44 USD per tonne"
    assert rows[3] == {"": "Routes found", "Before": "3", "After": "2", "Change": "1 lost"}
    rows = comparison_rows(compare(catalog, query_of(scenario=Scenario(frozenset({"t"})))))
    assert (rows[0]["After"], rows[0]["Change"]) == ("no route", "")


def test_a_change_of_length_is_that_of_the_lengths_beside_it(catalog):
    before, after = routes_of(catalog, query_of()).routes[:2]
    detour = detour_of(replace(before, length_km=6605.6), replace(after, length_km=6922.4))
    assert change_texts(detour)[0] == "+316 km"  # 6,606 and 6,922 km, though 316.8 lie between
    back = detour_of(replace(after, length_km=6922.4), replace(before, length_km=6605.6))
    assert change_texts(back)[0] == "−316 km"
    same = detour_of(replace(before, length_km=10.4), replace(before, length_km=9.6))
    assert change_texts(same)[0] == "0 km"


def test_the_ranked_list_says_why_and_what_each_loss_costs(catalog):
    answer = routes_of(catalog, query_of(scenario=Scenario(frozenset({"z"}))))
    places = critical_places(catalog, answer)
    rows = critical_rows(catalog, places, answer)
    assert rows[0] == {
        "No.": "1",
        "If it is lost": "Qtown",
        "Why": "no route is left; on 2 of 2 routes found",
        "Length": "",
        "Time": "",
        "Cost": "",
    }
    assert rows[2]["If it is lost"] == "Rtown"
    assert rows[2]["Why"] == "the best route left is longer; on 1 of 2 routes found"
    assert rows[2]["Length"] == "+100 km"
    assert rows[2]["Time"] == "low −0.42 · central −0.83 · high −2.1 days"
    assert matters_text(catalog, places, answer) == (
        "Matters most: Qtown (no route is left); Stown (no route is left)."
    )
    assert matters_text(catalog, places[2:], answer) == (
        "Matters most: Rtown (the best route left is longer, +100 km)."
    )
    assert critical_record(places[2])["reason"] == "detour"
    lines = critical_rows(catalog, critical_lines(catalog, answer), answer)
    assert lines[2]["If it is lost"] == "Qtown – Stown, any of 2 lines one after another"


def test_transfers_and_borders_spared_have_a_column_of_their_own(catalog):
    query = query_of(objective=Objective.BORDERS, scenario=Scenario(frozenset({"z"})))
    answer = routes_of(catalog, query)
    rows = critical_rows(catalog, critical_places(catalog, answer), answer)
    assert rows
    assert all("Borders" in row for row in rows)


def test_what_cuts_a_way_is_said_in_words(catalog):
    shut = query_of(on=date(2022, 6, 15), scenario=Scenario(frozenset({"u", "z"})))
    assert cut_text(catalog, cut_of(catalog, shut)) == (
        "Cut by: R shut in June (since 1 June 2022, The Paper)."
    )
    closed = query_of(scenario=Scenario(frozenset({"t"})))
    assert cut_text(catalog, cut_of(catalog, closed)) == "Cut by: Ttown (closed by you)."
    assert cut_text(catalog, ()) == "No built leg of this network leads there, open or shut."


def test_the_question_is_repeated_with_its_suppositions(catalog):
    query = query_of(scenario=Scenario(frozenset({"r", "CCC"}), as_if_built=frozenset({"x_r"})))
    text = question_text(catalog, routes_of(catalog, query))
    assert text == (
        "Ptown to Ttown on 1 January 2022, shortest; closed: CCC, Rtown; as if built: X – R"
    )
