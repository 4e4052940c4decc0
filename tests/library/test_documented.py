"""What is written about the library holds: examples run, the page is current, notebooks run."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import trade_corridors as tc
from docs.library import PAGE, library_page

NOTEBOOKS = sorted(Path(PAGE).parent.glob("notebooks/*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "least"),
    [("", 2), (".dataset", 5), (".narrowed", 5), (".opening", 2)],
)
def test_the_examples_in_the_docstrings_run(name: str, least: int) -> None:
    module = importlib.import_module(f"trade_corridors{name}")
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert found.attempted >= least
    assert found.failed == 0


def test_the_page_is_what_the_docstrings_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == library_page()


def test_every_public_name_is_on_the_page_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    members = {name for name in dir(tc.Dataset) if not name.startswith("_")}
    assert set(re.findall(r"^### `\.(\w+)", page, re.MULTILINE)) == members
    assert set(re.findall(r"^## `tc\.(\w+)", page, re.MULTILINE)) == set(tc.__all__)


def outputs_of(path: Path) -> list[dict[str, Any]]:
    """Run a notebook and return what its cells show, by media type."""
    notebook = nbformat.read(path, as_version=4)
    done = NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    shown = [one for cell in done.cells for one in cell.get("outputs", [])]
    return [one.get("data", {"stream": one.get("text", "")}) for one in shown]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_speaks_of(path: Path) -> None:
    shown = outputs_of(path)
    wanted = {
        "first_map": ("leaflet", "operating", "image/png", "?c=trans_afghan"),
        "way_and_closure": ("length_km", "Cut by", "12 October 2025", "closed"),
        "disagreement": ("spread", "Deliver-2", "accessed", "vega"),
    }[path.stem]
    told = repr(shown)
    assert [word for word in wanted if word not in told] == []


def test_there_are_three_notebooks_and_they_hold_no_output() -> None:
    assert len(NOTEBOOKS) == 3
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        assert not any(cell.get("outputs") for cell in notebook.cells)
