"""The weekly sheets as rows of ready texts, and as a user prints them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from cli import main
from geo.records.catalog import Catalog, read_catalog
from layers.words.sheets import due_sheet, markdown_table, passage_sheet, tabbed_text
from tests.worlds import write_world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_world(tmp_path / "data")


@pytest.fixture
def world(folder: Path) -> Catalog:
    return read_catalog(folder)


def test_both_ways_are_one_row_where_they_are_the_same(world: Catalog) -> None:
    rows = passage_sheet(world, date(2023, 2, 1)).rows
    (rail,) = [row for row in rows if row["Crossing or port"] == "Beta – Gamma, railway"]
    assert rail == {
        "Crossing or port": "Beta – Gamma, railway",
        "Towards": "both ways",
        "Goods": "shut",
        "Empty vehicles": "not reported",
        "People": "not reported",
        "Since": "10 Jan 2023",
        "Last reported": "10 Jan 2023",
        "By whom": "The Paper, 2 May 2024, written later",
    }


def test_rows_have_the_columns_named(world: Catalog) -> None:
    passages, due = passage_sheet(world, date(2024, 1, 1)), due_sheet(world, date(2024, 12, 1))
    assert tuple(passages.rows[0]) == passages.columns
    assert [tuple(row) for row in due.rows] == [due.columns]
    assert due.rows[0]["What"] == "Beta – Delta to be built by 2024"


def test_text_to_copy_is_a_table(world: Catalog) -> None:
    rows = [{"A": "x|y", "B": "z"}]
    assert tabbed_text(rows, ("A", "B")) == "A\tB\nx|y\tz\n"
    assert markdown_table(rows, ("A", "B")) == "| A | B |\n|---|---|\n| x\\|y | z |\n"


def test_the_command_prints_both_sheets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["week", "--data", str(folder), "--as-of", "2024-12-01"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert out.startswith("Crossings and ports on 1 December 2024\n")
    assert "\nWhat falls due in 90 days from 1 December 2024\n" in out
    assert main([*asked, "--sheet", "crossings", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main([*asked, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["crossings"] == rows
    assert record["as_of"] == "2024-12-01"
