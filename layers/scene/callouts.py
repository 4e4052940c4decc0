"""Key figures on the map page, and the lettered marks that tie them to their places.

What belongs here: a close list of figures for the column beside the map, and call-outs on the map
for what the reader pinned. What does not: which figures there are and their words
(`layers/words/figures.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

import shapely

from geo.model.choice import Selection
from geo.model.lines import LonLat
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from layers.look.palette import INK, INK_SOFT, PAPER, SHUT_GREY, TYPE, TextLook
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
    catalog: Catalog,
    selection: Selection,
    figures: Sequence[StatedFigure],
    *,
    leg_ids: Iterable[str],
    node_ids: Iterable[str],
) -> tuple[Callout, ...]:
    """Return a mark for each pinned figure about a node or leg that is drawn."""
    legs, nodes = set(leg_ids), set(node_ids)
    found = []
    for figure in figures:
        if figure.record_id not in selection.pinned:
            continue
        kind, subject = _subject_of(catalog, figure.record_id)
        if kind is SubjectKind.NODE and subject in nodes:
            place = catalog.nodes[subject].lonlat
        elif kind is SubjectKind.LEG and subject in legs:
            place = _middle_of(catalog, subject)
        else:
            continue
        found.append((figure, place))
    return tuple(
        Callout(letter, figure.record_id, place, figure.planned)
        for letter, (figure, place) in zip(ascii_uppercase, found, strict=False)
    )


def callout_text(figure: StatedFigure) -> str:
    """Return what is said of a figure besides what it is of: kind first, range if contested."""
    parts = (figure.kind, figure.range_said, figure.said, figure.period, figure.rate)
    return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A figure as it is set: what it is of stands beside its value where there is room."""

    value: str
    mark: str
    beside: str
    below: tuple[str, ...]


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
        if not self.figures:
            return 0.0
        return heading_height(self.sheet) + sum(self._height(one, width) for one in self.figures)

    def that_fit(self, block: Rect) -> FigureList:
        """Return the first figures for which a block has room below its heading."""
        y, shown = block.y1 - heading_height(self.sheet), list[StatedFigure]()
        for figure in self.figures:
            y -= self._height(figure, block.width)
            if y < block.y0:
                break
            shown.append(figure)
        return replace(self, figures=tuple(shown))

    def items(self, block: Rect) -> tuple[list[Item], float]:
        """Set the figures from the top of a block; return them and where they end."""
        if not self.figures:
            return [], block.y1
        items, rest = heading(self.sheet, block, "Key figures")
        y = rest.y1
        for figure in self.figures:
            items += self._figure(figure, replace(block, y1=y))
            y -= self._height(figure, block.width)
        return items, y

    def _figure(self, figure: StatedFigure, block: Rect) -> Iterator[Item]:
        sheet, letter = self.sheet, self.letters.get(figure.record_id, "")
        small = sheet.text(TYPE["small"])
        value = _value_look(sheet, figure)
        left, baseline = block.x0, block.y1 - value.size_pt
        if letter:
            centre = (left + _radius(sheet), baseline + value.size_pt * 0.36)
            yield from _mark(centre, letter, planned=figure.planned, sheet=sheet)
            left += _indent(sheet)
        entry, name = self._entry(figure, block.width), f"key_figure:{figure.record_id}"
        yield text((left, baseline), entry.value, value, name=f"{name}:value")
        after = left + text_size(entry.value, value)[0] + _MARK_GAP
        yield text((after, baseline), entry.mark, small, name=f"{name}:footnote")
        if entry.beside:
            after += text_size(entry.mark, small)[0] + _ABOUT_GAP
            yield text((after, baseline), entry.beside, _name_look(sheet), name=f"{name}:about")
        leading = small.size_pt * 1.24
        if entry.below:
            at = (left, baseline - leading)
            yield stacked(at, entry.below, small, name=f"{name}:below", leading=leading)

    def _height(self, figure: StatedFigure, width: float) -> float:
        small, value = self.sheet.text(TYPE["small"]), _value_look(self.sheet, figure)
        lines = self._entry(figure, width).below
        return value.size_pt * 1.2 + len(lines) * small.size_pt * 1.24 + 2.6 * self.sheet.scale

    def _entry(self, figure: StatedFigure, width: float) -> _Entry:
        """Return a figure broken into lines."""
        if figure.record_id in self.letters:
            width -= _indent(self.sheet)
        small, look = self.sheet.text(TYPE["small"]), _value_look(self.sheet, figure)
        mark = f" [{numbers_text(figure.source_ids, self.numbers)}]"
        free = width - text_size(mark, small)[0] - _MARK_GAP
        name = f"{figure.about}, {figure.name.lower()}"
        left = free - text_size(figure.value, look)[0] - _ABOUT_GAP
        beside = name if text_size(name, _name_look(self.sheet))[0] <= left else ""
        told = callout_text(figure) if beside else f"{name}: {callout_text(figure)}"
        lines = wrapped(told, small, width)
        return _Entry(shortened(figure.value, look, free), mark, beside, tuple(lines))


def _value_look(sheet: Sheet, figure: StatedFigure) -> TextLook:
    """Return the type of a figure's value: a planned one is italic and lighter."""
    colour = SHUT_GREY if figure.set_aside else INK_SOFT if figure.planned else INK
    return replace(
        sheet.text(TYPE["small"]),
        size_pt=max(_VALUE_PT * sheet.scale, sheet.least_pt),
        colour=colour,
        bold=not figure.planned,
        italic=figure.planned,
    )


def _name_look(sheet: Sheet) -> TextLook:
    return replace(sheet.text(TYPE["small"]), colour=INK)


def _mark(centre: Point, letter: str, *, planned: bool, sheet: Sheet) -> Iterator[Item]:
    """Yield a lettered disc; a planned figure's is hollow."""
    disc = Disc(centre, _radius(sheet))
    stroke = Stroke(INK, 0.8 * sheet.scale)
    yield Area(
        disc,
        PAPER if planned else INK,
        stroke=stroke,
        name=f"callout:{letter}",
        alt=f"Mark {letter}: a figure pinned by the reader",
    )
    look = replace(sheet.text(TYPE["small"]), bold=True, colour=INK if planned else PAPER)
    width, up, _ = text_size(letter, look)
    at = (centre[0] - width / 2, centre[1] - up / 2)
    yield text(at, letter, look, name=f"callout_letter:{letter}")


def _free_box(at: tuple[float, float], shut: Sequence[Rect], *, radius: float) -> Rect:
    """Return the first box round about a place that meets nothing; above it when all do."""
    for distance in (9.0, 13.0, 18.0, 24.0):
        for dx, dy in ((-1, 1), (1, -1), (-1, -1), (1, 1), (0, 1), (0, -1), (-1, 0), (1, 0)):
            x, y = at[0] + dx * distance * 0.8, at[1] + dy * distance * 0.8
            box = Rect(x - radius, y - radius, x + radius, y + radius)
            if not any(box.grown(0.8).meets(other) for other in shut):
                return box
    x, y = at[0], at[1] + 9.0
    return Rect(x - radius, y - radius, x + radius, y + radius)


def _subject_of(catalog: Catalog, record_id: str) -> tuple[SubjectKind, str]:
    claim = catalog.claims.get(record_id)
    if claim is not None:
        return claim.subject_kind, claim.subject_id
    event = catalog.events[record_id]
    if event.node_id:
        return SubjectKind.NODE, event.node_id
    return event.subject_kind, event.subject_id


def _middle_of(catalog: Catalog, leg_id: str) -> LonLat:
    """Return the middle of an alignment, measured in degrees: a mark needs no more."""
    line = shapely.LineString(catalog.legs[leg_id].alignment)
    point = line.interpolate(0.5, normalized=True)
    return point.x, point.y


def _indent(sheet: Sheet) -> float:
    """Return the room left of a figure for the letter of its mark."""
    return 2 * _radius(sheet) + 3.0 * sheet.scale


def _radius(sheet: Sheet) -> float:
    """Return the radius of a mark, which holds its letter."""
    return max(_MARK_RADIUS * sheet.scale, sheet.text(TYPE["small"]).size_pt * 0.68)
