"""The single file in Chromium, opened from a disk with the network cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import read_catalog
from geo.state.select import default_selection, leg_states
from layers.pack.standalone import html_of
from layers.scene.request import FigureRequest
from tests.browser.chromium import Watch
from tests.browser.map_page import until_painted
from tests.shipped import shipped_catalog
from tests.worlds import write_world

SELECTION = Selection(corridors=frozenset({"north"}), as_of=date(2023, 6, 1))
REQUEST = FigureRequest(
    selection=SELECTION,
    title="The north",
    subtitle="",
    made_on=date(2026, 11, 21),
    handling="For official use",
)
# A line along a parallel has no height, so the browser's tools do not call it visible.
LINES = """() => [...document.querySelectorAll(".leaflet-lanes-pane path[data-leg]")]
  .filter((path) => path.style.visibility !== "hidden" && !path.closest("[data-off]"))
  .map((path) => path.dataset.leg)"""


@pytest.fixture(scope="module")
def drawn_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the single file of the drawn world."""
    folder = tmp_path_factory.mktemp("single")
    catalog = read_catalog(write_world(folder / "data"))
    path = folder / "the north.html"
    path.write_bytes(html_of(catalog, REQUEST))
    return path


@pytest.fixture(scope="module")
def shipped_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the single file of the shipped data, Torghundi in focus."""
    catalog = shipped_catalog()
    focus = Focus(SubjectKind.NODE, "torghundi")
    selection = replace(default_selection(catalog), focus=focus)
    path = tmp_path_factory.mktemp("single") / "shipped.html"
    path.write_bytes(html_of(catalog, replace(REQUEST, selection=selection)))
    return path


@pytest.fixture
def opened(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a file with the network cut; the page is ready when this returns."""

    def open_file(path: Path, *, size: tuple[int, int] = (1440, 900)) -> Page:
        page = open_page(size=size)
        page.context.set_offline(True)
        page.goto(path.as_uri())
        expect(page.locator("body[data-ready=yes]")).to_be_attached()
        return page

    return open_file


def legs_on(page: Page) -> set[str]:
    return set(page.evaluate(LINES))


def legend_on(page: Page) -> set[str]:
    until_painted(page)
    rows = page.locator(".legend li:visible")
    return set(rows.evaluate_all("rows => rows.map((row) => row.dataset.key)"))


def test_it_shows_what_was_chosen(opened: Callable[..., Page], drawn_world: Path) -> None:
    page = opened(drawn_world)
    assert legs_on(page) == {"leg_a", "leg_b", "leg_r"}
    assert page.title() == "The north"
    assert page.locator(".corridor-page").get_attribute("data-asof") == "2023-06-01"
    expect(page.locator(".mark")).to_have_text(["For official use", "For official use"])
    expect(page.locator(".timeline")).to_be_hidden()
    expect(page.locator(".basemaps")).to_be_hidden()
    # Leaflet's own styles are at work: without them the panes would not be placed.
    assert page.locator(".leaflet-map-pane").evaluate("e => getComputedStyle(e).position") == (
        "absolute"
    )


def test_toggles_answer_and_the_legend_and_the_panel_follow(
    opened: Callable[..., Page], drawn_world: Path
) -> None:
    page = opened(drawn_world)
    assert "mode:sea" not in legend_on(page)
    figures = page.locator('[data-part-of="north"]')
    expect(figures).to_be_visible()
    page.locator("input[data-corridor=coast]").check()
    assert legs_on(page) == {"leg_a", "leg_b", "leg_r", "leg_c", "leg_w"}
    assert "mode:sea" in legend_on(page)
    page.locator("input[data-corridor=north]").uncheck()
    assert legs_on(page) == {"leg_c", "leg_w"}
    expect(figures).to_be_hidden()
    expect(page.locator('[data-part-of="coast"]')).to_be_visible()
    assert "mode:road" not in legend_on(page)
    page.locator("input[data-corridor=coast]").uncheck()
    assert legs_on(page) == set()


def test_a_branch_and_a_status_can_be_switched(
    opened: Callable[..., Page], drawn_world: Path
) -> None:
    page = opened(drawn_world)
    page.locator("input[data-branch=south]").uncheck()
    assert legs_on(page) == {"leg_a", "leg_b"}
    page.locator("button[data-status=operating]").click()
    assert legs_on(page) == set()


def test_hovering_and_picking_tell_what_a_line_is(
    opened: Callable[..., Page], drawn_world: Path
) -> None:
    page = opened(drawn_world)
    until_painted(page)
    x, y = page.evaluate(
        """() => {
          const line = document.querySelector('path[data-leg="leg_a"]');
          const at = line.getPointAtLength(line.getTotalLength() / 2);
          const on = new DOMPoint(at.x, at.y).matrixTransform(line.getScreenCTM());
          return [on.x, on.y];
        }"""
    )
    page.mouse.move(x, y)
    expect(page.locator(".hint")).to_contain_text("Alpha – Beta")
    expect(page.locator(".hint")).to_contain_text("Operating")
    page.mouse.click(x, y)
    sheet = page.locator("#detail .fact-sheet")
    expect(sheet.locator("h3")).to_have_text("Alpha – Beta")
    expect(sheet.locator(".record-sources li").first).to_contain_text("First page")


def test_a_record_of_the_panel_picks_its_place(
    opened: Callable[..., Page], drawn_world: Path
) -> None:
    page = opened(drawn_world)
    before = page.url
    page.locator("summary", has_text="Dates and promises").click()
    page.locator("a[data-pin=opened_b]").click()
    expect(page.locator("#detail h3")).to_have_text("Gamma")
    assert page.url == before


def test_searching_finds_a_place_in_any_spelling(
    opened: Callable[..., Page], drawn_world: Path
) -> None:
    page = opened(drawn_world)
    page.locator(".search input").fill("gama")
    page.keyboard.press("Enter")
    expect(page.locator("#detail h3")).to_have_text("Gamma")


def test_nothing_may_be_evaluated_or_fetched(
    opened: Callable[..., Page], drawn_world: Path, watch: Watch
) -> None:
    page = opened(drawn_world)
    refused = page.evaluate(
        """() => new Promise((done) => {
          const seen = new Set();
          document.addEventListener("securitypolicyviolation", (e) => seen.add(e.blockedURI));
          new Image().src = "https://example.org/x.png";
          const script = document.createElement("script");
          script.textContent = "window.ran = 'inline'";
          document.head.append(script);
          // Run later, so not under the licence of the browser's own tools.
          try { setTimeout("window.ran = 'evaluated'"); } catch { /* refused at once */ }
          // What is run late is so a second after all was refused, at the latest.
          const told = () => done([[...seen].sort(), window.ran ?? "nothing"]);
          const look = (left) => setTimeout(() => (seen.size > 2 || !left ? setTimeout(told, 1000)
            : look(left - 1)), 50);
          look(400);
        })"""
    )
    assert refused == [["eval", "https://example.org/x.png", "inline"], "nothing"]
    watch.errors.clear()
    watch.outside.clear()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_shipped_map_fits_the_window(
    size: tuple[int, int], opened: Callable[..., Page], shipped_world: Path
) -> None:
    page = opened(shipped_world, size=size)
    catalog = shipped_catalog()
    states = leg_states(catalog, default_selection(catalog))
    assert page.locator(".corridor-page").get_attribute("data-legs") == str(len(states))
    expect(page.locator("#detail h3")).to_have_text("Torghundi")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    assert stage["width"] > 0.45 * size[0]
    assert stage["height"] > 0.6 * size[1]
    assert stage["y"] + stage["height"] <= size[1]
