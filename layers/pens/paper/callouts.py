"""Key figures on the map page, and the lettered marks that tie them to their places.

What belongs here: a close list of figures for the column beside the map, and call-outs on the map
for what the reader pinned. What does not: which figures there are and their words
(`layers/words/figures.py`); the large cards (`layers/pens/paper/keyfigures.py`). One unit of the
axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from geo.catalog import Catalog
from geo.model import LonLat, Selection, SubjectKind
from layers.look.palette import INK, INK_SOFT, PAPER, SHUT_GREY, TYPE, TextLook
from layers.pens.paper.margin import draw_heading, draw_text, heading_height
from layers.scene.frame import Frame
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size, wrapped
from layers.words.figures import KeyFigure, numbers_text

_MARK_RADIUS = 4.4
_MOST_LINES = 3
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
    figures: Sequence[KeyFigure],
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


def draw_callouts(
    ax: Axes, frame: Frame, callouts: Sequence[Callout], *, shut: Sequence[Rect], sheet: Sheet
) -> tuple[Rect, ...]:
    """Draw the marks beside their places; return the boxes they take."""
    boxes: list[Rect] = []
    for callout in callouts:
        at = frame.point_of(callout.place)
        if not frame.panel.grown(-8.0).holds(Rect(*at, *at)):
            continue
        box = _free_box(at, (*shut, *boxes), radius=_MARK_RADIUS * sheet.scale)
        _draw_mark(ax, box.centre, callout.letter, planned=callout.planned, sheet=sheet)
        boxes.append(box.grown(0.6))
    return tuple(boxes)


def draw_figure_list(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    figures: Sequence[KeyFigure],
    *,
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
) -> float:
    """Set figures from the top of a block; return where they end.

    Parameters
    ----------
    ax, sheet, block
        Where.
    figures
        Those that fit (`figures_that_fit`), the first first.
    numbers
        The footnote number of each source.
    letters
        The letter of a figure's mark on the map, by its record.
    """
    if not figures:
        return block.y1
    y = draw_heading(ax, sheet, block, "Key figures")
    for figure in figures:
        top = Rect(block.x0, block.y0, block.x1, y)
        letter = letters.get(figure.record_id, "")
        _draw_figure(ax, sheet, top, figure, numbers, letter)
        y -= _height(sheet, figure, block.width, numbers, marked=bool(letter))
    return y


def figures_that_fit(
    sheet: Sheet,
    block: Rect,
    figures: Sequence[KeyFigure],
    *,
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
) -> tuple[KeyFigure, ...]:
    """Return the first figures for which a block has room below its heading."""
    y, shown = block.y1 - heading_height(sheet), []
    for figure in figures:
        y -= _height(sheet, figure, block.width, numbers, marked=figure.record_id in letters)
        if y < block.y0:
            break
        shown.append(figure)
    return tuple(shown)


def figures_height(
    sheet: Sheet,
    figures: Sequence[KeyFigure],
    width: float,
    *,
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
) -> float:
    """Return how tall figures are with their heading; nothing for none."""
    if not figures:
        return 0.0
    return heading_height(sheet) + sum(
        _height(sheet, figure, width, numbers, marked=figure.record_id in letters)
        for figure in figures
    )


def figure_text(figure: KeyFigure) -> str:
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


def _entry_of(sheet: Sheet, figure: KeyFigure, width: float, numbers: Mapping[str, int]) -> _Entry:
    """Return a figure broken into lines."""
    small, look = sheet.text(TYPE["small"]), _value_look(sheet, figure)
    mark = f" [{numbers_text(figure.source_ids, numbers)}]"
    free = width - text_size(mark, small)[0] - _MARK_GAP
    value = shortened(figure.value, look, free)
    name = f"{figure.about}, {figure.name.lower()}"
    left = free - text_size(value, look)[0] - _ABOUT_GAP
    beside = name if text_size(name, _name_look(sheet))[0] <= left else ""
    told = figure_text(figure) if beside else f"{name}: {figure_text(figure)}"
    lines = wrapped(told, small, width)
    if len(lines) > _MOST_LINES:
        rest = " ".join(lines[_MOST_LINES - 1 :])
        lines = [*lines[: _MOST_LINES - 1], shortened(rest, small, width)]
    return _Entry(value, mark, beside, tuple(lines))


def _height(
    sheet: Sheet, figure: KeyFigure, width: float, numbers: Mapping[str, int], *, marked: bool
) -> float:
    small = sheet.text(TYPE["small"])
    inner = width - (_indent(sheet) if marked else 0.0)
    lines = _entry_of(sheet, figure, inner, numbers).below
    return _VALUE_PT * sheet.scale * 1.2 + len(lines) * small.size_pt * 1.24 + 2.6 * sheet.scale


def _draw_figure(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    figure: KeyFigure,
    numbers: Mapping[str, int],
    letter: str,
) -> None:
    small, value = sheet.text(TYPE["small"]), _value_look(sheet, figure)
    x = block.x0 + (_indent(sheet) if letter else 0.0)
    baseline = block.y1 - _VALUE_PT * sheet.scale
    gid = f"key_figure:{figure.record_id}"
    if letter:
        centre = (block.x0 + _MARK_RADIUS * sheet.scale, baseline + value.size_pt * 0.36)
        _draw_mark(ax, centre, letter, planned=figure.planned, sheet=sheet)
    entry = _entry_of(sheet, figure, block.x1 - x, numbers)
    draw_text(ax, (x, baseline), entry.value, value, gid=f"{gid}:value")
    after = x + text_size(entry.value, value)[0] + _MARK_GAP
    draw_text(ax, (after, baseline), entry.mark, small, gid=f"{gid}:footnote")
    if entry.beside:
        after += text_size(entry.mark, small)[0] + _ABOUT_GAP
        draw_text(ax, (after, baseline), entry.beside, _name_look(sheet), gid=f"{gid}:about")
    for line in entry.below:
        baseline -= small.size_pt * 1.24
        draw_text(ax, (x, baseline), line, small, gid=f"{gid}:below")


def _value_look(sheet: Sheet, figure: KeyFigure) -> TextLook:
    """Return the type of a figure's value: a planned one is italic and lighter."""
    colour = SHUT_GREY if figure.set_aside else INK_SOFT if figure.planned else INK
    return replace(
        sheet.text(TYPE["small"]),
        size_pt=_VALUE_PT * sheet.scale,
        colour=colour,
        bold=not figure.planned,
        italic=figure.planned,
    )


def _name_look(sheet: Sheet) -> TextLook:
    return replace(sheet.text(TYPE["small"]), colour=INK)


def _draw_mark(
    ax: Axes, centre: tuple[float, float], letter: str, *, planned: bool, sheet: Sheet
) -> None:
    """Draw a lettered disc; a planned figure's is hollow."""
    ax.add_artist(
        Circle(
            centre,
            _MARK_RADIUS * sheet.scale,
            facecolor=PAPER if planned else INK,
            edgecolor=INK,
            linewidth=0.8 * sheet.scale,
            zorder=12,
            gid=f"callout:{letter}",
        )
    )
    look = replace(sheet.text(TYPE["small"]), bold=True, colour=INK if planned else PAPER)
    width, up, _ = text_size(letter, look)
    at = (centre[0] - width / 2, centre[1] - up / 2)
    draw_text(ax, at, letter, look, gid=f"callout_letter:{letter}")


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
    return (2 * _MARK_RADIUS + 3.0) * sheet.scale
