"""Two processes on one store behind nginx: how long fifty readers wait, and what becomes of them.

The deployment is that of `docs/deploy.md`, started from its own files; the readers speak the
protocol (`benchmarks/reader.py`) through nginx from a process beside it. At the end one process is
killed, and the seconds are counted until each of its readers has an answer of the other. What is
measured of one process alone is in `benchmarks/load.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import ssl
import statistics
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.load import queries
from benchmarks.machine import load, resident_mb
from benchmarks.reader import Reader
from benchmarks.result import Bar, NotRun, Row, sample_of
from geo.model.origins import SHIPPED
from geo.records.readers import Folder
from geo.store.address import store_address
from geo.store.filling import fill, grant, init
from tests.browser.server import Server
from tests.store.deployed import BASE, Deployed, deployed
from tests.store.server import programs, serving

GROUP = "pair"
_DATA = Path(__file__).resolve().parents[1] / "data"
_READERS = 50
_EVERY_S = 5.0
_SECONDS = 180.0
_GONE_S = 60.0


@dataclass
class _Told:
    """What the readers met, in seconds, and what went wrong."""

    waits: list[float]
    faults: list[str]
    back: list[float]


def measure(repeat: int) -> list[Row]:
    """Return the rows of fifty readers on two processes; they are run once, however often asked."""
    del repeat
    return measured(_READERS, _SECONDS)


def measured(readers: int, seconds: float) -> list[Row]:
    """Return the rows of so many readers, each choosing every five seconds, for so long."""
    if programs() is None:
        return [Row(GROUP, "all of it", "", NotRun("PostgreSQL with PostGIS is not installed"))]
    with serving() as store, tempfile.TemporaryDirectory() as folder:
        address = store_address(store.address())
        init(address)
        fill(address, Folder(_DATA, SHIPPED))
        grant(address, "page", "reader")
        with deployed(store.address("page"), Path(folder)) as pair:
            for server in (pair.first, pair.second):
                _until_serving(server)
            return asyncio.run(_crowd(pair, readers, seconds))


def _until_serving(server: Server) -> None:
    """Wait until a process has read the store: an upgrade waits for it too."""
    with urllib.request.urlopen(f"{server.url}/{BASE}/healthz", timeout=60) as answer:
        if not json.loads(answer.read())["serving"]:
            raise RuntimeError("a process does not serve the store")


async def _opened(url: str) -> Reader:
    """Open the page through nginx, with a cookie of its own."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    site = url[: url.index("/", 8)]
    reader = Reader(
        await connect(
            f"{url.replace('https', 'wss')}/_stcore/stream",
            origin=site,  # type: ignore[arg-type]  # a text of its own type
            ssl=trusting,
            max_size=None,
            open_timeout=30,
            additional_headers={"Cookie": f"corridors_reader={uuid.uuid4().hex}"},
        )
    )
    await reader.ask()
    return reader


async def _crowd(pair: Deployed, number: int, seconds: float) -> list[Row]:
    asked = queries()
    told = _Told([], [], [])
    readers = [await _opened(pair.url) for _ in range(number)]
    before = load()
    most = _Memory(pair)
    until = time.monotonic() + seconds
    choosing = [
        _choosing(reader, asked, random.Random(place), until, told)
        for place, reader in enumerate(readers)
    ]
    watching = asyncio.create_task(most.watched(until))
    await asyncio.gather(*choosing)
    await watching
    waits = tuple(told.waits)
    note = (
        f"{len(waits)} answers, median {statistics.median(waits):.2f} s, longest "
        f"{max(waits):.2f} s; load {before:g} → {load():g}"
    )
    rows = [
        Row(
            GROUP,
            f"{number} readers on two processes: wait that one in twenty passes",
            "s",
            sample_of([statistics.quantiles(waits, n=20)[-1]]),
            {},
            Bar(1.5),
            note=note,
        ),
        Row(GROUP, "errors meanwhile", "", sample_of([len(told.faults)]), {}, Bar(0)),
        Row(GROUP, "memory of all processes, at most", "MB", sample_of([most.mb]), {}, Bar(1500)),
    ]
    return [*rows, await _killed(pair, readers, asked)]


class _Memory:
    """The most that both processes, and those they draw in, held together."""

    def __init__(self, pair: Deployed) -> None:
        self.pair = pair
        self.mb = 0.0

    async def watched(self, until: float) -> None:
        """Look every two seconds."""
        while time.monotonic() < until:
            pids = [one.pid for one in (self.pair.first, self.pair.second)]
            pids += [child for pid in pids for child in _children(pid)]
            self.mb = max(self.mb, sum(resident_mb(pid) for pid in pids))
            await asyncio.sleep(2)


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in told.split()]


async def _choosing(
    reader: Reader, asked: Sequence[str], chance: random.Random, until: float, told: _Told
) -> None:
    await asyncio.sleep(chance.uniform(0, _EVERY_S))
    while time.monotonic() < until:
        try:
            told.waits.append(await reader.choose(chance.choice(asked)))
        except (WebSocketException, RuntimeError, OSError) as error:
            told.faults.append(str(error))
            return
        await asyncio.sleep(max(_EVERY_S - told.waits[-1], 0))


async def _killed(pair: Deployed, readers: Sequence[Reader], asked: Sequence[str]) -> Row:
    """Kill one process and return how long its slowest reader was without an answer."""

    async def back(reader: Reader, query: str) -> float | None:
        try:
            await asyncio.wait_for(reader.socket.wait_closed(), 3)
        except TimeoutError:
            return None  # of the other process
        while time.monotonic() - start < _GONE_S:
            try:
                again = await _opened(pair.url)
                await again.choose(query)
            except (WebSocketException, OSError):
                await asyncio.sleep(0.2)
                continue
            return time.monotonic() - start
        return _GONE_S

    start = time.monotonic()
    pair.first.child.kill()
    found = await asyncio.gather(
        *(back(reader, asked[place % len(asked)]) for place, reader in enumerate(readers))
    )
    times = [one for one in found if one is not None]
    note = f"{len(times)} of {len(readers)} readers were on it; each opens the page anew"
    return Row(
        GROUP,
        "one process killed: until its last reader has an answer of the other",
        "s",
        sample_of([max(times)] if times else []),
        {},
        Bar(5),
        note=note,
    )


def main() -> None:
    """Print what is measured, for as many readers and as long as asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pair", description=__doc__)
    parser.add_argument("--readers", type=int, default=_READERS)
    parser.add_argument("--seconds", type=float, default=_SECONDS)
    given = parser.parse_args()
    for row in measured(given.readers, given.seconds):
        print(row.what, row.ours, "held" if row.held else "NOT held", row.note, flush=True)


if __name__ == "__main__":
    main()
