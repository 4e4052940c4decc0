"""Copying a figure and opening a source's record, and the page on paper, in Chromium."""

from __future__ import annotations

import io

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.map_page import opened as opened_map
from tests.browser.map_page import until
from tests.browser.server import Server
from tests.browser.test_shipped_panels import opened


def keep_what_is_said(button: Locator) -> None:
    """Note what the button says from now on: it says "Copied" for two seconds only."""
    button.evaluate(
        """(one) => { window.said = []; new MutationObserver(() => window.said.push(one.innerText))
        .observe(one, { childList: true }); }"""
    )


def test_a_figure_is_copied_as_a_sentence_with_its_source(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".key-figure button.copy").first
    keep_what_is_said(button)
    button.focus()
    page.keyboard.press("Enter")
    until(page, "window.said[0]", "Copied")
    said = page.evaluate("navigator.clipboard.readText()")
    assert "t a day" in said or " t (" in said
    assert ", said by " in said
    assert "; source: " in said
    assert said.endswith(".")


def test_a_past_closure_is_copied_with_who_told_of_its_beginning_and_end(
    browser_page: Page, app_server: Server
) -> None:
    page = opened_map(browser_page, app_server, "?focus=node:islam_qala")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = page.locator("details", has=page.get_by_text("Shut before", exact=True)).locator("li")
    expect(row.first).to_be_visible()
    button = row.first.get_by_role("button", name="Copy")
    keep_what_is_said(button)
    button.click()
    until(page, "window.said[0]", "Copied")
    said = page.evaluate("navigator.clipboard.readText()")
    for source in row.first.locator(".record-source").all():
        assert (source.get_attribute("title") or "?") in said
    assert " from " in said
    assert said.endswith(".")


def test_where_nothing_may_be_copied_the_sentence_is_selected(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server)
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(); "
        "document.execCommand = () => false; }"
    )
    page.locator(".key-figure button.copy").first.click()
    expect(page.locator("textarea.sentence")).to_be_focused()
    chosen = page.evaluate("() => getSelection().toString()")
    assert "; source: " in (chosen or page.locator("textarea.sentence").input_value())


def test_a_number_opens_the_record_of_its_source(browser_page: Page, app_server: Server) -> None:
    page = opened(browser_page, app_server)
    link = page.locator(".key-dates a.record-source").first
    link.click()
    record = page.locator("dialog.source-record")
    expect(record).to_be_visible()
    expect(record).to_contain_text(link.get_attribute("title") or "")
    expect(record.get_by_role("link", name="Open the page")).to_have_attribute(
        "href", link.get_attribute("href") or ""
    )
    page.keyboard.press("Escape")
    expect(record).to_be_hidden()


def test_on_paper_the_map_stands_first_and_the_open_tab_follows(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server)
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    first, *rest = (one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
    assert "Herat hub" in first
    # The legend is whole: on the screen its end may have to be scrolled to.
    assert page.locator(".legend li").last.inner_text().split()[0] in first
    page.emulate_media(media="print")
    legend = page.locator(".legend")
    assert legend.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 1
    side = page.locator(".side").evaluate("(one) => one.offsetWidth")
    page.emulate_media(media="screen")
    assert page.locator(".side").evaluate("(one) => one.offsetWidth") == side
    assert "Checked to" not in first
    told = " ".join(rest)
    assert "Checked to" in told
    last = page.locator(".key-date a.record-link").last.inner_text()
    assert last[:20] in " ".join(told.split())
