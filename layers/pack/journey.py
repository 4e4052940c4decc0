"""The journey in the single HTML file: its ways, before and after, and what others published.

What belongs here: the section of the panel. What does not: the cards and tables it is made of
(`layers/screen/routecards.py`) and what the map itself is told (`layers/pack/told.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.look.text import safe
from layers.screen.routecards import answer_html, sentence_html, table_html
from layers.screen.sources import source_link
from layers.words.figures import all_ids, numbers_of
from layers.words.published import BESIDE, NONE_PUBLISHED, beside_rows
from layers.words.routes import RESTS_ON
from layers.words.tables import TableRow, compared_rows
from layers.words.ways import ways_of


def journey_html(catalog: Catalog, selection: Selection) -> str:
    """Return the journey's ways, what a scenario changes, and what others published."""
    ways = ways_of(catalog, selection)
    if ways is None:
        return ""
    numbers = numbers_of(all_ids(ways.published))
    beside = beside_rows(catalog, ways.answer.routes[:1], ways.published, numbers)
    compared = compared_rows(catalog, ways.comparison) if ways.comparison else []
    before = f"<h3>Before and after</h3>{table_html(_cells(compared))}" if compared else ""
    listed = "".join(f"<li>{source_link(catalog.sources[name])}</li>" for name in numbers)
    given = sentence_html(NONE_PUBLISHED)
    if ways.published:
        given = f"{table_html(_cells(beside))}<ol>{listed}</ol>"
    return (
        f'<section aria-label="Routes"><h2>{safe(ways.question)}</h2>{before}'
        f"{answer_html(catalog, ways.answer)}{sentence_html(ways.remark)}{sentence_html(RESTS_ON)}"
        f"<h3>{BESIDE}</h3>{given}</section>"
    )


def _cells(rows: Sequence[TableRow]) -> list[Mapping[str, str]]:
    return [row.cells for row in rows]
