"""Chromium for tests: where it is, how it is started without a network, what a page must not do.

Not here: fixtures (``conftest.py``) and the Streamlit server (``server.py``).
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "Chromium was not found (Debian: apt-get install chromium; or set CHROMIUM=/path/to/it)"
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
NETWORK_SCHEMES = frozenset({"http", "https", "ws", "wss", "ftp"})
DESKTOP = (1440, 900)

# A name that is not local does not resolve, so a stray request can neither succeed nor be slow;
# it is still seen and counted. The whole browser takes a test's own certificate: where a context
# ignores its error, each connection begins anew, at times once too often (ERR_TOO_MANY_RETRIES).
# The rest keeps the browser's own services quiet.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--ignore-certificate-errors",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)

# What a test waits for at most, in milliseconds: a machine may be slow and its browsers many.
PATIENCE_MS = 120_000


def chromium_path() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((found for name in EXECUTABLES if (found := shutil.which(name))), None)


def is_local(url: str) -> bool:
    """Tell whether a request to `url` stays on this machine (data and blob URLs do)."""
    parts = urlsplit(url)
    return parts.scheme not in NETWORK_SCHEMES or parts.hostname in LOCAL_HOSTS


@dataclass
class Watch:
    """What a browser context did that no page of this project may do."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def url(self, url: str) -> None:
        """Note `url` if it leads off this machine."""
        if not is_local(url):
            self.outside.append(url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error on the console; violations of the security policy are errors there."""
        if message.type == "error":
            place = message.location.get("url", "")
            self.errors.append(f"{message.text} ({place})")

    def attach(self, context: BrowserContext) -> None:
        """Follow every page of `context`, now and later."""
        context.on("request", lambda request: self.url(request.url))
        context.on("page", self._attach_page)
        context.on("console", self.console)
        context.on("weberror", lambda web_error: self.errors.append(str(web_error.error)))

    def _attach_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.url(socket.url))

    def problems(self) -> list[str]:
        """List everything noted so far, one line each."""
        return [f"asked outside: {url}" for url in self.outside] + [
            f"console error: {text}" for text in self.errors
        ]


def launch(playwright: Playwright) -> Browser:
    """Start Chromium headless and without a network.

    Raises
    ------
    FileNotFoundError
        If there is no Chromium on this machine.
    """
    path = chromium_path()
    if path is None:
        raise FileNotFoundError(MISSING)
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


def open_context(
    browser: Browser, *, watch: Watch, size: tuple[int, int] = DESKTOP
) -> BrowserContext:
    """Open a fresh context (no cookies, no cache) whose pages are watched."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    watch.attach(context)
    return context
