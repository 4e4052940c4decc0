"""Streamlit servers for tests: started on a free port, ended at the end, seen if they call out.

Not here: the browser (``chromium.py``).
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 90
# Linux lends those from 32768 on to connections.
PORTS = range(20_000, 32_768)

# Python reads sitecustomize.py before the program. The hook notes each name looked up and each
# address connected to that is not on this machine, and refuses it, so a server that calls out is
# both stopped and reported.
AUDIT = '''"""Refuse and note every connection that would leave this machine."""
import os
import sys

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0", "::")
_note = os.environ["OFFLINE_NOTE"]


def _host(event, args):
    if event == "socket.getaddrinfo":
        return args[0]
    if event in ("socket.connect", "socket.sendto"):
        return args[1][0] if isinstance(args[1], tuple) else None
    return None


def _refuse(event, args):
    if not event.startswith("socket."):
        return
    host = _host(event, args)
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not host or host == "localhost" or host.startswith(_LOCAL):
        return
    with open(_note, "a", encoding="utf-8") as note:
        note.write(f"{event} {host}\\n")
    raise OSError(f"offline: {host} was refused")


sys.addaudithook(_refuse)
'''


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the file where attempts to call out are noted."""

    url: str
    port: int
    child: subprocess.Popen[bytes]
    log: Path
    note: Path

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        return self.child.pid

    def ended(self) -> int | None:
        """Return the exit code once the server has ended, else None."""
        return self.child.poll()

    def called_out(self) -> list[str]:
        """List the connections that were refused because they would leave this machine."""
        return self.note.read_text(encoding="utf-8").splitlines() if self.note.exists() else []


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on right now.

    Below those that the system gives to whoever calls out: a browser would take one of them
    meanwhile, before the server listens or while it is started again.
    """
    for port in random.SystemRandom().sample(PORTS, k=100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("a hundred ports of this machine are all taken")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    port: int,
    cwd: Path,
    scratch: Path,
    env: dict[str, str],
    base: str = "",
    path: Sequence[Path] = (),
) -> Iterator[Server]:
    """Run `command` in `cwd` until its health page answers on `port`; end it on leaving.

    Parameters
    ----------
    command
        The full command line; it must serve on `port` of 127.0.0.1.
    scratch
        A folder of the test's own, for the log and the offline hook.
    env
        Variables set on top of the test's own environment.
    base
        The path it serves under.
    path
        Folders that Python is to look into for modules.

    Raises
    ------
    RuntimeError
        If the server ends or does not answer in time; its log is in the message.
    """
    hook = scratch / "offline"
    hook.mkdir(parents=True, exist_ok=True)
    (hook / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    note, log = scratch / "called_out.txt", scratch / "server.log"
    # Settings of the machine must not decide what the test sees.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
    looked = os.pathsep.join(map(str, (hook, *path)))
    full = {**clean, "PYTHONPATH": looked, "OFFLINE_NOTE": str(note), **env}
    with log.open("wb") as sink:
        child = subprocess.Popen(
            command, cwd=cwd, env=full, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _healthy(f"{url}/{base}".rstrip("/")):
            if child.poll() is not None or time.monotonic() > deadline:
                text = log.read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"the server did not start: {list(command)}\n{text}")
            time.sleep(0.1)
        yield Server(url=url, port=port, child=child, log=log, note=note)
    finally:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
