"""What is read of a file from outside at most, and the meter that holds it to that.

What belongs here: the limits, and their messages. What does not: reading.
"""

from __future__ import annotations

import time

from geo.errors import OverlayError

MEGABYTE = 1_000_000
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 64 * MEGABYTE
MOST_RECORDS = 20_000
MOST_VERTICES = 200_000
MOST_SECONDS = 5.0
# A cell longer than a note and a geometry together is no cell.
LONGEST_CELL = 32_000

LIMITS_TEXT = (
    f"A file may have {LARGEST_FILE // MEGABYTE} MB, {LARGEST_UNPACKED // MEGABYTE} MB unpacked, "
    f"{MOST_RECORDS:,} records and {MOST_VERTICES:,} vertices, and take {MOST_SECONDS:g} seconds "
    "to read."
)


class Meter:
    """Counts what is read of one file and stops where a limit is met."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + MOST_SECONDS
        self._records = self._vertices = 0

    def record(self) -> None:
        """Count one record.

        Raises
        ------
        OverlayError
            If there are too many, or time is up.
        """
        self._records += 1
        if self._records > MOST_RECORDS:
            raise OverlayError(
                f"The file has more than {MOST_RECORDS:,} records. Leave some out, or part it."
            )
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
        if time.monotonic() > self._ends:
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
