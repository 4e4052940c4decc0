"""Claims, events and citations as files: nothing in them can start a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.formats.interchange import (
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    bibtex,
    claims_csv,
    events_csv,
    inert,
    ris,
    workbook_of,
)
from geo.ledger.readings import Ledger, ledger_of
from tests.ledgers import DATA_END, claim, event, source

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = '=HYPERLINK("http://example.org","x")'


def ledger(*, note: str = "", by: str = "Speaker") -> Ledger:
    return ledger_of(
        [claim("c1", -53.5, note=note, by=by, period=("2024", "2024")), claim("c2", (1, 2))],
        [event("e1", "2025-07")],
        {"s1": source("s1", title=note or "A page")},
        as_of=date(2026, 1, 1),
        data_end=DATA_END,
    )


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_claims_come_back_from_csv() -> None:
    rows = rows_of(claims_csv(ledger()))
    assert list(rows[0]) == list(CLAIM_COLUMNS)
    assert [row["claim_id"] for row in rows] == ["c1", "c2"]
    assert (rows[0]["value"], rows[0]["class"], rows[0]["period"]) == ("-53.5", "measured", "2024")
    assert (rows[1]["value"], rows[1]["value_low"], rows[1]["value_high"]) == ("", "1", "2")
    assert rows[0]["source"].startswith("The Paper, “A page”")
    assert rows[0]["url"] == "https://example.org/page"


def test_events_come_back_from_csv() -> None:
    (row,) = rows_of(events_csv(ledger()))
    assert list(row) == list(EVENT_COLUMNS)
    assert (row["date"], row["date_precision"]) == ("2025-07", "month")


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\uff1d1"],
)
def test_no_cell_starts_a_formula(text: str) -> None:
    assert inert(text) == "'" + text
    row = rows_of(claims_csv(ledger(note=text, by=text)))[0]
    for cell in (row["note"], row["said_by"]):
        assert cell.startswith("'")


@pytest.mark.parametrize("text", ["Kabul = Herat", "", "3 + 217", "a-b", "'=1"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@given(st.text(max_size=20))
def test_whatever_the_text_no_formula(text: str) -> None:
    assert not inert(text).lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def cells_of(book: bytes) -> dict[str, list[ET.Element]]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: ET.fromstring(archive.read(name)).findall(f".//{SHEET}c")
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
        }


def strings_of(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in shared.findall(f"{SHEET}si")]


def test_workbook_has_no_formula_and_keeps_its_numbers() -> None:
    book = workbook_of(ledger(note=HOSTILE))
    sheets = cells_of(book)
    assert len(sheets) == 4
    assert all(cell.find(f"{SHEET}f") is None for cells in sheets.values() for cell in cells)
    numbers = [
        cell.findtext(f"{SHEET}v")
        for cell in sheets["xl/worksheets/sheet2.xml"]
        if cell.get("t") is None
    ]
    assert numbers == ["-53.5", "1", "2"]
    assert "'" + HOSTILE in strings_of(book)
    assert HOSTILE not in strings_of(book)
    assert "2026-07-05" in strings_of(book)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert workbook_of(ledger()) == workbook_of(ledger())


def test_citations_are_of_what_is_in_the_ledger() -> None:
    assert bibtex(ledger()).count("@misc{s1,") == 1
    assert ris(ledger()).count("TY  - ELEC") == 1
