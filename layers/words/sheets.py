"""The weekly sheets in words: crossings and ports, and what falls due, as rows of ready texts.

What belongs here: headings, cells, and the sheets as text to copy. What does not: what a cell holds
(`geo/changes/sheets.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.calendars import date_text, day_text
from geo.changes.sheets import Due, Passage, PassageCell, PassageRow, due_within, passage_rows
from geo.model.lines import NodeKind
from geo.model.states import Traffic
from geo.records.catalog import Catalog
from geo.state.select import seen_on
from layers.look.style import MODE_LABEL
from layers.words.closures import traffic_text
from layers.words.dates import short_date
from layers.words.page import short_citation
from layers.words.wording import country_text, subject_text

PASSAGE_COLUMNS = (
    *("Crossing or port", "Towards", "Goods", "Empty vehicles", "People"),
    *("Since", "Last reported", "By whom"),
)
DUE_COLUMNS = ("Falls due", "What", "About", "Said", "By whom")
PASSAGE_NOTE = (
    "Open for goods: a page of the day named shows the line in use; it does not say which way. "
    "What nobody has spoken of is not reported."
)
NOTHING_DUE = "Nothing known falls due in these 90 days."
_RUNS_OUT = "runs out: "
_Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class WeeklySheet:
    """One of the sheets: its title, its columns, and its rows, each with the ids of its sources.

    `headline` says in a line what some of its rows, together on a page, come to.
    """

    title: str
    columns: tuple[str, ...]
    sourced: tuple[tuple[_Row, tuple[str, ...]], ...]
    headline: Callable[[Sequence[_Row]], str]

    @property
    def rows(self) -> list[_Row]:
        """Return the rows alone."""
        return [row for row, _ in self.sourced]


def passage_sheet(catalog: Catalog, on: date) -> WeeklySheet:
    """Return the table of crossings and ports; both ways in one row where they are the same."""
    cited = seen_on(catalog, on)
    by_place: dict[str, list[PassageRow]] = {}
    for row in passage_rows(catalog, on):
        by_place.setdefault(_place_text(catalog, row), []).append(row)
    sourced = (
        (
            _passage_row(cited, place, towards, row),
            tuple(dict.fromkeys(one.source_id for one in row.cells.values() if one.source_id)),
        )
        for place, rows in by_place.items()
        for towards, row in _ways(rows)
    )
    title = f"Crossings and ports on {day_text(on)}"
    return WeeklySheet(title, PASSAGE_COLUMNS, tuple(sourced), _passages_headline)


def due_sheet(catalog: Catalog, on: date) -> WeeklySheet:
    """Return what falls due in the 90 days from a day on, soonest first."""
    cited = seen_on(catalog, on)
    sourced = ((_due_row(cited, due), (due.event.source_id,)) for due in due_within(catalog, on))
    title = f"What falls due in 90 days from {day_text(on)}"
    return WeeklySheet(title, DUE_COLUMNS, tuple(sourced), _dues_headline)


def _passages_headline(rows: Sequence[_Row]) -> str:
    first, last = (re.split(", | – ", rows[at]["Crossing or port"])[0] for at in (0, -1))
    where = first if first == last else f"{first} to {last}"
    counted = Counter(row["Goods"] for row in rows)
    said = ", ".join(f"{counted[one]} {one}" for one in map(str, Passage) if counted[one])
    return f"{where}, for goods: {said}"


def _dues_headline(rows: Sequence[_Row]) -> str:
    next_due = rows[0]
    what = next_due["What"]
    if what.startswith(_RUNS_OUT):
        what = f"{what.removeprefix(_RUNS_OUT)} (runs out)"
    more = f"; {len(rows) - 1} more in 90 days" if len(rows) > 1 else ""
    return f"Next due, {next_due['Falls due']}: {what}{more}"


def tabbed_text(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Return rows as lines of cells between tabs, as spreadsheets and mail take them."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(row[column] for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def markdown_table(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Return rows as a Markdown table."""
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in rows:
        cells = (row[column].replace("\\", "\\\\").replace("|", "\\|") for column in columns)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _ways(rows: Sequence[PassageRow]) -> list[tuple[str, PassageRow]]:
    first = rows[0]
    if all(row.cells == first.cells for row in rows):
        return [("both ways", first)]
    return [(country_text(row.towards) if row.towards else "abroad", row) for row in rows]


def _place_text(catalog: Catalog, row: PassageRow) -> str:
    names = dict.fromkeys(catalog.nodes[name].name for name in row.node_ids)
    place = " – ".join(names)
    if row.mode is not None:
        return f"{place}, {MODE_LABEL[row.mode].lower()}"
    port = catalog.nodes[row.node_ids[0]].kind is NodeKind.PORT
    return f"{place}, {'port' if port else 'crossing'}"


def _passage_row(catalog: Catalog, place: str, towards: str, row: PassageRow) -> _Row:
    cells = [row.cells[traffic] for traffic in Traffic]

    def by_whom(cell: PassageCell) -> str:
        return "".join(short_citation(catalog, cell.source_id)) if cell.source_id else ""

    return {
        "Crossing or port": place,
        "Towards": towards,
        **dict(zip(PASSAGE_COLUMNS[2:5], (str(cell.passage) for cell in cells), strict=True)),
        "Since": _joined(row, lambda cell: short_date(cell.since) if cell.since else ""),
        "Last reported": _joined(row, lambda cell: short_date(cell.last) if cell.last else ""),
        "By whom": _joined(row, by_whom),
    }


def _joined(row: PassageRow, text: Callable[[PassageCell], str]) -> str:
    """Return one text for what was reported of all traffic, or one for each that differs."""
    said: dict[str, list[Traffic]] = {}
    for traffic, cell in row.cells.items():
        if cell.passage is not Passage.NOT_REPORTED and text(cell):
            said.setdefault(text(cell), []).append(traffic)
    if len(said) < 2:
        return next(iter(said), "")
    return "; ".join(f"{traffic_text(kinds)}: {shown}" for shown, kinds in said.items())


def _due_row(catalog: Catalog, due: Due) -> _Row:
    event = due.event
    ends = event.ends if due.runs_out else event.date
    return {
        "Falls due": date_text(ends),
        "What": _RUNS_OUT + event.headline if due.runs_out else event.headline,
        "About": subject_text(catalog, *event.subject),
        "Said": short_date(event.said_on),
        "By whom": "".join(short_citation(catalog, event.source_id)),
    }
