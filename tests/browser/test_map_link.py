"""State, link and Back of the map in Chromium, on the tiny drawn world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import (
    MAP,
    click_leg,
    corridor,
    drawn,
    messages_sent,
    opened,
    panels,
    until,
    until_link,
    until_panels_say,
    until_still,
    zoom,
)
from tests.browser.server import Server


def test_the_map_is_never_mounted_again(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=8&lat=1&lon=1.5&c=north,unheard_of")
    until_panels_say(page, "unheard_of")  # a message is shown beside the map
    page.evaluate("window.first = document.querySelector('.folium-map')")
    corridor(page, "coast").check()
    until_link(page, "coast")
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof")
    click_leg(page, "leg_a", 0.6)
    until_link(page, "focus")
    page.locator(".st-key-panels").get_by_text("Dates", exact=True).click()
    until_still(page)
    page.go_back()
    until_still(page)
    assert page.evaluate("document.querySelector('.folium-map') === window.first")
    assert page.locator(".folium-map").count() == 1
    assert "z=8&lat=1&lon=1.5" in page.url


# Gives the page's Leaflet the layers of a map of other data, as when that one is about to come.
ANOTHER_MAP = """async () => {
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    const at = (file) => asked.find((url) => url.endsWith("/" + file));
    const { install } = await import(at("layers.js"));
    const network = await (await fetch(at("network.json"))).json();
    install(window.L, "map_other", { ...network, legs: {} }, { lines: {}, scale: 1 });
}"""


def test_a_map_keeps_its_own_lines_while_one_of_other_data_comes(
    browser_page: Page, server: Server
) -> None:
    page = opened(browser_page, server, "?z=8&lat=1&lon=1.5&c=north")
    lines = drawn(page)
    page.evaluate(ANOTHER_MAP)
    page.evaluate(f"() => {MAP}.setZoom(7, {{ animate: false }})")
    page.get_by_label("Home: the whole of the corridors").click()
    until_still(page)
    corridor(page, "coast").check()
    until_link(page, "coast")
    assert len(drawn(page)) > len(lines) > 0


def test_link_brings_back_what_was_seen(open_page: Callable[..., Page], server: Server) -> None:
    page = opened(open_page(), server)
    corridor(page, "coast").check()
    page.locator("input[data-branch=south]").uncheck()
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof=2023-02-01")
    click_leg(page, "leg_b", 0.5)
    until_link(page, "focus=leg:leg_b")
    zoom(page, "Zoom out")
    until_link(page, "z=")
    until_still(page)
    link = page.url
    other = opened(open_page(), server, "?" + link.split("?", 1)[1])
    assert drawn(other) == drawn(page)
    assert corridor(other, "coast").is_checked()
    until_panels_say(other, "Beta – Gamma")
    until(other, "location.href", link)
    centre = f"[{MAP}.getZoom(), {MAP}.getCenter().lat, {MAP}.getCenter().lng]"
    # A pixel is 0.007 degrees at this zoom.
    assert other.evaluate(centre) == pytest.approx(page.evaluate(centre), abs=0.007)


def test_a_bad_link_falls_back_field_by_field(browser_page: Page, server: Server) -> None:
    query = "?c=coast,nowhere&asof=yesterday&focus=leg:none&z=abc&lat=999&lon=1&st=flying&pin=x"
    page = opened(browser_page, server, query)
    assert corridor(page, "coast").is_checked()
    assert not corridor(page, "north").is_checked()
    # Word joiners keep Markdown from making links of what was typed.
    told = panels(page).replace("\u2060", "")
    for said in ("nowhere", "yesterday", "leg:none", "flying"):
        assert said in told
    assert page.get_attribute(".corridor-page", "data-asof") == "2024-12-31"


def test_back_undoes_one_step(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    corridor(page, "coast").check()
    until_link(page, "c=north,coast")
    page.locator("input[data-branch=main]").uncheck()
    until_link(page, "hide=main")
    page.go_back()
    until(page, "document.querySelector('input[data-branch=main]').checked")
    assert corridor(page, "coast").is_checked()
    page.go_back()
    until(page, "document.querySelector('input[data-corridor=coast]').checked", False)
    page.go_forward()
    until(page, "document.querySelector('input[data-corridor=coast]').checked")
    until_still(page)
    assert "hide" not in page.url


def test_panning_reruns_nothing_yet_the_link_has_the_view(
    browser_page: Page, server: Server
) -> None:
    sent = messages_sent(browser_page)
    page = opened(browser_page, server)
    until_still(page)
    before = len(sent)
    page.mouse.move(700, 200)
    page.mouse.down()
    page.mouse.move(600, 300, steps=6)
    page.mouse.up()
    until_link(page, "z=")
    zoom(page, "Zoom in")
    until_link(page, f"z={page.evaluate(f'{MAP}.getZoom()')}")
    until_still(page)
    assert len(sent) == before


def test_a_toggle_and_a_date_move_little(browser_page: Page, server: Server) -> None:
    moved: list[int] = []

    def follow(socket: Any) -> None:
        socket.on("framesent", lambda frame: moved.append(len(frame)))
        socket.on("framereceived", lambda frame: moved.append(len(frame)))

    browser_page.on("websocket", follow)
    page = opened(browser_page, server)
    until_still(page)
    moved.clear()
    corridor(page, "coast").check()
    until_link(page, "coast")
    until_still(page)
    assert 0 < sum(moved) <= 40_000
    moved.clear()
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof")
    until_still(page)
    assert 0 < sum(moved) <= 40_000


def test_links_of_the_panels_do_not_load_the_page_anew(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=9&lat=1&lon=1")
    page.evaluate("window.first = document.querySelector('.folium-map')")
    page.locator(".st-key-panels").get_by_text("Dates", exact=True).click()
    link = page.locator("a.record-link").first
    link.click()
    until_link(page, "pin=")
    assert page.evaluate("document.querySelector('.folium-map') === window.first")
    assert "z=9" in page.url
    page.go_back()
    until(page, "location.search.includes('pin=')", False)


def test_ways_through_are_drawn_and_can_be_put_away(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?from=a&to=c&asof=2022-06-01")
    card = page.locator(".ways")
    assert "Alpha – Gamma" in card.inner_text()
    assert card.locator("li button").count() == 2  # by rail and by road
    assert page.locator("path.way.picked").count() == 2
    card.locator("li button").nth(1).click()
    assert (
        card.locator("[aria-pressed=true]").inner_text() == card.locator("li").nth(1).inner_text()
    )
    page.get_by_label("Put the routes away").click()
    until(page, "location.search.includes('from=')", False)
    assert card.is_hidden()
    assert page.locator("path.way").count() == 0


def names(page: Page) -> set[str]:
    return set(
        page.eval_on_selector_all(
            "text.label",
            "all => all.filter(t => t.style.visibility !== 'hidden').map(t => t.textContent)",
        )
    )


def test_names_have_a_language_that_the_link_keeps(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = opened(open_page(), server)
    until(page, "[...document.querySelectorAll('text.label')].some(t => t.textContent === 'Beta')")
    page.get_by_label("Names").select_option("Russian names")
    until(page, "[...document.querySelectorAll('text.label')].some(t => t.textContent === 'Альфа')")
    assert "Alpha" not in names(page)
    assert "Beta*" in names(page)  # the data have no Russian name of it
    until_link(page, "lang=ru")
    other = opened(open_page(), server, "?lang=local")
    until(other, "[...document.querySelectorAll('text.label')].some(t => t.textContent === 'بتا')")
    assert other.get_by_label("Names").input_value() == "local"
    other.locator("[data-node=b] svg").last.hover()
    assert other.locator(".hint").inner_text().startswith("بتا\nBeta")
    assert other.url.endswith("?lang=local")


def test_a_bad_view_falls_back_field_by_field_with_a_note(
    browser_page: Page, server: Server
) -> None:
    page = browser_page
    page.goto(f"{server.url}/?z=abc&lat=1&lon=1&base=Moon&lang=kl&c=coast")
    # It goes after a while.
    note = page.locator(".note:not([hidden])").inner_text()
    for odd in ("z=abc", "base=Moon", "lang=kl"):
        assert odd in note
    assert "lat" not in note
    page.locator(".corridor-page[data-legs]").wait_for()
    assert corridor(page, "coast").is_checked()
    assert page.get_by_label("Names").input_value() == ""
    assert page.get_by_label("Basemap").input_value() == ""
