"""`python -m benchmarks [GROUP …] [--repeat 20] [--json FILE]`, the groups as `GROUPS` has them."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.machine import load, machine_record
from benchmarks.report import GroupRun, notes_of, record_of, save_record, table_of
from benchmarks.result import NotRun, Row

# Each is a module imported when it is asked for, so that one group needs only its own libraries.
GROUPS = {
    "map": "benchmarks.toggles",
    "page": "benchmarks.opening",
    "export": "benchmarks.export",
    "routes": "benchmarks.routes",
    "changes": "benchmarks.changes",
    "own": "benchmarks.own",
    "load": "benchmarks.load",
    "pair": "benchmarks.pair",
    "atlas": "benchmarks.atlas",
    "browsers": "benchmarks.browsers",
}
_WIDTH = 150
RESULTS = Path(__file__).with_name("results") / "bench.json"


def arguments_of(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the app beside what others use, and print one table. Bars are shown "
        "with whether they hold; nothing fails.",
    )
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--repeat", type=int, default=20, help="measurements each (%(default)s)")
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = parser.parse_args(given)
    unknown = [name for name in asked.groups if name not in GROUPS]
    if unknown:
        parser.error(f"there is no group {unknown[0]}; there are {', '.join(GROUPS)}")
    if asked.repeat < 1:
        parser.error("--repeat must be at least 1")
    return asked


def run_group(name: str, measure: Callable[[int], list[Row]], repeat: int) -> GroupRun:
    """Measure one group; a fault is told as a row that was not run."""
    before, start = load(), time.monotonic()
    try:
        rows = measure(repeat)
    except Exception as error:  # noqa: BLE001  # the other groups shall still be measured
        why = (str(error).splitlines() or ["no word why"])[0]
        rows = [Row(name, "all of it", "", NotRun(f"{type(error).__name__}: {why}"))]
    return GroupRun(name, tuple(rows), time.monotonic() - start, before, load())


def main() -> None:
    """Measure what is asked, print the table and save it."""
    asked = arguments_of()
    # In a file or a pipe nobody can widen the window.
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    runs = []
    for name in asked.groups or GROUPS:
        with console.status(f"measuring: {name}"):
            measure = importlib.import_module(GROUPS[name]).measure
            runs.append(run_group(name, measure, asked.repeat))
    console.print(table_of(runs))
    for note in notes_of(runs):
        console.print(f"- {note}", markup=False, highlight=False)
    save_record(record_of(runs, machine_record(), repeat=asked.repeat), asked.json)
    console.print(f"Saved: {asked.json}", markup=False)


if __name__ == "__main__":
    main()
