"""The catalog and what the browser is sent of it, as an earlier start made them of the same data.

What belongs here: what the map's files follow from. What does not: where they are kept
(`geo/records/prepared.py`), and their form (`layers/screen/files.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from geo import errors
from geo.records.catalog import Catalog
from geo.records.prepared import Held, code_in, prepared, prepared_catalog
from geo.records.readers import Reader
from layers import look, screen, words
from layers.screen.files import MapTexts, map_texts

# Of our code what reads the data and makes the map's files of them, and what that is made with.
_ROOMS = [Path(str(one.__file__)).parent for one in (errors, look, screen, words)]
_LIBRARIES = ("folium", "branca", "jinja2")


def catalog_and_texts(reader: Reader) -> tuple[Catalog, MapTexts]:
    """Return the catalog of a folder's data and what its map is made of; kept for the next start.

    Raises
    ------
    DataError
        With every fault of the data; of faulty data nothing is kept.
    """
    held = Held(reader)
    catalog = prepared_catalog(held)
    made = prepared(
        (b"map", *held.parts(), *_code()),
        make=lambda: map_texts(catalog),
        write=lambda texts: json.dumps(asdict(texts)),
        read=lambda text: MapTexts(**json.loads(text)),
    )
    return catalog, made


def _code() -> Iterator[bytes]:
    yield from (version(name).encode() for name in _LIBRARIES)
    for room in _ROOMS:
        yield from code_in(room)
