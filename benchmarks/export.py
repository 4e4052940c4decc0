"""How long the map page and the whole pack take, beside cartopy and a browser's screenshot.

Every drawing is the first of a fresh program, after its imports: what a reader waits for who asks
for one page on the command line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error, Playwright, ViewportSize, sync_playwright

from benchmarks.machine import version_of
from benchmarks.once import MADE_ON
from benchmarks.result import Bar, Figure, NotRun, Row, sample_of
from benchmarks.watched import ROOT, has_chromium
from geo.records.catalog import read_catalog
from geo.state.select import default_selection
from layers.pack.standalone import html_of
from layers.scene.request import FigureRequest
from tests.browser.chromium import launch

GROUP = "export"
CARTOPY = "cartopy, same lines"
SCREENSHOT = "screenshot of the folium map"
# A4 across at 300 dots an inch: half as many page pixels, each drawn as two by two.
_VIEW: ViewportSize = {"width": 1754, "height": 1240}
_SCALE = 2
_MAP_READY = ".corridor-page[data-legs] path[data-leg]"
_PATIENCE_S = 300


def measure(repeat: int) -> list[Row]:
    """Return the rows of the map page and of the pack."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        few = max(1, repeat // 4)
        return [
            Row(
                GROUP,
                "map page, A4, PNG of 300 dpi",
                "s",
                _fresh("map_page", folder / "page.png", repeat),
                {
                    CARTOPY: _cartopy(folder / "cartopy.png", repeat),
                    SCREENSHOT: _screenshots(folder, repeat),
                },
                Bar(1.5),
                note="first drawing of a fresh program, the data read too, imports not; the "
                "screenshot starts a browser, as folium's own export does, and is the page in one "
                "file as on a screen; cartopy's page has lines, land, grid and legend only",
            ),
            Row(
                GROUP,
                "map page again, A4, PNG of 300 dpi",
                "s",
                _fresh("map_page_again", folder / "again.png", repeat),
                {},
                Bar(1.5),
                note="the same from the second start on: what the first read and checked of these "
                "very data is taken from the user's cache, as the command does",
            ),
            Row(
                GROUP,
                "the whole pack, every format, zipped",
                "s",
                _fresh("pack", folder / "pack.zip", few),
                {},
                Bar(8),
                note=f"{few} times",
            ),
        ]


def _fresh(name: str, path: Path, times: int) -> Figure:
    """Return the seconds of a drawing, each in a program of its own."""
    seconds = []
    for _ in range(times):
        command = [sys.executable, "-m", "benchmarks.once", name, str(path)]
        try:
            done = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_PATIENCE_S
            )
        except subprocess.TimeoutExpired:
            return NotRun(f"took longer than {_PATIENCE_S} s")
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no word why"])[-1]
            return NotRun(last)
        seconds.append(json.loads(done.stdout.splitlines()[-1])["seconds"])
    return sample_of(seconds)


def _cartopy(path: Path, times: int) -> Figure:
    if version_of("cartopy") is None:
        return NotRun("cartopy is not installed (extra bench)")
    return _fresh("cartopy", path, times)


def _screenshots(folder: Path, times: int) -> Figure:
    """Return the seconds from starting Chromium to the picture of our folium map in one file."""
    if not has_chromium():
        return NotRun("there is no Chromium")
    catalog = read_catalog()
    page = folder / "map.html"
    page.write_bytes(html_of(catalog, FigureRequest(default_selection(catalog), "", "", MADE_ON)))
    try:
        with sync_playwright() as playwright:
            return sample_of(
                _screenshot(playwright, page, folder / "screenshot.png") for _ in range(times)
            )
    except Error as error:
        return NotRun(str(error).splitlines()[0])


def _screenshot(playwright: Playwright, page: Path, picture: Path) -> float:
    start = time.perf_counter()
    browser = launch(playwright)
    opened = browser.new_context(viewport=_VIEW, device_scale_factor=_SCALE).new_page()
    opened.goto(page.as_uri())
    opened.locator(_MAP_READY).first.wait_for(state="attached")
    opened.screenshot(path=picture)
    seconds = time.perf_counter() - start
    browser.close()
    return seconds
