"""An overlay: somebody's tables as they wrote them, whose they are, and what they come to.

What belongs here: the overlay itself, and its tables made whole so that the catalog can read them
beside the shipped ones: ids with its prefix, cells that have a usual value, geometry, and one
corridor for lines that are in none. What does not: reading files (`geo/own/drop.py`), and what must
hold (`geo/records/`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.clean import clean, tidy
from geo.model.lines import LonLat
from geo.model.origins import UNSOURCED
from geo.own.defaults import completed
from geo.own.ids import Cells, own_ids, prefixed
from geo.own.lines import drawn_features, loose_ways
from geo.records.contract import Table
from geo.records.readers import Added, Beside
from geo.records.schema.lines import BRANCH_NAMES, BRANCHES, CORRIDOR_NODES, CORRIDORS, LEGS, NODES
from geo.records.schema.said import CLAIMS, EVENTS, KEY_FIGURES, SOURCES
from geo.records.schema.states import CLOSURES, CONFIRMATIONS, LEG_STATUS
from geo.records.schema.ways import ASSUMPTIONS

OWN_TABLES: tuple[Table, ...] = (
    NODES,
    LEGS,
    LEG_STATUS,
    CLAIMS,
    EVENTS,
    CLOSURES,
    CONFIRMATIONS,
    SOURCES,
    CORRIDORS,
    BRANCH_NAMES,
    BRANCHES,
    CORRIDOR_NODES,
    KEY_FIGURES,
    ASSUMPTIONS,
)
LEGS_FILE = "layers/own.geojson"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was written, and the number it has in its file."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of one table, and what a fault calls the file or sheet they stand in."""

    place: str
    rows: tuple[RawRow, ...]


@dataclass(frozen=True)
class Overlay:
    """Somebody's own tables, with the name and the owner that everything of theirs is shown by."""

    name: str
    owner: str
    tables: Mapping[str, RawTable]
    prefers_own: bool = False

    @property
    def origin(self) -> str:
        """Whose its records are, as read everywhere after "added by"."""
        owner, name = clean(self.owner, longest=60), clean(self.name, longest=60)
        return f"{owner} ({name})" if owner else name

    @property
    def prefix(self) -> str:
        """What the ids of its own records begin with."""
        slug = re.sub(r"[^a-z0-9]+", "_", self.name.casefold()).strip("_")[:20].strip("_")
        digest = hashlib.sha256(f"{self.name}\n{self.owner}".encode()).hexdigest()
        return f"{slug or 'own'}_{digest[:4]}__"

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what it says; where it was written, and blanks, do not count."""
        told = {name: _told(table.rows) for name, table in self.tables.items() if table.rows}
        whole = [self.name, self.owner, self.prefers_own, dict(sorted(told.items()))]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()

    def rows(self, table: str) -> tuple[RawRow, ...]:
        """Return the rows of a table; none if it is not there."""
        return self.tables[table].rows if table in self.tables else ()

    def beside(self, known: Mapping[str, LonLat]) -> Beside:
        """Return its files as the catalog reads them.

        Parameters
        ----------
        known
            Where the shipped nodes lie, for lines that say only where they start and end.
        """
        prefix = self.prefix
        added = Added(self.origin, prefix, self.digest, self.prefers_own)
        whole = {
            table.name: completed(table, [row.cells for row in self.rows(table.name)])
            for table in OWN_TABLES
        }
        for name, rows in loose_ways(whole, clean(self.name, longest=60), known).items():
            whole[name] = whole[name] + rows
        own = own_ids(OWN_TABLES, whole)
        unsourced = prefix + UNSOURCED.removeprefix("__")
        ready = {
            table.name: prefixed(table, whole[table.name], own, prefix, unsourced)
            for table in OWN_TABLES
        }
        if any(unsourced in row.values() for rows in ready.values() for row in rows):
            ready["sources"] = [*ready["sources"], _unsourced_row(unsourced)]
        nodes, legs = drawn_features(ready["nodes"], ready["legs"], known)
        features = {"nodes.geojson": nodes, LEGS_FILE: legs}
        drawn = {name: found for name, found in features.items() if found}
        return Beside(added, _rows_by_file(ready), drawn)


def _told(rows: Sequence[RawRow]) -> list[dict[str, str]]:
    """Return of each row the cells that say something, by name, with single blanks in them."""
    # Rows of a table mostly have the same columns.
    orders: dict[tuple[str, ...], list[str]] = {}
    told = []
    for row in rows:
        names = tuple(row.cells)
        order = orders.get(names) or orders.setdefault(names, sorted(names))
        told.append({name: said for name in order if (said := tidy(row.cells[name]))})
    return told


def _unsourced_row(source_id: str) -> dict[str, str]:
    row = {
        "source_id": source_id,
        "title": "Unsourced",
        "published_precision": "undated",
        "kind": "none",
        "read": "no page given",
    }
    return completed(SOURCES, [row])[0]


def _rows_by_file(ready: Mapping[str, Sequence[Cells]]) -> dict[str, list[Cells]]:
    """Return the columns of each table by its file; one without rows is none."""
    rows: dict[str, list[Cells]] = {}
    for table in OWN_TABLES:
        if ready[table.name] and table not in (NODES, LEGS):
            names = [column.name for column in table.columns]
            rows[table.file] = [
                {name: row.get(name, "") for name in names} for row in ready[table.name]
            ]
    return rows
