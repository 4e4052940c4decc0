"""What stands on a drawn map page, read back from the page itself.

What belongs here: turning a drawn figure into plain facts by the names (`gid`) of its parts. What
does not: judging them (`layers/pack/gate.py`). What is drawn is asked, never what was meant to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is on a page.

    Attributes
    ----------
    words
        The texts by the name of their part, in the order drawn; empty ones and those that start
        off the page are left out.
    shapes
        The names of lines and patches.
    """

    words: Mapping[str, tuple[str, ...]]
    shapes: frozenset[str]

    def said(self, name: str) -> str:
        """Return the texts of a part as one, white space evened out."""
        return " ".join(" ".join(self.words.get(name, ())).split())

    def named(self, prefix: str) -> tuple[str, ...]:
        """Return what follows a prefix in the names of texts and shapes, each once, sorted."""
        names = {*self.words, *self.shapes}
        return tuple(sorted(n.removeprefix(prefix) for n in names if n.startswith(prefix)))


def facts_of(figure: Figure) -> PageFacts:
    """Return what stands on a drawn page."""
    words: dict[str, list[str]] = defaultdict(list)
    shapes = set()
    for axes in figure.axes:
        for artist in axes.get_children():
            name = str(artist.get_gid() or "")
            if not name or not artist.get_visible():
                continue
            if not isinstance(artist, Text):
                shapes.add(name)
            elif artist.get_text().strip() and _starts_inside(axes, artist):
                words[name].append(artist.get_text())
    return PageFacts({name: tuple(texts) for name, texts in words.items()}, frozenset(shapes))


def _starts_inside(axes: Axes, text: Text) -> bool:
    x, y = text.get_position()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    return bool(left <= x <= right and bottom <= y <= top)
