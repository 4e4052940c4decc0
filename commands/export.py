"""`corridors export`: what is on the screen as files to hand over.

What belongs here: reading what is asked, progress and the checklist on the terminal. What does
not: making files (`layers/pack/briefing.py`) and saving them (`layers/pack/files.py`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import (
    DONE,
    Parser,
    add_data,
    add_own,
    catalog_named,
    id_list,
    iso_date,
    path_text,
)
from commands.asked import formats_asked, made_on_of, selection_of_arguments
from geo.clean import clean

if TYPE_CHECKING:
    from geo.model.choice import Selection
    from geo.records.catalog import Catalog
    from layers.pack.briefing import PackRequest, Progress
    from layers.pack.files import Format
    from layers.pack.gate import Check
    from layers.scene.sheet import PageSize


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
    _add_choice(export)
    _add_page(export)
    _add_output(export)
    export.set_defaults(run=run)


def _add_choice(export: argparse.ArgumentParser) -> None:
    what = export.add_argument_group("what is shown")
    what.add_argument("--link", metavar="QUERY", help="the page's link, or what follows its ?")
    what.add_argument(
        "--corridors",
        type=id_list,
        metavar="ID,ID",
        help="corridor ids, separated by commas (default: those the page starts with)",
    )
    what.add_argument(
        "--branches", type=id_list, metavar="ID,ID", help="only these branches of the corridors"
    )
    what.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="the day it is about, like 2025-07-31 (default: the day the data end)",
    )
    what.add_argument(
        "--focus", metavar="KIND:ID", help="what it is about, such as node:torghundi or leg:ID"
    )
    add_data(what)
    add_own(what)


def _add_page(export: argparse.ArgumentParser) -> None:
    page = export.add_argument_group("the page")
    page.add_argument("--title", default="", help="title (default: the corridors' names)")
    page.add_argument("--subtitle", default="", help="line below the title")
    page.add_argument(
        "--size",
        type=_size,
        metavar="SIZE",
        help="a4_landscape, a4_portrait, a3_landscape, slide or phone (default: a4_landscape)",
    )
    page.add_argument(
        "--since",
        type=iso_date,
        metavar="DATE",
        help="add to brief and slides a summary, and what changed since that day",
    )
    page.add_argument("--handling", help="handling mark, top and bottom")
    page.add_argument(
        "--made-on",
        type=iso_date,
        metavar="DATE",
        help="day printed as the map's own (default: SOURCE_DATE_EPOCH if set, else today)",
    )
    page.add_argument(
        "--base-address",
        metavar="URL",
        help="where the page is served, for the QR code of the link",
    )
    page.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="a house's own wording, TOML (default: the file CORRIDORS_SETTINGS names)",
    )


def _add_output(export: argparse.ArgumentParser) -> None:
    output = export.add_argument_group("the files")
    output.add_argument(
        "--formats",
        metavar="NAME,NAME",
        help="png, png150, svg, pdf, … or all (default: what the ending of --out means)",
    )
    output.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="a file for one format, a folder for several; a .zip holds them all and a manifest",
    )
    output.add_argument(
        "--strict", action="store_true", help="write nothing if any page lacks anything"
    )
    output.add_argument("--force", action="store_true", help="replace what is there")


def run(arguments: argparse.Namespace) -> int:
    """Make what is asked and save it."""
    from geo.state.select import as_of_date
    from layers.pack.files import names_of, paths_of, refuse_taken, save_files, stem_of

    out: Path = arguments.out
    formats = formats_asked(arguments.formats, out)
    catalog = catalog_named(arguments)
    selection, notes = selection_of_arguments(catalog, arguments)
    for note in notes:
        print(f"corridors: {clean(note)}", file=sys.stderr)
    # What is in the way is said before the drawing begins.
    stem = stem_of(as_of_date(catalog, selection))
    zipped = out.suffix.lower() == ".zip" or "all" in (arguments.formats or "")
    names = [name for kind in formats for name in names_of(stem, kind)]
    refuse_taken(paths_of([f"{stem}.zip"] if zipped else names, out), force=arguments.force)
    request = _request(catalog, selection, arguments, formats)
    from layers.pack.briefing import pack_of, zipped_pack

    with _progress() as progress:
        pack = pack_of(catalog, request, progress=progress)
    _print_checks(pack.checks)
    files = [zipped_pack(pack)] if zipped else pack.files
    for path in save_files(files, out, force=arguments.force):
        print(path_text(path))
    return DONE


def _request(
    catalog: Catalog,
    selection: Selection,
    arguments: argparse.Namespace,
    formats: tuple[Format, ...],
) -> PackRequest:
    from layers.pack.asked import whole_link
    from layers.pack.briefing import PackRequest
    from layers.pack.house import read_house, refuse_no_address
    from layers.scene.request import FigureRequest
    from layers.scene.sheet import PageSize

    house = read_house(arguments.settings)
    address = arguments.base_address or house.base_address
    refuse_no_address(address)
    figure = FigureRequest(
        selection=selection,
        title=clean(arguments.title),
        subtitle=clean(arguments.subtitle),
        made_on=made_on_of(arguments.made_on),
        size=arguments.size or PageSize.A4_LANDSCAPE,
        handling=house.handling if arguments.handling is None else clean(arguments.handling),
        house_note=house.boundary_note,
        link=whole_link(catalog, selection, address),
        since=arguments.since,
    )
    return PackRequest(figure, formats, stale_years=house.stale_years, strict=arguments.strict)


def _size(text: str) -> PageSize:
    from layers.scene.sheet import PageSize

    try:
        return PageSize(text.strip().lower().replace("-", "_"))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"there is no size {text!r}; choose from {', '.join(PageSize)}"
        ) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show on the terminal what is being made; nothing when the output goes elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("")
        yield lambda what, done, steps: bar.update(
            task, description=what, completed=done, total=steps
        )


def _print_checks(checks: Sequence[Check]) -> None:
    """Print the checklist of the pages beside the files, so that it can be kept apart."""
    if not checks:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("", "Check", "What was found", title="The gate", title_justify="left", box=None)
    for check in checks:
        mark = Text("ok", "green") if check.passed else Text("missing", "bold red")
        table.add_row(mark, Text(check.name), Text(check.message))
    Console(stderr=True).print(table)
