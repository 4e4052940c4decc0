"""What the shipped network answers: statements that hold on the real data."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import combinations

import pytest
from pypdf import PdfReader

from geo.errors import NoRouteError
from geo.model.choice import Journey, Objective, Scenario, Selection
from geo.model.lines import Mode
from geo.network.ranking import Reason, critical_lines, critical_places
from geo.network.route import Query, shared_share
from geo.network.routing import Network
from geo.network.whatif import compare, place_of, routes_of
from layers.scene.request import FigureRequest
from layers.words.routes import answer_rows, route_row
from tests.pack.made import brief_pdf_of

BEFORE_THE_WAR = date(2025, 6, 1)
BLOCKADE = date(2026, 4, 20)
CROSSINGS_OPEN = date(2025, 9, 1)
CROSSINGS_SHUT = date(2025, 11, 15)
IRANIAN_SEA_PORTS = {"shahid_rajaee", "chabahar", "bandar_imam"}


@pytest.fixture(scope="module")
def catalog(shipped):
    """Read the data that ship."""
    return shipped


def _ask(catalog, start, end, on, **given):
    query = Query(place_of(catalog, start), place_of(catalog, end), on, **given)
    return routes_of(catalog, query)


def _crosses_caspian(catalog, route):
    legs = [catalog.legs[leg_id] for leg_id in route.leg_ids]
    return any(
        leg.mode is Mode.SEA
        and all(lat > 36 for _, lat in leg.alignment)
        and not leg.passes
        and all(45 < lon < 56 for lon, _ in leg.alignment)
        for leg in legs
    )


def test_before_the_war_moscow_reaches_mumbai_by_three_ways_beside_suez(catalog):
    routes = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR).routes
    nodes = [set(route.node_ids) for route in routes]
    assert any({"bilajari", "astara_ir"} <= on for on in nodes), "western"
    assert any(_crosses_caspian(catalog, route) for route in routes), "trans-Caspian"
    # As the first eastern train went: Kazakhstan, Turkmenistan, and by rail through Iran.
    assert any(
        {"KAZ", "TKM", "IRN"} <= set(route.countries)
        and "AFG" not in route.countries
        and Mode.ROAD not in route.by_mode_km
        and not _crosses_caspian(catalog, route)
        for route in routes
    ), "eastern"
    yardsticks = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR).yardsticks
    assert "suez_canal" in yardsticks[0].route.straits


def test_under_the_blockade_no_way_goes_through_an_iranian_port_on_the_sea(catalog):
    answer = _ask(catalog, "Moscow", "Mumbai", BLOCKADE)
    assert answer.routes
    for route in answer.routes:
        assert not IRANIAN_SEA_PORTS & set(route.node_ids)
    assert "cl_iranian_ports" in answer.barred_by
    # The ports on the Caspian are a separate matter: they are not in that closure.
    closed = catalog.closures["cl_iranian_ports"].subject_ids
    assert set(closed) == IRANIAN_SEA_PORTS


def test_with_the_crossings_open_tashkent_reaches_karachi_over_torkham_or_chaman(catalog):
    best = _ask(catalog, "Tashkent", "Karachi", CROSSINGS_OPEN).routes[0]
    assert {"torkham", "chaman"} & set(best.node_ids)


def test_with_the_crossings_shut_every_way_leads_through_iran_and_the_cut_is_named(catalog):
    answer = _ask(catalog, "Tashkent", "Karachi", CROSSINGS_SHUT)
    for route in answer.routes:
        assert "IRN" in route.countries
        assert not {"torkham", "chaman", "kharlachi"} & set(route.node_ids)
    assert answer.barred_by == ("cl_pakistan_afghanistan",)
    with pytest.raises(NoRouteError) as caught:
        _ask(
            catalog,
            "Tashkent",
            "Karachi",
            CROSSINGS_SHUT,
            scenario=Scenario(closed=frozenset({"IRN", "suez_canal", "cape_of_good_hope"})),
        )
    assert caught.value.cut_by == ("cl_pakistan_afghanistan",)


def test_the_trans_afghan_line_as_if_built_makes_a_rail_way_by_kabul(catalog):
    scenario = Scenario(
        opened=frozenset({"kharlachi"}), as_if_built=frozenset({"kabul", "kabul_mazar"})
    )
    answer = _ask(catalog, "Tashkent", "Karachi", CROSSINGS_SHUT, scenario=scenario)
    by_kabul = [route for route in answer.routes if "kharlachi" in route.node_ids]
    assert set(by_kabul[0].by_mode_km) == {Mode.RAIL}
    assert by_kabul[0].unbuilt_km > 400
    assert by_kabul[0] is answer.routes[0]


def test_closing_kharlachi_leaves_by_land_only_the_way_by_taftan(catalog):
    scenario = Scenario(
        closed=frozenset({"kharlachi"}), as_if_built=frozenset({"kabul", "kabul_mazar"})
    )
    routes = _ask(catalog, "Tashkent", "Karachi", CROSSINGS_SHUT, scenario=scenario).routes
    by_land = [route for route in routes if Mode.SEA not in route.by_mode_km]
    assert by_land
    assert all("taftan" in route.node_ids for route in by_land)


@pytest.mark.parametrize(("start", "end"), [("Moscow", "Mumbai"), ("Mumbai", "Moscow")])
def test_a_journey_to_or_from_an_ocean_port_is_measured_against_suez_and_the_cape(
    catalog, start, end
):
    for on in (BEFORE_THE_WAR, CROSSINGS_SHUT, BLOCKADE):
        yardsticks = _ask(catalog, start, end, on).yardsticks
        assert [one.strait_id for one in yardsticks] == ["suez_canal", "cape_of_good_hope"]
        suez, cape = (one.route for one in yardsticks)
        assert "saint_petersburg" in suez.node_ids
        assert "suez_canal" in suez.straits
        assert "cape_of_good_hope" in cape.straits
        assert suez.length_km < cape.length_km
        assert suez.hours.low < suez.hours.central < suez.hours.high


def test_from_the_volga_the_usual_way_by_sea_is_by_the_black_sea_and_none_round_the_cape(catalog):
    (suez,) = _ask(catalog, "Mumbai", "Astrakhan", BEFORE_THE_WAR).yardsticks
    assert {"poti", "batumi"} & set(suez.route.node_ids)


@pytest.mark.parametrize(
    ("start", "end"), [("Tashkent", "Karachi"), ("Tashkent", "Mumbai"), ("Kabul", "Mumbai")]
)
def test_no_yardstick_that_a_shipper_would_not_consider(catalog, start, end):
    for on in (BEFORE_THE_WAR, CROSSINGS_SHUT, BLOCKADE):
        assert _ask(catalog, start, end, on).yardsticks == ()


def test_from_kabul_to_mumbai_in_april_2026_what_was_left_is_found_and_the_cut_named(catalog):
    answer = _ask(catalog, "Kabul", "Mumbai", BLOCKADE)
    found = [set(route.node_ids) for route in answer.routes]
    assert any("mersin" in on for on in found), "Türkiye"
    assert any({"poti", "batumi"} & on for on in found), "Black Sea"
    for on in found:
        assert not on & {"torkham", "chaman", "kharlachi", "wagah", *IRANIAN_SEA_PORTS}
    assert answer.barred is not None
    assert "cl_pakistan_afghanistan" in answer.barred_by


def test_a_way_over_lines_in_a_war_says_how_much_of_it_nothing_was_read_of(catalog):
    told = {}
    for on in (date(2026, 2, 27), BLOCKADE):
        answer = _ask(catalog, "Kabul", "Mersin", on)
        rows = [route_row(catalog, route, number="1", on=on) for route in answer.routes]
        told[on] = [row["Note"] for row in rows if "Iran" in row["Countries"]]
        assert told[on]
    assert not any("war since" in mind for mind in told[date(2026, 2, 27)])
    for mind in told[BLOCKADE]:
        why = "war since 28 February 2026; nothing read since about"
        found = re.findall(rf"{why} ([\d,]+) km", mind)
        assert len(found) == 1
        assert 1_000 < int(found[0].replace(",", "")) < 4_000


@pytest.mark.parametrize(
    ("said", "node"),
    [
        ("Mazar-i-Sharif railway station", "mazar_rail_terminal"),
        ("Guzar", "tashguzar"),
        ("G'uzor", "tashguzar"),
        ("Wagah", "wagah"),
        ("Wagah/Attari", "wagah"),
        ("Attari", "attari"),
        ("Poti", "poti"),
        ("Batumi", "batumi"),
        ("Mersin", "mersin"),
        ("kapikoy", "kapikoy"),
        ("Sher Khan Bandar", "sherkhan_bandar"),
        ("Bandar-e Imam", "bandar_imam"),
        ("Bandar Imam Khomeini", "bandar_imam"),
    ],
)
def test_the_names_people_use_find_their_places(catalog, said, node):
    assert place_of(catalog, said) == node


def test_no_yardstick_by_sea_for_a_journey_that_does_not_reach_the_ocean(catalog):
    assert _ask(catalog, "Astrakhan", "Herat", BEFORE_THE_WAR).yardsticks == ()
    assert _ask(catalog, "Moscow", "Saint Petersburg", BEFORE_THE_WAR).yardsticks == ()


def test_a_yardstick_that_is_shut_says_by_what(catalog):
    scenario = Scenario(closed=frozenset({"suez_canal"}))
    suez = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR, scenario=scenario).yardsticks[0]
    assert suez.shut_by == ("scenario:suez_canal",)
    assert "suez_canal" in suez.route.straits


@pytest.mark.parametrize(("start", "end"), [("Moscow", "Mumbai"), ("Tashkent", "Karachi")])
@pytest.mark.parametrize("objective", list(Objective))
def test_ways_are_five_at_most_and_differ_in_length(catalog, start, end, objective):
    for on in (BEFORE_THE_WAR, CROSSINGS_SHUT, catalog.data_end):
        routes = _ask(catalog, start, end, on, objective=objective).routes
        assert 1 <= len(routes) <= 5
        for first, second in combinations(routes, 2):
            assert shared_share(first, second, catalog) < 0.7


def test_from_karachi_to_mumbai_is_water_but_no_way(catalog):
    assert _ask(catalog, "Karachi", "Mumbai", date(2025, 4, 1)).routes[0].by_mode_km.keys() == {
        Mode.SEA
    }
    with pytest.raises(NoRouteError) as caught:
        _ask(catalog, "Karachi", "Mumbai", date(2026, 7, 1))
    assert caught.value.cut_by == ("cl_india_bars_pakistan",)


@pytest.mark.parametrize(
    ("start", "end"),
    [("Astrakhan", "Herat"), ("Termez", "Gwadar"), ("Mashhad", "Herat"), ("Zahedan", "Karachi")],
)
def test_the_journeys_people_ask_for_have_a_way(catalog, start, end):
    assert _ask(catalog, start, end, BEFORE_THE_WAR).routes


@pytest.mark.parametrize("spelling", ["Tourghondi", "Torghundi", "Тургунди", "torghundi"])
def test_a_border_station_is_found_by_any_spelling(catalog, spelling):
    assert place_of(catalog, spelling) == "torghundi"


def test_closing_hormuz_costs_a_detour_by_chabahar(catalog):
    query = Query(
        "moscow",
        place_of(catalog, "Mumbai"),
        BEFORE_THE_WAR,
        Objective.TIME,
        Scenario(closed=frozenset({"hormuz"})),
    )
    found = compare(catalog, query)
    assert "chabahar" in found.after.routes[0].node_ids
    assert found.detour is not None
    assert 0 < found.detour.hours.low < found.detour.hours.central < found.detour.hours.high
    assert any("hormuz" in route.straits for route in found.lost)


@pytest.mark.parametrize("rank", [critical_places, critical_lines])
def test_the_ranking_is_in_order_and_each_is_on_the_best_way_for_a_reason(catalog, rank):
    answer = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR)
    ranking = rank(catalog, answer)
    extras = [one.extra for one in ranking if one.reason is Reason.DETOUR]
    assert extras == sorted(extras, reverse=True)
    ranked = {name for one in ranking for name in one.subject_ids}
    best = answer.routes[0]
    assert ranked
    assert ranked <= {*best.node_ids[1:-1], *best.leg_ids}
    for one in ranking:
        assert one.ways >= 1
        assert (one.after is None) is (one.reason is Reason.CUT)


def test_the_junction_that_ends_the_only_stub_is_no_finding(catalog):
    answer = _ask(catalog, "Chekhov", "Mumbai", BEFORE_THE_WAR)
    assert answer.routes[0].node_ids[1] == "ryazan"
    ranked = {name for one in critical_places(catalog, answer) for name in one.subject_ids}
    lines = {name for one in critical_lines(catalog, answer) for name in one.subject_ids}
    assert "ryazan" not in ranked
    assert "chekhov_ryazan_rail" not in lines
    # From Moscow, which has another line, it is one.
    answer = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR)
    assert ("ryazan",) in {one.subject_ids for one in critical_places(catalog, answer)}


def test_every_operating_leg_is_reached_from_moscow(catalog):
    network = Network(catalog, catalog.data_end)
    operating = [leg_id for leg_id, built in network.built.items() if built]
    ends = {catalog.legs[leg_id].from_id for leg_id in operating}
    free = network.where(ignore_closures=True)
    assert [
        end
        for end in ends
        if end != "moscow" and free.weight("moscow", end, Objective.TIME) is None
    ] == []


def test_the_table_of_ways_ends_with_the_yardsticks_not_among_them(catalog):
    rows = answer_rows(catalog, _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR))
    assert len(rows) == 7
    assert rows[5]["Route"].startswith(
        "For comparison, by sea through Suez: Moscow – Saint Petersburg"
    )
    assert rows[6]["Route"].startswith("For comparison, by sea round the Cape")
    assert (rows[5]["No."], rows[6]["No."]) == ("–", "–")
    # Without Iran and Pakistan one is among the ways, and is told there.
    landlocked = Scenario(closed=frozenset({"IRN", "PAK", "GEO"}))
    rows = answer_rows(
        catalog, _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR, scenario=landlocked)
    )
    named = [
        row["No."] for row in rows if row["Route"].startswith("For comparison, by sea through Suez")
    ]
    assert named == ["1"]
    shut = Scenario(closed=frozenset({"suez_canal"}))
    answer = _ask(catalog, "Moscow", "Mumbai", BEFORE_THE_WAR, scenario=shut)
    suez = next(row for row in answer_rows(catalog, answer) if "through Suez" in row["Route"])
    assert suez["Only if"] == "it opens again. Cut by: Suez Canal (closed by you)."


@pytest.mark.slow
def test_the_page_of_ways_has_room_for_five_and_both_yardsticks(catalog):
    journey = Journey("moscow", "mumbai")
    asked = FigureRequest(
        Selection(frozenset({"instc"}), as_of=CROSSINGS_SHUT, journey=journey),
        "",
        "",
        BLOCKADE,
    )
    pages = PdfReader(io.BytesIO(brief_pdf_of(catalog, asked))).pages
    said, straightened = (
        text
        for page in pages
        if "Moscow to Mumbai: 5 routes" in (text := " ".join(page.extract_text().split()))
    )
    assert "The routes straightened, on one scale" in straightened
    assert "For comparison, by sea through Suez" in said
    assert "For comparison, by sea round the Cape" in said
