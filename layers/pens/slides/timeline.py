"""The timeline slide: native text, dots, bars and lines, one row for each event and promise.

What belongs here: putting the rows of `layers/words/timeline.py` on a slide. What does not: which
rows there are. The looks are those on paper (`layers/pens/paper/timeline.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pptx.slide import Slide

from layers.look.palette import INK, INK_SOFT, PAPER, RULE, SHUT_RED, TYPE, TextLook
from layers.pens.paper.timeline import MARKS_KEY
from layers.pens.slides.shapes import SlideSheet, Stroke, add_line, add_shape, add_text, narrower
from layers.pens.slides.tables import ids_text
from layers.scene.sheet import Rect
from layers.scene.type import shortened, text_size
from layers.words.timeline import OVERDUE_KEY, Mark, Timeline, TimelineRow, as_of_label

ROW_POINTS = 13.2
_GAP = 8.0
_TEXT_SHARE, _STATE_SHARE = 0.46, 0.32
_DOT, _BAR, _NARROWEST_BAR = 6.6, 5.0, 3.2


@dataclass(frozen=True, slots=True)
class _Columns:
    text: float
    plot: tuple[float, float]
    state: tuple[float, float]


def rows_that_fit(height: float) -> int:
    """Return how many rows a height holds beside the headings, the years and the key."""
    return max(0, int(height / ROW_POINTS) - 4)


def add_timeline(slide: Slide, sheet: SlideSheet, block: Rect, timeline: Timeline) -> None:
    """Put a timeline on a slide from the top of a block."""
    small, heading = sheet.text(TYPE["small"]), sheet.text(TYPE["heading"])
    columns = _columns_of(block, timeline, narrower(small))
    top = block.y1 - ROW_POINTS
    _add_years(slide, sheet, timeline, columns, block.y1, small)
    count = len(timeline.rows) + bool(timeline.events) + bool(timeline.promises)
    bottom = top - count * ROW_POINTS
    _add_grid(slide, sheet, timeline, columns, (bottom, top))
    y = top
    for name, rows, left in (
        ("What happened", timeline.events, timeline.events_left),
        ("What was promised", timeline.promises, timeline.promises_left),
    ):
        if not rows:
            continue
        text = f"{name}   ({left} more in the data)" if left else name
        box = Rect(block.x0, y - ROW_POINTS, columns.plot[0], y)
        add_text(slide, sheet, box, [(text, heading)], name=f"Heading {name}", anchor="middle")
        if any(row.overdue for row in rows):
            box = Rect(columns.state[0], y - ROW_POINTS, columns.state[1], y)
            add_text(slide, sheet, box, [(OVERDUE_KEY, small)], name="Overdue", anchor="middle")
        y -= ROW_POINTS
        for row in rows:
            _add_row(
                slide, sheet, row, timeline, columns, Rect(block.x0, y - ROW_POINTS, block.x1, y)
            )
            y -= ROW_POINTS
    box = Rect(block.x0, y - ROW_POINTS, columns.plot[0], y)
    add_text(slide, sheet, box, [(MARKS_KEY, small)], name="Key of the marks", anchor="middle")


def _columns_of(block: Rect, timeline: Timeline, look: TextLook) -> _Columns:
    def widest(texts: Sequence[str]) -> float:
        return max((text_size(text, look)[0] for text in texts), default=0.0)

    text = block.x0 + widest([row.when for row in timeline.rows]) + _GAP
    asked = text + widest([_told(row) for row in timeline.rows]) + _GAP
    plot = min(asked, block.x0 + block.width * _TEXT_SHARE)
    # A point to spare: texts are measured in fractions of one.
    said = min(widest(timeline.states) + 1.0, block.width * _STATE_SHARE)
    return _Columns(text, (plot + _GAP, block.x1 - said - _GAP), (block.x1 - said, block.x1))


def _told(row: TimelineRow) -> str:
    return f"{row.text} [{ids_text(row.source_ids)}]"


def _add_years(
    slide: Slide,
    sheet: SlideSheet,
    timeline: Timeline,
    columns: _Columns,
    top: float,
    look: TextLook,
) -> None:
    free = columns.plot[0]
    for year in timeline.years:
        x = _at(columns, _year_share(timeline, year))
        half = text_size(str(year), look)[0] / 2 + 1.0
        if x - half >= free and x + half <= columns.plot[1]:
            box = Rect(x - half, top - ROW_POINTS, x + half, top)
            add_text(slide, sheet, box, [(str(year), look)], name=f"Year {year}", align="center")
            free = x + half + 2.0


def _add_grid(
    slide: Slide,
    sheet: SlideSheet,
    timeline: Timeline,
    columns: _Columns,
    ends: tuple[float, float],
) -> None:
    bottom, top = ends
    for year in timeline.years:
        x = _at(columns, _year_share(timeline, year))
        line = np.array([(x, bottom), (x, top)])
        add_line(slide, sheet, [line], Stroke(RULE, 0.5), name=f"Line of {year}")
    x = _at(columns, timeline.share_of(timeline.on))
    line = np.array([(x, bottom), (x, top)])
    add_line(slide, sheet, [line], Stroke(SHUT_RED, 1.0), name="Line of the as-of date")
    look = replace(sheet.text(TYPE["small"]), colour=SHUT_RED)
    label = as_of_label(timeline)
    width = text_size(label, look)[0]
    left = min(max(x - width / 2, columns.plot[0]), columns.state[1] - width)
    box = Rect(left, bottom - ROW_POINTS, left + width, bottom)
    add_text(slide, sheet, box, [(label, look)], name="As of", anchor="middle", align="center")


def _add_row(
    slide: Slide,
    sheet: SlideSheet,
    row: TimelineRow,
    timeline: Timeline,
    columns: _Columns,
    box: Rect,
) -> None:
    small = sheet.text(TYPE["small"])
    body = replace(small, colour=INK)
    name = row.record_id
    when = Rect(box.x0, box.y0, columns.text, box.y1)
    add_text(slide, sheet, when, [(row.when, small)], name=f"Date {name}", anchor="middle")
    ids = f" [{ids_text(row.source_ids)}]"
    measured = narrower(body)
    free = columns.plot[0] - columns.text - text_size(ids, measured)[0]
    text = shortened(row.text, measured, free) + ids
    told = Rect(columns.text, box.y0, columns.plot[0], box.y1)
    add_text(slide, sheet, told, [(text, body)], name=f"Row {name}", anchor="middle")
    middle = (box.y0 + box.y1) / 2
    if row.late_from is not None and row.late_to is not None:
        ends = [_at(columns, timeline.share_of(day)) for day in (row.late_from, row.late_to)]
        late = np.array([(ends[0], middle), (ends[1], middle)])
        add_line(slide, sheet, [late], Stroke(SHUT_RED, 1.6), name=f"Late {name}")
    for mark in row.marks:
        _add_mark(slide, sheet, mark, timeline, columns, middle, name=f"Mark {name}", alt=row.text)
    if row.state:
        look = replace(small, colour=SHUT_RED if row.overdue else INK_SOFT)
        state = shortened(row.state, narrower(look), columns.state[1] - columns.state[0])
        said = Rect(columns.state[0], box.y0, columns.state[1], box.y1)
        add_text(slide, sheet, said, [(state, look)], name=f"State {name}", anchor="middle")


def _add_mark(
    slide: Slide,
    sheet: SlideSheet,
    mark: Mark,
    timeline: Timeline,
    columns: _Columns,
    y: float,
    *,
    name: str,
    alt: str,
) -> None:
    fill = PAPER if mark.hollow else INK_SOFT if mark.contested else INK
    stroke = Stroke(INK, 0.9, dash=(1.6, 1.0) if mark.contested else ())
    if mark.exact:
        x, half = _at(columns, timeline.share_of(mark.when.first)), _DOT / 2
        kind, box = "ellipse", Rect(x - half, y - half, x + half, y + half)
    else:
        left, right = (_at(columns, share) for share in timeline.span_of(mark.when))
        spare = max(_NARROWEST_BAR - (right - left), 0.0) / 2
        kind, box = "rect", Rect(left - spare, y - _BAR / 2, right + spare, y + _BAR / 2)
    promised = "promised: " if mark.hollow else ""
    add_shape(slide, sheet, kind, box, fill=fill, stroke=stroke, name=name, alt=f"{promised}{alt}")


def _at(columns: _Columns, share: float) -> float:
    return columns.plot[0] + (columns.plot[1] - columns.plot[0]) * share


def _year_share(timeline: Timeline, year: int) -> float:
    return timeline.share_of(timeline.first.replace(year=year, month=1, day=1))
