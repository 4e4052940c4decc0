"""`corridors export --list`: many exports from one table, a row each.

What belongs here: reading the table, making its rows beside each other, and the summary at the end.
What does not: making one of them (`commands/exported.py`), whose options are the table's columns. A
row that fails fails alone.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.arguments import DONE, REFUSED, Parser, catalog_named, path_text
from commands.exported import exported, progress_shown
from commands.options import add_options
from geo.clean import clean
from geo.errors import CorridorError, ExportError
from geo.records.readers import regular_content

if TYPE_CHECKING:
    from geo.records.catalog import Catalog

NAME = "name"
_MOST_ROWS, _LARGEST_MB = 1_000, 4
# One process has made a few before another has started.
_ALONE = 3
_FILE_NAME = re.compile(r"[\w][\w .-]{0,99}")
# What is of the whole list and not of a row.
_WHOLE = frozenset(("help", "list", "out", "data", "own", "force", "strict"))


@dataclass(frozen=True, slots=True)
class Job:
    """One row: its number in the file, the stem of its files, and its options in order."""

    row: int
    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row: its files and how many checks of its pages failed, or why nothing."""

    job: Job
    paths: tuple[Path, ...] = ()
    lacking: int = 0
    failed: str = ""


def run_list(arguments: argparse.Namespace) -> int:
    """Make every row of a list and print one summary; exit code 2 if any row failed.

    Raises
    ------
    ExportError
        If the list or the folder to write into cannot be used.
    """
    out: Path = arguments.out
    jobs = jobs_of(arguments.list)
    if out.exists() and not out.is_dir():
        raise ExportError(f"{out} is no folder; --list writes into one.")
    catalog = catalog_named(arguments)  # data that have faults are told once, before any row
    there = out.exists()
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(f"{out} cannot be made: {(error.strerror or '').lower()}.") from None
    outcomes = []
    with progress_shown() as progress:
        for number, outcome in enumerate(_made(catalog, jobs, arguments), start=1):
            progress(f"{outcome.job.name}", number, len(jobs))
            outcomes.append(outcome)
    outcomes.sort(key=lambda one: one.job.row)
    if not there:
        with contextlib.suppress(OSError):
            out.rmdir()  # it is empty only where every row failed
    for one in outcomes:
        print(_told(one))
    failed = sum(1 for one in outcomes if one.failed)
    print(f"{len(outcomes) - failed} of {len(outcomes)} made, {failed} failed.")
    return REFUSED if failed else DONE


def jobs_of(path: Path) -> tuple[Job, ...]:
    """Read a list.

    Raises
    ------
    ExportError
        If it cannot be read, has no row or too many, a column that no option is called like, or
        names of files that cannot be or stand twice; file and row are named.
    """
    known = {action.dest for action in row_parser()._actions} - _WHOLE
    names, rows = _cells_of(path)
    columns = [name.strip().lower().replace("-", "_") for name in names]
    for column in columns:
        if column not in {*known, NAME}:
            has = ", ".join(sorted({*known, NAME}))
            raise ExportError(f"{path}, header: there is no column {column!r}; it may have {has}.")
        if columns.count(column) > 1:
            raise ExportError(f"{path}, header: the column {column!r} stands twice.")
    if not 0 < len(rows) <= _MOST_ROWS:
        raise ExportError(f"{path} has {len(rows):,} rows; it may have 1 to {_MOST_ROWS:,}.")
    jobs = []
    for number, cells in enumerate(rows, start=2):
        if None in cells or None in cells.values():
            raise ExportError(f"{path}, row {number}: it has not {len(columns)} cells.")
        row = dict(zip(columns, (str(cell).strip() for cell in cells.values()), strict=True))
        jobs.append(_job(path, number, row))
    named = [job.name.casefold() for job in jobs]
    for job in jobs:
        if named.count(job.name.casefold()) > 1:
            raise ExportError(f"{path}, row {job.row}: the name {job.name!r} stands twice.")
    return tuple(jobs)


def _cells_of(path: Path) -> tuple[Sequence[str], list[dict[str | None, Any]]]:
    """Return the header of a list, and its rows by it."""
    try:
        text = regular_content(path, most_mb=_LARGEST_MB).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        return reader.fieldnames or (), list(reader)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise ExportError(f"{path} is no UTF-8 text: byte {error.start} is none.") from None
    except csv.Error:
        raise ExportError(f"{path} is no table: a cell is far too long.") from None


def _job(path: Path, number: int, row: dict[str, str]) -> Job:
    name = row.pop(NAME, "") or f"row-{number:03d}"
    if not _FILE_NAME.fullmatch(name):
        raise ExportError(
            f"{path}, row {number}, name: {name!r} is no name of a file; use letters, digits, "
            "spaces, dots and dashes."
        )
    given = {column: cell for column, cell in row.items() if cell}
    given.setdefault("formats", "brief")
    return Job(number, name, tuple(_options(path, number, given)))


def _options(path: Path, number: int, given: Mapping[str, str]) -> Iterator[str]:
    """Yield a row's options; one that is only said or not said is `yes` or `no`."""
    bare = {action.dest for action in row_parser()._actions if action.nargs == 0}
    for key, cell in given.items():
        option = f"--{key.replace('_', '-')}"
        if key not in bare:
            # Joined by =, so that a text beginning with a dash is a value and no option.
            yield f"{option}={cell}"
        elif cell.lower() not in ("yes", "no"):
            raise ExportError(f"{path}, row {number}, {key}: {cell!r} is neither yes nor no.")
        elif cell.lower() == "yes":
            yield option


def row_parser() -> Parser:
    """Return the parser of a row: the options of one export."""
    parser = Parser(prog="corridors")
    add_options(parser)
    return parser


def _made(
    catalog: Catalog, jobs: Sequence[Job], arguments: argparse.Namespace
) -> Iterator[Outcome]:
    """Yield what came of each row, as it comes."""
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2 or len(jobs) <= _ALONE:
        yield from (outcome_of(catalog, arguments, job) for job in jobs)
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(arguments,)
    )
    with pool:
        waiting = [pool.submit(_made_there, job) for job in jobs]
        yield from (one.result() for one in as_completed(waiting))


_there: list[tuple[Catalog, argparse.Namespace]] = []


def _begin(arguments: argparse.Namespace) -> None:
    """Read the data once in a process of its own."""
    _there.append((catalog_named(arguments), arguments))


def _made_there(job: Job) -> Outcome:
    return outcome_of(*_there[0], job)


def outcome_of(catalog: Catalog, arguments: argparse.Namespace, job: Job) -> Outcome:
    """Make one row; whatever is wrong with it is its outcome."""
    whole = {name: getattr(arguments, name) for name in ("data", "own", "force", "strict")}
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            out = _place_of(arguments.out, job)
            asked = row_parser().parse_args([*job.options, f"--out={out}"])
            paths, checks = exported(catalog, argparse.Namespace(**{**vars(asked), **whole}))
    except CorridorError as error:
        return Outcome(job, failed=str(error))
    except SystemExit:
        # What argparse says begins with the program's name and ends with where its help is.
        told = said.getvalue().strip().partition(": ")[2]
        return Outcome(job, failed=told.partition(". See ")[0] + ".")
    except OSError as error:
        return Outcome(job, failed=f"{error.filename or out}: {error.strerror}.")
    return Outcome(job, tuple(paths), sum(1 for check in checks if not check.passed))


def _place_of(folder: Path, job: Job) -> Path:
    """Return where a row's files go: one file of its name, or a folder for several."""
    from layers.pack.files import FORMATS, Format, formats_of

    (named,) = (one.partition("=")[2] for one in job.options if one.startswith("--formats="))
    formats = formats_of(named)
    if named.strip().lower() == "all":
        return folder / f"{job.name}.zip"
    if len(formats) == 1 and formats[0] is not Format.CSV:
        return folder / f"{job.name}{FORMATS[formats[0]].ending}"
    return folder / job.name


def _told(outcome: Outcome) -> str:
    """Return the line of the summary about one row."""
    head = f"row {outcome.job.row}, {outcome.job.name}: "
    if outcome.failed:
        return clean(f"{head}failed. {outcome.failed}")
    lacking = f"; {outcome.lacking} checks not passed" if outcome.lacking else ""
    return head + ", ".join(path_text(path) for path in outcome.paths) + lacking
