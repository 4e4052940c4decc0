"""The page at 200 %: a window of half the width and height stands for 1440 × 900."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.map_page import corridor, opened, until_painted, until_still
from tests.browser.server import Server

HALF = (720, 450)
# How much wider than its room the page is, and each part that scrolls up and down; a table or a
# citation may have a bar of its own.
_WIDER = """() => [document.scrollingElement, document.querySelector('.st-key-panels')]
    .map((part) => part.scrollWidth - part.clientWidth)"""


def test_nothing_is_lost_and_nothing_scrolls_two_ways(
    open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=HALF), app_server)
    tabs = page.get_by_role("tab")
    names = [tab.inner_text() for tab in tabs.all()]
    assert len(names) >= 8
    for name in names:
        tab = page.get_by_role("tab", name=name, exact=True)
        tab.click()
        until_still(page)
        expect(tab).to_have_attribute("aria-selected", "true")
        panel = page.get_by_role("tabpanel").filter(visible=True)
        expect(panel).to_contain_text(re.compile(r"\w+ \w+"))
        # What the framework fetches for a kind of content stands there as a grey block until then.
        expect(panel.get_by_test_id("stSkeleton")).to_have_count(0)
        until_painted(page)
        assert max(page.evaluate(_WIDER)) <= 1, name


def test_what_stands_beside_the_map_is_behind_one_button(
    open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=HALF), app_server)
    assert not corridor(page, "context").is_visible()
    page.get_by_role("button", name="Layers").click()
    corridor(page, "context").check()
    page.get_by_label("Names").select_option("Russian names")
    for label in ("As of date", "Compare"):
        assert page.get_by_label(label).first.is_visible(), label
    assert max(page.evaluate(_WIDER)) <= 1


def test_what_was_found_is_not_left_under_the_drawer(
    open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=(390, 844)), app_server)
    page.get_by_role("button", name="Layers").click()
    page.get_by_role("combobox", name="Find a place or line").fill("Herat")
    page.get_by_role("option").first.click()
    page.locator(".fact-sheet h3").wait_for()
    assert not corridor(page, "context").is_visible()
    drawer = page.get_by_role("button", name="Layers")
    assert drawer.get_attribute("aria-expanded") == "false"
