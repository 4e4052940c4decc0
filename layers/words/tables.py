"""The tables of the pack in words: key figures, disagreements, ways, before and after.

What belongs here: the headings, once, and the cells below them as ready texts. What does not: how
wide a column is and where a row breaks (`layers/scene/table.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.network.whatif import Comparison
from geo.records.catalog import Catalog
from layers.words.figures import Disagreement, StatedFigure, numbers_text
from layers.words.page import short_citation
from layers.words.routes import comparison_rows

# Headings in their order.
FIGURE_COLUMNS = (
    "Figure",
    "About",
    "Kind",
    "Where sources differ",
    "What is counted",
    "Said",
    "Source",
)
DISPUTE_COLUMNS = (
    "Range",
    "About",
    "Kind",
    "Spread",
    "Used here",
    "What is counted",
    "Sources",
)
WAY_COLUMNS = (
    "No.",
    "Way",
    "Length",
    "By mode",
    "Time",
    "Cost",
    "Borders",
    "Breaks of gauge",
    "Ports",
    "Straits",
    "Not built",
    "Only if",
    "Mind",
)
COMPARISON_COLUMNS = ("Best way", "Before", "After", "Change")
# Tables whose last cell names or numbers the sources of its row.
FOOTNOTED = ("Key figures", "Where sources disagree")
# Columns that are left out when no way has anything in them.
_IF_ANY = ("Not built", "Only if", "Mind")
# Columns for which a slide has no room.
_ON_PAPER = ("Breaks of gauge", "Ports", "Straits")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of ready texts by column; `planned`, `set_aside` and `bold` decide its type."""

    cells: Mapping[str, str]
    planned: bool = False
    set_aside: bool = False
    bold: bool = False


def figure_row(catalog: Catalog, figure: StatedFigure, numbers: Mapping[str, int]) -> TableRow:
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


def way_columns(rows: Sequence[Mapping[str, str]], *, on_slide: bool) -> tuple[str, ...]:
    """Return the columns of a table of ways, without those in which no way has anything."""
    empty = {"", "none"}
    left_out = {name for name in _IF_ANY if all(row[name] in empty for row in rows)}
    left_out |= set(_ON_PAPER) if on_slide else set()
    return tuple(name for name in WAY_COLUMNS if name not in left_out)


def compared_rows(comparison: Comparison) -> Iterable[TableRow]:
    """Yield what a scenario changes of the best way, a row for each measure."""
    for row in comparison_rows(comparison):
        yield TableRow(
            {"Best way": row[""], **{name: row[name] for name in row if name}}, bold=True
        )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
