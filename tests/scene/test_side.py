"""The column beside the map, as it comes out on the shipped data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matplotlib.figure import Figure

from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.look.basemap import LINE_OF_CONTROL_NOTE
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize
from tests.setting import artists, map_figure, texts, words

MADE_ON = date(2026, 11, 21)


# What several tests look at is drawn once.
PAGES: dict[FigureRequest, Figure] = {}


def drawn(shipped: Catalog, on: date, size: PageSize, **given: Any) -> Figure:
    selection = replace(default_selection(shipped), as_of=on, **given.pop("of", {}))
    asked = FigureRequest(selection, title="", subtitle="", made_on=MADE_ON, size=size, **given)
    if asked not in PAGES:
        PAGES[asked] = map_figure(shipped, asked)
    return PAGES[asked]


@pytest.mark.slow
@pytest.mark.parametrize("on", [date(2025, 7, 31), date(2026, 4, 20)])
@pytest.mark.parametrize("size", [PageSize.A4_LANDSCAPE, PageSize.A4_PORTRAIT])
def test_the_a4_page_carries_five_or_six_key_figures_and_two_closures(shipped, on, size) -> None:
    page = drawn(shipped, on, size)
    values = words(page, "key_figure:")
    assert 5 <= len([text for text in texts(page, "key_figure:") if _is_value(text)]) <= 6
    assert not any("…" in said for said in values)
    closures = " ".join(words(page, "closure"))
    assert len(re.findall(r"\[\d+\]", closures)) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("size", list(PageSize))
def test_no_publisher_is_cut(shipped, size) -> None:
    page = drawn(shipped, date(2026, 4, 20), size)
    assert len(words(page, "source")) >= 4
    assert not any("…" in said for said in words(page, "source"))


@pytest.mark.slow
def test_a_code_stands_beside_the_notes_not_over_the_figures(shipped) -> None:
    link = "https://maps.example.org/corridors/?c=instc&asof=2026-04-20"
    page = drawn(shipped, date(2026, 4, 20), PageSize.A4_LANDSCAPE, link=link)
    (code,) = artists(page, "code")
    box = code.get_path().get_extents()
    assert box.width == pytest.approx(box.height, rel=0.02)
    assert box.width > 35
    lowest = min(text.get_position()[1] for text in texts(page, "key_figure:"))
    assert lowest > box.y1
    # The legend of that day, with its bands and one-way closures, leaves room for the first of
    # each corridor and one more.
    values = [text.get_text() for text in texts(page, "key_figure:") if _is_value(text)]
    assert len(values) >= 4
    assert {"2,497 t a day", "647 km", "26.9 Mt"} <= set(values)


@pytest.mark.slow
def test_the_line_of_control_is_told_of_only_where_it_could_be_seen(shipped) -> None:
    wide = drawn(shipped, date(2026, 4, 20), PageSize.A4_LANDSCAPE)
    assert LINE_OF_CONTROL_NOTE in " ".join(words(wide, "note"))
    near = drawn(
        shipped,
        date(2026, 4, 20),
        PageSize.PHONE,
        of={"corridors": frozenset({"herat_hub"})},
    )
    # Kashmir lies outside the frame, though inside the box of its degrees.
    assert "Jammu" not in " ".join(words(near, "note"))
    assert not texts(near, "legend:BOUNDARY:line_of_control")


@pytest.mark.slow
def test_the_detail_map_has_a_title_and_a_bar_of_its_own(shipped) -> None:
    page = drawn(shipped, date(2026, 4, 20), PageSize.A4_LANDSCAPE)
    assert words(page, "detail_note") == ["Mashhad and Herat, 2.5 × larger"]
    assert words(page, "detail_bar_figure") == ["300 km"]
    assert len(artists(page, "detail_bar")) == 1


def _is_value(text) -> bool:
    return str(text.get_gid()).endswith(":value")
