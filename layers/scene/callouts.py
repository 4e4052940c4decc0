"""Key figures on the map page, and the lettered marks that tie them to their places.

What belongs here: a close list of figures for the column beside the map, and call-outs on the map
for what the reader pinned. What does not: which figures there are and their words
(`layers/words/figures.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from string import ascii_uppercase

import shapely

from geo.model.lines import Leg, LonLat, Node
from geo.model.said import SubjectKind
from geo.state.conditions import Subject
from geo.state.select import LegState, NodeState
from layers.look.palette import INK, INK_SOFT, PAPER, SHUT_GREY, TextLook
from layers.scene.display import Area, Disc, Item, Point, Stroke, stacked, text
from layers.scene.frame import Frame
from layers.scene.margin import heading, heading_height
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size, wrapped
from layers.words.figures import StatedFigure, numbers_text

_MARK_RADIUS = 4.4
_VALUE_PT = 8.4
# Room between a value and its footnote, and before what it is of, in points.
_MARK_GAP, _ABOUT_GAP = 1.5, 5.0


@dataclass(frozen=True, slots=True)
class Callout:
    """A lettered mark on the map for a figure that was pinned; `planned` ones are hollow."""

    letter: str
    record_id: str
    place: LonLat
    planned: bool


def callouts_of(
    pinned: Iterable[StatedFigure], legs: Iterable[LegState], nodes: Iterable[NodeState]
) -> tuple[Callout, ...]:
    """Return a mark for each pinned figure that is about a node or leg that is drawn."""
    drawn: dict[Subject, Node | Leg] = {
        (SubjectKind.NODE, state.node.node_id): state.node for state in nodes
    }
    drawn |= {(SubjectKind.LEG, state.leg.leg_id): state.leg for state in legs}
    marked = [figure for figure in pinned if figure.subject in drawn]
    return tuple(
        Callout(letter, figure.record_id, _place_of(drawn[figure.subject]), figure.planned)
        for letter, figure in zip(ascii_uppercase, marked, strict=False)
    )


def callout_items(
    frame: Frame, callouts: Sequence[Callout], *, shut: Sequence[Rect], sheet: Sheet
) -> tuple[list[Item], tuple[Rect, ...]]:
    """Return the marks beside their places, and the boxes they take."""
    boxes: list[Rect] = []
    items: list[Item] = []
    for callout in callouts:
        at = frame.point_of(callout.place)
        if not frame.panel.grown(-8.0).holds(Rect(*at, *at)):
            continue
        box = _free_box(at, (*shut, *boxes), radius=_radius(sheet))
        items += _mark(box.centre, callout.letter, planned=callout.planned, sheet=sheet)
        boxes.append(box.grown(0.6))
    return items, tuple(boxes)


@dataclass(frozen=True, slots=True)
class FigureList:
    """Key figures for a column: those shown, their footnote numbers, and letters on the map."""

    sheet: Sheet
    figures: tuple[StatedFigure, ...]
    numbers: Mapping[str, int]
    letters: Mapping[str, str]

    def height(self, width: float) -> float:
        """Return how tall the figures are with their heading; nothing for none."""
        return -self.items(Rect(0.0, -inf, width, 0.0))[1]

    def that_fit(self, block: Rect) -> FigureList:
        """Return the first figures for which a block has room below its heading."""
        y, count = block.y1 - heading_height(self.sheet), 0
        for figure in self.figures:
            _, y = self._figure(figure, replace(block, y1=y))
            count += y >= block.y0
        return replace(self, figures=self.figures[:count])

    def items(self, block: Rect) -> tuple[list[Item], float]:
        """Set the figures from the top of a block; return them and where they end."""
        if not self.figures:
            return [], block.y1
        items, rest = heading(self.sheet, block, "Key figures")
        y = rest.y1
        for figure in self.figures:
            own, y = self._figure(figure, replace(block, y1=y))
            items += own
        return items, y

    def _figure(self, figure: StatedFigure, block: Rect) -> tuple[list[Item], float]:
        """Set a figure; what it is of stands beside its value where there is room, else below."""
        sheet, letter = self.sheet, self.letters.get(figure.record_id, "")
        small, ink = sheet.text("small"), sheet.text("small", colour=INK)
        look = _value_look(sheet, figure)
        items: list[Item] = []
        left, baseline, width = block.x0, block.y1 - look.size_pt, block.width
        if letter:
            radius = _radius(sheet)
            centre = (left + radius, baseline + look.size_pt * 0.36)
            items += _mark(centre, letter, planned=figure.planned, sheet=sheet)
            left += 2 * radius + 3.0 * sheet.scale
            width -= left - block.x0
        name = f"key_figure:{figure.record_id}"
        mark = f" [{numbers_text(figure.source_ids, self.numbers)}]"
        free = width - text_size(mark, small)[0] - _MARK_GAP
        value = shortened(figure.value, look, free)
        items.append(text((left, baseline), value, look, name=f"{name}:value"))
        after = left + text_size(value, look)[0] + _MARK_GAP
        items.append(text((after, baseline), mark, small, name=f"{name}:footnote"))
        about = f"{figure.about}, {figure.name.lower()}"
        parts = (figure.kind, figure.range_said, figure.said, figure.period, figure.rate)
        told = "; ".join(filter(None, parts))
        if text_size(about, ink)[0] <= free - text_size(figure.value, look)[0] - _ABOUT_GAP:
            after += text_size(mark, small)[0] + _ABOUT_GAP
            items.append(text((after, baseline), about, ink, name=f"{name}:about"))
        else:
            told = f"{about}: {told}"
        lines, leading = wrapped(told, small, width), small.size_pt * 1.24
        if lines:
            at = (left, baseline - leading)
            items.append(stacked(at, lines, small, name=f"{name}:below", leading=leading))
        height = look.size_pt * 1.2 + len(lines) * leading + 2.6 * sheet.scale
        return items, block.y1 - height


def _value_look(sheet: Sheet, figure: StatedFigure) -> TextLook:
    """Return the type of a figure's value: a planned one is italic and lighter."""
    colour = SHUT_GREY if figure.set_aside else INK_SOFT if figure.planned else INK
    size = max(_VALUE_PT * sheet.scale, sheet.least_pt)
    plan = figure.planned
    return sheet.text("small", size_pt=size, colour=colour, bold=not plan, italic=plan)


def _mark(centre: Point, letter: str, *, planned: bool, sheet: Sheet) -> Iterator[Item]:
    """Yield a lettered disc; a planned figure's is hollow."""
    disc, (fill, ink) = Disc(centre, _radius(sheet)), (PAPER, INK) if planned else (INK, PAPER)
    name, alt = f"callout:{letter}", f"Mark {letter}: a figure pinned by the reader"
    yield Area(disc, fill, stroke=Stroke(INK, 0.8 * sheet.scale), name=name, alt=alt)
    look = sheet.text("small", bold=True, colour=ink)
    width, up, _ = text_size(letter, look)
    at = (centre[0] - width / 2, centre[1] - up / 2)
    yield text(at, letter, look, name=f"callout_letter:{letter}")


def _free_box(at: tuple[float, float], shut: Sequence[Rect], *, radius: float) -> Rect:
    """Return the first box round about a place that meets nothing; above it when all do."""
    for distance in (9.0, 13.0, 18.0, 24.0):
        for dx, dy in ((-1, 1), (1, -1), (-1, -1), (1, 1), (0, 1), (0, -1), (-1, 0), (1, 0)):
            x, y = at[0] + dx * distance * 0.8, at[1] + dy * distance * 0.8
            box = Disc((x, y), radius).box
            if not any(box.grown(0.8).meets(other) for other in shut):
                return box
    return Disc((at[0], at[1] + 9.0), radius).box


def _place_of(drawn: Node | Leg) -> LonLat:
    """Return where a node is, or the middle of an alignment in degrees: a mark needs no more."""
    if isinstance(drawn, Node):
        return drawn.lonlat
    point = shapely.LineString(drawn.alignment).interpolate(0.5, normalized=True)
    return point.x, point.y


def _radius(sheet: Sheet) -> float:
    """Return the radius of a mark, which holds its letter."""
    return max(_MARK_RADIUS * sheet.scale, sheet.text("small").size_pt * 0.68)
