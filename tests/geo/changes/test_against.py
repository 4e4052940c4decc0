"""Which earlier day a comparison means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.changes.against import compared_day, earlier_day
from geo.model.choice import Selection
from geo.records.catalog import Catalog

NORTH = Selection(corridors=frozenset({"north"}))


@pytest.mark.parametrize(
    ("against", "day"),
    [
        ("week", date(2024, 12, 24)),
        ("month", date(2024, 12, 1)),
        ("quarter", date(2024, 10, 1)),
        ("2024-03-01", date(2024, 3, 1)),
        ("2025-03-01", date(2024, 12, 31)),  # no earlier day than the later one
    ],
)
def test_a_second_day_is_found(catalog: Catalog, against: str, day: date) -> None:
    assert earlier_day(catalog, NORTH, against) == day


def test_the_day_before_the_last_event_on_what_is_on(catalog: Catalog) -> None:
    # Leg b opened on 5 March 2022; what was only promised is no event.
    assert earlier_day(catalog, NORTH, "event") == date(2022, 3, 4)


def test_what_a_selection_is_compared_with(catalog: Catalog) -> None:
    def compared(against: str) -> date | None:
        return compared_day(catalog, replace(NORTH, against=against))

    assert compared("week") == date(2024, 12, 24)
    assert compared("") is None
    assert compared("2024.12.1") is None  # an edition has its own data
