"""Where data come from: readers that give the files of one origin. The only module that opens them.

What belongs here: the protocol of a reader, and the reader of a folder. What does not: what the
files mean (`geo/tables.py`). A reader gives bytes and judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# Names another data folder than the one that comes with the project, for the page.
DATA_VARIABLE = "CORRIDORS_DATA"


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
        """Return what a file holds; `OSError` if it cannot be read."""
        return (self.path / name).read_bytes()


def data_folder() -> Path:
    """Return the data folder that comes with the project."""
    return Path(__file__).resolve().parent.parent / "data"
