"""Pointing, picking and finding on the map in Chromium, on the tiny drawn world."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.map_page import click_leg, opened, places, until, until_link, until_panels_say
from tests.browser.server import Server


def test_click_fills_the_panel_and_lights_the_leg(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    click_leg(page, "leg_a", 0.6)
    until_panels_say(page, "Alpha – Beta")
    until_panels_say(page, "1520 mm")
    until_panels_say(page, "Operating")
    until_link(page, "focus=leg:leg_a")
    lit = """[...document.querySelectorAll('g.halo path')]
        .filter((path) => path.style.display !== 'none' && !path.closest('[data-off]')).length"""
    assert page.evaluate(lit) == 1
    click_leg(page, "leg_a", 0.6)
    until(page, "location.search.includes('focus')", False)


def test_click_on_a_place_tells_what_it_is(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.locator("[data-node=c] svg").first.click()
    until_panels_say(page, "Border crossing")
    until_panels_say(page, "Gamma shut to trade")
    until_panels_say(page, "contested 1 July 2023")


def test_hover_tells_name_and_status_as_text(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    box = page.locator("path[data-leg=leg_a]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 1)
    hint = page.locator(".hint")
    hint.wait_for()
    assert "Alpha – Beta" in hint.inner_text()
    assert "Operating" in hint.inner_text()


def test_search_finds_other_spellings_and_flies_there(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    box = page.get_by_role("combobox", name="Find a place or line")
    for spelling in ("Альфа", "alfa", "ALPHA"):
        box.fill(spelling)
        assert page.get_by_role("option").first.inner_text().startswith("Alpha")
    box.press("Enter")
    until_link(page, "focus=node:a")
    box.fill("Delta")
    box.press("Enter")  # its corridor is off: it is switched on
    until_link(page, "focus=node:d")
    assert "d" in places(page)


def test_list_twin_does_the_same_by_keyboard(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.get_by_role("button", name="As a list").focus()
    page.keyboard.press("Enter")
    rows = page.locator(".twin tbody tr")
    rows.first.wait_for()
    names = page.locator(".twin [data-focus]").all_inner_texts()
    assert names[:3] == ["Alpha – Beta", "Beta – Gamma", "Beta – Gamma by road"]
    assert {"Alpha", "Beta", "Gamma", "Beta hub"} <= set(names)
    page.locator("[data-focus='leg:leg_b']").focus()
    page.keyboard.press("Enter")
    until_link(page, "focus=leg:leg_b")
    until_panels_say(page, "Suspended")
    assert page.evaluate("document.activeElement.dataset.focus") == "leg:leg_b"
    page.keyboard.press("Escape")
    assert page.locator(".twin").is_hidden()


def test_search_forgives_one_letter_and_says_so(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    box = page.get_by_role("combobox", name="Find a place or line")
    for spelling in ("Alpka", "Альфу", "Alphaa", "Apha beta"):
        box.fill(spelling)
        hit = page.get_by_role("option").first.inner_text()
        assert hit.startswith("Alpha")
        assert "Did you mean" in hit
    box.fill("Alkpa")
    assert "Nothing by that name" in page.locator(".hits").inner_text()
