"""`corridors export`: what is on the screen as files to hand over.

What belongs here: one export or a list of them, and the checklist on the terminal. What does not:
the options (`commands/options.py`) and making what they ask (`commands/exported.py`).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.arguments import DONE, Parser, catalog_named, path_text
from commands.batch import run_list
from commands.exported import exported, progress_shown
from commands.options import add_options
from commands.terminal import terminal
from layers.pack.beside import throw_away_seldom

if TYPE_CHECKING:
    from layers.pack.check import Check


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    export = commands.add_parser(
        "export",
        help="write maps and data to files",
        description="Write what the page shows as files: map pages, slides, a brief, one "
        "interactive HTML file, and the data, each with its sources. Give the page's link, or "
        "say what is wanted; options after a link change it.",
        epilog="examples: corridors export --corridors herat_hub,trans_afghan,instc "
        "--as-of 2025-07-31 --out brief.png · corridors export --link '?c=instc&asof=2026-01-01' "
        "--formats png,pdf,gpkg --out briefing · corridors export --formats all --out pack.zip",
    )
    add_options(export)
    export.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make what is asked and save it."""
    throw_away_seldom()
    if arguments.list is not None:
        return run_list(arguments)
    catalog = catalog_named(arguments)
    with progress_shown() as progress:
        paths, checks = exported(catalog, arguments, progress)
    _print_checks(checks)
    for path in paths:
        print(path_text(path))
    return DONE


def _print_checks(checks: Sequence[Check]) -> None:
    """Print the checklist of the pages beside the files, so that it can be kept apart."""
    if not checks:
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("", "Check", "What was found", title="The gate", title_justify="left", box=None)
    for check in checks:
        mark = Text("ok", "green") if check.passed else Text("missing", "bold red")
        table.add_row(mark, Text(check.name), Text(check.message))
    terminal(stderr=True).print(table)
