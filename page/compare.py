"""Routes and branches in tables and straightened, in windows of their own above the page.

What belongs here: opening the windows and what is picked in them. The pictures come from
`layers/scene/strip.py`, the rows from `layers/words/branches.py`.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from geo.calendars import day_text
from geo.formats.interchange import csv_file, rows_csv
from geo.model.choice import Basis
from geo.network.branchtable import branch_rows
from geo.network.strip import Strip, strip_of
from geo.network.whatif import Answer
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, visible_branches
from layers.look.style import corridor_colours
from layers.look.text import notice
from layers.screen.cards import Shown
from layers.screen.routecards import table_html
from layers.words.branches import branch_table
from layers.words.routes import RESTS_ON, answer_rows, question_text
from layers.words.strip import length_text
from layers.words.ways import route_strip

_WIDE: Literal["large"] = "large"


def show_comparisons(shown: Shown, answer: Answer | None = None) -> None:
    """Offer the table of the routes, two of them or two branches straightened, all branches."""
    row = st.container(horizontal=True, gap="small", key="comparisons")
    if answer is not None and row.button("These routes in a table", key="open_routes"):
        _routes(shown, answer)
    if row.button("Two straightened", key="open_strips"):
        _strips(shown, answer)
    if row.button("All branches in a table", key="open_branches"):
        _table(shown)


@st.dialog("Routes in a table", width=_WIDE)
def _routes(shown: Shown, answer: Answer) -> None:
    rows = answer_rows(shown.catalog, answer)
    st.caption(notice(f"{question_text(shown.catalog, answer)}. {RESTS_ON}"))
    st.html(f'<div class="wide-table" tabindex="0">{table_html(rows)}</div>')
    st.download_button(
        "Download as CSV",
        data=lambda: csv_file(rows_csv(rows)),
        file_name=f"routes-{answer.query.on}.csv",
        mime="text/csv",
        key="download_routes",
    )


@st.dialog("Two straightened, on one scale", width=_WIDE)
def _strips(shown: Shown, answer: Answer | None) -> None:
    # Measuring text loads matplotlib, which no other part of the page needs.
    from layers.pens.svg import picture_html
    from layers.scene.strip import strips_scene

    catalog = shown.catalog
    on = as_of_date(catalog, shown.selection)
    ways = _way_strips(catalog, answer) if answer is not None else {}
    branches = [branch.branch_id for branch in visible_branches(catalog, shown.selection)]
    options = [*ways, *branches]
    if not options:
        st.info("No branch is on. Switch a corridor on first.")
        return
    picked = st.multiselect(
        "Routes of the journey, or branches",
        options,
        default=options[:2] if ways else options[:1],
        max_selections=2,
        format_func=lambda name: (
            ways[name].branch.name if name in ways else _branch_text(catalog, name)
        ),
        key="strip_branches",
    )
    if picked:
        strips = [
            ways[name]
            if name in ways
            else strip_of(catalog, name, on, scenario=shown.selection.scenario)
            for name in picked
        ]
        lengths = "; ".join(f"{strip.branch.name}: {length_text(strip)}" for strip in strips)
        with st.container(key="strip_chart"):
            scene = strips_scene(strips, colours=corridor_colours(catalog.corridors))
            st.html(picture_html(scene, alt=f"Straightened, on one scale. {lengths}"))
        st.caption(
            f"As of {day_text(on)}. {notice(lengths)}. Lines as on the map; an upright stroke is a "
            "border, wedges are a break of gauge, a red rule what is not built."
        )


def _way_strips(catalog: Catalog, answer: Answer) -> dict[str, Strip]:
    """Return the ways of a journey straightened, by the id of each."""
    strips = [
        route_strip(catalog, route, query=answer.query, name=f"Route {number}")
        for number, route in enumerate(answer.routes, start=1)
    ]
    return {strip.branch.branch_id: strip for strip in strips}


@st.dialog("All branches that are on, in a table", width=_WIDE)
def _table(shown: Shown) -> None:
    catalog = shown.catalog
    on = as_of_date(catalog, shown.selection)
    journey = shown.selection.journey
    found = branch_rows(
        catalog,
        [one for one in visible_branches(catalog, shown.selection) if not one.loose],
        on,
        basis=journey.basis if journey is not None else Basis.TONNE,
    )
    rows = branch_table(catalog, found)
    st.caption(
        f"As of {day_text(on)}. Time and cost are of the whole chain as if all of it were open "
        f"and built. {RESTS_ON}"
    )
    st.dataframe(rows, hide_index=True)
    st.download_button(
        "Download as CSV",
        data=lambda: csv_file(rows_csv(rows)),
        file_name=f"branches-{on}.csv",
        mime="text/csv",
        key="download_branches",
    )


def _branch_text(catalog: Catalog, name: str) -> str:
    branch = catalog.branches[name]
    return f"{catalog.corridors[branch.corridor_id].short_name}: {branch.name}"
