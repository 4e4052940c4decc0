"""Overlays named by paths, for the command and for a server that shows them to every reader.

What belongs here: from a path to an overlay, without asking. What does not: a reader's own files on
the page, which have no path (`page/own.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.errors import DataError, OverlayError
from geo.model.lines import Node
from geo.own.drop import dropped_of, overlay_of_files
from geo.own.limits import LARGEST_FILE, LARGEST_UNPACKED, MEGABYTE
from geo.own.overlay import Overlay
from geo.own.together import Together, read_together
from geo.own.wizard import overlay_of_drawing, question_of, usual_answers
from geo.records.catalog import Catalog, read_catalog
from geo.records.prepared import prepared_catalog
from geo.records.readers import Folder, Reader, base_reader, regular_content, tables_in


def overlay_at(path: Path, nodes: Mapping[str, Node]) -> Overlay:
    """Return the overlay that a folder or file makes; a file of lines with the usual answers.

    Raises
    ------
    OverlayError
        If it cannot be read, or would have to be guessed at.
    """
    told = path.name or str(path)
    try:
        if path.is_dir():
            files = tables_in(path, most_mb=LARGEST_UNPACKED // MEGABYTE)
            return overlay_of_files(files, path.resolve().name)
        dropped = dropped_of(regular_content(path, most_mb=LARGEST_FILE // MEGABYTE), path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OverlayError(f"{told} cannot be read: {reason}.") from None
    except OverlayError as error:
        raise OverlayError(f"{told}: {error}") from None
    if dropped.overlay is not None:
        return dropped.overlay
    if dropped.drawing is None:
        raise OverlayError(f"{path.name} holds nothing that can be shown.")
    question = question_of(dropped.drawing, nodes)
    if len(question.readings) > 1 or question.readings[0].key != "as_written":
        told = " Or: ".join(sense.told for sense in question.readings)
        raise OverlayError(f"{path.name}: {told} Drop it on the page to choose.")
    answers = usual_answers(question)
    return overlay_of_drawing(dropped.drawing, answers, nodes, name=path.stem, owner="").overlay


def catalog_with(paths: Sequence[Path], *, data: Path | Reader | None = None) -> Catalog:
    """Return the shipped data, or those of a folder, with overlays beside them, if all of it holds.

    Raises
    ------
    DataError
        With every fault of data or overlays.
    OverlayError
        If an overlay cannot be read.
    """
    reader = base_reader(data)
    if not paths and isinstance(reader, Folder):
        return prepared_catalog(reader)  # a store's data stay in the store
    found = read_beside_paths(paths, data=data)
    if found.faults:
        raise DataError(found.faults)
    return found.catalog


def read_beside_paths(paths: Sequence[Path], *, data: Path | Reader | None = None) -> Together:
    """Return the shipped data with the overlays at some paths beside them.

    Raises
    ------
    DataError
        If the shipped data have faults.
    OverlayError
        If an overlay cannot be read.
    """
    base = read_catalog(base_reader(data))
    if not paths:
        return Together(base, ())
    overlays = [overlay_at(path, base.nodes) for path in paths]
    places = {node.node_id: node.lonlat for node in base.nodes.values()}
    return read_together(overlays, places, data=data)
