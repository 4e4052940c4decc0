"""The few points a presenter makes beside the map of a slide, each with its footnotes.

What belongs here: which points, and their words from those of closures, figures and journeys. What
does not: setting them (`layers/scene/side.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.records.catalog import Catalog
from layers.words.figures import StatedFigure, numbers_text
from layers.words.ways import Ways
from layers.words.waytold import effect_text

POINTS_BESIDE = 3
# Of these so many are closures, of which the first are the gravest.
_MOST_SHUT = 2


def points_beside(
    catalog: Catalog,
    *,
    ways: Ways | None,
    shut: Sequence[str],
    figures: Sequence[StatedFigure],
    numbers: Mapping[str, int],
) -> list[str]:
    """Return the points: what a scenario does, what is shut most gravely, and the key figures.

    Parameters
    ----------
    catalog, ways
        For what the reader supposes; computed here, so it has no footnote.
    shut
        The closures in sentences, the gravest first, each with its footnote.
    figures
        The key figures, the first first.
    numbers
        The footnotes of the figures' sources.
    """
    told = effect_text(catalog, ways) if ways is not None else ""
    points = [*([told] if told else []), *shut[:_MOST_SHUT]]
    points += [_figure_point(figure, numbers) for figure in figures]
    return points[:POINTS_BESIDE]


def _figure_point(figure: StatedFigure, numbers: Mapping[str, int]) -> str:
    said = "; ".join(part for part in (figure.kind, figure.said) if part)
    mark = numbers_text(figure.source_ids, numbers)
    return f"{figure.about}, {figure.name.lower()}: {figure.value} ({said}) [{mark}]"
