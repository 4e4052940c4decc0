"""`corridors week`: the weekly sheets, crossings and ports, and what falls due in 90 days."""

from __future__ import annotations

import argparse
import json
import sys

from commands.arguments import DONE, Parser, add_data, data_named, iso_date

SHEETS = ("crossings", "due")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    week = commands.add_parser(
        "week",
        help="print the weekly sheets: crossings and ports, what falls due",
        description="Print what each crossing and port lets through each way (goods, empty "
        "vehicles, people), since when, last reported when and by whom; and what falls due in the "
        "next 90 days. What nobody has spoken of is not reported.",
        epilog="example: corridors week --as-of 2026-06-01 --sheet crossings --format csv",
    )
    week.add_argument(
        "--as-of", type=iso_date, metavar="DATE", help="the day (default: the day the data end)"
    )
    week.add_argument("--sheet", choices=SHEETS, help="only this one (default: both)")
    week.add_argument(
        "--format",
        choices=("text", "md", "csv", "json"),
        default="text",
        help="what to print; text has tabs between cells (%(default)s)",
    )
    add_data(week)
    week.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the sheets asked."""
    from geo.formats.interchange import csv_of
    from geo.formats.listings import Listing
    from geo.records.catalog import read_catalog
    from geo.state.select import day_in_data
    from layers.words.sheets import due_sheet, markdown_table, passage_sheet, tabbed_text

    catalog = read_catalog(*data_named(arguments))
    on = day_in_data(catalog, arguments.as_of, named="--as-of") or catalog.data_end
    sheets = {"crossings": passage_sheet, "due": due_sheet}
    asked = [arguments.sheet] if arguments.sheet else list(SHEETS)
    made = {name: sheets[name](catalog, on) for name in asked}
    if arguments.format == "json":
        rows = {name: sheet.rows for name, sheet in made.items()}
        print(json.dumps({"as_of": on.isoformat(), **rows}, indent=2, ensure_ascii=False))
        return DONE
    for number, (name, sheet) in enumerate(made.items()):
        if arguments.format == "csv":
            cells = tuple(tuple(row.values()) for row in sheet.rows)
            text = csv_of(Listing(name, sheet.columns, cells))
        elif arguments.format == "md":
            text = f"## {sheet.title}\n\n{markdown_table(sheet.rows, sheet.columns)}"
        else:
            text = f"{sheet.title}\n{tabbed_text(sheet.rows, sheet.columns)}"
        sys.stdout.write(("\n" if number else "") + text)
    return DONE
