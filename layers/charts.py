"""Altair charts of the panels: bars with ranges, rates, parts of totals, the timeline, promises.

The only module that imports Altair. It places marks on rows made by `layers.chart_rows`; a
measured figure is solid, a planned one hollow, a forecast dotted, and a contested one carries a
bar over its range with one tick a source. Widths follow the panel.

A chart is a Vega-Lite specification with its rows under `datasets`. Altair copies a chart, rows
and all, at every step, which takes a second for a panel; so the shape of a chart is built once
for what it depends on, without rows, and kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from layers.chart_rows import FORECAST, MEASURED, PLANNED, Row
from layers.palette import CSS_FONT, DOUBT_VIOLET, INK, INK_SOFT, PAPER, RULE, SHUT_RED, mix

ROW_PX = 34
BAR_PX = 9
# The page fits a chart, axis and title included, into the height asked for.
AXIS_PX = 36
# Streamlit's own face first: charts draw on a canvas and do not inherit the page's.
_FONT = f'"Source Sans", {CSS_FONT}'
_RATE_PX = 58
# In UTC, so that no reader's clock moves a date.
_TIME = alt.Scale(type="utc", nice=False)
Spec = dict[str, Any]


def bars_chart(rows: Sequence[Row], ticks: Sequence[Row], *, colour: str, axis: str) -> Spec:
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
    return _with_rows(_bars(len(rows), colour, axis, ranges=ranges), **data)


@lru_cache(maxsize=128)
def _bars(count: int, colour: str, axis: str, *, ranges: bool) -> str:
    base = _chart("rows").encode(y=_row_axis(count))
    scale = alt.Scale(domainMin=0, nice=False, padding=0)
    across = alt.X("value:Q", title=axis, scale=scale, axis=_quiet_axis())
    bars = base.mark_bar(size=BAR_PX, yOffset=5, cornerRadius=1).encode(
        x=across,
        fill=_by_look({MEASURED: colour, PLANNED: PAPER, FORECAST: mix(colour, PAPER, 0.88)}),
        stroke=alt.value(colour),
        strokeWidth=alt.value(1.3),
        strokeDash=_by_look({MEASURED: [1, 0], PLANNED: [1, 0], FORECAST: [2, 2]}),
        tooltip=_tips("text", "label", "tip"),
    )
    spans = (
        base.transform_filter("datum.contested")
        .mark_rule(yOffset=5, strokeWidth=2.2, color=INK)
        .encode(x=alt.X("low:Q", title=axis), x2="high:Q", tooltip=_tips("text", "label", "tip"))
    )
    marks = (
        _chart("ticks")
        .mark_tick(yOffset=5, size=15, thickness=1.6, color=INK)
        .encode(x=alt.X("at:Q", title=axis), y=_row_axis(count), tooltip=_tips("tip"))
    )
    labels = base.mark_text(align="left", baseline="bottom", dy=-2, color=INK_SOFT, limit=365)
    values = base.mark_text(align="left", baseline="middle", dx=6, dy=5, fontWeight="bold")
    furthest = alt.X("high:Q", title=axis)
    layered = alt.layer(
        bars,
        # Vega warns of a layer without a single row.
        *((spans, marks) if ranges else ()),
        labels.encode(x=alt.value(0), text="label:N"),
        values.encode(x=furthest, text="text:N", color=alt.value(INK)),
    )
    return _finished(layered.properties(height=ROW_PX * max(1, count) + AXIS_PX))


def rate_charts(
    rows: Sequence[Row], *, colours: Sequence[str], ends: tuple[date, date]
) -> dict[str, Spec]:
    """Return freight in tonnes a day, one small chart a border point, by its name.

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
    places = list(dict.fromkeys(row["place"] for row in rows))
    return {
        place: _with_rows(
            _rates(colour, labelled=place == places[-1]),
            rows=[row for row in rows if row["place"] == place],
            ends=_end_rows(ends),
        )
        for place, colour in zip(places, colours, strict=True)
    }


@lru_cache(maxsize=32)
def _rates(colour: str, *, labelled: bool) -> str:
    when = alt.X(
        "start:T",
        title=None,
        scale=_TIME,
        axis=alt.Axis(
            labels=labelled,
            ticks=labelled,
            format="%b %y",
            tickCount=5,
            grid=False,
            labelFlush=True,
        ),
    )
    base = _chart("rows")
    # Room of one width for the numbers keeps the time axes of all places in line.
    numbers = alt.Axis(tickCount=3, format=",d", minExtent=38, maxExtent=38)
    height = alt.Y("rate:Q", title=None, scale=alt.Scale(zero=True), axis=numbers)
    tips = _tips("rate_text", "raw", "period", "kind", "said")
    bars = base.mark_bar(color=colour, opacity=0.8).encode(
        x=when, x2="end:T", y=height, y2=alt.datum(0), tooltip=tips
    )
    # The scale is set once: Vega takes a second, equal one for a conflict.
    dots = base.mark_circle(color=colour, size=26, opacity=1).encode(
        x=alt.X("start:T", title=None), y=height, tooltip=tips
    )
    layered = alt.layer(_stretch(), bars, dots)
    return _finished(layered.properties(height=_RATE_PX + (20 if labelled else 0)))


def parts_chart(rows: Sequence[Row], *, tones: Sequence[str]) -> Spec:
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
    return _with_rows(_parts(count, most, tuple(tones)), rows=rows)


@lru_cache(maxsize=64)
def _parts(count: int, most: int, tones: tuple[str, ...]) -> str:
    base = _chart("rows").encode(y=_row_axis(count))
    orders = list(range(most))
    tone = alt.Scale(domain=orders, range=[tones[order % len(tones)] for order in orders])
    cut = base.mark_bar(size=BAR_PX, yOffset=14, stroke=PAPER, strokeWidth=1).encode(
        x=alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 1])),
        x2="end:Q",
        color=alt.Color("order:O", scale=tone, legend=None),
        tooltip=_tips("tip"),
    )
    firsts = base.transform_filter("datum.order == 0")
    heading = firsts.mark_text(
        align="left", baseline="bottom", dy=-7, color=INK_SOFT, limit=365
    ).encode(x=alt.value(0), text="heading:N")
    formula = firsts.mark_text(
        align="left", baseline="bottom", dy=7, fontWeight="bold", limit=365
    ).encode(x=alt.value(0), text="formula:N", color=alt.value(INK))
    return _finished(alt.layer(cut, heading, formula).properties(height=48 * count))


def timeline_chart(
    rows: Sequence[Row], *, lanes: Sequence[tuple[str, str]], as_of: date, ends: tuple[date, date]
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
    now = [{"start": as_of.isoformat()}]
    return _with_rows(_timeline(tuple(lanes)), rows=within, now=now, ends=_end_rows(ends))


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
    half = alt.YOffset("look:N", scale=alt.Scale(domain=["actual", "contested", "promised"]))
    when = alt.X(
        "start:T",
        title=None,
        scale=_TIME,
        axis=alt.Axis(format="%Y", tickCount="year", grid=False),
    )
    hue = alt.Scale(domain=names, range=hues)
    tips = _tips("when", "headline", "about", "said")
    base = _chart("rows").encode(
        y=lane, yOffset=half, stroke=alt.Stroke("lane:N", scale=hue, legend=None), tooltip=tips
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
            x=alt.X("start:T", title=None),
            fill=_filled(is_fact, hue),
            shape=alt.Shape(
                "look:N",
                scale=alt.Scale(
                    domain=["actual", "contested", "promised"],
                    range=["circle", "diamond", "circle"],
                ),
                legend=None,
            ),
        )
    )
    now = _chart("now").mark_rule(color=SHUT_RED, strokeWidth=1).encode(x=when)
    return _finished(
        alt.layer(_stretch(), spans, dots, now).properties(height=44 * max(1, len(names)) + AXIS_PX)
    )


def promises_chart(bars: Sequence[Row], marks: Sequence[Row], *, as_of: date) -> Spec:
    """Return promises: where they were due, were due again, and how far they have slipped.

    Parameters
    ----------
    bars, marks
        From `promise_rows`.
    as_of
        Marked by a line.
    """
    count = 1 + max((row["row"] for row in bars), default=0)
    now = [{"start": as_of.isoformat()}]
    return _with_rows(_promises(count), rows=bars, marks=marks, now=now)


@lru_cache(maxsize=64)
def _promises(count: int) -> str:
    rows = _row_axis(count)
    base = _chart("rows").encode(y=rows)
    axis = alt.Axis(format="%Y", tickCount="year", grid=True)
    when = alt.X("start:T", title=None, scale=_TIME, axis=axis)
    slip = base.mark_rule(strokeWidth=3, yOffset=6, opacity=0.75).encode(
        x=when,
        x2="end:T",
        color=alt.Color(
            "state:N",
            scale=alt.Scale(
                domain=["overdue", "kept", "given_up", "pending", "no_date"],
                range=[SHUT_RED, DOUBT_VIOLET, INK_SOFT, INK_SOFT, INK_SOFT],
            ),
            legend=None,
        ),
    )
    points = (
        _chart("marks")
        .mark_point(size=42, strokeWidth=1.5, yOffset=6, stroke=INK, opacity=1)
        .encode(
            x=alt.X("at:T", title=None),
            y=rows,
            fill=alt.Fill(
                "look:N",
                scale=alt.Scale(domain=["promised", "again", "kept"], range=[PAPER, PAPER, INK]),
                legend=None,
            ),
            shape=alt.Shape(
                "look:N",
                scale=alt.Scale(
                    domain=["promised", "again", "kept"],
                    range=["circle", "triangle-right", "square"],
                ),
                legend=None,
            ),
            tooltip=_tips("tip"),
        )
    )
    labels = base.mark_text(align="left", baseline="bottom", dy=-3, color=INK, limit=280).encode(
        x=alt.value(0), text="heading:N"
    )
    late = base.mark_text(align="right", baseline="bottom", dy=-3, fontWeight="bold").encode(
        x=alt.value("width"), text="late:N", color=alt.value(SHUT_RED)
    )
    now = (
        _chart("now")
        .mark_rule(color=SHUT_RED, strokeWidth=1)
        .encode(x=alt.X("start:T", title=None))
    )
    layered = alt.layer(now, slip, points, labels, late)
    return _finished(layered.properties(height=ROW_PX * count + AXIS_PX))


def _stretch() -> Any:
    """Return a layer without ink that stretches the time axis over the dataset `ends`.

    A domain given outright is taken for a conflict with itself as soon as a mark has two ends.
    """
    return _chart("ends").mark_point(opacity=0, size=0).encode(x=alt.X("start:T", title=None))


def _end_rows(ends: tuple[date, date]) -> list[Row]:
    return [{"start": day.isoformat()} for day in ends]


def _row_axis(count: int) -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(count))))


def _quiet_axis() -> alt.Axis:
    return alt.Axis(tickCount=4, grid=True, gridColor=RULE, gridOpacity=0.5, domain=False)


def _by_look(values: dict[str, Any]) -> Any:
    """Return a condition on the look of a row."""
    planned = alt.when(f"datum.look == '{PLANNED}'").then(alt.value(values[PLANNED]))
    either = planned.when(f"datum.look == '{FORECAST}'").then(alt.value(values[FORECAST]))
    return either.otherwise(alt.value(values[MEASURED]))


def _filled(condition: str, scale: alt.Scale) -> Any:
    hue = alt.Fill("lane:N", scale=scale, legend=None)
    return alt.when(condition).then(hue).otherwise(alt.value(PAPER))


def _tips(*names: str) -> list[alt.Tooltip]:
    """Return tooltip lines without repeating the field's name in ours."""
    return [alt.Tooltip(f"{name}:N", title=name.replace("_", " ")) for name in names]


def _chart(dataset: str) -> Any:
    return alt.Chart(alt.NamedData(name=dataset))


def _finished(chart: Any) -> str:
    """Return a chart's specification as JSON text, which a cache can keep unchanged."""
    finished = (
        chart.properties(padding={"left": 0, "right": 2, "top": 2, "bottom": 4})
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_text(fontSize=11, color=INK)
        .configure_axis(
            labelFontSize=10.5,
            titleFontSize=10.5,
            labelColor=INK_SOFT,
            titleColor=INK_SOFT,
            titleFontWeight="normal",
        )
    )
    return json.dumps(finished.to_dict())


def _with_rows(specification: str, **datasets: Sequence[Row]) -> Spec:
    """Return a specification with its rows."""
    spec: Spec = json.loads(specification)
    return spec | {"datasets": {name: list(rows) for name, rows in datasets.items()}}
