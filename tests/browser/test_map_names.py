"""Names on the shipped map: whose are in view, and that each is nearest to what it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import opened, zoom
from tests.browser.server import Server

SIZES = [(1440, 900), (1024, 768), (390, 844)]
# Phones, a tablet and the screens of desks: what is named at opening.
MORE_SIZES = [
    (360, 740),
    (393, 852),
    (412, 915),
    (430, 932),
    (768, 1024),
    (1280, 720),
    (1366, 768),
    (1920, 1080),
    (2560, 1440),
]
# Where the whole is drawn so small that no room is left for some of the story's names.
LEAST_SIZES = {(320, 640): {"kabul", "termez"}, (720, 450): {"kabul"}}
CROSSED = {
    "afghanistan",
    "iran",
    "turkmenistan",
    "uzbekistan",
    "kazakhstan",
    "pakistan",
    "india",
    "russian federation",
    "azerbaijan",
    "united arab emirates",
}
STORY = {
    "herat",
    "termez",
    "islam qala",
    "torghundi",
    "strait of hormuz",
    "mumbai (nhava sheva)",
    "kabul",
}
# Text that is seen, with what it names and its box; symbols that are seen, with their node.
TEXTS = """() => [...document.querySelectorAll('.labels text')]
    .filter((text) => text.style.visibility !== 'hidden')
    .map((text) => { const { x, y, width, height } = text.getBoundingClientRect();
      return { words: text.textContent,
        names: text.dataset.names ?? '', led: text.hasAttribute('data-led'),
        x, y, width, height }; })"""
SYMBOLS = """() => [...document.querySelectorAll('[data-node]')]
    .filter((place) => !place.hasAttribute('data-off'))
    .map((place) => { const { x, y, width, height } =
        [...place.querySelectorAll('svg:not(.badge)')].map((svg) => svg.getBoundingClientRect())
        .sort((a, b) => b.width - a.width)[0];
      return { id: `node:${place.dataset.node}`, x, y, width, height }; })"""
# Marks of closures that are seen: beside places, upon lines and straits.
BADGES = """() => [...document.querySelectorAll('svg.badge, [data-badge] svg')]
    .filter((svg) => !svg.closest('[data-off]') && svg.getBoundingClientRect().width > 0)
    .map((svg) => { const { x, y, width, height } = svg.getBoundingClientRect();
      const own = svg.closest('[data-node], [data-subject]');
      return { id: own.dataset.subject ?? `node:${own.dataset.node}`, x, y, width, height }; })"""
STAGE = """() => { const { x, y, width, height } =
    document.querySelector('.folium-map').getBoundingClientRect();
    return { x, y, width, height }; }"""

Box = dict[str, Any]


def gap(one: Box, other: Box) -> float:
    across = max(one["x"] - other["x"] - other["width"], other["x"] - one["x"] - one["width"], 0)
    down = max(one["y"] - other["y"] - other["height"], other["y"] - one["y"] - one["height"], 0)
    return float((across**2 + down**2) ** 0.5)


def middle_in(one: Box, other: Box) -> bool:
    x, y = one["x"] + one["width"] / 2, one["y"] + one["height"] / 2
    return bool(
        other["x"] <= x <= other["x"] + other["width"]
        and other["y"] <= y <= other["y"] + other["height"]
    )


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    found: tuple[int, int] = request.param
    return found


def unnamed(page: Page) -> set[str]:
    said = {text["words"].casefold() for text in page.evaluate(TEXTS)}
    return (CROSSED | STORY) - said


@pytest.fixture
def page(size: tuple[int, int], first_window: Callable[..., Page]) -> Page:
    return first_window(size)


def test_countries_crossed_and_the_story_are_named_in_the_first_window(
    page: Page, size: tuple[int, int]
) -> None:
    assert unnamed(page) == set()


@pytest.mark.parametrize("size", MORE_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_they_are_at_other_common_sizes_too(
    size: tuple[int, int], open_page: Callable[..., Page], app_server: Server
) -> None:
    assert unnamed(opened(open_page(size=size), app_server)) == set()


@pytest.mark.parametrize("size", LEAST_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_countries_and_the_doors_of_the_hub_are_named_in_the_smallest_windows(
    size: tuple[int, int], open_page: Callable[..., Page], app_server: Server
) -> None:
    assert unnamed(opened(open_page(size=size), app_server)) <= LEAST_SIZES[size]


def test_a_name_that_stands_off_is_led_to(page: Page, size: tuple[int, int]) -> None:
    led = [text for text in page.evaluate(TEXTS) if text["led"]]
    path = page.locator(".leaders").get_attribute("d") or ""
    lines = [[float(one) for one in part.replace("L", " ").split()] for part in path.split("M")[1:]]
    assert len(led) == len(lines) <= 8
    own = {one["id"]: one for one in (*page.evaluate(BADGES), *page.evaluate(SYMBOLS))}
    stage = page.evaluate(STAGE)

    def at(x: float, y: float) -> Box:
        return {"x": stage["x"] + x, "y": stage["y"] + y, "width": 0, "height": 0}

    for text in led:
        found = [
            line
            for line in lines
            if gap(at(*line[:2]), own[text["names"]]) <= 2 and gap(at(*line[2:]), text) <= 3
        ]
        assert len(found) >= 1, text["words"]
    if size[0] == 390:
        # Torghundi, Islam Qala and Herat lie within ten pixels of each other.
        assert "Torghundi" in {text["words"] for text in led}


# With the ports beside it open, and with one of them shut.
@pytest.mark.parametrize("day", ["2026-03-15", "2026-04-20"])
def test_a_strait_that_is_shut_is_named(
    day: str, size: tuple[int, int], open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=size), app_server, f"?asof={day}")
    badges = page.evaluate(BADGES)
    assert [badge for badge in badges if badge["id"] == "strait:hormuz"] != []
    assert "strait:hormuz" in {text["names"] for text in page.evaluate(TEXTS)}


def test_no_badge_is_covered_by_a_name(page: Page) -> None:
    badges = page.evaluate(BADGES)
    assert len(badges) > 8
    texts = page.evaluate(TEXTS)
    covered = [
        (text["words"], badge["id"]) for text in texts for badge in badges if gap(text, badge) == 0
    ]
    assert covered == []


def test_no_name_is_cut_and_none_lies_under_the_controls(page: Page) -> None:
    stage = page.evaluate(STAGE)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 20
    for text in texts:
        assert text["x"] >= stage["x"], text
        assert text["x"] + text["width"] <= stage["x"] + stage["width"], text
        assert text["y"] + text["height"] <= stage["y"] + stage["height"] + 2, text
    for control in (".leaflet-control-attribution", ".leaflet-control-scale", ".toolbar"):
        box = page.locator(control).bounding_box()
        assert box is not None
        assert [text["words"] for text in texts if gap(text, dict(box)) == 0] == []


@pytest.mark.parametrize("closer", [0, 3])
def test_each_name_is_nearest_to_its_own_symbol(
    size: tuple[int, int],
    closer: int,
    first_window: Callable[..., Page],
    open_page: Callable[..., Page],
    app_server: Server,
) -> None:
    page = opened(open_page(size=size), app_server) if closer else first_window(size)
    for _ in range(closer):
        zoom(page, "Zoom in")
    symbols = {symbol["id"]: symbol for symbol in page.evaluate(SYMBOLS)}
    named = [text for text in page.evaluate(TEXTS) if text["names"] in symbols and not text["led"]]
    assert len(named) >= (4 if closer else 8)
    for text in named:
        own = symbols[text["names"]]
        # A symbol that lies upon its own is at the same place for a reader.
        others = [
            symbol
            for symbol in symbols.values()
            if symbol is not own and not middle_in(symbol, own) and not middle_in(own, symbol)
        ]
        nearest = min(others, key=lambda symbol: gap(text, symbol))
        assert gap(text, own) <= gap(text, nearest) + 1.0, (text["words"], nearest["id"])


def test_sea_lanes_belong_to_the_first_window(page: Page) -> None:
    stage, symbols = page.evaluate(STAGE), page.evaluate(SYMBOLS)
    (mumbai,) = [symbol for symbol in symbols if symbol["id"] == "node:mumbai"]
    credit = page.locator(".leaflet-control-attribution").bounding_box()
    assert credit is not None
    assert middle_in(mumbai, stage)
    assert gap(mumbai, dict(credit)) > 0
