"""`corridors export --list`: many exports from one table; a row that fails fails alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import main
from commands.batch import jobs_of, row_parser
from geo.errors import ExportError
from tests.worlds import write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Return the folder of the drawn world."""
    return write_world(tmp_path / "world")


def listed(folder: Path, *rows: dict[str, str]) -> Path:
    """Write a list of briefs and return its path."""
    path = folder / "briefs.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(world: Path, path: Path, out: Path, *options: str) -> int:
    """Run the command on a list."""
    return main(["export", "--data", str(world), "--list", str(path), "--out", str(out), *options])


@pytest.mark.slow
def test_a_row_that_fails_fails_alone(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = listed(
        tmp_path,
        {"name": "north", "corridors": "north", "formats": "geojson", "title": "-1 of two"},
        {"name": "nowhere", "corridors": "nowhere", "formats": "geojson"},
        {"name": "late", "as_of": "2031-01-01", "formats": "geojson"},
        {"name": "odd day", "as_of": "soon", "formats": "geojson"},
        {"name": "tables", "link": "?c=coast", "formats": "csv,kml"},
    )
    out = tmp_path / "out"
    assert run(world, path, out) == 2
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"row 2, north: {out / 'north.geojson'}"
    assert told[1].startswith("row 3, nowhere: failed. There is no corridor called 'nowhere'")
    assert "The data end on 2024-12-31" in told[2]
    assert "'soon' is not a date" in told[3]
    assert told[-1] == "2 of 5 made, 3 failed."
    assert sorted(one.name for one in out.iterdir()) == ["north.geojson", "tables"]
    assert len(list((out / "tables").iterdir())) == 9


def test_all_rows_made_is_done_and_what_is_there_stays(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = listed(tmp_path, {"name": "one", "formats": "kml"})
    assert run(world, path, tmp_path / "out") == 0
    assert run(world, path, tmp_path / "out") == 2
    assert "is there already" in capsys.readouterr().out
    assert run(world, path, tmp_path / "out", "--force") == 0


def test_a_row_is_what_the_command_writes(world: Path, tmp_path: Path) -> None:
    path = listed(tmp_path, {"name": "x", "formats": "geojson", "as_of": "2022-06-01"})
    assert run(world, path, tmp_path / "out") == 0
    alone = ["--as-of", "2022-06-01", "--out", str(tmp_path / "alone.geojson")]
    assert main(["export", "--data", str(world), *alone]) == 0
    assert (tmp_path / "out" / "x.geojson").read_bytes() == (
        tmp_path / "alone.geojson"
    ).read_bytes()


def test_a_row_has_a_language_and_what_is_only_said_or_not(world: Path, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        {"name": "x", "formats": "html", "language": "ru", "light_ink": "yes", "weekly": "no"},
        {"name": "y", "formats": "html", "link": "?lang=local"},
    )
    (first, second) = jobs_of(path)
    assert first.options == ("--formats=html", "--language=ru", "--light-ink")
    assert second.options == ("--formats=html", "--link=?lang=local")
    assert run(world, path, tmp_path / "out") == 0
    assert "?lang=ru\\u0026relief=off" in (tmp_path / "out" / "x.html").read_text()
    assert '"query":"?lang=local"' in (tmp_path / "out" / "y.html").read_text()


def test_neither_yes_nor_no_is_told_with_its_place(tmp_path: Path) -> None:
    path = listed(tmp_path, {"name": "x", "light_ink": "maybe"})
    with pytest.raises(ExportError, match="row 2, light_ink: 'maybe' is neither yes nor no"):
        jobs_of(path)


@pytest.mark.slow
def test_briefs_are_made_beside_each_other_with_titles_of_their_own(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"name": f"b{n}", "title": f"Brief {n}", "made_on": "2025-01-01"} for n in range(4)]
    assert run(world, listed(tmp_path, *rows), tmp_path / "out") == 0
    made = sorted((tmp_path / "out").iterdir())
    assert [one.name for one in made] == [f"b{n}-brief.pdf" for n in range(4)]
    assert len({one.read_bytes() for one in made}) == 4
    assert capsys.readouterr().out.endswith("4 of 4 made, 0 failed.\n")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"colour": "red"}], "there is no column 'colour'"),
        ([{"own": "x.csv"}], "there is no column 'own'"),
        ([{"name": "../up"}], "row 2, name: '../up' is no name of a file"),
        ([{"name": "a"}, {"name": "A"}], "row 2: the name 'a' stands twice"),
        ([], "0 rows"),
    ],
)
def test_a_list_that_cannot_be_is_told_with_its_place(
    tmp_path: Path, rows: list[dict[str, str]], said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        jobs_of(listed(tmp_path, *rows))


def test_where_every_row_fails_no_folder_is_left(world: Path, tmp_path: Path) -> None:
    path = listed(tmp_path, {"as_of": "2031-01-01", "formats": "geojson"})
    assert run(world, path, tmp_path / "new") == 2
    assert not (tmp_path / "new").exists()
    (tmp_path / "old").mkdir()
    assert run(world, path, tmp_path / "old") == 2
    assert (tmp_path / "old").is_dir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "No such file"),
        (os.mkfifo, "no regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "no regular file"),
        (lambda path: path.write_bytes(b"name\n" + b"a\n" * 3_000_000), "more than 4 MB"),
        (lambda path: path.write_bytes(b"name\n\xff\n"), "no UTF-8 text: byte 5"),
        (lambda path: path.write_text("name,size,name\na,slide,b\n"), "'name' stands twice"),
        (lambda path: path.write_text(f"name\n{'a' * 200_000}\n"), "a cell is far too long"),
    ],
)
def test_what_is_no_list_is_told_and_nothing_waits_for_it(
    make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    make(path)
    with pytest.raises(ExportError, match=said):
        jobs_of(path)


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("name,title\na\n", encoding="utf-8")
    with pytest.raises(ExportError, match="row 2: it has not 2 cells"):
        jobs_of(path)


def test_the_columns_are_the_options_of_the_command() -> None:
    options = {action.dest for action in row_parser()._actions}
    assert {"link", "corridors", "as_of", "title", "size", "formats", "settings"} <= options
