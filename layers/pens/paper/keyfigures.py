"""Key figures on paper: up to six cards with value, kind, range, period and footnotes.

What belongs here: setting ready figures (`layers/words/figures.py`) into a rectangle. What does
not: which figures there are. A measured figure is upright behind a solid bar; a planned one is
slanted behind a hollow, dashed one; what is set aside is grey. One unit of the axes is one point of
the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from layers.look.palette import INK, INK_SOFT, SHUT_GREY, TYPE, TextLook
from layers.pens.paper.margin import draw_text
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size, wrapped
from layers.words.figures import KeyFigure, numbers_text

# The narrowest card that holds a figure with its unit in one line.
_NARROWEST = 112.0
_GAP, _BAR, _INSET = 9.0, 2.4, 6.0
_VALUE = replace(TYPE["title"], size_pt=14.0)
_VALUE_SMALLEST_PT = 9.0
_LEADING = 1.26
# A card says what it must in so many lines of small type below its value.
_MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class _Card:
    """One figure with its texts broken to a width."""

    figure: KeyFigure
    name: tuple[str, ...]
    value: TextLook
    lines: tuple[tuple[str, TextLook], ...]
    height: float


def draw_key_figures(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    figures: Sequence[KeyFigure],
    *,
    numbers: Mapping[str, int],
    columns: int = 0,
) -> tuple[tuple[str, ...], float]:
    """Set figures as cards from the top of a block, row by row; those without room are left out.

    Parameters
    ----------
    ax, sheet
        The page.
    block
        Where the cards may stand.
    figures
        What to show, the first first.
    numbers
        The footnote number of each of their sources.
    columns
        How many cards stand side by side; as many as are wide enough when 0.

    Returns
    -------
    tuple
        The sources that are footnoted, in order, and the height at which the cards end.
    """
    count = columns or max(1, int((block.width + _GAP) // ((_NARROWEST + _GAP) * sheet.scale)))
    gap = _GAP * sheet.scale
    width = (block.width - gap * (count - 1)) / count
    cards = [_card_of(sheet, figure, width, numbers) for figure in figures]
    top, footnoted = block.y1, list[str]()
    for start in range(0, len(cards), count):
        row = cards[start : start + count]
        height = max(card.height for card in row)
        if top - height < block.y0:
            break
        for place, card in enumerate(row):
            x = block.x0 + place * (width + gap)
            _draw_card(ax, sheet, Rect(x, top - height, x + width, top), card, numbers)
            footnoted += [*card.figure.source_ids, *card.figure.range_ids]
        top -= height + gap
    return tuple(dict.fromkeys(footnoted)), top + (gap if footnoted else 0.0)


def card_texts(figure: KeyFigure, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Return the small lines of a figure: kind, range, rate, scope and period, speaker."""
    ranged = figure.range_said
    if ranged and figure.range_ids:
        ranged += f" [{numbers_text(figure.range_ids, numbers)}]"
    scope = "; ".join(part for part in (figure.scope, figure.period) if part)
    texts = (figure.kind, ranged, figure.rate, scope, figure.said)
    return tuple(text for text in texts if text)


def _card_of(sheet: Sheet, figure: KeyFigure, width: float, numbers: Mapping[str, int]) -> _Card:
    inner = width - (_BAR + _INSET) * sheet.scale
    heading, small = sheet.text(TYPE["heading"]), sheet.text(TYPE["small"])
    name = tuple(wrapped(f"{figure.about}: {figure.name.lower()}", heading, inner)[:2])
    value = sheet.text(_VALUE)
    colour = SHUT_GREY if figure.set_aside else INK_SOFT if figure.planned else INK
    value = replace(value, colour=colour, italic=figure.planned, bold=not figure.planned)
    mark = text_size(" [00, 00]", small)[0]
    while text_size(figure.value, value)[0] > inner - mark and value.size_pt > _VALUE_SMALLEST_PT:
        value = replace(value, size_pt=value.size_pt - 0.5)
    lines: list[tuple[str, TextLook]] = []
    for order, text in enumerate(card_texts(figure, numbers)):
        look = replace(small, italic=figure.planned, colour=INK) if order == 0 else small
        lines += [(line, look) for line in wrapped(text, look, inner)]
    if len(lines) > _MOST_LINES:
        rest = " ".join(text for text, _ in lines[_MOST_LINES - 1 :])
        lines = [*lines[: _MOST_LINES - 1], (shortened(rest, small, inner), small)]
    height = (
        len(name) * heading.size_pt * 1.2
        + value.size_pt * 1.25
        + len(lines) * small.size_pt * _LEADING
        + 3.0 * sheet.scale
    )
    return _Card(figure, name, value, tuple(lines), height)


def _draw_card(ax: Axes, sheet: Sheet, box: Rect, card: _Card, numbers: Mapping[str, int]) -> None:
    figure, bar = card.figure, _BAR * sheet.scale
    colour = SHUT_GREY if figure.set_aside else INK
    ax.add_artist(
        Rectangle(
            (box.x0, box.y0),
            bar,
            box.height,
            facecolor="none" if figure.planned else colour,
            edgecolor=colour,
            linewidth=0.6 * sheet.scale,
            linestyle=(0.0, (2.4, 1.6)) if figure.planned else "-",
            zorder=29,
            gid=f"key_figure_bar:{'planned' if figure.planned else 'plain'}",
        )
    )
    x = box.x0 + bar + _INSET * sheet.scale
    gid = f"key_figure:{figure.record_id}"
    heading, small = sheet.text(TYPE["heading"]), sheet.text(TYPE["small"])
    y = box.y1
    for line in card.name:
        y -= heading.size_pt * 1.2
        draw_text(ax, (x, y + heading.size_pt * 0.3), line, heading, gid=f"{gid}:name")
    y -= card.value.size_pt * 1.25
    baseline = y + card.value.size_pt * 0.34
    draw_text(ax, (x, baseline), figure.value, card.value, gid=f"{gid}:value")
    mark = f"[{numbers_text(figure.source_ids, numbers)}]"
    after = x + text_size(figure.value, card.value)[0] + 2.2 * sheet.scale
    draw_text(ax, (after, baseline), mark, small, gid=f"{gid}:footnote")
    for line, look in card.lines:
        y -= look.size_pt * _LEADING
        draw_text(ax, (x, y + look.size_pt * 0.28), line, look, gid=f"{gid}:below")
