"""A PostgreSQL with PostGIS of the tests' own: in a folder of theirs, as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.server import free_port


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, if PostGIS is there as well."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        shared = Path("/usr/share/postgresql") / folder.parent.name / "extension"
        if (folder / "initdb").exists() and (shared / "postgis.control").exists():
            return folder
    return None


@dataclass
class Server:
    """A running server; `stop` and `start` do what they say, `kill` pulls the plug."""

    folder: Path
    port: int
    bin: Path

    def address(self, user: str = "owner", database: str = "corridors") -> str:
        """Return the address of a database for a user."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the ordinary user."""
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            check=True,
            capture_output=True,
            text=True,
            **_as_ordinary(),
        )
        return done

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` says goodbye to everybody, `immediate` is a crash."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop("immediate")

    def sql(self, statement: str, *, database: str = "corridors", user: str = "owner") -> str:
        """Run a statement and return what is printed."""
        given = ("-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statement)
        return self.run("psql", self.address(user, database), *given).stdout.strip()


def _as_ordinary() -> dict[str, Any]:
    """Return what makes a program run as an ordinary user: PostgreSQL refuses the superuser."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


@contextmanager
def serving(*, empty: bool = False) -> Iterator[Server]:
    """Serve an empty database called `corridors`, owned by `owner`, until the block ends.

    An `empty` server has no such database yet.
    """
    found = programs()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    server = Server(folder, free_port(), found)
    try:
        server.run("initdb", "-D", str(folder / "data"), "-U", "owner", "-A", "trust", "-E", "UTF8")
        server.start()
        if not empty:
            at = ("-h", "127.0.0.1", "-p", str(server.port), "-U", "owner")
            server.run("createdb", *at, "corridors")
        yield server
    finally:
        for _ in range(3):
            try:
                server.stop("immediate")
            except subprocess.CalledProcessError:
                break
            time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)
