"""The summary on the page: edited sentence by sentence before it is handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.worlds import write_world


def page() -> None:
    """Ask for what a pack tells of change, and keep the answer."""
    import streamlit as st

    from geo.formats.link import selection_of
    from page.load import load
    from page.summary import ask_changes

    catalog, _ = load()
    selection, _ = selection_of(st.query_params.to_dict(), catalog)
    st.session_state["asked"] = ask_changes(catalog, selection)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("CORRIDORS_DATA", str(write_world(tmp_path / "data")))

    def run(**link: str) -> AppTest:
        test = AppTest.from_function(page, default_timeout=60)
        for name, value in {"c": "north,coast", **link}.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test

    return run


def asked(test: AppTest) -> tuple[date | None, tuple[tuple[str, str], ...], bool]:
    found = test.session_state["asked"]
    return found.since, found.edits, found.weekly


def test_nothing_is_added_unless_it_is_asked_for(opened: Callable[..., AppTest]) -> None:
    test = opened()
    assert asked(test) == (None, (), False)
    assert not test.text_area


def test_the_second_day_of_the_map_is_taken_over(opened: Callable[..., AppTest]) -> None:
    assert asked(opened(vs="quarter"))[0] == date(2024, 10, 1)
    assert asked(opened(vs="2024-03-01"))[0] == date(2024, 3, 1)
    test = opened()
    test.selectbox(key="brief_since").set_value("month").run()
    test.checkbox(key="brief_weekly").check().run()
    assert asked(test) == (date(2024, 12, 1), (), True)


def test_every_sentence_can_be_edited_and_left_out(opened: Callable[..., AppTest]) -> None:
    test = opened(vs="2024-01-15")
    test.button(key="summary").click().run()
    drafts = [area.value for area in test.text_area]
    assert len(drafts) >= 4
    assert asked(test)[1] == ()
    test.text_area[0].set_value("Gamma stays\nshut.").run()
    test.text_area[1].set_value("").run()
    wanted = ((drafts[0], "Gamma stays shut."), (drafts[1], ""))
    assert asked(test)[1] == wanted
    # Closed and opened again it is as the editor left it.
    test.button(key="summary").click().run()
    assert asked(test)[1] == wanted
    test.button(key="summary").click().run()
    assert test.text_area[0].value == "Gamma stays shut."
    test.button(key="summary_reset").click().run()
    assert asked(test)[1] == ()
    assert [area.value for area in test.text_area] == drafts
