"""The atlas of plain files beside the app: making it, many readers of it, and how fast it answers.

nginx has one processor and one process, the readers the other (`benchmarks/visitors.py`). A date is
in the files, so who moves it in an open map asks the server nothing; here a reader opens the map
anew by a link of that date, which costs more.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.load import DAYS, EVERY_S, SECONDS, Crowd, crowd_of_app
from benchmarks.result import Bar, Figure, NotRun, Row, sample_of
from benchmarks.toggles import READY, corridor_clicks, event_before, in_step
from benchmarks.visitors import crowd_of
from benchmarks.watched import Answer, WatchedPage, app_command, chromium, has_chromium, served
from tests.browser.nginx import files_served

GROUP = "atlas"
APP = "the app"
_READERS, _BESIDE = 500, 50


def measure(repeat: int) -> list[Row]:
    """Return the rows of making an atlas, of its readers, and of its answers."""
    if shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        return [Row(GROUP, f"{_READERS} readers", "ms", NotRun("nginx is not installed"))]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        rows = _made(site)
        return [*rows, *_read(site, Path(folder)), *_answers(site, Path(folder), repeat)]


def _made(site: Path) -> list[Row]:
    """Measure the command, first and again."""
    seconds, told = [], ""
    for _ in range(2):
        start = time.monotonic()
        command = [sys.executable, "-m", "cli", "publish", "--out", str(site)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
        seconds.append(time.monotonic() - start)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    new = re.search(r"([\d,]+) of them new", told)
    return [
        Row(GROUP, "publish the shipped data", "s", sample_of(seconds[:1]), {}, Bar(30)),
        Row(
            GROUP,
            "publish them again",
            "s",
            sample_of(seconds[1:]),
            {},
            Bar(30),
            note=f"files written: {new[1] if new else 'not told'}",
        ),
        Row(GROUP, "size of all files", "MB", sample_of([size / 1e6]), {}, Bar(25)),
    ]


@contextmanager
def _apart(processors: set[int]) -> Iterator[None]:
    """Keep this process to some processors until the block ends."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _read(site: Path, folder: Path) -> list[Row]:
    """Measure many readers of the files, beside fewer of the app."""
    first, *others = sorted(os.sched_getaffinity(0))
    if not others:
        return [Row(GROUP, f"{_READERS} readers", "ms", NotRun("there is one processor only"))]
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    chance = random.Random(1)
    paths = [*chance.sample(pages, 200), *(f"index.html?asof={day}" for day in DAYS * 33)]
    pinned = ("taskset", "-c", str(first))
    with files_served(site, folder, before=pinned) as address, _apart(set(others)):
        crowd = asyncio.run(crowd_of(address, _READERS, paths, every_s=EVERY_S, seconds=SECONDS))
    app = crowd_of_app(_BESIDE)
    note = (
        f"{len(crowd.waits):,} pages and dates by asyncio's streams, median "
        f"{1000 * statistics.median(crowd.waits):.1f} ms, "
        f"longest {1000 * max(crowd.waits):.0f} ms; "
        f"{crowd.faults[:1] or 'no'} errors. The app has {_BESIDE} readers"
    )
    return [
        Row(
            GROUP,
            f"{_READERS} readers, nginx on one processor: wait of one in twenty",
            "ms",
            _p95_ms(crowd),
            {APP: _p95_ms(app)},
            Bar(100),
            note=note,
        ),
        Row(GROUP, "errors they met", "", sample_of([float(len(crowd.faults))]), {}, Bar(0)),
    ]


def _p95_ms(crowd: Crowd) -> Figure:
    return sample_of([1000 * crowd.p95])


def _answers(site: Path, folder: Path, repeat: int) -> list[Row]:
    """Measure a toggle and a date in one browser, in the app and in the atlas."""
    if not has_chromium():
        return [Row(GROUP, "toggle a corridor", "ms", NotRun("there is no Chromium"))]
    with chromium() as browser:

        def acts(url: str) -> tuple[list[Answer], list[Answer]]:
            watched = WatchedPage(browser)
            watched.open(url, READY)
            toggles = watched.act_all(corridor_clicks(repeat), expect="link")
            dates = watched.act_all([event_before] * repeat, expect="asof")
            watched.close()
            return toggles, dates

        with files_served(site, folder) as address:
            ours = acts(f"{address}index.html")
        with served(app_command) as server:
            app = acts(server.url)
    says: Sequence[tuple[str, int, Callable[[Answer], float]]] = (
        ("toggle a corridor: lines changed in the page", 0, lambda one: in_step(one, "map")),
        ("toggle a corridor: figures and link in step", 0, _whole),
        ("move the as-of date: map, figures and link in step", 1, _whole),
    )
    return [
        Row(
            GROUP,
            what,
            "ms",
            sample_of(map(value, ours[part])),
            {APP: sample_of(map(value, app[part]))},
            Bar(times_peer=1, peer=APP),
        )
        for what, part, value in says
    ]


def _whole(answer: Answer) -> float:
    return in_step(answer, "map", "asof", "figures", "link")
