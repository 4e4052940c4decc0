"""The weekly sheets: each cell from what was said of it, and nothing from what was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from geo.changes.sheets import Passage, PassageRow, due_within, passage_rows
from geo.model.said import EventKind, EventType, SubjectKind
from geo.model.states import Closure, Severity, Traffic
from geo.records.catalog import Catalog, read_catalog
from geo.state.conditions import closures_at
from tests.ledgers import event, when
from tests.shipped import shipped_catalog
from tests.worlds import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data"))


def rows_of(catalog: Catalog, day: str) -> dict[tuple[tuple[str, ...], str, str], PassageRow]:
    found = passage_rows(catalog, date.fromisoformat(day))
    return {(row.node_ids, row.mode or "port", row.towards): row for row in found}


def shut(world: Catalog, **changes: Any) -> Catalog:
    made: Closure = replace(world.closures["c_shut"], **changes)
    return replace(world, closures=MappingProxyType({"c_shut": made}))


def test_lines_over_a_border_and_ports_have_rows_both_ways(world: Catalog) -> None:
    rows = rows_of(world, "2022-12-31")
    assert set(rows) == {
        (("b", "c"), "rail", "WWW"),
        (("b", "c"), "rail", "YYY"),
        (("b", "c"), "road", "WWW"),
        (("b", "c"), "road", "YYY"),
        (("d",), "port", "WWW"),
        (("d",), "port", ""),
        (("e",), "port", "ZZZ"),
        (("e",), "port", ""),
    }


def test_a_line_in_use_lets_goods_through_and_says_nothing_of_people(world: Catalog) -> None:
    cells = rows_of(world, "2023-02-05")[("d",), "port", ""].cells
    assert cells[Traffic.GOODS].passage is Passage.OPEN
    assert str(cells[Traffic.GOODS].last) == "2023-01-01"
    assert cells[Traffic.PEOPLE].passage is Passage.NOT_REPORTED
    assert cells[Traffic.PEOPLE].source_id == ""


def test_a_closure_shuts_what_it_applies_to_towards_where_it_shuts(world: Catalog) -> None:
    catalog = shut(world, applies_to=(Traffic.GOODS, Traffic.PEOPLE), direction="YYY")
    rows = rows_of(catalog, "2023-02-01")
    there = rows[("b", "c"), "road", "YYY"].cells
    assert (there[Traffic.GOODS].passage, str(there[Traffic.GOODS].since)) == (
        Passage.SHUT,
        "2023-01-10",
    )
    assert there[Traffic.PEOPLE].passage is Passage.SHUT
    assert there[Traffic.EMPTY_VEHICLES].passage is Passage.NOT_REPORTED
    back = rows[("b", "c"), "rail", "WWW"].cells
    assert back[Traffic.GOODS].passage is Passage.OPEN


def test_what_holds_for_some_goods_restricts(world: Catalog) -> None:
    for changes in ({"goods_origin": ("WWW",)}, {"severity": Severity.PARTLY}):
        cells = rows_of(shut(world, **changes), "2023-02-01")[("b", "c"), "rail", "YYY"].cells
        assert cells[Traffic.GOODS].passage is Passage.RESTRICTED


def test_a_contested_closure_is_contested_from_the_day_it_is(world: Catalog) -> None:
    cell = rows_of(world, "2023-08-01")[("b", "c"), "rail", "YYY"].cells[Traffic.GOODS]
    assert (cell.passage, str(cell.last)) == (Passage.CONTESTED, "2023-07-01")


def test_what_ended_is_open_by_the_page_that_says_so(world: Catalog) -> None:
    cell = rows_of(world, "2022-02-20")[("d",), "port", ""].cells[Traffic.GOODS]
    assert (cell.passage, str(cell.since), cell.source_id) == (Passage.OPEN, "2022-02-11", "s1")


def test_nothing_of_a_later_day_is_in_a_cell(world: Catalog) -> None:
    rows = passage_rows(world, date(2022, 6, 30))
    lasts = [cell.last for row in rows for cell in row.cells.values() if cell.last]
    assert lasts
    assert all(last.first <= date(2022, 6, 30) for last in lasts)


def test_what_falls_due_is_in_the_quarter_and_not_answered(world: Catalog) -> None:
    promise = replace(
        event("soon", "2024-02", kind=EventKind.PROMISED, said="2023-05-01", promise="p"),
        type=EventType.DEADLINE,
    )
    waiver = replace(event("waiver", "2023-06-01"), ends=when("2024-01-15"))
    others = [
        replace(promise, event_id="later", promise_id="q", date=when("2024-12")),
        replace(promise, event_id="kept", promise_id="r"),
        replace(event("done", "2023-07-01"), promise_id="r"),
        replace(promise, event_id="unsaid", promise_id="s", said_on=when("2024-01-02")),
    ]
    events = {one.event_id: one for one in (promise, waiver, *others)}
    catalog = replace(world, events=MappingProxyType(events))
    found = due_within(catalog, date(2024, 1, 1))
    assert [(due.event.event_id, due.runs_out, str(due.day)) for due in found] == [
        ("waiver", True, "2024-01-15"),
        ("soon", False, "2024-02-29"),
    ]
    assert due_within(catalog, date(2024, 3, 1)) == ()


def test_the_shipped_crossings_say_what_is_known() -> None:
    rows = rows_of(shipped_catalog(), "2026-07-05")
    torkham = [row for key, row in rows.items() if "torkham" in key[0]]
    assert {row.cells[Traffic.GOODS].passage for row in torkham} == {Passage.SHUT}
    assert sum(len(row.cells) for row in rows.values()) > 200
    cells = [cell for row in rows.values() for cell in row.cells.values()]
    assert all(cell.source_id for cell in cells if cell.passage is not Passage.NOT_REPORTED)


@pytest.mark.parametrize("day", ["2017-03-01", "2020-04-20", "2024-10-15", "2026-07-05"])
def test_a_crossing_told_to_be_shut_has_a_row_though_no_road_of_it_is_drawn(day: str) -> None:
    catalog, on = shipped_catalog(), date.fromisoformat(day)
    shown = {name for row in passage_rows(catalog, on) for name in row.node_ids}
    shut = {
        name
        for state in closures_at(catalog, on)
        if state.closure.subject_kind is SubjectKind.NODE
        for name in state.closure.subject_ids
    }
    assert shut <= shown
    assert "kharlachi" in shut or day == "2020-04-20"
