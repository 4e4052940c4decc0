"""A copy that makes half of a pack: the same bytes, and nothing left of it however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.records.catalog import Catalog
from layers.pack import beside
from layers.pack.asked import PackRequest
from layers.pack.beside import made_beside
from layers.pack.briefing import pack_of
from layers.pack.files import Format
from tests.pack.test_briefing import FIGURE

ROOT = Path(__file__).resolve().parents[2]
needs_copies = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="no copy is made here"
)


def pids() -> Iterator[int]:
    for _ in range(3):
        yield os.getpid()


@needs_copies
def test_parts_come_in_their_order_from_another_process_which_is_gone_then() -> None:
    with made_beside(pids(), forks=True) as parts:
        made = list(parts)
    assert len(set(made)) == 1
    assert made[0] != os.getpid()
    assert not _is_there(made[0])
    with made_beside(pids(), forks=False) as parts:
        assert set(parts) == {os.getpid()}


@needs_copies
def test_a_copy_is_ended_with_what_waits_for_it() -> None:
    def slow() -> Iterator[int]:
        yield os.getpid()
        time.sleep(600)

    begun = time.monotonic()
    copy = 0
    with suppress(KeyboardInterrupt), made_beside(slow(), forks=True) as parts:
        copy = next(parts)
        raise KeyboardInterrupt
    assert not _is_there(copy)
    assert time.monotonic() - begun < 60


@needs_copies
def test_what_a_copy_does_not_bring_is_made_here() -> None:
    here = os.getpid()

    def ended() -> Iterator[int]:
        yield 1
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        yield 2

    with made_beside(ended(), forks=True) as parts:
        assert list(parts) == [1, 2]

    def wrong() -> Iterator[int]:
        yield 1
        raise ValueError("met here")

    with made_beside(wrong(), forks=True) as parts:
        assert next(parts) == 1
        with pytest.raises(ValueError, match="met here"):
            next(parts)


def test_a_thread_makes_no_copy_and_one_that_hangs_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert set(pool.submit(_made_here).result()) == {os.getpid()}
    here = os.getpid()

    def hanging() -> Iterator[int]:
        if os.getpid() != here:
            time.sleep(600)
        yield 1

    monkeypatch.setattr(beside, "_PATIENCE_S", 0.2)
    with made_beside(hanging(), forks=True) as parts:
        assert list(parts) == [1]


def _made_here() -> list[int]:
    with made_beside(pids(), forks=True) as parts:
        return list(parts)


@needs_copies
def test_a_copy_ends_with_a_process_that_is_killed() -> None:
    script = """
import os, time
from layers.pack.beside import made_beside
def slow():
    yield os.getpid()
    time.sleep(600)
with made_beside(slow(), forks=True) as parts:
    print(next(parts), flush=True)
    time.sleep(600)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        copy = int(program.stdout.readline())
        assert _is_there(copy)
        program.kill()
    for _ in range(600):
        if not _is_there(copy):
            break
        time.sleep(0.1)
    assert not _is_there(copy)


@pytest.mark.slow
@needs_copies
def test_a_pack_has_the_same_bytes_with_a_copy_and_alone(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    formats = (Format.PNG_150, Format.PPTX, Format.HTML, Format.KML, Format.CSV)
    asked = PackRequest(replace(FIGURE, handling="Draft"), formats)
    copied: list[bool] = []
    brought = beside._brought

    def noted(*what: Any) -> Iterator[Any]:
        copied.append(True)
        return brought(*what)

    monkeypatch.setattr(beside, "_brought", noted)
    assert pack_of(catalog, asked, forks=True) == pack_of(catalog, asked)
    assert copied == [True]


def _is_there(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be counted does not."""
    with suppress(OSError):
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    return False
