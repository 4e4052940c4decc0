"""A series that a reader downloaded, taken on the page: its figures beside the data.

What belongs here: what is asked of such a table. What does not: reading it (`geo/own/feed.py`) and
what of it is new (`geo/own/revised.py`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from layers.look.text import notice
from page.beside import own_overlays
from page.load import load
from page.memory import uncollected

if TYPE_CHECKING:
    from geo.own.overlay import Overlay

_A_YEAR = timedelta(days=365)
_NEW = "(a new overlay)"


def ask_series(content: bytes, name: str) -> tuple[Overlay, tuple[str, ...]] | None:
    """Ask what is needed of a series; return the overlay with it and what came of it.

    Nothing before the form is sent, nor for a table that needs a mapping and has none yet.

    Raises
    ------
    OverlayError
        In one sentence, if table or mapping cannot be read so.
    """
    from geo.own.feed import PORTWATCH_TERMS, is_portwatch, mapping_of, read_feed
    from geo.own.overlay import Overlay
    from geo.own.revised import told, with_feed

    mapping = None
    if is_portwatch(content):
        st.caption(notice(f"Daily transits of IMF PortWatch. Its terms: {PORTWATCH_TERMS}"))
    else:
        given = st.file_uploader(
            "A series of figures? Its mapping file: a CSV of field and value (docs/series.md)",
            key="own_mapping",
        )
        if given is None:
            return None
        mapping = mapping_of(given.getvalue())
    into = {_NEW: None, **{one.origin: one for one in own_overlays()}}
    with st.form("own_series"):
        picked = st.selectbox("Into", list(into), format_func=notice, key="own_into")
        since = st.date_input("First day wanted", load()[0].data_end - _A_YEAR)
        vintage = st.date_input("Downloaded on", datetime.now(UTC).date())
        owner = st.text_input("Added by", max_chars=60)
        if not st.form_submit_button("Put its figures beside the data"):
            return None
    with uncollected():
        feed = read_feed(content, mapping, vintage=vintage, since=since)
        stem = name.rpartition(".")[0] or name
        overlay = into[picked or _NEW] or Overlay(stem, owner.strip(), {})
        merged = with_feed(overlay, feed, vintage=vintage)
    return merged.overlay, tuple(told(merged, feed))
