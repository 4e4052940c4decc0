"""`corridors template`: an empty workbook for data of one's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.arguments import DONE, Parser, add_data, data_named, path_text
from geo.errors import ExportError


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    template = commands.add_parser(
        "template",
        help="write an empty workbook for your own data",
        description="Write an XLSX with one sheet a table, lists to choose from, notes, the known "
        "places and example rows. Filled, it stands beside the data: corridors app --own my.xlsx.",
    )
    template.add_argument("--out", type=Path, required=True, metavar="FILE", help="an .xlsx file")
    template.add_argument("--force", action="store_true", help="replace what is there")
    add_data(template)
    template.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook.

    Raises
    ------
    ExportError
        If the file is not to be an XLSX, or cannot be written.
    """
    from geo.own.save import template_of
    from geo.records.catalog import read_catalog
    from layers.pack.files import PackFile, save_files

    if arguments.out.suffix.lower() != ".xlsx":
        raise ExportError("The template is a workbook: name a file that ends in .xlsx.")
    content = template_of(read_catalog(*data_named(arguments)).nodes)
    file = PackFile(arguments.out.name, content)
    for path in save_files([file], arguments.out, force=arguments.force):
        print(path_text(path))
    return DONE
