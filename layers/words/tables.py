"""The tables of the pack in words: key figures, disagreements, ways, before and after.

What belongs here: the headings, once, and the cells below them as ready texts. What does not: how
wide a column is and where a row breaks (`layers/scene/table.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.catalog import Catalog
from geo.whatif import Comparison
from layers.words.figures import Disagreement, KeyFigure, numbers_text
from layers.words.page import short_citation
from layers.words.routes import comparison_rows

# Headings in their order, with the share of the width each column takes.
FIGURE_COLUMNS: Mapping[str, float] = {
    "Figure": 2.4,
    "About": 2.6,
    "Kind": 1.35,
    "Where sources differ": 2.6,
    "What is counted": 3.0,
    "Said": 2.4,
    "Source": 3.2,
}
DISPUTE_COLUMNS: Mapping[str, float] = {
    "Range": 2.4,
    "About": 2.6,
    "Kind": 1.35,
    "Spread": 0.9,
    "Used here": 3.2,
    "What is counted": 3.6,
    "Sources": 1.5,
}
WAY_COLUMNS: Mapping[str, float] = {
    "No.": 0.5,
    "Way": 3.6,
    "Length": 1.05,
    "By mode": 2.0,
    "Time": 1.75,
    "Cost": 2.2,
    "Borders": 0.85,
    "Breaks of gauge": 1.8,
    "Ports": 2.0,
    "Straits": 1.4,
    "Not built": 0.9,
    "Only if": 3.0,
    "Mind": 3.0,
}
# Tables whose last cell names or numbers the sources of its row.
FOOTNOTED = ("Key figures", "Where sources disagree")
# Columns that are left out when no way has anything in them.
_IF_ANY = ("Not built", "Only if", "Mind")
# Columns for which a slide has no room.
_ON_PAPER = ("Breaks of gauge", "Ports", "Straits")
COMPARISON_COLUMNS: Mapping[str, float] = {
    "Best way": 1.0,
    "Before": 2.4,
    "After": 2.4,
    "Change": 2.4,
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of ready texts by column; `planned`, `set_aside` and `bold` decide its type."""

    cells: Mapping[str, str]
    planned: bool = False
    set_aside: bool = False
    bold: bool = False


def figure_row(catalog: Catalog, figure: KeyFigure, numbers: Mapping[str, int]) -> TableRow:
    """Return a key figure as a row; its first source is named, all are numbered."""
    source = "".join(short_citation(catalog, figure.source_ids[0]))
    ids = (*figure.source_ids, *figure.range_ids)
    return TableRow(
        {
            "Figure": figure.value,
            "About": f"{figure.about}: {figure.name.lower()}",
            "Kind": figure.kind,
            "Where sources differ": figure.range_said,
            "What is counted": _joined(figure.scope, figure.period, figure.rate),
            "Said": figure.said.removeprefix("said by ").removeprefix("said "),
            "Source": f"{source} [{numbers_text(ids, numbers)}]",
        },
        planned=figure.planned,
        set_aside=figure.set_aside,
        bold=True,
    )


def dispute_row(dispute: Disagreement, numbers: Mapping[str, int]) -> TableRow:
    """Return a disagreement as a row, its sources by number."""
    used = f"{dispute.used}: {dispute.why}" if dispute.why else dispute.used
    return TableRow(
        {
            "Range": f"{dispute.said}, {dispute.voices}",
            "About": f"{dispute.about}: {dispute.name.lower()}",
            "Kind": dispute.kind,
            "Spread": dispute.spread,
            "Used here": used if dispute.used else "none preferred",
            "What is counted": _joined(dispute.scope, dispute.period),
            "Sources": f"[{numbers_text(dispute.source_ids, numbers)}]",
        },
        planned=dispute.planned,
        bold=True,
    )


def way_columns(rows: Sequence[Mapping[str, str]], *, on_slide: bool) -> dict[str, float]:
    """Return the columns of a table of ways, without those in which no way has anything."""
    left_out = {name for name in _IF_ANY if all(row[name] in ("", "none") for row in rows)}
    left_out |= set(_ON_PAPER) if on_slide else set()
    return {name: share for name, share in WAY_COLUMNS.items() if name not in left_out}


def compared_rows(comparison: Comparison) -> Iterable[TableRow]:
    """Yield what a scenario changes of the best way, a row for each measure."""
    for row in comparison_rows(comparison):
        yield TableRow(
            {"Best way": row[""], **{name: row[name] for name in row if name}}, bold=True
        )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
