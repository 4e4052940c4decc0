"""The ``corridors`` command, as thin as the page: it reads arguments, calls, prints, exits.

What belongs here is the command line only: which subcommands there are, what they accept, and
the exit codes. What is true comes from `geo`, how it looks from `layers`. Both are imported when
a subcommand needs them, so ``--help`` answers at once.

Exit codes: 0 done, 1 the data have faults (``check``), 2 the request cannot be carried out,
3 no way leads there (``routes``).
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import socket
import sys
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.errors import CorridorError, DataError, ExportError, NoRouteError, UnknownIdError

if TYPE_CHECKING:
    from geo.catalog import Catalog
    from geo.model import Selection
    from geo.network import Query

DONE, FAULTY, REFUSED, NO_WAY = 0, 1, 2, 3

ADDRESS = "127.0.0.1"
PORT = 8501

# An installed package has no .streamlit/config.toml, and Streamlit's own defaults would bind
# every interface and let the page send usage figures. The same values stand in that file for
# `streamlit run app.py`; a test holds the two together.
SETTINGS: dict[str, str] = {
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": "#33566B",
    "theme.backgroundColor": "#FFFFFF",
    "theme.secondaryBackgroundColor": "#F6F4EE",
    "theme.textColor": "#23262B",
    "theme.borderColor": "#C9C4B9",
    "theme.linkColor": "#33566B",
    "theme.font": "sans-serif",
    "theme.baseFontSize": "14",
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": "true",
}


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong argument with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{self.prog}: {message}. See {self.prog} --help.\n")


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date; write it like 2025-07-31"
        ) from None


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(part.strip() for part in text.split(",") if part.strip())
    if not ids:
        raise argparse.ArgumentTypeError("name at least one id, separated by commas")
    return ids


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535")
    return int(text)


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text!r}")
    return path


def parser_of() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = _Parser(
        prog="corridors",
        description="Trade corridors of Afghanistan, Iran and Central Asia: map, figures, sources.",
        epilog="corridors COMMAND --help explains a command.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_app(commands)
    _add_check(commands)
    _add_export(commands)
    _add_routes(commands)
    return parser


def _add_app(commands: argparse._SubParsersAction[_Parser]) -> None:
    app = commands.add_parser(
        "app",
        help="open the interactive map in the browser",
        description="Serve the interactive map until Ctrl+C. It needs no network: nothing is "
        "asked outside this machine, and unless told otherwise only this machine can open it.",
    )
    app.add_argument("--port", type=_port, default=PORT, help="port to serve on (%(default)s)")
    app.add_argument(
        "--address",
        default=ADDRESS,
        help="address to bind (%(default)s); 0.0.0.0 lets other machines in",
    )
    app.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    app.set_defaults(run=run_app)


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser(
        "check",
        help="check a data folder and list every fault",
        description="Read a data folder as the page does and list every fault at once: file, "
        "row, column, what is wrong and what would be right.",
    )
    check.add_argument(
        "--data", type=_folder, metavar="DIR", help="data folder (default: the installed data)"
    )
    check.set_defaults(run=run_check)


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:
    export = commands.add_parser(
        "export",
        help="draw a static map to a file",
        description="Draw the chosen corridors as they stood at a date: A4 landscape, 300 dpi, "
        "with legend, scale bar, sources and dates.",
        epilog="example: corridors export --corridors herat_hub,trans_afghan,instc "
        "--as-of 2025-07-31 --out brief.png",
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    export.add_argument(
        "--corridors",
        type=_ids,
        metavar="ID,ID",
        help="corridor ids, separated by commas (default: those the page starts with)",
    )
    export.add_argument(
        "--as-of",
        type=_iso_date,
        metavar="DATE",
        help="the day the map is about, like 2025-07-31 (default: the day the data end)",
    )
    export.add_argument("--title", default="", help="title (default: the corridors' names)")
    export.add_argument("--subtitle", default="", help="line below the title")
    export.add_argument("--handling", default="", help="handling mark, top and bottom")
    export.add_argument(
        "--made-on",
        type=_iso_date,
        metavar="DATE",
        help="day printed as the map's own (default: SOURCE_DATE_EPOCH if set, else today)",
    )
    export.add_argument("--data", type=_folder, metavar="DIR", help="data folder")
    export.add_argument("--force", action="store_true", help="replace FILE if it is there")
    export.set_defaults(run=run_export)


def _add_routes(commands: argparse._SubParsersAction[_Parser]) -> None:
    routes = commands.add_parser(
        "routes",
        help="find the ways between two places at a date",
        description="Find up to five different ways between two places over what was open at a "
        "date, with length, time and cost as low, central and high figures, and what each rests "
        "on. Exit code 3 when there is none; what cuts it is named.",
        epilog="example: corridors routes --from moscow --to mumbai --as-of 2026-04-20 "
        "--objective time --close hormuz --json",
    )
    routes.add_argument(
        "--from", dest="start", required=True, metavar="PLACE", help="any spelling of a place"
    )
    routes.add_argument("--to", dest="end", required=True, metavar="PLACE")
    routes.add_argument(
        "--as-of", type=_iso_date, metavar="DATE", help="the day (default: the day the data end)"
    )
    routes.add_argument(
        "--objective",
        choices=("distance", "time", "cost", "transfers", "borders"),
        default="time",
        help="what the best way has least of (%(default)s)",
    )
    routes.add_argument(
        "--close",
        type=_ids,
        default=(),
        metavar="ID,ID",
        help="shut places, legs, straits or countries (alpha-3 codes)",
    )
    routes.add_argument("--open", type=_ids, default=(), metavar="ID,ID", help="reopen them")
    routes.add_argument(
        "--as-if-built",
        type=_ids,
        default=(),
        metavar="ID,ID",
        help="suppose legs, branches or all legs of a status to be built",
    )
    routes.add_argument(
        "--per", choices=("tonne", "TEU"), default="tonne", help="count money per (%(default)s)"
    )
    routes.add_argument(
        "--strict",
        action="store_true",
        help="leave out ways over places last known shut and not confirmed since",
    )
    routes.add_argument("--json", action="store_true", help="print JSON instead of a table")
    routes.add_argument("--data", type=_folder, metavar="DIR", help="data folder")
    routes.set_defaults(run=run_routes)


def streamlit_arguments(script: Path, *, address: str, port: int, browser: bool) -> list[str]:
    """Return the arguments of ``streamlit`` that serve `script` with the settings of this project.

    Parameters
    ----------
    script
        Path of ``app.py``.
    address, port
        Where to listen.
    browser
        Whether Streamlit opens a browser window once it serves.
    """
    settings = {
        **SETTINGS,
        "server.address": address,
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "logger.hideWelcomeMessage": "true",  # the address is printed by this command
    }
    return ["run", str(script), *(f"--{name}={value}" for name, value in settings.items())]


def _refuse_taken(address: str, port: int) -> None:
    """Raise if nothing can listen on `address` and `port`, before Streamlit says it at length."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        # As the server does it, so that a port that was in use a moment ago is not refused.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CorridorError(
                f"Cannot serve on {address} port {port}: {error.strerror}. "
                "Choose another with --port."
            ) from error


def run_app(arguments: argparse.Namespace) -> int:
    """Serve the page until it is ended; everything Streamlit is told is passed here."""
    _refuse_taken(arguments.address, arguments.port)
    from click.exceptions import Abort
    from streamlit.web import cli as streamlit_cli

    shown = f"[{arguments.address}]" if ":" in arguments.address else arguments.address
    print(f"Trade corridors: http://{shown}:{arguments.port} (Ctrl+C ends it)", flush=True)
    told = streamlit_arguments(
        Path(__file__).with_name("app.py"),
        address=arguments.address,
        port=arguments.port,
        browser=not arguments.no_browser,
    )
    with suppress(Abort):  # what click makes of Ctrl+C
        streamlit_cli.main(told, prog_name="streamlit", standalone_mode=False)
    return DONE


def run_check(arguments: argparse.Namespace) -> int:
    """Read the data and print every fault, or what was read."""
    from geo.catalog import read_catalog

    try:
        catalog = read_catalog(arguments.data)
    except DataError as error:
        for fault in error.faults:
            print(fault)
        count = len(error.faults)
        print(f"{count} fault{'' if count == 1 else 's'}.")
        return FAULTY
    print(
        f"No faults: {len(catalog.corridors)} corridors, {len(catalog.branches)} branches, "
        f"{len(catalog.legs)} legs, {len(catalog.nodes)} nodes, {len(catalog.claims)} claims, "
        f"{len(catalog.events)} events, {len(catalog.closures)} closures, "
        f"{len(catalog.sources)} sources; data end {catalog.data_end}."
    )
    return DONE


def made_on_of(given: date | None) -> date:
    """Return the day a file is said to be made: `given`, else SOURCE_DATE_EPOCH, else today."""
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ExportError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}.") from error


def selection_of_arguments(
    catalog: Catalog, *, corridors: Sequence[str] | None, as_of: date | None
) -> Selection:
    """Return what the page would show at its start, narrowed to the arguments.

    Raises
    ------
    UnknownIdError
        If a corridor is not in the catalog; the nearest ids are named.
    ExportError
        If `as_of` is later than the data.
    """
    from geo.select import default_selection

    selection = default_selection(catalog)
    if corridors is not None:
        for corridor_id in corridors:
            if corridor_id not in catalog.corridors:
                near = difflib.get_close_matches(corridor_id, catalog.corridors, cutoff=0.4)
                raise UnknownIdError("corridor", corridor_id, near or tuple(catalog.corridors))
        selection = replace(selection, corridors=frozenset(corridors))
    return replace(selection, as_of=_day_in_data(catalog, as_of))


def _day_in_data(catalog: Catalog, day: date | None) -> date | None:
    """Return the day, which must not be later than the data; `None` stands for their end."""
    if day is not None and day > catalog.data_end:
        raise ExportError(f"The data end on {catalog.data_end}; --as-of {day} is later than that.")
    return day


def run_export(arguments: argparse.Namespace) -> int:
    """Draw the static map of the chosen corridors and save it."""
    made_on = made_on_of(arguments.made_on)
    if arguments.out.exists() and not arguments.force:
        raise ExportError(f"{arguments.out} is there already; choose another name or add --force.")
    from geo.catalog import read_catalog

    catalog = read_catalog(arguments.data)
    selection = selection_of_arguments(
        catalog, corridors=arguments.corridors, as_of=arguments.as_of
    )
    from layers.figure import FigureRequest, map_figure, save_figure

    request = FigureRequest(
        selection=selection,
        title=arguments.title,
        subtitle=arguments.subtitle,
        handling=arguments.handling,
        made_on=made_on,
    )
    figure = map_figure(catalog, request)
    print(save_figure(figure, arguments.out, force=arguments.force))
    return DONE


def run_routes(arguments: argparse.Namespace) -> int:
    """Print the ways between two places, or what cuts them."""
    from geo.catalog import read_catalog
    from geo.whatif import routes_of
    from layers.routetable import (
        RESTS_ON,
        answer_rows,
        barred_text,
        cut_text,
        query_text,
        route_record,
    )

    catalog = read_catalog(arguments.data)
    query = _query_of(catalog, arguments)
    try:
        answer = routes_of(catalog, query)
    except NoRouteError as error:
        cut = cut_text(catalog, error.cut_by)
        if arguments.json:
            print(json.dumps({"routes": [], "why": str(error), "cut_by": error.cut_by}, indent=2))
        print(f"corridors: {error} {cut}", file=sys.stderr)
        return NO_WAY
    if arguments.json:
        found = [route_record(catalog, route) for route in answer.routes]
        record = {
            "query": query_text(catalog, answer),
            "routes": found,
            "shut": barred_text(catalog, answer),
        }
        print(json.dumps(record, indent=2))
        return DONE
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(query_text(catalog, answer), markup=False)
    for row in answer_rows(catalog, answer):
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, cell in row.items():
            if cell:
                table.add_row(name, cell)
        console.print(table)
        console.print()
    for line in (barred_text(catalog, answer), RESTS_ON):
        console.print(line, markup=False)
    return DONE


def _query_of(catalog: Catalog, arguments: argparse.Namespace) -> Query:
    """Return the question the arguments ask; every id in it is in the catalog."""
    from geo.link import buildable_of, places_of
    from geo.model import Basis, Objective, Scenario
    from geo.network import Query
    from geo.whatif import place_of

    places, buildable = places_of(catalog), buildable_of(catalog)
    scenario = Scenario(
        closed=_known(arguments.close, places, "place, leg, strait or country"),
        opened=_known(arguments.open, places, "place, leg, strait or country"),
        as_if_built=_known(arguments.as_if_built, buildable, "leg, branch or status"),
    )
    return Query(
        from_id=place_of(catalog, arguments.start),
        to_id=place_of(catalog, arguments.end),
        on=_day_in_data(catalog, arguments.as_of) or catalog.data_end,
        objective=Objective(arguments.objective),
        scenario=scenario,
        basis=Basis(arguments.per),
        unconfirmed=not arguments.strict,
    )


def _known(given: Sequence[str], known: Collection[str], kind: str) -> frozenset[str]:
    """Return ids as a set; the first that is unknown is an error naming the nearest."""
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, cutoff=0.5)
            raise UnknownIdError(kind, name, sorted(near))
    return frozenset(given)


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
