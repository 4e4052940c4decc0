"""The data folder as one validated, immutable Catalog: the only module that opens data files.

Reading never stops at the first fault: everything that is wrong is collected and raised once, as
a `DataError` that names file, row, column and what would be right.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.cells import Table, column_faults, rows_of
from geo.claims import preference_faults, vocabulary_faults
from geo.costs import Assumption
from geo.errors import DataError, Fault
from geo.integrity import (
    branch_faults,
    confirmation_faults,
    history_faults,
    leg_faults,
    period_faults,
    range_faults,
    reference_faults,
    report_faults,
    source_faults,
    subject_faults,
    value_faults,
)
from geo.model import (
    Branch,
    Claim,
    Closure,
    Confirmation,
    Corridor,
    DoubtRule,
    Event,
    KeyFigure,
    Leg,
    LegStatus,
    LonLat,
    Node,
    Report,
    Source,
    StateKind,
    Status,
    Strait,
)
from geo.records import records_of
from geo.schema import CSV_TABLES, LEGS, NODES
from geo.sums import Sum, sum_faults

PACKAGE = "datapackage.json"
BASEMAP_FOLDER = "basemap"
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the data folder says, by id; mappings keep the order of the files.

    `statuses` holds each leg's history in order of date, `confirmations` what was said of each
    state, oldest first; `key_figures` the slots of each corridor in order; `reported` what was
    reported elsewhere and not checked, which no other part of the catalog follows from. `basemap`
    maps a layer's file stem to its GeoJSON text. `data_end` is the last day the data speak of,
    `data_hash` the SHA-256 of all files read.
    """

    corridors: Mapping[str, Corridor]
    branches: Mapping[str, Branch]
    legs: Mapping[str, Leg]
    nodes: Mapping[str, Node]
    straits: Mapping[str, Strait]
    sources: Mapping[str, Source]
    statuses: Mapping[str, tuple[LegStatus, ...]]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    closures: Mapping[str, Closure]
    confirmations: Mapping[tuple[StateKind, str], tuple[Confirmation, ...]]
    doubt_rules: Mapping[Status, DoubtRule]
    key_figures: Mapping[str, tuple[KeyFigure, ...]]
    sums: Mapping[str, Sum]
    assumptions: Mapping[str, Assumption]
    reported: tuple[Report, ...]
    basemap: Mapping[str, str]
    data_end: date
    data_hash: str


def data_folder() -> Path:
    """Return the data folder that comes with the project."""
    return Path(__file__).resolve().parent.parent / "data"


def read_catalog(folder: Path | None = None) -> Catalog:
    """Read and validate a data folder.

    Parameters
    ----------
    folder
        A folder laid out like the project's own `data/`, which is the default.

    Raises
    ------
    DataError
        With every fault found, if the data cannot be used.
    """
    reader = _Reader(folder or data_folder())
    tables = {table.name: reader.table(table) for table in CSV_TABLES}
    tables["nodes"], places = reader.features(NODES, ["nodes.geojson"])
    tables["legs"], lines = reader.features(LEGS, reader.names("layers"))
    basemap = {Path(name).stem: reader.text(name) or "" for name in reader.names(BASEMAP_FOLDER)}
    data_end = reader.data_end()
    points = {key: coordinates[0] for key, coordinates in places.items()}
    records = records_of(tables, points, lines)
    faults = [
        *reader.faults,
        *reference_faults(tables, reader.ids),
        *subject_faults(tables, reader.ids),
        *branch_faults(tables["branches"], tables["legs"]),
        *leg_faults(tables["legs"], points, lines),
        *history_faults(tables["leg_status"], tables["legs"]),
        *confirmation_faults(tables),
        *period_faults(tables["claims"], tables["events"]),
        *value_faults(tables["claims"]),
        *range_faults(tables["assumptions"], tables["sources"]),
        *_ledger_faults(tables, records),
        *source_faults(tables["sources"]),
        *report_faults(tables["reported"], tables["sources"]),
    ]
    if faults:
        raise DataError(faults)
    return Catalog(
        **records,
        basemap=MappingProxyType(basemap),
        data_end=data_end,
        data_hash=reader.digest.hexdigest(),
    )


def _ledger_faults(tables: Mapping[str, Rows], records: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong between claims: words, contested groups without an order, sums."""
    claims, sums = list(records["claims"].values()), list(records["sums"].values())
    claim_rows = {row["claim_id"]: row["row"] for row in tables["claims"]}
    sum_rows = {row["sum_id"]: row["row"] for row in tables["sums"]}
    return [
        *vocabulary_faults(claims, rows=claim_rows),
        *preference_faults(claims, rows=claim_rows),
        *sum_faults(claims, sums, rows=sum_rows),
    ]


class _Reader:
    """Opens the files of one data folder; collects faults and a hash of all it read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.digest = hashlib.sha256()
        # Ids as written, faulty rows included, so that one fault does not breed others.
        self.ids: dict[str, set[str]] = defaultdict(set)

    def names(self, subfolder: str) -> list[str]:
        """Return the GeoJSON files of a subfolder in alphabetical order."""
        paths = sorted((self.folder / subfolder).glob("*.geojson"))
        return [path.relative_to(self.folder).as_posix() for path in paths]

    def text(self, name: str) -> str | None:
        """Return a file's text; nothing, and a fault, when it cannot be read."""
        try:
            content = (self.folder / name).read_bytes()
            text = content.decode("utf-8-sig")
        except OSError as error:
            reason = error.strerror or "cannot be read"
            self._fault(name, 0, f"The file cannot be read: {reason}.", "Put it back.")
            return None
        except UnicodeDecodeError as error:
            self._fault(name, 0, f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.")
            return None
        self.digest.update(name.encode() + b"\0" + content)
        return text

    def table(self, table: Table) -> Rows:
        """Return the typed rows of a CSV table."""
        text = self.text(table.file)
        if text is None:
            return []
        # A row with more cells than columns keeps them under None: a misplaced comma.
        reader = csv.DictReader(io.StringIO(text, newline=""))
        self.faults.extend(column_faults(table, reader.fieldnames or ()))
        raw = list(reader)
        for number, row in enumerate(raw, start=2):
            if None in row:
                self._fault(
                    table.file, number, "More cells than columns.", "Quote cells with commas."
                )
        rows, faults = rows_of(table, raw)
        self.faults.extend(faults)
        self._remember_ids(table, raw)
        return rows

    def features(self, table: Table, names: Sequence[str]) -> tuple[Rows, dict[str, list[LonLat]]]:
        """Return the typed properties and the coordinates of features, by their id."""
        rows: Rows = []
        coordinates: dict[str, list[LonLat]] = {}
        key = table.key[0]
        for name in names:
            features = self._collection(name)
            properties = [feature.get("properties") or {} for feature in features]
            if properties:
                self.faults.extend(column_faults(table, list(properties[0]), file=name))
            typed, faults = rows_of(table, properties, file=name, first_row=1)
            self.faults.extend(faults)
            self._remember_ids(table, properties)
            for row in typed:
                line = _coordinates_of(features[row["row"] - 1].get("geometry"))
                wanted = 1 if table is NODES else 2
                if len(line) < wanted or (wanted == 1 and len(line) > 1):
                    shape = "Point" if wanted == 1 else "LineString"
                    self._fault(
                        name, row["row"], f"The geometry is no valid {shape}.", "Use lon, lat."
                    )
                elif row[key] in coordinates:
                    self._fault(name, row["row"], f"{row[key]} stands twice.", "Keep one.")
                else:
                    coordinates[row[key]] = line
                    rows.append({**row, "file": name})
        return rows, coordinates

    def _remember_ids(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        key = table.key[0]
        self.ids[f"{table.name}.{key}"].update(str(row.get(key)) for row in rows)

    def data_end(self) -> date:
        """Return the last day the data speak of, from the data package."""
        text = self.text(PACKAGE)
        try:
            return (
                date.fromisoformat(json.loads(text)["data_end"]) if text is not None else date.max
            )
        except (ValueError, KeyError, TypeError):
            self._fault(
                PACKAGE, 0, "data_end is missing or no date.", 'Add "data_end": "YYYY-MM-DD".'
            )
            return date.max

    def _collection(self, name: str) -> list[dict[str, Any]]:
        text = self.text(name)
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

    def _fault(self, file: str, row: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(file, row, "", message, remedy))


def _coordinates_of(geometry: Any) -> list[LonLat]:
    """Return the coordinates of a Point or LineString, nothing when it is not a sound one."""
    try:
        pairs = geometry["coordinates"]
        if geometry["type"] == "Point":
            pairs = [pairs]
        elif geometry["type"] != "LineString":
            return []
        line = [(float(pair[0]), float(pair[1])) for pair in pairs]
    except (TypeError, KeyError, IndexError, ValueError):
        return []
    sound = all(
        math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90
        for lon, lat in line
    )
    return line if sound else []
