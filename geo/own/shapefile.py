"""A zipped shapefile from outside, by a reader in plain Python from memory.

What belongs here: from the zip's members to shapes. What does not: the zip's checks
(`geo/own/archive.py`).
"""

from __future__ import annotations

import io
import struct
import warnings
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import Any

from shapefile import Reader as PlainReader
from shapefile import ShapefileException

from geo.errors import OverlayError
from geo.own.archive import Archive
from geo.own.delimited import decoded
from geo.own.limits import MOST_COLUMNS, Meter
from geo.own.shape import (
    Drawing,
    Polyline,
    Position,
    Shape,
    cell_text,
    drawing_of,
    finite,
    shape_of,
)

_POINTS, _LINES = (1, 11, 21), (3, 13, 23)
_HEADER = 100
_FAULTS = (
    ShapefileException, struct.error, ValueError, IndexError, KeyError, TypeError, OverflowError,
    EOFError, AttributeError, MemoryError, AssertionError, UnicodeError,
)  # fmt: skip


def read_shapefile(archive: Archive, meter: Meter) -> Drawing:
    """Return what the one shapefile in a zip draws.

    Raises
    ------
    OverlayError
        If there are several, it is damaged, or more than is read.
    """
    stems = {name[:-4]: name for name in archive.names if name.lower().endswith(".shp")}
    if len(stems) != 1:
        raise OverlayError("There are several shapefiles in the zip. Zip one at a time.")
    parts = {
        PurePosixPath(name).suffix.lower(): archive.content(name)
        for name in archive.names
        if name[:-4] in stems
    }
    if ".dbf" not in parts:
        raise OverlayError("The shapefile lacks its .dbf. Zip .shp, .dbf, .shx and .prj together.")
    _refuse_lengths(parts[".shp"])
    crs = decoded(parts[".prj"])[0].strip() if ".prj" in parts else ""
    codepage = parts.get(".cpg", b"").decode("ascii", errors="replace").strip().lower()
    encoding = "utf-8" if codepage in ("utf-8", "utf8", "65001") else "latin-1"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shapes = _shapes(parts, encoding, codepage, meter)
    except OverlayError:
        raise
    except _FAULTS:
        raise OverlayError("The shapefile is damaged. Export it again.") from None
    return drawing_of(shapes, crs=crs[:2000])


def _refuse_lengths(content: bytes) -> None:
    """Refuse records that claim to be longer than the file, before anything is made of them."""
    place = _HEADER
    while place + 12 <= len(content):
        words = struct.unpack_from(">i", content, place + 4)[0]
        end = place + 8 + 2 * words
        if words < 2 or end > len(content):
            raise OverlayError("The shapefile is damaged: a record goes beyond its end.")
        kind = struct.unpack_from("<i", content, place + 8)[0]
        if kind in _LINES:
            if words < 22:
                raise OverlayError("The shapefile is damaged: a record is too short.")
            counts = struct.unpack_from("<ii", content, place + 44)
            if min(counts) < 0 or 44 + 4 * counts[0] + 16 * counts[1] > 2 * words:
                raise OverlayError("The shapefile is damaged: a record counts what is not there.")
        place = end


def _shapes(parts: dict[str, bytes], encoding: str, codepage: str, meter: Meter) -> list[Shape]:
    files = {name[1:]: io.BytesIO(parts[name]) for name in (".shp", ".dbf") if name in parts}
    reader = PlainReader(**files, encoding=encoding, encodingErrors="replace")
    shapes = []
    for number, record in enumerate(reader.iterShapeRecords(), start=1):
        raw = islice(record.record.as_dict().items(), MOST_COLUMNS)
        cells = {str(name)[:80]: _cell(value, encoding, codepage) for name, value in raw}
        meter.record(cells.values())
        shapes.append(_shape(number, cells, record.shape, meter))
    return shapes


def _cell(value: Any, encoding: str, codepage: str) -> str:
    """Return a cell; bytes that were no UTF-8 are read by the code page the file names."""
    text = cell_text(value)
    if encoding == "latin-1" and not text.isascii():
        return decoded(text.encode("latin-1"), stated=codepage)[0]
    return text


def _shape(number: int, cells: dict[str, str], shape: Any, meter: Meter) -> Shape:
    meter.vertices(len(getattr(shape, "points", ())))
    try:
        parts = _parts(shape)
    except ValueError as error:
        return Shape(number, cells, flaw=str(error))
    return shape_of(number, cells, parts)


def _parts(shape: Any) -> tuple[list[Polyline], Position | None]:
    if shape.shapeType in _POINTS:
        return [], finite(*shape.points[0][:2])
    if shape.shapeType not in _LINES:
        raise ValueError("Only lines and single points are read.")
    points = [finite(*point[:2]) for point in shape.points]
    starts = [*shape.parts, len(points)]
    pieces = [tuple(points[a:b]) for a, b in pairwise(starts)]
    return [piece for piece in pieces if len(piece) > 1], None
