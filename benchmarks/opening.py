"""How long the page takes to open, what it weighs, and whether it grows with use."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.machine import resident_mb
from benchmarks.peers.names import CORRIDORS
from benchmarks.result import Bar, NotRun, Row, sample_of
from benchmarks.toggles import READY
from benchmarks.watched import (
    WatchedPage,
    app_command,
    chromium,
    has_chromium,
    peer_command,
    served,
)

GROUP = "page"
EMPTY = "empty page"
# The browser compiles what it runs often and keeps that code, so growth is counted from here on.
_WARM_UP = 40
_TOGGLES = 200
# Until the lanes stand and two frames have passed: then they are on the screen.
_PAINTED = """() => new Promise((done) => {
  const look = () => document.querySelector(SELECTOR)
    ? requestAnimationFrame(() => requestAnimationFrame(done))
    : requestAnimationFrame(look);
  look();
})"""
_OURS = '".corridor-page[data-legs] path[data-leg]"'
_WORD = "'[data-testid=stMarkdownContainer] p'"


def measure(repeat: int) -> list[Row]:
    """Return the rows of cold start, weight and growth."""
    if not has_chromium():
        return [Row(GROUP, "cold start", "s", NotRun("there is no Chromium"))]
    with chromium() as browser:
        return [_cold_start(browser, repeat), _weight(browser), *_growth(browser)]


def _cold_start(browser: Browser, repeat: int) -> Row:
    """Measure from the command to the painted page, ours and an empty one in turn.

    Both were started before, as every start but the first after an installation.
    """
    ours, empty = [], []
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(repeat + 1):
            ours.append(_seconds_to_paint(browser, app_command, _OURS, cache))
            peer = partial(peer_command, "empty")
            empty.append(_seconds_to_paint(browser, peer, _WORD, cache))
    first, *ours = ours
    return Row(
        GROUP,
        "cold start: command to painted map",
        "s",
        sample_of(ours),
        {EMPTY: sample_of(empty[1:])},
        Bar(peer=EMPTY, times_peer=2.0),
        note="the browser is open already and has nothing stored; the command is that of this "
        f"environment; the first start of all, which prepares the data, took {first:.1f} s",
    )


def _seconds_to_paint(
    browser: Browser, command: Callable[[int], list[str]], selector: str, cache: str
) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    # What is compiled is kept, as an installation does it.
    env = {"CORRIDORS_CACHE": cache, "PYTHONDONTWRITEBYTECODE": ""}
    with served(command, env) as server:
        page.goto(server.url)
        page.evaluate(_PAINTED.replace("SELECTOR", selector))
        seconds = time.perf_counter() - start
        context.close()
    return seconds


def _weight(browser: Browser) -> Row:
    """Measure what a first visit moves until the map is painted, Streamlit's own files aside."""
    with served(app_command) as server:
        watched = WatchedPage(browser)
        watched.page.goto(server.url)
        watched.page.evaluate(_PAINTED.replace("SELECTOR", _OURS))
        moved = watched.traffic.taken()
        watched.close()
    own = {url: size for url, size in moved.files.items() if not _is_streamlits(url)}
    total = sum(own.values()) + moved.received
    heaviest = sorted(own.items(), key=lambda pair: -pair[1])[:4]
    told = ", ".join(f"{_name_of(url)} {size / 1000:.0f} kB" for url, size in heaviest)
    return Row(
        GROUP,
        "bytes to the first painted map, uncompressed",
        "kB",
        sample_of([total / 1000]),
        {},
        Bar(1200),
        note=f"{told}; socket messages {moved.received / 1000:.0f} kB",
    )


def _is_streamlits(url: str) -> bool:
    """Tell whether a file is of Streamlit's own bundle."""
    path = urlsplit(url).path
    return path in {"", "/", "/favicon.png"} or path.startswith(("/static/", "/_stcore/"))


def _name_of(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class _Held:
    """Memory at one moment, in MB."""

    page: float
    server: float


def _growth(browser: Browser) -> list[Row]:
    with served(app_command) as server:
        watched = WatchedPage(browser)
        watched.open(server.url, READY)
        _toggle(watched, _WARM_UP)
        before = _held(watched, server.pid)
        _toggle(watched, _TOGGLES)
        after = _held(watched, server.pid)
        watched.close()
    rows = []
    for what, old, new, limit in (
        ("page memory", before.page, after.page, 10),
        ("server memory", before.server, after.server, 5),
    ):
        rows.append(
            Row(
                GROUP,
                f"{what} grown over {_TOGGLES} toggles",
                "%",
                sample_of([(new - old) / old * 100]),
                {},
                Bar(limit),
                note=f"{old:.1f} MB after {_WARM_UP} toggles, {new:.1f} MB at the end",
            )
        )
    return rows


def _toggle(watched: WatchedPage, times: int) -> None:
    """Switch the corridors off and on; each time wait until Python has answered."""
    boxes = [name for name in CORRIDORS for _ in range(2)]
    for name in islice(cycle(boxes), times):
        link = watched.page.evaluate("location.search")
        watched.page.locator(f"input[data-corridor={name}]").click()
        deadline = time.monotonic() + 30
        while watched.page.evaluate("location.search") == link:
            if time.monotonic() > deadline:
                raise TimeoutError("the link did not follow a toggle")
            watched.page.wait_for_timeout(20)
    watched.settle()


def _held(watched: WatchedPage, pid: int) -> _Held:
    """Return the page's live objects and the server's resident memory."""
    # The probe's own notes are not the page's.
    watched.page.evaluate("__probe.log = []")
    session = watched.traffic.session
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    heap = next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")
    return _Held(page=heap / 1e6, server=resident_mb(pid))
