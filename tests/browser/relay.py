"""A relay in front of a server under test: counts the bytes that really travel, and can be cut.

What Chromium reports of a websocket is unpacked; what moves on the wire is not.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Relay:
    """Passes connections on to a port of this machine; `moved` counts bytes both ways."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.moved = 0
        self._is_cut = False
        self._is_held = False
        self._open: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        self._is_cut = True
        for writer in tuple(self._open):
            self._loop.call_soon_threadsafe(writer.transport.abort)

    def hold(self) -> None:
        """Take connections and what is sent, and pass nothing on: the line is dead in silence."""
        self._is_held = True

    def mend(self) -> None:
        """Take connections again, and pass on."""
        self._is_cut = self._is_held = False

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65536):
                while self._is_held:
                    await asyncio.sleep(0.05)
                self.moved += len(piece)
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass  # the browser left
        finally:
            writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        both = {writer, server_writer}
        self._open |= both
        await asyncio.gather(self._pump(reader, server_writer), self._pump(server_reader, writer))
        self._open -= both

    async def _serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()


@contextmanager
def relay_to(target: int) -> Iterator[Relay]:
    """Run a relay to a port while the block runs."""
    relay, ready = Relay(target), threading.Event()
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(relay._serve(ready, stop))
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
