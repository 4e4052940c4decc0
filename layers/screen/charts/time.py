"""Altair charts of dates: the timeline of events, and promises with their slippage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from layers.look.palette import DOUBT_VIOLET, INK, INK_SOFT, PAPER, RULE, SHUT_RED
from layers.screen.charts.base import (
    AXIS_PX,
    ROW_PX,
    TIME,
    Spec,
    chart_of,
    day_rows,
    finished,
    row_axis,
    stretched,
    tips,
    untitled,
    with_rows,
    within,
)
from layers.words.charts import ChartRow


def timeline_chart(
    rows: Sequence[ChartRow],
    *,
    lanes: Sequence[tuple[str, str]],
    as_of: date,
    ends: tuple[date, date],
) -> Spec:
    """Return events on a time axis, one lane a corridor.

    A day is a dot, a month, quarter or year a bar as long as it; what happened is filled, what
    was promised hollow, what is told differently a diamond in outline.

    Parameters
    ----------
    rows
        From `event_rows`.
    lanes
        Name and colour of each lane, from the top.
    as_of
        Marked by a line.
    ends
        First and last day of the axis; what lies outside is not drawn.
    """
    first, last = (day.isoformat() for day in ends)
    within = [
        row | {"start": max(row["start"], first)}
        for row in rows
        if row["end"] >= first and row["start"] <= last
    ]
    shape = _timeline(tuple(lanes))
    return with_rows(shape, rows=within, now=day_rows(as_of), ends=day_rows(*ends))


@lru_cache(maxsize=64)
def _timeline(lanes: tuple[tuple[str, str], ...]) -> str:
    names, hues = [name for name, _ in lanes], [hue for _, hue in lanes]
    lane = alt.Y(
        "lane:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(labelLimit=92, domain=False, ticks=False, grid=True, gridColor=RULE),
    )
    # What was promised stands in the lower half of its lane, so that it never covers a fact.
    looks = ["actual", "contested", "promised"]
    half = alt.YOffset("look:N", scale=alt.Scale(domain=looks))
    shapes = alt.Scale(domain=looks, range=["circle", "diamond", "circle"])
    when = _years(grid=False)
    hue = alt.Scale(domain=names, range=hues)
    told = tips("when", "headline", "about", "said")
    base = chart_of("rows").encode(
        y=lane, yOffset=half, stroke=alt.Stroke("lane:N", scale=hue, legend=None), tooltip=told
    )
    is_fact = "datum.look == 'actual'"
    spans = (
        base.transform_filter("!datum.is_day")
        .mark_bar(size=5, cornerRadius=2, strokeWidth=1.2, opacity=0.6, clip=True)
        .encode(x=when, x2="end:T", fill=_filled(is_fact, hue))
    )
    dots = (
        base.transform_filter("datum.is_day")
        .mark_point(size=46, strokeWidth=1.4, opacity=0.9, clip=True)
        .encode(
            x=untitled("start"),
            fill=_filled(is_fact, hue),
            shape=alt.Shape("look:N", scale=shapes, legend=None),
        )
    )
    now = chart_of("now").mark_rule(color=SHUT_RED, strokeWidth=1).encode(x=when)
    return finished(stretched(), spans, dots, now, height=44 * max(1, len(names)) + AXIS_PX)


def _years(*, grid: bool) -> alt.X:
    """Return the axis of time, each year named that has room."""
    axis = alt.Axis(format="%Y", tickCount="year", grid=grid, labelOverlap=True, labelSeparation=4)
    return alt.X("start:T", title=None, scale=TIME, axis=axis)


def promises_chart(bars: Sequence[ChartRow], marks: Sequence[ChartRow], *, as_of: date) -> Spec:
    """Return promises: where they were due, were due again, and how far they have slipped.

    Parameters
    ----------
    bars, marks
        From `promise_rows`.
    as_of
        Marked by a line.
    """
    count = 1 + max((row["row"] for row in bars), default=0)
    return with_rows(_promises(count), rows=bars, marks=marks, now=day_rows(as_of))


@lru_cache(maxsize=64)
def _promises(count: int) -> str:
    rows = row_axis(count)

    def looks(*given: str) -> alt.Scale:
        return alt.Scale(domain=["promised", "again", "kept"], range=list(given))

    base = chart_of("rows").encode(y=rows)
    when = _years(grid=True)
    states = alt.Scale(
        domain=["overdue", "kept", "given_up", "pending", "no_date"],
        range=[INK_SOFT, DOUBT_VIOLET, INK_SOFT, INK_SOFT, INK_SOFT],
    )
    slip = base.mark_rule(strokeWidth=3, yOffset=6, opacity=0.75).encode(
        x=when, x2="end:T", color=alt.Color("state:N", scale=states, legend=None)
    )
    points = (
        chart_of("marks")
        .mark_point(size=42, strokeWidth=1.5, yOffset=6, stroke=INK, opacity=1)
        .encode(
            x=untitled("at"),
            y=rows,
            fill=alt.Fill("look:N", scale=looks(PAPER, PAPER, INK), legend=None),
            shape=alt.Shape(
                "look:N", scale=looks("circle", "triangle-right", "square"), legend=None
            ),
            tooltip=tips("tip"),
        )
    )
    labels = base.mark_text(
        align="left", baseline="bottom", dy=-3, color=INK, limit=within(280)
    ).encode(x=alt.value(0), text="heading:N")
    late = base.mark_text(align="right", baseline="bottom", dy=-3, fontWeight="bold").encode(
        x=alt.value("width"), text="late:N", color=alt.value(INK)
    )
    now = chart_of("now").mark_rule(color=SHUT_RED, strokeWidth=1).encode(x=untitled("start"))
    return finished(now, slip, points, labels, late, height=ROW_PX * count + AXIS_PX)


def _filled(condition: str, scale: alt.Scale) -> Any:
    hue = alt.Fill("lane:N", scale=scale, legend=None)
    return alt.when(condition).then(hue).otherwise(alt.value(PAPER))
