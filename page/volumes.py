"""Volumes: what each corridor carries or is to carry, border points, partners, parts of totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from geo.ledger.axes import PartRate, by_size, latest_years, part_rates
from geo.ledger.highlights import (
    TRADE_METRICS,
    VOLUME_METRICS,
    commodity_readings,
    point_rates,
    subjects_of_corridor,
    trade_readings,
    volume_readings,
)
from geo.ledger.readings import Reading
from geo.model.said import SubjectKind
from geo.state.conditions import Subject
from layers.look.palette import INK, PAPER, mix
from layers.look.style import corridor_colours
from layers.screen.cards import Shown, figures_html, heading_html, rates_html
from layers.screen.charts.figures import bars_chart, parts_chart, rate_charts
from layers.words.charts import (
    bar_rows,
    part_rate_rows,
    rate_rows,
    tick_rows,
    unit_axis,
)
from layers.words.sums import part_rows
from page.chart import show_chart
from page.courses import courses_of, show_courses
from page.part import opened

_KEY = (
    "Solid: measured. Pale: only claimed; with a dashed edge, estimated. Hollow: planned. Dotted: "
    "forecast, or a year computed from a part. A line with ticks: the range of the sources, one "
    "tick a figure. Bars of one chart count whole years; parts of a year are told as rates."
)
_TRADE_KEY = (
    "Turnover of the last whole year, and what is foreseen. Currencies are never converted."
)
_PART_KEY = "Counted over part of a year, as a rate"
# Trade belongs to no corridor, so it has no corridor's hue.
_TRADE = mix(INK, PAPER, 0.35)
_PARTS = tuple(mix(INK, PAPER, share) for share in (0.25, 0.6, 0.42, 0.75))
_PLACES = (SubjectKind.NODE, SubjectKind.STRAIT)


def show_volumes(shown: Shown) -> None:
    """Show the volumes of what is on, each with unit, period, calendar, kind and source."""
    st.html(f'<p class="ledger-key">{_KEY}</p>')
    catalog = shown.catalog
    colours = corridor_colours(catalog.corridors)
    volumes = volume_readings(catalog, shown.selection, shown.ledger)
    courses = courses_of(shown.ledger.claims)
    # Every section has its place whether it holds anything or not: what moves up or down when a
    # corridor is switched off is thrown away and drawn anew by the browser.
    for corridor_id in catalog.corridors:
        with st.container(key=f"volumes_{corridor_id}"):
            readings = volumes.get(corridor_id, ())
            if readings:
                st.html(heading_html(catalog.corridors[corridor_id].short_name))
                hue = colours[corridor_id]
                _show_bars(shown, readings, colour=hue, key=f"bars_{corridor_id}")
                of_corridor = subjects_of_corridor(catalog, shown.selection, corridor_id)
                own = [c for c in courses if c.key.subject in of_corridor]
                show_courses(shown, own, colour=hue, key=f"courses_{corridor_id}", what="figures")
    for name, show in (("rates", _show_rates), ("trade", _show_trade)):
        with st.container(key=f"volumes_{name}"):
            show(shown)
    # A strait is on the way of many corridors, and stands with none.
    for what, kind in (
        ("straits", SubjectKind.STRAIT),
        ("trade", SubjectKind.COUNTRY_PAIR),
        ("countries", SubjectKind.COUNTRY),
    ):
        own = [course for course in courses if course.key.subject_kind is kind]
        show_courses(shown, own, colour=_TRADE, key=f"courses_{what}", what=what)
    _show_goods(shown)
    _show_parts(shown)
    if not shown.ledger.claims:
        st.info("Nothing had been said about volumes of what is on by this date.")


def _show_bars(shown: Shown, readings: Sequence[Reading], *, colour: str, key: str) -> None:
    """Show tonnes as bars, what lines carry apart from what places handle; all is in the list."""
    tonnes = [reading for reading in readings if reading.key.unit in ("t", "t/yr")]
    for part, in_places in (("", False), ("_places", True)):
        drawn = [r for r in tonnes if (r.key.subject_kind in _PLACES) is in_places]
        _show_years(shown, latest_years(drawn), colour=colour, axis="Mt", key=f"{key}{part}")
    _show_part_rates(shown, part_rates(tonnes), colour=colour, key=key)
    _show_figures(shown, readings, key=key)


def _show_years(
    shown: Shown, readings: Sequence[Reading], *, colour: str, axis: str, key: str
) -> None:
    if readings:
        rows = bar_rows(shown.catalog, readings)
        show_chart(bars_chart(rows, tick_rows(readings), colour=colour, axis=axis), key=key)


def _show_part_rates(shown: Shown, rates: Sequence[PartRate], *, colour: str, key: str) -> None:
    """Show parts of a year on axes of their own, one a unit."""
    for unit in dict.fromkeys(rate.unit for rate in rates):
        drawn = [rate for rate in rates if rate.unit == unit]
        st.html(f'<p class="ledger-key">{_PART_KEY}</p>')
        rows = part_rate_rows(shown.catalog, drawn)
        chart = bars_chart(rows, (), colour=colour, axis=unit_axis(unit)[1])
        show_chart(chart, key=f"{key}_part_{unit}")


def _show_figures(shown: Shown, readings: Sequence[Reading], *, key: str) -> None:
    """Offer the figures with their sources; they travel only to a reader who opens them."""
    count = sum(len(reading.cited) for reading in readings)
    if opened(f"figures and sources ({count})", key=f"figures_{key}"):
        st.html(figures_html(shown, readings))


def _show_rates(shown: Shown) -> None:
    points = point_rates(shown.ledger)
    if not points:
        return
    st.html(heading_html("Rail freight at the border, tonnes a day"))
    rows = rate_rows(shown.catalog, points, shown.ledger.sources)
    hues = [_hue_of(shown, point.subject) for point in points]
    # From the first count to the last: a step of the date without a new count moves nothing.
    first, last = min(row["start"] for row in rows), max(row["end"] for row in rows)
    ends = date.fromisoformat(first), date.fromisoformat(last)
    charts = rate_charts(rows, colours=hues, ends=ends)
    for place, chart in charts.items():
        show_chart(chart, key=f"rates_{place}")
    st.html(rates_html(shown, points))


def _show_trade(shown: Shown) -> None:
    readings = trade_readings(shown.ledger)
    if not readings:
        return
    st.html(heading_html("Trade by partner") + f'<p class="ledger-key">{_TRADE_KEY}</p>')
    turnovers = [r for r in readings if r.key.metric == "trade_turnover"]
    between = [r for r in turnovers if r.key.subject_kind is SubjectKind.COUNTRY_PAIR]
    for unit in ("USD_million", "EUR_million"):
        drawn = by_size([r for r in latest_years(between) if r.key.unit == unit])
        _show_years(shown, drawn, colour=_TRADE, axis=unit_axis(unit)[1], key=f"trade_{unit}")
    _show_part_rates(shown, part_rates(between), colour=_TRADE, key="trade")
    _show_figures(shown, readings, key="trade")


def _show_goods(shown: Shown) -> None:
    readings = commodity_readings(shown.ledger)
    if not readings:
        return
    if opened("single goods", key="goods_part"):
        _show_bars(shown, readings, colour=_TRADE, key="goods")


def _show_parts(shown: Shown) -> None:
    metrics = (*VOLUME_METRICS, *TRADE_METRICS)
    rows = part_rows(shown.catalog, shown.ledger, shown.catalog.sums.values(), metrics)
    if not rows:
        return
    if opened("totals and their parts", key="parts_part"):
        chart = parts_chart(rows, tones=_PARTS)
        show_chart(chart, key="parts")


def _hue_of(shown: Shown, subject: Subject) -> str:
    """Return the colour of the first corridor on that a place belongs to."""
    colours = corridor_colours(shown.catalog.corridors)
    for corridor_id in shown.catalog.corridors:
        if corridor_id in shown.selection.corridors and subject in subjects_of_corridor(
            shown.catalog, shown.selection, corridor_id
        ):
            return colours[corridor_id]
    return _TRADE
