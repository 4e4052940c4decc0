"""What the commands share: exit codes, kinds of argument, and how a wrong one is answered.

What belongs here: reading an argument's text. What does not: any one command.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.clean import clean, hidden_in
from geo.errors import StoreError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from geo.own.together import Together
    from geo.records.catalog import Catalog
    from geo.records.readers import Reader

DONE, FAULTY, REFUSED, NO_WAY = 0, 1, 2, 3
# What was given is said again; a whole file pasted into an option is not.
_ENDLESS = re.compile(r"(\S{200})\S{200,}")


class Parser(argparse.ArgumentParser):
    """A parser that answers a wrong argument with one sentence instead of the whole usage."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; that it could not be written is not passed over in silence."""
        print(self.format_help(), end="", file=file)
        if file is None:
            sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one sentence."""
        self.exit(REFUSED, f"{self.prog}: {said(message)}. See {self.prog} --help.\n")


def said(sentence: str) -> str:
    """Return what is said on stderr: one line without what a terminal acts on or endless words."""
    return _ENDLESS.sub(r"\1…", clean(sentence))


def iso_date(text: str) -> date:
    """Return a day written like 2025-07-31.

    Raises
    ------
    argparse.ArgumentTypeError
        If the text is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date; write it like 2025-07-31"
        ) from None


def id_list(text: str) -> tuple[str, ...]:
    """Return ids written with commas between them; at least one.

    Raises
    ------
    argparse.ArgumentTypeError
        If there is none.
    """
    ids = tuple(part.strip() for part in text.split(",") if part.strip())
    if not ids:
        raise argparse.ArgumentTypeError("name at least one id, separated by commas")
    return ids


def port_number(text: str) -> int:
    """Return the number of a port.

    Raises
    ------
    argparse.ArgumentTypeError
        If the text is no number from 1 to 65535.
    """
    # Of thousands of digits Python makes no number, and letters of other scripts are digits to it.
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535")
    return int(text)


def add_data(parser: argparse._ActionsContainer) -> None:
    """Let a command read other data than those installed: a folder, or a team's store."""
    parser.add_argument(
        "--data",
        type=data_place,
        metavar="DIR",
        help="data folder, or a store: postgresql://name@host/database, with ?edition=… for an "
        "earlier state (default: the edition in use)",
    )


def data_named(arguments: argparse.Namespace) -> tuple[Reader, ...]:
    """Return what `read_catalog` is to read: the data named, the edition in use, or nothing.

    Raises
    ------
    StoreError
        If a store is named and cannot be read.
    """
    from geo.editions.shelf import folder_in_use
    from geo.store.reading import reader_at

    reader = reader_at(arguments.data or str(folder_in_use() or ""))
    return (reader,) if reader else ()


def add_own(parser: argparse._ActionsContainer) -> None:
    """Let a command take overlays beside the data."""
    parser.add_argument(
        "--own",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="your own data beside these: a folder, zip or XLSX of the same tables, or a file of "
        "lines; may be given more than once",
    )


def together_named(arguments: argparse.Namespace) -> Together:
    """Return the data named with the overlays named, and what of them does not hold.

    Raises
    ------
    CorridorError
        If the data have faults, or an overlay cannot be read.
    """
    from geo.own.paths import read_beside_paths

    return read_beside_paths(arguments.own, data=next(iter(data_named(arguments)), None))


def catalog_named(arguments: argparse.Namespace) -> Catalog:
    """Return the data named with the overlays named, if all of it holds.

    Raises
    ------
    DataError
        With every fault of data or overlays.
    """
    from geo.own.paths import catalog_with

    return catalog_with(arguments.own, data=next(iter(data_named(arguments)), None))


def data_place(text: str) -> str:
    """Return the path of a folder that is there, or the address of a store.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is a path where no folder is, or no address.
    """
    from geo.store.address import is_address, store_address

    if not is_address(text):
        return str(existing_folder(text))
    try:
        store_address(text)
    except StoreError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def existing_folder(text: str) -> Path:
    """Return the path of a folder that is there.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is not there.
    """
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text!r}")
    return path


def path_text(path: Path) -> str:
    """Return a path as the terminal is told it: quoted when it holds what a terminal acts on."""
    return repr(str(path)) if hidden_in(str(path)) else str(path)
