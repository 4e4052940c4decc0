"""The `corridors` command, as thin as the page: a table of contents.

Each subcommand is a module of `commands/`, which says what it accepts and what it does.

Exit codes: 0 done, 1 the data have faults (`check`), 2 the request cannot be carried out,
3 no way leads there (`routes`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from commands import check, export, routes, serve
from commands.arguments import REFUSED, Parser
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
    routes.add(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; errors meant for readers go to stderr."""
    arguments = parser_of().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except DataError as error:
        count = len(error.faults)
        told = f"the data have {count} fault{'' if count == 1 else 's'}, the first: "
        print(f"corridors: {told}{error.faults[0]} See corridors check.", file=sys.stderr)
        return REFUSED
    except CorridorError as error:
        print(f"corridors: {error}", file=sys.stderr)
        return REFUSED
    return code


if __name__ == "__main__":
    sys.exit(main())
