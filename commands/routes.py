"""`corridors routes`: the ways between two places at a date."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from commands.arguments import (
    DONE,
    NO_WAY,
    Parser,
    add_data,
    add_own,
    catalog_named,
    id_list,
    iso_date,
)
from commands.terminal import terminal
from geo.errors import NoRouteError

if TYPE_CHECKING:
    from geo.network.route import Query
    from geo.network.whatif import Answer
    from geo.records.catalog import Catalog


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
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
        "--as-of", type=iso_date, metavar="DATE", help="the day (default: the day the data end)"
    )
    routes.add_argument(
        "--objective",
        choices=("distance", "time", "cost", "transfers", "borders"),
        default="time",
        help="what the best way has least of (%(default)s)",
    )
    _add_supposed(routes)
    routes.add_argument(
        "--per", choices=("tonne", "TEU"), default="tonne", help="count money per (%(default)s)"
    )
    routes.add_argument(
        "--strict",
        action="store_true",
        help="leave out ways over places whose closure is contested",
    )
    routes.add_argument("--json", action="store_true", help="print JSON instead of a table")
    add_data(routes)
    add_own(routes)
    routes.set_defaults(run=run)


def _add_supposed(routes: argparse.ArgumentParser) -> None:
    routes.add_argument(
        "--close",
        type=id_list,
        default=(),
        metavar="ID,ID",
        help="shut places, legs, straits or countries (alpha-3 codes)",
    )
    routes.add_argument("--open", type=id_list, default=(), metavar="ID,ID", help="reopen them")
    routes.add_argument(
        "--as-if-built",
        type=id_list,
        default=(),
        metavar="ID,ID",
        help="suppose legs, branches or all legs of a status to be built",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the ways between two places, or what cuts them."""
    from geo.network.whatif import routes_of
    from layers.words.routes import cut_text

    catalog = catalog_named(arguments)
    query = _query_of(catalog, arguments)
    if arguments.json:
        from layers.answers.asked import as_json
        from layers.answers.ways import ways

        answered = ways(catalog, query)
        print(as_json(answered))
        if not answered["routes"]:
            print(f"corridors: {answered['why']}", file=sys.stderr)
        return DONE if answered["routes"] else NO_WAY
    try:
        answer = routes_of(catalog, query)
    except NoRouteError as error:
        print(f"corridors: {error} {cut_text(catalog, error.cut_by)}", file=sys.stderr)
        return NO_WAY
    _print_ways(catalog, answer)
    return DONE


def _print_ways(catalog: Catalog, answer: Answer) -> None:
    """Print a table for each way, and below them what is shut and what matters most."""
    from rich.table import Table
    from rich.text import Text

    from geo.network.ranking import critical_places
    from layers.words.ranking import matters_text
    from layers.words.routes import RESTS_ON, answer_rows, barred_text, question_text

    console = terminal()
    console.print(question_text(catalog, answer), markup=False)
    for row in answer_rows(catalog, answer):
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, cell in row.items():
            if cell:
                table.add_row(Text(name), Text(cell))
        console.print(table)
        console.print()
    matters = matters_text(catalog, critical_places(catalog, answer), answer)
    for line in (barred_text(catalog, answer), matters, RESTS_ON):
        console.print(line, markup=False)


def _query_of(catalog: Catalog, arguments: argparse.Namespace) -> Query:
    """Return the question the arguments ask; every id in it is in the catalog."""
    from geo.formats.link import scenario_named
    from geo.model.choice import Basis, Objective
    from geo.network.route import Query
    from geo.network.whatif import ends_of
    from geo.state.select import day_in_data

    scenario = scenario_named(
        catalog, arguments.close, opened=arguments.open, as_if_built=arguments.as_if_built
    )
    from_id, to_id = ends_of(catalog, arguments.start, arguments.end)
    return Query(
        from_id=from_id,
        to_id=to_id,
        on=day_in_data(catalog, arguments.as_of, named="--as-of") or catalog.data_end,
        objective=Objective(arguments.objective),
        scenario=scenario,
        basis=Basis(arguments.per),
        contested=not arguments.strict,
    )
