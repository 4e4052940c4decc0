"""Volumes: what each corridor carries or is to carry, border points, partners, parts of totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from geo.conditions import Subject
from geo.highlights import (
    TRADE_METRICS,
    VOLUME_METRICS,
    commodity_readings,
    is_window,
    point_rates,
    standing_trade,
    subjects_of_corridor,
    trade_readings,
    volume_readings,
)
from geo.ledger import Reading
from layers.look.palette import INK, PAPER, mix
from layers.look.style import corridor_colours
from layers.screen.cards import Shown, figures_html, heading_html, rates_html
from layers.screen.charts.figures import bars_chart, parts_chart, rate_charts
from layers.words.charts import axis_of, bar_rows, part_rows, rate_rows, tick_rows
from page.chart import show_chart
from page.part import opened

_KEY = (
    "Solid: measured. Hollow: planned. Dotted: forecast. A line with ticks: the range of the "
    "sources, one tick a figure. Each figure has its period, kind and source under its chart."
)
_TRADE_KEY = "Turnover last measured, and what is foreseen. Currencies are never converted."
# Trade belongs to no corridor, so it has no corridor's hue.
_TRADE = mix(INK, PAPER, 0.35)
_PARTS = tuple(mix(INK, PAPER, share) for share in (0.25, 0.6, 0.42, 0.75))


def show_volumes(shown: Shown) -> None:
    """Show the volumes of what is on, each with unit, period, calendar, kind and source."""
    st.html(f'<p class="ledger-key">{_KEY}</p>')
    catalog = shown.catalog
    colours = corridor_colours(catalog.corridors)
    volumes = volume_readings(catalog, shown.selection, shown.ledger)
    # Every section has its place whether it holds anything or not: what moves up or down when a
    # corridor is switched off is thrown away and drawn anew by the browser.
    for corridor_id in catalog.corridors:
        with st.container(key=f"volumes_{corridor_id}"):
            readings = volumes.get(corridor_id, ())
            if readings:
                st.html(heading_html(catalog.corridors[corridor_id].short_name))
                _show_bars(shown, readings, colour=colours[corridor_id], key=f"bars_{corridor_id}")
    for name, show in (("rates", _show_rates), ("trade", _show_trade)):
        with st.container(key=f"volumes_{name}"):
            show(shown)
    _show_goods(shown)
    _show_parts(shown)
    if not shown.ledger.claims:
        st.info("Nothing had been said about volumes of what is on by this date.")


def _show_bars(shown: Shown, readings: Sequence[Reading], *, colour: str, key: str) -> None:
    """Show tonnes of months and years as bars; containers and weeks are in the list below."""
    drawn = [r for r in readings if axis_of(r.key.unit)[1] == "Mt" and not is_window(r)]
    if drawn:
        rows = bar_rows(shown.catalog, drawn, with_subject=True)
        chart = bars_chart(rows, tick_rows(drawn), colour=colour, axis="Mt")
        show_chart(chart, key=key)
    _show_figures(shown, readings, key=key)


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
    rows = rate_rows(shown.catalog, points)
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
    for unit in ("USD_million", "EUR_million"):
        drawn = [r for r in standing_trade(shown.ledger) if r.key.unit == unit]
        if drawn:
            rows = bar_rows(shown.catalog, drawn, with_subject=True)
            chart = bars_chart(rows, tick_rows(drawn), colour=_TRADE, axis=axis_of(unit)[1])
            show_chart(chart, key=f"trade_{unit}")
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
