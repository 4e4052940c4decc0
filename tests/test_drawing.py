"""Drawing beside the page: real processes, their queue, and what becomes of one that is ended."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from geo.errors import ExportError
from geo.records.catalog import Catalog, read_catalog
from layers.pack.asked import Progress
from page import drawing
from page.drawing import DRAWN_AT_ONCE, Queue
from tests.worlds import write_world


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(Path(tmp_path_factory.mktemp("world")) / "data"))


@pytest.fixture(scope="module")
def queue() -> Iterator[Queue]:
    queue = Queue()
    yield queue
    queue._close()


def told_hash(catalog: Catalog, progress: Progress) -> tuple[str, int, int]:
    """Work: tell a step, and return what was drawn from, where and with what rank."""
    progress("The map page", 0, 2)
    return catalog.data_hash, os.getpid(), os.nice(0)


def refused(catalog: Catalog, progress: Progress) -> None:
    raise ExportError("as planned")


def slept(catalog: Catalog, progress: Progress, *, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def ended(catalog: Catalog, progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def silent(step: str) -> None:
    del step


def test_it_is_drawn_in_another_process_of_lower_rank(queue: Queue, catalog: Catalog) -> None:
    data_hash, process, rank = queue.drawn(told_hash, catalog, silent)
    assert data_hash == catalog.data_hash
    assert process != os.getpid()
    assert rank > os.nice(0)


def test_the_script_of_the_page_is_not_run_there(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "script.py"
    script.write_text("raise SystemExit('run once more')", encoding="utf-8")
    main = ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)
    queue = Queue()
    assert queue.drawn(told_hash, catalog, silent)[0] == catalog.data_hash
    assert sys.modules["__main__"] is main
    queue._close()


def test_what_is_refused_there_is_refused_here_and_the_queue_is_left(
    queue: Queue, catalog: Catalog
) -> None:
    for _ in range(DRAWN_AT_ONCE + 1):
        with pytest.raises(ExportError, match="as planned"):
            queue.drawn(refused, catalog, silent)
    assert queue._unfinished == []


@pytest.mark.slow
def test_who_waits_is_told_how_many_are_before(queue: Queue, catalog: Catalog) -> None:
    steps: list[list[str]] = [[] for _ in range(DRAWN_AT_ONCE + 2)]
    work = partial(slept, seconds=1.2)

    def one(number: int) -> int:
        time.sleep(0.1 * number)
        return queue.drawn(work, catalog, steps[number].append)

    with ThreadPoolExecutor(len(steps)) as readers:
        assert len(set(readers.map(one, range(len(steps))))) <= DRAWN_AT_ONCE
    assert steps[0] == ["Beginning…"]
    assert steps[-1][0] == "Waiting for a turn: 2 before yours"
    assert steps[-1][-1] == "Beginning…"


def test_who_waits_too_long_is_told(
    queue: Queue, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PATIENCE_S", 0.1)
    with pytest.raises(ExportError, match="Too many files"):
        queue.drawn(partial(slept, seconds=1.5), catalog, silent)


@pytest.mark.slow
def test_a_process_that_is_killed_takes_nobody_with_it(queue: Queue, catalog: Catalog) -> None:
    with pytest.raises(ExportError, match="broken off from outside"):
        queue.drawn(ended, catalog, silent)
    assert queue.drawn(told_hash, catalog, silent)[0] == catalog.data_hash


def test_processes_killed_while_nobody_draws_are_replaced(queue: Queue, catalog: Catalog) -> None:
    _, process, _ = queue.drawn(told_hash, catalog, silent)
    os.kill(process, signal.SIGKILL)
    executor = queue._executor
    assert isinstance(executor, ProcessPoolExecutor)
    deadline = time.monotonic() + 20
    while not executor._broken and time.monotonic() < deadline:
        time.sleep(0.05)
    assert executor._broken
    assert queue.drawn(told_hash, catalog, silent)[1] != process


@pytest.mark.slow
def test_processes_end_when_nobody_draws(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_IDLE_S", 0.1)
    queue = Queue()
    _, process, _ = queue.drawn(told_hash, catalog, silent)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{process}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{process}").exists()
