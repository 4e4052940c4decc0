"""`corridors export`: what is on the screen as files to hand over."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import DONE, Parser, day_in_data, existing_folder, id_list, iso_date
from geo.errors import ExportError, UnknownIdError

if TYPE_CHECKING:
    from geo.catalog import Catalog
    from geo.model import Selection


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    export = commands.add_parser(
        "export",
        help="draw a static map to a file",
        description="Draw the chosen corridors as they stood at a date: A4 landscape, 300 dpi, "
        "with legend, scale bar, sources and dates.",
        epilog="example: corridors export --corridors herat_hub,trans_afghan,instc "
        "--as-of 2025-07-31 --out brief.png",
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    export.add_argument(
        "--corridors",
        type=id_list,
        metavar="ID,ID",
        help="corridor ids, separated by commas (default: those the page starts with)",
    )
    export.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="the day the map is about, like 2025-07-31 (default: the day the data end)",
    )
    export.add_argument("--title", default="", help="title (default: the corridors' names)")
    export.add_argument("--subtitle", default="", help="line below the title")
    export.add_argument("--handling", default="", help="handling mark, top and bottom")
    export.add_argument(
        "--made-on",
        type=iso_date,
        metavar="DATE",
        help="day printed as the map's own (default: SOURCE_DATE_EPOCH if set, else today)",
    )
    export.add_argument("--data", type=existing_folder, metavar="DIR", help="data folder")
    export.add_argument("--force", action="store_true", help="replace FILE if it is there")
    export.set_defaults(run=run)


def made_on_of(given: date | None) -> date:
    """Return the day a file is said to be made: `given`, else SOURCE_DATE_EPOCH, else today."""
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ExportError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}.") from error


def selection_of_arguments(
    catalog: Catalog, *, corridors: Sequence[str] | None, as_of: date | None
) -> Selection:
    """Return what the page would show at its start, narrowed to the arguments.

    Raises
    ------
    UnknownIdError
        If a corridor is not in the catalog; the nearest ids are named.
    ExportError
        If `as_of` is later than the data.
    """
    from geo.select import default_selection

    selection = default_selection(catalog)
    if corridors is not None:
        for corridor_id in corridors:
            if corridor_id not in catalog.corridors:
                near = difflib.get_close_matches(corridor_id, catalog.corridors, cutoff=0.4)
                raise UnknownIdError("corridor", corridor_id, near or tuple(catalog.corridors))
        selection = replace(selection, corridors=frozenset(corridors))
    return replace(selection, as_of=day_in_data(catalog, as_of))


def run(arguments: argparse.Namespace) -> int:
    """Draw the static map of the chosen corridors and save it."""
    made_on = made_on_of(arguments.made_on)
    if arguments.out.exists() and not arguments.force:
        raise ExportError(f"{arguments.out} is there already; choose another name or add --force.")
    from geo.catalog import read_catalog

    catalog = read_catalog(arguments.data)
    selection = selection_of_arguments(
        catalog, corridors=arguments.corridors, as_of=arguments.as_of
    )
    from layers.figure import FigureRequest, map_figure, save_figure

    request = FigureRequest(
        selection=selection,
        title=arguments.title,
        subtitle=arguments.subtitle,
        handling=arguments.handling,
        made_on=made_on,
    )
    figure = map_figure(catalog, request)
    print(save_figure(figure, arguments.out, force=arguments.force))
    return DONE
