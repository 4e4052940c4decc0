"""Slides or a page made here earlier, dropped: what changed since.

What belongs here: reading such a file and showing its list. What does not: finding changes
(`geo/changes/`) and their words (`layers/words/changelist.py`).
"""

from __future__ import annotations

import streamlit as st

from geo.calendars import day_text
from geo.errors import CorridorError
from layers.look.text import notice
from layers.screen.cards import Shown
from layers.screen.changes import changes_html
from layers.words.changelist import moved_text
from page.earlier import made_moment
from page.load import Whole
from page.summary import listed_changes

_GONE = (
    "The data it was made from are not installed here: told is what happened since its day, not "
    "what its data said otherwise."
)


def show_made(shown: Shown, content: bytes) -> None:
    """Say what changed since a file was made, up to the day shown, with the list."""
    try:
        earlier, is_at_hand = made_moment(shown.catalog, content)
    except CorridorError as error:
        st.error(notice(str(error)))
        return
    until = shown.ledger.as_of
    if earlier.on > until:
        said = f"It shows {day_text(earlier.on)}, after the day shown here; move the date there."
        st.info(notice(said))
        return
    listed = listed_changes(Whole(earlier.catalog), earlier.on, Whole(shown.catalog), until)
    told = f"{moved_text(listed)} since this was made, as of {day_text(earlier.on)}."
    st.info(notice(told))
    if not is_at_hand:
        st.caption(_GONE)
    st.html(changes_html(listed, only=tuple(shown.catalog.corridors)))
