"""The page of a data folder that cannot be used."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    from geo.errors import DataError, Fault
    from page.faults import show_faults

    rows = [Fault("claims.csv", row, "url", "see http://x.example", "") for row in range(2, 122)]
    show_faults(DataError([*rows, Fault("sources.csv", 0, "", "The file is not there.", "")]))


def test_the_cause_comes_first_and_no_more_than_a_reader_mends() -> None:
    test = AppTest.from_function(page).run()
    table = test.table[0].value
    assert len(table) == 50
    assert table.iloc[0]["Row"] == "whole file"
    assert test.caption[0].value == "and 71 more"
    assert "121 faults" in test.error[0].value


def test_an_address_in_a_fault_is_no_link() -> None:
    test = AppTest.from_function(page).run()
    assert "http:\u2060" in test.table[0].value.iloc[1]["Fault"].replace("&#58;", ":")
