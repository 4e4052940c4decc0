"""What was reported elsewhere and not checked is read and listed; nothing follows from it."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import DataError
from geo.model.dates import PartialDate, Precision
from geo.model.said import Report
from geo.records.catalog import read_catalog
from geo.records.readers import data_folder
from layers.screen.reported import reported_html
from tests.worlds import TABLES, write_world

ROW = TABLES["reported"][0]


def report(**changes) -> Report:
    """Return a report of 3 February 2025, with some cells changed."""
    day = date(2025, 2, 3)
    cells = {
        "page_url": "https://press.example/1",
        "date": PartialDate(day, day, Precision.DAY),
        "subject": "Gamma",
        "fact": "Open again.",
        "page": "Press",
        "digest_url": "https://digest.example/1",
        "note": "",
    }
    return Report(**{**cells, **changes})


def test_reports_are_read_in_order_of_date(tmp_path):
    earlier = ("https://press.example/0", "2025-01", *ROW[2:])
    catalog = read_catalog(write_world(tmp_path / "data", {"reported": [ROW, earlier]}))
    assert [one.date.precision for one in catalog.reported] == [Precision.MONTH, Precision.DAY]
    assert catalog.reported[1].fact == "Gamma is said to be open again."


def faults_of(tmp_path, rows, **changes):
    with pytest.raises(DataError) as caught:
        read_catalog(write_world(tmp_path / "data", {"reported": rows, **changes}))
    return caught.value.faults


def test_a_page_named_by_two_digests_counts_once(tmp_path):
    again = (*ROW[:5], "https://digest.example/8", "")
    (fault,) = faults_of(tmp_path, [ROW, again])
    assert (fault.file, fault.row) == ("reported.csv", 3)


def test_a_page_that_was_read_belongs_in_the_ledger(tmp_path):
    read = next(row for row in TABLES["sources"] if row[5])
    (fault,) = faults_of(tmp_path, [(read[5], *ROW[1:])])
    assert fault.column == "page_url"
    assert read[0] in fault.message


def test_a_digest_is_no_press_page(tmp_path):
    (fault,) = faults_of(tmp_path, [(ROW[5], *ROW[1:])])
    assert fault.message == "The digest is no press page."


@pytest.mark.parametrize("address", ["javascript:alert(1)", "press page"])
def test_only_web_addresses_are_named(tmp_path, address):
    assert [fault.column for fault in faults_of(tmp_path, [(address, *ROW[1:])])] == ["page_url"]


def test_the_list_says_that_the_page_was_not_read():
    html = reported_html([report()])
    assert "3 February 2025" in html
    assert 'href="https://press.example/1"' in html
    assert "not read" in html
    assert "Told by" in html


def test_the_list_escapes_what_it_says():
    html = reported_html([report(fact="<img src=x>", page="${1}", subject="a & b")])
    assert "<img" not in html
    assert "${" not in html
    assert "a &#38; b" in html


@pytest.mark.slow
def test_the_shipped_reports_name_a_page_and_lie_after_the_data():
    catalog = read_catalog(data_folder())
    assert catalog.reported
    for one in catalog.reported:
        assert one.date.first > catalog.data_end, one.page_url
        assert "github.com" not in one.page_url


def page(folder: str, as_of: str) -> None:
    from dataclasses import replace
    from datetime import date
    from pathlib import Path

    from geo.records.catalog import read_catalog
    from geo.state.select import default_selection
    from layers.screen.cards import shown_of
    from page.sources import show_sources

    catalog = read_catalog(Path(folder))
    selection = replace(default_selection(catalog), as_of=date.fromisoformat(as_of))
    show_sources(shown_of(catalog, selection))


def opened(folder, as_of: str) -> AppTest:
    return AppTest.from_function(page, args=(str(folder), as_of), default_timeout=30).run()


def test_the_list_opens_on_the_last_day_of_the_data(tmp_path):
    app = opened(write_world(tmp_path / "data"), "2024-12-31")
    assert not app.exception
    assert "Reported elsewhere, not checked" in " ".join(
        part.proto.body for part in app.get("html")
    )
    app.button(key="reported").click().run()
    assert "Gamma is said to be open again." in " ".join(
        part.proto.body for part in app.get("html")
    )


def test_on_an_earlier_day_nothing_is_told_of_later_ones(tmp_path):
    app = opened(write_world(tmp_path / "data"), "2024-12-30")
    assert not app.exception
    assert "reported" not in [button.key for button in app.button]
    assert "Reported elsewhere" not in " ".join(part.proto.body for part in app.get("html"))
