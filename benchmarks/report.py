"""The table and the JSON file of a run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from benchmarks.result import Figure, NotRun, Row, number_text

_HELD = {True: ("yes", "green"), False: ("NO", "bold red"), None: ("", "")}


@dataclass(frozen=True, slots=True)
class GroupRun:
    """How one group of measurements went: its rows, its length and how busy the machine was."""

    name: str
    rows: tuple[Row, ...]
    seconds: float
    load_before: float
    load_after: float


def table_of(runs: Sequence[GroupRun]) -> Table:
    """Return one table over all groups."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("what", "ours", "peer", "its median", "ratio", "bar", "held?"):
        side: JustifyMethod = "right" if title in ("ours", "its median", "ratio") else "left"
        table.add_column(title, justify=side, overflow="fold")
    for run in runs:
        heading = Text(run.name, style="bold")
        load = f"load {run.load_before:g} → {run.load_after:g}, {run.seconds:.0f} s"
        table.add_row(heading, "", "", "", "", Text(load, style="dim"), "")
        for row in run.rows:
            for cells in _cells_of(row):
                table.add_row(*cells)
        table.add_section()
    return table


def _cells_of(row: Row) -> list[list[Text]]:
    """Return the lines of a row: one, or one a peer."""
    word, style = _HELD[row.held]
    if row.bar is not None and row.held is None:
        word, style = "not told", "yellow"
    bar = row.bar.text(row.unit) if row.bar else ""
    names = list(row.peers) or [""]
    lines = []
    for place, name in enumerate(names):
        first = place == 0
        ratio = row.ratio(name) if name else None
        lines.append(
            [
                Text(row.what if first else ""),
                Text(figure_text(row.ours, row.unit) if first else ""),
                Text(name),
                Text(figure_text(row.peers[name], row.unit) if name else ""),
                Text(_ratio_text(row, ratio)),
                Text(bar if first else ""),
                Text(word if first else "", style=style),
            ]
        )
    return lines


def _ratio_text(row: Row, ratio: float | None) -> str:
    """Return how many times ours goes into the peer's, or theirs into ours where that is barred."""
    if not ratio:
        return ""
    if row.bar is not None and row.bar.times_peer is not None:
        return f"{number_text(1 / ratio)} × theirs"
    return f"{number_text(ratio)} ×"


def notes_of(runs: Sequence[GroupRun]) -> list[str]:
    """Return what must be said of single rows, under the table."""
    return [f"{row.what}: {row.note}" for run in runs for row in run.rows if row.note]


def figure_text(figure: Figure, unit: str) -> str:
    """Return a median with its unit, or why there is none."""
    if isinstance(figure, NotRun):
        return f"not run: {figure.reason}"
    return f"{number_text(figure.median)} {unit}".rstrip()


def record_of(runs: Sequence[GroupRun], machine: dict[str, Any], *, repeat: int) -> dict[str, Any]:
    """Return a whole run for JSON."""
    return {
        "machine": machine,
        "repeat": repeat,
        "groups": {
            run.name: {
                "seconds": round(run.seconds, 1),
                "load_before": run.load_before,
                "load_after": run.load_after,
            }
            for run in runs
        },
        "rows": [row.record() for run in runs for row in run.rows],
    }


def save_record(record: dict[str, Any], path: Path) -> None:
    """Write a run as JSON, its folder made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
