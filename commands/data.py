"""`corridors data`: editions of the data packed, installed, chosen, checked and put back."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.arguments import DONE, Parser, add_data, data_named, path_text
from geo.errors import EditionError


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    data = commands.add_parser(
        "data",
        help="pack, install and choose editions of the data",
        description="An edition is one state of the data in one file. Installing checks every hash "
        "and all of the data before anything is switched; a killed installation leaves what was "
        "there. Editions lie in the user's data folder, or where CORRIDORS_EDITIONS says.",
        epilog="examples: corridors data pack --out edition.zip · corridors data install "
        "edition.zip · corridors data rollback",
    )
    acts = data.add_subparsers(dest="act", metavar="ACT", required=True)
    pack = acts.add_parser("pack", help="write the data as one file")
    pack.add_argument("--out", type=Path, required=True, metavar="FILE")
    pack.add_argument("--force", action="store_true", help="replace what is there")
    add_data(pack)
    pack.set_defaults(run=_pack)
    install = acts.add_parser("install", help="install an edition and use it")
    install.add_argument("file", type=Path, metavar="FILE")
    install.set_defaults(run=_install)
    listed = acts.add_parser("list", help="list the editions there are")
    listed.set_defaults(run=_list)
    use = acts.add_parser("use", help="use another edition")
    use.add_argument("name", metavar="NAME", help="its id, its name, or the word shipped")
    use.set_defaults(run=_use)
    verify = acts.add_parser("verify", help="check every file of installed editions again")
    verify.add_argument("name", nargs="?", metavar="NAME", help="only this one")
    verify.set_defaults(run=_verify)
    rollback = acts.add_parser("rollback", help="use what was in use before")
    rollback.set_defaults(run=_rollback)


def _pack(arguments: argparse.Namespace) -> int:
    from geo.editions.packed import packed_edition
    from geo.records.readers import base_reader
    from layers.pack.files import refuse_taken

    out: Path = arguments.out
    refuse_taken([out], force=arguments.force)
    edition, content = packed_edition(next(iter(data_named(arguments)), base_reader(None)))
    _write(out, content)
    print(
        f"Edition {edition.edition_id}, data end {edition.data_end}, made {edition.made}, "
        f"data {edition.data_hash[:12]}: {len(edition.files)} files, {len(content):,} bytes."
    )
    return DONE


def _install(arguments: argparse.Namespace) -> int:
    from geo.editions.packed import lacking_text, unpacked_edition
    from geo.editions.shelf import user_shelf
    from geo.records.readers import regular_content

    try:
        content = regular_content(arguments.file)
    except OSError as error:
        shown = path_text(arguments.file)
        raise EditionError(f"{shown} cannot be read: {error.strerror}.") from error
    edition = user_shelf().install(content)
    if told := lacking_text(unpacked_edition(content).edition):
        print(told)
    print(f"Edition {edition.edition_id} is installed and in use; data end {edition.data_end}.")
    return DONE


def _list(arguments: argparse.Namespace) -> int:
    from geo.editions.shelf import SHIPPED_NAME, user_shelf

    shelf = user_shelf()
    used = shelf.in_use()
    print(f"{'*' if used is None else ' '} {SHIPPED_NAME}: what came with the program")
    for edition in shelf.editions():
        mark = "*" if used is not None and edition.name == used.name else " "
        print(f"{mark} {edition.name}: data end {edition.data_end}, made {edition.made}")
    return DONE


def _use(arguments: argparse.Namespace) -> int:
    from geo.editions.shelf import user_shelf

    edition = user_shelf().use(arguments.name)
    print(_in_use_text(edition.edition_id if edition else ""))
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    from geo.editions.shelf import user_shelf

    shelf = user_shelf()
    asked = [shelf.named(arguments.name)] if arguments.name else list(shelf.editions())
    for edition in asked:
        shelf.verify(edition)
        print(f"{edition.name}: {len(edition.files)} files as they were made.")
    if not asked:
        print("No edition is installed.")
    return DONE


def _rollback(arguments: argparse.Namespace) -> int:
    from geo.editions.shelf import user_shelf

    edition = user_shelf().rollback()
    print(_in_use_text(edition.edition_id if edition else ""))
    return DONE


def _in_use_text(edition_id: str) -> str:
    return f"Edition {edition_id} is in use." if edition_id else "The shipped edition is in use."


def _write(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from geo.parts import sweep, write_whole

    try:
        sweep(out.absolute().parent)
        write_whole(out.absolute(), content)
    except OSError as error:
        raise EditionError(f"{path_text(out)} cannot be written: {error.strerror}.") from error
