"""What stands on a laid-out page, and whether it is well set.

What belongs here: turning a scene into plain facts by the names of its parts, and finding what is
cut, covered or too small. What does not: judging what a page must carry (`layers/pack/gate.py`).
What is laid out is asked, never what was meant to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from layers.look.fonts import lacking
from layers.scene.display import Area, Line, Scene, Text, boxes_of_text
from layers.scene.sheet import Rect
from layers.scene.side import LEAST_CELL_PT
from layers.scene.table import parts_of

# Letters may come so close that nobody sees it, in points.
_CLOSE = 0.4
_ELLIPSIS = "…"
_NAMED = ("label:node:", "label:strait:")
_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is on a page.

    Attributes
    ----------
    words
        The texts by the name of their part, in their order; empty ones and those that start off
        the page are left out.
    shapes
        The names of lines, areas and symbols.
    faults
        What is cut, covered or too small, each as a short sentence.
    """

    words: Mapping[str, tuple[str, ...]]
    shapes: frozenset[str]
    faults: tuple[str, ...] = ()

    def said(self, name: str) -> str:
        """Return the texts of a part as one, white space evened out."""
        return " ".join(" ".join(self.words.get(name, ())).split())

    def named(self, prefix: str) -> tuple[str, ...]:
        """Return what follows a prefix in the names of texts and shapes, each once, sorted."""
        names = {*self.words, *self.shapes}
        return tuple(sorted(n.removeprefix(prefix) for n in names if n.startswith(prefix)))


def facts_of(scene: Scene) -> PageFacts:
    """Return what stands on a laid-out page."""
    words: dict[str, list[str]] = defaultdict(list)
    shapes = set()
    page = Rect(0.0, 0.0, scene.width, scene.height)
    for item in parts_of(scene.items):
        if not isinstance(item, Text):
            shapes.add(item.name)
            continue
        for span, _ in boxes_of_text(item):
            if span.text.strip() and page.holds(Rect(*item.at, *item.at)):
                words[span.name or item.name].append(span.text)
    return PageFacts(
        {name: tuple(texts) for name, texts in words.items()},
        frozenset(shapes - {""}),
        tuple(_faults(scene)),
    )


def _faults(scene: Scene) -> list[str]:
    """Return what is cut, too small, off the page, or over another text."""
    page = Rect(0.0, 0.0, scene.width, scene.height)
    faults, set_texts = list[str](), list[tuple[Rect, str, str]]()
    for order, item in enumerate(parts_of(scene.items)):
        if not isinstance(item, Text):
            continue
        # The lines of one label are two texts of one name; other texts stand for themselves.
        owner = item.name if item.name.startswith("label:") else f"{order}"
        least = scene.fine_pt if _is_fine(item.name) else scene.least_pt
        for span, box in boxes_of_text(item):
            set_texts.append((box.grown(-_CLOSE / 2), span.text, owner))
            if span.text.rstrip().endswith(_ELLIPSIS):
                faults.append(f"cut short: {span.text}")
            if span.look.size_pt < least - 1e-6:
                faults.append(f"type of {span.look.size_pt:.1f} points: {span.text}")
            if not page.holds(box):
                faults.append(f"off the page: {span.text}")
    boxes, said, owners = zip(*set_texts, strict=True) if set_texts else ((), (), ())
    faults += [*_without_type(said), *_codes_too_dense(scene), *_notes_across_lines(scene)]
    return faults + [
        f"one over the other: {said[a]} / {said[b]}"
        for a, b in _meeting(boxes)
        if owners[a] != owners[b]
    ]


def _without_type(texts: Sequence[str]) -> Iterator[str]:
    """Yield what holds letters that no shipped face has: they would be empty boxes."""
    # Nearly always there are none; asking once is enough to know.
    for text in texts if lacking("".join(texts)) else ():
        if missing := lacking(text):
            yield f"no type has {' '.join(missing)}: {text}"


def _codes_too_dense(scene: Scene) -> list[str]:
    """Name codes whose cells are too small for a camera to tell apart as they are printed."""
    areas = (item for item in parts_of(scene.items) if isinstance(item, Area))
    cells = [one.shape[0] for one in areas if one.name == "code" and isinstance(one.shape, tuple)]
    widths = [west_east[2] - west_east[0] for west_east in map(shapely.bounds, cells)]
    return [
        f"a code too dense to scan, its cells {width / _PT_PER_MM:.2f} mm wide"
        for width in widths
        if width < LEAST_CELL_PT - 1e-6
    ]


def _notes_across_lines(scene: Scene) -> list[str]:
    """Name what is told below a name on the map and has a line of a corridor through it."""
    lines = [
        shapely.clip_by_rect(shapely.MultiLineString(list(item.lines)), *item.clip.sides)
        for item in parts_of(scene.items)
        if isinstance(item, Line) and item.name.startswith("leg:") and item.clip is not None
    ]
    drawn = shapely.union_all(lines) if lines else None
    texts = [item for item in parts_of(scene.items) if isinstance(item, Text)]
    return [
        f"across a line: {span.text}"
        for above, item in pairwise(texts)
        if drawn is not None and item.name.startswith(_NAMED) and _is_below(item, above)
        for span, box in boxes_of_text(item)
        if shapely.intersects(drawn, shapely.box(*box.grown(-_CLOSE).sides))
    ]


def _is_below(item: Text, above: Text) -> bool:
    """Tell whether a text is the second line of a name, and not the same name on another map."""
    size = item.lines[0][0].look.size_pt
    beside = abs(item.at[0] - above.at[0]) < _CLOSE
    return item.name == above.name and beside and 0 < above.at[1] - item.at[1] < 2 * size


def _is_fine(name: str) -> bool:
    """Tell whether a text is of the sources or the small print."""
    return name in ("note", "built") or name.startswith("source")


def _meeting(boxes: Sequence[Rect]) -> list[tuple[int, int]]:
    """Return the pairs of boxes that share area."""
    if not boxes:
        return []
    left, low, right, top = np.array([(b.x0, b.y0, b.x1, b.y1) for b in boxes]).T
    meets = (left[:, None] < right) & (right[:, None] > left)
    meets &= (low[:, None] < top) & (top[:, None] > low)
    return [(int(a), int(b)) for a, b in np.argwhere(np.triu(meets, k=1))]
