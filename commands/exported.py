"""One export: from what is asked to the files on the disk, and its progress on the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commands.asked import formats_asked, made_on_of, selection_of_arguments
from commands.terminal import terminal
from geo.clean import clean

if TYPE_CHECKING:
    from geo.model.choice import Selection
    from geo.records.catalog import Catalog
    from layers.pack.asked import PackRequest, Progress
    from layers.pack.check import Check
    from layers.pack.files import Format


def exported(
    catalog: Catalog, arguments: argparse.Namespace, progress: Progress | None = None
) -> tuple[list[Path], Sequence[Check]]:
    """Make what is asked of a catalog, save it, and return where it is and the checklist.

    Raises
    ------
    CorridorError
        If it cannot be made or written; then nothing is left half done.
    """
    from geo.state.select import as_of_date
    from layers.pack.files import names_of, paths_of, refuse_taken, save_files, stem_of

    out: Path = arguments.out
    formats = formats_asked(arguments.formats, out)
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

    pack = pack_of(catalog, request, progress=progress, forks=True)
    files = [zipped_pack(pack)] if zipped else pack.files
    return save_files(files, out, force=arguments.force), pack.checks


def _request(
    catalog: Catalog,
    selection: Selection,
    arguments: argparse.Namespace,
    formats: tuple[Format, ...],
) -> PackRequest:
    from geo.changes.against import compared_day
    from geo.formats.link import parameters_of
    from layers.look.languages import look_in_link
    from layers.pack.asked import PackRequest, whole_link
    from layers.pack.house import read_house, refuse_no_address
    from layers.scene.request import FigureRequest
    from layers.scene.sheet import PageSize

    house = read_house(arguments.settings)
    address = arguments.base_address or house.base_address
    refuse_no_address(address)
    language, light = look_in_link(parameters_of(arguments.link or ""))
    language = language if arguments.language is None else arguments.language
    light = light or arguments.light_ink
    figure = FigureRequest(
        selection=selection,
        title=clean(arguments.title),
        subtitle=clean(arguments.subtitle),
        made_on=made_on_of(arguments.made_on),
        size=arguments.size or PageSize.A4_LANDSCAPE,
        handling=house.handling if arguments.handling is None else clean(arguments.handling),
        house_note=house.boundary_note,
        link=whole_link(catalog, selection, address, language=language, light=light),
        since=arguments.since or compared_day(catalog, selection),
        weekly=arguments.weekly,
        language=language,
        light=light,
    )
    return PackRequest(figure, formats, stale_years=house.stale_years, strict=arguments.strict)


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Show on the terminal what is being made; nothing when the output goes elsewhere."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = terminal(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("")
        yield lambda what, done, steps: bar.update(
            task, description=what, completed=done, total=steps
        )
