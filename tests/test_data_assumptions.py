"""The shipped assumptions: what rests on a page names it, and what does not says why."""

import pytest

from geo.model.choice import Basis
from geo.network.legcosts import leg_cost
from geo.records.catalog import Catalog
from geo.records.costs import CASPIAN_SEA, Costs, Quantity

ASSUMED = "assumption"


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def test_every_row_names_a_source_or_says_why_it_is_assumed(catalog: Catalog) -> None:
    assert catalog.assumptions
    for row in catalog.assumptions.values():
        if row.source_id == ASSUMED:
            assert row.note.startswith("Assumed"), row.assumption_id
        else:
            assert row.source_id in catalog.sources, row.assumption_id
            assert row.note, row.assumption_id


def test_most_rows_rest_on_published_values(catalog: Catalog) -> None:
    assumed = [row for row in catalog.assumptions.values() if row.source_id == ASSUMED]
    assert len(assumed) <= 9
    assert len(catalog.assumptions) >= 55


def test_countries_of_the_region_have_waits_of_their_own(catalog: Catalog) -> None:
    costs = Costs(catalog.assumptions.values())
    pakistan = costs.assumption(Quantity.DWELL, "border_road", ("PAK", "AFG"))
    assert pakistan.country == "PAK"
    assert pakistan.central > costs.assumption(Quantity.DWELL, "border_road", ()).central
    assert costs.assumption(Quantity.DWELL, "border_rail", ("TKM",)).central < 6


def test_a_tonne_over_the_caspian_costs_what_ships_asked_there(catalog: Catalog) -> None:
    costs = Costs(catalog.assumptions.values())
    leg = catalog.legs["astrakhan_anzali_sea"]
    money = leg_cost(leg, catalog, costs)[1]
    assert money.central == pytest.approx(36, abs=0.5)
    row = costs.assumption(Quantity.RATE, CASPIAN_SEA, ())
    for leg_id in ("shahid_rajaee_mumbai_sea", "st_petersburg_mumbai_suez_sea"):
        leg = catalog.legs[leg_id]
        assert leg_cost(leg, catalog, costs)[1].central < row.central * leg.length_km / 2


def test_containers_have_no_rate_of_the_caspian_and_take_the_general_one(catalog: Catalog) -> None:
    costs = Costs(catalog.assumptions.values(), basis=Basis.TEU)
    leg = catalog.legs["astrakhan_anzali_sea"]
    usual = costs.assumption(Quantity.RATE, "sea", ()).central * leg.length_km
    assert leg_cost(leg, catalog, costs)[1].central == pytest.approx(usual)
