"""A map page as its tests see and touch it.

Not here: servers (``server.py``) and what is asserted.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.server import Server

SECONDS = 20


def until(page: Page, expression: str, wanted: Any = True) -> None:
    """Wait until a JavaScript expression has a value; the policy forbids `wait_for_function`."""
    deadline = time.monotonic() + SECONDS
    while (got := page.evaluate(expression)) != wanted:
        if time.monotonic() > deadline:
            pytest.fail(f"{expression} stayed {got!r}, not {wanted!r}")
        page.wait_for_timeout(25)


def slowness(work_s: float = 0.01) -> float:
    """Return how many times longer work takes now than on a machine that does nothing else."""
    work, start = time.process_time(), time.monotonic()
    while time.process_time() - work < work_s:
        pass
    return max((time.monotonic() - start) / work_s, 1.0)


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/{query}")
    page.locator(".corridor-page[data-legs]").wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    until_painted(page)
    return page


def until_painted(page: Page) -> None:
    """Wait two frames: names and legend follow a frame after the lines."""
    page.evaluate(
        """() => new Promise((done) => { const frame = (then) => requestAnimationFrame(() =>
        setTimeout(then)); frame(() => frame(done)); })"""
    )


def drawn(page: Page) -> set[tuple[str, str]]:
    """Return the (leg, corridor) lanes that can be seen."""
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('path[data-leg]')]
        .filter((path) => path.style.visibility !== 'hidden' && !path.closest('[data-off]'))
        .filter((path) => path.getAttribute('d').length > 5)
        .map((path) => [path.dataset.leg, path.dataset.corridor])"""
    )
    return {(leg, corridor) for leg, corridor in pairs}


def places(page: Page) -> set[str]:
    names = page.evaluate(
        """() => [...document.querySelectorAll('[data-node]')]
        .filter((place) => !place.closest('[data-off]')).map((place) => place.dataset.node)"""
    )
    return set(names)


def panels(page: Page) -> str:
    return page.locator(".st-key-panels").inner_text()


def until_panels_say(page: Page, text: str) -> None:
    page.locator(".st-key-panels").get_by_text(text).first.wait_for()


def until_link(page: Page, wanted: str) -> None:
    until(page, f"location.search.includes({wanted!r})")


# The Leaflet map on the page, as its script keeps it.
MAP = "window[document.querySelector('.folium-map').id]"


def until_still(page: Page) -> None:
    """Wait until Python has begun to answer, which may take a while, and is done."""
    page.wait_for_timeout(60)
    until(page, "window.askedAt > (window.toldAt ?? 0)", wanted=False)
    page.wait_for_timeout(60)
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def messages_sent(page: Page) -> list[int]:
    """Return a list that grows by the size of every message the page sends from now on."""
    sent: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))),
    )
    return sent


def corridor(page: Page, corridor_id: str) -> Any:
    return page.locator(f"input[data-corridor={corridor_id}]")


def click_leg(page: Page, leg_id: str, share: float = 0.75) -> None:
    box = page.locator(f"path[data-leg={leg_id}]").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
