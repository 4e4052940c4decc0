"""What is read once and shared by all readers: the catalog and the map's files.

What belongs here: caching, and which data folder is read. What does not: anything of one reader
(`page/choose.py`).
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from threading import Lock

from geo.editions.shelf import folder_in_use
from geo.records.catalog import Catalog, read_catalog
from geo.records.readers import DATA_VARIABLE
from layers.screen.files import MapFiles, map_files
from page.published import publish

_lock = Lock()


class Whole:
    """A catalog as the key of a cache: equal when its data are."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Whole) and other.catalog.data_hash == self.catalog.data_hash

    def __hash__(self) -> int:
        return hash(self.catalog.data_hash)


def load() -> tuple[Catalog, MapFiles]:
    """Return the catalog and the published files of its map.

    Read once in the life of the server. A folder with faults is read again at the next call, so
    that mending it and reloading the page is enough.

    Raises
    ------
    DataError
        With every fault of the data folder.
    """
    with _lock:
        return _load(os.environ.get(DATA_VARIABLE, "") or str(folder_in_use() or ""))


@lru_cache(maxsize=4)
def _load(folder: str) -> tuple[Catalog, MapFiles]:
    catalog = read_catalog(*([Path(folder)] if folder else []))
    files = map_files(catalog)
    publish(files.files)
    return catalog, files
