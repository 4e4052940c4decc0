"""The `corridors` command, as thin as the page: a table of contents.

Each subcommand is a module of `commands/`, which says what it accepts and what it does.

Exit codes: 0 done, 1 the data have faults (`check`), 2 the request cannot be carried out,
3 no way leads there (`routes`).
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType


class _Own(importlib.abc.MetaPathFinder):
    """Finds our modules beside this file, whatever else is called so on the reader's path."""

    _names = frozenset({"app", "commands", "data", "geo", "layers", "page"})
    _home = str(Path(__file__).resolve().parent)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return where a module of ours is; nothing for any other."""
        if path is not None or name not in self._names:
            return None
        return importlib.machinery.PathFinder.find_spec(name, [self._home], target)


# In a checkout; installed, they lie in the package and are imported from there.
if not __package__:
    sys.meta_path.insert(0, _Own())

from commands import (
    ask,
    changes,
    check,
    data,
    export,
    mcp,
    publish,
    routes,
    series,
    serve,
    store,
    template,
    week,
)
from commands.arguments import REFUSED, Parser, said
from geo.errors import CorridorError, DataError


def parser_of() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="corridors",
        description="Trade corridors of Afghanistan, Iran and Central Asia: map, figures, sources.",
        epilog="corridors COMMAND --help explains a command.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    serve.add(commands)
    check.add(commands)
    export.add(commands)
    publish.add(commands)
    routes.add(commands)
    changes.add(commands)
    week.add(commands)
    data.add(commands)
    template.add(commands)
    series.add(commands)
    ask.add(commands)
    mcp.add(commands)
    store.add(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; what went wrong is one sentence on stderr.

    Raises
    ------
    KeyboardInterrupt
        If it is stopped; `trade_corridors/__main__.py` says so.
    """
    _open_closed_streams()
    _buffer_output()
    _spell_what_a_stream_cannot()
    try:
        code = _run(argv)
        # A full device may say so only when the last words leave the buffer.
        sys.stdout.flush()
    except DataError as error:
        count = len(error.faults)
        told = f"the data have {count} fault{'' if count == 1 else 's'}, the first: "
        return refused(f"{told}{error.faults[0]} See corridors check.")
    except CorridorError as error:
        return refused(str(error))
    except BrokenPipeError:
        _drop_output()
        return refused("Nobody reads the output any more.")
    except OSError as error:
        _drop_output()
        where = f"{error.filename}: " if error.filename else "Cannot write: "
        return refused(f"{where}{error.strerror or error}.")
    return code


def _run(argv: Sequence[str] | None) -> int:
    """Run what is asked."""
    parser = parser_of()
    for given in sys.argv[1:] if argv is None else argv:
        name, _, value = given.partition("=")
        if name.startswith("--") and value == "--":
            # The parser took it for the end of options and left the option a list of nothing.
            parser.error(f"argument {name}: expected one argument")
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


def _open_closed_streams() -> None:
    """Let a stream that the caller has closed (`>&-`) lead nowhere instead of being none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # It stays open as long as the command runs.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _buffer_output() -> None:
    """Give output a buffer where Python was told to use none (`PYTHONUNBUFFERED`).

    Without one, what a pipe or a full disk took only in part was lost, and nothing said so.
    """
    raw, encoding = getattr(sys.stdout, "buffer", None), sys.stdout.encoding
    # What a caller put in the place of the interpreter's own is theirs.
    if isinstance(raw, io.RawIOBase) and sys.stdout is sys.__stdout__:
        buffered = io.BufferedWriter(raw)
        sys.stdout = io.TextIOWrapper(buffered, encoding, line_buffering=True)


def refused(sentence: str) -> int:
    """Say why the request was not carried out, and return the exit code of that."""
    with suppress(OSError):
        # A name in it may hold what a terminal would act on.
        print(f"corridors: {said(sentence)}", file=sys.stderr, flush=True)
    return REFUSED


def _spell_what_a_stream_cannot() -> None:
    """Let a stream that is not UTF-8 spell out letters it lacks instead of failing on them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere: Python would try once more as it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
