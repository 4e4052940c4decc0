"""The watch itself: it must see what it is there to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Watch, is_local


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


def test_watch_sees_requests_and_errors(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page()
    page.set_content("<p>here</p><img src='http://tiles.example.org/1.png'>")
    page.evaluate("console.error('told')")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    page.wait_for_timeout(200)
    seen = watch.problems()
    assert "asked outside: http://tiles.example.org/1.png" in seen
    assert any("told" in line for line in seen)
    assert any("thrown" in line for line in seen)
    watch.outside.clear()
    watch.errors.clear()


def test_watch_sees_websockets(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page()
    page.evaluate("try { new WebSocket('ws://live.example.org/') } catch (e) {}")
    page.wait_for_timeout(200)
    assert "ws://live.example.org/" in watch.outside
    watch.outside.clear()
    watch.errors.clear()


def test_a_quiet_page_is_quiet(browser_page: Page, watch: Watch) -> None:
    browser_page.set_content("<p>here</p>")
    assert browser_page.inner_text("p") == "here"
    assert watch.problems() == []
