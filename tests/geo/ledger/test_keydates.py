"""The dates to read first: the last things that happened and the next promise, by corridor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.ledger.highlights import statements_of
from geo.ledger.keydates import key_dates
from geo.model.choice import Selection
from geo.model.said import Event, EventKind, EventType, SubjectKind
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from tests.ledgers import event

NORTH: dict[str, Any] = {"subject_kind": SubjectKind.CORRIDOR, "subject_id": "north"}


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def ids_of(world: Catalog, events: list[Event], on: date) -> list[str]:
    """Return the key dates of corridor north among these events, by id."""
    made = [replace(one, **NORTH) for one in events]
    catalog = replace(world, events={one.event_id: one for one in made})
    selection = replace(default_selection(world), as_of=on)
    found = key_dates(catalog, selection, statements_of(catalog, selection))
    return [one.event_id for one in found["north"]]


def test_the_last_two_that_happened_and_the_promise_due_next(world: Catalog) -> None:
    promised: dict[str, Any] = {
        "kind": EventKind.PROMISED,
        "type_": EventType.DEADLINE,
        "said": "2021-01-01",
    }
    events = [
        event("third", "2022-03-01"),
        event("first", "2020-01-01"),
        event("second", "2021-02"),
        event("told", "2022-05-01", kind=EventKind.CONTESTED),
        event("ahead", "2023-06", said="2022-04-01"),
        event("later", "2029", promise="p1", **promised),
        event("next", "2022-12", promise="p2", **promised),
        event("past", "2021-06", promise="p3", **promised),
        event("kept", "2022-10", promise="p4", **promised),
        event("done", "2020-03-01", promise="p4"),
        event("undated", "", promise="p5", **promised),
    ]
    assert ids_of(world, events, date(2022, 6, 1)) == ["second", "third", "next"]
    assert ids_of(world, events, date(2021, 1, 1)) == ["first", "done", "past"]


def test_what_was_promised_again_is_due_when_last_said(world: Catalog) -> None:
    promised: dict[str, Any] = {
        "kind": EventKind.PROMISED,
        "type_": EventType.DEADLINE,
        "promise": "p1",
    }
    events = [
        event("once", "2021-06", said="2020-01-01", **promised),
        event("again", "2023-01", said="2021-07-01", **promised),
    ]
    assert ids_of(world, events, date(2021, 1, 1)) == ["once"]
    assert ids_of(world, events, date(2022, 1, 1)) == ["again"]


def test_a_corridor_that_is_off_has_none(world: Catalog) -> None:
    off = Selection(corridors=frozenset())
    assert key_dates(world, off, statements_of(world, off)) == {}


@pytest.mark.slow
def test_every_mission_has_two_dates_that_happened() -> None:
    catalog = read_catalog(Path(__file__).resolve().parents[3] / "data")
    on = default_selection(catalog)
    found = key_dates(catalog, on, statements_of(catalog, on))
    assert set(found) == {"herat_hub", "trans_afghan", "instc"}
    for events in found.values():
        kinds = [one.kind for one in events]
        assert kinds.count(EventKind.ACTUAL) == 2
        happened = [one.date.first for one in events if one.kind is EventKind.ACTUAL]
        assert happened == sorted(happened)
