"""What a command was asked to show: the selection, the formats and the day, from its arguments.

What belongs here: arguments as what the export makes of them. What does not: adding them to the
command line, and making files (`commands/export.py`).
"""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ExportError, UnknownIdError
from geo.spelling import known_ids

if TYPE_CHECKING:
    from geo.model.choice import Focus, Selection
    from geo.records.catalog import Catalog
    from layers.pack.files import Format


def formats_asked(text: str | None, out: Path) -> tuple[Format, ...]:
    """Return the formats that are named or, when none is, the one that a file's ending means.

    Raises
    ------
    ExportError
        If a format is unknown, or neither names one, or a file's ending means another.
    """
    from layers.pack.files import FORMATS, Format, format_of_path, formats_of

    meant = format_of_path(out)
    if text is None:
        if out.suffix.lower() == ".zip":
            return tuple(Format)
        if meant is None:
            raise ExportError(
                f"{out} says no format; let it end in .png or the like, or use --formats."
            )
        return (meant,)
    formats = formats_of(text)
    if len(formats) == 1 and not out.is_dir() and out.suffix.lower() not in ("", ".zip"):
        wanted = Path("x" + FORMATS[formats[0]].ending).suffix
        if out.suffix.lower() != wanted:
            raise ExportError(f"{out} does not end in {wanted}, as a file of {formats[0]} does.")
    return formats


def selection_of_arguments(
    catalog: Catalog, arguments: argparse.Namespace
) -> tuple[Selection, tuple[str, ...]]:
    """Return what a link shows, or else the page at its start, changed by the other options.

    Returns
    -------
    selection, notes
        The notes say what of the link was not understood.

    Raises
    ------
    UnknownIdError
        If a corridor, branch or focus is not in the catalog; the nearest ids are named.
    ExportError
        If `as_of` is later than the data.
    """
    from geo.formats.link import parameters_of, selection_of
    from geo.state.select import day_in_data

    link = arguments.link or ""
    selection, notes = selection_of(parameters_of(link), catalog)
    if arguments.corridors is not None:
        wanted = known_ids(arguments.corridors, catalog.corridors, "corridor")
        selection = replace(selection, corridors=wanted)
    if arguments.branches is not None:
        wanted = known_ids(arguments.branches, catalog.branches, "branch")
        owners = frozenset(catalog.branches[name].corridor_id for name in wanted)
        if arguments.corridors is None:
            selection = replace(selection, corridors=owners)
        hidden = frozenset(catalog.branches) - wanted
        # Corridors of which no branch is named keep theirs.
        kept = {
            branch.branch_id
            for branch in catalog.branches.values()
            if branch.corridor_id not in owners
        }
        hidden = hidden - kept | (selection.hidden_branches & kept)
        selection = replace(selection, hidden_branches=hidden)
    if arguments.as_of is not None:
        selection = replace(selection, as_of=day_in_data(catalog, arguments.as_of, named="--as-of"))
    if arguments.focus is not None:
        selection = replace(selection, focus=_focus(catalog, arguments.focus))
    return selection, notes


def _focus(catalog: Catalog, text: str) -> Focus | None:
    from geo.formats.link import selection_of
    from geo.model.said import SubjectKind

    selection, notes = selection_of({"focus": text}, catalog)
    if notes or selection.focus is None:
        kind, _, name = text.partition(":")
        places: Mapping[str, Collection[str]] = {
            SubjectKind.CORRIDOR: catalog.corridors,
            SubjectKind.BRANCH: catalog.branches,
            SubjectKind.LEG: catalog.legs,
            SubjectKind.NODE: catalog.nodes,
        }
        if kind not in places:
            raise ExportError(f"{text!r} is no focus; write it like node:torghundi or leg:ID.")
        near = difflib.get_close_matches(name, places[kind], cutoff=0.4)
        raise UnknownIdError(kind, name, near)
    return selection.focus


def made_on_of(given: date | None) -> date:
    """Return the day a file is said to be made: `given`, else SOURCE_DATE_EPOCH, else today.

    Raises
    ------
    ExportError
        If SOURCE_DATE_EPOCH is no number of seconds.
    """
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ExportError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}.") from error
