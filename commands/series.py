"""`corridors series import`: a series that was downloaded, into an overlay or an edition."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import DONE, Parser, iso_date, path_text
from geo.errors import ExportError, OrderError, OverlayError

if TYPE_CHECKING:
    from geo.editions.packed import PackedEdition
    from geo.own.feed import Feed
    from geo.own.overlay import Overlay
    from geo.own.revised import Merged

KINDS = ("portwatch", "csv")
_LARGEST_MB = 200


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    series = commands.add_parser(
        "series",
        help="put a series that you downloaded beside the data",
        description="Turn a downloaded series into dated figures of an overlay, or of an edition "
        "of the data. Nothing is fetched, and no series comes with the project: see "
        "docs/series.md for where to get them.",
    )
    actions = series.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser(
        "import",
        help="into an overlay, new or there, or an edition",
        description="Read a table of daily transits as IMF PortWatch publishes it, or any table "
        "with a date and a value and a small mapping file. The same file twice adds nothing; a "
        "revised one adds its figures with a later vintage and says which.",
        epilog="example: corridors series import Daily_Chokepoints_Data.csv --as portwatch "
        "--since 2026-01-01 --into straits.zip; corridors app --own straits.zip",
    )
    take.add_argument("file", type=Path, metavar="FILE", help="the table as downloaded")
    take.add_argument("--as", dest="kind", choices=KINDS, required=True, help="what it is")
    take.add_argument(
        "--into",
        type=Path,
        required=True,
        metavar="FILE",
        help="an overlay, .zip or .xlsx, made or added to; or an edition as `corridors data pack` "
        "writes it, which becomes the next one",
    )
    take.add_argument(
        "--mapping", type=Path, metavar="CSV", help="with --as csv: which column is what"
    )
    take.add_argument("--since", type=iso_date, metavar="DATE", help="only from this day on")
    take.add_argument(
        "--vintage",
        type=iso_date,
        metavar="DATE",
        help="the day it was downloaded (default: the day the file was written)",
    )
    take.add_argument("--name", default="", help="name of a new overlay (default: the file's)")
    take.add_argument("--owner", default="", help="who adds it")
    take.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the series, put it into the overlay, and say what is new.

    Raises
    ------
    OrderError
        If a mapping is missing, or one is given that is not used.
    ExportError
        If the overlay is to be neither a zip nor a workbook.
    """
    from geo.own.feed import PORTWATCH_TERMS
    from geo.own.revised import told, with_feed

    if (arguments.mapping is not None) is not (arguments.kind == "csv"):
        raise OrderError("--as csv needs --mapping, and --as portwatch has none.")
    if arguments.into.suffix.lower() not in (".zip", ".xlsx"):
        raise ExportError("An overlay is kept as .zip or .xlsx: name a file that ends so.")
    content = _content(arguments.file)
    vintage = arguments.vintage or _written_on(arguments.file)
    feed = _feed(arguments, content, vintage)
    packed = _edition(arguments.into)
    if packed is not None:
        merged, content = _into_edition(packed, feed, vintage)
    else:
        merged = with_feed(_overlay(arguments), feed, vintage=vintage)
        content = _kept(merged.overlay, arguments.into)
    if merged.added or merged.revised:
        _save(content, arguments.into)
    for line in told(merged, feed):
        print(line)
    if arguments.kind == "portwatch":
        print(f"corridors: the terms of its use: {PORTWATCH_TERMS}", file=sys.stderr)
    return DONE


def _feed(arguments: argparse.Namespace, content: bytes, vintage: date) -> Feed:
    from geo.own.feed import mapping_of, read_feed

    mapping = mapping_of(_content(arguments.mapping)) if arguments.mapping is not None else None
    return read_feed(content, mapping, vintage=vintage, since=arguments.since)


def _overlay(arguments: argparse.Namespace) -> Overlay:
    """Return the overlay to add to: the one that is there, or an empty one."""
    from geo.own.drop import dropped_of
    from geo.own.overlay import Overlay

    if not arguments.into.exists():
        return Overlay(arguments.name or arguments.into.stem, arguments.owner, {})
    found = dropped_of(_content(arguments.into), arguments.into.name).overlay
    if found is None:
        raise OverlayError(f"{path_text(arguments.into)} holds no tables of an overlay.")
    return found


def _edition(path: Path) -> PackedEdition | None:
    """Return the edition that a file is; nothing if it is not there or something else."""
    from geo.editions.packed import MANIFEST, unpacked_edition

    if not path.exists() or path.suffix.lower() != ".zip":
        return None
    content = _content(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_edition = MANIFEST in archive.namelist()
    except (ValueError, zipfile.BadZipFile, NotImplementedError):
        return None
    return unpacked_edition(content) if is_edition else None


def _into_edition(packed: PackedEdition, feed: Feed, vintage: date) -> tuple[Merged, bytes]:
    from geo.own.inedition import with_feed_in_edition

    merged, edition, content = with_feed_in_edition(packed, feed, vintage=vintage)
    if merged.added or merged.revised:
        print(f"Edition {edition.edition_id}, data {edition.data_hash[:12]}.")
    return merged, content


def _kept(overlay: Overlay, path: Path) -> bytes:
    from geo.own.save import workbook_to_keep, zip_to_keep

    keep = zip_to_keep if path.suffix.lower() == ".zip" else workbook_to_keep
    return keep(overlay)


def _save(content: bytes, path: Path) -> None:
    from layers.pack.files import PackFile, save_files

    for saved in save_files([PackFile(path.name, content)], path, force=True):
        print(path_text(saved))


def _content(path: Path) -> bytes:
    from geo.records.readers import regular_content

    try:
        return regular_content(path, most_mb=_LARGEST_MB)
    except OSError as error:
        raise OverlayError(f"{path_text(path)} cannot be read: {error.strerror}.") from error


def _written_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
