"""Many readers of an atlas of plain files, without browsers: asyncio's streams and plain HTTP.

What belongs here: one reader's connection, what they fetch, and how long each act took. What does
not: the server and what is measured (`benchmarks/atlas.py`). A reader keeps what a browser keeps:
files are fetched once, a page each time it is opened.
"""

from __future__ import annotations

import asyncio
import gzip
import posixpath
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.load import Crowd

# What a page shows: its sheets, scripts and pictures; links lead to other pages.
_SHOWN = re.compile(
    rb'<(?:link rel="stylesheet" href|script defer src|image href|img src)="([^":]+)"'
)


@dataclass
class Visitor:
    """One reader with a connection that stays open.

    Attributes
    ----------
    host, port
        Where the atlas is served.
    kept
        Paths of the files that the browser has already.
    """

    host: str
    port: int
    kept: set[str] = field(default_factory=set)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def see(self, path: str) -> float:
        """Open a page with all it shows; return the seconds until its last file is here."""
        start = time.perf_counter()
        page = await self.fetch(path)
        folder = posixpath.dirname(urlsplit(path).path)
        for name in dict.fromkeys(_SHOWN.findall(page)):
            file = posixpath.normpath(posixpath.join(folder, name.decode()))
            if file not in self.kept:
                await self.fetch(file)
                self.kept.add(file)
        return time.perf_counter() - start

    async def fetch(self, path: str) -> bytes:
        """Return a file, unpacked.

        Raises
        ------
        RuntimeError
            If the server says anything but that here it is.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        incoming, out = self._streams
        asked = f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept-Encoding: gzip\r\n\r\n"
        out.write(asked.encode())
        head = (await incoming.readuntil(b"\r\n\r\n")).decode().lower()
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(f"{path}: {head.splitlines()[0]}")
        length = re.search(r"content-length: (\d+)", head)
        if length:
            content = await incoming.readexactly(int(length[1]))
        else:
            content = await _chunks(incoming)
        return gzip.decompress(content) if "content-encoding: gzip" in head else content

    def close(self) -> None:
        """Leave."""
        if self._streams:
            self._streams[1].close()


async def _chunks(incoming: asyncio.StreamReader) -> bytes:
    """Return a body that is sent in chunks."""
    parts = []
    while size := int(await incoming.readuntil(b"\r\n"), 16):
        parts.append(await incoming.readexactly(size))
        await incoming.readexactly(2)
    await incoming.readexactly(2)
    return b"".join(parts)


async def crowd_of(
    address: str, number: int, paths: Sequence[str], *, every_s: float, seconds: float
) -> Crowd:
    """Let readers who have seen the map before open a page or a date now and then.

    Parameters
    ----------
    address
        Of the atlas.
    paths
        What they choose from, below the address.
    every_s, seconds
        How often each opens one, and for how long.
    """
    parts = urlsplit(address)
    readers = [Visitor(parts.hostname or "", parts.port or 80) for _ in range(number)]
    await readers[0].see(f"{parts.path}index.html")
    for reader in readers:
        reader.kept |= readers[0].kept
    until = time.monotonic() + seconds
    waits: list[float] = []
    faults: list[str] = []

    async def one(reader: Visitor, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, every_s))
        while time.monotonic() < until:
            try:
                waits.append(await reader.see(parts.path + chance.choice(paths)))
            except (OSError, EOFError, RuntimeError) as error:
                faults.append(str(error))
                return
            await asyncio.sleep(max(every_s - waits[-1], 0))

    await asyncio.gather(
        *(one(reader, random.Random(place)) for place, reader in enumerate(readers))
    )
    for reader in readers:
        reader.close()
    return Crowd(tuple(waits), tuple(faults))
