"""The page behind nginx: under a path, behind TLS, and under a name that the proxy changes."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import PATIENCE_MS, Watch, open_context
from tests.browser.conftest import ROOT
from tests.browser.map_page import corridor, opened, until_link, until_panels_say
from tests.browser.nginx import nginx_path, proxied
from tests.browser.server import Server, free_port, running

PASSED_ON = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;"
RENAMED = ""  # nginx then calls the server by its own address
Serve = Callable[..., contextlib.AbstractContextManager[Server]]


@pytest.fixture
def serve(world: Path, tmp_path: Path) -> Serve:
    """Serve the drawn world by `corridors app` with more arguments."""
    nginx_path()

    @contextlib.contextmanager
    def served(*arguments: str, base: str = "", port: int = 0) -> Iterator[Server]:
        port = port or free_port()
        command = [sys.executable, str(ROOT / "cli.py"), "app", "--no-browser"]
        command += ["--port", str(port), "--data", str(world), *arguments]
        scratch = tmp_path / "app"
        with running(
            command, port=port, cwd=tmp_path, scratch=scratch, env={}, base=base
        ) as server:
            yield server
            assert server.called_out() == []

    return served


@pytest.fixture
def watched_page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Open a page that is closed before its server is."""
    context = open_context(browser, watch=watch)
    yield context.new_page()
    context.close()
    assert watch.problems() == []


def use(page: Page, server: Server, address: str) -> None:
    """Open the page at an address and see that map, panels, link and a download work there."""
    opened(page, replace(server, url=address.rstrip("/")))
    corridor(page, "coast").check()
    until_link(page, "coast")
    until_panels_say(page, "Coast")
    assert page.url.startswith(address)
    page.reload()
    page.locator(".corridor-page[data-legs]").wait_for()
    assert corridor(page, "coast").is_checked()


def test_under_a_path_that_the_proxy_keeps(
    watched_page: Page, serve: Serve, tmp_path: Path
) -> None:
    with (
        serve("--base-path", "maps/corridors", base="maps/corridors") as server,
        proxied(
            server.port, tmp_path, location="/maps/corridors/", path="", headers=PASSED_ON
        ) as address,
    ):
        use(watched_page, server, address)
        watched_page.goto(address.rstrip("/") + "?c=coast")
        watched_page.locator(".corridor-page[data-legs]").wait_for()
        watched_page.close()


def test_under_a_path_that_the_proxy_takes_off_behind_tls(
    watched_page: Page, serve: Serve, tmp_path: Path
) -> None:
    headers = PASSED_ON + " proxy_set_header X-Forwarded-Proto $scheme;"
    with (
        serve() as server,
        proxied(
            server.port, tmp_path, location="/corridors/", path="/", headers=headers, secure=True
        ) as address,
    ):
        use(watched_page, server, address)
        watched_page.close()


def test_a_name_that_the_proxy_changes_works_once_it_is_told(
    watched_page: Page, serve: Serve, tmp_path: Path
) -> None:
    port = free_port()
    with (
        proxied(port, tmp_path, location="/corridors/", path="/", headers=RENAMED) as address,
        serve("--public-address", address, port=port) as server,
    ):
        assert f"Readers find it at {address}" in server.log.read_text(encoding="utf-8")
        use(watched_page, server, address)
        watched_page.close()


def test_a_name_that_the_proxy_changes_is_told_in_the_log(
    watched_page: Page, serve: Serve, tmp_path: Path, watch: Watch
) -> None:
    with (
        serve() as server,
        proxied(
            server.port, tmp_path, location="/corridors/", path="/", headers=RENAMED
        ) as address,
    ):
        watched_page.goto(address)
        said, deadline = "", time.monotonic() + PATIENCE_MS / 1000
        while "--public-address" not in said and time.monotonic() < deadline:
            watched_page.wait_for_timeout(100)
            said = server.log.read_text(encoding="utf-8")
        assert f"A page of '{address[: address.index('/', 8)]}' may not speak" in said
        assert "let it pass Host or X-Forwarded-Host on" in said
        watched_page.close()
    refusal = ("403", "WebSocket onerror")
    watch.errors[:] = [one for one in watch.errors if not any(word in one for word in refusal)]
