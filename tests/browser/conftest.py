"""Fixtures for tests in Chromium: the app, served offline, and pages that are watched.

A page that asks anything outside this machine, or puts an error on the console, fails its test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from geo.records.catalog import Catalog, read_catalog
from tests.assumed import ASSUMPTIONS
from tests.browser.chromium import DESKTOP, PATIENCE_MS, Watch, launch, open_context
from tests.browser.map_page import opened
from tests.browser.server import Server, free_port, running
from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent

# Its own is five seconds.
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder ``browser``."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Package, not session: playwright keeps an event loop running in the main thread while it is
# started, and the tests of other folders must not find one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this folder."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the app of the checkout, ``streamlit run app.py``, on a free port and offline."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    scratch = tmp_path_factory.mktemp("app_server")
    with running(command, port=port, cwd=ROOT, scratch=scratch, env={}) as server:
        yield server
        assert server.called_out() == []


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the tiny drawn world, with assumptions to find ways by."""
    folder = tmp_path_factory.mktemp("world") / "data"
    return write_world(folder, {"assumptions": ASSUMPTIONS})


@pytest.fixture(scope="package")
def catalog(world: Path) -> Catalog:
    """Return the tiny drawn world as the app reads it."""
    return read_catalog(world)


@pytest.fixture(scope="package")
def server(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the app over the tiny drawn world, offline."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    scratch = tmp_path_factory.mktemp("world_server")
    env = {"CORRIDORS_DATA": str(world)}
    with running(command, port=port, cwd=ROOT, scratch=scratch, env=env) as running_server:
        yield running_server
        assert running_server.called_out() == []


@pytest.fixture
def watch() -> Watch:
    """Return what the pages of this test did wrong; a test may read it, or forgive by clearing."""
    return Watch()


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own: ``open_page(size=(390, 844))``.

    At the end every console error and every request off this machine fails the test.
    """
    contexts = []

    def opened(*, size: tuple[int, int] = DESKTOP) -> Page:
        context = open_context(browser, watch=watch, size=size)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert watch.problems() == []


@pytest.fixture(scope="package")
def first_window(browser: Browser, app_server: Server) -> Iterator[Callable[..., Page]]:
    """Show the shipped page as it opens: ``first_window((390, 844))``; opened once for a size.

    For tests that only look: nobody may touch it.
    """
    watch, pages = Watch(), dict[tuple[int, int], Page]()

    def shown(size: tuple[int, int] = DESKTOP) -> Page:
        if size not in pages:
            pages[size] = opened(
                open_context(browser, watch=watch, size=size).new_page(), app_server
            )
        return pages[size]

    yield shown
    for page in pages.values():
        page.context.close()
    assert watch.problems() == []


@pytest.fixture
def browser_page(open_page: Callable[..., Page]) -> Page:
    """Return an empty, watched page of 1440 × 900."""
    return open_page()
