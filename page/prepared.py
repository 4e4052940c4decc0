"""What an earlier start made of the same data, kept in a private folder of the user's cache.

What belongs here: where it is kept, and that it is used for these very data only. What does not:
its form (`geo/records/kept.py`, `layers/screen/files.py`).

A file's name holds the hash of all that its content follows from: the data, byte for byte, and the
code and libraries that read them. It is text, checked against a hash of its own, and never run.
Whatever is odd about it or its folder, the data are read as if there were none.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import platformdirs

from geo import errors
from geo.records.backdrop import LAYERS
from geo.records.catalog import Catalog, read_catalog
from geo.records.kept import catalog_of, kept_text
from geo.records.package import BASEMAP_FOLDER, LAYERS_FOLDER, PACKAGE
from geo.records.readers import Reader
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import NODES
from layers import look, screen, words
from layers.screen.files import MapTexts, map_texts

# Names another folder for what is kept than the user's own cache.
CACHE_VARIABLE = "CORRIDORS_CACHE"
_MOST_KEPT = 4
_SUFFIX = ".json"
# Of our code what reads the data and makes the map's files of them, and what that is made with.
_ROOMS = [Path(str(one.__file__)).parent for one in (errors, look, screen, words)]
_LIBRARIES = ("folium", "branca", "jinja2")


class Held:
    """The files of an origin as they were at one moment, in memory; also which are not there."""

    def __init__(self, reader: Reader) -> None:
        self.origin = reader.origin
        self._names = {folder: reader.names(folder) for folder in (BASEMAP_FOLDER, LAYERS_FOLDER)}
        wanted = {NODES.file, PACKAGE, *(one.file for one in CSV_TABLES)}
        wanted |= {layer.file for layer in LAYERS.values()}
        self._contents: dict[str, bytes | OSError] = {}
        for name in sorted(wanted.union(*self._names.values())):
            try:
                self._contents[name] = reader.content(name)
            except OSError as error:
                self._contents[name] = error

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        return self._names[subfolder]

    def content(self, name: str) -> bytes:
        """Return what a file held.

        Raises
        ------
        OSError
            If it could not be read.
        """
        found = self._contents.get(name, FileNotFoundError(name))
        if isinstance(found, OSError):
            raise found
        return found

    def basemap(self) -> dict[str, str]:
        """Return the text of each layer of the basemap, as a catalog has it."""
        return {
            stem: self.content(layer.file).decode("utf-8-sig")
            for stem, layer in sorted(LAYERS.items())
        }

    def parts(self) -> Iterator[bytes]:
        """Return what tells these files from others."""
        yield self.origin.encode()
        for name, content in self._contents.items():
            yield name.encode()
            yield str(content).encode() if isinstance(content, OSError) else content


def catalog_and_texts(reader: Reader) -> tuple[Catalog, MapTexts]:
    """Return the catalog of a folder's data and what its map is made of; kept for the next start.

    Raises
    ------
    DataError
        With every fault of the data; of faulty data nothing is kept.
    """
    held = Held(reader)
    path = _folder() / f"{_digest((*held.parts(), *_code()))}{_SUFFIX}"
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _kept(path, held)
    catalog = read_catalog(held)
    made = map_texts(catalog)
    with suppress(OSError):
        _keep(path, json.dumps({"catalog": kept_text(catalog), "made": asdict(made)}))
    return catalog, made


def _folder() -> Path:
    told = os.environ.get(CACHE_VARIABLE, "")
    return Path(told) if told else platformdirs.user_cache_path("trade-corridors") / "prepared"


def _code() -> Iterator[bytes]:
    yield from (version(name).encode() for name in _LIBRARIES)
    for room in _ROOMS:
        for path in sorted(room.rglob("*.py")):
            yield path.relative_to(room).as_posix().encode()
            yield path.read_bytes()


def _digest(parts: Iterator[bytes] | tuple[bytes, ...]) -> str:
    """Return the SHA-256 of parts, in which none runs into the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def _kept(path: Path, held: Held) -> tuple[Catalog, MapTexts]:
    """Return what a file keeps; `ValueError` if it is not as we wrote it."""
    _refuse_others(path.parent)
    told, _, text = path.read_bytes().partition(b"\n")
    if told != _digest((text,)).encode():
        raise ValueError("it was cut off or changed")
    kept = json.loads(text)
    return catalog_of(kept["catalog"], held.basemap()), MapTexts(**kept["made"])


def _keep(path: Path, text: str) -> None:
    """Write a file whole or not at all, and let go of the oldest if there are many."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_others(path.parent)
    content = text.encode()
    number, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_digest((content,)).encode() + b"\n" + content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    kept = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)


def _refuse_others(folder: Path) -> None:
    """Raise `PermissionError` if anybody else may write into a folder, or it is not the user's."""
    if not hasattr(os, "getuid"):
        return  # a user's cache is the user's alone where there are no such rights
    found = folder.stat()
    if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o022:
        raise PermissionError(f"{folder} is open to others")
