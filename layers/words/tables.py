"""The tables of the pack in words: key figures, disagreements, ways, before and after.

What belongs here: the headings, once, and the cells below them as ready texts. What does not: how
wide a column is and where a row breaks (`layers/scene/table.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.calendars import date_text
from geo.ledger.readings import Reading
from geo.model.dates import PartialDate
from geo.network.whatif import Comparison
from geo.records.catalog import Catalog
from geo.records.claims import bounds_of
from geo.records.metrics import metric_label
from geo.state.conditions import ClosureState
from layers.look.style import CONDITION_LOOK, closure_condition
from layers.words.closures import how_text
from layers.words.figures import StatedFigure, cited_ids, numbers_text
from layers.words.page import short_citation
from layers.words.routes import comparison_rows, places_text
from layers.words.wording import (
    claim_period,
    class_text,
    figure_text,
    range_text,
    speakers_text,
    subject_text,
)

# Tables whose last cell names or numbers the sources of its row.
IN_FORCE = "Closures and restrictions in force"
DISAGREE = "Where sources disagree"
FOOTNOTED = ("Key figures", DISAGREE, IN_FORCE)
# The column that shows a row's figures as dots; its cells have no words.
DOTS = "From 0 (filled: used here)"
# Columns of ways that are left out when no way has anything in them.
_IF_ANY = ("Not built", "Only if", "Note")
# Columns of ways for which a page, and those for which a slide has no room.
_NOT_ON_PAPER = ("Countries", "Transfers", "Over lines")
_NOT_ON_SLIDES = ("Breaks of gauge", "Ports", "Straits")


@dataclass(frozen=True, slots=True)
class Dot:
    """A source's figure or range on a line: its ends from 0 to 1, and what it says."""

    low: float
    high: float
    used: bool
    said: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of ready texts by heading; `planned`, `set_aside` and `bold` decide its type.

    Its `dots` lie on a line on which `nought` lies, from 0 to 1.
    """

    cells: Mapping[str, str]
    planned: bool = False
    set_aside: bool = False
    bold: bool = False
    dots: tuple[Dot, ...] = ()
    nought: float = 0.0


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


def dispute_row(catalog: Catalog, reading: Reading, numbers: Mapping[str, int]) -> TableRow:
    """Return a contested figure as a row, its sources by number."""
    claim = reading.leading
    about = subject_text(catalog, *claim.subject)
    used = figure_text(claim) if reading.shown else "none preferred"
    why = f": {reading.why}" if reading.shown and reading.why else ""
    return TableRow(
        {
            "Range": f"{range_text(reading)}, {speakers_text(reading.voices)}",
            "About": f"{about}: {metric_label(claim.metric).lower()}",
            DOTS: "",
            "Used here": used + why,
            "Kind": class_text(claim),
            "What is counted": _joined(claim.scope, claim_period(claim)),
            "Sources": f"[{numbers_text(cited_ids(reading), numbers)}]",
        },
        planned=reading.planned,
        bold=True,
        dots=_dots_of(reading),
        nought=_share_of(reading, 0.0),
    )


def _dots_of(reading: Reading) -> tuple[Dot, ...]:
    """Return each figure of a reading on a line that begins or ends at nought."""
    dots = []
    for claim in reading.claims:
        low, high = (_share_of(reading, bound) for bound in bounds_of(claim))
        said = f"{figure_text(claim)}, {claim.said_by or 'speaker not named'}"
        dots.append(Dot(low, high, used=claim == reading.shown, said=said))
    return tuple(dots)


def _share_of(reading: Reading, figure: float) -> float:
    low, high = min(reading.low, 0.0), max(reading.high, 0.0)
    return (figure - low) / (high - low)


def in_force_rows(states: Iterable[ClosureState], numbers: Mapping[str, int]) -> list[TableRow]:
    """Return closures and restrictions as rows; a ban from and to a country is one statement."""
    rows: dict[tuple[str, PartialDate], TableRow] = {}
    for state in states:
        closure = state.closure
        condition = closure_condition(state)
        shut = CONDITION_LOOK[condition].label.lower()
        contested = f"contested {date_text(state.contested)}" if state.contested else ""
        cells = {
            "What": closure.headline,
            "How far": how_text(closure) if condition == "restricted" else shut,
            "Since": date_text(closure.start),
            "Last reported": date_text(state.last_confirmed),
            "Who says otherwise": contested,
            "Source": f"[{numbers_text([state.source_id], numbers)}]",
        }
        rows.setdefault((closure.headline, closure.start), TableRow(cells, bold=True))
    return list(rows.values())


def way_rows(rows: Sequence[Mapping[str, str]], *, on_slide: bool) -> list[TableRow]:
    """Return ways as rows, without the columns in which no way has anything."""
    left_out = {*_NOT_ON_PAPER, *(_NOT_ON_SLIDES if on_slide else ())}
    left_out |= {name for name in _IF_ANY if all(row[name] in ("", "none") for row in rows)}
    return [TableRow({k: row[k] for k in row if k not in left_out}) for row in rows]


def compared_rows(catalog: Catalog, comparison: Comparison) -> list[TableRow]:
    """Return what a scenario changes of the best way: the way itself, then each measure."""
    best = {
        name: places_text(catalog, answer.routes[0]) if answer.routes else "no route"
        for name, answer in (("Before", comparison.before), ("After", comparison.after))
    }
    rows = [{"": "Route", **best, "Change": ""}, *comparison_rows(comparison)]
    return [
        TableRow({name or "Best route": cell for name, cell in row.items()}, bold=True)
        for row in rows
    ]


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))
