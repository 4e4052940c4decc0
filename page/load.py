"""What is read once and shared by all readers: the catalog and the map's files.

What belongs here: caching, and which data folder is read. What does not: anything of one reader
(`page/choose.py`).
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from geo.editions.shelf import folder_in_use
from geo.model.origins import SHIPPED
from geo.records.catalog import Catalog, read_catalog
from geo.records.origin import Once
from geo.records.readers import DATA_VARIABLE, OWN_VARIABLE, Folder, data_folder
from layers.screen.files import MapFiles, map_files
from page.published import publish

if TYPE_CHECKING:
    from geo.own.overlay import Overlay

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
        return _load(_folder(), os.environ.get(OWN_VARIABLE, ""))


def _folder() -> str:
    return os.environ.get(DATA_VARIABLE, "") or str(folder_in_use() or "")


def data_in_use() -> Path | None:
    """Return the data folder that is read instead of the project's own; nothing if none is."""
    return Path(_folder()) if _folder() else None


@lru_cache(maxsize=2)
def _once(folder: Path, data_hash: str) -> Once:
    return Once(Folder(folder, SHIPPED))


def base_tables(base: Catalog) -> Once:
    """Return what was read of the data that all readers share, for overlays to stand beside.

    Kept from the first reader with data of their own on; read anew for other data.
    """
    return _once(data_in_use() or data_folder(), base.data_hash)


def shared_overlays() -> tuple[Overlay, ...]:
    """Return the overlays that whoever started the server put beside the data for everybody."""
    return _shared(_folder(), os.environ.get(OWN_VARIABLE, ""))


@lru_cache(maxsize=4)
def _shared(folder: str, own: str) -> tuple[Overlay, ...]:
    if not own:
        return ()
    from geo.own.paths import overlay_at

    base = read_catalog(*([Path(folder)] if folder else []))
    return tuple(overlay_at(Path(path), base.nodes) for path in own.split("\n"))


@lru_cache(maxsize=4)
def _load(folder: str, own: str) -> tuple[Catalog, MapFiles]:
    if own:
        from geo.own.paths import read_beside_paths

        paths = [Path(path) for path in own.split("\n")]
        catalog = read_beside_paths(paths, data=Path(folder) if folder else None).catalog
    else:
        catalog = read_catalog(*([Path(folder)] if folder else []))
    files = map_files(catalog)
    publish(files.files)
    return catalog, files
