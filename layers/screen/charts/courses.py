"""Altair charts of series: one small chart each, its points in time, its gaps left open.

They place marks on rows made by `layers.words.series`. A line joins points that follow one another
and nothing else; a point whose sources disagree carries its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import altair as alt

from layers.look.palette import INK, INK_SOFT, PAPER, RULE, SHUT_RED, mix
from layers.screen.charts.base import (
    TIME,
    Spec,
    chart_of,
    day_rows,
    finished,
    stretched,
    tips,
    untitled,
    with_rows,
)
from layers.screen.charts.looks import DASHES, by_look, fills_of
from layers.words.charts import ChartRow

_COURSE_PX = 64
# More points than so many, as of a series by day, are small, and their axis names months.
_DENSE = 60


def course_chart(
    rows: Sequence[ChartRow],
    *,
    title: tuple[str, str],
    colour: str,
    ends: tuple[date, date],
    shut: Sequence[ChartRow] = (),
) -> Spec:
    """Return one series as points over time, joined where no period is missing between them.

    Parameters
    ----------
    rows
        From `series_rows`.
    title
        What is counted, and below it scope, length of period and unit.
    colour
        Hue of the points.
    ends
        First and last day of the time axis, which all series shown together share.
    shut
        When it was shut, from `shut_rows`: shaded behind the points.
    """
    ranges = any(row["contested"] for row in rows)
    dense = len(rows) > _DENSE
    course = _course(title, colour, ranges=ranges, shaded=bool(shut), dense=dense)
    shades = {"shut": shut} if shut else {}
    return with_rows(course, rows=rows, ends=day_rows(*ends), **shades)


@lru_cache(maxsize=128)
def _course(title: tuple[str, str], colour: str, *, ranges: bool, shaded: bool, dense: bool) -> str:
    axis = alt.Axis(
        format="%b %Y" if dense else "%Y",
        tickCount=5 if dense else "year",
        grid=False,
        labelFlush=True,
        labelOverlap=True,
    )
    when = alt.X("at:T", title=None, scale=TIME, axis=axis)
    # Room of one width for the numbers keeps the time axes of all series in line.
    numbers = alt.Axis(
        tickCount=3, format=",.2~f", minExtent=34, maxExtent=34, gridColor=RULE, gridOpacity=0.5
    )
    height = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=numbers)
    base = chart_of("rows")
    told = tips("text", "tip")
    line = base.mark_line(color=mix(colour, PAPER, 0.35), strokeWidth=1.4).encode(
        x=when, y=height, detail="run:N"
    )
    spans = (
        base.transform_filter("datum.contested")
        .mark_rule(strokeWidth=2, color=INK)
        .encode(x=untitled("at"), y=alt.Y("low:Q", title=None), y2="high:Q")
    )
    shades = (
        chart_of("shut")
        .mark_rect(color=SHUT_RED, opacity=0.16)
        .encode(x=untitled("start"), x2="end:T", tooltip=tips("tip"))
    )
    dots = base.mark_point(
        size=4 if dense else 38, strokeWidth=0.6 if dense else 1.3, stroke=colour, opacity=1
    ).encode(
        x=untitled("at"),
        y=alt.Y("value:Q", title=None),
        fill=by_look(fills_of(colour)),
        strokeDash=by_look(DASHES),
        tooltip=told,
    )
    return finished(
        stretched(),
        *([shades] if shaded else []),
        line,
        *([spans] if ranges else []),
        dots,
        title=_named(*title),
        height=_COURSE_PX + 50,
    )


def _named(head: str, below: str) -> alt.Title:
    """Return a title as wide as its chart, with a line below it."""
    return alt.Title(
        head,
        subtitle=below,
        anchor="start",
        frame="bounds",
        limit=385,
        fontSize=11.5,
        fontWeight="bold",
        color=INK,
        subtitleFontSize=10.5,
        subtitleColor=INK_SOFT,
        offset=5,
    )
