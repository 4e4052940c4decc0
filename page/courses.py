"""Measured series over time, a small chart each, for the reader who opens them.

What belongs here: which series a section shows. What a series is stands in `geo.ledger.series`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from geo.ledger.series import ENOUGH_POINTS, Series, Span, series_of
from geo.model.said import Claim, SubjectKind
from layers.look.text import safe
from layers.screen.cards import Shown
from layers.screen.charts.courses import course_chart
from layers.words.series import gaps_text, series_rows, series_title, shown_together, shut_rows
from page.chart import show_chart
from page.part import opened

# Weeks and months of freight at a place have their chart of rates.
_AS_RATES = frozenset({Span.MONTH, Span.WEEK})
_RATED = frozenset({SubjectKind.NODE, SubjectKind.BRANCH})


def courses_of(claims: Iterable[Claim]) -> tuple[Series, ...]:
    """Return the series of three points and more that no other chart shows, in order."""
    return shown_together(
        [series for series in series_of(claims, least=ENOUGH_POINTS) if not _shown_as_rates(series)]
    )


def show_courses(
    shown: Shown, courses: Sequence[Series], *, colour: str, key: str, what: str
) -> None:
    """Offer series as small charts on one time axis; they travel only to who opens them."""
    if not courses:
        return
    count = "1 series" if len(courses) == 1 else f"{len(courses)} series"
    if not opened(f"{what} over time ({count})", key=key):
        return
    for place, series in enumerate(courses):
        ends = _ends_of([one for one in courses if _is_daily(one) is _is_daily(series)])
        chart = course_chart(
            series_rows(series, shown.ledger.sources),
            title=series_title(shown.catalog, series),
            colour=colour,
            ends=ends,
            shut=shut_rows(shown.catalog, series, shown.ledger.as_of, ends),
        )
        show_chart(chart, key=f"{key}_{place}")
        gaps = gaps_text(series)
        if gaps:
            st.html(f'<p class="ledger-key">{safe(gaps)}</p>')


def _ends_of(courses: Sequence[Series]) -> tuple[date, date]:
    """Return the days between which series shown to one scale run."""
    firsts, lasts = zip(
        *((one.points[0].first, one.points[-1].last) for one in courses), strict=True
    )
    return min(firsts), max(lasts)


def _is_daily(series: Series) -> bool:
    """Whether a series would be a blot on an axis of years."""
    return series.key.axis.span is Span.DAY


def _shown_as_rates(series: Series) -> bool:
    key = series.key
    freight = key.axis.metric == "freight_volume" and key.axis.span in _AS_RATES
    return freight and key.subject_kind in _RATED
