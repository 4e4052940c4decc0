"""What an earlier start made of the same data, kept in a private folder of the user's cache.

What belongs here: where it is kept, that it is used for these very data only, and the catalog kept
so. What does not: a catalog's form as text (`geo/records/kept.py`), and what else is made of one.

A file's name holds the hash of all that its content follows from: the data, byte for byte, and the
code that reads them. It is text, checked against a hash of its own, and never run. Whatever is odd
about it or its folder, the data are read as if there were none.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import platformdirs

from geo import errors
from geo.parts import sweep, write_whole
from geo.records.backdrop import LAYERS
from geo.records.catalog import Catalog, read_catalog
from geo.records.kept import catalog_of, kept_text
from geo.records.origin import MOST_FILES
from geo.records.package import BASEMAP_FOLDER, LAYERS_FOLDER, PACKAGE
from geo.records.readers import CACHE_VARIABLE, Reader, regular_content
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import NODES

_MOST_KEPT = 8
_SUFFIX = ".json"
Ready = TypeVar("Ready")


class Held:
    """The files of an origin as they were at one moment, in memory; also which are not there."""

    def __init__(self, reader: Reader) -> None:
        self.origin = reader.origin
        wanted = {NODES.file, PACKAGE, *(one.file for one in CSV_TABLES)}
        wanted |= {layer.file for layer in LAYERS.values()}
        self._names: dict[str, list[str] | OSError] = {}
        for folder in (BASEMAP_FOLDER, LAYERS_FOLDER):
            try:
                self._names[folder] = names = reader.names(folder)
            except OSError as error:
                self._names[folder] = error
                continue
            # Of a folder with too many files none is read: it is told for that alone.
            wanted |= set(names) if len(names) <= MOST_FILES else set()
        self._contents: dict[str, bytes | OSError] = {}
        for name in sorted(wanted):
            try:
                self._contents[name] = reader.content(name)
            except OSError as error:
                self._contents[name] = error

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order.

        Raises
        ------
        OSError
            If the folder could not be read.
        """
        found = self._names[subfolder]
        if isinstance(found, OSError):
            raise found
        return found

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
            yield os.fsencode(name)  # a name need not be UTF-8, and is refused where it is read
            yield str(content).encode() if isinstance(content, OSError) else content


def prepared_catalog(reader: Reader) -> Catalog:
    """Return the catalog of an origin's data, read and checked once for many starts.

    Raises
    ------
    DataError
        With every fault of the data; of faulty data nothing is kept.
    """
    held = reader if isinstance(reader, Held) else Held(reader)
    return prepared(
        (b"catalog", *held.parts(), *code_in(Path(errors.__file__).parent)),
        make=lambda: read_catalog(held),
        write=kept_text,
        read=lambda text: catalog_of(text, held.basemap()),
    )


def prepared(
    parts: Iterable[bytes],
    *,
    make: Callable[[], Ready],
    write: Callable[[Ready], str],
    read: Callable[[str], Ready],
) -> Ready:
    """Return what an earlier start made and kept, or make it and keep it for the next.

    Parameters
    ----------
    parts
        All that it follows from: the data, and the code and libraries that make it.
    make, write, read
        Make it; what is made as text; and that text as what was made, or `ValueError`, `TypeError`
        or `KeyError`.
    """
    path = _folder() / f"{_digest(parts)}{_SUFFIX}"
    with suppress(OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return read(_kept(path))
    made = make()
    with suppress(OSError):
        _keep(path, write(made))
    return made


def code_in(room: Path) -> Iterator[bytes]:
    """Yield our code in a folder, with its names."""
    for path in sorted(room.rglob("*.py")):
        yield path.relative_to(room).as_posix().encode()
        yield regular_content(path)


def _folder() -> Path:
    told = os.environ.get(CACHE_VARIABLE, "")
    return Path(told) if told else platformdirs.user_cache_path("trade-corridors") / "prepared"


def _digest(parts: Iterable[bytes]) -> str:
    """Return the SHA-256 of parts, in which none runs into the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def _kept(path: Path) -> str:
    """Return what a file keeps; `ValueError` if it is not as we wrote it."""
    _refuse_others(path.parent.stat())
    _refuse_others(path.lstat())
    told, _, text = regular_content(path).partition(b"\n")
    if told != _digest((text,)).encode():
        raise ValueError("it was cut off or changed")
    return text.decode()


def _keep(path: Path, text: str) -> None:
    """Write a file whole or not at all, and let go of the oldest if there are many."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_others(path.parent.stat())
    sweep(path.parent)
    content = text.encode()
    write_whole(path, _digest((content,)).encode() + b"\n" + content, private=True)
    kept = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)


def _refuse_others(found: os.stat_result) -> None:
    """Raise `PermissionError` if anybody else may write there, or it is not the user's.

    So it is of a link, which everybody may follow to somewhere else.
    """
    if not hasattr(os, "getuid"):
        return  # a user's cache is the user's alone where there are no such rights
    if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o022:
        raise PermissionError("it is open to others")
