"""A store that changes while others read it: followed, lost, and found again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from geo.errors import StoreError
from geo.store.address import Address, store_address
from geo.store.following import Following
from geo.store.proposing import open_proposals, publish_edition
from tests.browser.chromium import Watch, launch, open_context
from tests.browser.server import free_port, running
from tests.store.server import Server

ROOT = Path(__file__).resolve().parents[2]
MADE = date(2025, 1, 15)


def holds(asked: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until something holds, and tell whether it came to."""
    until = time.monotonic() + seconds
    while not asked():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def published(server: Server, store: Address, statement: str) -> str:
    """Propose something as one person and publish it as another."""
    server.sql(statement, user="ed")
    ids = [one.proposal_id for one in open_proposals(store)]
    return publish_edition(store_address(server.address("rob")), ids, made=MADE).edition_id


def summary(text: str) -> str:
    """Return a statement that says something else of a corridor."""
    return f"UPDATE draft.corridors SET summary = '{text}' WHERE corridor_id = 'north'"


@pytest.fixture
def following(store: Address, server: Server) -> Iterator[Following]:
    """Return what follows the store as somebody who may only read it."""
    found = Following(store_address(server.address("rita")))
    yield found
    found.end()


@pytest.mark.slow
def test_what_is_published_is_seen_at_once(
    following: Following, store: Address, server: Server
) -> None:
    assert following.state.edition_id == "2024.12.1"
    edition_id = published(server, store, summary("Told anew."))
    assert holds(lambda: following.state.edition_id == edition_id, seconds=10)
    assert following.state.catalog.corridors["north"].summary == "Told anew."
    assert following.state.changes == 1


@pytest.mark.slow
def test_without_the_store_the_last_state_goes_on_and_it_is_caught_up(
    following: Following, store: Address, server: Server
) -> None:
    first = following.state.catalog
    server.kill()
    try:
        assert holds(lambda: following.away_since is not None, seconds=15)
        assert following.state.catalog is first
        with pytest.raises(StoreError, match="cannot be reached"):
            Following(store)
    finally:
        server.start()
    edition_id = published(server, store, summary("While you were away."))
    assert holds(lambda: following.state.edition_id == edition_id, seconds=15)
    assert following.away_since is None


@pytest.mark.slow
def test_data_with_faults_never_take_the_place_of_sound_ones(
    following: Following, server: Server
) -> None:
    first = following.state.catalog
    # Past all review, by whoever owns the database.
    server.sql("UPDATE corridors.legs SET length_km = 40000 WHERE leg_id = 'leg_a'")
    server.sql(
        "INSERT INTO corridors.editions (edition_id, data_end, data_hash, pack) "
        "VALUES ('2030.01.1', '2024-12-31', 'x', '')"
    )
    server.sql("SELECT pg_notify('corridors_published', '2030.01.1')")
    time.sleep(2)
    assert following.state.catalog is first


@pytest.mark.browser
def test_a_change_reaches_an_open_page_and_the_store_may_go_away(
    store: Address, server: Server, tmp_path: Path
) -> None:
    port, watch = free_port(), Watch()
    command = [sys.executable, "-m", "trade_corridors", "app", "--port", str(port), "--no-browser"]
    command += ["--data", server.address("rita")]
    with (
        running(command, port=port, cwd=ROOT, scratch=tmp_path, env={}) as app,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        page = open_context(browser, watch=watch).new_page()
        page.goto(f"{app.url}?c=coast")
        page.locator(".corridor-page[data-legs]").wait_for()
        kept = page.evaluate("window.kept = Math.random()")
        new = "UPDATE draft.corridors SET short_name = 'Renamed' WHERE corridor_id = 'north'"
        edition_id = published(server, store, new)
        told = page.get_by_text(f"1 change published: edition {edition_id}.")
        told.wait_for(timeout=10_000)
        page.get_by_text("Renamed").first.wait_for(timeout=10_000)
        assert page.evaluate("window.kept") == kept
        assert "c=coast" in page.url
        server.kill()
        try:
            page.get_by_text("The store has not answered since").wait_for(timeout=30_000)
            assert page.locator(".leaflet-lanes-pane path").count() > 0
        finally:
            server.start()
        gone = page.get_by_text("The store has not answered since")
        gone.wait_for(state="detached", timeout=30_000)
        browser.close()
        log = app.log.read_text(encoding="utf-8")
        assert "rita" not in log
        assert "postgresql://" not in log
    assert watch.problems() == []
