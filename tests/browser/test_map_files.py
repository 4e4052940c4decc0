"""The map's files that do not come, names that every object has, and a map hidden at first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.pack.standalone import html_of
from layers.scene.request import FigureRequest
from tests.browser.chromium import Watch
from tests.browser.map_page import drawn, opened, until, until_painted, until_still
from tests.browser.server import Server

SAID = ("Failed to load", "did not load", "answered 503", "net::ERR")


def fail(page: Page, name: str, *, times: int) -> list[str]:
    """Let the first requests for a file fail; return a list of all requests for it."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= times:
            route.fulfill(status=503, body="not now")
        else:
            route.continue_()

    page.route(f"**/map/*/{name}*", answer)
    return asked


def forgive(watch: Watch) -> None:
    watch.errors[:] = [one for one in watch.errors if not any(word in one for word in SAID)]


@pytest.mark.parametrize(
    "name", ["network.json", "backdrop.json", "page.js", "map.js", "map.css", "leaflet.js"]
)
def test_a_file_that_fails_once_is_asked_for_again(
    browser_page: Page, server: Server, watch: Watch, name: str
) -> None:
    asked = fail(browser_page, name, times=1)
    opened(browser_page, server)
    assert len(asked) == 2
    assert drawn(browser_page)
    forgive(watch)


def test_a_file_that_never_comes_is_told_with_a_way_on(
    browser_page: Page, server: Server, watch: Watch
) -> None:
    asked = fail(browser_page, "network.json", times=3)
    browser_page.goto(server.url)
    browser_page.get_by_text("A file of the map did not come").wait_for()
    assert len(asked) == 3
    browser_page.get_by_role("button", name="Try again").click()
    browser_page.locator(".corridor-page[data-legs]").wait_for()
    watch.errors.clear()


def test_what_the_map_can_be_used_without_is_told_and_left_out(
    browser_page: Page, server: Server, watch: Watch
) -> None:
    fail(browser_page, "backdrop_later.json", times=9)
    browser_page.goto(server.url)
    # It goes after a while.
    browser_page.get_by_text("Rivers and finer coasts did not come").wait_for()
    browser_page.locator(".corridor-page[data-legs]").wait_for()
    assert drawn(browser_page)
    forgive(watch)


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString", "hasOwnProperty"])
def test_names_that_every_object_has_fall_back(
    browser_page: Page, server: Server, name: str
) -> None:
    usual = drawn(opened(browser_page, server))
    query = f"?base={name}&lang={name}&c={name}&hide={name}&st={name}&focus=leg:{name}&{name}=1"
    page = opened(browser_page, server, query)
    assert drawn(page) == usual
    assert page.get_by_label("Basemap").input_value() == ""
    assert page.get_by_label("Names").input_value() == ""
    page.evaluate(f"history.pushState(null, '', '?focus=node:{name}&base={name}&pin={name}')")
    page.go_back()
    page.go_forward()
    until_still(page)
    assert drawn(page) == usual


@pytest.mark.parametrize("hidden", ["display:none", "width:0;height:0"])
def test_the_single_file_hidden_at_first_opens_whole(
    open_page: Callable[..., Page], catalog: Catalog, tmp_path: Path, hidden: str
) -> None:
    request = FigureRequest(
        selection=Selection(corridors=frozenset({"north"}), as_of=date(2023, 6, 1)),
        title="The north",
        subtitle="",
        made_on=date(2026, 11, 21),
    )
    (tmp_path / "single.html").write_bytes(html_of(catalog, replace(request)))
    frame = f'<iframe src="single.html" width="1200" height="800" style="{hidden}"></iframe>'
    (tmp_path / "around.html").write_text(f"<!doctype html>{frame}", encoding="utf-8")
    shown = open_page()
    shown.goto((tmp_path / "single.html").as_uri())
    shown.locator("body[data-ready]").wait_for()
    page = open_page()
    page.goto((tmp_path / "around.html").as_uri())
    inside = page.frame_locator("iframe")
    expect(inside.locator("body[data-ready]")).to_have_count(1)
    until_painted(page)
    page.evaluate("document.querySelector('iframe').removeAttribute('style')")
    inside.locator(".folium-map").wait_for()
    count = "document.querySelector('.corridor-page').dataset.legs"
    until(shown, count, "3")
    until_painted(page)
    lines = inside.locator(".leaflet-lanes-pane path[data-leg]")
    assert lines.count() == shown.locator(".leaflet-lanes-pane path[data-leg]").count() > 0
    whole = inside.locator(".folium-map").bounding_box()
    assert whole is not None
    assert whole["width"] > 400
    for line in lines.all():
        place = line.bounding_box()
        if place and place["width"] > 1:
            assert whole["x"] - 1 <= place["x"]
            assert place["x"] + place["width"] <= whole["x"] + whole["width"] + 1
    widest = max(box["width"] for line in lines.all() if (box := line.bounding_box()))
    assert widest > whole["width"] / 8
