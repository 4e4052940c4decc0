"""`corridors store`: a team's data in PostgreSQL with PostGIS, made, filled and reviewed."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import DONE, Parser, existing_folder, path_text
from geo.clean import clean
from geo.errors import DataError, StoreError

if TYPE_CHECKING:
    from geo.store.address import Address
    from geo.store.proposing import Proposal


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    store = commands.add_parser(
        "store",
        help="keep the data with a team, in PostgreSQL with PostGIS",
        description="Keep the data with a team: several people propose, a second one accepts, "
        "everybody reads. Needs the extra: pip install 'trade-corridors[store]'.",
        epilog="ADDRESS is like postgresql://name@host/database; a password belongs into "
        "~/.pgpass or PGPASSWORD, where nobody else reads it.",
    )
    parts = store.add_subparsers(dest="part", metavar="PART", required=True)
    for name, run, told in (
        ("init", _init, "make the store in a database, or lead an older one forward"),
        ("load", _load, "fill an empty store from a data folder"),
        ("dump", _dump, "write the store's data as a data folder"),
        ("status", _status, "say what is published and what is open"),
        ("grant", _grant, "let somebody read, edit or review"),
        ("propose", _propose, "propose the tables of a file: XLSX, zip, folder, lines"),
        ("review", _review, "list what is proposed, accept it or reject it"),
        ("qgis", _qgis, "write a QGIS project over the store: lines, drafts, drop-downs"),
    ):
        part = parts.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".")
        part.add_argument("address", metavar="ADDRESS")
        part.set_defaults(run=run)
    _add_options(parts.choices)


def _add_options(parts: dict[str, Parser]) -> None:
    parts["load"].add_argument("folder", type=existing_folder, metavar="FOLDER")
    parts["dump"].add_argument("folder", type=Path, metavar="FOLDER")
    parts["grant"].add_argument("role", metavar="NAME", help="of the database's user")
    parts["grant"].add_argument("--as", dest="rank", choices=("reader", "editor", "reviewer"))
    parts["grant"].set_defaults(rank="reader")
    parts["propose"].add_argument("file", type=Path, metavar="FILE")
    review = parts["review"]
    review.add_argument("--accept", metavar="ID,ID", help="publish these, or all, as an edition")
    review.add_argument("--reject", metavar="ID,ID", help="refuse these; give a --reason")
    review.add_argument("--reason", default="", help="kept with what is decided")
    parts["qgis"].add_argument("--out", type=Path, default=Path("corridors.qgz"), metavar="FILE")
    parts["qgis"].add_argument("--force", action="store_true", help="replace what is there")
    parts["qgis"].add_argument(
        "--service",
        default="",
        metavar="NAME",
        help="let QGIS find the store by this name in its users' pg_service.conf",
    )


def _address(arguments: argparse.Namespace) -> Address:
    from geo.store.address import store_address

    return store_address(arguments.address)


def _init(arguments: argparse.Namespace) -> int:
    from geo.store.filling import init

    print(init(_address(arguments)))
    return DONE


def _load(arguments: argparse.Namespace) -> int:
    from geo.model.origins import SHIPPED
    from geo.records.readers import Folder, regular_content
    from geo.store.filling import fill

    folder: Path = arguments.folder
    papers = [folder / "README.md", *sorted((folder / "LICENSES").glob("*"))]
    kept = {
        path.relative_to(folder).as_posix(): regular_content(path)
        for path in papers
        if path.is_file()
    }
    edition = fill(_address(arguments), Folder(folder, SHIPPED), papers=kept)
    print(f"Loaded and published as edition {edition.edition_id}.")
    return DONE


def _dump(arguments: argparse.Namespace) -> int:
    from geo.store.filling import dump

    count = dump(_address(arguments), arguments.folder)
    print(f"{path_text(arguments.folder)}: {count} files.")
    return DONE


def _status(arguments: argparse.Namespace) -> int:
    from geo.store.filling import status

    for line in status(_address(arguments)):
        print(clean(line))
    return DONE


def _grant(arguments: argparse.Namespace) -> int:
    from geo.store.filling import grant

    print(clean(grant(_address(arguments), arguments.role, arguments.rank)))
    return DONE


def _propose(arguments: argparse.Namespace) -> int:
    from geo.own.paths import overlay_at
    from geo.records.catalog import read_catalog
    from geo.store.proposing import propose
    from geo.store.reading import read_store

    address = _address(arguments)
    overlay = overlay_at(arguments.file, read_catalog(read_store(address)).nodes)
    print(f"Proposed: {propose(address, overlay)} rows. A second person accepts them.")
    return DONE


def _review(arguments: argparse.Namespace) -> int:
    from geo.store.proposing import open_proposals, publish_edition, rejected

    address = _address(arguments)
    if arguments.accept and arguments.reject:
        raise StoreError("Accept or reject, one at a time.")
    found = open_proposals(address)
    if arguments.reject:
        rejected(address, _ids(arguments.reject, found), arguments.reason)
        print("Rejected.")
    elif arguments.accept:
        made = datetime.now(UTC).astimezone().date()
        ids = _ids(arguments.accept, found)
        edition = publish_edition(address, ids, made=made, reason=arguments.reason)
        print(f"Published as edition {edition.edition_id}.")
    else:
        _tell(address, found)
    return DONE


def _qgis(arguments: argparse.Namespace) -> int:
    from geo.records.catalog import read_catalog
    from geo.store.address import store_place
    from geo.store.reading import read_store
    from layers.pack.files import PackFile, save_files
    from layers.pack.qgis import project_of

    out: Path = arguments.out
    if out.suffix.lower() != ".qgz":
        raise StoreError("A project for QGIS is a file that ends in .qgz.")
    address = _address(arguments)
    catalog = read_catalog(read_store(address))
    corridors = [(one.corridor_id, one.name) for one in catalog.corridors.values()]
    place = {"service": arguments.service} if arguments.service else store_place(address)
    file = PackFile(out.name, project_of(corridors, place=place))
    for path in save_files([file], out, force=arguments.force):
        print(f"{path_text(path)}: opens in QGIS, which asks each user for name and password.")
    return DONE


def _ids(text: str, found: tuple[Proposal, ...]) -> list[int]:
    if text.strip().lower() == "all":
        return [one.proposal_id for one in found]
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise StoreError(f"{text!r} are no numbers of proposals; write 3,4 or all.") from None


def _tell(address: Address, found: tuple[Proposal, ...]) -> None:
    """Print proposals row by row, then what they would change as an account of changes."""
    from geo.changes.account import changes_between
    from geo.changes.kinds import Moment
    from geo.store.proposing import with_proposals
    from layers.words.changelist import change_list, plain_text

    if not found:
        print("Nothing is proposed.")
        return
    for one in found:
        print(clean(_line(one)))
        for name, (before, after) in one.differing.items():
            print(clean(f"    {name}: {_short(before)} -> {_short(after)}"))
    usable = [one.proposal_id for one in found if not one.stale]
    try:
        before, after = with_proposals(address, usable)
    except DataError as error:
        print(f"\nTogether they would leave {len(error.faults)} faults: {error.faults[0]}")
        return
    except StoreError as error:
        print(f"\n{error}", file=sys.stderr)
        return
    days = Moment(before, before.data_end), Moment(after, after.data_end)
    print("\nTogether they change:\n" + plain_text(change_list(changes_between(*days))), end="")


def _line(one: Proposal) -> str:
    what = "new" if one.before is None else "taken out" if one.after is None else "changed"
    key = ", ".join(str(value) for value in one.key.values())
    rivals = f"; CONFLICT with {', '.join(map(str, one.rivals))}" if one.rivals else ""
    stale = "; the row has changed since" if one.stale else ""
    at = one.at.strftime("%Y-%m-%d %H:%M")
    return f"{one.proposal_id}  {one.table} {key}: {what}, by {one.by}, {at}{rivals}{stale}"


def _short(value: object) -> str:
    text = "(nothing)" if value in (None, "", []) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
