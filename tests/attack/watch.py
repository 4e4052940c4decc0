"""What becomes of a hostile file: watched for opened files and connections, timed, and weighed.

The audit hook sees every file, socket and process that Python opens, by whatever library.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.clean import clean, hidden_in
from geo.errors import OverlayError
from geo.model.choice import Focus
from geo.model.lines import Node
from geo.model.said import SubjectKind
from geo.own.drop import dropped_of
from geo.own.overlay import Overlay
from geo.own.save import workbook_to_keep, zip_to_keep
from geo.own.together import read_together
from geo.own.wizard import overlay_of_drawing, question_of, usual_answers
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.screen.factsheet import factsheet_html
from tests.attack.stranger import Stranger

MOST_SECONDS, MOST_MB = 5.0, 256
_WATCHED = ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "ftplib")
_MODULES = (".py", ".pyc", ".so", ".pth")


@dataclass(frozen=True)
class Seen:
    """What one file did: what it said, how long it took, and everything it should not have."""

    stranger: Stranger
    said: str
    seconds: float
    wrong: tuple[str, ...]


class Watch:
    """Notes what is opened while it is on; a hook cannot be taken away, so there is one."""

    def __init__(self) -> None:
        self.on = False
        self.noted: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path = str(arguments[0])
            # A library that is first used is read from where it is installed.
            if not path.endswith(_MODULES) and "site-packages" not in path:
                self.noted.append(f"opened {path}")
        elif event == "sqlite3.connect":
            if str(arguments[0]) != ":memory:":
                self.noted.append(f"opened database {arguments[0]}")
        elif event.startswith(_WATCHED):
            self.noted.append(f"{event} {arguments!r:.80}")


WATCH = Watch()


def peak_mb() -> float:
    """Return the most memory this process has ever had, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seen_of(stranger: Stranger, base: Catalog, data: Path | None = None) -> Seen:
    """Take one file in as the page does, and say what it did."""
    content = stranger.make()
    gc.collect()
    before = peak_mb()
    WATCH.noted.clear()
    WATCH.on = True
    # The processor's time: what else the machine does is not the file's doing.
    started = time.process_time()
    wrong: list[str] = []
    overlay, said = None, ""
    try:
        overlay = taken(content, stranger.name, base.nodes)
    except OverlayError as error:
        said = str(error)
        wrong += _unclear(said)
    finally:
        seconds = time.process_time() - started
        WATCH.on = False
    wrong += WATCH.noted
    if seconds > MOST_SECONDS:
        wrong.append(f"took {seconds:.1f} s")
    grown = peak_mb() - before
    if grown > MOST_MB:
        wrong.append(f"took {grown:.0f} MB")
    if overlay is not None:
        said, more = _shown(overlay, base, data)
        wrong += more
    return Seen(stranger, said, seconds, tuple(wrong))


def taken(content: bytes, name: str, nodes: dict[str, Node] | Any) -> Overlay:
    """Take a file in as the page does, with the answers that are offered."""
    dropped = dropped_of(content, name)
    if dropped.overlay is not None:
        return dropped.overlay
    assert dropped.drawing is not None
    answers = usual_answers(question_of(dropped.drawing, nodes))
    return overlay_of_drawing(dropped.drawing, answers, nodes, name=name, owner="x").overlay


def _unclear(said: str) -> list[str]:
    sentence = said.endswith((".", ")", "?")) and len(said) < 400 and "\n" not in said
    plain = "Traceback" not in said and "Error" not in said and not hidden_in(said)
    return [] if sentence and plain else [f"no clear sentence: {said[:200]!r}"]


def _shown(overlay: Overlay, base: Catalog, data: Path | None) -> tuple[str, list[str]]:
    """Show an accepted overlay as the page does; nothing in it may act."""
    places = {node.node_id: node.lonlat for node in base.nodes.values()}
    try:
        found = read_together([overlay], places, data=data)
    except OverlayError as error:
        return str(error), _unclear(str(error))
    wrong = [str(one) for one in found.faults if str(one) != clean(str(one))]
    selection = default_selection(found.catalog)
    for leg in list(found.catalog.legs.values())[-3:]:
        focus = Focus(SubjectKind.LEG, leg.leg_id)
        page = factsheet_html(found.catalog, type(selection)(selection.corridors, focus=focus))
        wrong += [f"{mark} on the page" for mark in ("<script", "<img") if mark in page]
        wrong += [] if not hidden_in(page) else ["a hidden character on the page"]
    again = dropped_of(workbook_to_keep(overlay), "again.xlsx").overlay
    if again is None or again.digest != overlay.digest:
        wrong.append("the saved workbook is another overlay")
    packed = dropped_of(zip_to_keep(overlay), "again.zip").overlay
    if packed is None or packed.digest != overlay.digest:
        wrong.append("the saved zip is another overlay")
    return f"accepted, {len(found.faults)} faults", wrong
