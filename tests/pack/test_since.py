"""The pages of change in the pack: the summary by rules, and what changed since a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.errors import OrderError
from geo.model.choice import Selection
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.pack.brief import brief_scenes
from layers.pack.since import changes_listed, since_scenes
from layers.pack.slides import slides_of
from layers.scene.display import Scene, SetTable, Text
from layers.scene.request import FigureRequest
from layers.words.summary import summary_of
from tests.edition_worlds import LATER, later_tables, write_edition


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder: Path = tmp_path_factory.mktemp("world") / "data"
    return read_catalog(write_edition(folder, LATER, later_tables()))


def request(catalog: Catalog, since: str = "2024-10-01") -> FigureRequest:
    selection = Selection(corridors=frozenset(catalog.corridors))
    return FigureRequest(
        selection, "", "", date(2025, 1, 3), since=date.fromisoformat(since) if since else None
    )


def words_of(scene: Scene) -> str:
    found = []
    for item in scene.items:
        if isinstance(item, SetTable):
            found += [" ".join(cell.lines) for row in item.rows for cell in row]
        elif isinstance(item, Text):
            found += ["".join(run.text for run in line) for line in item.lines]
    return " ".join(found)


def test_brief_and_slides_have_the_pages_only_when_a_day_is_named(world: Catalog) -> None:
    for laid in (brief_scenes, slides_of):
        without = laid(world, request(world, ""))
        assert len(laid(world, request(world))) == len(without) + 2


def test_the_page_tells_what_changed_since(world: Catalog) -> None:
    summary, page = since_scenes(world, request(world))
    said = words_of(page)
    assert "Since 1 October 2024" in said
    assert "Delta shut, from 20 November 2024" in said
    assert "Newest changes" in words_of(summary)
    assert any(item.name.startswith("source:") for item in page.items if isinstance(item, Text))


def test_the_rules_of_the_summary(world: Catalog) -> None:
    asked = request(world)
    assert asked.since is not None
    parts = summary_of(world, asked.selection, changes_listed(world, asked, asked.since))
    assert list(parts) == [
        *("Shut or restricted", "Newest changes", "Widest disagreement", "Not known"),
    ]
    assert parts["Shut or restricted"][0].text == "Delta shut: since 20 November 2024."
    assert parts["Newest changes"][0].text == "Shut: Delta shut, from 20 November 2024."
    assert parts["Not known"][0].text.startswith("Of ")
    told = [one for said in parts.values() for one in said]
    assert all(one.source_ids for one in told if not one.text.startswith("Of "))


def test_an_earlier_day_says_nothing_later(world: Catalog) -> None:
    asked = request(world, "2023-01-01")
    earlier = replace(asked, selection=replace(asked.selection, as_of=date(2024, 1, 31)))
    said = " ".join(words_of(scene) for scene in since_scenes(world, earlier))
    assert "Gamma shut to trade" in said
    assert "Delta shut" not in said


def test_a_day_after_the_pages_own_is_refused(world: Catalog) -> None:
    asked = request(world, "2024-06-01")
    earlier = replace(asked, selection=replace(asked.selection, as_of=date(2024, 1, 31)))
    with pytest.raises(OrderError):
        since_scenes(world, earlier)


def test_the_shipped_summary_fits_its_page_and_names_a_year_beside_the_one_before(
    shipped: Catalog,
) -> None:
    asked = FigureRequest(
        default_selection(shipped), "", "", date(2026, 7, 6), since=date(2026, 3, 1)
    )
    parts = summary_of(shipped, asked.selection, None)
    assert any(", the year before " in one.text for one in parts["Volumes of the latest full year"])
    starts = [one.text.partition(":")[0] for one in parts["Promises"]]
    assert starts == ["Next due", "Longest overdue"]
    for scene in since_scenes(shipped, asked):
        lowest = min(item.at[1] for item in scene.items if isinstance(item, Text))
        assert lowest > 0
