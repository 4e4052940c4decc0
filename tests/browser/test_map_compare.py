"""Two days on the map in Chromium: the swipe line, the list, the link, on the tiny drawn world.

At desktop and phone width. What differs is drawn on each side; the map stays the one it was.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.editions.shelf import Shelf
from layers.look.compared import CASING
from tests.browser.conftest import ROOT
from tests.browser.map_page import MAP, opened, until, until_link, until_painted, until_still
from tests.browser.server import Server, free_port, running
from tests.edition_worlds import (
    EARLIER,
    FOLDER,
    LATER,
    later_tables,
    write_edition,
    write_fewer,
)

SIZES = [(1440, 900), (390, 844)]
SHARE = "document.querySelector('.grip').getAttribute('aria-valuenow')"
SEA = "document.querySelector('.leaflet-lanes_before-pane g.line path[data-leg=leg_w]')"
WIDTH_OF_SEA = f"{SEA}.getBoundingClientRect().width"
SEA_IN_SIGHT = f"""(() => {{ const map = document.querySelector('.folium-map')
    .getBoundingClientRect(), line = {SEA}.getBoundingClientRect();
    return map.y < innerHeight && line.x > map.x && line.right < map.right
        && line.y > map.y && line.bottom < map.bottom; }})()"""
COMPARING = "document.querySelector('.stage').classList.contains('comparing')"


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    return open_page(size=request.param)


def side_looks(page: Page, leg: str) -> dict[str, Any]:
    """Return how a leg is drawn on each side: dashes and the colour of its casing."""
    looks: dict[str, Any] = page.evaluate(
        """(leg) => Object.fromEntries(['before', 'after'].map((side) => {
        const pane = document.querySelector(`.leaflet-lanes_${side}-pane`);
        const line = [...pane.querySelectorAll(`g.line path[data-leg=${leg}]`)];
        const halo = [...pane.querySelectorAll('g.halo path')];
        return [side, [line.map((path) => path.getAttribute('stroke-dasharray') === 'none'),
                       halo.map((path) => path.getAttribute('stroke'))]];
    }))""",
        leg,
    )
    return looks


def hidden_on_the_map_of_one_day(page: Page, leg: str) -> bool:
    return bool(
        page.evaluate(
            """(leg) => [...document.querySelectorAll(
        `.leaflet-lanes-pane g.line path[data-leg=${leg}]`)].every(
        (path) => path.style.visibility === 'hidden')""",
            leg,
        )
    )


def cut_at(page: Page) -> tuple[float, float]:
    """Return where the panes of both days are cut, in pixels of the map's own window."""
    cuts: list[float] = page.evaluate(
        """() => ['before', 'after'].map((side) => {
        const pane = document.querySelector(`.leaflet-lanes_${side}-pane`);
        const shift = pane.getBoundingClientRect().x
            - document.querySelector('.stage').getBoundingClientRect().x;
        return shift + parseFloat(pane.style.clipPath.match(/polygon\\(([-\\d.]+)px/)[1]);
    })"""
    )
    return cuts[0], cuts[1]


def test_a_gained_line_is_drawn_as_it_was_and_as_it_is(page: Page, server: Server) -> None:
    opened(page, server, "?asof=2022-06-01")
    page.evaluate("document.querySelector('.folium-map').dataset.mine = 'kept'")
    page.get_by_label("Compare with", exact=True).first.select_option("day")
    until(page, COMPARING)
    until_link(page, "vs=2022-05-02")
    field = page.get_by_label("Compare with date")
    field.fill("2021-05-01")
    until_link(page, "vs=2021-05-01")
    until(page, "document.querySelector('.swipe-day.before').textContent", "1 May 2021")
    looks = side_looks(page, "leg_b")
    assert looks["before"][0] == [False]  # under construction then: dashed
    assert looks["after"][0] == [True]
    assert looks["before"][1]
    assert looks["before"][1] == looks["after"][1]
    assert hidden_on_the_map_of_one_day(page, "leg_b")
    assert not hidden_on_the_map_of_one_day(page, "leg_a")  # alike on both days: drawn once
    until_painted(page)
    assert page.locator(".legend [data-key='compared:gained']:not([hidden])").count() == 1
    assert page.locator(".legend [data-key='compared:lost']:not([hidden])").count() == 0
    # The same map as before: nothing was mounted anew.
    assert page.evaluate("document.querySelector('.folium-map').dataset.mine") == "kept"
    told = page.locator(".stage > .note").text_content()
    assert (told or "").startswith("Between the two days")
    page.get_by_label("Compare with", exact=True).first.select_option("")
    until(page, COMPARING, wanted=False)
    assert page.locator(".stage > .note").is_hidden()
    until(page, "location.search.includes('vs=')", wanted=False)
    assert not hidden_on_the_map_of_one_day(page, "leg_b")
    assert page.locator(".leaflet-lanes_before-pane g.line path").count() == 0
    assert page.locator(".grip").is_hidden()


def test_the_line_is_moved_by_key_and_cuts_both_days(page: Page, server: Server) -> None:
    opened(page, server, "?asof=2022-06-01&vs=2021-05-01")
    grip = page.get_by_role("slider", name="The line between the two days")
    grip.focus()
    assert page.evaluate(SHARE) == "50"
    for key, share in (
        ("ArrowRight", "52"),
        ("ArrowLeft", "50"),
        ("PageDown", "40"),
        ("PageUp", "50"),
        ("Home", "0"),
        ("End", "100"),
        ("PageDown", "90"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(SHARE) == share
    told = grip.get_attribute("aria-valuetext")
    assert told == "1 May 2021 on the left 90 percent, 1 June 2022 on the right"
    width = page.evaluate("document.querySelector('.stage').clientWidth")
    left, right = cut_at(page)
    assert left == right
    assert abs(left - width * 0.9) <= 1
    # A pan moves the map, not the line.
    page.evaluate("document.querySelector('.folium-map').focus()")
    before = page.evaluate(f"{MAP}.getCenter().lng")
    page.evaluate(f"() => {MAP}.on('moveend', () => (window.moved = true))")
    page.keyboard.press("ArrowRight")
    until(page, "window.moved")
    assert page.evaluate(f"{MAP}.getCenter().lng") > before
    assert abs(cut_at(page)[0] - width * 0.9) <= 1


def test_the_line_is_dragged(page: Page, server: Server) -> None:
    opened(page, server, "?asof=2022-06-01&vs=2021-05-01")
    box = page.locator(".grip").bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert box is not None
    assert stage is not None
    assert min(box["width"], box["height"]) >= 24
    before = page.evaluate("location.search")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 0.25, box["y"], steps=5)
    page.mouse.up()
    assert page.evaluate(SHARE) == "25"
    assert page.evaluate("location.search") == before  # the map did not move along


def test_touch_moves_the_line(page: Page, server: Server) -> None:
    opened(page, server, "?asof=2022-06-01&vs=2021-05-01")
    page.locator(".grip").wait_for()
    box, stage = page.locator(".grip").bounding_box(), page.locator(".stage").bounding_box()
    assert box is not None
    assert stage is not None
    assert page.evaluate("getComputedStyle(document.querySelector('.grip')).touchAction") == "none"
    touch = page.context.new_cdp_session(page)
    y = box["y"] + 20

    def put(kind: str, *points: float) -> None:
        told = [{"x": x, "y": y} for x in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    put("touchStart", box["x"] + 20)
    put("touchMove", stage["x"] + stage["width"] * 0.5)
    put("touchMove", stage["x"] + stage["width"] * 0.7)
    put("touchEnd")
    until(page, SHARE, "70")


def test_a_sentence_of_the_list_takes_the_map_there(page: Page, server: Server) -> None:
    opened(page, server, "?asof=2024-12-31&vs=2022-06-01&z=4&lat=20&lon=40")
    page.get_by_role("tab", name="Changes").click()
    until_still(page)
    link = page.locator("li.change a[data-place='leg:leg_b']").first
    link.wait_for()
    assert "Beta – Gamma suspended from 1 February 2024" in link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    seen = """(() => { const map = document.querySelector('.folium-map').getBoundingClientRect();
        const line = document.querySelector('.leaflet-lanes_after-pane g.line path[data-leg=leg_b]')
            .getBoundingClientRect();
        return map.y < innerHeight && line.x > map.x && line.right < map.right
            && line.y > map.y && line.bottom < map.bottom; })()"""
    until(page, seen)
    until_link(page, "vs=2022-06-01")
    assert page.evaluate(COMPARING)


def test_what_the_tab_picks_the_map_shows(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("tab", name="Changes").click()
    until_still(page)
    page.locator(".st-key-compare_with [role=combobox]").focus()
    # The list shuts when the page scrolls, and on a phone it scrolls to what is focused.
    until_painted(page)
    page.keyboard.press("ArrowDown")
    page.locator("[role=listbox] [role=option]", has_text="A quarter before").click()
    until(page, COMPARING)
    until_link(page, "vs=quarter")
    assert page.get_by_label("Compare with", exact=True).first.input_value() == "quarter"
    page.go_back()
    until(page, COMPARING, wanted=False)


def test_what_cannot_be_compared_with_is_said(page: Page, server: Server) -> None:
    opened(page, server, "?vs=yesterday")
    page.get_by_text("nothing to compare with").wait_for()
    assert not page.evaluate(COMPARING)


@contextmanager
def beside_earlier(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Serve a data folder, with the earlier edition of the tiny world installed."""
    shipped = write_edition(tmp_path / "shipped", EARLIER)
    monkeypatch.setattr("geo.records.readers.data_folder", lambda: shipped)
    Shelf(tmp_path / "shelf").install((FOLDER / f"world-{EARLIER}.zip").read_bytes())
    env = {"CORRIDORS_DATA": str(folder), "CORRIDORS_EDITIONS": str(tmp_path / "shelf")}
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with running(command, port=port, cwd=ROOT, scratch=tmp_path, env=env) as server:
        yield server


@pytest.fixture
def of_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Serve the later edition of the tiny world, with the earlier one installed."""
    folder = write_edition(tmp_path / "later", LATER, later_tables())
    with beside_earlier(folder, tmp_path, monkeypatch) as server:
        yield server


@pytest.fixture
def of_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Serve an edition with fewer lines than the one installed."""
    with beside_earlier(write_fewer(tmp_path / "later"), tmp_path, monkeypatch) as server:
        yield server


def test_an_edition_is_compared_with(page: Page, of_editions: Server) -> None:
    opened(page, of_editions, "?c=north,coast")
    page.get_by_label("Compare with", exact=True).first.select_option(EARLIER)
    until(page, COMPARING)
    until_link(page, f"vs={EARLIER}")
    title = page.locator(".swipe-day.before").inner_text()
    assert f"edition {EARLIER}" in title.casefold()
    # Delta is shut in the later edition and was not in the earlier.
    for side, shut in (("before", 0), ("after", 1)):
        badge = page.locator(f".leaflet-marks_{side}-pane [data-node=d]:not([data-off]) .badge")
        assert badge.count() == shut, side
    until_painted(page)
    assert page.locator(".legend [data-key='compared:lost']:not([hidden])").count() == 1
    page.get_by_role("tab", name="Changes").click()
    until_still(page)
    page.locator("li.change", has_text="Figure withdrawn: Beta hub").first.wait_for()
    # Its server ends before it would be closed.
    page.close()


def test_a_line_of_the_earlier_edition_alone_is_drawn_named_and_flown_to(
    page: Page, of_fewer: Server
) -> None:
    opened(page, of_fewer, f"?c=north,coast&vs={EARLIER}&z=7&lat=1.5&lon=1.5")
    until(page, COMPARING)
    # Drawn on the earlier side, as lost, and not on the other; its port too.
    drawn = """(side) => ['leg_w', 'leg_r'].map((leg) => document.querySelectorAll(
        `.leaflet-lanes_${side}-pane g.line path[data-leg=${leg}]`).length)"""
    assert page.evaluate(drawn, "before") == [1, 1]
    assert page.evaluate(drawn, "after") == [0, 0]
    halos = "[...document.querySelectorAll('.leaflet-lanes_before-pane g.halo path')].map("
    colours = page.evaluate(halos + "(path) => path.getAttribute('stroke'))")
    assert colours.count(CASING["lost"][0]) == 2
    assert page.locator(".leaflet-marks_before-pane [data-node=e]:not([data-off])").count() == 1
    # Where the window shows the road alone, the legend has the row for its sake.
    opened(page, of_fewer, f"?c=north,coast&vs={EARLIER}&z=10&lat=1&lon=1.5")
    assert page.locator(".legend [data-key='compared:lost']:not([hidden])").count() == 1
    opened(page, of_fewer, f"?c=north,coast&vs={EARLIER}&z=7&lat=1.5&lon=1.5")
    # Named where the pointer rests; a click goes there and chooses nothing, since it has no card.
    page.get_by_role("slider", name="The line between the two days").focus()
    page.keyboard.press("End")
    box = page.locator(".leaflet-lanes_before-pane g.line path[data-leg=leg_w]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.locator(".hint", has_text=f"Only in edition {EARLIER}").wait_for()
    assert "Delta – Epsilon" in page.locator(".hint").inner_text()
    page.mouse.down()
    page.mouse.up()
    until(page, f"{WIDTH_OF_SEA} > {box['width']} * 1.2")
    assert "focus" not in page.evaluate("location.search")
    # So does its sentence in the list, from afar.
    opened(page, of_fewer, f"?c=north,coast&vs={EARLIER}&z=4&lat=20&lon=40")
    page.get_by_role("tab", name="Changes").click()
    until_still(page)
    link = page.locator("li.change a[data-place='leg:leg_w']").first
    link.wait_for()
    link.focus()
    page.keyboard.press("Enter")
    until(page, SEA_IN_SIGHT)
    # One day again: they are gone, and the lines of the data in use are as they were.
    page.get_by_label("Compare with", exact=True).first.select_option("")
    until(page, COMPARING, wanted=False)
    assert page.evaluate(drawn, "before") == [0, 0]
    assert not hidden_on_the_map_of_one_day(page, "leg_c")
    page.close()
