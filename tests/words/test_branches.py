from __future__ import annotations

from datetime import date

import pytest

from geo.model.choice import Basis
from geo.network.branchtable import branch_rows
from layers.words.branches import branch_table


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _table(catalog, on, **given):
    rows = branch_table(catalog, branch_rows(catalog, catalog.branches.values(), on, **given))
    return {row["Branch"]: row for row in rows}


def test_a_row_has_every_column_the_comparison_needs(catalog):
    rail = _table(catalog, date(2022, 1, 1))["By rail"]
    assert rail == {
        "Corridor": "Land",
        "Branch": "By rail",
        "Length": "900 km",
        "By mode": "Railway 600 km, Sea lane 300 km",
        "By status": "Operating 900 km",
        "New line": "none",
        "Not built": "0 km",
        "Borders": "2",
        "Breaks of gauge": "1",
        "First promise": "none found",
        "Latest promise": "none found",
        "Slippage": "",
        "Measured volume": "none found",
        "Claimed volume": "none found",
        "Planned volume": "none found",
        "Time": "low 2.2 · central 4.2 · high 12 days",
        "Cost": "USD low 51 · central 102 · high 174 per tonne",
    }


def test_water_is_not_built_and_what_nobody_thought_of_counts_as_missing(catalog):
    table = _table(catalog, date(2020, 1, 1), basis=Basis.TEU)
    assert table["By sea"]["New line"] == "none"
    planned = table["Planned"]
    assert planned["Length"] == planned["Not built"] == "220 km"
    assert planned["By status"].endswith("Nothing there yet 220 km")
    assert planned["New line"] == "0% of 220 km built"
    assert planned["Cost"].endswith("per TEU")


def test_a_claim_is_not_called_a_measurement_and_says_what_it_counts(shipped):
    table = _table(shipped, shipped.data_end)
    western = next(row for name, row in table.items() if name.startswith("Western: Russia"))
    assert "434,651 t (rail transit through Azerbaijan" in western["Measured volume"]
    assert "claim" not in western["Measured volume"]
    # The ambassador said "more than": the hedge goes with the figure.
    assert western["Claimed volume"] == "at least 3 Mt (western branch, 2023, claim)"
    assert western["Breaks of gauge"] == "0 (1520 and 1435 mm, a road or ship between)"
