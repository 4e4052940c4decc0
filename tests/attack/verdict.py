"""What becomes of a damaged folder: refused by clear faults, or whole in every format.

There is no third outcome that is right: a traceback, a fault that says nothing, a hang, and a
damage that had to be refused and was not are told as what they are.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import CorridorError, DataError
from geo.records.catalog import Catalog, read_catalog
from geo.records.readers import DATA_VARIABLE, data_folder
from geo.state.select import default_selection
from layers.pack.asked import PackRequest
from layers.pack.briefing import pack_of
from layers.pack.files import Format
from layers.scene.request import FigureRequest
from layers.screen.files import map_files, map_texts
from page import drawing, panels
from tests.attack.mutant import Mutant

CHEAP = (
    Format.GEOJSON,
    Format.GPKG,
    Format.KML,
    Format.XLSX,
    Format.CSV,
    Format.BIBTEX,
    Format.RIS,
)
# Of processor time: what else the machine does is not the folder's doing.
PATIENCE_S = 300
_LOOKS_S, _LOOKS = 60, 3
_NEVER_S = 1e6
ROOT = Path(__file__).resolve().parents[2]


class Outcome(StrEnum):
    """What became of a mutant; the first three are right."""

    REFUSED = "refused"
    EXPORTED = "exported"
    SAME = "no change"
    UNCLEAR = "unclear fault"
    TRACEBACK = "traceback"
    HUNG = "hung"
    DIED = "died"
    ACCEPTED = "wrongly accepted"


RIGHT = {Outcome.REFUSED, Outcome.EXPORTED, Outcome.SAME}


@dataclass(frozen=True)
class Verdict:
    """The outcome for one mutant, what was said, and the seconds of processor it took."""

    mutant: Mutant
    outcome: Outcome
    said: str
    seconds: float


class OutOfPatienceError(BaseException):
    """No `Exception`: nothing that is attacked may catch it and go on."""


def verdict_of(
    mutant: Mutant, scratch: Path, formats: Sequence[Format], *, on_page: bool = False
) -> Verdict:
    """Damage a copy of the shipped folder and see what becomes of it.

    Parameters
    ----------
    mutant
        The damage.
    scratch
        A folder of the test's own.
    formats
        What is made of a folder that is accepted.
    on_page
        Whether the page must show it too, with each of its tabs open.
    """
    # A name of its own: the page keeps what it read of a folder.
    folder = Path(tempfile.mkdtemp(dir=scratch)) / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("build", "*.py", "*.md"))
    mutant.damage(folder)
    start = time.process_time()
    try:
        with _patience():
            outcome, said = _outcome(mutant, folder, formats)
            if on_page and outcome is Outcome.EXPORTED:
                _show(folder)
    except OutOfPatienceError as error:
        outcome, said = Outcome.HUNG, str(error)
    except Exception:  # noqa: BLE001 - any other exception is what is looked for
        outcome, said = Outcome.TRACEBACK, traceback.format_exc(limit=-4)
    shutil.rmtree(folder.parent, ignore_errors=True)
    return Verdict(mutant, outcome, said, time.process_time() - start)


def _outcome(mutant: Mutant, folder: Path, formats: Sequence[Format]) -> tuple[Outcome, str]:
    try:
        catalog = read_catalog(folder)
    except DataError as error:
        said = str(error.faults[0])
        clear = all(fault.file and fault.message and fault.remedy for fault in error.faults)
        clear = clear and said.isprintable() and len(said) < 1_000
        return (Outcome.REFUSED if clear else Outcome.UNCLEAR), said
    if catalog.data_hash == _shipped_hash():
        return Outcome.SAME, ""
    if mutant.refused:
        return Outcome.ACCEPTED, "it had to be refused"
    try:
        made = _everything_of(catalog, formats)
    except CorridorError as error:
        return Outcome.ACCEPTED, f"accepted, but not exported: {error}"
    return Outcome.EXPORTED, f"{made} files"


class _Here(Executor):
    """Draws in this process: one more for each folder would load the drawing library anew."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except CorridorError as error:
            done.set_exception(error)
        return done


def _executor_here(reports: Any) -> Executor:
    drawing.report_to(reports)
    return _Here()


def _show(folder: Path) -> None:
    """Open the page on a folder, tab by tab; what it could not show is raised."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(folder))
        patch.setattr(drawing, "processes", _executor_here)
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_NEVER_S)
        for tab in panels._TABS:
            test.session_state["panel_tab"] = tab
            test.run()
            if test.exception:
                raise AssertionError(f"{tab}: {test.exception[0].value}")


def warm(formats: Sequence[Format]) -> None:
    """Load what every folder needs, by the shipped one, which every folder is compared with."""
    _shipped_hash()
    _everything_of(read_catalog(), formats)
    _show(data_folder())


@lru_cache(maxsize=1)
def _shipped_hash() -> str:
    return read_catalog().data_hash


def _everything_of(catalog: Catalog, formats: Sequence[Format]) -> int:
    """Make the map and every format of what the page starts with; return how many files."""
    made = len(map_files(map_texts(catalog)).files)
    figure = FigureRequest(default_selection(catalog), "", "", made_on=date(2026, 1, 1))
    return made + len(pack_of(catalog, PackRequest(figure, tuple(formats))).files)


@contextmanager
def _patience() -> Iterator[None]:
    """Give up after much work, and after minutes in which none was done: it waits for ever."""
    used, idle = time.process_time(), 0

    def stop(number: int, frame: object) -> None:
        raise OutOfPatienceError(f"more than {PATIENCE_S:g} s of processor")

    def look(number: int, frame: object) -> None:
        nonlocal used, idle
        # A run that is paused meets one look when it goes on, not several.
        idle = idle + 1 if time.process_time() - used < _LOOKS_S / 1_000 else 0
        used = time.process_time()
        if idle == _LOOKS:
            raise OutOfPatienceError(f"waited for {_LOOKS * _LOOKS_S:g} s")

    before = [
        (signal.SIGPROF, signal.signal(signal.SIGPROF, stop)),
        (signal.SIGALRM, signal.signal(signal.SIGALRM, look)),
    ]
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_S)
    signal.setitimer(signal.ITIMER_REAL, _LOOKS_S, _LOOKS_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, did in before:
            signal.signal(number, did)
