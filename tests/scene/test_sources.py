from __future__ import annotations

import pytest

from geo.records.catalog import read_catalog
from layers.scene.sheet import Rect
from layers.scene.sources import numbered_sources, sources_height
from tests.setting import assert_well_set, put, sheet, texts, words
from tests.worlds import TABLES, write_world


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Read the world drawn in tests/worlds.py, with a publisher's name too long for a column."""
    long = ("s3", "Third page", "The very long name of a publisher " * 4, "2022-07", "month", "")
    changes = {"sources": [*TABLES["sources"], (*long, "2026-01-01", "news", "opening")]}
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data", changes))


def _drawn(catalog, numbers, width=320.0):
    height = sources_height(sheet(), width, catalog, numbers)
    block = Rect(40.0, 400.0, 40.0 + width, 400.0 + height)
    return put(numbered_sources(sheet(), block, catalog, numbers, said="Sources")), block


def test_each_source_stands_with_its_number_and_its_link(catalog):
    figure, block = _drawn(catalog, {"s1": 1, "s2": 2})
    assert words(figure, "source_number") == ["1", "2"]
    first, second = texts(figure, "source:")
    assert first.get_text() == "The Paper, 2 May 2024: First page"
    assert second.get_text() == "The Agency, c. 2023: Second page"
    assert first.get_url() == "https://example.org/1"
    assert_well_set(figure, block)


def test_a_long_publisher_goes_on_in_the_next_line_and_is_never_cut(catalog):
    figure, block = _drawn(catalog, {"s3": 1, "s1": 2})
    lines = list(texts(figure, "source:s3"))
    assert len(lines) > 1
    said = " ".join(line.get_text() for line in lines)
    assert said == ("The very long name of a publisher " * 4).strip() + ", Jul 2022"
    assert {line.get_url() for line in lines} == {None}
    assert_well_set(figure, block)


def test_no_sources_take_no_room(catalog):
    figure, block = _drawn(catalog, {})
    assert words(figure) == []
    assert block.height == 0.0
