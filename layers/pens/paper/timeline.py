"""The timeline on paper: one row for each event and promise, on one scale of time.

What belongs here: drawing the rows of `layers/words/timeline.py` into a rectangle. What does not:
which rows there are. A day is a dot, a month or year a bar as wide as it is uncertain; what was
promised is hollow; days late run as a red line from the date promised. Since each row has a line
of its own no two texts can meet. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Rectangle

from layers.look.palette import INK, INK_SOFT, PAPER, RULE, SHUT_RED, TYPE, TextLook, mix
from layers.pens.paper.margin import draw_text
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size
from layers.words.figures import numbers_text
from layers.words.timeline import OVERDUE_KEY, Mark, Timeline, TimelineRow, as_of_label

ROW_POINTS = 8.8
# Texts take what they need, up to these shares of the width; the plot takes the rest.
_TEXT_SHARE, _STATE_SHARE = 0.46, 0.27
_GUTTER = 7.0
_DOT = 4.4
_BAR = 3.4
_NARROWEST_BAR = 2.2
_QUIET = mix(RULE, PAPER, 0.68)
MARKS_KEY = (
    "Dot: the day is known. Bar: a month, quarter or year. Hollow: promised. Red: days late."
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges of date and text, and the ends of the plot; the state stands behind it."""

    date: float
    text: float
    plot: tuple[float, float]
    state: tuple[float, float]


def timeline_height(sheet: Sheet, rows: int) -> float:
    """Return how tall so many rows are with the years, two headings and the key of the marks."""
    return (rows + 4) * ROW_POINTS * sheet.scale


def draw_timeline(
    ax: Axes, sheet: Sheet, block: Rect, timeline: Timeline, *, numbers: Mapping[str, int]
) -> float:
    """Draw a timeline from the top of a block; return where it ends."""
    row = ROW_POINTS * sheet.scale
    columns = _columns_of(sheet, block, timeline, numbers)
    small = sheet.text(TYPE["small"])
    y = block.y1 - row
    _draw_scale_names(ax, timeline, columns, y + row * 0.3, small)
    top = y
    for name, rows, left in (
        ("What happened", timeline.events, timeline.events_left),
        (
            "What was promised",
            timeline.promises,
            timeline.promises_left,
        ),
    ):
        if not rows:
            continue
        y -= row
        heading = sheet.text(TYPE["heading"])
        draw_text(ax, (columns.date, y + row * 0.28), name, heading, gid="timeline:heading")
        if left:
            after = columns.date + text_size(name, heading)[0] + 6.0 * sheet.scale
            more = f"{left} more in the data"
            draw_text(ax, (after, y + row * 0.28), more, small, gid="timeline:more")
        if any(one.overdue for one in rows):
            at = (columns.state[0], y + row * 0.28)
            draw_text(ax, at, OVERDUE_KEY, small, gid="timeline:overdue")
        for one in rows:
            y -= row
            _draw_row(ax, sheet, one, timeline, columns, y, numbers=numbers)
    _draw_grid(ax, sheet, timeline, columns, top, y)
    key_y = y - small.size_pt * 1.15
    draw_text(ax, (columns.date, key_y), MARKS_KEY, small, gid="timeline:key")
    return key_y - small.size_pt * 0.3


def _columns_of(
    sheet: Sheet, block: Rect, timeline: Timeline, numbers: Mapping[str, int]
) -> _Columns:
    """Return columns as wide as their texts ask for."""
    look, gap = sheet.text(TYPE["small"]), _GUTTER * sheet.scale

    def widest(texts: list[str]) -> float:
        return max((text_size(text, look)[0] for text in texts), default=0.0)

    date = block.x0
    text = date + widest([row.when for row in timeline.rows]) + gap
    asked = widest([f"{row.text}{_mark(row, numbers)}" for row in timeline.rows])
    plot = min(text + asked + 1.0, block.x0 + block.width * _TEXT_SHARE)
    # A point to spare: texts are measured in fractions of one.
    said = min(widest(list(timeline.states)) + 1.0, block.width * _STATE_SHARE)
    return _Columns(date, text, (plot + gap, block.x1 - said - gap), (block.x1 - said, block.x1))


def _mark(row: TimelineRow, numbers: Mapping[str, int]) -> str:
    return f" [{numbers_text(row.source_ids, numbers)}]"


def _draw_scale_names(
    ax: Axes, timeline: Timeline, columns: _Columns, y: float, look: TextLook
) -> None:
    """Write the years that do not run into one another."""
    free = columns.plot[0]
    for year in timeline.years:
        x = _at(columns, _year_share(timeline, year))
        width = text_size(str(year), look)[0]
        if x - width / 2 >= free and x + width / 2 <= columns.plot[1]:
            draw_text(ax, (x, y), str(year), look, align="center", gid="timeline:year")
            free = x + width / 2 + 2.0


def _draw_grid(
    ax: Axes, sheet: Sheet, timeline: Timeline, columns: _Columns, top: float, bottom: float
) -> None:
    """Draw the years as fine lines and the as-of date as a strong one, with its name."""
    for year in timeline.years:
        x = _at(columns, _year_share(timeline, year))
        ax.add_artist(Line2D([x, x], [bottom, top], color=RULE, linewidth=0.4, zorder=27.1))
    x = _at(columns, timeline.share_of(timeline.on))
    line = Line2D(
        [x, x], [bottom, top], color=SHUT_RED, linewidth=0.8, zorder=27.5, gid="timeline:as_of"
    )
    ax.add_artist(line)
    look = replace(sheet.text(TYPE["small"]), colour=SHUT_RED)
    label = as_of_label(timeline)
    width = text_size(label, look)[0]
    left = min(max(x - width / 2, columns.plot[0]), columns.state[1] - width)
    baseline = bottom - look.size_pt * 1.15
    draw_text(ax, (left, baseline), label, look, gid="timeline:as_of_name")


def _draw_row(
    ax: Axes,
    sheet: Sheet,
    row: TimelineRow,
    timeline: Timeline,
    columns: _Columns,
    y: float,
    *,
    numbers: Mapping[str, int],
) -> None:
    """Draw one row whose lower edge is at `y`."""
    height = ROW_POINTS * sheet.scale
    small = sheet.text(TYPE["small"])
    body = replace(small, colour=INK)
    baseline, middle = y + height * 0.28, y + height * 0.5
    gid = f"timeline:{row.record_id}"
    ax.add_artist(
        Line2D([columns.date, columns.state[1]], [y, y], color=_QUIET, linewidth=0.4, zorder=27)
    )
    draw_text(ax, (columns.date, baseline), row.when, small, gid=f"{gid}:when")
    mark = _mark(row, numbers)
    free = columns.plot[0] - columns.text - text_size(mark, small)[0]
    text = shortened(row.text, body, free)
    draw_text(ax, (columns.text, baseline), text, body, gid=f"{gid}:text")
    after = columns.text + text_size(text, body)[0]
    draw_text(ax, (after, baseline), mark, small, gid=f"{gid}:footnote")
    if row.late_from is not None and row.late_to is not None:
        ends = [_at(columns, timeline.share_of(day)) for day in (row.late_from, row.late_to)]
        ax.add_artist(
            Line2D(
                ends,
                [middle, middle],
                color=SHUT_RED,
                linewidth=1.1 * sheet.scale,
                solid_capstyle="butt",
                zorder=28,
                gid=f"{gid}:late",
            )
        )
    for one in row.marks:
        _draw_mark(ax, sheet, one, timeline, columns, middle, gid=f"{gid}:mark")
    if row.state:
        look = replace(small, colour=SHUT_RED if row.overdue else INK_SOFT)
        width = columns.state[1] - columns.state[0]
        state = shortened(row.state, look, width)
        draw_text(ax, (columns.state[0], baseline), state, look, gid=f"{gid}:state")


def _draw_mark(
    ax: Axes,
    sheet: Sheet,
    mark: Mark,
    timeline: Timeline,
    columns: _Columns,
    y: float,
    *,
    gid: str,
) -> None:
    face = PAPER if mark.hollow else INK_SOFT if mark.contested else INK
    edge = INK
    if mark.exact:
        size = _DOT * sheet.scale
        x = _at(columns, timeline.share_of(mark.when.first))
        ax.add_artist(
            Ellipse(
                (x, y),
                size,
                size,
                facecolor=face,
                edgecolor=edge,
                linewidth=0.7 * sheet.scale,
                zorder=28.5,
                gid=f"{gid}:day",
            )
        )
        return
    left, right = (_at(columns, share) for share in timeline.span_of(mark.when))
    width = max(right - left, _NARROWEST_BAR * sheet.scale)
    height = _BAR * sheet.scale
    ax.add_artist(
        Rectangle(
            ((left + right - width) / 2, y - height / 2),
            width,
            height,
            facecolor=face,
            edgecolor=edge,
            linewidth=0.7 * sheet.scale,
            linestyle=(0.0, (1.6, 1.0)) if mark.contested else "-",
            zorder=28.4,
            gid=f"{gid}:span",
        )
    )


def _at(columns: _Columns, share: float) -> float:
    return columns.plot[0] + (columns.plot[1] - columns.plot[0]) * share


def _year_share(timeline: Timeline, year: int) -> float:
    return timeline.share_of(timeline.first.replace(year=year, month=1, day=1))
