"""Several real browsers at once: how long each waits for the panels, and what memory they take.

What belongs here: pages of Chromium that toggle side by side. What does not: many more readers, who
speak the protocol without a browser (`benchmarks/load.py`), and one page looked at closely
(`benchmarks/toggles.py`).
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from dataclasses import dataclass

from playwright.async_api import BrowserContext, Page, async_playwright

from benchmarks.machine import resident_mb
from benchmarks.peers.names import CORRIDORS
from benchmarks.result import Bar, NotRun, Row, sample_of
from benchmarks.toggles import READY
from benchmarks.watched import app_command, has_chromium, served
from tests.browser.chromium import ARGUMENTS, DESKTOP, chromium_path

GROUP = "browsers"
_PAGES = 6
_EVERY_S = 5.0
_SECONDS = 60.0
_PATIENCE_MS = 30_000
# From the click, as the page itself sees it, until link and panels have changed for the last time:
# nothing may follow for so many milliseconds.
_QUIET_MS = 400
_ARM = """(quiet) => {
  window.waited = new Promise((done) => {
    const before = location.search;
    let clicked = 0, last = 0;
    const note = () => { clicked = performance.now(); };
    addEventListener("click", note, { capture: true, once: true });
    const seen = new MutationObserver(() => { if (clicked) last = performance.now(); });
    seen.observe(document.querySelector(".st-key-panels"),
      { childList: true, subtree: true, characterData: true });
    const look = setInterval(() => {
      if (!last || location.search === before || performance.now() - last < quiet) return;
      clearInterval(look);
      seen.disconnect();
      done(last - clicked);
    }, 20);
  });
}"""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one page met: its waits in seconds, its live objects in MB before and after."""

    waits: tuple[float, ...]
    before: float
    after: float


def measure(repeat: int) -> list[Row]:
    """Return the rows of waits and memory of pages that toggle side by side."""
    del repeat  # a minute of many pages holds answers enough
    what = f"{_PAGES} browser pages, a toggle every {_EVERY_S:.0f} s"
    if not has_chromium():
        return [Row(GROUP, what, "s", NotRun("there is no Chromium"))]
    with served(app_command) as server:
        seen, server_mb = asyncio.run(_side_by_side(server.url, server.pid))
    waits = [wait for one in seen for wait in one.waits]
    p95 = statistics.quantiles(waits, n=20)[-1]
    told = f"{len(waits)} answers, median {statistics.median(waits):.2f} s, "
    pages = f"{seen[0].before:.0f} MB of live objects at first, {seen[0].after:.0f} MB at the end"
    return [
        Row(
            GROUP,
            f"{what}: wait of one in twenty",
            "s",
            sample_of([p95]),
            {},
            Bar(1.0),
            note=f"{told}longest {max(waits):.2f} s; the browsers share the server's processors",
        ),
        Row(
            GROUP,
            "live objects of a page after them, times those before",
            "",
            sample_of([one.after / one.before for one in seen]),
            {},
            Bar(1.3),
            note=f"the first page: {pages}",
        ),
        Row(
            GROUP,
            "memory of the server after them, times that before",
            "",
            sample_of([server_mb[1] / server_mb[0]]),
            {},
            Bar(1.3),
            note=f"{server_mb[0]:.0f} MB with all pages open, {server_mb[1]:.0f} MB at the end",
        ),
    ]


async def _side_by_side(url: str, pid: int) -> tuple[list[_Seen], tuple[float, float]]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=list(ARGUMENTS)
        )
        width, height = DESKTOP
        pages = []
        for _ in range(_PAGES):
            context = await browser.new_context(viewport={"width": width, "height": height})
            pages.append(await _opened(context, url))
        before = resident_mb(pid)
        seen = await asyncio.gather(
            *(_toggling(page, random.Random(number)) for number, page in enumerate(pages))
        )
        after = resident_mb(pid)
        await browser.close()
    return list(seen), (before, after)


async def _opened(context: BrowserContext, url: str) -> Page:
    page = await context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    await page.goto(url)
    await page.locator(READY).first.wait_for()
    await page.locator(".st-key-panels .key-figure").first.wait_for()
    return page


async def _toggling(page: Page, chance: random.Random) -> _Seen:
    # One of each first: what a page keeps of them is no growth.
    for name in CORRIDORS:
        await _toggled(page, name)
        await _toggled(page, name)
    before = await _live_mb(page)
    waits: list[float] = []
    until = time.monotonic() + _SECONDS
    await asyncio.sleep(chance.uniform(0, _EVERY_S))
    while time.monotonic() < until:
        waits.append(await _toggled(page, chance.choice(CORRIDORS)))
        await asyncio.sleep(max(_EVERY_S - waits[-1], 0))
    return _Seen(tuple(waits), before, await _live_mb(page))


async def _toggled(page: Page, corridor: str) -> float:
    """Click a corridor on or off; return the seconds until the page is answered."""
    await page.evaluate(_ARM, _QUIET_MS)
    await page.locator(f"input[data-corridor={corridor}]").click()
    waited = await asyncio.wait_for(page.evaluate("() => window.waited"), _PATIENCE_MS / 1000)
    return float(waited) / 1000


async def _live_mb(page: Page) -> float:
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    await session.send("HeapProfiler.collectGarbage")
    told = await session.send("Performance.getMetrics")
    await session.detach()
    heap = next(one["value"] for one in told["metrics"] if one["name"] == "JSHeapUsedSize")
    return float(heap) / 1e6
