from __future__ import annotations

import re

import pytest

from docs.plausibility import JOURNEYS, PAGE, page_of, route_of
from geo.calendars import day_text
from layers.look.style import AREA_FROM_KM


@pytest.fixture(scope="module")
def catalog(shipped):
    """Read the data that ship."""
    return shipped


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


@pytest.mark.parametrize("path", ["geo/model.py", "data/README.md", "data/build/README.md"])
def test_documents_say_from_how_many_km_a_place_is_an_area(path):
    text = " ".join((PAGE.parents[1] / path).read_text(encoding="utf-8").split())
    told = re.findall(r"`accuracy_km`[^.|]*(?:\|[^.|]*)?? (\d+) or more is drawn as an area", text)
    assert [float(km) for km in told] == [AREA_FROM_KM]


def test_the_changes_told_are_those_of_the_shipped_edition(catalog):
    path = PAGE.with_name("changes.md")
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    side = f"to {day_text(catalog.data_end)} (edition {catalog.edition}, data to "
    assert catalog.edition
    assert side in first
