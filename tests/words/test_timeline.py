from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.choice import Selection
from geo.model.dates import Precision
from geo.model.said import EventKind
from geo.records.catalog import read_catalog
from geo.state.select import default_selection
from layers.words.timeline import as_of_label, timeline_of
from tests.worlds import TABLES, write_world

ALL = Selection(corridors=frozenset({"north", "coast"}))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Read the world drawn in tests/worlds.py, where c_due is promised again, for 2025."""
    again = list(TABLES["events"][2])
    again[0], again[5], again[6] = "c_due_again", "2025-06", "month"
    again[8], again[10] = "2024-03-01", "Beta – Delta now by June 2025"
    changes = {"events": [*TABLES["events"], tuple(again)]}
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data", changes))


def _timeline(catalog, selection=ALL, events=9, promises=9):
    return timeline_of(catalog, selection, most_events=events, most_promises=promises)


def test_happenings_and_promises_stand_apart(catalog):
    found = _timeline(catalog)
    assert [row.text for row in found.events] == ["Beta – Gamma opened", "Hub announced"]
    assert [row.text for row in found.promises] == ["Beta – Delta to be built by 2024"]
    assert all(mark.kind is EventKind.ACTUAL for row in found.events for mark in row.marks)
    assert all(mark.kind is EventKind.PROMISED for row in found.promises for mark in row.marks)


def test_dates_keep_their_precision(catalog):
    found = _timeline(catalog)
    assert [row.when for row in found.rows] == ["5 Mar 2022", "May 2023", "2024"]
    precisions = [mark.when.precision for row in found.rows for mark in row.marks]
    assert precisions == [Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.MONTH]
    assert [mark.exact for mark in found.events[0].marks] == [True]


def test_a_promise_overdue_is_late_from_the_date_first_promised(catalog):
    late = _timeline(catalog, replace(ALL, as_of=None)).promises[0]
    assert late.late is None
    assert late.state == "not due yet"
    early = replace(ALL, as_of=date(2024, 2, 1))
    assert _timeline(catalog, early).promises[0].marks[0].when.first == date(2024, 1, 1)


def test_days_late_run_to_the_as_of_date(tmp_path):
    row = list(TABLES["events"][2])
    row[5] = "2022"
    catalog = read_catalog(write_world(tmp_path / "data", {"events": [tuple(row)]}))
    (late,) = _timeline(catalog).promises
    assert late.late == (date(2022, 12, 31), date(2024, 12, 31))
    assert late.state.startswith("no completion found by 31 December 2024")


def test_what_tells_most_stays_when_room_is_short(catalog):
    found = _timeline(catalog, events=1)
    assert [row.record_id for row in found.events] == ["opened_b"]
    assert found.events_left == 1
    pinned = replace(ALL, pinned=("hub_announced",))
    assert [row.record_id for row in _timeline(catalog, pinned, events=1).events] == [
        "hub_announced"
    ]


def test_the_latest_of_what_tells_much_is_never_left_out(shipped):
    """A slide is titled by it: on it stood the blockade and not that it was lifted."""
    usual = default_selection(shipped)
    for most in (5, 11, 24):
        found = timeline_of(shipped, usual, most_events=most, most_promises=0)
        assert len(found.events) == most
        assert found.events[-1].text == "United States lifts the blockade of Iranian ports"


def test_every_mark_and_the_as_of_date_lie_on_the_scale(catalog):
    found = _timeline(catalog)
    marks = [mark for row in found.rows for mark in row.marks]
    shares = [share for mark in marks for share in found.span_of(mark)]
    assert all(0 <= share <= 1 for share in (*shares, found.share_of(found.on)))
    assert found.years == (2023, 2024, 2025)
    assert as_of_label(found) == "data as of 31 December 2024"


def test_undated_happenings_have_no_place(tmp_path):
    row = list(TABLES["events"][0])
    row[5], row[6] = "", "undated"
    changes = {"events": [tuple(row), TABLES["events"][1]]}
    catalog = read_catalog(write_world(tmp_path / "data", changes))
    assert [one.record_id for one in _timeline(catalog).events] == ["hub_announced"]


def test_what_was_opened_again_is_told_with_its_closing(shipped):
    iran = timeline_of(
        shipped,
        Selection(corridors=frozenset({"instc"})),
        most_events=14,
        most_promises=5,
    )
    told = [row.text for row in iran.events]
    assert "United States blockades all Iranian ports" in told
    assert "United States lifts the blockade of Iranian ports" in told
