"""Key figures: the first numbers of each corridor that is on."""

from __future__ import annotations

import streamlit as st

from geo.highlights import key_figures
from layers.cards import Shown, key_figures_html
from layers.style import corridor_colours


def show_key_figures(shown: Shown) -> None:
    """Show four figures a corridor, planned ones told from measured ones."""
    catalog = shown.catalog
    if not shown.selection.corridors:
        st.info("No corridor is on. Switch one on beside the map.")
        return
    colours = corridor_colours(catalog.corridors)
    figures = key_figures(catalog, shown.selection, shown.ledger)
    parts = [
        key_figures_html(
            shown,
            readings,
            heading=catalog.corridors[corridor_id].short_name,
            colour=colours[corridor_id],
        )
        for corridor_id, readings in figures.items()
        if readings or shown.selection.focus is None
    ]
    if parts:
        st.html("".join(parts))
