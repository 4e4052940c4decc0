"""Altair charts of figures: bars with ranges, rates, totals and their parts.

They place marks on rows made by `layers.words.charts`: a measured figure is solid, one only claimed
pale, an estimate paler with a dashed edge, a planned one hollow, a forecast or what was computed
from a part dotted, and a contested one carries a bar over its range with one tick a source. Widths
follow the panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import altair as alt

from layers.look.palette import INK, INK_SOFT, PAPER, RULE
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
from layers.screen.charts.looks import DASHES, by_look, fills_of
from layers.words.charts import ChartRow

BAR_PX = 9
_RATE_PX = 78
# Room at both ends of the time axis, as a share of it, so that no first or last bar is cut.
_MARGIN_SHARE = 0.02


def bars_chart(
    rows: Sequence[ChartRow], ticks: Sequence[ChartRow], *, colour: str, axis: str
) -> Spec:
    """Return bars, one under its label each, with the range of those that are contested.

    Parameters
    ----------
    rows, ticks
        From `bar_rows` and `tick_rows`, all in one axis unit.
    colour
        Hue of the bars.
    axis
        Title of the axis: its unit.
    """
    ranges = any(row["contested"] for row in rows)
    data = {"rows": rows, "ticks": ticks} if ranges else {"rows": rows}
    return with_rows(_bars(len(rows), colour, axis, ranges=ranges), **data)


@lru_cache(maxsize=128)
def _bars(count: int, colour: str, axis: str, *, ranges: bool) -> str:
    base = chart_of("rows").encode(y=row_axis(count))
    scale = alt.Scale(domainMin=0, nice=False, padding=0)
    quiet = alt.Axis(tickCount=4, grid=True, gridColor=RULE, gridOpacity=0.5, domain=False)
    across = alt.X("value:Q", title=axis, scale=scale, axis=quiet)
    bars = base.mark_bar(size=BAR_PX, yOffset=5, cornerRadius=1).encode(
        x=across,
        fill=by_look(fills_of(colour)),
        stroke=alt.value(colour),
        strokeWidth=alt.value(1.3),
        strokeDash=by_look(DASHES),
        tooltip=tips("text", "label", "tip"),
    )
    spans = (
        base.transform_filter("datum.contested")
        .mark_rule(yOffset=5, strokeWidth=2.2, color=INK)
        .encode(x=alt.X("low:Q", title=axis), x2="high:Q", tooltip=tips("text", "label", "tip"))
    )
    marks = (
        chart_of("ticks")
        .mark_tick(yOffset=5, size=15, thickness=1.6, color=INK)
        .encode(x=alt.X("at:Q", title=axis), y=row_axis(count), tooltip=tips("tip"))
    )
    labels = base.mark_text(
        align="left", baseline="bottom", dy=-2, color=INK_SOFT, limit=within(365)
    )
    values = base.mark_text(align="left", baseline="middle", dx=6, dy=5, fontWeight="bold")
    furthest = alt.X("high:Q", title=axis)
    return finished(
        bars,
        # Vega warns of a layer without a single row.
        *((spans, marks) if ranges else ()),
        labels.encode(x=alt.value(0), text="label:N"),
        values.encode(x=furthest, text="text:N", color=alt.value(INK)),
        height=ROW_PX * max(1, count) + AXIS_PX,
    )


def rate_charts(
    rows: Sequence[ChartRow], *, colours: Sequence[str], ends: tuple[date, date]
) -> dict[str, Spec]:
    """Return freight in tonnes a day, one small chart a border point, by its id.

    All share one time axis, which the last one labels. A bar is as wide as the window counted, so
    its area is the freight carried.

    Parameters
    ----------
    rows
        From `rate_rows`.
    colours
        One a place, in their order.
    ends
        First and last day of the time axis.
    """
    room = max(timedelta(days=3), (ends[1] - ends[0]) * _MARGIN_SHARE)
    # Two may have one name.
    names = {row["subject_id"]: row["place"] for row in rows}
    last = list(names)[-1]
    return {
        place: with_rows(
            _rates(name, colour, labelled=place == last),
            rows=[row for row in rows if row["subject_id"] == place],
            ends=day_rows(ends[0] - room, ends[1] + room),
        )
        for (place, name), colour in zip(names.items(), colours, strict=True)
    }


@lru_cache(maxsize=32)
def _rates(place: str, colour: str, *, labelled: bool) -> str:
    when = alt.X(
        "start:T",
        title=None,
        scale=TIME,
        axis=alt.Axis(
            labels=labelled,
            ticks=labelled,
            format="%b %y",
            tickCount=5,
            grid=False,
            # A label near the end stays inside it, or it would narrow the one labelled chart.
            labelFlush=24,
        ),
    )
    base = chart_of("rows")
    # Room of one width for the numbers keeps the time axes of all places in line.
    numbers = alt.Axis(tickCount=3, format=",d", minExtent=38, maxExtent=38)
    height = alt.Y("rate:Q", title=None, scale=alt.Scale(zero=True), axis=numbers)
    told = tips("rate_text", "raw", "period", "kind", "said")
    bars = base.mark_bar(color=colour, opacity=0.8).encode(
        x=when, x2="end:T", y=height, y2=alt.datum(0), tooltip=told
    )
    # The scale is set once: Vega takes a second, equal one for a conflict.
    dots = base.mark_circle(color=colour, size=26, opacity=1).encode(
        x=untitled("start"), y=height, tooltip=told
    )
    title = alt.Title(
        place, anchor="start", frame="bounds", fontSize=11, fontWeight="normal", color=INK_SOFT
    )
    height_px = _RATE_PX + (20 if labelled else 0)
    return finished(stretched(), bars, dots, title=title, height=height_px)


def parts_chart(rows: Sequence[ChartRow], *, tones: Sequence[str]) -> Spec:
    """Return totals as bars of one length, cut into their parts, each with its arithmetic.

    Parameters
    ----------
    rows
        From `part_rows`.
    tones
        Colours of the parts in order, dark ones first.
    """
    count = 1 + max((row["row"] for row in rows), default=0)
    most = 1 + max((row["order"] for row in rows), default=0)
    return with_rows(_parts(count, most, tuple(tones)), rows=rows)


@lru_cache(maxsize=64)
def _parts(count: int, most: int, tones: tuple[str, ...]) -> str:
    base = chart_of("rows").encode(y=row_axis(count))
    orders = list(range(most))
    tone = alt.Scale(domain=orders, range=[tones[order % len(tones)] for order in orders])
    cut = base.mark_bar(size=BAR_PX, yOffset=14, stroke=PAPER, strokeWidth=1).encode(
        x=alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 1])),
        x2="end:Q",
        color=alt.Color("order:O", scale=tone, legend=None),
        tooltip=tips("tip"),
    )
    firsts = base.transform_filter("datum.order == 0")
    heading = firsts.mark_text(
        align="left", baseline="bottom", dy=-7, color=INK_SOFT, limit=within(365)
    ).encode(x=alt.value(0), text="heading:N")
    formula = firsts.mark_text(
        align="left", baseline="bottom", dy=7, fontWeight="bold", limit=within(365)
    ).encode(x=alt.value(0), text="formula:N", color=alt.value(INK))
    return finished(cut, heading, formula, height=48 * count)
