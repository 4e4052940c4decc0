"""`corridors check`: every fault of a data folder at once."""

from __future__ import annotations

import argparse

from commands.arguments import DONE, FAULTY, Parser, add_data, add_own, together_named
from geo.clean import clean
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
    add_own(check)
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the data and print every fault, or what was read."""
    try:
        found = together_named(arguments)
        catalog, faults = found.catalog, found.faults
    except DataError as error:
        faults = error.faults
    if faults:
        for fault in faults:
            print(fault)
        print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}.")
        return FAULTY
    print(
        f"No faults: {len(catalog.corridors)} corridors, {len(catalog.branches)} branches, "
        f"{len(catalog.legs)} legs, {len(catalog.nodes)} nodes, {len(catalog.claims)} claims, "
        f"{len(catalog.events)} events, {len(catalog.closures)} closures, "
        f"{len(catalog.sources)} sources; data end {catalog.data_end}."
    )
    for added in catalog.added:
        print(f"With what {clean(added.origin)} added, overlay {added.digest[:12]}.")
    return DONE
