"""Extracts of the drawn world of `tests/worlds.py`, for the tests of what is handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.formats.extract import Extract, extract_of
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from tests.worlds import TABLES, write_world

# Text that would be markup, an expression or a formula if anything took it for more than text.
HOSTILE = '=1"><script>alert(1)</script>${1}`</xml> & \ud7ff'


def world(folder: Path, *, hostile: bool = False) -> Catalog:
    """Read the drawn world; with `hostile` a headline and a claim's note are an attack."""
    changes = {}
    if hostile:
        event, *events = TABLES["events"]
        claim, *claims = TABLES["claims"]
        changes = {
            "events": [(*event[:10], HOSTILE.strip(), *event[11:]), *events],
            "claims": [(*claim[:18], HOSTILE, *claim[19:]), *claims],
        }
    return read_catalog(write_world(folder, changes))


def extract_at(catalog: Catalog, day: date, *, corridors: frozenset[str] | None = None) -> Extract:
    """Return what the page's first selection shows at a day, or other corridors."""
    selection = replace(default_selection(catalog), as_of=day)
    if corridors is not None:
        selection = replace(selection, corridors=corridors)
    return extract_of(catalog, selection)
