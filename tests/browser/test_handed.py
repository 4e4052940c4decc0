"""A file made for one reader is fetched by the browser, whole, and the page stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import opened
from tests.browser.server import Server


@pytest.mark.slow
def test_what_was_made_is_fetched_whole(browser_page: Page, server: Server, tmp_path: Path) -> None:
    page = opened(browser_page, server)
    page.get_by_role("tab", name="Map page").click()
    # The preview comes first, from a process that has yet to start.
    page.get_by_role("button", name="Make the files").click(timeout=120_000)
    link = page.get_by_role("link", name="Download trade-corridors-")
    link.wait_for(timeout=120_000)
    before = page.url
    with page.expect_download() as fetched:
        link.click()
    target = tmp_path / "map.png"
    fetched.value.save_as(target)
    assert fetched.value.suggested_filename.endswith(".png")
    content = target.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82")
    assert page.url == before
    assert len(page.context.pages) == 1
