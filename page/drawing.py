"""Drawing beside the page: in processes of their own, a few at a time, first come, first served.

What belongs here: the queue, the processes that draw, and what a reader who waits is told. What
does not: the form and the downloads (`page/briefing.py`) and making anything
(`layers/pack/briefing.py`).

A drawing keeps a processor busy for seconds. In the server's own process it would hold up every
reader who only moves a date, and leave its memory behind; a process beside it, of a lower rank,
does neither, and is ended when nobody has wanted one for a while.
"""

from __future__ import annotations

import copyreg
import gc
import itertools
import logging
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from threading import Lock, Timer
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import ExportError
from geo.records.catalog import Catalog
from layers.pack.beside import end_with_parent, throw_away_seldom

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

    from layers.pack.asked import PackRequest, Progress
    from layers.pack.check import Check
    from layers.pack.files import PackFile
    from layers.scene.request import FigureRequest

Drawn = TypeVar("Drawn")
Work = Callable[[Catalog, "Progress"], Drawn]

# So many drawings at once, in all sessions together; a reader waits this long for one.
DRAWN_AT_ONCE = 2
PATIENCE_S = 300.0
# A place in the queue is told anew so often, and processes end so long after the last drawing.
_TOLD_EVERY_S = 0.5
_IDLE_S = 60.0
# How much a process gives way to the server on a busy machine, as `nice` counts.
_LOWER_RANK = 10


def _unchangeable(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# The catalog's mappings cannot be changed, and Python has no form of its own to send such ones.
copyreg.pickle(MappingProxyType, lambda mapping: (_unchangeable, (dict(mapping),)))


class Queue:
    """Those who wait for a drawing, in order, and the processes that draw."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tickets = itertools.count()
        self._unfinished: list[int] = []
        self._steps: dict[int, str] = {}
        self._reports: SimpleQueue[tuple[int, str]] = get_context("spawn").SimpleQueue()
        self._executor: Executor | None = None
        self._end: Timer | None = None
        self._forms: dict[str, bytes] = {}

    def drawn(self, work: Work[Drawn], catalog: Catalog, told: Callable[[str], None]) -> Drawn:
        """Return what `work` makes of the catalog, in a process of its own.

        Parameters
        ----------
        work
            A function of a module, or a partial of one: it is sent to another process.
        catalog
            What it draws from; sent along, and kept there for the next drawing.
        told
            Told what is being made, or how many are before this one, whenever that changes.

        Raises
        ------
        ExportError
            As `work` does; if it was not done in good time, or its process was ended.
        """
        ticket, future = self._enter(work, catalog)
        said, deadline = "", time.monotonic() + PATIENCE_S
        try:
            while True:
                try:
                    return future.result(timeout=_TOLD_EVERY_S)
                except NotYet:
                    if future.done():
                        raise
                now = self._said(ticket)
                if now != said:
                    said = now
                    told(now)
                if time.monotonic() > deadline:
                    raise ExportError(
                        "Too many files are being made just now; try again in a minute."
                    )
        except BrokenProcessPool as error:
            logging.getLogger(__name__).error("A process that draws was ended from outside.")
            self._close()
            raise ExportError("The drawing was broken off from outside; try again.") from error
        finally:
            future.cancel()
            self._leave(ticket)

    def place(self, ticket: int) -> int:
        """Return how many must be done before a ticket has its turn; 0 when it is being drawn."""
        return max(self._unfinished.index(ticket) - DRAWN_AT_ONCE + 1, 0)

    def _enter(self, work: Work[Drawn], catalog: Catalog) -> tuple[int, Future[Drawn]]:
        with self._lock:
            if self._end is not None:
                self._end.cancel()
            ticket = next(self._tickets)
            sent = self._form(catalog)
            try:
                future = self._submit(work, ticket, catalog.data_hash, sent)
            except BrokenProcessPool:  # its processes were ended while nobody drew
                self._end_processes()
                future = self._submit(work, ticket, catalog.data_hash, sent)
            self._unfinished.append(ticket)
            return ticket, future

    def _submit(self, *task: Any) -> Future[Any]:
        if self._executor is None:
            self._executor = processes(self._reports)
        with _main_hidden():
            return self._executor.submit(_drawn, *task)

    def _form(self, catalog: Catalog) -> bytes:
        """Return a catalog as it is sent, the last one kept."""
        if catalog.data_hash not in self._forms:
            self._forms = {catalog.data_hash: pickle.dumps(catalog, pickle.HIGHEST_PROTOCOL)}
        return self._forms[catalog.data_hash]

    def _leave(self, ticket: int) -> None:
        with self._lock:
            self._unfinished.remove(ticket)
            self._steps.pop(ticket, None)
            if not self._unfinished and self._executor is not None:
                self._end = Timer(_IDLE_S, self._close_if_idle)
                self._end.daemon = True
                self._end.start()

    def _said(self, ticket: int) -> str:
        with self._lock:
            while not self._reports.empty():
                whose, step = self._reports.get()
                if whose in self._unfinished:
                    self._steps[whose] = step
            before = self.place(ticket)
            waiting = f"Waiting for a turn: {before} before yours" if before else "Beginning…"
            return self._steps.get(ticket, waiting)

    def _close_if_idle(self) -> None:
        with self._lock:
            if not self._unfinished:
                self._end_processes()

    def _close(self) -> None:
        with self._lock:
            self._end_processes()

    def _end_processes(self) -> None:
        """End the processes, and forget what they were sent: it may be one reader's own."""
        executor, self._executor, self._forms = self._executor, None, {}
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Start processes that do not run the page's script once more.

    A new process imports what `__main__` is in its parent. Streamlit puts the script of whatever
    reader it runs there, and nothing a drawing needs is in it.
    """
    main, hidden = sys.modules["__main__"], ModuleType("__main__")
    sys.modules["__main__"] = hidden
    try:
        yield
    finally:
        # Another reader's run may have put its own there meanwhile.
        if sys.modules["__main__"] is hidden:
            sys.modules["__main__"] = main


def processes(reports: SimpleQueue[tuple[int, str]]) -> Executor:
    """Return what draws: processes that tell their steps by `reports`."""
    # A forked copy of a server with threads may wait for ever for one that is not in the copy.
    return ProcessPoolExecutor(
        DRAWN_AT_ONCE, mp_context=get_context("spawn"), initializer=_begin, initargs=(reports,)
    )


# What follows runs in the process that draws: the drawing libraries are loaded there alone.


def preview_drawn(
    catalog: Catalog, _progress: Progress, *, figure: FigureRequest, stale_years: int
) -> tuple[bytes, tuple[Check, ...]]:
    """Return the map page for the screen, and its checklist."""
    from layers.pack.briefing import preview_of

    return preview_of(catalog, figure, stale_years=stale_years)


def pack_drawn(
    catalog: Catalog, progress: Progress, *, request: PackRequest
) -> tuple[PackFile, int]:
    """Return the one file to hand over, a zip if there are several, and how many are in it."""
    from layers.pack.briefing import pack_of, zipped_pack

    pack = pack_of(catalog, request, progress=progress, forks=True)
    count = len(pack.files)
    return pack.files[0] if count == 1 else zipped_pack(pack), count


_told_by: list[SimpleQueue[tuple[int, str]]] = []


def _begin(reports: SimpleQueue[tuple[int, str]]) -> None:
    """Make a process ready: it gives way to the server, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its processes itself
    os.nice(_LOWER_RANK)
    end_with_parent()
    throw_away_seldom()
    report_to(reports)


def report_to(reports: SimpleQueue[tuple[int, str]]) -> None:
    """Tell the steps of drawings in this process by `reports` from now on."""
    _told_by[:] = [reports]


@lru_cache(maxsize=2)
def _catalog_of(data_hash: str, sent: bytes) -> Catalog:
    del data_hash  # what distinguishes two at a glance
    catalog: Catalog = pickle.loads(sent)  # noqa: S301  # made by the server itself
    return catalog


def _drawn(work: Work[Drawn], ticket: int, data_hash: str, sent: bytes) -> Drawn:
    def progress(what: str, done: int, steps: int) -> None:
        _told_by[0].put((ticket, f"{what} ({min(done + 1, steps)} of {steps})"))

    try:
        return work(_catalog_of(data_hash, sent), progress)
    finally:
        gc.collect()
