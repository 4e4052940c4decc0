"""Files put into a zip so that the same content gives the same bytes, whenever and wherever."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

# The first moment a zip can hold.
_MOMENT = (1980, 1, 1, 0, 0, 0)
# What is packed already becomes no smaller.
_PACKED = (".png", ".pdf", ".pptx", ".xlsx", ".gz", ".zip")
# Half the time of zlib's own 6, for a hundredth more in a pack.
_LEVEL = 4
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16

# What Python's zip reader raises at a damaged, locked or strange one.
UNREADABLE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(ValueError, OSError, EOFError),
)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files by name as a zip, in their order, without the time of day or the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=_MOMENT)
            packed = name.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return buffer.getvalue()


def member_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what a member of a zip holds, unpacked no further than its entry says.

    Read as a whole it would be unpacked as far as it goes, whatever the entry says.

    Raises
    ------
    zipfile.BadZipFile
        If it holds something else than its entry says.
    """
    with archive.open(entry) as member:
        return member.read(entry.file_size + 1)
