"""The routes on the page, run without a browser."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.records.catalog import read_catalog
from geo.records.costs import Quantity
from layers.screen.ways import ways_told
from tests.route_world import write_route_world

APP = Path(__file__).resolve().parent.parent / "app.py"


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Open the page on the world drawn in tests/route_world.py, with the routes on top."""
    folder = write_route_world(tmp_path / "data")

    def opened(**query):
        monkeypatch.setenv("CORRIDORS_DATA", str(folder))
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.session_state["panel_tab"] = "Routes"
        for part in ("what_if", "ranking", "assumptions"):
            app.session_state[f"{part}_open"] = True
        return app.run()

    return opened


def _html(app):
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.slow
def test_the_link_asks_for_a_journey_and_the_page_answers(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01"})
    assert not app.exception
    shown = _html(app)
    assert "Ptown – Qtown – Rtown – Stown – Ttown" in shown
    assert "900 km" in shown
    assert "low 2.2 · central 4.2 · high 12 days" in shown


@pytest.mark.slow
def test_picking_another_end_asks_again_and_goes_into_the_selection(page):
    app = page(**{"from": "p", "to": "t", "asof": "2022-01-01"})
    app.selectbox(key="journey_to").select("s").run()
    assert not app.exception
    assert app.session_state["chosen"].selection.journey.to_id == "s"
    assert "Ptown – Qtown – Utown – Stown" in _html(app)


def test_closing_a_place_shows_before_and_after(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01"})
    app.multiselect(key="scenario_closed").select("r").run()
    assert not app.exception
    assert app.session_state["chosen"].selection.scenario.closed == {"r"}
    shown = _html(app)
    assert "+100 km" in shown
    assert "Lost: Ptown – Qtown – Rtown – Stown – Ttown." in shown


def test_without_a_way_the_page_says_what_cuts_it(page):
    app = page(**{"from": "p", "to": "t", "asof": "2022-06-15", "x": "u,z"})
    assert not app.exception
    assert "No way leads from Ptown to Ttown" in app.warning[0].value
    assert "R shut in June" in _html(app)


def test_a_way_on_a_condition_says_so(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2023-06-01"})
    assert "Only if: R shut no longer holds" in _html(app)


def test_a_planned_line_can_be_supposed_built(page):
    app = page(**{"from": "x", "to": "s", "asof": "2022-01-01"})
    assert "No way leads from Xtown to Stown" in app.warning[0].value
    app.multiselect(key="scenario_built").select("x_r").run()
    assert not app.exception
    assert "220 km" in _html(app)


def test_the_two_ends_must_differ(page):
    app = page(**{"from": "p", "to": "p", "asof": "2022-01-01"})
    assert not app.exception
    assert any("two different places" in info.value for info in app.info)


def test_the_ranked_list_is_headed_by_what_it_rests_on(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01"})
    shown = _html(app)
    ranked = shown.index('<ol class="ranked">')
    assert shown.index("picked by hand and sparse") < ranked
    assert "<b>Rtown</b>: the best route left is longer; on 1 of 3 routes found" in shown
    assert "+100 km; low −0.42 · central −0.83 · high −2.1 days" in shown
    assert shown.count('<ol class="ranked">') == 2


def test_ways_of_the_journey_can_be_straightened_side_by_side(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01"})
    app.button(key="open_strips").click().run()
    assert not app.exception
    picked = app.multiselect(key="strip_branches")
    assert picked.value == ["route_1", "route_2"]
    said = [caption.value for caption in app.caption]
    assert any("Route 1: Ptown – Qtown – Rtown – Stown – Ttown: 900 km" in text for text in said)


def test_all_of_the_table_of_assumptions_is_shown_and_only_figures_can_be_edited(page):
    app = page(**{"from": "p", "to": "t", "asof": "2022-01-01"})
    frames = [frame for frame in app.dataframe if "Price year" in frame.value.columns]
    assert list(frames[0].value.columns) == [
        "What",
        "Low",
        "Central",
        "High",
        "Unit",
        "Price year",
        "Direction",
        "Source",
        "Note",
    ]
    assert "Speed by rail" in list(frames[0].value["What"])


def test_before_and_after_stand_before_the_routes(page):
    app = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01", "x": "r"})
    shown = _html(app)
    assert shown.index('class="way-table"') < shown.index('class="way"')


def test_what_the_reader_assumes_is_in_the_panel_and_on_the_map(page, tmp_path):
    """Everything nine times as fast: the times differ from those with the shipped speeds."""
    usual = page(**{"from": "p", "to": "t", "by": "distance", "asof": "2022-01-01"})
    catalog, selection = read_catalog(tmp_path / "data"), usual.session_state["chosen"].selection
    shipped = ways_told(catalog, selection, selection.journey)
    assert shipped is not None
    before = shipped["ways"][0]["words"]
    speeds = {
        name: (row.low * 9, row.central * 9, row.high * 9)
        for name, row in catalog.assumptions.items()
        if row.quantity is Quantity.SPEED
    }
    usual.session_state["edited_assumptions"] = speeds
    app = usual.run()
    assert not app.exception
    told = json.loads(app.get("bidi_component")[0].proto.json)["ways"]["ways"][0]["words"]
    assert told != before
    panel = re.search(r"<b>(low[^<]*days)</b>", _html(app))
    assert panel is not None
    assert panel[1] in told
    assert "Assumptions changed by the reader: Speed by r" in unescape(_html(app))
