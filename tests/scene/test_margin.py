"""What stands beside the map: the header's dates, and sources that are never cut."""

from __future__ import annotations

import pytest

from layers.scene.margin import header, short_sources, with_room_for
from layers.scene.sheet import PageSize, Rect
from tests.setting import assert_well_set, box_of, put, sheet, texts, words

DAYS = (("Data as of", "20 April 2026"), ("Map made on", "21 November 2026"))


def test_dates_end_the_line_of_the_subtitle_where_there_is_room() -> None:
    head, is_dated = header(sheet(), title="A title", subtitle="What was running", days=DAYS)
    assert is_dated
    figure = put(head)
    assert words(figure, "date:") == ["20 April 2026", "21 November 2026"]
    (subtitle,) = texts(figure, "subtitle")
    assert {text.get_position()[1] for text in texts(figure, "date")} == {
        subtitle.get_position()[1]
    }
    assert_well_set(figure)


def test_beside_a_long_subtitle_there_are_no_dates() -> None:
    long = "What was running, being built, planned or shut " * 3
    head, is_dated = header(sheet(), title="A title", subtitle=long, days=DAYS)
    assert not is_dated
    assert words(put(head), "date") == []


@pytest.mark.parametrize("width", [240.0, 330.0, 560.0])
@pytest.mark.parametrize("count", [1, 7, 40])
def test_sources_stand_whole_or_are_counted(width: float, count: int) -> None:
    heads = ["TASS", "Institute for Advanced International Studies (IAIS)", "The News"]
    citations = [(heads[i % 3], f", {i + 1} May 2025 (P{i:03})") for i in range(count)]
    block = Rect(30.0, 100.0, 30.0 + width, 150.0)
    items, shown = short_sources(sheet(), block, citations)
    figure = put(items)
    said = words(figure, "source")
    named = [text for text in said if not text.startswith("and ")]
    assert named == [
        f"{number}  {head}{tail}" for number, (head, tail) in enumerate(citations[:shown], start=1)
    ]
    left = count - shown
    assert (f"and {left} more, listed in the data" in said) == bool(left)
    assert shown >= min(count, 3)
    assert_well_set(figure, block.grown(1.0))


def test_only_a_source_wider_than_the_page_is_cut_and_never_its_date() -> None:
    long = [("A very long name " * 6, ", 2 May 2025 (P1)")]
    items, _ = short_sources(sheet(), Rect(30, 100, 200, 150), long)
    (only,) = words(put(items), "source")
    assert only.endswith("…, 2 May 2025 (P1)")


@pytest.mark.parametrize("size", list(PageSize))
@pytest.mark.parametrize("title", ["A title", "A title that is set in two lines " * 4])
def test_a_long_subtitle_takes_lines_and_the_map_gives_way(size: PageSize, title: str) -> None:
    plain = sheet(size)
    assert with_room_for(plain, title=title, subtitle="Short") == plain
    long = "supposed by the reader: reopened: Kharlachi; as if built: Kabul corridor; " * 2
    wide = with_room_for(plain, title=title, subtitle=long)
    head, _ = header(wide, title=title, subtitle=long)
    figure = put(head, size)
    assert " ".join(words(figure, "subtitle")) == long.strip()
    assert_well_set(figure, Rect(0.0, 0.0, wide.width, wide.height))
    assert min(box_of(text).y0 for text in texts(figure, "subtitle")) > wide.header.y0
    assert wide.map.y1 <= wide.header.y0
    assert all(column.y1 <= plain.header.y0 for column in wide.side)


def test_a_subtitle_longer_than_four_lines_is_cut_short() -> None:
    long = "as if built: every line that was ever proposed; " * 30
    wide = with_room_for(sheet(PageSize.PHONE), title="A title", subtitle=long)
    head, _ = header(wide, title="A title", subtitle=long)
    subtitle = words(put(head, PageSize.PHONE), "subtitle")
    assert len(subtitle) == 4
    assert subtitle[-1].endswith(" …")


def test_where_no_row_of_sources_has_room_they_are_counted() -> None:
    """On a slide with names in Russian the row stood on the small print below it."""
    block = Rect(30.0, 100.0, 500.0, 114.0)
    items, shown = short_sources(sheet(), block, [("TASS", ", 3 May 2025")] * 161)
    assert shown == 0
    figure = put(items)
    assert words(figure, "source") == ["161 sources, listed in the data."]
    assert_well_set(figure, block)
