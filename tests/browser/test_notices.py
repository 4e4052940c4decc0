"""The page's own notices, in Chromium: what a link says is text there, whatever it looks like."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.server import Server

SAID = ["http://x.example/a", "www.x.example", ":material/home:", ":red[hot]"]


def test_what_a_link_says_is_no_link_and_no_icon(browser_page: Page, app_server: Server) -> None:
    browser_page.goto(f"{app_server.url}/?c={quote(','.join(SAID), safe='')}")
    notice = browser_page.locator("[data-testid='stAlert']").first
    notice.wait_for()
    text = (notice.text_content() or "").replace("\u2060", "")
    assert all(repr(said) in text for said in SAID)
    assert notice.locator("a").count() == 0
    assert notice.locator("[data-testid='stIconMaterial'], [role='img']").count() <= 1
