"""The shipped closures: each by its true chain of reports, none known before its day."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model.dates import Precision
from geo.model.lines import NodeKind
from geo.model.states import Closure, Says, Severity, StateKind, Traffic
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, closure_state, closures_at
from geo.state.confirmations import last_that
from tests.naming import named_days


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def _state(catalog: Catalog, closure_id: str, on: date) -> ClosureState | None:
    return closure_state(catalog, catalog.closures[closure_id], on)


def test_a_closure_says_who_saw_it_last_as_known_that_day(catalog: Catalog) -> None:
    seen = {}
    for on in (date(2025, 10, 15), date(2025, 11, 1), catalog.data_end):
        state = _state(catalog, "cl_pakistan_afghanistan", on)
        assert state is not None
        assert state.contested is None
        seen[on] = (str(state.last_confirmed), state.source_id)
    assert seen[date(2025, 10, 15)] == ("2025-10-12", "P1653")
    assert seen[date(2025, 11, 1)][0] == "2025-10-29"
    assert seen[catalog.data_end][0] == "2026-02-25"
    assert len({source for _, source in seen.values()}) == 3


def test_no_confirmation_is_by_an_older_page_or_before_its_closure(catalog: Catalog) -> None:
    assert catalog.confirmations
    for (kind, subject_id), history in catalog.confirmations.items():
        for one in history:
            page = catalog.sources[one.source_id].published
            if page.precision is not Precision.UNDATED:
                assert page.last >= one.date.first, (subject_id, str(one.date))
            if kind is StateKind.CLOSURE:
                assert one.date.last >= catalog.closures[subject_id].start.first, subject_id


def test_a_closure_without_an_end_has_a_last_report(catalog: Catalog) -> None:
    assert catalog.closures
    for closure in catalog.closures.values():
        history = catalog.confirmations.get((StateKind.CLOSURE, closure.closure_id), ())
        if not last_that(history, Says.ENDED):
            ran_out = closure.closure_id.startswith("cl_chabahar_waiver_expired")
            assert last_that(history, Says.HOLDS) or ran_out, closure.closure_id


def test_closures_say_what_they_keep_out_and_towards_where(catalog: Catalog) -> None:
    assert catalog.closures
    for closure in catalog.closures.values():
        assert closure.applies_to, closure.closure_id
        if closure.direction:
            assert closure.direction in _countries_at(catalog, closure), closure.closure_id
        if closure.goods_origin or closure.goods_destination:
            assert Traffic.GOODS in closure.applies_to, closure.closure_id


def test_what_shuts_one_border_stands_on_the_line_over_it(catalog: Catalog) -> None:
    """Both ends shut would shut the roads that lead there and cross no border."""
    assert catalog.closures
    for closure in catalog.closures.values():
        for leg in catalog.legs.values():
            ends = {leg.from_id, leg.to_id}
            countries = {catalog.nodes[node_id].country for node_id in ends}
            if len(countries) > 1:
                assert not ends <= set(closure.subject_ids), (closure.closure_id, leg.leg_id)


def _countries_at(catalog: Catalog, closure: Closure) -> set[str]:
    """Return the countries of a closure's places and of what its legs lead to."""
    ends = [(leg.from_id, leg.to_id) for leg in catalog.legs.values()]
    ids = set(closure.subject_ids)
    at = [pair for pair in ends if ids & set(pair)]
    at += [(leg.from_id, leg.to_id) for leg in catalog.legs.values() if leg.leg_id in ids]
    return {catalog.nodes[node_id].country for pair in at for node_id in pair}


@pytest.mark.parametrize(
    ("closure_id", "shut_on", "open_on"),
    [
        ("cl_torkham_2023_09", date(2023, 9, 14), date(2023, 9, 15)),
        ("cl_torkham_2024_01", date(2024, 1, 22), date(2024, 1, 23)),
        ("cl_torkham_2025_02", date(2025, 3, 18), date(2025, 3, 19)),
        ("cl_chaman_2021_10", date(2021, 11, 1), date(2021, 11, 2)),
        ("cl_chaman_2023_11", date(2024, 2, 26), date(2024, 2, 27)),
        ("cl_hairatan_rail_2023_02", date(2023, 2, 9), date(2023, 2, 10)),
        ("cl_sindh_floods_2022", date(2022, 8, 30), date(2022, 8, 31)),
        ("cl_bolan_bridge_2022", date(2023, 4, 14), date(2023, 4, 15)),
        ("cl_gorgan_floods_2019", date(2019, 5, 26), date(2019, 5, 27)),
        ("cl_astara_2026_03", date(2026, 3, 8), date(2026, 3, 9)),
        ("cl_pak_afg_empties_chaman", date(2025, 10, 19), date(2025, 10, 20)),
        ("cl_torkham_2016_06", date(2016, 6, 17), date(2016, 6, 18)),
        ("cl_chaman_2016_08", date(2016, 8, 31), date(2016, 9, 1)),
        ("cl_pak_afg_2017", date(2017, 3, 20), date(2017, 3, 21)),
        ("cl_kharlachi_2017", date(2017, 6, 16), date(2017, 6, 17)),
        ("cl_kolpur_bridge_2024", date(2024, 10, 10), date(2024, 10, 11)),
        ("cl_karachi_strike_2025", date(2025, 12, 16), date(2025, 12, 17)),
        ("cl_balochistan_2026_01", date(2026, 2, 4), date(2026, 2, 5)),
        ("cl_pak_afg_people", date(2025, 10, 31), date(2025, 11, 1)),
    ],
)
def test_closures_of_the_past_end_on_their_day(
    catalog: Catalog, closure_id: str, shut_on: date, open_on: date
) -> None:
    assert _state(catalog, closure_id, shut_on) is not None
    assert _state(catalog, closure_id, open_on) is None


def test_crossings_with_pakistan_are_shut_to_goods_at_the_data_end(catalog: Catalog) -> None:
    shut = {
        subject
        for state in closures_at(catalog, catalog.data_end)
        if not state.closure.selective and state.closure.severity is Severity.CLOSED
        for subject in state.closure.subject_ids
    }
    to_india = {"wagah_attari_road", "wagah_attari_rail"}
    assert shut == {"torkham", "kharlachi", "chaman"} | to_india


def test_who_goes_home_to_afghanistan_passes_torkham_and_chaman(catalog: Catalog) -> None:
    shut = {
        subject: state.closure
        for state in closures_at(catalog, catalog.data_end)
        if Traffic.PEOPLE in state.closure.applies_to
        for subject in state.closure.subject_ids
    }
    for node_id in ("torkham", "chaman"):
        assert shut[node_id].severity is Severity.PARTLY
        assert "Afghan" in shut[node_id].headline
    assert shut["kharlachi"].severity is Severity.CLOSED


def test_the_blockade_shut_chabahar_too_and_no_caspian_port(catalog: Catalog) -> None:
    blockade = catalog.closures["cl_iranian_ports"]
    assert {"chabahar", "shahid_rajaee"} <= set(blockade.subject_ids)
    assert not {"anzali", "amirabad", "caspian_port"} & set(blockade.subject_ids)
    assert str(blockade.start) == "2026-04-13"
    assert closure_state(catalog, blockade, date(2026, 6, 18)) is not None
    assert closure_state(catalog, blockade, date(2026, 6, 19)) is None


def test_no_closure_tells_what_only_a_later_row_knows(catalog: Catalog) -> None:
    assert catalog.closures
    for closure in catalog.closures.values():
        for day in named_days(f"{closure.headline} {closure.note}"):
            assert day <= closure.start.last, closure.closure_id
        for one in catalog.confirmations.get((StateKind.CLOSURE, closure.closure_id), ()):
            for day in named_days(one.note):
                assert day <= one.date.last, (closure.closure_id, str(one.date))


def test_a_blockade_of_all_southern_ports_shuts_each_that_is_drawn(catalog: Catalog) -> None:
    southern = {
        node.node_id
        for node in catalog.nodes.values()
        # The ports of the Caspian Sea lie north of 36° N, those of the Gulfs south of 31°.
        if node.country == "IRN" and node.kind is NodeKind.PORT and node.lonlat[1] < 33
    }
    assert len(southern) >= 3
    assert southern <= set(catalog.closures["cl_iranian_ports"].subject_ids)
