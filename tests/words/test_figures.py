from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.ledger.highlights import statements_of
from geo.model.choice import Selection
from geo.records.catalog import read_catalog
from layers.words.figures import all_ids, key_figures_of, numbers_of, numbers_text
from layers.words.tables import dispute_row
from tests.worlds import TABLES, write_world

NORTH = Selection(corridors=frozenset({"north"}))


def test_with_nothing_pinned_the_first_figures_of_the_corridor_stand(catalog):
    freight, capacity, length = key_figures_of(catalog, NORTH)
    assert (freight.about, freight.name, freight.value) == ("Beta", "Freight", "1,000 t")
    assert (freight.kind, freight.planned, freight.period) == ("measured", False, "2022")
    assert (capacity.about, capacity.value) == ("Beta hub", "about 1 Mt a year")
    assert (capacity.kind, capacity.planned) == ("planned", True)
    assert length.value == "240 km"


def test_a_contested_figure_says_its_range_and_how_many_voices(catalog):
    length = key_figures_of(catalog, NORTH)[2]
    assert length.range_said == "sources give 220–240 km, 2 speakers"
    assert (length.source_ids, length.range_ids) == (("s2",), ("s1",))
    assert length.said == "said by Minister B, Jul 2023"


def test_what_is_pinned_comes_alone_and_in_the_readers_order(catalog):
    pinned = replace(NORTH, pinned=("opened_b", "north_length_1", "hub_plan"))
    opened, older, plan = key_figures_of(catalog, pinned)
    assert (opened.value, opened.scope) == ("5 March 2022", "Beta – Gamma opened")
    assert (older.value, plan.planned) == ("about 220 km", True)
    assert older.range_said == "sources give 220–240 km, 2 speakers; preferred: 240 km"


def test_nothing_is_shown_before_it_was_said(catalog):
    early = replace(NORTH, as_of=date(2022, 6, 1), pinned=("hub_plan",))
    figures = key_figures_of(catalog, early)
    assert [figure.record_id for figure in figures] == ["north_length_1"]
    assert figures[0].range_said == ""


def test_no_more_than_six_are_shown(catalog):
    ids = [claim for claim in catalog.claims if claim != "pair_trade"]
    pinned = replace(NORTH, pinned=(*ids, "pair_trade", "opened_b", "hub_announced", "c_due"))
    assert len(key_figures_of(catalog, pinned)) == 6
    assert len(key_figures_of(catalog, pinned, most=2)) == 2


def test_where_no_claim_is_preferred_the_range_is_the_figure(tmp_path):
    claims = [list(row) for row in TABLES["claims"][:2]]
    for row in claims:
        row[19:21] = ["", "no ground to choose"]
    catalog = read_catalog(write_world(tmp_path / "data", {"claims": [tuple(r) for r in claims]}))
    (figure,) = key_figures_of(catalog, NORTH)
    assert (figure.value, figure.range_said) == ("220–240 km", "none preferred, 2 speakers")
    assert set(figure.source_ids) == {"s1", "s2"}
    (dispute,) = statements_of(catalog, NORTH).contested()
    told = dispute_row(catalog, dispute, {"s1": 1, "s2": 2})
    assert told.cells["Used here"] == "none preferred"


def test_a_short_count_gets_its_daily_rate_and_stands_at_no_head(tmp_path):
    row = list(TABLES["claims"][2])
    row[10:12] = ["2022-03-01", "2022-03-05"]
    catalog = read_catalog(write_world(tmp_path / "data", {"claims": [tuple(row)]}))
    assert key_figures_of(catalog, NORTH) == ()
    (figure,) = key_figures_of(catalog, replace(NORTH, pinned=("b_freight",)))
    assert figure.rate == "200 t a day"


def test_where_a_slot_wants_a_rate_the_rate_is_large_and_its_window_beside(tmp_path):
    row = list(TABLES["claims"][2])
    row[10:12] = ["2022-03-01", "2022-04-04"]
    slots = [("north", 1, "node", "b", "freight_volume", "", "rate", "ordinary traffic")]
    changes = {"claims": [tuple(row)], "key_figures": slots}
    (figure,) = key_figures_of(read_catalog(write_world(tmp_path / "data", changes)), NORTH)
    assert figure.value == "29 t a day"
    assert figure.rate == "1,000 t in 35 days, 1 March 2022 – 4 April 2022"


def test_sources_are_numbered_as_they_are_first_used(catalog):
    numbers = numbers_of(all_ids(key_figures_of(catalog, NORTH)))
    assert numbers == {"s1": 1, "s2": 2}
    assert numbers_of([("s2", "x")], taken={"s1": 1}) == {"s1": 1, "s2": 2, "x": 3}


@pytest.mark.parametrize(
    ("ids", "text"), [("a", "1"), ("ab", "1, 2"), ("abc", "1–3"), ("dba", "1, 2, 4"), ("", "")]
)
def test_numbers_run_together(ids, text):
    numbers = {letter: place for place, letter in enumerate("abcd", start=1)}
    assert numbers_text(list(ids), numbers) == text
