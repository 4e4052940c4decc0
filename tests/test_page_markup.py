"""No text of the data is Markdown on the page, whichever tab is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.records.catalog import read_catalog
from geo.records.readers import DATA_VARIABLE
from page.panels import _TABS
from tests.worlds import LEGS, NODES, TABLES, write_world

ROOT = Path(__file__).resolve().parents[1]
MARK = "[x](http://evil.example) :material/home: ![y](http://evil.example/y.png) "
# What Markdown would make of it.
MADE = ("](http", ":material/home:")
# These show a text as it is, or are given HTML that is tested elsewhere.
AS_IT_IS = {"html", "imgs", "arrow_data_frame", "selectbox", "multiselect", "text_input"}
AS_IT_IS |= {
    "text_area",
    "code",
    "dataframe",
    "bidi_component",
    "vega_lite_chart",
    "arrow_vega_lite_chart",
}


def marked(rows: list[tuple[Any, ...]], *places: int) -> list[tuple[Any, ...]]:
    """Return rows with markup before the text in some of their places."""
    return [
        tuple(MARK + cell if n in places else cell for n, cell in enumerate(row)) for row in rows
    ]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ask = ("a", "c", "time", "b", "", "")
    tables = {
        "corridors": marked(TABLES["corridors"], 1, 2, 3),
        "branch_names": marked(TABLES["branch_names"], 2, 3),
        "straits": marked(TABLES["straits"], 1),
        "sources": marked(TABLES["sources"], 1, 2),
        "events": marked(TABLES["events"], 10),
        "presets": [("shut", MARK, MARK, "", *ask)],
    }
    legs = {home: marked(rows, 1) for home, rows in LEGS.items()}
    folder = write_world(tmp_path / "data", tables, legs=legs, nodes=marked(NODES, 1))
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def shown(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every element below a node: its kind, and all it was sent with."""
    for child in getattr(node, "children", {}).values():
        if hasattr(child, "proto") and child.proto is not None and child.type not in AS_IT_IS:
            yield child.type, str(child.proto)
        yield from shown(child)


@pytest.mark.slow
@pytest.mark.parametrize("tab", _TABS)
def test_no_name_is_markdown(tab: str, world: Path) -> None:
    assert read_catalog(world).presets
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["panel_tab"] = tab
    app.run()
    if tab == "Routes":
        app.button(key="preset_shut").click().run()
        for opened in ("open_routes", "open_strips", "open_branches"):
            if any(one.key == opened for one in app.button):
                app.button(key=opened).click().run()
                assert not app.exception
                assert_plain(app)
    assert not app.exception
    assert_plain(app)


def assert_plain(app: AppTest) -> None:
    wrong = [pair for pair in shown(app._tree) if any(mark in pair[1] for mark in MADE)]
    assert not wrong, wrong[0]
