"""The files of one or several origins as typed tables; every fault collected, none raised. Pure.

What belongs here: bytes to rows by the contracts of `geo/schema.py`, and the tables of several
origins put together. What does not: opening files (`geo/readers.py`), what must hold between rows
(`geo/integrity.py`) and records (`geo/records.py`).
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from geo.cells import Table, column_faults, rows_of
from geo.errors import Fault
from geo.model import LonLat
from geo.readers import Reader
from geo.schema import CSV_TABLES, LEGS, NODES

PACKAGE = "datapackage.json"
BASEMAP_FOLDER = "basemap"
Rows = list[dict[str, Any]]


@dataclass
class Tables:
    """What was read: typed rows by table, shapes by id, and what is wrong with them.

    Attributes
    ----------
    rows
        Typed rows by the name of their table. Each has the `origin`, `file` and `row` it stands
        in; a row with a fault is left out.
    points, lines
        Coordinates of nodes and of legs' alignments by id: longitude, latitude in degrees.
    ids
        Ids as written by `table.column`, faulty rows included, so that one fault does not breed
        others.
    basemap
        GeoJSON text of each layer by its file stem.
    data_end
        The last day the data speak of; `date.max` when they do not say.
    faults
        Everything found wrong so far.
    """

    rows: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    points: dict[str, LonLat] = field(default_factory=dict)
    lines: dict[str, list[LonLat]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    basemap: dict[str, str] = field(default_factory=dict)
    data_end: date = date.max
    faults: list[Fault] = field(default_factory=list)


def tables_of(readers: Sequence[Reader]) -> Tables:
    """Return the tables of all readers together.

    Parameters
    ----------
    readers
        The first is the base: it has every table, the basemap and the end of the data. The others
        bring any subset of the tables beside it.
    """
    tables = Tables()
    for number, reader in enumerate(readers):
        _Source(reader, tables, is_base=number == 0).read()
    for table in (NODES, LEGS, *CSV_TABLES):
        tables.rows.setdefault(table.name, [])
        tables.faults.extend(_doubled(table, tables.rows[table.name]))
    return tables


def _doubled(table: Table, rows: Rows) -> list[Fault]:
    """Return rows of one origin whose key another origin has; within one it is told on reading."""
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    faults = []
    for row in rows:
        key = tuple(row[column] for column in table.key)
        known = first.setdefault(key, row)
        if known["origin"] != row["origin"]:
            shown = ", ".join(str(part) for part in key)
            message = f"{shown} is in {known['file']} already."
            remedy = "Give it an id of its own."
            faults.append(Fault(row["file"], row["row"], table.key[0], message, remedy))
    return faults


class _Source:
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
        self._features(LEGS, self.reader.names("layers"), self._line)
        if self.is_base:
            for name in self.reader.names(BASEMAP_FOLDER):
                self.tables.basemap[PurePosixPath(name).stem] = self._text(name) or ""
            self.tables.data_end = self._data_end()

    def _place(self, name: str) -> str:
        """Return a file's name as faults tell it: that of another origin with the origin."""
        return name if self.is_base else f"{self.reader.origin}/{name}"

    def _fault(self, name: str, row: int, message: str, remedy: str) -> None:
        self.tables.faults.append(Fault(self._place(name), row, "", message, remedy))

    def _text(self, name: str) -> str | None:
        """Return a file's text; nothing, and a fault, when it cannot be read."""
        try:
            return self.reader.content(name).decode("utf-8-sig")
        except FileNotFoundError:
            # Another origin brings what it has.
            if self.is_base:
                self._fault(name, 0, "The file is not there.", "Put it back.")
        except OSError as error:
            reason = error.strerror or "cannot be read"
            self._fault(name, 0, f"The file cannot be read: {reason}.", "Put it back.")
        except UnicodeDecodeError as error:
            self._fault(name, 0, f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.")
        return None

    def _keep(self, table: Table, name: str, typed: Sequence[Mapping[str, Any]]) -> None:
        place = {"origin": self.reader.origin, "file": self._place(name)}
        self.tables.rows[table.name].extend({**row, **place} for row in typed)

    def _remember_ids(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        key = table.key[0]
        self.tables.ids[f"{table.name}.{key}"].update(str(row.get(key)) for row in rows)

    def _csv(self, table: Table) -> None:
        text = self._text(table.file)
        if text is None:
            return
        # A row with more cells than columns keeps them under None: a misplaced comma.
        reader = csv.DictReader(io.StringIO(text, newline=""))
        place = self._place(table.file)
        self.tables.faults.extend(column_faults(table, reader.fieldnames or (), file=place))
        raw = list(reader)
        for number, row in enumerate(raw, start=2):
            if None in row:
                self._fault(
                    table.file, number, "More cells than columns.", "Quote cells with commas."
                )
        rows, faults = rows_of(table, raw, file=place)
        self.tables.faults.extend(faults)
        self._remember_ids(table, raw)
        self._keep(table, table.file, rows)

    def _features(self, table: Table, names: Sequence[str], keep: Any) -> None:
        """Keep the typed properties of features, and by their id the shapes `keep` accepts."""
        key = table.key[0]
        seen: set[str] = set()
        for name in names:
            features = self._collection(name)
            properties = [feature.get("properties") or {} for feature in features]
            place = self._place(name)
            if properties:
                self.tables.faults.extend(column_faults(table, list(properties[0]), file=place))
            typed, faults = rows_of(table, properties, file=place, first_row=1)
            self.tables.faults.extend(faults)
            self._remember_ids(table, properties)
            sound = []
            for row in typed:
                if row[key] in seen:
                    self._fault(name, row["row"], f"{row[key]} stands twice.", "Keep one.")
                elif keep(row[key], features[row["row"] - 1].get("geometry")):
                    sound.append(row)
                else:
                    shape = "Point" if table is NODES else "LineString"
                    message = f"The geometry is no valid {shape}."
                    self._fault(name, row["row"], message, "Use lon, lat.")
                seen.add(row[key])
            self._keep(table, name, sound)

    def _point(self, node_id: str, geometry: Any) -> bool:
        coordinates = _coordinates_of(geometry, "Point")
        if coordinates:
            self.tables.points.setdefault(node_id, coordinates[0])
        return bool(coordinates)

    def _line(self, leg_id: str, geometry: Any) -> bool:
        coordinates = _coordinates_of(geometry, "LineString")
        if len(coordinates) > 1:
            self.tables.lines.setdefault(leg_id, coordinates)
        return len(coordinates) > 1

    def _data_end(self) -> date:
        """Return the last day the data speak of, from the data package."""
        text = self._text(PACKAGE)
        try:
            return (
                date.fromisoformat(json.loads(text)["data_end"]) if text is not None else date.max
            )
        except (ValueError, KeyError, TypeError):
            message = "data_end is missing or no date."
            self._fault(PACKAGE, 0, message, 'Add "data_end": "YYYY-MM-DD".')
            return date.max

    def _collection(self, name: str) -> list[dict[str, Any]]:
        text = self._text(name)
        try:
            features = json.loads(text)["features"] if text is not None else []
        except (ValueError, KeyError, TypeError):
            features = None
        if not isinstance(features, list):
            self._fault(name, 0, "This is no GeoJSON FeatureCollection.", "See data/README.md.")
            return []
        good = [feature for feature in features if isinstance(feature, dict)]
        if len(good) < len(features):
            self._fault(name, 0, "A feature is no JSON object.", "See RFC 7946.")
        return good


def _coordinates_of(geometry: Any, wanted: str) -> list[LonLat]:
    """Return the coordinates of a Point or LineString, nothing when it is not a sound one."""
    try:
        if geometry["type"] != wanted:
            return []
        pairs = geometry["coordinates"]
        if wanted == "Point":
            pairs = [pairs]
        line = [(float(pair[0]), float(pair[1])) for pair in pairs]
    except (TypeError, KeyError, IndexError, ValueError):
        return []
    sound = all(
        math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90
        for lon, lat in line
    )
    return line if sound else []
