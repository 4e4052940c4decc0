"""A page that tells one thing is as large as that and its margin about that; the rest is quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from geo.model.choice import Focus, Journey, Objective, Scenario, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.look.style import ASIDE_LABEL, ASIDE_UNUSED
from layers.scene.display import Line, Picture, Scene, Symbol, Text, boxes_of_text
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize, Rect, slide_sheet
from layers.scene.table import parts_of

DAY, MADE_ON = date(2026, 4, 20), date(2026, 11, 27)
HORMUZ = {
    "journey": Journey("moscow", "mumbai", Objective.TIME),
    "scenario": Scenario(closed=frozenset({"hormuz"})),
}
BUILT = {
    "journey": Journey("tashkent", "karachi", Objective.TIME),
    "scenario": Scenario(opened=frozenset({"kharlachi"}), as_if_built=frozenset({"kabul"})),
}
HUB = {"focus": Focus(SubjectKind.CORRIDOR, "herat_hub")}

pytestmark = pytest.mark.slow


# What several tests look at is laid out once.
SCENES: dict[tuple[Selection, PageSize | None], Scene] = {}


def laid(shipped: Catalog, told: dict[str, Any], size: PageSize | None) -> Scene:
    """Lay out a page, or without a size a slide."""
    selection = replace(default_selection(shipped), as_of=DAY, **told)
    if (selection, size) not in SCENES:
        sheet = slide_sheet(handling=False) if size is None else None
        asked = FigureRequest(selection, "", "", MADE_ON, size=size or PageSize.A4_LANDSCAPE)
        SCENES[selection, size] = map_page(shipped, asked, sheet=sheet)
    return SCENES[selection, size]


def said(scene: Scene, prefix: str) -> list[str]:
    texts = (one for one in parts_of(scene.items) if isinstance(one, Text))
    return [
        " ".join("".join(run.text for run in line) for line in one.lines)
        for one in texts
        if one.name.startswith(prefix)
    ]


def panel_of(scene: Scene) -> Rect:
    """Return the frame of the map, in which its lines are cut off."""
    ribbon = next(one for one in scene.items if isinstance(one, Line) and one.name == "way:1")
    assert isinstance(ribbon.clip, Rect)
    return ribbon.clip


def ribbon_of(scene: Scene) -> np.ndarray:
    """Return the points of the best way's ribbon on the map, without the detail map's."""
    found = (one for one in scene.items if isinstance(one, Line) and one.name == "way:1")
    return np.concatenate([at for one in found if one.clip == panel_of(scene) for at in one.lines])


@pytest.mark.parametrize("size", list(PageSize))
def test_a_voyage_of_the_best_way_is_seen_whole(shipped: Catalog, size: PageSize) -> None:
    """By Suez: on A3 the ribbon ran out below Arabia, on the phone at the left, and in again."""
    scene = laid(shipped, HORMUZ, size)
    ribbon = ribbon_of(scene)
    panel = panel_of(scene)
    assert len(ribbon) > 20
    assert ribbon[:, 0].min() > panel.x0
    assert ribbon[:, 0].max() < panel.x1
    assert ribbon[:, 1].min() > panel.y0
    assert ribbon[:, 1].max() < panel.y1


@pytest.mark.parametrize("size", [PageSize.A4_LANDSCAPE, PageSize.PHONE])
def test_a_map_is_as_large_as_what_is_in_focus(shipped: Catalog, size: PageSize) -> None:
    """The Herat hub was a fifth of a map that reached from Saint Petersburg to Mumbai."""
    names = said(laid(shipped, HUB, size), "label:")
    assert "Herat" in names
    assert "Torghundi" in names
    assert not {"Saint Petersburg", "Moscow", "Mumbai (Nhava Sheva)"} & set(names)


def test_the_margin_follows_what_is_told(shipped: Catalog) -> None:
    scene = laid(shipped, HUB, PageSize.A4_LANDSCAPE)
    closures = " ".join(said(scene, "closure"))
    assert "Pakistan shuts all eight crossings" in closures
    assert "Chaman open to Afghan families" in closures
    assert "Bandar-e Anzali" not in closures
    assert "and 10 more" in closures
    built = " ".join(said(scene, "built"))
    assert "Khaf – Herat railway" in built
    assert "Astara" not in built
    figures = said(laid(shipped, HORMUZ, PageSize.A4_LANDSCAPE), "key_figure:")
    assert "26.9 Mt" in figures
    assert not any("Torghundi" in one for one in figures)


def test_the_legend_explains_the_lines_that_are_told(shipped: Catalog) -> None:
    """Of Moscow to Mumbai only lines in use are told; six classes of status stood there."""
    legend = said(laid(shipped, HORMUZ, PageSize.A4_LANDSCAPE), "legend:STATUS")
    assert legend == ["Operating"]
    assert ASIDE_LABEL + ASIDE_UNUSED in said(
        laid(shipped, HORMUZ, PageSize.A4_LANDSCAPE), "legend:CORRIDOR"
    )


def test_places_beside_it_have_a_symbol_only_if_great_or_shut(shipped: Catalog) -> None:
    items = parts_of(laid(shipped, HUB, PageSize.A4_LANDSCAPE).items)
    drawn = {one.name for one in items if isinstance(one, Symbol)}
    # Great; shut; on the corridor; and two that are none of these, in the frame.
    assert {"node:tashkent", "node:torkham", "node:tejen"} <= drawn
    assert shipped.nodes["samarkand"].rank > 1
    assert not {"node:samarkand", "node:bukhara"} & drawn


def test_a_slide_with_a_journey_has_room_for_its_point(shipped: Catalog) -> None:
    points = said(laid(shipped, BUILT, None), "point")
    assert points
    assert points[0].startswith("With Kharlachi reopened and Kabul as if built the best route")


@pytest.mark.parametrize("size", [PageSize.A4_PORTRAIT, PageSize.PHONE])
def test_what_is_supposed_is_told_whole_on_narrow_pages(shipped: Catalog, size: PageSize) -> None:
    scene = laid(shipped, BUILT, size)
    (subtitle,) = said(scene, "subtitle")
    assert subtitle.endswith("as if built: Kabul corridor (UAP) to Karachi")
    (text,) = (one for one in scene.items if isinstance(one, Text) and one.name == "subtitle")
    lowest = text.at[1] - (len(text.lines) - 1) * text.leading
    assert len(text.lines) > 1
    # Descenders have room over the map.
    assert lowest - 3.0 > panel_of(scene).y1


def test_no_name_stands_on_the_best_ways_ribbon(shipped: Catalog) -> None:
    """Its own name began on its edge."""
    scene = laid(shipped, BUILT, PageSize.A4_LANDSCAPE)
    ribbon = ribbon_of(scene)
    name = next(one for one in scene.items if isinstance(one, Text) and one.name == "label:way:1")
    beside = ribbon[np.abs(ribbon[:, 1] - name.at[1]) < 6.0]
    assert len(beside)
    assert np.abs(beside[:, 0] - name.at[0]).min() > 4.0


def test_land_and_furniture_of_a_slide_stay_one_picture(shipped: Catalog) -> None:
    pictures = [one for one in laid(shipped, BUILT, None).items if isinstance(one, Picture)]
    assert [one.name for one in pictures] == ["land"]


def test_names_missing_far_from_one_another_have_no_map_of_their_own(shipped: Catalog) -> None:
    """On A3 a quarter of the map was given to Zahedan, with three names in it."""
    assert not said(laid(shipped, BUILT, PageSize.A3_LANDSCAPE), "detail_note")
    assert said(laid(shipped, {}, PageSize.A3_LANDSCAPE), "detail_note")


@pytest.mark.parametrize("told", [HUB, BUILT, HORMUZ], ids=["hub", "built", "hormuz"])
def test_the_scale_bar_stands_on_no_symbol(shipped: Catalog, told: dict[str, Any]) -> None:
    """On the phone the figure 250 stood on the port of Mundra."""
    scene = laid(shipped, told, PageSize.PHONE)
    texts = [one for one in scene.items if isinstance(one, Text)]
    bar = [
        box for one in texts if one.name.startswith("scale_bar") for _, box in boxes_of_text(one)
    ]
    symbols = [
        one for one in scene.items if isinstance(one, Symbol) and one.name.startswith("node:")
    ]
    assert len(bar) == 4
    assert symbols
    for one in symbols:
        assert not any(box.holds(Rect(*one.at, *one.at)) for box in bar), one.name


def test_the_globe_leaves_room_for_names_that_are_needed(shipped: Catalog) -> None:
    """On the phone it stood where Saint Petersburg would be read, which had no name."""
    assert "Saint Petersburg" in said(laid(shipped, {}, PageSize.PHONE), "label:")
