from __future__ import annotations

from dataclasses import replace

import pytest

from geo.catalog import read_catalog
from geo.model import Selection
from geo.select import default_selection
from layers.pens.paper.keyfigures import card_texts, draw_key_figures
from layers.scene.sheet import Rect
from layers.words.figures import all_ids, key_figures_of, numbers_of
from tests.setting import artists, assert_well_set, blank, texts, words
from tests.worlds import write_world

NORTH = Selection(corridors=frozenset({"north"}))
BLOCK = Rect(40.0, 380.0, 440.0, 560.0)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Read the world drawn in tests/worlds.py."""
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data"))


def _drawn(catalog, selection=NORTH, block=BLOCK, columns=0):
    figures = key_figures_of(catalog, selection)
    numbers = numbers_of(all_ids(figures))
    figure, ax, sheet = blank()
    footnoted, end = draw_key_figures(ax, sheet, block, figures, numbers=numbers, columns=columns)
    return figure, footnoted, end


def test_each_card_has_value_kind_range_and_footnote(catalog):
    figure, footnoted, end = _drawn(catalog)
    assert words(figure, "key_figure:b_freight:value") == ["1,000 t"]
    assert words(figure, "key_figure:north_length_2:footnote") == ["[2]"]
    below = words(figure, "key_figure:north_length_2:below")
    assert "estimate (planned)" in below
    assert "sources give 220–240 km, 2" in " ".join(below)
    assert "[1]" in " ".join(below)
    assert footnoted == ("s1", "s2")
    assert BLOCK.y0 < end < BLOCK.y1
    assert_well_set(figure, BLOCK)


def test_a_planned_figure_is_slanted_behind_a_hollow_bar(catalog):
    figure, _, _ = _drawn(catalog)
    (plan,) = texts(figure, "key_figure:hub_plan:value")
    (measured,) = texts(figure, "key_figure:b_freight:value")
    assert (plan.get_style(), measured.get_style()) == ("italic", "normal")
    assert plan.get_color() != measured.get_color()
    assert [bar.get_fill() for bar in artists(figure, "key_figure_bar:plain")] == [True]
    assert [bar.get_facecolor()[3] for bar in artists(figure, "key_figure_bar:planned")] == [0, 0]


def test_cards_without_room_are_left_out_and_not_footnoted(catalog):
    narrow = Rect(40.0, 480.0, 160.0, 560.0)
    figure, footnoted, end = _drawn(catalog, block=narrow)
    assert words(figure, "key_figure:hub_plan") == []
    assert footnoted == ("s1",)
    assert end >= narrow.y0


def test_no_room_at_all_draws_nothing(catalog):
    flat = Rect(40.0, 555.0, 160.0, 560.0)
    figure, footnoted, end = _drawn(catalog, block=flat)
    assert (words(figure), footnoted, end) == ([], (), flat.y1)


def test_what_is_set_aside_is_grey(catalog):
    claim = replace(catalog.claims["b_freight"], kind="superseded")
    changed = replace(catalog, claims={**catalog.claims, "b_freight": claim})
    figure, _, _ = _drawn(changed, replace(NORTH, pinned=("b_freight",)))
    (value,) = texts(figure, "key_figure:b_freight:value")
    assert value.get_color() == "#8E8C88"
    assert words(figure, "key_figure:b_freight:below")[0] == "superseded"


def test_small_lines_come_in_order_and_empty_ones_not_at_all(catalog):
    figure = key_figures_of(catalog, NORTH)[0]
    assert card_texts(figure, {"s1": 1}) == (
        "measured",
        "all_rail; 2022",
        "said by Ministry, 1 Feb 2023",
    )


@pytest.mark.parametrize("columns", [1, 3, 6])
def test_the_shipped_figures_are_well_set(columns):
    shipped = read_catalog()
    block = Rect(20.0, 20.0, 20.0 + 140.0 * columns, 575.0)
    figure, footnoted, _ = _drawn(shipped, default_selection(shipped), block, columns)
    assert len(texts(figure, "key_figure:")) > 6 * 3
    assert set(footnoted) <= set(shipped.sources)
    assert_well_set(figure, block)
