from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Fault
from geo.model.dates import Precision
from geo.model.lines import Mode
from geo.records.cells import partial_date_of
from geo.records.contract import Column, Form, Table
from geo.records.rows import column_faults, rows_of

TABLE = Table(
    "things",
    "things.csv",
    ("thing_id",),
    (
        Column("thing_id", Form.ID, "id of the thing"),
        Column("mode", Form.CHOICE, "how", choices=Mode),
        Column("weight", Form.NUMBER, "weight, t", required=False, minimum=0),
        Column("seen", Form.DATE, "when", required=False, precision_in="seen_precision"),
        Column("seen_precision", Form.CHOICE, "precision", choices=Precision),
        Column("tags", Form.IDS, "tags", required=False),
        Column("url", Form.URL, "address", required=False),
    ),
)
GOOD = {
    "thing_id": "one",
    "mode": "rail",
    "weight": "2.5",
    "seen": "2025-07",
    "seen_precision": "month",
    "tags": "x; y",
    "url": "https://example.org",
}


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2025-07-31", date(2025, 7, 31), date(2025, 7, 31), Precision.DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), Precision.QUARTER),
        ("1982", date(1982, 1, 1), date(1982, 12, 31), Precision.YEAR),
        ("", date.min, date.max, Precision.UNDATED),
    ],
)
def test_a_partial_date_spans_the_days_it_can_mean(text, first, last, precision):
    found = partial_date_of(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)
    assert str(found) == (text or "undated")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2025-07", Precision.DAY),
        ("2025-07-31", Precision.MONTH),
        ("2025-02-30", None),
        ("2025-13", None),
        ("2025-Q5", None),
        ("31.07.2025", None),
        ("2025", Precision.UNDATED),
    ],
)
def test_a_date_of_another_form_than_its_precision_is_refused(text, precision):
    with pytest.raises(ValueError, match=r".+"):
        partial_date_of(text, precision)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_coarser_date_always_contains_the_finer_one(day):
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    for text in (day.isoformat(), f"{day:%Y-%m}", quarter, str(day.year)):
        span = partial_date_of(text)
        assert span.first <= day <= span.last
        assert (span.last - span.first) <= timedelta(days=365)


def test_a_good_row_becomes_typed_values():
    (row,), faults = rows_of(TABLE, [GOOD])
    assert faults == []
    assert row["mode"] is Mode.RAIL
    assert row["weight"] == 2.5
    assert row["tags"] == ("x", "y")
    assert row["row"] == 2


def test_every_fault_of_every_row_is_reported_at_once():
    bad = {**GOOD, "mode": "ship", "weight": "-1", "seen": "July", "url": "javascript:alert(1)"}
    rows, faults = rows_of(TABLE, [bad, {**GOOD, "thing_id": ""}, {**GOOD, "weight": "nan"}])
    assert rows == []
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "mode"),
        (2, "weight"),
        (2, "seen"),
        (2, "url"),
        (3, "thing_id"),
        (4, "weight"),
    ]
    assert "Known are rail, road, sea." in str(faults[0])


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "thing_id": st.sampled_from(["one", "two", " two ", "no id", "none", "", None]),
                "mode": st.sampled_from(["rail", "ROAD", "rail\t", "cart", 7]),
                "weight": st.sampled_from(["2.5", "-1", "x", "", None, 3, True]),
                "seen": st.sampled_from(["2025-07", "2025", ""]),
                "seen_precision": st.sampled_from(["month", "year", "undated", "hour"]),
                "tags": st.sampled_from(["x; y", ["x", "y"], "a b", ""]),
            }
        ),
        max_size=6,
    )
)
def test_rows_read_together_are_as_each_alone(rows):
    typed, faults = rows_of(replace(TABLE, key=()), rows)
    alone = [rows_of(replace(TABLE, key=()), [row], first_row=at) for at, row in enumerate(rows, 2)]
    assert typed == [one for found, _ in alone for one in found]
    assert faults == [one for _, found in alone for one in found]


def test_an_id_given_twice_names_the_row_it_stands_in():
    rows, faults = rows_of(TABLE, [GOOD, GOOD])
    assert len(rows) == 1
    assert faults == [
        Fault("things.csv", 3, "thing_id", "one stands in row 2 already.", "Keep one of them.")
    ]


def test_missing_and_unknown_columns_are_named():
    names = [column.name for column in TABLE.columns if column.name != "mode"] + ["colour"]
    faults = column_faults(TABLE, names)
    assert [(fault.column, fault.row) for fault in faults] == [("mode", 1), ("colour", 1)]
