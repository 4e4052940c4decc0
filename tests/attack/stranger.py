"""What a hostile file is, the canary that none may touch, and what several kinds are made with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import gettempdir

CANARY = str(Path(gettempdir()) / "canary-that-nobody-may-open")
Made = bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Stranger:
    """A hostile file: its kind, its name, and what makes its bytes."""

    kind: str
    name: str
    make: Callable[[], bytes]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def named(kind: str, made: Mapping[str, Made]) -> Iterator[Stranger]:
    """Yield hostile files of one kind by their names."""
    for name, content in made.items():
        yield Stranger(kind, name, content if callable(content) else partial(bytes, content))


def packed(members: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members under names that may be any."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as packing:
        for name, data in members.items():
            packing.writestr(name, data)
    return content.getvalue()


def put_at(place: int, value: bytes) -> Callable[[bytearray], None]:
    """Return what writes bytes over those at a place."""

    def change(content: bytearray) -> None:
        content[place : place + len(value)] = value

    return change
