"""The options of an export, which are the columns of a list of exports too."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commands.arguments import add_data, add_own, id_list, iso_date

if TYPE_CHECKING:
    from layers.scene.sheet import PageSize


def add_options(export: argparse.ArgumentParser) -> None:
    """Add what an export can be asked."""
    _add_choice(export)
    _add_page(export)
    _add_output(export)


def _add_choice(export: argparse.ArgumentParser) -> None:
    what = export.add_argument_group("what is shown")
    what.add_argument("--link", metavar="QUERY", help="the page's link, or what follows its ?")
    what.add_argument(
        "--corridors",
        type=id_list,
        metavar="ID,ID",
        help="corridor ids, separated by commas (default: those the page starts with)",
    )
    what.add_argument(
        "--branches", type=id_list, metavar="ID,ID", help="only these branches of the corridors"
    )
    what.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="the day it is about, like 2025-07-31 (default: the day the data end)",
    )
    what.add_argument(
        "--focus", metavar="KIND:ID", help="what it is about, such as node:torghundi or leg:ID"
    )
    add_data(what)
    add_own(what)


def _add_page(export: argparse.ArgumentParser) -> None:
    page = export.add_argument_group("the page")
    page.add_argument("--title", default="", help="title (default: the corridors' names)")
    page.add_argument("--subtitle", default="", help="line below the title")
    page.add_argument(
        "--size",
        type=_size,
        metavar="SIZE",
        help="a4_landscape, a4_portrait, a3_landscape, slide or phone (default: a4_landscape)",
    )
    page.add_argument(
        "--since",
        type=iso_date,
        metavar="DATE",
        help="add to brief and slides a summary, and what changed since that day",
    )
    page.add_argument(
        "--weekly",
        action="store_true",
        help="add to brief and slides the weekly sheets: crossings and ports, and what falls due",
    )
    page.add_argument(
        "--language",
        type=_language,
        metavar="LANGUAGE",
        help="of the names on the map: local, ru or en (default: the link's, else en)",
    )
    page.add_argument(
        "--light-ink",
        action="store_true",
        help="pale land without relief (default: where the link says relief=off)",
    )
    page.add_argument("--handling", help="handling mark, top and bottom")
    page.add_argument(
        "--made-on",
        type=iso_date,
        metavar="DATE",
        help="day printed as the map's own (default: SOURCE_DATE_EPOCH if set, else today)",
    )
    page.add_argument(
        "--base-address",
        metavar="URL",
        help="where the page is served, for the QR code of the link",
    )
    page.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="a house's own wording, TOML (default: the file CORRIDORS_SETTINGS names)",
    )


def _add_output(export: argparse.ArgumentParser) -> None:
    output = export.add_argument_group("the files")
    output.add_argument(
        "--formats",
        metavar="NAME,NAME",
        help="png, png150, svg, pdf, … or all (default: what the ending of --out means)",
    )
    output.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="a file for one format, a folder for several; a .zip holds them all and a manifest",
    )
    output.add_argument(
        "--list",
        type=Path,
        metavar="FILE",
        help="CSV of what is wanted, one row each: columns named like these options, and `name` "
        "for its files; --out is then their folder",
    )
    output.add_argument(
        "--strict", action="store_true", help="write nothing if any page lacks anything"
    )
    output.add_argument("--force", action="store_true", help="replace what is there")


def _language(text: str) -> str:
    from layers.look.languages import LANGUAGES, language_of

    word = text.strip().lower()
    if word not in LANGUAGES:
        told = ", ".join(LANGUAGES)
        raise argparse.ArgumentTypeError(f"there is no language {text!r}; choose from {told}")
    return language_of(word)


def _size(text: str) -> PageSize:
    from layers.scene.sheet import PageSize

    try:
        return PageSize(text.strip().lower().replace("-", "_"))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"there is no size {text!r}; choose from {', '.join(PageSize)}"
        ) from None
