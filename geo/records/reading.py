"""What was read of the tables: typed rows, shapes, and what is wrong with them.

What belongs here: what readers fill and checks look through. What does not: reading an origin
(`geo/records/origin.py`), and records made of rows (`geo/records/builders.py`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from geo.errors import Fault
from geo.model.lines import LonLat

Rows = list[dict[str, Any]]


@dataclass
class Tables:
    """What was read: typed rows by table, shapes by id, and what is wrong with them.

    Attributes
    ----------
    rows
        Typed rows by the name of their table. Each has the `origin`, `file` and `row` it stands
        in; a row with a fault is left out.
    points, lines
        Coordinates of nodes and of legs' alignments by id: longitude, latitude in degrees.
    ids
        Ids as written by `table.column`, faulty rows included, so that one fault does not breed
        others. Those of a table in `unread` are not told.
    unread
        Names of the tables that could not be read whole: nothing can be said to be missing there.
    basemap
        GeoJSON text of each layer by its file stem.
    data_end
        The last day the data speak of; `date.max` when they do not say.
    edition, made_on
        Which edition the base calls itself, and the day it was made; empty when it does not say.
    faults
        Everything found wrong so far.
    """

    rows: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    points: dict[str, LonLat] = field(default_factory=dict)
    lines: dict[str, list[LonLat]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unread: set[str] = field(default_factory=set)
    basemap: dict[str, str] = field(default_factory=dict)
    data_end: date = date.max
    edition: str = ""
    made_on: date | None = None
    faults: list[Fault] = field(default_factory=list)

    def copy(self) -> Tables:
        """Return tables of the same rows to which others can be added."""
        return replace(
            self,
            rows=defaultdict(list, {name: list(held) for name, held in self.rows.items()}),
            ids=defaultdict(set, {name: set(held) for name, held in self.ids.items()}),
            points=dict(self.points),
            lines=dict(self.lines),
            unread=set(self.unread),
            basemap=dict(self.basemap),
            faults=list(self.faults),
        )
