"""Damaged data folders, made by rule from the shipped one.

What belongs here: which damages there are. What does not: what becomes of them (`verdict.py`). The
same list comes out in every run. What is done to features is in `features.py`.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from geo.records.backdrop import LAYERS
from geo.records.contract import Column, Form, Table
from geo.records.schema.every import CSV_TABLES
from tests.attack.features import feature_mutants
from tests.attack.mutant import Mutant
from tests.corridors import CORRIDORS

ALIGNMENTS = tuple(sorted(CORRIDORS))


def mutants() -> list[Mutant]:
    """Return every mutant, in the same order each time."""
    names = [name for name in _names() if name.endswith(".geojson")]
    return [*_files(), *_cells(), *_rows(), *feature_mutants(names)]


# --- whole files -------------------------------------------------------------------------------


def _names() -> list[str]:
    return [
        *(table.file for table in CSV_TABLES),
        "nodes.geojson",
        *(f"layers/{stem}.geojson" for stem in ALIGNMENTS),
        *(layer.file for layer in LAYERS.values()),
        "datapackage.json",
    ]


def _replaced(make: Callable[[Path], object], name: str, folder: Path) -> None:
    path = folder / name
    path.unlink()
    make(path)


_WHOLE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "a FIFO": os.mkfifo,
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "deep": lambda path: path.write_text("[" * 10_000 + "]" * 10_000),
    "a cell of 200,000": lambda path: path.write_text('"' + "x" * 200_000 + '"\n'),
    "17 MB": lambda path: path.write_bytes(b"x,y\n" * 4_300_000),
}


# These take their time, and a few kinds of files meet them as well as all.
_LARGE = {"a cell of 200,000", "17 MB", "20,000 short rows", "a million rows"}


def _utf16(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")


def _cut(folder: Path, name: str) -> None:
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _bom(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def _files() -> Iterator[Mutant]:
    for name in _names():
        for how, make in _WHOLE.items():
            if how in _LARGE and name not in (
                "claims.csv",
                "nodes.geojson",
                "basemap/land.geojson",
            ):
                continue
            yield Mutant("file", name, how, partial(_replaced, make, name), True)
        yield Mutant("file", name, "in UTF-16", partial(_utf16, name=name), True)
        yield Mutant("file", name, "cut in half", partial(_cut, name=name))
        yield Mutant("file", name, "with a byte-order mark", partial(_bom, name=name))
    for folder in ("layers", "basemap"):
        for how, odd in {
            "not UTF-8": b"\xff.geojson",
            "hidden": "\u202ex.geojson".encode(),
        }.items():
            yield Mutant("file", folder, f"a name {how}", partial(_named, folder, odd), True)


def _named(under: str, name: bytes, folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder / under) + b"/" + name)).write_text("{}")


# --- tables ------------------------------------------------------------------------------------


def read_table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def write_table(path: Path, lines: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    path.write_bytes(buffer.getvalue().encode("utf-8", "surrogatepass"))


def _tabled(change: Callable[[list[list[str]]], Any], name: str, folder: Path) -> None:
    lines = read_table(folder / name)
    changed = change(lines)
    write_table(folder / name, lines if changed is None else changed)


def _with_cell(place: int, text: str) -> Callable[[list[list[str]]], None]:
    def change(lines: list[list[str]]) -> None:
        lines[max(1, len(lines) // 2) if len(lines) > 1 else 0][place] = text

    return change


_ANY = {
    "empty": "",
    "with NUL": "a\x00b",
    "with U+202E": "a\u202eb",
    "with U+FEFF": "a\ufeffb",
    "of 5,000 characters": "x" * 5_000,
    "with markup": "<img src=x onerror=alert(1)>[b]${1}`=1+1",
}
_MUST = {"with NUL", "with U+202E", "with U+FEFF", "of 5,000 characters"}
_WRONG: dict[Form, dict[str, str]] = {
    Form.NUMBER: {"1_000": "1_000", "1e308": "1e308", "nan": "nan", "-1": "-1", "0": "0"},
    Form.INTEGER: {"1.5": "1.5", "400 digits": "9" * 400, "1_000": "1_000", "0": "0"},
    Form.DATE: {"yesterday": "yesterday", "0001-01-01": "0001-01-01", "9999": "9999"},
    Form.ID: {"none": "none", "dangling": "no_such_thing", "a path": "../x"},
    Form.IDS: {"none": "none", "dangling": "no_such_thing", "doubled": "x;x"},
    Form.CODE: {"lower case": "afg", "four letters": "AFGH"},
    Form.CODES: {"lower case": "afg", "a comma": "AFG,IRN"},
    Form.CHOICE: {"unknown": "sideways", "capitals": "OPERATING"},
    Form.CHOICES: {"unknown": "sideways"},
    Form.FLAG: {"yes": "yes", "2": "2"},
    Form.URL: {
        "without a host": "https://",
        "a script": "javascript:alert(1)",
        "a gap": "http://a b",
    },
    Form.TEXT: {
        "yesterday": "yesterday",
        "a formula": "=HYPERLINK(0)",
        "Persian": "می‌خواهم",
        "an emoji": "🚂" * 40,
    },
    Form.TEXTS: {"semicolons": ";;;", "many": ";".join("x" * 3 for _ in range(400))},
}
_MAY = {
    "yesterday",
    "-1",
    "0",
    "dangling",
    "doubled",
    "a formula",
    "Persian",
    "an emoji",
    "semicolons",
    "many",
}


def _cells() -> Iterator[Mutant]:
    for table in CSV_TABLES:
        for place, column in enumerate(table.columns):
            kind = f"cell ({column.form})"
            for number, (how, text) in enumerate(_ANY.items()):
                # Each column meets two of the six, so that every column and every damage is met.
                if (place + number) % 3 == 0 or how == "empty":
                    refused = how in _MUST or (how == "empty" and _is_needed(column))
                    yield _cell(kind, table, place, how, text, refused=refused)
            for how, text in _WRONG[column.form].items():
                yield _cell(kind, table, place, how, text, refused=how not in _MAY)


def _is_needed(column: Column) -> bool:
    return column.required and column.form is not Form.DATE


def _cell(kind: str, table: Table, place: int, how: str, text: str, *, refused: bool) -> Mutant:
    name = f"{table.file} {table.columns[place].name}"
    damage = partial(_tabled, _with_cell(place, text), table.file)
    return Mutant(kind, name, how, damage, refused)


def _rows() -> Iterator[Mutant]:
    middle = lambda lines: max(1, len(lines) // 2)  # noqa: E731
    changes: dict[str, tuple[Callable[[list[list[str]]], Any], bool]] = {
        "a row twice": (lambda lines: lines.insert(1, lines[-1]), True),
        "a row less": (lambda lines: lines.__delitem__(middle(lines)), False),
        "one row only": (lambda lines: lines[:2], False),
        "no rows": (lambda lines: lines[:1], False),
        "a header twice": (lambda lines: lines[0].append(lines[0][0]), True),
        "a column less": (lambda lines: [line[:-1] for line in lines], True),
        "a column more": (lambda lines: [[*line, "x"] for line in lines], True),
        "cells turned round": (lambda lines: [lines[0], *(x[::-1] for x in lines[1:])], True),
        "rows turned round": (lambda lines: [lines[0], *lines[:0:-1]], False),
        "20,000 short rows": (lambda lines: [lines[0], *([["x"]] * 20_000)], True),
        "a million rows": (lambda lines: [lines[0], *([["x"]] * 1_000_000)], True),
    }
    for table in CSV_TABLES:
        for how, (change, refused) in changes.items():
            if how in _LARGE and table.file not in ("claims.csv", "branches.csv"):
                continue
            # Of two texts neither knows its place.
            refused = refused and (how, table.name) != ("cells turned round", "omitted")
            # A table that is empty as it ships has no row to lose.
            damage = partial(_tabled_if_full, change, table.file)
            yield Mutant("rows", table.file, how, damage, refused)


def _tabled_if_full(change: Callable[[list[list[str]]], Any], name: str, folder: Path) -> None:
    if len(read_table(folder / name)) > 1 or "header" in str(change):
        _tabled(change, name, folder)
