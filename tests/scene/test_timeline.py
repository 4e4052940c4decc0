from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.model.choice import Selection
from geo.records.catalog import read_catalog
from geo.state.select import default_selection
from layers.look.palette import INK_SOFT, PAPER
from layers.scene.sheet import Rect
from layers.scene.timeline import TIMELINE_KEY, timeline_height, timeline_items
from layers.words.figures import numbers_of
from layers.words.timeline import timeline_of
from tests.setting import (
    artists,
    assert_well_set,
    box_of,
    extent_of,
    put,
    sheet,
    texts,
    words,
)
from tests.worlds import TABLES, write_world

ALL = Selection(corridors=frozenset({"north", "coast"}))
BLOCK = Rect(21.0, 200.0, 821.0, 560.0)


def _world(folder, events=TABLES["events"]):
    return read_catalog(write_world(folder / "data", {"events": events}))


def _drawn(catalog, selection=ALL, block=BLOCK, events=12, promises=6):
    timeline = timeline_of(catalog, selection, most_events=events, most_promises=promises)
    numbers = numbers_of(row.source_ids for row in timeline.rows)
    figure = put(timeline_items(sheet(), block, timeline, numbers=numbers))
    return figure, timeline, block.y1 - timeline_height(sheet(), block.width, timeline, numbers)


def _rgb(colour):
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _plot_left(figure):
    """Return where the first year stands: the leftmost upright line."""
    lines = [np.asarray(line.get_xdata(), dtype=float) for ax in figure.axes for line in ax.lines]
    return min(float(xs[0]) for xs in lines if np.ptp(xs) == 0.0)


def test_a_day_is_a_dot_and_a_month_or_year_a_bar_as_wide_as_it(tmp_path):
    figure, _, _ = _drawn(_world(tmp_path))
    assert len(artists(figure, "timeline:opened_b:mark:day")) == 1
    (month,) = artists(figure, "timeline:hub_announced:mark:span")
    (year,) = artists(figure, "timeline:c_built:mark:span")
    assert extent_of(year).width / extent_of(month).width == pytest.approx(366 / 31, rel=0.01)


def test_where_a_line_is_short_the_key_breaks_below_the_as_of_dates_name(tmp_path):
    block = Rect(21.0, 100.0, 261.0, 560.0)
    figure, _, end = _drawn(_world(tmp_path), block=block)
    assert_well_set(figure, Rect(block.x0, end, block.x1, block.y1))
    lines = texts(figure, "timeline:key")
    assert len(lines) > 1
    assert " ".join(one.get_text() for one in lines) == TIMELINE_KEY
    (name,) = texts(figure, "timeline:as_of_name")
    assert box_of(name).y0 > max(box_of(one).y1 for one in lines)


def test_a_word_wider_than_its_column_breaks_behind_a_hyphen(tmp_path):
    long = list(TABLES["events"][0])
    long[10] = "The Alpha-Kilometre-Uzbekistan-Turkmenistan railway opened"
    figure, _, _ = _drawn(_world(tmp_path, [tuple(long)]), block=Rect(21.0, 100.0, 261.0, 560.0))
    lines = texts(figure, "timeline:opened_b:text")
    assert " ".join(one.get_text() for one in lines).replace("- ", "-") == long[10]
    assert all(box_of(one).x1 < _plot_left(figure) for one in lines)


def test_many_numbers_break_within_their_column(tmp_path):
    timeline = timeline_of(_world(tmp_path), ALL, most_events=0, most_promises=2)
    (row,) = timeline.promises
    cited = replace(timeline, promises=(replace(row, source_ids=tuple("abcdefgh")),))
    numbers = {one: 100 + 3 * i for i, one in enumerate("abcdefgh")}
    block = Rect(21.0, 100.0, 261.0, 560.0)
    figure = put(timeline_items(sheet(), block, cited, numbers=numbers))
    notes = texts(figure, "timeline:c_built:footnote")
    assert len(notes) > 1
    said = " ".join(one.get_text().strip() for one in notes)
    assert said == "[100, 103, 106, 109, 112, 115, 118, 121]"
    assert all(box_of(one).x1 < _plot_left(figure) for one in notes)
    assert_well_set(figure, Rect(block.x0, 0.0, block.x1, block.y1))


def test_what_is_promised_is_hollow_and_what_happened_solid(tmp_path):
    figure, _, _ = _drawn(_world(tmp_path))
    (promise,) = artists(figure, "timeline:c_built:mark")
    (happened,) = artists(figure, "timeline:opened_b:mark")
    assert promise.get_facecolor()[:3] == pytest.approx(_rgb(PAPER))
    assert happened.get_facecolor()[:3] != pytest.approx(_rgb(PAPER))


def test_days_late_run_from_the_promised_date_to_the_as_of_line(tmp_path):
    late = list(TABLES["events"][2])
    late[5] = "2022"
    figure, _, _ = _drawn(_world(tmp_path, [tuple(late)]))
    (line,) = artists(figure, "timeline:c_built:late")
    (as_of,) = artists(figure, "timeline:as_of")
    (mark,) = artists(figure, "timeline:c_built:mark")
    start, end = line.get_xdata()
    assert end == pytest.approx(as_of.get_xdata()[0])
    assert start == pytest.approx(extent_of(mark).x1, abs=0.5)
    assert words(figure, "timeline:c_built:state")[0].startswith(
        "no completion found by 31 December 2024"
    )


def test_what_is_told_differently_says_so(tmp_path):
    row = list(TABLES["events"][0])
    row[7] = "contested"
    figure, _, _ = _drawn(_world(tmp_path, [tuple(row)]))
    (mark,) = artists(figure, "timeline:opened_b:mark")
    assert mark.get_facecolor()[:3] == pytest.approx(_rgb(INK_SOFT))
    assert words(figure, "timeline:opened_b:state") == ["told differently"]


def test_rows_carry_date_words_and_footnote(tmp_path):
    figure, _, end = _drawn(_world(tmp_path))
    assert words(figure, "timeline:opened_b:when") == ["5 Mar 2022"]
    assert words(figure, "timeline:opened_b:text") == ["Beta – Gamma opened"]
    assert words(figure, "timeline:opened_b:footnote") == [" [1]"]
    assert words(figure, "timeline:heading") == ["What happened", "What was promised"]
    assert words(figure, "timeline:key") == [TIMELINE_KEY]
    lowest = min(box_of(text).y0 for text in texts(figure))
    assert end <= lowest + 1.0
    assert_well_set(figure, BLOCK)


def test_nothing_that_happened_leaves_out_its_heading(tmp_path):
    figure, _, _ = _drawn(_world(tmp_path, [TABLES["events"][2]]))
    assert words(figure, "timeline:heading") == ["What was promised"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [560.0, 800.0])
def test_the_shipped_timeline_is_well_set(shipped, width):
    block = Rect(21.0, 21.0, 21.0 + width, 575.0)
    figure, timeline, end = _drawn(shipped, default_selection(shipped), block, 24, 10)
    block = replace(block, y0=end)
    assert len(timeline.events) == 24
    assert len(words(figure, "timeline:year")) >= 3
    assert_well_set(figure, block)


@pytest.mark.slow
def test_a_timeline_is_no_taller_than_said(shipped):
    figure, timeline, end = _drawn(shipped, default_selection(shipped), BLOCK, 16, 4)
    assert len(timeline.rows) == 20
    assert 0 <= min(box_of(text).y0 for text in texts(figure)) - end < 6.0


def test_a_long_text_takes_a_second_line_and_is_never_cut(tmp_path):
    long = list(TABLES["events"][0])
    long[10] = "A very long headline of what happened at the crossing and on both sides of it " * 2
    narrow = Rect(21.0, 200.0, 421.0, 560.0)
    figure, _, _ = _drawn(_world(tmp_path, [tuple(long)]), block=narrow)
    said = words(figure, "timeline:opened_b:text")
    assert len(said) > 1
    assert " ".join(said) == long[10].strip()
    assert_well_set(figure, narrow)
