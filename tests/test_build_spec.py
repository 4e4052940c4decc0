"""The build finds corridors and their tables by looking."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.build.spec import KINDS, SpecError, corridors_in, read_rows
from tests.corridors import CORRIDORS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two corridors with their tables, in the order of the page: west, east."""
    (tmp_path / "corridors.csv").write_text("corridor_id\nwest\neast\n", encoding="utf-8")
    build = tmp_path / "build"
    build.mkdir()
    for corridor in ("east", "west"):
        for kind in KINDS:
            text = f"place_id,name\n{corridor}_1,{corridor.title()}\n"
            (build / f"{kind}_{corridor}.csv").write_text(text, encoding="utf-8")
    return build


def test_corridors_come_in_the_order_of_the_page(folder: Path) -> None:
    assert corridors_in(folder) == ("west", "east")
    found = [(corridor, row["name"]) for _, corridor, row in read_rows("places", folder=folder)]
    assert found == [("west", "West"), ("east", "East")]


def test_a_missing_table_and_one_that_nobody_reads_are_refused_at_once(folder: Path) -> None:
    (folder / "legs_east.csv").unlink()
    (folder / "legs_north.csv").write_text("leg_id\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        corridors_in(folder)
    missing, idle = str(caught.value).splitlines()
    assert missing.startswith("legs_east.csv is missing")
    assert idle.startswith("legs_north.csv is read by nobody")


def test_the_shipped_corridors() -> None:
    assert corridors_in() == CORRIDORS
