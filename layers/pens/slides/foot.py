"""What stands round the map on its slide in words: closures, sources, notes.

What belongs here: setting given sentences as native text, as many as fit. What does not: what
they say (`layers/words/page.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from pptx.slide import Slide

from geo.catalog import Catalog
from layers.look.palette import RULE, TYPE
from layers.pens.slides.shapes import LEADING, SlideSheet, Stroke, add_line, add_text, narrower
from layers.scene.sheet import Rect
from layers.scene.type import shortened, wrapped
from layers.words.page import short_citation

_SOURCE_LINES = 2


def add_closures(slide: Slide, sheet: SlideSheet, block: Rect, closures: Sequence[str]) -> None:
    """Put as many closures under the legend as there is room for, and say how many more."""
    look, heading = sheet.text(TYPE["small"]), sheet.text(TYPE["heading"])
    leading = look.size_pt * LEADING
    # The heading takes a line, and so may what is left out.
    room = int(block.height / leading) - 2
    shown: list[str] = []
    told = 0
    for text in closures:
        broken = wrapped(text, narrower(look), block.width)
        if len(shown) + len(broken) > room:
            break
        shown += broken
        told += 1
    if not told:
        return
    if told < len(closures):
        shown.append(f"and {len(closures) - told} more in the notes")
    lines = [("Closures and restrictions in force", heading), *((line, look) for line in shown)]
    add_text(slide, sheet, block, lines, name="Closures")


def add_foot(
    slide: Slide,
    sheet: SlideSheet,
    catalog: Catalog,
    sources: Sequence[str],
    notes: Sequence[str],
) -> None:
    """Put sources and notes under the map, across the slide."""
    foot, look = sheet.footer, sheet.text(TYPE["small"])
    rule = np.array([(foot.x0, foot.y1), (foot.x1, foot.y1)])
    add_line(slide, sheet, [rule], Stroke(RULE, 0.75), name="Rule")
    leading = look.size_pt * LEADING
    cited = ["".join(short_citation(catalog, source_id)) for source_id in sources]
    lines = _source_lines(cited, sheet, foot.width)
    for note in notes:
        lines += wrapped(note, narrower(look), foot.width)
    most = int(foot.height / leading)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), look, foot.width)]
    box = replace(foot, y1=foot.y1 - 3.0)
    add_text(slide, sheet, box, [(line, look) for line in lines], name="Sources and notes")


def _source_lines(cited: Sequence[str], sheet: SlideSheet, width: float) -> list[str]:
    """Return the first sources in so many lines, and how many more the notes hold."""
    look = narrower(sheet.text(TYPE["small"]))
    for count in range(len(cited), 0, -1):
        left = len(cited) - count
        more = f"; and {left} more in the notes" if left else ""
        lines = wrapped(f"Sources: {'; '.join(cited[:count])}{more}.", look, width)
        if len(lines) <= _SOURCE_LINES:
            return lines
    return []
