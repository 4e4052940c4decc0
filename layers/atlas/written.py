"""An atlas on the disk: made beside the old one, and put in its place in one step.

What belongs here: what of the old stays, and the step from old to new. What does not: what is in
the files. A reader finds the old atlas until the new one is whole, then the new one; a run that is
broken off leaves the old one as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ExportError
from geo.parts import folder_beside, sweep

ATLAS_MANIFEST = "atlas.json"
_EXCHANGE, _HERE = 2, -100
_MAKER = "corridors publish"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many files and bytes there are, and how many of them are new."""

    files: int
    size: int
    changed: int


def write_atlas(files: Iterable[tuple[str, bytes]], out: Path) -> Written:
    """Write an atlas in place of the one there, if any.

    Files that are the same keep their time, so that browsers and servers see that they are. A mark
    in the folder tells the next run that it is an atlas.

    Raises
    ------
    ExportError
        If the folder holds what no atlas is, or cannot be written.
    """
    # A folder that is called "." has another name in the folder above.
    out = out.absolute()
    try:
        _refuse_others(out)
        sweep(out.parent)
        # In the folder above, so that the last step is one within a disk.
        beside = folder_beside(out)
    except OSError as error:
        raise ExportError(_reason(out, error)) from error
    try:
        beside.chmod(0o755)
        written = _fill(beside, files, out)
        if written.changed or written.files != _count_in(out):
            _swap(beside, out)
    except OSError as error:
        raise ExportError(_reason(out, error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return written


def _reason(out: Path, error: OSError) -> str:
    return f"{out} cannot be written: {(error.strerror or str(error)).lower()}."


def _refuse_others(out: Path) -> None:
    """Raise if a folder holds what no atlas is.

    Raises
    ------
    ExportError
        Saying what to name instead.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise ExportError(f"{out} is no folder; name one that is empty, or an atlas.")
    if out.is_mount():
        # Said before the work: neither can it be exchanged, nor is there room beside it.
        raise ExportError(f"{out} is a disk of its own; name a folder in it.")
    if not out.exists() or not any(out.iterdir()):
        return
    try:
        ours = json.loads((out / ATLAS_MANIFEST).read_bytes())["made by"] == _MAKER
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        raise ExportError(
            f"{out} is not empty and no atlas; name an empty folder or an atlas made before."
        )


def _fill(beside: Path, files: Iterable[tuple[str, bytes]], out: Path) -> Written:
    names: set[str] = set()
    size = changed = 0
    for name, content in files:
        if name in names:
            raise ExportError(f"Two files of the atlas are called {name}.")
        names.add(name)
        size += len(content)
        target = beside / name
        # Names follow from ids: whatever let a wrong one through, nothing is written elsewhere.
        if ".." in target.parts or not target.is_relative_to(beside):
            raise ExportError(f"A file of the atlas cannot be called {name!r}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _kept(out / name, target, content):
            target.write_bytes(content)
            changed += 1
    manifest = json.dumps({"made by": _MAKER, "files": len(names)}).encode() + b"\n"
    (beside / ATLAS_MANIFEST).write_bytes(manifest)
    return Written(len(names) + 1, size + len(manifest), changed)


def _kept(old: Path, target: Path, content: bytes) -> bool:
    """Take a file of the old atlas over if it is the same; tell whether that was done."""
    try:
        same = not old.is_symlink() and old.stat().st_size == len(content)
        if not same or old.read_bytes() != content:
            return False
        target.hardlink_to(old)
    except OSError:  # not there, or no hard links on this disk
        return False
    return True


def _count_in(out: Path) -> int:
    return sum(path.is_file() for path in out.rglob("*"))


def _swap(beside: Path, out: Path) -> None:
    """Put a folder in the place of another; the other one is then `beside`, or nowhere."""
    if not out.exists():
        beside.rename(out)
        return
    if _exchanged(beside, out):
        return
    # Where a system cannot exchange two folders, there is none for the time of two renamings.
    aside = beside.with_name(f"{beside.name}-old")
    out.rename(aside)
    try:
        beside.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, as Linux can; tell whether it was done."""
    with contextlib.suppress(OSError, AttributeError):
        call = ctypes.CDLL(None).renameat2
        paths = (os.fsencode(one), os.fsencode(other))
        return bool(call(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)
    return False
