"""What is shut at a date, as the browser is told, on the tiny drawn world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.model.choice import Scenario
from geo.records.catalog import Catalog, read_catalog
from geo.state.conditions import closures_at
from geo.state.select import default_selection, leg_states
from layers.look.palette import INK, SHUT_RED
from layers.screen.closures import closure_line, leg_badge, shut_on, straits_of_day
from tests.worlds import TABLES, write_world

NOTHING = Scenario()


def line_at(catalog: Catalog, closure_id: str, on: date) -> str:
    states = closures_at(catalog, on)
    return next(
        closure_line(s, catalog.sources[s.source_id])
        for s in states
        if s.closure.closure_id == closure_id
    )


def test_a_closure_says_since_when_last_confirmed_and_its_source(catalog: Catalog) -> None:
    said = "Gamma shut to trade: shut to goods since 10 January 2023; last reported 30 June 2023"
    assert line_at(catalog, "c_shut", date(2023, 6, 30)) == f"{said} (The Paper, 2 May 2024)"
    doubted = line_at(catalog, "c_shut", date(2023, 9, 1))
    assert doubted == f"{said}; contested 1 July 2023 (The Paper, 2 May 2024)"


def test_that_a_closure_ended_is_not_told_before_its_day(catalog: Catalog) -> None:
    said = line_at(catalog, "d_shut", date(2022, 2, 5))
    assert ": partly shut to goods since 1 February 2022 (The Paper, 2 May 2024)" in said
    assert closures_at(catalog, date(2022, 2, 11)) == ()


def test_a_ban_of_some_goods_never_reads_as_a_closure(catalog: Catalog) -> None:
    said = line_at(catalog, "s_ban", date(2024, 6, 1))
    assert ": closed to some goods or flags since" in said


def test_each_line_is_told_once_whatever_it_shuts(tmp_path: Path) -> None:
    rows = [
        (row[0], row[1], "a;c", *row[3:]) if row[0] == "c_shut" else row
        for row in TABLES["closures"]
    ]
    world = read_catalog(write_world(tmp_path / "data", {"closures": rows}))
    shut = shut_on(world, date(2023, 2, 1), NOTHING)
    assert len(shut["told"]) == 1
    assert shut["by"] == {"node:a": [0], "node:c": [0]}
    lifted = shut_on(world, date(2023, 2, 1), Scenario(opened=frozenset({"a"})))
    assert set(lifted["by"]) == {"node:c"}


def badges(catalog: Catalog, on: date, closed: Iterable[str]) -> dict[str, list[str]]:
    scenario = Scenario(closed=frozenset(closed))
    selection = replace(
        default_selection(catalog),
        as_of=on,
        scenario=scenario,
        corridors=frozenset(catalog.corridors),
    )
    states = leg_states(catalog, selection)
    return {state.leg.leg_id: leg_badge(state, scenario) for state in states}


def test_a_leg_supposed_shut_is_marked_in_ink_and_its_end_is_not(catalog: Catalog) -> None:
    found = badges(catalog, date(2022, 6, 1), {"leg_r", "b"})
    assert found["leg_r"] == ["barred", INK]
    assert found["leg_a"] == []  # its end is shut, and carries the mark


def test_a_strait_shows_what_shuts_it_what_is_supposed_and_what_is_lifted(
    catalog: Catalog, tmp_path: Path
) -> None:
    on = date(2024, 6, 1)
    assert straits_of_day(catalog, date(2022, 6, 1), NOTHING) == {}
    assert straits_of_day(catalog, on, NOTHING)["s"][2] == "restricted"
    supposed = straits_of_day(catalog, on, Scenario(closed=frozenset({"s"})))
    assert supposed == {"s": ["barred", INK, "supposed"]}
    assert straits_of_day(catalog, on, Scenario(opened=frozenset({"s"}))) == {}
    rows = [(*row[:8], "", *row[9:]) if row[0] == "s_ban" else row for row in TABLES["closures"]]
    world = read_catalog(write_world(tmp_path / "data", {"closures": rows}))
    assert straits_of_day(world, on, NOTHING) == {"s": ["barred", SHUT_RED, "closed"]}
