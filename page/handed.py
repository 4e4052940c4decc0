"""Files made for one reader, on the disk until that reader makes others or leaves.

What belongs here: keeping such a file, and finding it by the address its reader was given. What
does not: making it (`page/drawing.py`) and answering (`page/serve.py`).

In memory ten packs were sixty megabytes for as long as their readers stayed. The file on the disk
has no name there: no other program finds it, and it is gone with its reader or with the server,
however either ends.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import IO
from weakref import WeakValueDictionary, finalize

from geo.errors import ExportError
from layers.pack.files import PackFile

_CHUNK = 256 * 1024


@dataclass(frozen=True, eq=False)
class Handed:
    """A file for one reader.

    Attributes
    ----------
    name, media_type, size
        What a browser is told of it; the size in bytes.
    address
        Where it is fetched, relative to the page. Nobody can guess it.
    """

    name: str
    media_type: str
    size: int
    address: str
    _kept: IO[bytes]
    _lock: Lock = field(default_factory=Lock)

    def chunks(self) -> Iterator[bytes]:
        """Yield the content piece by piece; two may read at once."""
        for start in range(0, self.size, _CHUNK):
            with self._lock:
                self._kept.seek(start)
                chunk = self._kept.read(_CHUNK)
            yield chunk


# As in `page/published.py`: what no session holds any more is closed, and with that removed.
_handed: WeakValueDictionary[str, Handed] = WeakValueDictionary()


def hand_over(file: PackFile, media_type: str) -> Handed:
    """Keep a file for as long as what is returned is held.

    Raises
    ------
    ExportError
        If the disk does not take it.
    """
    try:
        kept = tempfile.TemporaryFile(prefix="corridors-")  # noqa: SIM115  # closed with its reader
        kept.write(file.content)
        kept.flush()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"The files cannot be kept for you: {reason}.") from error
    address = f"pack/{secrets.token_hex(16)}/{file.name}"
    handed = Handed(file.name, media_type, len(file.content), address, kept)
    finalize(handed, kept.close)
    _handed[address] = handed
    return handed


def handed_at(address: str) -> Handed | None:
    """Return the file at an address relative to the page; none if it is not there any more."""
    return _handed.get(address)
