"""The data package of an origin: which files it names, and which edition it is.

What belongs here: what it says, as far as it can be read. What does not: telling where it cannot,
and the end of the data (`geo/records/origin.py`); renewing it (`geo/editions/renewed.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from geo.clean import clean
from geo.records.readers import Reader

PACKAGE = "datapackage.json"
BASEMAP_FOLDER = "basemap"
LAYERS_FOLDER = "layers"
# The stem of a file of alignments becomes the name of a layer.
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,78}\.geojson\Z")


def package_of(reader: Reader) -> Mapping[str, Any]:
    """Return the package of an origin, an empty one where it cannot be read."""
    try:
        package = json.loads(reader.content(PACKAGE).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return package if isinstance(package, dict) else {}


def layers_named(package: Mapping[str, Any]) -> list[str]:
    """Return the files of alignments that a package names, whether or not they are there."""
    resources = package.get("resources")
    given = resources if isinstance(resources, list) else []
    paths = [
        PurePosixPath(one["path"])
        for one in given
        if isinstance(one, dict) and isinstance(one.get("path"), str)
    ]
    return [
        str(path)
        for path in paths
        if str(path.parent) == LAYERS_FOLDER and FILE_NAME.match(path.name)
    ]


def edition_in(package: Mapping[str, Any]) -> tuple[str, date | None]:
    """Return the id of the edition that a package is, and the day it was made, where it says so."""
    edition = clean(package.get("edition", ""), longest=40)
    try:
        return edition, date.fromisoformat(package["edition_made"])
    except (ValueError, KeyError, TypeError):
        return edition, None
