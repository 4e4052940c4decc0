from __future__ import annotations

import re
from itertools import pairwise

import pytest

from docs.plausibility import PAGE, page_of
from geo.calendars import day_text
from layers.look.style import AREA_FROM_KM
from layers.words.plausibility import COMPARED_JOURNEYS, route_of
from tests.test_imports import GEO_ROOMS, ROOMS


@pytest.fixture(scope="module")
def catalog(shipped):
    """Read the data that ship."""
    return shipped


def test_the_page_says_what_the_network_computes(catalog):
    assert PAGE.read_text(encoding="utf-8") == page_of(catalog)


@pytest.mark.parametrize("journey", COMPARED_JOURNEYS, ids=lambda journey: journey.name)
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
    first = next(journey for journey in COMPARED_JOURNEYS if journey.name.startswith("First"))
    printed = sum(catalog.claims[claim_id].value for claim_id in first.claim_ids)
    assert route_of(catalog, first).length_km == pytest.approx(printed, rel=0.08)


@pytest.mark.parametrize("path", ["geo/model/lines.py", "data/README.md", "data/build/README.md"])
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


ROOT = PAGE.parents[1]
HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def paths_in(text: str) -> list[str]:
    """Return the paths of the project that a text names between backticks."""
    return [
        word
        for word in re.findall(r"`([^`\s]+)`", text)
        if "/" in word or re.search(r"\.(py|js|md|csv|css|toml)$", word)
    ]


def missing(paths: list[str]) -> list[str]:
    """List the paths that lead nowhere; what stands in `<>` may be anything."""
    return [path for path in paths if not any(ROOT.glob(re.sub(r"<\w+>", "*", path)))]


def test_a_path_that_leads_nowhere_is_seen():
    text = "`geo/crs.py`, `geo/nowhere.py`, `data/build/<table>_<corridor>.csv`, `as_of`, `make x`"
    assert paths_in(text) == ["geo/crs.py", "geo/nowhere.py", "data/build/<table>_<corridor>.csv"]
    assert missing(paths_in(text)) == ["geo/nowhere.py"]


def test_every_path_that_the_house_names_is_there():
    assert len(paths_in(HOUSE)) > 50
    assert missing(paths_in(HOUSE)) == []


def test_the_rooms_and_their_order_are_those_the_imports_keep():
    lines = [line.split("**")[1::2] for line in HOUSE.splitlines() if line.startswith("**")]
    geo, ways = lines[0][0].split(" ← "), [way.split(" ← ") for way in lines[1]]
    assert geo == list(GEO_ROOMS)
    assert len(ways) == 3
    for way in ways:
        assert len(way) > 2
        for below, above in pairwise(way):
            assert below in ROOMS[above]
            assert above not in ROOMS[below]
    assert {room for way in ways for room in way} == set(ROOMS)
    assert "pens" not in ROOMS["screen"]
    assert "screen" not in ROOMS["pens"]


@pytest.mark.parametrize(("top", "rooms"), [("geo", GEO_ROOMS), ("layers", ROOMS)])
def test_every_room_is_told_of_in_its_order(top, rooms):
    told = re.findall(rf"^\| `{top}/(\w+)/` \|", HOUSE, re.MULTILINE)
    assert told == list(rooms)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_who_reads_first_is_led_to_the_house(name):
    assert "(docs/architecture.md)" in (ROOT / name).read_text(encoding="utf-8")
