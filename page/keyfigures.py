"""Key figures and dates: what to read first of each corridor that is on."""

from __future__ import annotations

import streamlit as st

from geo.ledger.keydates import key_dates
from geo.ledger.keyfigures import heads_of
from layers.look.style import corridor_colours
from layers.screen.cards import Shown, key_figures_html
from layers.screen.keydates import key_dates_html


def show_key_figures(shown: Shown) -> None:
    """Show four figures a corridor, planned ones told from measured ones, and its dates."""
    catalog = shown.catalog
    if not shown.selection.corridors:
        st.info("No corridor is on. Switch one on beside the map.")
        return
    colours = corridor_colours(catalog.corridors)
    heads = heads_of(catalog, shown.selection, shown.ledger)
    dates = key_dates(catalog, shown.selection, shown.ledger)
    parts = [
        key_figures_html(
            shown,
            head,
            heading=catalog.corridors[corridor_id].short_name,
            colour=colours[corridor_id],
            dates=key_dates_html(shown, dates[corridor_id]) if dates[corridor_id] else "",
        )
        for corridor_id, head in heads.items()
        if head.found or dates[corridor_id] or shown.selection.focus is None
    ]
    if parts:
        st.html("".join(parts))
