"""``data/datapackage.json``: what lies in the data folder, as a Frictionless Data Package.

Field names, types and constraints are taken from `geo/records/schema/`, licences and origins from
the tables here, sizes and hashes from the files. It has to run after every other step of the build.
What the columns mean in practice is told in `data/README.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.records.contract import Column, Form, Table
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES

DATA_DIR = Path(__file__).resolve().parents[1]
PACKAGE = "datapackage.json"

# The last day any page found speaks of: nothing in the data is known to hold after it.
DATA_END = "2026-07-05"
# Which state of the data this is: year and month of their end, and a number that grows with each
# edition of it; and the day it was made. Apart from the version of the code.
EDITION = "2026.07.2"
EDITION_MADE = "2026-11-27"

_MIT = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}
_ODBL = {
    "name": "ODbL-1.0",
    "title": "Open Database License 1.0",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
_CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_APACHE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}
_PUBLIC = {
    "name": "other-pd",
    "title": "Public domain (Natural Earth)",
    "path": "https://www.naturalearthdata.com/about/terms-of-use/",
}
_UNICODE = {
    "name": "Unicode-3.0",
    "title": "Unicode License v3",
    "path": "https://www.unicode.org/license.txt",
}

_OSM = {"title": "© OpenStreetMap contributors", "path": "https://www.openstreetmap.org/copyright"}
_GEONAMES = {"title": "GeoNames", "path": "https://www.geonames.org/"}
_SEA = {"title": "searoute, after Eurostat", "path": "https://github.com/genthalili/searoute-py"}
_CLDR = {"title": "Unicode CLDR", "path": "https://cldr.unicode.org/"}
_NATURAL_EARTH = {"title": "Natural Earth", "path": "https://www.naturalearthdata.com/"}
_REPORTS = {"title": "Published reports, row by row in sources.csv"}

# Forms that a Table Schema has a type for; every other cell is a string.
_TYPES = {Form.NUMBER: "number", Form.INTEGER: "integer", Form.FLAG: "boolean"}
# A date is written exactly as far as it is known: a day, a month, a quarter or a year.
_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?"


def field_of(column: Column) -> dict[str, Any]:
    """Return the Table Schema field of one column."""
    kind = _TYPES.get(column.form, "string")
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    constraints: dict[str, Any] = {}
    if column.form is Form.FLAG:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.form is Form.URL:
        field["format"] = "uri"
    if column.form is Form.DATE:
        constraints["pattern"] = _DATE_PATTERN
    if column.required and column.form is not Form.DATE:
        constraints["required"] = True
    if column.choices is not None:
        names = [choice.value for choice in column.choices]
        if column.form is Form.CHOICES:
            any_of = f"({'|'.join(names)})"
            constraints["pattern"] = f"{any_of}(;{any_of})*"
        else:
            constraints["enum"] = names
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if constraints:
        field["constraints"] = constraints
    return field


def schema_of(table: Table) -> dict[str, Any]:
    """Return the Table Schema of one CSV table, with its keys.

    A column that holds one id of another CSV table is a foreign key; lists of ids, and ids of
    nodes and legs (which are GeoJSON), cannot be told in a Table Schema.
    """
    tabular = {other.name for other in CSV_TABLES}
    foreign = []
    for column in table.columns:
        to, _, name = column.refers_to.partition(".")
        if to in tabular and column.form is not Form.IDS:
            reference = {"resource": "" if to == table.name else to, "fields": [name]}
            foreign.append({"fields": [column.name], "reference": reference})
    schema: dict[str, Any] = {
        "fields": [field_of(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def package_of(folder: Path) -> dict[str, Any]:
    """Describe a data folder.

    Parameters
    ----------
    folder
        A folder laid out like `data/`; files that are not there yet are left out.
    """
    resources = [
        _table_resource(folder, table) for table in CSV_TABLES if (folder / table.file).exists()
    ]
    nodes = folder / NODES.file
    if nodes.exists():
        resources.append(_features_resource(folder, nodes, (_CC_BY, _ODBL, _MIT), _of_points()))
    for path in sorted((folder / "layers").glob("*.geojson")):
        resources.append(
            _features_resource(folder, path, (_ODBL, _CC_BY, _APACHE, _MIT), _of_lines())
        )
    for path in sorted((folder / "basemap").glob("*.geojson")):
        named = path.stem == "labels"
        licences = (_PUBLIC, _CC_BY, *((_UNICODE,) if named else ()))
        origins = (_NATURAL_EARTH, _GEONAMES, *((_CLDR,) if named else ()))
        resources.append(_features_resource(folder, path, licences, origins))
    return {
        "profile": "data-package",
        "name": "trade-corridors",
        "title": "Trade corridors across Afghanistan, Iran and Central Asia",
        "description": (
            "Places, alignments with their dated history, closures, and a ledger of sourced "
            "claims and events. See README.md in the same folder."
        ),
        "data_end": DATA_END,
        "edition": EDITION,
        "edition_made": EDITION_MADE,
        "licenses": [_MIT, _ODBL, _CC_BY, _APACHE, _PUBLIC, _UNICODE],
        "sources": [_OSM, _GEONAMES, _SEA, _NATURAL_EARTH, _CLDR, _REPORTS],
        "resources": resources,
    }


def build_datapackage(folder: Path = DATA_DIR) -> Path:
    """Write the description of a data folder into it and return its path."""
    path = folder / PACKAGE
    text = json.dumps(package_of(folder), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _of_points() -> tuple[Mapping[str, str], ...]:
    return (_GEONAMES, _OSM)


def _of_lines() -> tuple[Mapping[str, str], ...]:
    return (_OSM, _GEONAMES, _SEA)


def _file_properties(folder: Path, path: Path) -> dict[str, Any]:
    """Return path, size and hash of a file as a resource names them."""
    content = path.read_bytes()
    return {
        "path": path.relative_to(folder).as_posix(),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _table_resource(folder: Path, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        **_file_properties(folder, folder / table.file),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "licenses": [_MIT],
        "sources": [_REPORTS],
        "schema": schema_of(table),
    }


def _features_resource(
    folder: Path,
    path: Path,
    licences: tuple[Mapping[str, str], ...],
    sources: tuple[Mapping[str, str], ...],
) -> dict[str, Any]:
    """Return the resource of a GeoJSON file; its properties are described, not typed."""
    part = path.parent.relative_to(folder).as_posix()
    table = NODES if path.name == NODES.file else LEGS if part == "layers" else None
    resource: dict[str, Any] = {
        "name": path.stem if part == "." else f"{part}-{path.stem}".replace("_", "-"),
        "type": "file",
        "profile": "data-resource",
        **_file_properties(folder, path),
        "scheme": "file",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "licenses": list(licences),
        "sources": list(sources),
    }
    if table is not None:
        resource["properties"] = {column.name: column.meaning for column in table.columns}
    return resource


if __name__ == "__main__":
    build_datapackage()
