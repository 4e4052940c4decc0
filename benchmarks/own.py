"""A large overlay on the page: 5,000 lines with 100,000 vertices, dropped, drawn and panned.

What is counted is from the file chosen, as it lies on the disk, to the frame painted after the last
line is on the map; the questions are answered as soon as they are there, with what is offered.
"""

from __future__ import annotations

import json
import math
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.result import Bar, NotRun, Row, sample_of
from benchmarks.watched import WatchedPage, app_command, chromium, has_chromium, served

GROUP = "own"
LINES, VERTICES = 5_000, 20
READY = ".corridor-page[data-legs]"
_ON_MAP_S, _FRAME_MS, _FRAMES = 3, 33, 60
_PATIENCE_S = 120
_DRAWN = f'.corridor-page[data-own="{LINES}"]'
# The frame that is about to be drawn, and the one after it.
_PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Frames as the browser gives them, from the first that follows.
_COUNT = """() => { const taken = window.__taken = []; let last = performance.now();
const next = (now) => { taken.push(now - last); last = now; requestAnimationFrame(next); };
requestAnimationFrame(next); }"""


def measure(repeat: int) -> list[Row]:
    """Return the rows of a large overlay; few repetitions show what there is to see."""
    if not has_chromium():
        return [Row(GROUP, "5,000 lines on the map", "s", NotRun("there is no Chromium"))]
    taken, frames = list[float](), list[float]()
    with chromium() as browser, served(app_command) as server:
        # The first reader with data of their own has the server read the shipped tables once.
        for number in range(min(repeat, 5) + 1):
            seconds, ms = _once(browser, server.url, number)
            if number:
                taken.append(seconds)
                frames += ms
    return [
        Row(GROUP, "5,000 lines on the map", "s", sample_of(taken), {}, Bar(at_most=_ON_MAP_S)),
        Row(
            GROUP, "frames of a pan over them", "ms", sample_of(frames), {}, Bar(at_most=_FRAME_MS)
        ),
    ]


def lines_file(number: int) -> bytes:
    """Return a GeoJSON of many lines across the region; each number is another file."""
    side = math.isqrt(LINES) + 1
    features = []
    for ordinal in range(LINES):
        lon, lat = 50 + ordinal % side * 20 / side, 30 + ordinal // side * 12 / side
        line = [
            [round(lon + 0.2 * k / VERTICES, 5), round(lat + 0.05 * math.sin(k + number), 5)]
            for k in range(VERTICES)
        ]
        shape = {"type": "LineString", "coordinates": line}
        named = {"name": f"Line {ordinal}", "status": "open"}
        features.append({"type": "Feature", "properties": named, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _once(browser: Browser, url: str, number: int) -> tuple[float, list[float]]:
    watched = WatchedPage(browser)
    watched.open(url, READY)
    page = watched.page
    page.get_by_role("tab", name="Your data").click()
    box = page.locator(".st-key-panels input[type=file]").first
    box.wait_for(state="attached")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"lines{number}.geojson"
        file.write_bytes(lines_file(number))
        start = time.monotonic()
        box.set_input_files(file)
        page.get_by_role("button", name="Put it on the map").click()
        page.locator(_DRAWN).wait_for(timeout=_PATIENCE_S * 1_000)
        page.evaluate(_PAINTED)
        seconds = time.monotonic() - start
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1_500)
    frames = _pan(page)
    watched.close()
    return seconds, frames


def _pan(page: Page) -> list[float]:
    """Drag the map about; return how long each frame took, ms."""
    box = page.locator(".folium-map").bounding_box()
    if box is None:
        return []
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    step = 0
    while page.evaluate("window.__taken.length") <= _FRAMES:
        step += 1
        page.mouse.move(x + step % 40 * 4, y + step % 20 * 3)
    frames: list[float] = page.evaluate("window.__taken")
    page.mouse.up()
    return frames[1 : _FRAMES + 1]
