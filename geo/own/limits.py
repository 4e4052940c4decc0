"""What is read of a file from outside at most, and the meter that holds it to that.

What belongs here: the limits, and their messages. What does not: reading.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from geo.errors import OverlayError

MEGABYTE = 1_000_000
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 64 * MEGABYTE
MOST_RECORDS = 20_000
MOST_VERTICES = 200_000
MOST_SECONDS = 5.0
# What is being read when the clock is looked at takes a little more.
_STOP_AFTER = MOST_SECONDS - 0.5
# Each line becomes a leg, a status and up to two places: what was taken in can be saved and opened.
MOST_ROWS = 4 * MOST_RECORDS + 1_000
# Cells that say something, in all records together; more would fill the memory.
MOST_CELLS = 1_000_000
# As many as the largest file has, however often one text stands in its cells.
MOST_CHARACTERS = LARGEST_FILE
MOST_COLUMNS = 200
# A cell longer than a note and a geometry together is no cell.
LONGEST_CELL = 32_000
# A line of as many vertices as are read, as well-known text.
LONGEST_LINE = 5_000_000

LIMITS_TEXT = (
    f"A file may have {LARGEST_FILE // MEGABYTE} MB, {LARGEST_UNPACKED // MEGABYTE} MB unpacked, "
    f"{MOST_RECORDS:,} records and {MOST_VERTICES:,} vertices, and take {MOST_SECONDS:g} seconds "
    "of the processor to read."
)


class Meter:
    """Counts what is read of one file and stops where a limit is met.

    The clock is the processor's: what else the machine does is not the file's doing. Tables of an
    overlay have more rows than the lines have that it was made of.
    """

    def __init__(self) -> None:
        self._ends = time.thread_time() + _STOP_AFTER
        self._most = MOST_RECORDS
        self._records = self._vertices = self._cells = self._characters = 0

    def of_tables(self) -> None:
        """Count rows of tables from here on."""
        self._most = MOST_ROWS

    def record(self, cells: Collection[str] = ()) -> None:
        """Count one record, and what its cells say.

        Raises
        ------
        OverlayError
            If there are too many, or time is up.
        """
        self._records += 1
        self._cells += sum(map(bool, cells))
        self._characters += sum(map(len, cells))
        for count, most, what in (
            (self._records, self._most, "records"),
            (self._cells, MOST_CELLS, "filled cells"),
            (self._characters, MOST_CHARACTERS, "characters in its cells"),
        ):
            if count > most:
                told = f"The file has more than {most:,} {what}."
                raise OverlayError(f"{told} Leave some out, or part it.")
        if self._records % 100 == 0:
            self.tick()

    def vertices(self, count: int) -> None:
        """Count vertices.

        Raises
        ------
        OverlayError
            If there are too many.
        """
        self._vertices += count
        if self._vertices > MOST_VERTICES:
            raise OverlayError(
                f"The file has more than {MOST_VERTICES:,} vertices. Simplify its lines."
            )

    def tick(self) -> None:
        """Look at the clock.

        Raises
        ------
        OverlayError
            If time is up.
        """
        if time.thread_time() > self._ends:
            raise OverlayError(
                f"Reading the file takes more than {MOST_SECONDS:g} seconds. Make it smaller."
            )


def refuse_large(content: bytes) -> None:
    """Refuse a file that is empty or too large.

    Raises
    ------
    OverlayError
        If it is.
    """
    if not content:
        raise OverlayError("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise OverlayError(
            f"The file has {len(content) / MEGABYTE:.0f} MB; {LARGEST_FILE // MEGABYTE} MB is the "
            "most that is read."
        )
