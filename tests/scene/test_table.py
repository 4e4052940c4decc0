from __future__ import annotations

import pytest

from layers.look.palette import INK_SOFT, SHUT_GREY
from layers.scene.display import SetTable
from layers.scene.sheet import Rect, slide_sheet
from layers.scene.table import MARGIN_X, Fitted, fitted_table
from layers.scene.type import text_size
from layers.words.tables import TableRow
from tests.setting import assert_well_set, put, sheet, words

BLOCK = Rect(40.0, 400.0, 440.0, 560.0)
LONG = "a way round with very many places on it " * 7
ROWS = [
    TableRow({"Way": "Moscow – Mumbai", "Time": "12 days"}, bold=True),
    TableRow({"Way": LONG, "Time": "19 days"}),
]


def _fitted(rows, block=BLOCK) -> Fitted:
    return fitted_table(sheet(), block, rows, name="Ways")


def _table(rows, block=BLOCK) -> SetTable:
    table = _fitted(rows, block).table
    assert table is not None
    return table


def test_the_headings_of_the_rows_are_set_over_them():
    fitted = _fitted(ROWS)
    figure = put([_table(ROWS)])
    assert words(figure, "table:head") == ["Way", "Time"]
    assert BLOCK.y0 < fitted.end < BLOCK.y1
    assert_well_set(figure, BLOCK)


def test_a_long_cell_is_broken_and_never_cut():
    cell = _table(ROWS[1:]).rows[1][0]
    assert len(cell.lines) > 2
    assert " ".join(cell.lines) == LONG.strip()


@pytest.mark.slow
def test_a_word_wider_than_its_cell_is_broken():
    row = TableRow({"Way": "w" * 400, "Time": ""})
    cell = _table([row]).rows[1][0]
    assert len(cell.lines) > 3
    assert "".join(cell.lines) == "w" * 400
    assert_well_set(put([_table([row])]), BLOCK)


def test_rows_without_room_are_left_out_and_counted():
    low = Rect(40.0, 536.0, 440.0, 560.0)
    fitted = _fitted(ROWS, low)
    assert fitted.shown == 1
    assert words(put([_table(ROWS, low)]), "table:cell") == ["Moscow – Mumbai", "12 days"]
    assert fitted.end >= low.y0


def test_without_room_for_a_row_there_is_no_table():
    flat = Rect(40.0, 550.0, 440.0, 560.0)
    assert (_fitted(ROWS, flat).table, _fitted([]).table) == (None, None)
    assert _fitted(ROWS, flat).end == flat.y1


def test_a_plan_is_slanted_and_what_is_set_aside_grey():
    cells = {"Way": "a", "Time": "b"}
    plan, old, plain = _table(
        [
            TableRow(cells, planned=True, bold=True),
            TableRow(cells, set_aside=True),
            TableRow(cells, bold=True),
        ]
    ).rows[1:]
    assert (plan[0].look.italic, plan[0].look.bold, plan[0].look.colour) == (True, False, INK_SOFT)
    assert (old[1].look.colour, old[1].look.italic) == (SHUT_GREY, False)
    assert (plain[0].look.bold, plain[1].look.bold) == (True, False)


def test_a_slides_heads_have_room_for_a_wider_face() -> None:
    rows = [TableRow({"Day": "1 May 2026", "What changed": "A word " * 60, "Sources": "[1]"})]
    slide = slide_sheet(handling=False)
    table = fitted_table(slide, Rect(20.0, 50.0, 940.0, 450.0), rows, name="any").table
    assert table is not None
    for cell, width in zip(table.rows[0], table.widths, strict=True):
        assert len(cell.lines) == 1
        assert text_size(cell.lines[0], cell.look)[0] * 1.08 <= width - 2 * MARGIN_X


def test_a_slides_slanted_lines_have_room_for_a_wider_face() -> None:
    """The slanted letters of the face of slides are up to 3.6 % wider than those measured here."""
    plan = TableRow({"Where sources differ": "sources give USD 4.5–8.2 bn, 5 speakers " * 9}, True)
    slide = slide_sheet(handling=False)
    table = fitted_table(slide, Rect(20.0, 50.0, 300.0, 450.0), [plan], name="any").table
    assert table is not None
    (cell,) = table.rows[1]
    widest = max(text_size(line, cell.look)[0] for line in cell.lines)
    assert len(cell.lines) > 3
    assert widest * 1.036 <= table.widths[0] - 2 * MARGIN_X


def test_type_may_be_larger_than_small() -> None:
    larger = fitted_table(sheet(), BLOCK, ROWS, name="Ways", larger=1.25).table
    assert larger is not None
    assert larger.rows[0][0].look.size_pt == 1.25 * _table(ROWS).rows[0][0].look.size_pt
    assert larger.heights[0] > _table(ROWS).heights[0]
