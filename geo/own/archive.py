"""A zip from outside, looked through before anything in it is unpacked.

What belongs here: the checks of a zip, and the bytes of its members. Nothing is ever written: what
a member is called leads nowhere. What does not: what the members mean.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from geo.errors import OverlayError
from geo.own.limits import LARGEST_UNPACKED, MEGABYTE
from geo.zipped import UNREADABLE, member_of

_MOST_ENTRIES = 300
# Text packs to a tenth, a table of one word to a hundredth; a bomb to a thousandth and less.
_HIGHEST_RATIO = 250
_SMALL = MEGABYTE
# What programs put beside the files that were meant.
_ASIDE = ("__MACOSX/", ".")


class Archive:
    """The members of a checked zip by name.

    Raises
    ------
    OverlayError
        If the zip is broken, locked, or unpacks to more than is read.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise OverlayError("The zip is damaged. Pack it again.") from None
        entries = self._zip.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise OverlayError(
                f"The zip has {len(entries):,} entries; {_MOST_ENTRIES} is the most."
            )
        for entry in entries:
            _refuse_entry(entry)
        total = sum(entry.file_size for entry in entries)
        if total > LARGEST_UNPACKED:
            raise OverlayError(
                f"The zip unpacks to {total / MEGABYTE:.0f} MB; {LARGEST_UNPACKED // MEGABYTE} MB "
                "is the most."
            )
        self._entries = {
            entry.filename: entry
            for entry in entries
            if not entry.is_dir() and not _is_aside(entry.filename)
        }

    @property
    def names(self) -> list[str]:
        """The names of the files in it, as the zip has them."""
        return list(self._entries)

    def content(self, name: str) -> bytes:
        """Return what a member holds.

        Raises
        ------
        OverlayError
            If it is not there or cannot be unpacked.
        """
        if name not in self._entries:
            raise OverlayError("The zip lacks a file that it needs. Pack it again.")
        try:
            return member_of(self._zip, self._entries[name])
        except UNREADABLE:
            raise OverlayError("The zip is damaged or locked. Pack it again.") from None


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise OverlayError("The zip is locked with a password. Pack it without one.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise OverlayError("The zip is packed in a way that is not read. Pack it as plain zip.")
    packed = max(entry.compress_size, 1)
    if entry.file_size > _SMALL and entry.file_size / packed > _HIGHEST_RATIO:
        raise OverlayError("The zip unpacks to far more than it holds; that is not read.")


def _is_aside(name: str) -> bool:
    return name.startswith(_ASIDE) or PurePosixPath(name).name.startswith(".")
