"""The shipped histories of the lines: dated, in order, sourced, and the facts that matter."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from geo.model.choice import Selection
from geo.model.dates import UNDATED_FROM
from geo.model.lines import Mode
from geo.model.states import Status
from geo.records.catalog import read_catalog
from geo.records.readers import data_folder
from geo.state.doubt import DoubtKind
from geo.state.select import leg_state, leg_states
from tests.shipped import shipped_catalog

DATA = data_folder()
LATEST = "2026-11-21"
FORMS = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "month": r"\d{4}-\d{2}",
    "quarter": r"\d{4}-\d{2}",
    "year": r"\d{4}",
    "undated": "",
}
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def histories_of(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["leg_id"]].append(row)
    return dict(found)


def start_of(since: str) -> date:
    """First day of a whole or partial date; the beginning of time when there is none."""
    year, month, day = (*since.split("-"), "01", "01")[:3] if since else ("1", "1", "1")
    return date(int(year), int(month), int(day))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of("leg_status.csv")


@pytest.fixture(scope="module")
def histories(rows: list[Row]) -> dict[str, list[Row]]:
    return histories_of(rows)


@pytest.fixture(scope="module")
def legs() -> dict[str, Row]:
    return {
        feature["properties"]["leg_id"]: feature["properties"]
        for path in sorted((DATA / "layers").glob("*.geojson"))
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    }


@pytest.fixture(scope="module")
def countries() -> dict[str, str]:
    nodes = json.loads((DATA / "nodes.geojson").read_text(encoding="utf-8"))["features"]
    return {node["properties"]["node_id"]: node["properties"]["country"] for node in nodes}


def status_at(history: list[Row], day: str) -> str | None:
    """Status in force on a day, None before the leg's first row."""
    begun = [row["status"] for row in history if start_of(row["since"]) <= date.fromisoformat(day)]
    return begun[-1] if begun else None


def test_every_leg_has_a_history_and_every_history_a_leg(
    histories: dict[str, list[Row]], legs: dict[str, Row]
) -> None:
    assert set(histories) == set(legs)


def test_histories_run_forward_with_no_two_rows_on_a_date(histories: dict[str, list[Row]]) -> None:
    assert histories
    for leg_id, history in histories.items():
        starts = [start_of(row["since"]) for row in history]
        assert all(a < b for a, b in pairwise(starts)), leg_id


def test_each_row_says_something_new(histories: dict[str, list[Row]]) -> None:
    assert histories
    for leg_id, history in histories.items():
        for before, after in pairwise(history):
            repeated = before["status"] == after["status"]
            assert not repeated or (after["note"] and after["source_id"] != before["source_id"]), (
                f"{leg_id} is {after['status']} twice running without a reason"
            )


def test_dates_have_the_form_of_their_precision(rows: list[Row]) -> None:
    assert rows
    for row in rows:
        assert re.fullmatch(FORMS[row["since_precision"]], row["since"]), row
        assert row["status"] in {status.value for status in Status}, row


def test_nothing_is_confirmed_after_the_data_end() -> None:
    assert rows_of("confirmations.csv")
    for row in rows_of("confirmations.csv"):
        assert row["date"] <= LATEST, row


def test_general_knowledge_never_passes_for_a_page_read() -> None:
    assert rows_of("confirmations.csv")
    for row in rows_of("confirmations.csv"):
        assert row["source_id"] != "BK00", row


def test_hardly_a_state_rests_on_general_knowledge(rows: list[Row]) -> None:
    """At most thirty states have no page behind them; each of those says so."""
    unread = [row for row in rows if row["source_id"] == "BK00"]
    assert len(unread) <= 30, [row["leg_id"] for row in unread]
    assert all("not confirmed on a page read" in row["note"] for row in unread)


@pytest.mark.slow
def test_nine_in_ten_lines_in_use_were_read_of_lately() -> None:
    """Within the years after which a line in use is doubted, a page says that it is.

    A war since is another reason for doubt than silence (tests/geo/state/test_doubt.py).
    """
    catalog = read_catalog(DATA)
    states = [leg_state(catalog, leg_id, on=catalog.data_end) for leg_id in catalog.legs]
    in_use = [state for state in states if state and state.status is Status.OPERATING]
    unseen = [
        state.leg.leg_id
        for state in in_use
        if state.last_confirmed is None or (state.doubt and state.doubt.kind is DoubtKind.SILENCE)
    ]
    assert len(unseen) <= len(in_use) / 10, unseen


def test_sources_resolve(rows: list[Row]) -> None:
    known = {row["source_id"] for row in rows_of("sources.csv")}
    assert {row["source_id"] for row in rows} <= known


@pytest.mark.parametrize(
    ("leg_id", "day", "expected"),
    [
        ("rozanak_rabat_e_paryan_rail", "2019-12-11", None),
        ("rozanak_rabat_e_paryan_rail", "2020-06-01", "announced"),
        ("rozanak_rabat_e_paryan_rail", "2025-11-30", "construction"),
        ("rozanak_rabat_e_paryan_rail", "2026-07-05", "construction"),
        ("rabat_e_paryan_herat_airport_rail", "2026-07-05", "construction"),
        ("rasht_qazvin_rail", "2019-03-06", "operating"),
        ("rasht_qazvin_rail", "2026-07-05", "operating"),
        ("astara_rasht_rail", "2026-07-05", "announced"),
        ("astara_rasht_road", "2026-07-05", "operating"),
        ("khaf_shamtigh_rail", "2019-06-01", "construction"),
        ("shamtigh_rozanak_rail", "2019-06-01", "construction"),
        ("shamtigh_rozanak_rail", "2020-12-10", "operating"),
        ("khaf_shamtigh_rail", "2022-06-01", "suspended"),
        ("shamtigh_rozanak_rail", "2022-06-01", "suspended"),
        ("shamtigh_rozanak_rail", "2023-07-10", "suspended"),
        ("shamtigh_rozanak_rail", "2023-07-11", "operating"),
        ("torbat_e_heydarieh_khaf_rail", "2019-06-01", "operating"),
        ("torghundi_sanobar_rail", "2023-12-31", None),
        ("torghundi_sanobar_rail", "2024-09-10", "proposed"),
        ("torghundi_sanobar_rail", "2024-09-11", "construction"),
        ("sanobar_rabat_e_paryan_rail", "2025-07-09", "proposed"),
        ("sanobar_rabat_e_paryan_rail", "2025-07-10", "announced"),
        ("herat_kandahar_rail", "2024-07-18", None),
        ("herat_kandahar_rail", "2025-02-06", "study"),
        ("herat_kandahar_rail", "2026-07-05", "study"),
        ("spin_boldak_chaman_rail", "2026-07-05", "study"),
        ("naibabad_maidan_shahr_rail", "2018-11-30", None),
        ("naibabad_maidan_shahr_rail", "2023-07-18", "announced"),
        ("naibabad_maidan_shahr_rail", "2026-07-05", "study"),
        ("pul_e_alam_kharlachi_rail", "2025-07-17", "study"),
        ("kharlachi_kohat_rail", "2025-12-21", None),
        ("kharlachi_kohat_rail", "2025-12-22", "proposed"),
        ("hairatan_naibabad_rail", "2012-02-02", "construction"),
        ("hairatan_naibabad_rail", "2012-02-03", "operating"),
        ("hairatan_naibabad_rail", "2024-02-21", "suspended"),
        ("hairatan_naibabad_rail", "2026-07-05", "operating"),
        ("naibabad_mazar_rail", "2021-05-10", "operating"),
        ("naibabad_mazar_rail", "2026-07-05", "suspended"),
        ("aqina_andkhoy_rail", "2019-07-24", None),
        ("aqina_andkhoy_rail", "2021-01-13", "construction"),
        ("aqina_andkhoy_rail", "2021-01-14", "operating"),
        ("landi_kotal_peshawar_rail", "2006-12-31", "operating"),
        ("landi_kotal_peshawar_rail", "2026-07-05", "suspended"),
        ("kohat_jand_rail", "2012-06-01", "suspended"),
        ("kohat_jand_rail", "2013-04-30", "operating"),
        ("kohat_jand_rail", "2015-01-01", "suspended"),
        ("gwadar_karachi_sea", "2015-12-31", None),
        ("gwadar_karachi_sea", "2026-07-05", "announced"),
    ],
)
def test_state_of_a_leg_on_a_day(
    histories: dict[str, list[Row]], leg_id: str, day: str, expected: str | None
) -> None:
    assert status_at(histories[leg_id], day) == expected


def test_rasht_qazvin_did_not_run_before_its_opening(histories: dict[str, list[Row]]) -> None:
    assert status_at(histories["rasht_qazvin_rail"], "2019-03-05") != "operating"


@pytest.mark.parametrize("branch_id", ["torkham", "bamiyan"])
def test_routes_given_up_are_superseded(histories: dict[str, list[Row]], branch_id: str) -> None:
    given_up = [
        row["leg_id"]
        for row in rows_of("branches.csv")
        if row["branch_id"] == branch_id and row["leg_id"] != "landi_kotal_peshawar_rail"
    ]
    assert len(given_up) >= 2
    for leg_id in given_up:
        assert status_at(histories[leg_id], "2023-07-17") in {"proposed", "announced"}, leg_id
        assert status_at(histories[leg_id], "2023-07-18") == "superseded", leg_id


def test_railways_that_ever_ran_in_afghanistan_are_these(
    histories: dict[str, list[Row]], legs: dict[str, Row], countries: dict[str, str]
) -> None:
    """Nothing runs by rail between Herat and Pakistan, nor from the north to Kabul."""
    ran = {
        leg_id
        for leg_id, leg in legs.items()
        if leg["mode"] == "rail"
        and "AFG" in {countries[leg["from_id"]], countries[leg["to_id"]]}
        and any(row["status"] in {"operating", "suspended"} for row in histories[leg_id])
    }
    assert ran == {
        "serhetabat_torghundi_rail",
        "shamtigh_rozanak_rail",
        "termez_hairatan_rail",
        "hairatan_naibabad_rail",
        "naibabad_mazar_rail",
        "ymamnazar_aqina_rail",
        "aqina_andkhoy_rail",
    }


def test_a_shut_crossing_is_a_closure_and_no_change_of_status(
    histories: dict[str, list[Row]],
) -> None:
    for leg_id in ("torkham_landi_kotal_road", "spin_boldak_chaman_road"):
        assert [row["status"] for row in histories[leg_id]] == ["operating"]
        seen = [row for row in rows_of("confirmations.csv") if row["subject_id"] == leg_id]
        assert ("2025-10-12", "holds") in {(row["date"], row["says"]) for row in seen}


def everything_on(day: date) -> Selection:
    return Selection(corridors=frozenset(shipped_catalog().corridors), as_of=day)


@pytest.mark.slow
@pytest.mark.parametrize("year", [1, 1700, 1800, 1850])
def test_before_the_first_railway_none_operates(year: int) -> None:
    """Undated is not always: nobody says that a line was there then."""
    assert leg_states(shipped_catalog(), everything_on(date(year, 1, 1))) == ()


def test_what_is_undated_counts_for_the_years_the_data_describe() -> None:
    catalog = shipped_catalog()
    before = {one.leg.leg_id for one in leg_states(catalog, everything_on(date(2005, 12, 31)))}
    after = {one.leg.leg_id: one for one in leg_states(catalog, everything_on(UNDATED_FROM))}
    came = [one for leg_id, one in after.items() if leg_id not in before]
    assert len(came) > 50
    assert {str(one.since) for one in came} <= {"undated", "2006"}
    assert {one.leg.mode for one in came} == {Mode.RAIL, Mode.ROAD, Mode.SEA}


@pytest.mark.parametrize("year", [1800, 1900, 1950, 2000, 2010, 2020, 2026])
def test_nothing_is_confirmed_before_it_was_so(year: int) -> None:
    """A sighting is of a day by then; a page written later is marked as such where it is cited."""
    on = date(year, 7, 1)
    states = leg_states(shipped_catalog(), everything_on(on))
    seen = [state for state in states if state.last_confirmed is not None]
    assert bool(seen) == (year >= 2010)
    for state in seen:
        assert state.last_confirmed is not None
        assert state.last_confirmed.first <= on, state.leg.leg_id
        assert state.confirmed_by
