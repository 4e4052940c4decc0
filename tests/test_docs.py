from __future__ import annotations

import pytest

from docs.plausibility import JOURNEYS, PAGE, page_of, route_of
from geo.catalog import read_catalog


@pytest.fixture(scope="module")
def catalog():
    """Read the data that ship."""
    return read_catalog()


def test_the_page_says_what_the_network_computes(catalog):
    assert PAGE.read_text(encoding="utf-8") == page_of(catalog)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_each_journey_goes_the_way_it_names(catalog, journey):
    route = route_of(catalog, journey)
    telling = {
        "Western": "astara_ir",
        "Trans-Caspian": "amirabad",
        "Eastern": "bereket",
        "Suez": "saint_petersburg",
        "First": "sarakhs",
    }
    word = journey.name.split(":")[0].split(" ")[0]
    assert telling[word] in route.node_ids


def test_the_first_train_is_as_long_as_printed(catalog):
    first = next(journey for journey in JOURNEYS if journey.name.startswith("First"))
    printed = sum(catalog.claims[claim_id].value for claim_id in first.claim_ids)
    assert route_of(catalog, first).length_km == pytest.approx(printed, rel=0.08)
