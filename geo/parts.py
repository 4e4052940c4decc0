"""Parts of files and folders while they are written, and what a killed run left of them.

What belongs here: how a part is named, so that its writer can be told alive or dead, and sweeping.
What does not: what is written.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import tempfile
import threading
import time
import zlib
from pathlib import Path

# A name of its own length: that of the file may already be as long as a disk allows.
_PART = re.compile(r"\.corridors-([0-9a-f]{8})-([0-9]+)-[0-9]+-[0-9a-z_]+\.part\Z")
# Of another machine nobody here knows whether it still writes; no file takes a day.
_ONE_DAY_S = 86_400


def part_beside(path: Path, number: int) -> Path:
    """Return where the `number`-th file of this thread is written before it gets its name."""
    return path.with_name(f"{_mine()}{number}.part")


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; a `private` one is new and the user's alone from the start.

    Raises
    ------
    OSError
        If it cannot be written; then it is as it was.
    """
    part = part_beside(path, 0)
    try:
        if private:
            part.touch(mode=0o600, exist_ok=False)
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def folder_beside(path: Path) -> Path:
    """Make a folder for this run alone, in which what will be `path` is made, and return it.

    Raises
    ------
    OSError
        If the folder above cannot be written.
    """
    return Path(tempfile.mkdtemp(prefix=_mine(), suffix=".part", dir=path.parent))


def sweep(folder: Path) -> None:
    """Remove the parts in a folder whose writer is gone; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        for path in folder.glob(".corridors-*.part"):
            found = _PART.match(path.name)
            if found and _is_left(path, machine=found[1], writer=int(found[2])):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                    continue
                with contextlib.suppress(OSError):
                    path.unlink()


def _mine() -> str:
    """Return what the names of this thread's parts begin with."""
    return f".corridors-{_machine()}-{os.getpid()}-{threading.get_ident()}-"


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
