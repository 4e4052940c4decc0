"""`corridors changes`: what differs between two days, or between two editions of the data."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import DONE, Parser, add_data, data_named, iso_date, path_text
from geo.errors import EditionError, OrderError

if TYPE_CHECKING:
    from geo.changes.kinds import Account
    from geo.records.catalog import Catalog

_FORMATS = ("text", "md", "json", "csv", "atom")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    changes = commands.add_parser(
        "changes",
        help="list what changed between two days or two editions of the data",
        description="List every difference between two days: what was shut, opened, promised, "
        "moved, measured or corrected, each with its day and source. What happened between the two "
        "days is told apart from what is only known now.",
        epilog="example: corridors changes --since 2026-03-01 --until 2026-07-05 --format md",
    )
    changes.add_argument("--since", type=iso_date, metavar="DATE", help="the earlier day")
    changes.add_argument(
        "--until",
        type=iso_date,
        metavar="DATE",
        help="the later day (default: the day the data end)",
    )
    changes.add_argument(
        "--edition",
        type=Path,
        metavar="PACK",
        help="an earlier edition to compare with; its own last day is the earlier day, unless "
        "--since names one",
    )
    changes.add_argument(
        "--made",
        type=Path,
        metavar="FILE",
        help="slides or a single HTML file made here earlier: its day, and its data where they are "
        "installed, are the earlier side",
    )
    changes.add_argument(
        "--format", choices=_FORMATS, default="text", help="what to print (%(default)s)"
    )
    add_data(changes)
    changes.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes in the format asked."""
    from layers.words.changelist import (
        change_list,
        changes_atom,
        changes_csv,
        changes_json,
        moved_text,
        plain_text,
    )

    listed = change_list(account_of(arguments))
    if arguments.made:
        print(f"corridors: {moved_text(listed)} since this was made.", file=sys.stderr)
    texts = {
        "text": plain_text,
        "md": lambda changes: plain_text(changes, markdown=True),
        "json": changes_json,
        "csv": changes_csv,
        "atom": changes_atom,
    }
    sys.stdout.write(texts[arguments.format](listed))
    return DONE


def account_of(arguments: argparse.Namespace) -> Account:
    """Return the account of the two days that the arguments name.

    Raises
    ------
    OrderError
        If neither an earlier day nor an edition is named.
    """
    from geo.changes.account import changes_between
    from geo.changes.kinds import Moment
    from geo.records.catalog import read_catalog
    from geo.state.select import day_in_data

    catalog = read_catalog(*data_named(arguments))
    if arguments.made:
        earlier, since = _side_made(catalog, arguments.made)
    elif arguments.since is None and arguments.edition is None:
        raise OrderError("Name the earlier day with --since, an earlier edition, or a file.")
    else:
        earlier = _edition(arguments.edition) if arguments.edition else catalog
        since = day_in_data(earlier, arguments.since, named="--since") or earlier.data_end
    until = day_in_data(catalog, arguments.until, named="--until") or catalog.data_end
    return changes_between(Moment(earlier, since), Moment(catalog, until))


def _edition(path: Path) -> Catalog:
    from geo.editions.packed import lacking_text, unpacked_edition

    packed = unpacked_edition(_content(path))
    if told := lacking_text(packed.edition):
        print(f"corridors: {told}", file=sys.stderr)
    return packed.catalog()


def _side_made(catalog: Catalog, path: Path) -> tuple[Catalog, date]:
    """Return the data a file was made from, and its day; where they are gone, those in use."""
    from geo.editions.made import made_of
    from geo.editions.shelf import folder_of_data
    from geo.records.catalog import read_catalog

    made = made_of(_content(path))
    if made.data_hash == catalog.data_hash:
        return catalog, made.as_of
    folder = folder_of_data(made.data_hash)
    if folder is not None:
        return read_catalog(folder), made.as_of
    print(
        f"corridors: the file was made from data {made.data_hash[:12]}, which are not installed: "
        "told is what happened since its day, not what its data said otherwise.",
        file=sys.stderr,
    )
    return catalog, made.as_of


def _content(path: Path) -> bytes:
    from geo.records.readers import regular_content

    try:
        return regular_content(path)
    except OSError as error:
        raise EditionError(f"{path_text(path)} cannot be read: {error.strerror}.") from error
