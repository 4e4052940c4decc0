"""The tab of changes: a second date, the list by corridor, the weekly sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.edition_worlds import EARLIER, FOLDER, LATER, later_tables, write_edition


def page() -> None:
    """Show the panels alone, on the link's selection."""
    from datetime import date

    import streamlit as st

    from geo.formats.link import selection_of
    from page.load import load
    from page.panels import show_panels

    catalog, _ = load()
    selection, _ = selection_of(st.query_params.to_dict(), catalog)
    show_panels(catalog, selection, today=date(2025, 5, 1))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    folder = write_edition(tmp_path / "w", LATER, later_tables())
    monkeypatch.setenv("CORRIDORS_DATA", str(folder))
    monkeypatch.setenv("CORRIDORS_EDITIONS", str(tmp_path / "shelf"))

    def run(against: str = "", **state: object) -> AppTest:
        test = AppTest.from_function(page, default_timeout=60)
        test.session_state["panel_tab"] = "Changes"
        for name, value in state.items():
            test.session_state[name] = value
        test.query_params["c"] = "north,coast"
        if against:
            test.query_params["vs"] = against
        test.run()
        assert not test.exception
        return test

    return run


def html_of(test: AppTest) -> str:
    bodies = (element.proto.body for element in test.get("html"))
    return unescape("\n".join(body for body in bodies if "<style>" not in body))


def test_a_quarter_is_compared_by_corridor(opened: Callable[..., AppTest]) -> None:
    html = html_of(opened("quarter"))
    assert "Changes from 1 October 2024 to 31 December 2024" in html
    assert re.search(r">Shut: Delta shut, from 20 November 2024\.</a>", html)
    assert re.search(
        r'<li class="change happened"><a [^>]*data-place="node:d" data-fly>Shut: Delta', html
    )
    assert re.search(
        r'data-pin="north_length_3" data-place="corridor:north" data-fly>New figure', html
    )


def test_the_edition_and_the_age_of_its_data_are_said(opened: Callable[..., AppTest]) -> None:
    html = html_of(opened())
    assert f"Edition {LATER}." in html
    assert '<b class="ledger-old">Old data.</b>' in html


def test_an_installed_edition_can_be_compared_with(
    opened: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geo.editions.shelf import Shelf

    shipped = write_edition(tmp_path / "shipped", EARLIER)
    monkeypatch.setattr("geo.records.readers.data_folder", lambda: shipped)
    Shelf(tmp_path / "shelf").install((FOLDER / f"world-{EARLIER}.zip").read_bytes())
    html = html_of(opened(EARLIER))
    assert f"(edition {EARLIER}, data to 31 December 2024)" in html
    assert "Figure withdrawn: Beta hub" in html


def test_the_sheets_are_shown_and_can_be_copied(opened: Callable[..., AppTest]) -> None:
    test = opened(crossings_open=True, due_open=True)
    assert len(test.dataframe) == 1
    assert "Nothing known falls due" in test.info[0].value
    text = test.code[0].value
    assert text.startswith("Crossing or port\tTowards\tGoods\t")
    assert "Delta, port\tboth ways\tshut\tnot reported\tnot reported\t20 Nov 2024" in text
