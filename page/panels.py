"""The panels beside the map: the age of the data, key figures, and a tab for each kind of answer.

A section a module; this one only puts them in order. What they say is computed in `geo`, drawn
and escaped in `layers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import streamlit as st

from geo.calendars import day_text
from geo.editions.shelf import is_old
from geo.ledger.readings import age_days
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.look.text import safe
from layers.screen.cards import Shown, pinned_html, shown_of
from layers.screen.css import panels_css
from layers.words.wording import days_text, subject_text
from page.assumptions import supposed
from page.briefing import show_briefing
from page.changes import show_changes
from page.choose import change
from page.dates import show_dates
from page.disagreements import show_disagreements
from page.keyfigures import show_key_figures
from page.load import Whole
from page.own import show_own
from page.routes import show_routes
from page.sources import show_sources
from page.volumes import show_volumes

# The first is open as the page opens; all stand above what they hold and stay there, in two rows at
# most: the fifth ends a row where the panel is narrowest.
_TABS: Mapping[str, Callable[[Shown], None]] = {
    "Figures": show_key_figures,
    "Volumes": show_volumes,
    "Dates": show_dates,
    "Changes": show_changes,
    "Sources": show_sources,
    "Disagreements": show_disagreements,
    "Routes": show_routes,
    "Your data": show_own,
    "Map page": lambda shown: show_briefing(supposed(shown.catalog), shown.selection),
}


def show_panels(catalog: Catalog, selection: Selection, *, today: date | None = None) -> None:
    """Show what the ledger says of the selection.

    Parameters
    ----------
    catalog, selection
        What there is, and what is on.
    today
        The day the age of the data is counted to; by default the day of the server.
    """
    shown = _shown(Whole(catalog), selection)
    st.html(panels_css())
    show_age(shown, today=today or date.today())
    show_pinned(shown)
    # Only the open tab is made, so that a click on the map waits for one of them, not all.
    tabs = st.tabs(list(_TABS), key="panel_tab", on_change="rerun")
    for tab, show in zip(tabs, _TABS.values(), strict=True):
        if tab.open:
            with tab:
                show(shown)


@lru_cache(maxsize=32)
def _shown(whole: Whole, selection: Selection) -> Shown:
    """Return what is shown of a selection, kept for readers who choose the same."""
    return shown_of(whole.catalog, selection)


def show_age(shown: Shown, *, today: date) -> None:
    """Say when the data end and how long ago that is, and what date the page is as of."""
    ledger = shown.ledger
    days = age_days(ledger.data_end, today)
    ago = f"{days_text(days)} ago" if days >= 0 else f"{days_text(-days)} from now"
    text = (
        f"Checked to <b>{safe(day_text(ledger.data_end))}</b> ({safe(ago)}); later events are not "
        "shown. Every figure and closure names who said it and when; click to read the source "
        "and who disagrees."
    )
    if is_old(ledger.data_end, today):
        text = f'<b class="ledger-old">Old data.</b> {text}'
    if ledger.as_of != ledger.data_end:
        text += f" Shown as of <b>{safe(day_text(ledger.as_of))}</b>."
    if shown.catalog.edition:
        text += f" Edition {safe(shown.catalog.edition)}."
    focus = shown.selection.focus
    if focus is not None:
        name = subject_text(shown.catalog, focus.kind, focus.subject_id)
        text += f" Only what concerns <b>{safe(name)}</b>."
    st.html(f'<p class="ledger-age">{text}</p>')


def show_pinned(shown: Shown) -> None:
    """Show the claims and events that the link names, in full."""
    pinned = shown.selection.pinned
    if not pinned:
        return
    for record_id in pinned:
        card = pinned_html(shown, record_id)
        said = f"{record_id} was not yet known on {day_text(shown.ledger.as_of)}, or is not on."
        st.html(card or f'<p class="ledger-none">{safe(said)}</p>')
    st.button("Unpin", key="unpin", type="tertiary", on_click=_unpin, args=(shown.catalog,))


def _unpin(catalog: Catalog) -> None:
    change(catalog, lambda selection: replace(selection, pinned=()))
