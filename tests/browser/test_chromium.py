"""The watch itself: it must see what it is there to see."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import PATIENCE_MS, Watch, is_local


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8501/x", True),
        ("ws://localhost:8501/_stcore/stream", True),
        ("data:text/plain,x", True),
        ("blob:http://127.0.0.1/1", True),
        ("https://tile.example.org/1.png", False),
        ("ws://10.0.0.1/", False),
        ("http://127.0.0.1.example.org/", False),
    ],
)
def test_local(url: str, local: bool) -> None:
    assert is_local(url) is local


def until_seen(page: Page, watch: Watch, count: int) -> list[str]:
    """Wait until the watch has noted so much; return it."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while len(watch.problems()) < count and time.monotonic() < deadline:
        page.wait_for_timeout(25)
    return watch.problems()


def test_watch_sees_requests_and_errors(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page()
    page.set_content("<p>here</p><img src='http://tiles.example.org/1.png'>")
    page.evaluate("console.error('told')")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    # The request, that its name was not found, what was told and what was thrown.
    seen = until_seen(page, watch, 4)
    assert "asked outside: http://tiles.example.org/1.png" in seen
    assert any("told" in line for line in seen)
    assert any("thrown" in line for line in seen)
    # What comes as late as this is of the same.
    page.close()
    watch.outside.clear()
    watch.errors.clear()


def test_watch_sees_websockets(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page()
    page.evaluate("try { new WebSocket('ws://live.example.org/') } catch (e) {}")
    until_seen(page, watch, 1)
    assert "ws://live.example.org/" in watch.outside
    # What comes as late as this is of the same.
    page.close()
    watch.outside.clear()
    watch.errors.clear()


def test_a_quiet_page_is_quiet(browser_page: Page, watch: Watch) -> None:
    browser_page.set_content("<p>here</p>")
    assert browser_page.inner_text("p") == "here"
    assert watch.problems() == []
