"""The data of an atlas: every table as JSON, every record as JSON and CSV, lines as GeoJSON.

What belongs here: records as plain cells, and the files made of them. What does not: the canonical
tables, which are those of the edition as it is handed out (`geo/editions/packed.py`), and pages.
Overlays stand in the JSON tables, each record with its origin, and as CSV beside the edition's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from geo.formats.extract import extract_of
from geo.formats.geoformats import geojson_of
from geo.formats.interchange import csv_file, csv_of
from geo.formats.listings import Listing
from geo.model.dates import PartialDate
from geo.model.origins import SHIPPED
from geo.records.catalog import Catalog
from layers.atlas.addresses import TABLES_OF, Kind, Ref, records_of_kind
from layers.atlas.site import Atlas
from layers.look.text import compact_json

DATA = "data"
HASHES = f"{DATA}/hashes.txt"
# What stands in a table of another file: the course of a line is in the GeoJSON.
_ELSEWHERE = frozenset({"alignment", "written_later"})
_IN_TABLES = frozenset({"citations", "note", "status_note", "confirmed_by", "feature"})
_EMPTY: tuple[Any, ...] = (None, "", [])


def every_table(catalog: Catalog) -> Mapping[str, tuple[Any, ...]]:
    """Return every table of the data, overlays beside the rest, by its name."""
    names = [name for names in TABLES_OF.values() for name in names]
    names += ["published_lengths", "journeys", "withdrawn"]
    tables = {name: tuple(getattr(catalog, name).values()) for name in names}
    tables["places"] = tables.pop("nodes")
    for name in ("statuses", "confirmations", "key_figures"):
        tables[name] = tuple(one for told in getattr(catalog, name).values() for one in told)
    return tables


def cells_of(record: Any) -> dict[str, Any]:
    """Return a record as plain cells by the names of its fields, as JSON has them."""
    return {
        one.name: _plain(getattr(record, one.name))
        for one in fields(record)
        if one.name not in _ELSEWHERE
    }


def told_cells(record: Any) -> dict[str, Any]:
    """Return what a record says, without the fields that are empty or as usual."""
    return {key: value for key, value in cells_of(record).items() if not _is_usual(key, value)}


def _is_usual(name: str, value: Any) -> bool:
    """Tell whether a field is empty, says no, or says that the record came with the project."""
    return value in _EMPTY or value is False or (name == "origin" and value == SHIPPED)


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset | set):
        return sorted(_plain(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return cells_of(value)
    return value


def json_bytes(value: object) -> bytes:
    """Return a value as JSON in UTF-8, its end a line's."""
    return compact_json(value).encode() + b"\n"


def record_files(atlas: Atlas, ref: Ref) -> Iterator[tuple[str, bytes]]:
    """Yield a record as JSON and as CSV: a row of it, or one for each event of a promise."""
    records = _records_of(atlas.catalog, ref)
    rows = [cells_of(one) for one in records]
    told = {
        "kind": ref.kind.value,
        "id": ref.record_id,
        "page": atlas.address + ref.folder,
        "records": [told_cells(one) for one in records],
    }
    yield f"{ref.folder}record.json", json_bytes(told)
    # A column that is as usual in all rows says nothing here; the whole table has it.
    columns = tuple(n for n in rows[0] if not all(_is_usual(n, row[n]) for row in rows))
    cells = tuple(tuple(_cell(row[name]) for name in columns) for row in rows)
    yield f"{ref.folder}record.csv", csv_file(csv_of(Listing(ref.kind, columns, cells)))


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return value


def _records_of(catalog: Catalog, ref: Ref) -> tuple[Any, ...]:
    """Return what the data have of a record: one, but every event of a promise."""
    if ref.kind is Kind.PROMISE:
        return tuple(e for e in catalog.events.values() if e.promise_id == ref.record_id)
    return (records_of_kind(catalog, ref.kind)[ref.record_id],)


def table_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield every table as JSON, and all lines and places of the last day as GeoJSON."""
    for name, records in every_table(atlas.catalog).items():
        rows = [cells_of(one) for one in records]
        columns = list(rows[0]) if rows else []
        told = {"columns": columns, "rows": [list(row.values()) for row in rows]}
        yield f"{DATA}/json/{name}.json", json_bytes(told)
        # The canonical tables are those of the edition; what was added stands beside them.
        added = [row for row in rows if row.get("origin", SHIPPED) != SHIPPED]
        if added:
            cells = tuple(tuple(map(_cell, row.values())) for row in added)
            listed = csv_of(Listing(name, tuple(columns), cells))
            yield f"{DATA}/added/{name}.csv", csv_file(listed)
    features = json.loads(geojson_of(extract_of(atlas.catalog, atlas.selection)))["features"]
    for name, kind in (("legs", "leg"), ("places", "place")):
        own = [one for one in features if one["properties"].get("feature") == kind]
        for one in own:
            # Every source has its page and its row in the tables.
            one["properties"] = {
                key: value
                for key, value in one["properties"].items()
                if key not in _IN_TABLES and value not in _EMPTY
            }
        collection = {"type": "FeatureCollection", "features": own}
        yield f"{DATA}/{name}.geojson", json_bytes(collection)


def hashes_text(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the SHA-256 of files, as `sha256sum --check` reads them from their common folder."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name.removeprefix(f'{DATA}/')}"
        for name, content in sorted(files)
    ]
    return ("\n".join(lines) + "\n").encode()
