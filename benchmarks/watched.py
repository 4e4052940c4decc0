"""A page under the probe: opened, acted upon, and told apart what came when.

What belongs here: Chromium, the server, and reading `probe.js`. What does not: what is measured
with it (`toggles.py`, `opening.py`, `memory.py`).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from benchmarks.traffic import Moved, Traffic
from tests.browser.chromium import Watch, chromium_path, launch, open_context
from tests.browser.server import Server, free_port, running

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).with_name("peers")
_PROBE = Path(__file__).with_name("probe.js")
# Nothing may change for so long before an answer counts as whole.
_QUIET_MS = 400
_PATIENCE_S = 30
_QUIET = "window.__probe ? __probe.now() - (__probe.log.at(-1)?.time ?? 0) : 1e9"
_CAME = "(window.__probe?.log ?? []).some((entry) => entry.part === 'PART')"
_TOLD = "(({ log, started, frames }) => ({ log, started, frames }))(window.__probe ?? {})"
_CLEAR = "if (window.__probe) Object.assign(__probe, { log: [], armed: true, started: null })"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start one Chromium for a group of measurements."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def has_chromium() -> bool:
    """Tell whether there is a Chromium to measure in."""
    return chromium_path() is not None


def app_command(port: int) -> list[str]:
    """Return the command that serves the app."""
    installed = Path(sys.executable).with_name("corridors")
    start = [str(installed)] if installed.exists() else [sys.executable, "-m", "cli"]
    return [*start, "app", "--no-browser", "--port", str(port)]


def peer_command(name: str, port: int) -> list[str]:
    """Return the command that serves a peer's script with Streamlit alone."""
    script = str(PEERS / f"{name}.py")
    return [sys.executable, "-m", "streamlit", "run", script, *streamlit_flags(port)]


def streamlit_flags(port: int) -> list[str]:
    """Return the settings under which the app is served too."""
    return [
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
    ]


@contextmanager
def served(
    command: Callable[[int], list[str]], env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve until the block ends, cut off from every other machine; `env` is set on top."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        # Away from the checkout, whose settings for Streamlit are no business of the peers; the
        # folder first named here holds the hook that cuts the server off.
        paths = os.pathsep.join([str(scratch / "offline"), str(ROOT)])
        with running(
            command(port),
            port=port,
            cwd=scratch,
            scratch=scratch,
            env={"PYTHONPATH": paths, **(env or {})},
        ) as server:
            yield server


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed one act of the reader; times in ms from the act.

    Attributes
    ----------
    first, last
        When each part of the page changed first and last: `map`, `asof`, `figures`, `age`,
        `panels`, `charts`, `link`, `script`. A part that did not change is missing. `presented`
        is when the first thing that followed was on the screen, as the browser tells.
    painted
        When the frame after the last change of the map had been painted, as the page saw it.
    frames
        By which frame after the act the first change of the map was painted; 0 if later than the
        frames counted.
    moved
        What travelled.
    """

    first: dict[str, float]
    last: dict[str, float]
    painted: float | None
    frames: int
    moved: Moved


class WatchedPage:
    """A page in a context of its own, with the probe in all its frames."""

    def __init__(self, browser: Browser) -> None:
        self.watch = Watch()
        self.context: BrowserContext = open_context(browser, watch=self.watch)
        self.context.add_init_script(path=_PROBE)
        self.page: Page = self.context.new_page()
        self.traffic = Traffic(self.page)

    def close(self) -> None:
        """Close the page and what it stored."""
        self.context.close()

    def open(self, url: str, ready: str) -> None:
        """Go to an address and wait until a selector is there and all is quiet.

        Raises
        ------
        RuntimeError
            If it does not come, with what the page complained of.
        """
        self.page.goto(url)
        try:
            self.page.locator(ready).first.wait_for()
        except PlaywrightTimeout as error:
            told = "; ".join(self.watch.problems()) or "without a word why"
            raise RuntimeError(f"{ready} did not come: {told}") from error
        self.settle()

    def settle(self, expect: str = "") -> None:
        """Wait until the script has run and nothing has changed for a while.

        Parameters
        ----------
        expect
            A part of the page that must have changed first, `map` for example.

        Raises
        ------
        TimeoutError
            If the page does not come to rest.
        """
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            self.page.wait_for_timeout(60)
            if self._is_busy() or any(quiet <= _QUIET_MS for quiet in self._quiet_ms()):
                continue
            if not expect or any(self._in_frames(_CAME.replace("PART", expect))):
                return
        raise TimeoutError(f"the page did not come to rest{expect and f', or no {expect} came'}")

    def _is_busy(self) -> bool:
        state = "document.querySelector('.stApp')?.dataset.testScriptState"
        return self.page.evaluate(state) not in ("notRunning", None)

    def _quiet_ms(self) -> list[float]:
        return [float(value) for value in self._in_frames(_QUIET)]

    def _in_frames(self, expression: str) -> list[Any]:
        found = []
        for frame in self.page.frames:
            try:
                found.append(frame.evaluate(expression))
            except Error:
                continue  # the frame went away while it was asked
        return found

    def act(self, deed: Callable[[Page], object], *, expect: str = "") -> Answer:
        """Let the reader do one thing and return what followed, when all is quiet again.

        Parameters
        ----------
        deed
            Does it, with real clicks or keys.
        expect
            A part of the page that must change before the answer counts as whole.
        """
        self._in_frames(_CLEAR)
        self.traffic.taken()
        deed(self.page)
        self.settle(expect)
        probes = [probe for probe in self._in_frames(_TOLD) if probe.get("log") is not None]
        started = next((probe["started"] for probe in probes if probe["started"]), None)
        if started is None:
            raise RuntimeError("the act did not reach the page")
        entries = [entry for probe in probes for entry in probe["log"] if entry["time"] >= started]
        return _answer_of(entries, started, probes[0]["frames"], self.traffic.taken())

    def act_all(
        self, deeds: Iterable[Callable[[Page], object]], *, expect: str = ""
    ) -> list[Answer]:
        """Do one thing after the other, each when all is quiet."""
        return [self.act(deed, expect=expect) for deed in deeds]


def _answer_of(
    entries: list[dict[str, Any]], started: float, frames: list[float], moved: Moved
) -> Answer:
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    painted = None
    for entry in sorted(entries, key=lambda entry: float(entry["time"])):
        after = entry["time"] - started
        first.setdefault(entry["part"], after)
        last[entry["part"]] = after
        if entry["part"] == "map" and entry.get("painted") is not None:
            painted = entry["painted"] - started
    by = [
        n for n, frame in enumerate(frames, 1) if "map" in first and frame - started >= first["map"]
    ]
    return Answer(first, last, painted, by[0] if by else 0, moved)
