"""The hostile files under strace: what the process asks of the kernel while it takes each in.

The audit hook (`watch.py`) sees what Python opens; a library in C could open a file by itself, and
the kernel sees that too. Run as a module it is the traced process.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from geo.errors import OverlayError
from geo.records.catalog import read_catalog
from tests.attack.strangers import strangers
from tests.attack.watch import taken
from tests.own.files import FILES
from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[2]
# Nothing lies there: that it is asked for marks, among the calls, where a file begins and ends.
_BEGINS, _ENDS = "/attack/begins/", "/attack/ends/"
_CALLS = (
    "open,openat,openat2,creat,connect,bind,sendto,sendmsg,execve,execveat,fork,vfork,clone,clone3,"
    "unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,"
    "access,faccessat,faccessat2"
)
_ASKED = ("access(", "faccessat", "resumed>", "+++", "---")
# A library that is first used is read from where it is installed.
_INSTALLED = re.compile(r'"[^"]*(\.py|\.pyc|\.so|\.pth|site-packages/[^"]*|__pycache__[^"]*)"')


def trace_lines(every: int = 1, only: str = "") -> list[str] | None:
    """Take the hostile files in under strace; return its lines, nothing where there is no strace.

    Raises
    ------
    RuntimeError
        If the traced process failed.
    """
    strace = shutil.which("strace")
    if strace is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        told = Path(scratch) / "calls"
        command = [strace, "-f", "--seccomp-bpf", "-s", "400", "-e", f"trace={_CALLS}"]
        command += ["-o", str(told), sys.executable, "-m", __name__]
        command += ["--every", str(every), "--only", only]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2_000:])
        return told.read_text(encoding="utf-8", errors="replace").splitlines()


def wrong_calls(lines: Iterable[str]) -> tuple[int, list[str]]:
    """Return how many files were taken in, and each call that none should have made."""
    current, count = "", 0
    wrong = []
    for line in lines:
        if _BEGINS in line:
            current = line.partition(_BEGINS)[2].partition('"')[0]
            count += 1
        elif _ENDS in line:
            current = ""
        elif current and _is_wrong(line):
            wrong.append(f"{current}: {line[:200]}")
    return count, wrong


def _is_wrong(line: str) -> bool:
    if any(mark in line for mark in _ASKED) or _INSTALLED.search(line):
        return False
    # A thread is no process.
    return not ("clone" in line and "CLONE_THREAD" in line)


def _take_all(every: int, only: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        nodes = read_catalog(write_world(Path(scratch) / "data")).nodes
    # Every reader once, so that its libraries are there before anything is watched.
    for name, make in FILES.items():
        _take(make(), name, nodes)
    for number, one in enumerate([one for one in strangers() if only in str(one)][::every]):
        content = one.make()
        name = f"{number} {str(one).encode('ascii', 'replace').decode()}"[:120]
        os.access(f"{_BEGINS}{name}", os.F_OK)
        _take(content, one.name, nodes)
        os.access(f"{_ENDS}{name}", os.F_OK)


def _take(content: bytes, name: str, nodes: object) -> None:
    try:
        taken(content, name, nodes)
    except OverlayError:
        return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    _take_all(asked.every, asked.only)
