"""What is read once and shared by all readers: the catalog and the map's files.

What belongs here: caching, and which data are read. What does not: anything of one reader
(`page/choose.py`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from geo.editions.shelf import folder_in_use
from geo.records.catalog import Catalog, read_catalog
from geo.records.once import Once
from geo.records.readers import DATA_VARIABLE, OWN_VARIABLE, Reader, base_reader
from geo.store.address import is_address, store_address
from layers.screen.files import MapFiles, map_files, map_texts
from page.ahead import link_header
from page.prepared import catalog_and_texts
from page.published import announce, publish

if TYPE_CHECKING:
    from geo.own.overlay import Overlay
    from geo.store.following import Following

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Latest:
    """What is served: from which kind of source, since when; since when a store is away and why."""

    catalog: Catalog
    source: str
    since: datetime
    away_since: datetime | None = None
    trouble: str = ""


_loaded: list[Latest] = []


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

    Read once in the life of the server, and anew when a store has published something. A folder
    with faults is read again at the next call, so that mending it and reloading the page is enough.

    Raises
    ------
    DataError
        With every fault of the data.
    StoreError
        If the data are in a store that cannot be read.
    """
    with _lock:
        found = _load(_place(), os.environ.get(OWN_VARIABLE, ""), _state())
        if not _loaded or _loaded[0].catalog is not found[0]:
            source = "store" if is_address(_place()) else "folder" if _place() else "shipped"
            _loaded[:] = [Latest(found[0], source, datetime.now(UTC))]
            announce(link_header(found[1]))
        return found


def latest() -> Latest | None:
    """Return what is served now, without waiting for anything; nothing before all is loaded."""
    if not _loaded:
        return None
    store = followed()
    if store is None:
        return _loaded[0]
    state = store.state
    return Latest(state.catalog, _loaded[0].source, state.since, store.away_since, store.trouble)


def _place() -> str:
    return os.environ.get(DATA_VARIABLE, "") or str(folder_in_use() or "")


def followed() -> Following | None:
    """Return the store that is followed, if the data are in one."""
    return _following(_place()) if is_address(_place()) else None


@lru_cache(maxsize=1)
def _following(place: str) -> Following:
    from geo.store.following import Following

    return Following(store_address(place))


def _state() -> str:
    """Return which state of a store is the latest; of a folder there is only one."""
    store = followed()
    return f"{store.state.edition_id} {store.state.catalog.data_hash}" if store else ""


def _reader() -> Reader | None:
    """Return the reader of the data that are read instead of the project's own, if any are."""
    store, place = followed(), _place()
    if store:
        return store.state.reader
    return base_reader(Path(place)) if place else None


@lru_cache(maxsize=2)
def _once(place: str, data_hash: str) -> Once:
    del place, data_hash  # what tells two of them apart
    return Once(base_reader(_reader()))


def base_tables(base: Catalog) -> Once:
    """Return what was read of the data that all readers share, for overlays to stand beside.

    Kept from the first reader with data of their own on; read anew for other data.
    """
    once = _once(_place(), base.data_hash)
    # What was reckoned for the catalog need not be again.
    once.data_hash = once.data_hash or ("" if base.added else base.data_hash)
    return once


def shared_overlays() -> tuple[Overlay, ...]:
    """Return the overlays that whoever started the server put beside the data for everybody."""
    return _shared(_place(), os.environ.get(OWN_VARIABLE, ""))


@lru_cache(maxsize=3)
def _shared(place: str, own: str) -> tuple[Overlay, ...]:
    if not own:
        return ()
    from geo.own.paths import overlay_at

    del place  # what tells two of them apart
    base = read_catalog(base_reader(_reader()))
    return tuple(overlay_at(Path(path), base.nodes) for path in own.split("\n"))


@lru_cache(maxsize=3)
def _load(place: str, own: str, state: str) -> tuple[Catalog, MapFiles]:
    del place, state  # what tells two of them apart
    paths = [Path(path) for path in own.split("\n")] if own else []
    if paths:
        from geo.own.paths import read_beside_paths

        catalog = read_beside_paths(paths, data=_reader()).catalog
        made = map_texts(catalog)
    elif store := followed():
        catalog = store.state.catalog
        made = map_texts(catalog)
    else:
        catalog, made = catalog_and_texts(base_reader(_reader()))
    files = map_files(made)
    return catalog, replace(files, files=publish(files.files))
