"""`corridors check`: every fault of a data folder at once."""

from __future__ import annotations

import argparse

from commands.arguments import DONE, FAULTY, Parser, add_data, data_named
from geo.errors import DataError


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    check = commands.add_parser(
        "check",
        help="check a data folder and list every fault",
        description="Read a data folder as the page does and list every fault at once: file, "
        "row, column, what is wrong and what would be right.",
    )
    add_data(check)
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the data and print every fault, or what was read."""
    from geo.records.catalog import read_catalog

    try:
        catalog = read_catalog(*data_named(arguments))
    except DataError as error:
        for fault in error.faults:
            print(fault)
        count = len(error.faults)
        print(f"{count} fault{'' if count == 1 else 's'}.")
        return FAULTY
    print(
        f"No faults: {len(catalog.corridors)} corridors, {len(catalog.branches)} branches, "
        f"{len(catalog.legs)} legs, {len(catalog.nodes)} nodes, {len(catalog.claims)} claims, "
        f"{len(catalog.events)} events, {len(catalog.closures)} closures, "
        f"{len(catalog.sources)} sources; data end {catalog.data_end}."
    )
    return DONE
