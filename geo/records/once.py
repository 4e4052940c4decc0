"""An origin whose files are read and checked once, for all that is set beside it later.

What belongs here: keeping what was read. What does not: reading it (`geo/records/origin.py`).
"""

from __future__ import annotations

from geo.records.origin import read_origin
from geo.records.readers import Reader
from geo.records.reading import Tables


class Once:
    """A reader of the base whose files are read and checked once, however often they are wanted."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.origin = reader.origin
        self._tables: Tables | None = None
        # The SHA-256 of its records, once somebody reckoned it.
        self.data_hash = ""

    def names(self, subfolder: str) -> list[str]:
        """Return the names of the GeoJSON files of a subfolder, in alphabetical order."""
        return self.reader.names(subfolder)

    def content(self, name: str) -> bytes:
        """Return what a file holds; `OSError` if it cannot be read."""
        return self.reader.content(name)

    def tables(self) -> Tables:
        """Return what was read, to add others to."""
        if self._tables is None:
            tables = Tables()
            read_origin(self.reader, tables, is_base=True)
            self._tables = tables
        return self._tables.copy()
