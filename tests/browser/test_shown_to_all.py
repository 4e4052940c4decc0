"""What the map looks like where a system forces colours or stills motion, and its relief."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import PATIENCE_MS
from tests.browser.map_page import MAP, opened, until, until_still
from tests.browser.server import Server

BACKGROUND = "(element) => getComputedStyle(element).backgroundColor"


@pytest.fixture
def forced(browser: Browser, app_server: Server) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        forced_colors="active",
        color_scheme="dark",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = opened(context.new_page(), app_server)
    yield page
    context.close()


def test_forced_colours_leave_what_colours_say(forced: Page) -> None:
    swatches = forced.locator(".corridor .swatch")
    shown = {swatches.nth(at).evaluate(BACKGROUND) for at in range(swatches.count())}
    assert len(shown) == swatches.count() >= 4
    # Signs of the legend are dark, so they stand on a light ground.
    sign = forced.locator(".legend li svg").first
    assert sign.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    canvas = forced.evaluate(
        "() => { const box = document.createElement('div'); box.style.background = 'Canvas';"
        " document.body.append(box); return getComputedStyle(box).backgroundColor; }"
    )
    # Each corridor's heading in the panel keeps its colour too, and its text the system's.
    headings = forced.locator(".key-figures h4")
    edges = {
        headings.nth(at).evaluate("(one) => getComputedStyle(one).borderLeftColor")
        for at in range(headings.count())
    }
    assert len(edges) == headings.count() == 3
    assert headings.first.evaluate("(one) => getComputedStyle(one).color") == forced.evaluate(
        "() => getComputedStyle(document.body).color"
    )
    # A date that happened is full, one that is promised hollow.
    promised = forced.locator(".key-date.promised .record-mark")
    happened = forced.locator(".key-date:not(.promised, .contested) .record-mark")
    assert promised.count()
    assert happened.count()
    assert promised.first.evaluate(BACKGROUND) == canvas
    assert happened.first.evaluate(BACKGROUND) != canvas


def test_reduced_motion_flies_nowhere_and_fades_nothing(forced: Page) -> None:
    durations = forced.evaluate(
        "() => [...document.querySelectorAll('.corridor-page *')]"
        ".map((one) => getComputedStyle(one).transitionDuration)"
    )
    assert {duration for one in durations for duration in one.split(", ")} <= {"0s", "1e-05s"}
    forced.locator(".search input").fill("Torghundi")
    forced.locator(".hits li").first.wait_for()
    # The view is there at once: few frames differ, where a flight makes each another.
    forced.evaluate(
        """() => { window.seen = new Set(); const look = () => {
          const shown = [...document.querySelectorAll('.place-symbol:not([data-off])')];
          window.seen.add(shown.map((one) => one.getBoundingClientRect().x).join());
          requestAnimationFrame(look); }; look(); }"""
    )
    forced.locator(".search input").press("Enter")
    until(forced, "window.seen.size > 1")
    forced.wait_for_timeout(1500)
    assert forced.evaluate("window.seen.size") <= 4


def until_all_is_drawn(page: Page) -> None:
    """Wait until rivers and finer coasts have come, and Python has done what it was asked."""
    # The relief's address is told in the step that draws the rest of the backdrop.
    page.evaluate(
        """async () => { const home = document.querySelector('.corridor-page').parentElement;
          window.relief = (await home.corridors).frame.relief; }"""
    )
    until(page, "relief.url !== ''")
    until_still(page)


def _land(page: Page) -> Any:
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9)
    until_all_is_drawn(page)
    shot = page.screenshot(clip={**box, "height": box["height"] / 3})
    return np.asarray(Image.open(io.BytesIO(shot)).convert("L"), dtype=float)


def test_relief_is_shown_switched_off_and_kept_in_the_link(
    open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=(1024, 768)), app_server, "?z=6&lat=36.5&lon=70.5")
    button = page.get_by_label("Shaded relief")
    until(page, f"Boolean({MAP}.corridorRelief?.picture)")
    shaded = _land(page)
    button.click()
    plain = _land(page)
    assert np.mean(np.abs(shaded - plain) > 4) > 0.2
    assert button.get_attribute("aria-pressed") == "false"
    until(page, "new URLSearchParams(location.search).get('relief')", "off")
    page.reload()
    page.locator(".corridor-page[data-legs]").wait_for()
    assert page.get_by_label("Shaded relief").get_attribute("aria-pressed") == "false"
    assert np.mean(np.abs(_land(page) - plain) > 4) < 0.02
