"""The page is checked against WCAG 2.2 AA by axe-core, in every tab and at three widths.

axe-core comes with the checks of the browser's modules (`npm ci`); without it these tests say so,
and in CI they fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Watch, open_context
from tests.browser.map_page import opened, until, until_painted, until_still
from tests.browser.server import Server

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), pytest.param((1024, 768), marks=pytest.mark.long), (390, 844))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_FOUND = """(rules) => axe.run(document, {
  runOnly: { type: "tag", values: rules },
  resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary, html }) => ({
    id, target: target.join(" "), why: failureSummary, html: html.slice(0, 200),
  }))))"""

pytestmark = pytest.mark.skipif(
    not AXE.exists() and not os.environ.get("CI"), reason="axe-core is not installed; run npm ci"
)


def found_by_axe(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_FOUND, RULES)
    return found


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    watch = Watch()
    context = open_context(browser, watch=watch, size=request.param)
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()
    assert watch.problems() == []


def test_axe_sees_what_it_should(page: Page) -> None:
    page.set_content("<html lang=en><title>t</title><main><img src='data:,'></main></html>")
    assert {one["id"] for one in found_by_axe(page)} == {"image-alt"}


def test_nothing_stands_in_a_readers_way(page: Page, app_server: Server) -> None:
    opened(page, app_server)
    tabs = page.get_by_role("tab")
    names = [tab.inner_text() for tab in tabs.all()]
    assert len(names) == len(set(names)) >= 8
    faults = {}
    for name in names:
        page.get_by_role("tab", name=name, exact=True).click()
        until_still(page)
        faults[name] = found_by_axe(page)
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_keyboard_is_at_the_tabs_within_a_dozen_steps(page: Page, app_server: Server) -> None:
    opened(page, app_server)
    role = "document.activeElement.getAttribute('role')"
    steps = 0
    while page.evaluate(role) != "tab":
        page.keyboard.press("Tab")
        steps += 1
        if page.evaluate("document.activeElement.classList.contains('skip')"):
            page.keyboard.press("Enter")
            steps += 1
        assert steps <= 12
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.innerText", "Volumes")


def test_tabs_are_in_sight_and_stay(page: Page, app_server: Server) -> None:
    opened(page, app_server)
    tabs = page.get_by_role("tab")
    for tab in (tabs.first, tabs.last):
        box = tab.bounding_box()
        assert box is not None
        assert box["width"] > 20
    height = page.viewport_size["height"] if page.viewport_size else 0
    if page.viewport_size and page.viewport_size["width"] > 760:
        page.evaluate("document.querySelector('.st-key-panels').scrollTop = 600")
        until_painted(page)
        box = tabs.last.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= height / 4
