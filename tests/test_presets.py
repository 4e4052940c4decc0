"""The questions asked with one click: they hold on the shipped data, and each changes something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import DataError
from geo.formats.link import parameters_of, query_text, selection_of
from geo.model.choice import Preset, Selection
from geo.network.whatif import compare, query_of
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.words.supposing import line_option, place_option
from page.scenario import is_asked
from tests.worlds import write_world

APP = Path(__file__).resolve().parent.parent / "app.py"
PRESETS = ("afghan_crossings", "hormuz_shut", "trans_afghan_built", "iran_ports_shut")


def asked(catalog: Catalog, preset: Preset) -> Selection:
    usual = default_selection(catalog)
    return replace(usual, journey=preset.journey, scenario=preset.scenario, as_of=preset.day)


def test_the_four_questions_are_there(shipped: Catalog) -> None:
    assert tuple(shipped.presets) == PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_each_has_a_before_and_an_after_that_differ(shipped: Catalog, name: str) -> None:
    preset = shipped.presets[name]
    found = compare(shipped, query_of(shipped, asked(shipped, preset), preset.journey))
    assert found.before.routes
    assert found.after.routes
    assert found.before.routes[0].leg_ids != found.after.routes[0].leg_ids
    assert found.detour is not None
    assert abs(found.detour.hours.central) > 24


@pytest.mark.parametrize("name", PRESETS)
def test_each_is_in_the_link(shipped: Catalog, name: str) -> None:
    selection = asked(shipped, shipped.presets[name])
    again, notes = selection_of(parameters_of(query_text(selection, shipped)), shipped)
    assert not notes
    assert is_asked(shipped.presets[name], again)
    assert not is_asked(shipped.presets[name], default_selection(shipped))


@pytest.mark.slow
def test_one_click_asks_and_shows_before_and_after() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["panel_tab"] = "Routes"
    app.run().button(key="preset_hormuz_shut").click().run()
    assert not app.exception
    chosen = app.session_state["chosen"].selection
    assert chosen.scenario.closed == {"hormuz"}
    shown = "\n".join(element.proto.body for element in app.get("html"))
    assert shown.index("Before") < shown.index('class="way"')
    assert "low +0.43 · central +1.6 · high +4.6 days" in shown


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("q", "Q", "x", "", "a", "c", "time", "nowhere", "", ""), "'nowhere' is not there."),
        (("q", "Q", "x", "", "a", "c", "time", "", "", "b"), "'b' is not there."),
        (("q", "Q", "x", "", "a", "c", "time", "", "", ""), "Nothing is supposed"),
        (("q", "Q", "x", "", "a", "nowhere", "time", "b", "", ""), "nowhere"),
    ],
)
def test_a_question_of_what_is_not_there_is_refused(
    tmp_path: Path, row: tuple[str, ...], told: str
) -> None:
    folder = write_world(tmp_path / "data", {"presets": [row]})
    with pytest.raises(DataError, match=told):
        read_catalog(folder)


def test_a_folder_from_before_there_were_questions_has_none(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "data")
    assert not (folder / "presets.csv").exists()
    assert read_catalog(folder).presets == {}


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("western_missing_link", ("Astara-Rasht", "Rasht-Astara", "INSTC")),
        ("kabul", ("UAP", "Trans-Afghan")),
        ("khaf_herat", ("Khaf-Herat", "Herat-Khaf")),
        ("shahid_rajaee", ("Bandar Abbas",)),
    ],
)
def test_a_line_is_found_by_what_people_call_it(
    shipped: Catalog, name: str, spellings: tuple[str, ...]
) -> None:
    option = line_option if name in shipped.branches else place_option
    text = option(shipped, name)
    assert [spelling for spelling in spellings if spelling not in text] == [], text
