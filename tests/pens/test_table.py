from __future__ import annotations

from layers.scene.sheet import Rect
from layers.scene.table import draw_table
from tests.setting import assert_well_set, blank, words

BLOCK = Rect(40.0, 400.0, 440.0, 560.0)
ROWS = [
    {"Way": "Moscow – Mumbai", "Time": "12 days", "Hidden": "x"},
    {"Way": "a way round with very many places on it " * 6, "Time": "19 days", "Hidden": "y"},
]


def _drawn(rows, block=BLOCK, **given):
    figure, ax, sheet = blank()
    end = draw_table(ax, sheet, block, rows, weights={"Way": 3.0, "Time": 1.0}, **given)
    return figure, end


def test_only_the_columns_asked_for_are_set():
    figure, end = _drawn(ROWS)
    assert words(figure, "table:head") == ["Way", "Time"]
    assert "x" not in words(figure)
    assert BLOCK.y0 < end < BLOCK.y1
    assert_well_set(figure, BLOCK)


def test_a_long_cell_is_broken_and_then_cut_with_an_ellipsis():
    figure, _ = _drawn(ROWS[1:], most_lines=2)
    cells = [text for text in words(figure, "table:cell") if text != "19 days"]
    assert len(cells) == 2
    assert cells[1].endswith(" …")


def test_rows_without_room_are_left_out():
    low = Rect(40.0, 536.0, 440.0, 560.0)
    figure, end = _drawn(ROWS, low)
    assert words(figure, "table:cell") == ["Moscow – Mumbai", "12 days"]
    assert end >= low.y0
