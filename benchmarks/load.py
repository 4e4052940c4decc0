"""How many readers one process holds: what an answer costs, and how long many wait for theirs.

The readers speak the protocol (`benchmarks/reader.py`) from a process beside the server's, on the
same machine. Each changes what is on every five seconds, at moments of their own; the seconds are
those until the last message of the answer. `python -m benchmarks.load --minutes 20` is the soak.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from benchmarks.machine import resident_mb
from benchmarks.reader import Reader, opened
from benchmarks.result import Bar, Row, sample_of
from benchmarks.watched import app_command, served
from geo.formats.link import query_text
from geo.records.catalog import read_catalog
from geo.state.select import default_selection

GROUP = "load"
EVERY_S = 5.0
SECONDS = 60.0
_PACKS = 10
_BESIDE = 20
# Processes that drew are ended after a minute without work; then memory is read again.
_IDLE_S = 75.0
DAYS = ("2019-01-01", "2022-06-01", "2024-06-01", "2025-06-01", "2025-11-15", "2026-04-20")


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a number of readers met: each one's waits, in seconds, and what went wrong."""

    waits: tuple[float, ...]
    faults: tuple[str, ...]

    @property
    def p95(self) -> float:
        """The wait that one in twenty passes."""
        return statistics.quantiles(self.waits, n=20)[-1]


def measure(repeat: int) -> list[Row]:
    """Return the rows of an answer's cost, of crowds, and of packs made beside a crowd."""
    asked = queries()
    rows = [_cost(asked, max(repeat, 20))]
    for number, bar in ((25, Bar(1.0)), (50, None)):
        crowd = crowd_of_app(number)
        rows.append(_wait_row(f"{number} readers: wait that one in twenty passes", crowd, bar))
    return [*rows, *_packs(asked)]


def crowd_of_app(number: int) -> Crowd:
    """Let so many readers choose in the app for a minute."""
    asked = queries()
    with served(app_command) as server:
        return asyncio.run(_crowd(server.port, number, asked, SECONDS))


def queries() -> list[str]:
    """Return what readers choose: a corridor off, another day, all as it was."""
    catalog = read_catalog()
    start = default_selection(catalog)
    chosen = [replace(start, corridors=start.corridors - {one}) for one in catalog.corridors]
    chosen += [replace(start, as_of=date.fromisoformat(day)) for day in DAYS]
    return [query_text(selection, catalog) for selection in (start, *chosen)]


def processor_seconds(pid: int) -> float:
    """Return the processor time a running program has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cost(asked: Sequence[str], repeat: int) -> Row:
    """Measure what answers to one reader cost the server, after each was given once."""

    async def alone(port: int, pid: int) -> list[float]:
        reader = await opened(port)
        for query in asked:
            await reader.choose(query)
        costs = []
        for number in range(repeat):
            before = processor_seconds(pid)
            # A processor's time is told in hundredths: ten answers make a figure.
            for step in range(10):
                await reader.choose(asked[(number + step) % len(asked)])
            costs.append((processor_seconds(pid) - before) / 10)
        return costs

    with served(app_command) as server:
        costs = asyncio.run(alone(server.port, server.pid))
    return Row(GROUP, "processor of an answer", "s", sample_of(costs), {}, Bar(0.08))


async def _crowd(port: int, number: int, asked: Sequence[str], seconds: float) -> Crowd:
    """Let many readers choose for a while."""
    readers = [await opened(port) for _ in range(number)]
    return await _choosing(readers, asked, time.monotonic() + seconds)


async def _choosing(readers: Sequence[Reader], asked: Sequence[str], until: float) -> Crowd:
    waits: list[float] = []
    faults: list[str] = []

    async def one(reader: Reader, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, EVERY_S))
        while time.monotonic() < until:
            try:
                waits.append(await reader.choose(chance.choice(asked)))
            except (ConnectionClosed, RuntimeError) as error:
                faults.append(str(error))
                return
            await asyncio.sleep(max(EVERY_S - waits[-1], 0))

    await asyncio.gather(
        *(one(reader, random.Random(number)) for number, reader in enumerate(readers))
    )
    return Crowd(tuple(waits), tuple(faults))


def _wait_row(what: str, crowd: Crowd, bar: Bar | None) -> Row:
    note = (
        f"{len(crowd.waits)} answers, median {statistics.median(crowd.waits):.2f} s, "
        f"longest {max(crowd.waits):.2f} s, {len(crowd.faults)} faults {crowd.faults[:1] or ''}"
    )
    return Row(GROUP, what, "s", sample_of([crowd.p95]), {}, bar, note=note.rstrip())


def _packs(asked: Sequence[str]) -> list[Row]:
    """Measure ten whole packs made at once while twenty readers go on."""

    async def pack(port: int, number: int) -> float:
        reader = await opened(port)
        await reader.choose(asked[number % len(asked)])
        await reader.set_to("tabs", string_value="Map page")
        await reader.set_to("All formats, as one zip with a manifest", bool_value=True)
        return await reader.press("Make the files")

    async def together(port: int) -> tuple[list[float], Crowd]:
        readers = [await opened(port) for _ in range(_BESIDE)]
        making = asyncio.gather(*(pack(port, number) for number in range(_PACKS)))
        waits: list[float] = []
        faults: list[str] = []
        while not making.done():
            crowd = await _choosing(readers, asked, time.monotonic() + 2 * EVERY_S)
            waits.extend(crowd.waits)
            faults.extend(crowd.faults)
        return await making, Crowd(tuple(waits), tuple(faults))

    with served(app_command) as server:
        asyncio.run(_crowd(server.port, _BESIDE, asked, 2 * EVERY_S))
        before = resident_mb(server.pid)
        packs, crowd = asyncio.run(together(server.port))
        time.sleep(_IDLE_S)
        after = resident_mb(server.pid)
    return [
        Row(
            GROUP,
            f"slowest of {_PACKS} whole packs made at once",
            "s",
            sample_of([max(packs)]),
            {},
            Bar(90),
            note=f"previews before them included in the load, not in the time; {_BESIDE} readers "
            "beside them",
        ),
        _wait_row(f"{_BESIDE} readers beside {_PACKS} packs: wait of one in twenty", crowd, Bar(2)),
        Row(
            GROUP,
            "memory of the server after the packs, times that before",
            "",
            sample_of([after / before]),
            {},
            Bar(1.3),
            note=f"{before:.0f} MB before, {after:.0f} MB after",
        ),
    ]


def soak(minutes: float, readers: int) -> None:
    """Print waits and memory of each minute of a long run."""
    asked = queries()
    with served(app_command) as server:
        for minute in range(round(minutes)):
            crowd = asyncio.run(_crowd(server.port, readers, asked, 60))
            print(
                f"minute {minute + 1}: {len(crowd.waits)} answers, one in twenty waits more than "
                f"{crowd.p95:.2f} s, {len(crowd.faults)} faults, {resident_mb(server.pid):.0f} MB",
                flush=True,
            )


def main() -> None:
    """Soak the server for as long as asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--readers", type=int, default=20)
    given = parser.parse_args()
    soak(given.minutes, given.readers)


if __name__ == "__main__":
    main()
