"""Disagreements: where sources differ by more than 2 %, the widest spread first."""

from __future__ import annotations

import streamlit as st

from layers.screen.cards import Shown, claims_html, reading_html
from page.part import opened

# The widest are what a reader looks for; the rest travel to who opens them.
_MOST = 10


def show_disagreements(shown: Shown) -> None:
    """Show every contested figure, each opening into its claims, and the figures set aside."""
    contested = shown.ledger.contested()
    aside = shown.ledger.set_aside()
    st.caption(
        "Like is compared with like: same subject, metric, unit, scope and period, measured with "
        "measured, planned with planned. The number at the right says by how much the highest "
        "figure exceeds the lowest."
    )
    if contested:
        st.html("".join(reading_html(shown, reading) for reading in contested[:_MOST]))
        more = contested[_MOST:]
        if more and opened(f"{len(more)} narrower ones", key="more_contested"):
            st.html("".join(reading_html(shown, reading) for reading in more))
    else:
        st.info("No two sources differ by more than 2 % about what is on at this date.")
    if aside and opened(f"errors and superseded figures, in no range ({len(aside)})", key="aside"):
        st.html(claims_html(shown, aside, with_subject=True))
