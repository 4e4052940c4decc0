"""The error tree of the project.

Every error that a user can cause or mend derives from `CorridorError`; messages say what is
wrong, where, and what to do. Programming mistakes stay ordinary Python exceptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.clean import clean


class CorridorError(ValueError):
    """Base of all errors whose message is meant for the reader."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in the data.

    Parameters
    ----------
    file
        File name relative to the data folder.
    row
        1-based line of a table (the header is line 1) or number of a feature; 0 for the file.
    column
        Column or property at fault; empty when the row as a whole is wrong.
    message
        What is wrong.
    remedy
        What would be right.
    """

    file: str
    row: int
    column: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return one readable line."""
        place = self.file + (f", row {self.row}" if self.row else "")
        column = f", {self.column}" if self.column else ""
        return clean(f"{place}{column}: {self.message} {self.remedy}".rstrip())


class DataError(CorridorError):
    """The data folder cannot be used; `faults` holds everything that is wrong, causes first.

    Each group given stands in its order; in all, what is wrong with a whole file stands before
    what is wrong with a header, and that before the rows.
    """

    def __init__(self, *groups: Sequence[Fault]) -> None:
        every = dict.fromkeys(fault for group in groups for fault in group)
        self.faults: tuple[Fault, ...] = tuple(sorted(every, key=lambda fault: min(fault.row, 2)))
        count = len(self.faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{count} fault{'' if count == 1 else 's'} in the data:\n{lines}")


class OverlayError(CorridorError):
    """A file of the reader's own cannot be read, or is more than is read."""


class UnknownIdError(CorridorError):
    """An id is not in the catalog; `nearest` holds the closest ids or names that are."""

    def __init__(self, kind: str, given: str, nearest: Sequence[str] = ()) -> None:
        self.kind = kind
        self.given = given
        self.nearest: tuple[str, ...] = tuple(nearest)
        hint = f" Did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no {kind} called {given!r}.{hint}")


class ExportError(CorridorError):
    """A file cannot be made or written as asked."""


class OrderError(CorridorError):
    """Two days are named the wrong way round."""


class EditionError(CorridorError):
    """An edition of the data cannot be made, read or used."""


class NoRouteError(CorridorError):
    """No way leads from one node to another; `cut_by` names what cuts it."""

    def __init__(self, message: str, cut_by: Sequence[str] = ()) -> None:
        self.cut_by: tuple[str, ...] = tuple(cut_by)
        super().__init__(message)


class StoreError(CorridorError):
    """A team's store cannot be reached, or does not do what is asked."""
