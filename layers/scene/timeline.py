"""The timeline: a row for each event and promise, on one scale of time.

What belongs here: laying out the rows of `layers/words/timeline.py`. What does not: which rows
there are. A day is a dot, a month or year a bar as wide as it is uncertain; what was promised is
hollow, what is told differently grey; a line runs from the date promised to what
came of it, or to the day shown. Since each row has lines of its own no two texts can meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.model.said import EventKind
from layers.look.palette import INK, INK_SOFT, PAPER, RULE, SHUT_RED, TextLook, mix
from layers.scene.display import (
    Area,
    Disc,
    Item,
    Line,
    Run,
    Stroke,
    Text,
    rows_of_points,
    rule,
    stacked,
    text,
)
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped
from layers.words.dated import MARKS_KEY, DateMark, TimelineRow
from layers.words.figures import numbers_text
from layers.words.timeline import Timeline, as_of_label

_ROW = 8.8
# No row is lower than so many times its type.
_LEADING = 1.3
# Texts take what they need, up to these shares of the width; the plot takes the rest.
_TEXT_SHARE, _STATE_SHARE = 0.46, 0.27
_GUTTER, _DOT, _BAR, _NARROWEST_BAR = 7.0, 4.4, 3.4, 2.2
_KEY_GAP = 4.0
_BEHIND_HYPHEN = re.compile(r"(?<=-)(?=.)")
_QUIET = mix(RULE, PAPER, 0.68)
_FILL = {EventKind.ACTUAL: INK, EventKind.PROMISED: PAPER, EventKind.CONTESTED: INK_SOFT}
TIMELINE_KEY = f"{MARKS_KEY} Line: since the day promised."


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as it is set: its lines of text and of state, and its height in lines."""

    row: TimelineRow
    said: tuple[tuple[Run, ...], ...]
    state: tuple[str, ...]

    @property
    def count(self) -> int:
        return max(len(self.said), len(self.state))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A timeline in its columns: left edges of date and text, ends of plot and state.

    The `key` of the marks is in lines; it stands `below` the as-of date's name where a line is too
    short for both.
    """

    sheet: Sheet
    timeline: Timeline
    date: float
    text: float
    plot: tuple[float, float]
    state: tuple[float, float]
    rows: Mapping[str, _Row]
    key: tuple[str, ...]
    below: bool

    @property
    def step(self) -> float:
        return row_height(self.sheet)

    def at(self, share: float) -> float:
        return self.plot[0] + (self.plot[1] - self.plot[0]) * share


def row_height(sheet: Sheet) -> float:
    """Return how tall a line of a timeline is."""
    return max(_ROW * sheet.scale, sheet.text("small").size_pt * _LEADING)


def timeline_height(
    sheet: Sheet, width: float, timeline: Timeline, numbers: Mapping[str, int]
) -> float:
    """Return how tall a timeline is with the years, two headings and the key of the marks."""
    laid = _laid_in(sheet, Rect(0.0, 0.0, width, 0.0), timeline, numbers)
    foot = len(laid.key) + laid.below
    return (sum(row.count for row in laid.rows.values()) + 3 + foot) * laid.step


def timeline_items(
    sheet: Sheet, block: Rect, timeline: Timeline, *, numbers: Mapping[str, int]
) -> list[Item]:
    """Lay a timeline out from the top of a block."""
    laid = _laid_in(sheet, block, timeline, numbers)
    small, row = sheet.text("small"), laid.step
    top = y = block.y1 - row
    items = list(_years(laid, y + row * 0.3, small))
    for name, (rows, left) in timeline.groups.items():
        y -= row
        items += _group_heading(laid, y + row * 0.28, name, rows, left)
        for one in rows:
            own = laid.rows[one.record_id]
            y -= row * own.count
            items += _row_items(laid, own, y)
    foot = y - small.size_pt * 1.15 - row * laid.below
    key = stacked((laid.date, foot), laid.key, small, name="timeline:key", leading=row)
    grid = (rule((x, y), (x, top), width=0.4) for _, x in _year_places(laid))
    return [*grid, *items, key, *_as_of(laid, top, y)]


def _laid_in(sheet: Sheet, block: Rect, timeline: Timeline, numbers: Mapping[str, int]) -> _Laid:
    """Return columns as wide as their texts ask for, and the rows broken into lines."""
    look, gap = sheet.text("small"), _GUTTER * sheet.scale

    def widest(texts: Sequence[str]) -> float:
        return max((text_size(one, look)[0] for one in texts), default=0.0)

    def mark(row: TimelineRow) -> str:
        return f" [{numbers_text(row.source_ids, numbers)}]"

    left = block.x0 + widest([row.when for row in timeline.rows]) + gap
    asked = widest([f"{row.text}{mark(row)}" for row in timeline.rows])
    plot = min(left + asked + 1.0, block.x0 + block.width * _TEXT_SHARE)
    # A point to spare: texts are measured in fractions of one.
    said = min(widest([row.state for row in timeline.rows]) + 1.0, block.width * _STATE_SHARE)
    rows = {
        row.record_id: _Row(
            row,
            tuple(_lines(row, mark(row), look, plot - left)),
            tuple(wrapped(row.state, look, said)),
        )
        for row in timeline.rows
    }
    ends = (plot + gap, block.x1 - said - gap)
    state = (block.x1 - said, block.x1)
    both = widest([TIMELINE_KEY]) + _KEY_GAP + widest([as_of_label(timeline)])
    below = both > block.width
    key = tuple(wrapped(TIMELINE_KEY, look, block.width)) if below else (TIMELINE_KEY,)
    return _Laid(sheet, timeline, block.x0, left, ends, state, rows, key, below)


def _lines(row: TimelineRow, mark: str, look: TextLook, width: float) -> Iterator[tuple[Run, ...]]:
    """Yield a row's text in lines, its footnote behind the last and below it."""
    body, name = replace(look, colour=INK), f"timeline:{row.record_id}"
    fitting = " ".join(_fitting(word, body, width) for word in row.text.split())
    lines = wrapped(fitting, body, width) or [""]
    if text_size(lines[-1] + mark, body)[0] > width and len(lines[-1].split()) > 1:
        # The last word goes down with the footnote, which never stands alone.
        head, _, tail = lines[-1].rpartition(" ")
        lines = [*lines[:-1], head, tail]
    for line in lines[:-1]:
        yield (Run(line, body, f"{name}:text"),)
    room = width - text_size(lines[-1], body)[0]
    first, *further = _footnote_lines(mark, look, room, width)
    yield Run(lines[-1], body, f"{name}:text"), Run(first, look, f"{name}:footnote")
    for part in further:
        yield (Run(part, look, f"{name}:footnote"),)


def _footnote_lines(mark: str, look: TextLook, room: float, width: float) -> list[str]:
    """Return a footnote in lines, the first in the room behind a text and never empty."""
    lines = [""]
    for word in mark.split():
        joined = f"{lines[-1]} {word}"
        if lines[-1] and text_size(joined, look)[0] > (room if len(lines) == 1 else width):
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _fitting(word: str, look: TextLook, width: float) -> str:
    """Return a word broken behind its hyphens where no line is wide enough for it."""
    if text_size(word, look)[0] <= width:
        return word
    pieces: list[str] = []
    for part in _BEHIND_HYPHEN.split(word):
        if pieces and text_size(pieces[-1] + part, look)[0] <= width:
            pieces[-1] += part
        else:
            pieces.append(part)
    return " ".join(pieces)


def _years(laid: _Laid, y: float, look: TextLook) -> Iterator[Item]:
    """Yield the years that do not run into one another."""
    free = laid.plot[0]
    for year, x in _year_places(laid):
        half = text_size(str(year), look)[0] / 2
        if x - half >= free and x + half <= laid.plot[1]:
            yield text((x, y), str(year), look, align="center", name="timeline:year")
            free = x + half + 2.0


def _group_heading(
    laid: _Laid, y: float, name: str, rows: Sequence[TimelineRow], left: int
) -> Iterator[Item]:
    look, small = laid.sheet.text("heading"), laid.sheet.text("small")
    yield text((laid.date, y), name, look, name="timeline:heading")
    if left:
        after = laid.date + text_size(name, look)[0] + 6.0 * laid.sheet.scale
        yield text((after, y), f"{left} more in the data", small, name="timeline:more")


def _as_of(laid: _Laid, top: float, bottom: float) -> Iterator[Item]:
    """Yield the as-of date as a strong line with its name, behind or above the key."""
    x = laid.at(laid.timeline.share_of(laid.timeline.on))
    yield rule((x, bottom), (x, top), width=0.8, colour=SHUT_RED, name="timeline:as_of")
    look = laid.sheet.text("small", colour=SHUT_RED)
    label = as_of_label(laid.timeline)
    width = text_size(label, look)[0]
    key = laid.date if laid.below else laid.date + text_size(TIMELINE_KEY, look)[0] + _KEY_GAP
    left = min(max(x - width / 2, laid.plot[0], key), laid.state[1] - width)
    baseline = bottom - look.size_pt * 1.15
    yield text((left, baseline), label, look, name="timeline:as_of_name")


def _row_items(laid: _Laid, own: _Row, y: float) -> Iterator[Item]:
    """Yield one row whose lower edge is at `y`."""
    row, step = own.row, laid.step
    small = laid.sheet.text("small")
    first, name = y + step * (own.count - 0.72), f"timeline:{row.record_id}"
    yield rule((laid.date, y), (laid.state[1], y), width=0.4, colour=_QUIET)
    yield text((laid.date, first), row.when, small, name=f"{name}:when")
    yield Text((laid.text, first), own.said, f"{name}:text", leading=step)
    middle = y + step * (own.count - 0.5)
    if row.late is not None:
        ends = [(laid.at(laid.timeline.share_of(day)), middle) for day in row.late]
        late = Stroke(INK_SOFT, 1.1 * laid.sheet.scale)
        yield Line((rows_of_points(*ends),), late, f"{name}:late")
    for mark in row.marks:
        yield _mark_item(laid, mark, middle, name=f"{name}:mark", said=row.text)
    if own.state:
        look = replace(small, colour=INK_SOFT)
        at = (laid.state[0], first)
        yield stacked(at, own.state, look, name=f"{name}:state", leading=step)


def _mark_item(laid: _Laid, mark: DateMark, y: float, *, name: str, said: str) -> Area:
    scale = laid.sheet.scale
    fill = _FILL[mark.kind]
    dash = (1.6, 1.0) if mark.kind is EventKind.CONTESTED and not mark.exact else ()
    stroke = Stroke(INK, 0.7 * scale, dash=dash)
    alt = f"promised: {said}" if mark.kind is EventKind.PROMISED else said
    if mark.exact:
        centre = (laid.at(laid.timeline.share_of(mark.when.first)), y)
        return Area(Disc(centre, _DOT * scale / 2), fill, 1.0, stroke, f"{name}:day", alt)
    left, right = (laid.at(share) for share in laid.timeline.span_of(mark))
    spare = max(_NARROWEST_BAR * scale - (right - left), 0.0) / 2
    half = _BAR * scale / 2
    box = Rect(left - spare, y - half, right + spare, y + half)
    return Area(box, fill, 1.0, stroke, f"{name}:span", alt)


def _year_places(laid: _Laid) -> Iterator[tuple[int, float]]:
    timeline = laid.timeline
    for year in timeline.years:
        day = timeline.first.replace(year=year, month=1, day=1)
        yield year, laid.at(timeline.share_of(day))
