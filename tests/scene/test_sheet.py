"""Pages: every block inside its page, none on another."""

from __future__ import annotations

from itertools import combinations

import pytest

from layers.look.palette import MIN_TYPE_PT, TYPE
from layers.scene.sheet import PageSize, Rect, sheet_of


@pytest.mark.parametrize("handling", [False, True])
@pytest.mark.parametrize("size", list(PageSize))
def test_blocks_are_inside_the_page_and_apart(size: PageSize, handling: bool) -> None:
    sheet = sheet_of(size, handling=handling)
    page = Rect(0, 0, sheet.width, sheet.height)
    blocks = [sheet.header, sheet.map, sheet.footer, *sheet.side]
    for block in blocks:
        assert page.holds(block)
        assert block.width > 0
        assert block.height > 0
    for one, other in combinations(blocks, 2):
        assert not one.grown(-0.01).meets(other.grown(-0.01))
    # The map is what a map page is for.
    assert sheet.map.width * sheet.map.height > 0.38 * sheet.width * sheet.height


def test_a_handling_mark_takes_room_at_both_ends() -> None:
    plain, marked = sheet_of(PageSize.A4_PORTRAIT), sheet_of(PageSize.A4_PORTRAIT, handling=True)
    assert marked.header.y1 < plain.header.y1
    assert marked.footer.y0 > plain.footer.y0


@pytest.mark.parametrize("size", list(PageSize))
def test_type_never_shrinks_below_what_prints(size: PageSize) -> None:
    sheet = sheet_of(size)
    assert min(sheet.text(style).size_pt for style in TYPE) >= MIN_TYPE_PT


def test_rectangles() -> None:
    box = Rect(0, 0, 4, 2)
    assert box.centre == (2.0, 1.0)
    assert box.grown(1) == Rect(-1, -1, 5, 3)
    assert box.holds(Rect(1, 0, 2, 1))
    assert not box.holds(Rect(3, 1, 5, 2))
    assert box.meets(Rect(3, 1, 5, 2))
    assert not box.meets(Rect(4, 0, 5, 1))  # an edge is no area
