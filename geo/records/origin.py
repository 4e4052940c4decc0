"""The files of one origin as typed rows, shapes and faults: bytes to rows by their contracts.

What belongs here: reading tables, features, basemap and the end of the data from what a reader
gives, with every fault told. What does not: opening files (`geo/records/readers.py`), several
origins together (`geo/records/tables.py`), what must hold between rows
(`geo/records/integrity.py`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Any

from geo.clean import clean
from geo.errors import Fault
from geo.model.dates import Precision
from geo.records.backdrop import LAYERS, layer_faults
from geo.records.cells import partial_date_of
from geo.records.contract import Table
from geo.records.package import (
    BASEMAP_FOLDER,
    FILE_NAME,
    LAYERS_FOLDER,
    PACKAGE,
    edition_in,
    layers_named,
    package_of,
)
from geo.records.readers import Beside, Reader
from geo.records.reading import Tables
from geo.records.rows import column_faults, rows_of
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES
from geo.records.shapes import features_of, line_of, point_of

MOST_FILES = 200
_LONGEST_CELL = 131_072
# No statement speaks of a later day as if it were over, and a slider has room for the years before.
_LAST_END = date(2100, 12, 31)


def read_origin(reader: Reader, tables: Tables, *, is_base: bool) -> None:
    """Read every table an origin has into `tables`; the base must have all of them.

    Parameters
    ----------
    reader
        Gives the files.
    tables
        What was read before; added to.
    is_base
        Whether it brings the basemap and the end of the data, and no table may be missing.
    """
    _Origin(reader, tables, is_base=is_base).read()


class _Origin:
    """Reads one origin into the tables."""

    def __init__(self, reader: Reader, tables: Tables, *, is_base: bool) -> None:
        self.reader = reader
        self.tables = tables
        self.is_base = is_base

    def read(self) -> None:
        """Read every table there is."""
        for table in CSV_TABLES:
            self._csv(table)
        self._features(NODES, ["nodes.geojson"], self._point)
        named = layers_named(package_of(self.reader)) if self.is_base else []
        self._features(LEGS, sorted({*named, *self._names(LAYERS_FOLDER)}), self._line)
        if self.is_base:
            self._basemap()
            self.tables.data_end = self._data_end()
            self.tables.edition, self.tables.made_on = edition_in(package_of(self.reader))

    def _place(self, name: str) -> str:
        """Return a file's name as faults tell it: that of another origin with the origin."""
        told = clean(name, longest=120)
        return told if self.is_base else f"{self.reader.origin}/{told}"

    def _fault(self, name: str, row: int, message: str, remedy: str) -> None:
        self.tables.faults.append(Fault(self._place(name), row, "", message, remedy))

    def _names(self, folder: str) -> list[str]:
        """Return the files of a subfolder whose names can be used."""
        try:
            names = self.reader.names(folder)
        except OSError as error:
            self._fault(folder, 0, f"The folder cannot be read: {_reason(error)}.", "Put it back.")
            return []
        if len(names) > MOST_FILES:
            message = f"There are {len(names):,} files, at most are {MOST_FILES}."
            self._fault(folder, 0, message, "Put several into one.")
            return []
        for name in names:
            if not FILE_NAME.match(PurePosixPath(name).name):
                message = "The file has a name that cannot be used."
                self._fault(name, 0, message, "Name it in letters, digits, _ and -.")
        return [name for name in names if FILE_NAME.match(PurePosixPath(name).name)]

    def _text(self, name: str) -> str | None:
        """Return a file's text; nothing, and a fault, when it cannot be read."""
        try:
            return self.reader.content(name).decode("utf-8-sig")
        except FileNotFoundError:
            # Another origin brings what it has.
            if self.is_base:
                self._fault(name, 0, "The file is not there.", "Put it back.")
        except OSError as error:
            self._fault(name, 0, f"The file cannot be read: {_reason(error)}.", "Put it back.")
        except UnicodeDecodeError as error:
            self._fault(name, 0, f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.")
        return None

    def _has(self, name: str) -> bool:
        try:
            self.reader.content(name)
        except FileNotFoundError:
            return False
        except OSError:
            pass  # told where it is read
        return True

    def _keep(self, table: Table, name: str, typed: Sequence[dict[str, Any]]) -> None:
        place = {"origin": self.reader.origin, "file": self._place(name)}
        for row in typed:
            row.update(place)
        self.tables.rows[table.name].extend(typed)

    def _remember_ids(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        key = table.key[0]
        self.tables.ids[f"{table.name}.{key}"].update(str(row.get(key)).strip() for row in rows)

    def _csv(self, table: Table) -> None:
        """Read one table; when its text or header is wrong, that alone is told."""
        if isinstance(self.reader, Beside):
            self._take_rows(table, self.reader.rows.get(table.file, ()))
            return
        before = len(self.tables.faults)
        if table.may_miss and not self._has(table.file):
            return
        text = self._text(table.file)
        lines = self._cells(table, text) if text is not None else []
        header, raw = (lines[0] if lines else []), [line for line in lines[1:] if line]
        if text is not None and len(self.tables.faults) == before:
            place = self._place(table.file)
            self.tables.faults.extend(column_faults(table, header, file=place))
        if len(self.tables.faults) > before:
            self.tables.unread.add(table.name)
            return
        required = {one.name for one in table.columns if one.required}
        last = max((place for place, name in enumerate(header) if name in required), default=-1)
        for number, line in enumerate(raw, start=2):
            if len(line) > len(header):
                self._fault(
                    table.file, number, "More cells than columns.", "Quote cells with commas."
                )
            elif len(line) <= last:
                message = f"The row has {len(line)} of {len(header)} cells."
                self._fault(table.file, number, message, "Is a line end in a cell not quoted?")
        self._take(table, table.file, [dict(zip(header, line, strict=False)) for line in raw])

    def _cells(self, table: Table, text: str) -> list[list[str]]:
        """Return the lines of a table as cells, none when there are too many or they are none."""
        name, most = table.file, table.most_rows
        lines: list[list[str]] = []
        # The limit is the interpreter's, and a library that was loaded may have moved it.
        csv.field_size_limit(_LONGEST_CELL)
        try:
            lines.extend(islice(csv.reader(io.StringIO(text, newline="")), most + 2))
        except csv.Error:
            message = "The table cannot be read on from here: a cell is far too long."
            self._fault(name, len(lines) + 1, message, "Is a quote not closed?")
            return []
        if not lines:
            self._fault(name, 0, "The file is empty.", "Give it its header.")
        if len(lines) > most + 1:
            self._too_many(table)
            return []
        if self.is_base and table.needed and len(lines) == 1:
            self._fault(name, 0, "The table has no rows.", "Nothing can be shown without any.")
        return lines

    def _too_many(self, table: Table) -> None:
        message = f"The table has more than {table.most_rows:,} rows."
        self._fault(table.file, 0, message, "Leave out what no corridor needs.")

    def _take_rows(self, table: Table, rows: Sequence[Mapping[str, str]]) -> None:
        """Take a table that is rows already; its columns are those of the contract."""
        if len(rows) > table.most_rows:
            self._too_many(table)
            self.tables.unread.add(table.name)
        else:
            self._take(table, table.file, rows)

    def _take(self, table: Table, name: str, raw: Sequence[Mapping[str, Any]]) -> None:
        rows, faults = rows_of(table, raw, file=self._place(name))
        self.tables.faults.extend(faults)
        self._remember_ids(table, raw)
        self._keep(table, name, rows)

    def _features(
        self, table: Table, names: Sequence[str], keep: Callable[[str, Any], None]
    ) -> None:
        """Keep the typed properties of features, and by their id the shapes `keep` accepts."""
        seen: set[str] = set()
        count, before = 0, len(self.tables.faults)
        for name in names:
            features = self._collection(name, most=table.most_rows - count)
            count += len(features)
            self._layer(table, name, features, keep, seen)
        if self.is_base and not count and len(self.tables.faults) == before:
            self._fault(table.file, 0, "There is none.", "Nothing can be shown without any.")
        if any(fault.row == 0 for fault in self.tables.faults[before:]):
            self.tables.unread.add(table.name)

    def _layer(
        self,
        table: Table,
        name: str,
        features: Sequence[dict[str, Any]],
        keep: Callable[[str, Any], None],
        seen: set[str],
    ) -> None:
        """Keep the sound features of one file; `seen` are the ids of the files before it."""
        place, key = self._place(name), table.key[0]
        properties = [feature["properties"] for feature in features]
        self.tables.faults.extend(_property_faults(table, properties, place))
        typed, faults = rows_of(table, properties, file=place, first_row=1)
        self.tables.faults.extend(faults)
        self._remember_ids(table, properties)
        sound = []
        for row in typed:
            if row[key] in seen:
                self._fault(name, row["row"], f"{row[key]} stands twice.", "Keep one.")
                continue
            seen.add(row[key])
            try:
                keep(row[key], features[row["row"] - 1].get("geometry"))
            except ValueError as error:
                shape = "Point" if table is NODES else "LineString"
                message = f"The geometry is no valid {shape}: {error}."
                self._fault(name, row["row"], message, "Use lon, lat.")
            else:
                sound.append(row)
        self._keep(table, name, sound)

    def _point(self, node_id: str, geometry: Any) -> None:
        self.tables.points.setdefault(node_id, point_of(geometry))

    def _line(self, leg_id: str, geometry: Any) -> None:
        self.tables.lines.setdefault(leg_id, line_of(geometry))

    def _basemap(self) -> None:
        """Read the layers of the basemap, each by its contract."""
        for name in self._names(BASEMAP_FOLDER):
            if PurePosixPath(name).stem not in LAYERS:
                self._fault(name, 0, "No layer has this name.", f"Known are {', '.join(LAYERS)}.")
        for stem, layer in sorted(LAYERS.items()):
            text = self._text(layer.file)
            if text is None:
                continue
            self.tables.basemap[stem] = text
            features = self._features_in(layer.file, text, most=layer.table.most_rows)
            place = self._place(layer.file)
            self.tables.faults.extend(layer_faults(layer, features, place=place))

    def _data_end(self) -> date:
        """Return the last day the data speak of, from the data package."""
        text = self._text(PACKAGE)
        if text is None:
            return date.max
        try:
            day = partial_date_of(json.loads(text)["data_end"], Precision.DAY).last
        except (ValueError, KeyError, TypeError, RecursionError):
            message = "data_end is missing or no date."
            self._fault(PACKAGE, 0, message, 'Add "data_end": "YYYY-MM-DD".')
            return date.max
        if day > _LAST_END:
            message = f"data_end is {day}, later than any data."
            self._fault(PACKAGE, 0, message, f"Name a day up to {_LAST_END}.")
        return day

    def _collection(self, name: str, *, most: int) -> list[dict[str, Any]]:
        if isinstance(self.reader, Beside):
            return self._at_most(name, self.reader.features.get(name, ()), most)
        text = self._text(name)
        return [] if text is None else self._features_in(name, text, most=most)

    def _features_in(self, name: str, text: str, *, most: int) -> list[dict[str, Any]]:
        """Return the sound features of a collection; what is none is told."""
        try:
            features, bad = features_of(text)
        except ValueError as error:
            self._fault(name, 0, str(error), "See data/README.md.")
            return []
        if bad and len(features) <= most:
            first = features.index(None) + 1
            message = f"{bad} are no JSON objects with properties, the first is feature {first}."
            self._fault(name, 0, message, "See RFC 7946.")
            return []
        return self._at_most(name, features, most)

    def _at_most(self, name: str, features: Sequence[Any], most: int) -> list[Any]:
        """Return features, or none and a fault if there are too many."""
        if len(features) > most:
            self._fault(name, 0, f"There are more than {most:,} features.", "Leave some out.")
            return []
        return list(features)


def _property_faults(
    table: Table, properties: Sequence[Mapping[str, Any]], place: str
) -> list[Fault]:
    """Return needed properties that all features lack, and unknown ones where they first stand.

    A property that may be empty may be absent: an older edition does not know the newest.
    """
    known = {column.name for column in table.columns}
    needed = {column.name for column in table.columns if column.required}
    missing = [
        fault
        for fault in column_faults(table, list(dict.fromkeys(chain(*properties))), file=place)
        if properties and "missing" in fault.message and fault.column in needed
    ]
    first: dict[str, int] = {}
    for number, one in enumerate(properties, start=1):
        for name in one.keys() - known:
            first.setdefault(clean(name, longest=80), number)
    remedy = f"Known are {', '.join(column.name for column in table.columns)}."
    return missing + [
        Fault(place, number, name, "Unknown property.", remedy) for name, number in first.items()
    ]


def _reason(error: OSError) -> str:
    """Return why a file cannot be read."""
    said = error.strerror or str(error) or type(error).__name__
    return said[:1].lower() + said[1:]
