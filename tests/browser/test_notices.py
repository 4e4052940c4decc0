"""The page's own notices, in Chromium: what a link says is text there, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import opened, until_still
from tests.browser.server import Server
from tests.browser.test_map_names import gap

SAID = ["http://x.example/a", "www.x.example", ":material/home:", ":red[hot]"]


def test_what_a_link_says_is_no_link_and_no_icon(browser_page: Page, app_server: Server) -> None:
    page = opened(browser_page, app_server, f"?c={quote(','.join(SAID), safe='')}")
    notice = page.locator("[data-testid='stAlert']").first
    text = (notice.text_content() or "").replace("\u2060", "")
    assert all(repr(said) in text for said in SAID)
    assert notice.locator("a").count() == 0
    assert notice.locator("[data-testid='stIconMaterial'], [role='img']").count() <= 1


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_what_a_day_tells_covers_neither_scale_nor_credits(
    size: tuple[int, int], open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=size), app_server)
    page.get_by_label("Event before").click()
    until_still(page)
    said = page.locator(".timeline .said")
    assert said.inner_text()
    box = said.bounding_box()
    assert box is not None
    for control in (".leaflet-control-attribution", ".leaflet-control-scale"):
        other = page.locator(control).bounding_box()
        assert other is not None
        assert gap(dict(box), dict(other)) > 0
