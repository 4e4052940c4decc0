"""Branches straightened and compared, in windows of their own above the page.

What belongs here: opening the two windows and what is picked in them. The pictures come from
`layers.charts_strip`, the rows from `layers.branchrows`.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from geo.branchtable import branch_rows
from geo.calendars import day_text
from geo.catalog import Catalog
from geo.interchange import rows_csv
from geo.select import as_of_date, visible_branches
from geo.strip import strip_of
from layers.branchrows import branch_table
from layers.cards import Shown
from layers.charts_strip import strip_chart
from layers.routetable import RESTS_ON

_WIDE: Literal["large"] = "large"


def show_comparisons(shown: Shown) -> None:
    """Offer the strip of one or two branches, and the table of all that are on."""
    left, right = st.columns(2)
    if left.button("Strips: two branches", key="open_strips", width="stretch"):
        _strips(shown)
    if right.button("Compare branches", key="open_branches", width="stretch"):
        _table(shown)


@st.dialog("Branches straightened", width=_WIDE)
def _strips(shown: Shown) -> None:
    catalog = shown.catalog
    on = as_of_date(catalog, shown.selection)
    branches = [branch.branch_id for branch in visible_branches(catalog, shown.selection)]
    if not branches:
        st.info("No branch is on. Switch a corridor on first.")
        return
    picked = st.multiselect(
        "Branches",
        branches,
        default=branches[:1],
        max_selections=2,
        format_func=lambda name: _branch_text(catalog, name),
        key="strip_branches",
    )
    if picked:
        strips = [strip_of(catalog, name, on) for name in picked]
        st.altair_chart(strip_chart(strips), theme=None)
        for strip in strips:
            st.caption(
                f"{strip.branch.name}: {strip.length_km:,.0f} km, of which "
                f"{strip.missing_km:,.0f} km not built on {day_text(on)}. "
                "Lengths are those of the legs."
            )


@st.dialog("Branches compared", width=_WIDE)
def _table(shown: Shown) -> None:
    catalog = shown.catalog
    on = as_of_date(catalog, shown.selection)
    rows = branch_table(
        catalog, branch_rows(catalog, visible_branches(catalog, shown.selection), on)
    )
    st.caption(
        f"As of {day_text(on)}. Time and cost are of the whole chain as if all of it were open "
        f"and built. {RESTS_ON}"
    )
    st.dataframe(rows, hide_index=True)
    st.download_button(
        "Download as CSV",
        data=lambda: rows_csv(rows),
        file_name=f"branches-{on}.csv",
        mime="text/csv",
        key="download_branches",
    )


def _branch_text(catalog: Catalog, name: str) -> str:
    branch = catalog.branches[name]
    return f"{catalog.corridors[branch.corridor_id].short_name}: {branch.name}"
