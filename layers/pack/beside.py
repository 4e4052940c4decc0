"""Half of a pack made beside the other half, in a copy of this process.

What belongs here: the copy, what it hands back, and that it ends with who made it. What does not:
which half is made where (`layers/pack/briefing.py`). A copy is made by forking, so it starts at
once with all that is loaded; it is for programs that have no threads of their own at work, the
command and the process that draws for the page, never for a program of somebody else's.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Part = TypeVar("Part")

# What a drawing makes lives until it is done, so looking for what can be thrown away finds nothing
# and takes a tenth of the time.
_OBJECTS_BEFORE_A_LOOK = 100_000

# No part takes so long even on a busy machine; what does is made anew.
_PATIENCE_S = 120.0


def throw_away_seldom() -> None:
    """Let this process look less often for circles of objects that nobody holds any more."""
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, 3, 2)


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone."""
    Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def made_beside(parts: Iterator[Part], *, forks: bool) -> Iterator[Iterator[Part]]:
    """Yield parts as they come from a copy of this process that makes them meanwhile.

    Parameters
    ----------
    parts
        What makes them, one by one. The copy runs through it, not this process: what one part
        leaves behind for the next is not seen here.
    forks
        Whether a copy may be made. Without one, or where a system or a single processor has no use
        for it, they are made here as they are asked for; so is what a copy did not bring that was
        ended from outside, or that met with an error, which is then met here.
    """
    if not (forks and _can_fork()):
        yield parts
        return
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=_make, args=(parts, there), daemon=True)
    with warnings.catch_warnings():
        # The numbers' library keeps threads ready, none of which holds anything.
        warnings.simplefilter("ignore", DeprecationWarning)
        copy.start()
    there.close()
    try:
        yield _brought(here, parts)
    finally:
        copy.kill()
        copy.join()
        here.close()


def _can_fork() -> bool:
    """Tell whether a copy is safe and of use: what is called from a thread has others at work."""
    alone = current_thread() is main_thread()
    return alone and sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _make(parts: Iterator[Part], there: Connection) -> None:
    """Make all parts and hand them over; an error is left to who waits for the part."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who waits ends this copy
    end_with_parent()
    # A pipe holds little: who waited for each part to be taken would stand still meanwhile.
    with suppress(Exception), ThreadPoolExecutor(1) as sender:
        for part in parts:
            sender.submit(there.send, part)


def _brought(here: Connection, parts: Iterator[Part]) -> Iterator[Part]:
    """Yield what a copy brings, and what it did not bring made here."""
    count = 0
    with suppress(EOFError, OSError):
        while here.poll(_PATIENCE_S):
            part: Part = here.recv()
            count += 1
            yield part
    for order, made in enumerate(parts):
        if order >= count:
            yield made
