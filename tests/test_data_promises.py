"""The shipped promises: threads that hang together, and what came of them."""

from __future__ import annotations

from datetime import date

import pytest

from geo.ledger.promises import Promise, PromiseState
from geo.ledger.readings import Ledger
from geo.model.dates import Precision
from geo.model.said import EventKind, EventType
from geo.records.catalog import Catalog


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def test_promises_are_told_apart_from_what_happened(catalog: Catalog) -> None:
    assert catalog.events
    for event in catalog.events.values():
        if event.type is EventType.DEADLINE:
            assert event.kind is EventKind.PROMISED, event.event_id
            assert event.promise_id, event.event_id
        if event.kind is EventKind.PROMISED:
            assert event.said_on.precision is not Precision.UNDATED, event.event_id


def _promise(ledger: Ledger, promise_id: str) -> Promise:
    return next(p for p in ledger.promises() if p.promise_id == promise_id)


def test_completion_of_rasht_astara_slipped_from_promise_to_promise(ledger: Ledger) -> None:
    promise = _promise(ledger, "rasht_astara_completion")
    assert [str(e.date) for e in promise.made] == ["2019-03", "2026-01", "2027", "2028", "2029"]
    assert promise.state is PromiseState.OVERDUE


def test_start_of_rasht_astara_is_overdue(ledger: Ledger) -> None:
    promise = next(p for p in ledger.promises() if p.promise_id == "rasht_astara_start")
    assert str(promise.latest.date) == "2026-04-01"
    assert promise.outcome is None
    assert promise.latest_late_days == (ledger.as_of - date(2026, 4, 1)).days


def test_chabahar_zahedan_was_promised_eleven_times(ledger: Ledger) -> None:
    promise = _promise(ledger, "chabahar_zahedan")
    assert len(promise.made) == 11
    years = sorted({e.date.first.year for e in promise.made})
    assert years == [2021, 2022, 2024, 2025, 2026]
    assert promise.outcome is None


@pytest.mark.parametrize(
    ("promise_id", "kept_on"),
    [
        ("rasht_caspian", "2024-06-20"),
        ("qazvin_rasht", "2019-03-06"),
        ("khash_zahedan", "2022-11-10"),
        ("uzen_gorgan", "2014-12-03"),
        ("sanobar_start", "2024-09-11"),
        ("cku_start", "2024-12-27"),
    ],
)
def test_what_came_of_promises(ledger: Ledger, promise_id: str, kept_on: str) -> None:
    promise = _promise(ledger, promise_id)
    assert promise.state is PromiseState.KEPT
    assert promise.outcome is not None
    assert str(promise.outcome.date) == kept_on


def test_a_promise_is_made_before_it_falls_due(catalog: Catalog) -> None:
    assert catalog.events
    for event in catalog.events.values():
        dated = event.date.precision is not Precision.UNDATED
        # Looked back on: the page tells of an older promise whose own day was not found.
        if event.kind is EventKind.PROMISED and dated and event.event_id != "ev_ua58_start":
            assert event.said_on.first <= event.date.last, event.event_id


def test_periods_that_run_out_say_when(catalog: Catalog) -> None:
    ends = {e.event_id: str(e.ends) for e in catalog.events.values() if e.ends}
    assert ends["ev_in79"] == "2026-04-26"  # the waiver for Chabahar
    assert ends["ev_cx49"] == "2026-08-16"  # the sixty days of the memorandum
    for event in catalog.events.values():
        if event.ends:
            assert event.ends.last > event.date.first, event.event_id
