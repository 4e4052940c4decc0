"""`corridors publish`: the product as plain files that any web server, disk or stick serves.

What belongs here: reading what is asked, and progress on the terminal. What does not: what is in
the files (`layers/atlas/`).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import (
    DONE,
    Parser,
    add_data,
    add_own,
    catalog_named,
    data_named,
    path_text,
)
from commands.exported import progress_shown
from geo.errors import EditionError, ExportError

if TYPE_CHECKING:
    from layers.atlas.build import Build


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    publish = commands.add_parser(
        "publish",
        help="write an atlas of plain files for any web server",
        description="Write the map of every date and a page for every corridor, line, place, "
        "closure, promise, figure, event and source as plain files, with the data. A web server, "
        "a disk or a USB stick serves them; nothing runs. An atlas that is there stays until the "
        "new one is whole; what did not change is not written again.",
        epilog="example: corridors publish --out site/ --address https://atlas.example.org/",
    )
    publish.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder")
    publish.add_argument(
        "--address",
        metavar="URL",
        help="where the atlas will be served, for addresses to cite (default: the settings')",
    )
    publish.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="a house's own names, notes and colour, TOML (default: the file CORRIDORS_SETTINGS "
        "names)",
    )
    add_data(publish)
    add_own(publish)
    publish.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the atlas."""
    from layers.atlas.written import write_atlas

    out: Path = arguments.out
    build = _build(arguments)
    with progress_shown() as progress:
        build.progress = progress
        written = write_atlas(build.files(), out)
    said = f"{written.files:,} files, {written.size / 1e6:.1f} MB, {written.changed:,} of them new"
    print(f"{said}.", file=sys.stderr)
    print(path_text(out / "index.html"))
    return DONE


def _build(arguments: argparse.Namespace) -> Build:
    from layers.atlas.build import Build, read_logo
    from layers.atlas.site import atlas_of
    from layers.pack.house import read_house, refuse_no_address

    house = read_house(arguments.settings)
    logo, house = house.logo, house.published()
    address = arguments.address or house.atlas_address
    refuse_no_address(address)
    if address and not address.endswith("/"):
        address += "/"
    try:
        shown = read_logo(logo if house.logo else "")
    except OSError as error:
        raise ExportError(f"The logo {logo} cannot be read: {error.strerror}.") from error
    return Build(atlas_of(catalog_named(arguments), house, address), _edition(arguments), shown)


def _edition(arguments: argparse.Namespace) -> bytes:
    """Return the data as they are handed out; nothing where they do not say which they are."""
    from geo.editions.packed import packed_edition
    from geo.records.readers import base_reader

    try:
        return packed_edition(next(iter(data_named(arguments)), base_reader(None)))[1]
    except EditionError:
        return b""
