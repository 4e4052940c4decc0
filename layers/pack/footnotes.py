"""Footnotes on a laid-out page: their numbers, the sources they lead to, and who carries none.

What belongs here: reading footnotes and sources from a page's facts. What does not: what a page
must carry besides (`layers/pack/gate.py`).
"""

from __future__ import annotations

import re

from layers.pack.facts import PageFacts
from layers.scene.display import Scene, SetTable, Text
from layers.words.tables import FOOTNOTED

# Footnote numbers in brackets, as `[1, 4–6]`.
FOOTNOTE = r"\[([\d, –-]+)\]"


def astray_footnotes(facts: PageFacts, sources: set[int]) -> list[str]:
    """Name the footnotes that lead to no source."""
    marks = [
        number
        for name, texts in facts.words.items()
        if name.startswith(("table:cell", "timeline:", "closure", "point", "key_figure:"))
        for mark in re.findall(FOOTNOTE, " ".join(texts))
        for number in numbers_in(mark)
    ]
    return [f"no source numbered {number}" for number in sorted(set(marks) - sources)]


def bare_statements(scene: Scene, facts: PageFacts) -> list[str]:
    """Name rows of figures and dates, and closures, that carry no footnote."""
    dates = {name.split(":")[0] for name in facts.named("timeline:") if name.endswith(":text")}
    bare = [name for name in dates if not facts.said(f"timeline:{name}:footnote")]
    for item in scene.items:
        if isinstance(item, SetTable) and item.name in FOOTNOTED:
            last = [" ".join(row[-1].lines) for row in item.rows[1:]]
            bare += [row for row in last if not re.search(FOOTNOTE, row)]
        if isinstance(item, Text) and item.name == "closure":
            said = " ".join(span.text for line in item.lines for span in line)
            bare += [said] if not said.startswith("and ") and not said.endswith("]") else []
    return [f"without a source: {name}" for name in sorted(bare)]


def source_numbers(facts: PageFacts) -> set[int]:
    """Return the numbers of the sources that stand on a page."""
    matches = (re.match(r"(\d+)\s", text) for text in facts.words.get("source", ()))
    listed = {int(text) for text in facts.words.get("source_number", ())}
    return {int(match[1]) for match in matches if match} | listed


def numbers_in(text: str) -> set[int]:
    """Return the numbers that footnotes like `[1, 4–6]` stand for."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:[–-](\d+))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return found
