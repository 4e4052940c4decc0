"""Parts of files while they are written, and what a killed run left of them.

What belongs here: how a part is named, so that its writer can be told alive or dead, and sweeping.
What does not: what is written (`layers/pack/files.py`).
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import threading
import time
import zlib
from pathlib import Path

# A name of its own length: that of the file may already be as long as a disk allows.
_PART = re.compile(r"\.corridors-([0-9a-f]{8})-([0-9]+)-[0-9]+-[0-9]+\.part\Z")
# Of another machine nobody here knows whether it still writes; no file takes a day.
_ONE_DAY_S = 86_400


def part_beside(path: Path, number: int) -> Path:
    """Return where the `number`-th file of this thread is written before it gets its name."""
    name = f".corridors-{_machine()}-{os.getpid()}-{threading.get_ident()}-{number}.part"
    return path.with_name(name)


def sweep(folder: Path) -> None:
    """Remove the parts in a folder whose writer is gone; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        for path in folder.glob(".corridors-*.part"):
            found = _PART.match(path.name)
            if found and _is_left(path, machine=found[1], writer=int(found[2])):
                with contextlib.suppress(OSError):
                    path.unlink()


def _is_left(path: Path, *, machine: str, writer: int) -> bool:
    with contextlib.suppress(OSError):
        if time.time() - path.lstat().st_mtime > _ONE_DAY_S:
            return True
    return machine == _machine() and not _is_alive(writer)


def _is_alive(writer: int) -> bool:
    if os.name != "posix":
        return True  # asking there would end it
    try:
        os.kill(writer, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _machine() -> str:
    """Return the machine as eight digits; a container is one of its own."""
    return f"{zlib.crc32(platform.node().encode()):08x}"
