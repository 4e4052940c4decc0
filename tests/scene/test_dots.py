"""Figures as dots on a line, in a column of a table."""

from __future__ import annotations

import pytest

from layers.look.palette import INK, PAPER
from layers.scene.display import Area, Disc, Line
from layers.scene.dots import dot_items
from layers.scene.sheet import Rect, slide_sheet
from layers.scene.table import MARGIN_X, fitted_table
from layers.words.tables import DOTS, Dot, TableRow

BLOCK = Rect(20.0, 50.0, 940.0, 450.0)
ROWS = [
    TableRow(
        {"Range": "5–20", DOTS: "", "Sources": "[1, 2]"},
        dots=(Dot(0.25, 0.25, used=False, said="5, A"), Dot(0.5, 1.0, used=True, said="10–20, B")),
    ),
    TableRow(
        {"Range": "-40", DOTS: "", "Sources": "[3]"},
        dots=(Dot(0.0, 0.0, used=False, said="-40, C"),),
        nought=1.0,
    ),
]


@pytest.fixture(scope="module")
def laid():
    table = fitted_table(slide_sheet(handling=False), BLOCK, ROWS, name="any").table
    assert table is not None
    return table, list(dot_items(table, ROWS))


def test_a_figure_lies_at_its_share_of_the_line_and_the_one_used_is_filled(laid):
    table, items = laid
    size = table.rows[0][0].look.size_pt
    left = table.box.x0 + table.widths[0] + MARGIN_X + size * 0.6
    right = table.box.x0 + sum(table.widths[:2]) - MARGIN_X - size * 0.6
    assert right - left > 100.0
    discs = {
        (round((item.shape.centre[0] - left) / (right - left), 6), item.fill, item.alt)
        for item in items
        if isinstance(item, Area) and isinstance(item.shape, Disc)
    }
    assert discs == {
        (0.25, PAPER, "5, A"),
        (0.5, INK, "10–20, B"),
        (1.0, INK, "10–20, B"),
        (0.0, PAPER, "-40, C"),
    }
    noughts = [item for item in items if isinstance(item, Line) and item.name == "dots:0"]
    assert [float(item.lines[0][0][0]) for item in noughts] == pytest.approx([left, right])


def test_dots_stand_in_their_own_rows(laid):
    table, items = laid
    top = table.box.y1 - table.heights[0]
    between = top - table.heights[1]
    discs = [item.shape for item in items if isinstance(item, Area)]
    heights = [disc.centre[1] for disc in discs if isinstance(disc, Disc)]
    assert len(heights) == 4
    assert all(between < y < top for y in heights[:-1])
    assert table.box.y0 < heights[-1] < between


def test_a_table_without_the_column_has_none():
    rows = [TableRow({"Range": "5–20"}, dots=ROWS[0].dots)]
    table = fitted_table(slide_sheet(handling=False), BLOCK, rows, name="any").table
    assert table is not None
    assert list(dot_items(table, rows)) == []
