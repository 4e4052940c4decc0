"""A reader's own data on the page: dropped, seen, reckoned with, handed over, and nobody else's."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cli import main
from geo.own.save import zip_to_keep
from tests.browser.chromium import Watch
from tests.browser.conftest import ROOT
from tests.browser.map_page import opened, panels, until, until_panels_say, until_still
from tests.browser.server import Server, free_port, running
from tests.browser.test_restart import CONNECTED, forgive_the_outage
from tests.own.test_beside import BRIDGE, OPEN, rival
from tests.own.worlds import SOURCE, overlay
from tests.worlds import write_world

OWNER = "added by A. Karimi (Letter)"
TABLES = {"legs": [BRIDGE], "leg_status": [OPEN], "claims": [rival()], "sources": [SOURCE]}
LETTER = overlay(TABLES)
OWN_LINES = "document.querySelector('.corridor-page')?.dataset.own"
LINE = {
    "type": "Feature",
    "properties": {"name": "New line", "status": "open"},
    "geometry": {"type": "LineString", "coordinates": [[0.01, 1], [0.6, 1.5], [1, 2.01]]},
}


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    until_still(page)


def give(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the tab for one's own data."""
    tab(page, "Your data")
    box = page.locator(".st-key-panels input[type=file]").first
    box.wait_for(state="attached")
    box.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def put(page: Page, label: str) -> None:
    button = page.get_by_role("button", name=label)
    button.wait_for()
    until_still(page)
    button.click()
    until_still(page)


@pytest.fixture
def with_letter(browser_page: Page, server: Server) -> Page:
    """Return a page with a line from Alpha to Delta and a rival length, both of a letter."""
    page = opened(browser_page, server)
    give(page, "letter.zip", zip_to_keep(LETTER))
    put(page, "Put it beside the data")
    until(page, "location.search.includes('own=')")
    page.locator(".corridor-page[data-legs]").wait_for()
    return page


def own_lines(page: Page) -> int:
    """Return how many lines that were added are drawn."""
    return int(page.locator(".corridor-page").get_attribute("data-own") or 0)


def test_the_line_is_there_and_flown_to(with_letter: Page) -> None:
    page = with_letter
    assert own_lines(page) == 1
    until_panels_say(page, "Alpha – Delta")
    until_panels_say(page, OWNER)
    # Alpha lies at 0 E 1 N, Delta at 1 E 2 N.
    until(
        page,
        """(() => { const at = new URLSearchParams(location.search);
        return Math.abs(at.get('lat') - 1.5) < 0.2 && Math.abs(at.get('lon') - 0.5) < 0.2; })()""",
    )
    assert page.get_by_text(OWNER, exact=False).count() >= 2  # legend and card


def test_its_figure_stands_in_the_disagreement(with_letter: Page) -> None:
    page = with_letter
    page.get_by_role("button", name="Close").click()
    tab(page, "Disagreements")
    reading = page.locator(".st-key-panels details").filter(has_text="300")
    reading.first.wait_for()
    reading.first.locator("summary").click()
    assert OWNER in reading.first.inner_text()


def test_a_way_goes_over_it(with_letter: Page) -> None:
    page = with_letter
    page.get_by_role("button", name="Close").click()
    tab(page, "Routes")
    for label, place in (("From", "Alpha (WWW)"), ("To", "Delta (WWW)")):
        page.get_by_role("combobox", name=label, exact=False).first.click()
        page.keyboard.type(place)
        page.get_by_role("option", name=place).first.wait_for()
        page.keyboard.press("Enter")
        until_still(page)
    until(page, "location.search.includes('from=a') && location.search.includes('to=d')")
    until_panels_say(page, "Alpha – Delta")
    assert OWNER in panels(page)


def test_the_export_names_its_owner(with_letter: Page) -> None:
    page = with_letter
    tab(page, "Map page")
    page.locator(".st-key-brief_preview label").click()
    until_still(page)
    formats = page.locator(".st-key-brief_formats")
    for name in ("PNG", "GeoJSON"):
        formats.get_by_role("button", name=name).first.click()
        until_still(page)
    page.get_by_role("button", name="Make the files").click()
    button = page.get_by_role("link", name="Download trade-corridors-")
    button.wait_for()
    with page.expect_download() as coming:
        button.click()
    assert coming.value.suggested_filename.endswith(".geojson")
    told = json.loads(Path(coming.value.path()).read_text(encoding="utf-8"))
    added = [one["properties"] for one in told["features"] if OWNER in str(one["properties"])]
    assert any("Alpha – Delta" in str(one) for one in added)


def test_a_second_reader_sees_nothing_of_it(
    with_letter: Page, open_page: Callable[..., Page], server: Server
) -> None:
    page = with_letter
    query = page.url.partition("?")[2]
    other = opened(open_page(), server)
    assert own_lines(other) == 0
    assert "Karimi" not in other.content()
    assert OWNER not in other.content()
    asked = opened(open_page(), server, f"?{query}")
    until_panels_say(asked, "overlay that is not open here")
    assert LETTER.digest[:12] in panels(asked)
    assert "ask its sender" in panels(asked)
    assert own_lines(asked) == 0
    assert asked.locator("path[data-leg=leg_a]").count() == 1
    network = page.evaluate(
        """() => performance.getEntriesByType('resource').map((one) => one.name)
        .filter((name) => name.endsWith('network.json')).pop()"""
    )
    assert "bridge" in str(page.evaluate(f"fetch({json.dumps(network)}).then((a) => a.text())"))
    asked_for = other.evaluate(
        """() => performance.getEntriesByType('resource').map((one) => one.name)"""
    )
    assert network not in asked_for


def test_saved_and_given_again_it_is_the_same_link(
    with_letter: Page, open_page: Callable[..., Page], server: Server
) -> None:
    page = with_letter
    for kind in ("XLSX", "zip"):
        tab(page, "Your data")
        with page.expect_download() as coming:
            page.get_by_role("button", name=f"Save my overlay ({kind})").click()
        content = Path(coming.value.path()).read_bytes()
        again = opened(open_page(), server)
        give(again, f"again.{kind.lower()}", content)
        put(again, "Put it beside the data")
        until(again, f"location.search.includes('own={LETTER.digest[:12]}')")


def test_a_file_of_lines_asks_and_is_drawn_hatched(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    give(page, "line.geojson", json.dumps(LINE).encode())
    put(page, "Put it on the map")
    until(page, "location.search.includes('own=')")
    until_panels_say(page, "unsourced, added by line")
    assert own_lines(page) == 1
    assert "Unsourced, added by line" in page.locator(".corridor-page").inner_text()


def test_places_alone_are_counted_and_named(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    rows = ["name,lon,lat", "New gate,1.5,1.4", "<b>Old gate,0.5,1.6"]
    give(page, "gates.csv", "\n".join(rows).encode())
    put(page, "Put it on the map")
    until(page, "location.search.includes('own=')")
    until(page, "document.querySelector('.toggles')?.textContent.includes('2 places')")
    told = page.locator(".toggles").text_content() or ""
    assert "New gate" in told
    assert "<b>Old gate" in told
    assert "0 branches" not in told


@pytest.mark.parametrize("ending", ["pptx", "html"])
def test_slides_or_a_page_of_ours_say_what_changed_since(
    ending: str, browser_page: Page, server: Server, tmp_path: Path
) -> None:
    folder, path = write_world(tmp_path / "data"), tmp_path / f"made.{ending}"
    asked = ["export", "--data", str(folder), "--as-of", "2022-03-01", "--formats", ending]
    assert main([*asked, "--out", str(path)]) == 0
    page = opened(browser_page, server)
    give(page, path.name, path.read_bytes())
    until_panels_say(page, "since this was made, as of 1 March 2022")
    until_still(page)
    told = panels(page)
    assert "1 figure moved, 2 closures began and 0 ended" in told
    assert "not installed" not in told
    link = page.locator(".st-key-panels li.change a", has_text="Gamma").first
    link.focus()
    page.keyboard.press("Enter")
    until(page, "Math.abs(new URLSearchParams(location.search).get('lon') - 2) < 0.3")


@pytest.fixture
def start(tmp_path: Path) -> Callable[[], contextlib.AbstractContextManager[Server]]:
    """Serve the tiny drawn world, always on the same port."""
    port, folder = free_port(), write_world(tmp_path / "data")

    @contextlib.contextmanager
    def started() -> Iterator[Server]:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        command += ["--server.port", str(port), "--server.headless", "true"]
        env = {"CORRIDORS_DATA": str(folder)}
        with running(command, port=port, cwd=ROOT, scratch=tmp_path, env=env) as server:
            yield server

    return started


def test_after_a_restart_the_page_asks_for_the_file_again(
    browser_page: Page, start: Any, watch: Watch
) -> None:
    with start() as server:
        page = opened(browser_page, server)
        give(page, "letter.zip", zip_to_keep(LETTER))
        put(page, "Put it beside the data")
        until(page, "location.search.includes('own=')")
    with start():
        until(page, CONNECTED, "CONNECTED")
        until_panels_say(page, "overlay that is not open here")
        until_still(page)
        assert "Add its file under Your data" in panels(page)
        until(page, OWN_LINES, "0")
        give(page, "letter.zip", zip_to_keep(LETTER))
        put(page, "Put it beside the data")
        until(page, OWN_LINES, "1")
        until_still(page)
        assert "overlay that is not open here" not in panels(page)
        page.close()
    forgive_the_outage(watch)
