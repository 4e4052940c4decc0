"""A file from outside as what it is: tables of an overlay, or a drawing to ask about.

What belongs here: which reader a file goes to, and tables from sheets and from files in a zip or
folder. What does not: questions about a drawing (`geo/own/wizard.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from geo.clean import clean
from geo.errors import OverlayError
from geo.own.archive import Archive
from geo.own.delimited import decoded, rows_of_text
from geo.own.geojson import read_geojson
from geo.own.geopackage import read_geopackage
from geo.own.kml import read_kml
from geo.own.limits import LONGEST_CELL, LONGEST_LINE, MOST_RECORDS, Meter
from geo.own.overlay import OWN_TABLES, Overlay, RawRow, RawTable
from geo.own.rowlines import Numbered, read_rows
from geo.own.shape import Drawing, Shape, wkt_of
from geo.own.shapefile import read_shapefile
from geo.own.sniff import FileType, type_of
from geo.own.workbook import read_workbook

SETTINGS = "settings"
EXAMPLE = "example_"
# What a text was given so that no spreadsheet takes it for a formula; it is taken off again.
_GUARD = "'"
_STARTERS = ("=", "+", "-", "@", "'", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LINE = "geometry"
_SECOND = f"{_LINE}_2"
_NAMES = {table.name for table in OWN_TABLES}
_ALSO = {"status": "leg_status", "statuses": "leg_status", "figures": "claims", "lines": "legs"}


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a file came to: an overlay, or a drawing; `notes` say how it was read."""

    file: str
    file_type: FileType
    overlay: Overlay | None = None
    drawing: Drawing | None = None
    notes: tuple[str, ...] = ()


def dropped_of(content: bytes, name: str) -> Dropped:
    """Read one file from outside.

    Parameters
    ----------
    content
        Its bytes.
    name
        What it is called, for messages and as the overlay's name; it decides nothing else.

    Raises
    ------
    OverlayError
        In one sentence, if it is nothing that is read, damaged, or more than is read.
    """
    kind, meter = type_of(content), Meter()
    told = clean(PurePosixPath(name.replace("\\", "/")).name, longest=80) or "file"
    match kind:
        case FileType.WORKBOOK:
            return _from_workbook(content, told, meter)
        case FileType.TABLES:
            return _from_zip(Archive(content), told)
        case FileType.CSV:
            return _from_text(content, told, meter)
        case FileType.GEOJSON:
            drawing = read_geojson(content, meter)
        case FileType.GEOPACKAGE:
            drawing = read_geopackage(content, meter)
        case FileType.SHAPEFILE:
            drawing = read_shapefile(Archive(content), meter)
        case FileType.KML:
            drawing = read_kml(content, meter)
        case FileType.KMZ:
            drawing = read_kml(_main_kml(Archive(content)), meter)
    return Dropped(told, kind, drawing=_not_empty(drawing), notes=drawing.notes)


def _not_empty(drawing: Drawing) -> Drawing:
    if not drawing.shapes:
        raise OverlayError("The file holds no lines and no places.")
    return drawing


def _main_kml(archive: Archive) -> bytes:
    names = sorted(name for name in archive.names if name.lower().endswith(".kml"))
    main = "doc.kml" if "doc.kml" in names else names[0]
    return archive.content(main)


def _from_text(content: bytes, name: str, meter: Meter) -> Dropped:
    text, encoding = decoded(content)
    rows, delimiter = rows_of_text(text, meter)
    if sum(1 for row in rows if any(row)) < 2:
        raise OverlayError("The table has no rows below its header.")
    notes = [] if encoding == "UTF-8" else [f"Found: text in {encoding}."]
    notes += [] if delimiter == "," else [f"Found: cells parted by {_MARK[delimiter]}."]
    table = _table_named(name)
    if table:
        raw = _raw_table(name, list(enumerate(rows, start=1)))
        return Dropped(name, FileType.CSV, _overlay({table: raw}, {}, name), notes=tuple(notes))
    drawing = read_rows(list(enumerate(rows, start=1)), meter)
    return Dropped(name, FileType.CSV, drawing=drawing, notes=(*notes, *drawing.notes))


_MARK = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def _from_workbook(content: bytes, name: str, meter: Meter) -> Dropped:
    meter.of_tables()
    sheets = read_workbook(content, meter)
    tables = {}
    for title, rows in sheets.items():
        table = _table_named(title)
        if table and rows:
            tables[table] = _raw_table(f"{name}, sheet {clean(title, longest=40)}", rows)
    if tables:
        settings = next((rows for title, rows in sheets.items() if _is_settings(title)), [])
        pairs = {row[0].casefold(): _unguarded(row[1]) for _, row in settings if len(row) > 1}
        return Dropped(name, FileType.WORKBOOK, _overlay(tables, pairs, name))
    # A workbook that is no template may be one table of places.
    for rows in sheets.values():
        if len(rows) > 1:
            places = Meter()
            for _, row in rows:
                places.record(row)
            drawing = read_rows(rows, meter)
            return Dropped(name, FileType.WORKBOOK, drawing=drawing, notes=drawing.notes)
    raise OverlayError("The workbook has no sheet named like a table, and no rows of places.")


def _from_zip(archive: Archive, name: str) -> Dropped:
    found = {part: archive.content(part) for part in archive.names}
    tables = {PurePosixPath(part).name: part for part in found if _table_named(part)}
    if tables:
        return Dropped(name, FileType.TABLES, overlay_of_files(found, name))
    lines = [part for part in found if part.lower().endswith((".geojson", ".csv"))]
    if len(lines) != 1:
        raise OverlayError("The zip holds several files of lines. Give one at a time.")
    return dropped_of(found[lines[0]], PurePosixPath(lines[0]).name)


def overlay_of_files(files: Mapping[str, bytes], name: str) -> Overlay:
    """Return the overlay that the files of a folder or zip make; others in it are passed over.

    Raises
    ------
    OverlayError
        If one of them is no table, or there is none.
    """
    meter = Meter()
    meter.of_tables()
    tables: dict[str, RawTable] = {}
    settings: dict[str, str] = {}
    for path, content in files.items():
        file = clean(PurePosixPath(path).name, longest=80)
        table = _table_named(path)
        if _is_settings(PurePosixPath(path).stem):
            rows, _ = rows_of_text(decoded(content)[0], meter)
            pairs = (row[:2] for row in rows if len(row) > 1)
            settings = {name.strip().casefold(): _unguarded(said) for name, said in pairs}
        elif table and path.lower().endswith(".geojson"):
            raw = _raw_features(file, read_geojson(content, meter))
            before = tables.get(table)
            tables[table] = RawTable(file, (*before.rows, *raw.rows)) if before else raw
        elif table:
            rows, _ = rows_of_text(decoded(content)[0], meter)
            tables[table] = _raw_table(file, list(enumerate(rows, start=1)))
    if not tables:
        raise OverlayError(f"There is no table in it. Known are {', '.join(sorted(_NAMES))}.")
    return _overlay(tables, settings, name)


def _table_named(name: str) -> str:
    """Return the table that a file or sheet is called after; empty for none."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".geojson":
        return "nodes" if path.stem == "nodes" else "legs" if path.parent.name == "layers" else ""
    stem = path.stem if path.suffix.lower() == ".csv" else name
    word = stem.strip().casefold().replace(" ", "_")
    word = _ALSO.get(word, word)
    return word if word in _NAMES else ""


def _is_settings(title: str) -> bool:
    return title.strip().casefold() == SETTINGS


def _overlay(tables: Mapping[str, RawTable], settings: Mapping[str, str], file: str) -> Overlay:
    name = clean(settings.get("name") or PurePosixPath(file).stem, longest=60)
    owner = clean(settings.get("owner", ""), longest=60)
    prefers = settings.get("prefer_own", "").strip().casefold() in ("yes", "true", "1")
    if not any(table.rows for table in tables.values()):
        raise OverlayError("Its tables have no rows yet; examples are not read.")
    for table, raw in tables.items():
        # Lines have two ends each.
        most = MOST_RECORDS * (2 if table == "nodes" else 1)
        if len(raw.rows) > most:
            raise OverlayError(f"{raw.place} has more than {most:,} records. Part it.")
    return Overlay(name, owner, dict(tables), prefers)


def _raw_table(place: str, rows: Numbered) -> RawTable:
    """Return rows under their header; examples and empty ones are left out."""
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return RawTable(place, ())
    header = [clean(cell, longest=80).strip().casefold() for cell in filled[0][1]]
    kept = []
    for number, row in filled[1:]:
        if row[0].strip().startswith(EXAMPLE):
            continue
        pairs = zip(header, row, strict=False)
        # Longer than a workbook can keep it a cell is cut; a line is parted there.
        cells = {
            name: _unguarded(cell if name.startswith(_LINE) else cell.strip()[:LONGEST_CELL])
            for name, cell in pairs
            if name
        }
        kept.append(RawRow(number, _joined(cells) if _SECOND in cells else cells))
    return RawTable(place, tuple(kept))


def _joined(cells: dict[str, str]) -> dict[str, str]:
    """Return a row with a line that is parted among several cells as one."""
    whole, number = cells.get(_LINE, ""), 2
    while (name := f"{_LINE}_{number}") in cells:
        whole, number = whole + cells.pop(name), number + 1
    return {**cells, _LINE: whole[:LONGEST_LINE]}


def _unguarded(cell: str) -> str:
    text = cell.strip()
    guarded = text.startswith(_GUARD) and text[1:].lstrip(" \u00a0").startswith(_STARTERS)
    return text[1:] if guarded else text


def _raw_features(place: str, drawing: Drawing) -> RawTable:
    return RawTable(place, tuple(RawRow(one.number, _feature_cells(one)) for one in drawing.shapes))


def _feature_cells(shape: Shape) -> dict[str, str]:
    cells = dict(shape.cells)
    if shape.point:
        cells |= {"lon": repr(shape.point[0]), "lat": repr(shape.point[1])}
    if len(shape.lines) == 1:
        # As it was written, not yet of five decimals.
        cells["geometry"] = str(wkt_of(shape.lines[0]))
    return cells
