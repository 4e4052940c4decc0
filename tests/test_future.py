"""Nothing from the future: at random days since 2012, no date shown lies after the day.

`tests/future.py` names the fields in which a later date may stand, and the days. Here all of them
over records, panels and the map's data; `test_future_files.py` has the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from geo.ledger.highlights import statements_of
from geo.records.catalog import Catalog
from tests import shown
from tests.future import ATTACK, DAYS, SOME_DAYS, Allowed, dates_in, faults_in

SOME = 12


def slow(on: date) -> Any:
    """Return a day as a case that is left out while one works."""
    return pytest.param(on, marks=pytest.mark.slow)


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def faults(catalog: Catalog, on: date, texts: Iterable[str]) -> list[str]:
    ledger = statements_of(catalog, shown.everything_on(catalog, on))
    allowed = Allowed(catalog, ledger)
    return [fault for text in texts for fault in faults_in(text, on, allowed)]


@pytest.mark.slow
@pytest.mark.parametrize("on", [*SOME_DAYS, *map(slow, DAYS[6:])], ids=str)
def test_records_panels_and_map_hold_nothing_from_the_future(catalog: Catalog, on: date) -> None:
    chosen = shown.everything_on(catalog, on)
    assert faults(catalog, on, shown.records(catalog, chosen)) == []
    assert faults(catalog, on, shown.panels(catalog, chosen)) == []
    some = None if ATTACK else SOME
    assert faults(catalog, on, shown.sheets(catalog, chosen, count=some, seed=on.toordinal())) == []
    assert faults(catalog, on, shown.map_data(catalog, chosen)) == []


@pytest.mark.slow
@pytest.mark.parametrize("on", SOME_DAYS, ids=str)
def test_ways_hold_nothing_from_the_future(catalog: Catalog, on: date) -> None:
    pairs = (("kabul", "karachi"), ("moscow", "shahid_rajaee"), ("herat", "karachi"))
    assert faults(catalog, on, shown.ways(catalog, on, pairs)) == []


# --- the reader of dates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("opened 2026-06-19, as said", ["2026-06-19"]),
        ("since 12 October 2025; Feb 2026", ["12 October 2025", "Feb 2026"]),
        ("2025-Q3 and 2030.", ["2025-Q3", "2030"]),
        ("2,025 t, 2030 km, USD 2,030 m, P2030, 12.2030", []),
    ],
)
def test_dates_are_found_and_amounts_are_not(text: str, found: list[str]) -> None:
    assert [told.text for told in dates_in(text)] == found


def test_a_later_date_is_a_fault_unless_its_page_is_marked(catalog: Catalog) -> None:
    on = date(2025, 1, 1)
    assert faults(catalog, on, ["ended on 19 June 2026"]) != []
    assert faults(catalog, on, ["Dawn, 19 Jun 2026, written later (P1)"]) == []
