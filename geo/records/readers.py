"""Where data come from: readers that give the files of one origin. The only module that opens them.

What belongs here: the protocol of a reader, and the reader of a folder. What does not: what the
files mean (`geo/records/tables.py`). A reader gives bytes and judges nothing but that they are a
file of a size that can be meant.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from geo.model.origins import SHIPPED

# Names another data folder than the one that comes with the project, for the page.
DATA_VARIABLE = "CORRIDORS_DATA"
# Names overlays to stand beside it, for every reader of the page; one path a line, since a path may
# hold what parts paths elsewhere.
OWN_VARIABLE = "CORRIDORS_OWN"
# Names another folder for the editions than the user's own.
EDITIONS_VARIABLE = "CORRIDORS_EDITIONS"
# Names another folder for what an earlier start has read than the user's own cache.
CACHE_VARIABLE = "CORRIDORS_CACHE"
# The largest shipped file has a quarter of one; what is larger is no table of corridors.
LARGEST_FILE_MB = 16


class Reader(Protocol):
    """Gives the files of one origin by their names: `claims.csv`, `layers/instc.geojson`."""

    @property
    def origin(self) -> str:
        """What its records carry as their origin, and faults as the place of their file."""
        ...

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        ...

    def content(self, name: str) -> bytes:
        """Return what a file holds; `OSError` if it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder laid out like the project's own `data/`."""

    path: Path
    origin: str

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        paths = sorted((self.path / subfolder).glob("*.geojson"))
        return [path.relative_to(self.path).as_posix() for path in paths]

    def content(self, name: str) -> bytes:
        """Return what a file holds; `OSError` if it cannot be read, is no file or too large."""
        return regular_content(self.path / name)


class InMemory:
    """Gives files that are held in memory by their names."""

    __slots__ = ()
    files: Mapping[str, bytes]

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        start = f"{subfolder}/"
        return sorted(n for n in self.files if n.startswith(start) and n.endswith(".geojson"))

    def content(self, name: str) -> bytes:
        """Return what a file holds.

        Raises
        ------
        FileNotFoundError
            If there is none.
        """
        if name not in self.files:
            raise FileNotFoundError(name)
        return self.files[name]


@dataclass(frozen=True, slots=True)
class Added:
    """Whose an overlay is.

    `origin` names overlay and owner; ids of its own begin with `prefix`; `digest` is the SHA-256
    of what it says; with `prefers_own` its records come before the shipped ones they contradict.
    """

    origin: str
    prefix: str
    digest: str
    prefers_own: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """The tables of an overlay, in memory, to stand beside the shipped ones.

    By the names of the files they would be: `rows` of its tables by column, and `features` as JSON
    would be read.
    """

    added: Added
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    features: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def origin(self) -> str:
        """What its records carry as their origin."""
        return self.added.origin

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        return sorted(name for name in self.features if name.startswith(f"{subfolder}/"))

    def content(self, name: str) -> bytes:
        """Return nothing: its tables are rows.

        Raises
        ------
        FileNotFoundError
            Always.
        """
        raise FileNotFoundError(name)


def regular_content(path: Path, *, most_mb: int = LARGEST_FILE_MB) -> bytes:
    """Return what a regular file holds; a link to one counts as the file.

    Raises
    ------
    OSError
        If it cannot be read, is a folder, pipe or device (which could wait or go on for ever), or
        has more than `most_mb`.
    """
    # Asked before opening as well as after: opening a device can act, opening a pipe can wait.
    _refuse_irregular(path.stat(), most_mb)
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(number, "rb") as file:
        _refuse_irregular(os.fstat(number), most_mb)
        content = file.read(most_mb * 1_000_000 + 1)
    if len(content) > most_mb * 1_000_000:
        raise OSError(0, f"it has more than {most_mb} MB")
    return content


def tables_in(folder: Path, *, most_mb: int) -> dict[str, bytes]:
    """Return the tables and GeoJSON files of a folder, and of its `layers`, by their paths in it.

    Raises
    ------
    OSError
        If one cannot be read, or together they have more than `most_mb`.
    """
    found: dict[str, bytes] = {}
    for pattern in ("*.csv", "*.geojson", "layers/*.geojson"):
        for path in sorted(folder.glob(pattern)):
            found[path.relative_to(folder).as_posix()] = regular_content(path, most_mb=most_mb)
            if sum(map(len, found.values())) > most_mb * 1_000_000:
                raise OSError(0, f"its tables have more than {most_mb} MB")
    return found


def _refuse_irregular(found: os.stat_result, most_mb: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is no regular file")
    if found.st_size > most_mb * 1_000_000:
        raise OSError(0, f"it has more than {most_mb} MB")


def data_folder() -> Path:
    """Return the data folder that comes with the project."""
    return Path(__file__).resolve().parents[2] / "data"


def base_reader(data: Path | Reader | None) -> Reader:
    """Return the reader of the data that all else stands beside: a folder's, or as given."""
    if data is None or isinstance(data, Path):
        return Folder(data or data_folder(), SHIPPED)
    return data
