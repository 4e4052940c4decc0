"""A store that changes while a page is open: seen at the next action, and soon by itself.

What belongs here: the tick that looks whether something was published, and what the reader is told.
What does not: following the store (`geo/store/following.py`).
"""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from geo.records.catalog import Catalog
from layers.look.text import notice
from page.load import followed

_SEEN = "followed_edition"
_TICK = timedelta(seconds=5)


def follow(shared: Catalog) -> None:
    """Tell what was published since this page was last drawn, and look again every few seconds.

    Nothing is done, and nothing sent, where the data are in no store.
    """
    store = followed()
    if store is None:
        return
    seen = st.session_state.get(_SEEN)
    if seen not in (None, shared.edition):
        count = store.state.changes
        told = "1 change" if count == 1 else f"{count} changes"
        st.toast(notice(f"{told} published: edition {shared.edition}."))
    st.session_state[_SEEN] = shared.edition
    _look_again(shared.data_hash)


@st.fragment(run_every=_TICK)
def _look_again(data_hash: str) -> None:
    """Draw the page anew once another state is published; say so while the store is away."""
    store = followed()
    if store is None:
        return
    if store.state.catalog.data_hash != data_hash:
        st.rerun(scope="app")
    if store.away_since is not None:
        st.caption(
            f"The store has not answered since {store.away_since:%H:%M}; shown is its last state."
        )
    elif store.trouble:
        st.caption(notice(store.trouble))
