"""What the C library and the collector are told about memory."""

from __future__ import annotations

import ctypes
import gc
import platform
import subprocess
import sys
from collections.abc import Iterator

import pytest

from page.memory import settle, share_stores


@pytest.fixture
def collector() -> Iterator[None]:
    settle.cache_clear()
    yield
    settle.cache_clear()
    gc.unfreeze()


@pytest.mark.slow
@pytest.mark.usefixtures("collector")
def test_what_all_share_is_set_aside_once_for_each_edition() -> None:
    settle("one")
    first = gc.get_freeze_count()
    assert first > 10_000
    # One that no other freed: were the second call to count, this list of lists would be in.
    kept = [[number] for number in range(5_000)]
    settle("one")
    assert gc.get_freeze_count() < first + len(kept)
    settle("other")
    assert gc.get_freeze_count() >= first + len(kept) - 2_000


# Ten threads take memory at once; how many stores that made is printed.
_TEN = """
import sys, threading
if sys.argv[1] == "share":
    from page.memory import share_stores
    assert share_stores()
hold = threading.Barrier(10)
def fill():
    kept = [bytearray(30_000) for _ in range(900)]
    hold.wait()
    last = kept[-1]
    del kept
    hold.wait()
threads = [threading.Thread(target=fill) for _ in range(10)]
[one.start() for one in threads]
[one.join() for one in threads]
# A store is a stretch of memory that begins at a multiple of 64 MB.
maps = open("/proc/self/maps").read().splitlines()
print(sum("rw-p" in line and int(line.split("-")[0], 16) % (64 << 20) == 0 for line in maps))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc knows the setting")
def test_threads_share_stores() -> None:
    def stores(how: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", _TEN, how], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert stores("share") < stores("each")


# What is large was let go, and something smaller is taken: does it lie among the small things?
_LARGE = """
import sys
if sys.argv[1] == "share":
    from page.memory import share_stores
    assert share_stores()
first = bytes(16 << 20)
del first
kept = bytes(4 << 20)
heap = next(line for line in open("/proc/self/maps") if line.rstrip().endswith("[heap]"))
low, high = (int(one, 16) for one in heap.split()[0].split("-"))
print(low <= id(kept) < high)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc knows the setting")
def test_what_is_large_stays_out_of_the_stores() -> None:
    def inside(how: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _LARGE, how], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    assert (inside("each"), inside("share")) == ("True", "False")


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert share_stores() is False
