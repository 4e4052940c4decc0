"""The as-of date and closures of the map in Chromium, on the tiny drawn world."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import corridor, drawn, opened, until, until_link, until_panels_say
from tests.browser.server import Server


def test_date_changes_map_and_panels_together(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    look = "document.querySelector('path[data-leg=leg_b]').getAttribute('stroke-dasharray')"
    assert page.evaluate(look) == "none"
    page.get_by_label("As of date").fill("2021-05-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2021-05-01")
    assert page.evaluate(look) != "none"  # under construction then
    until_link(page, "asof=2021-05-01")
    until_panels_say(page, "1 May 2021")
    page.get_by_label("As of date").fill("2019-05-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2019-05-01")
    assert ("leg_b", "north") not in drawn(page)


def test_date_steps_by_key_and_by_event(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    slider = page.locator(".timeline input[type=range]")
    assert slider.get_attribute("aria-valuetext") == "Data end, 31 December 2024"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-30")
    page.get_by_label("Event before").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2023-05-01")
    page.get_by_label("Event before").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2022-03-05")
    page.get_by_text("Data end, 31 December 2024").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-31")
    until(page, "location.search.includes('asof')", False)


def test_closures_are_drawn_and_not_confirmed_since_looks_different(
    browser_page: Page, server: Server
) -> None:
    page = opened(browser_page, server, "?asof=2023-02-01")
    badge = "document.querySelector('[data-node=c] .badge')?.innerHTML ?? ''"
    shut = page.evaluate(badge)
    assert "path" in shut
    stroke = "document.querySelector('path[data-leg=leg_b]').getAttribute('stroke')"
    greyed = page.evaluate(stroke)
    page.get_by_label("As of date").fill("2023-09-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2023-09-01")
    assert page.evaluate(badge) not in ("", shut)
    page.get_by_label("As of date").fill("2022-06-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2022-06-01")
    assert page.evaluate(badge) == ""
    assert page.evaluate(stroke) != greyed


def test_site_not_published_is_an_area(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    area = page.locator(".soft-area").bounding_box()
    scale = page.evaluate("document.querySelector('.leaflet-control-scale-line').textContent")
    assert scale.endswith("km")
    assert area is not None
    assert area["width"] > 60


def field(page: Page) -> Any:
    return page.get_by_label("As of date")


def test_date_reads_the_same_in_every_country(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    assert field(page).input_value() == "31 December 2024"
    for typed in ("1 May 2021", "1 may 2021", "May 1, 2021", "2021-5-1"):
        field(page).fill(typed)
        field(page).press("Enter")
        until(page, "document.querySelector('.corridor-page').dataset.asof", "2021-05-01")
        assert field(page).input_value() == "1 May 2021"
        page.get_by_text("Data end, 31 December 2024").click()
        until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-31")


@pytest.mark.parametrize("typed", ["07/05/2021", "31 February 2021", "soon", "2021", "1 m 2021"])
def test_a_date_that_could_be_two_is_none(browser_page: Page, server: Server, typed: str) -> None:
    page = opened(browser_page, server)
    field(page).fill(typed)
    field(page).press("Enter")
    assert field(page).get_attribute("aria-invalid") == "true"
    assert "Write a date such as" in page.locator(".timeline .said").inner_text()
    field(page).blur()
    assert field(page).input_value() == "31 December 2024"
    assert field(page).get_attribute("aria-invalid") is None
    assert page.get_attribute(".corridor-page", "data-asof") == "2024-12-31"


def test_a_day_after_the_data_end_is_the_data_end(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?asof=2023-01-01")
    field(page).fill("2030-01-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-31")
    assert field(page).input_value() == "31 December 2024"


def test_arrow_keys_step_the_date_by_a_day(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?asof=2021-01-01")
    field(page).press("ArrowDown")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2020-12-31")
    field(page).press("ArrowUp")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2021-01-01")


def test_closures_say_since_when_last_confirmed_and_by_whom(
    browser_page: Page, server: Server
) -> None:
    page = opened(browser_page, server, "?asof=2023-09-01&c=north,coast")
    page.locator("[data-node=c] svg").first.hover()
    said = page.locator(".hint").inner_text()
    assert "Gamma shut to trade: shut to goods since 10 January 2023" in said
    assert (
        "last reported 30 June 2023; contested 1 July 2023 (The Paper, 2 May 2024, written later)"
        in said
    )
    field(page).fill("2024-06-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-06-01")
    page.locator("[data-badge=half_barred] svg").hover()
    said = page.locator(".hint").inner_text()
    assert said.startswith("Strait of S")
    assert "Goods from YYY barred: closed to some goods or flags since 1 January 2024" in said
    page.locator("[data-badge=half_barred] svg").click()
    until_link(page, "focus=strait:s")
    until_panels_say(page, "Goods from YYY barred")
    assert page.locator("[data-badge=half_barred].lit").count() == 1
    page.get_by_role("button", name="As a list").click()
    assert "Strait of S" in page.locator(".twin [data-focus='strait:s']").inner_text()


def test_what_is_supposed_shut_is_marked_once(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?asof=2022-06-01&c=north,coast&x=b,leg_r,s")
    assert page.locator("[data-node=b] .badge").count() == 1
    marks = """[...document.querySelectorAll('[data-badge]')]
        .filter((badge) => !badge.closest('[data-off]')).map((badge) => badge.dataset.badge)"""
    assert page.evaluate(marks) == ["barred", "barred"]  # the road and the strait
    assert page.locator(".legend li[data-key='condition:supposed']").is_visible()
    assert page.locator(".legend li[data-key='condition:closed']").is_hidden()
    corridor(page, "coast").uncheck()
    assert page.evaluate(marks) == ["barred"]
    page.goto(f"{server.url}/?asof=2024-06-01&c=north,coast&o=s")
    page.locator(".corridor-page[data-legs]").wait_for()
    assert page.evaluate(marks) == []


def test_a_line_suspended_later_gets_its_crosses(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?asof=2024-01-01")
    crosses = "[...document.querySelectorAll('g.marks path')].map(p => p.getAttribute('d').length)"
    assert page.evaluate(crosses) == []
    field(page).fill("2024-06-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-06-01")
    [length] = page.evaluate(crosses)
    assert length > 50
    own, seen = page.evaluate(
        """() => { const p = document.querySelector('g.marks path');
        const probe = document.createElement('i'); probe.style.color = p.getAttribute('stroke');
        return [probe.style.color, getComputedStyle(p).stroke]; }"""
    )
    assert own == seen  # no rule of the page's style overrules the colour of the crosses
    field(page).fill("2024-01-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-01-01")
    assert page.evaluate(crosses) == []
