"""Changes: what differs since a second date or an edition, and the weekly sheets.

What belongs here: choosing the second date, and showing the lists. What does not: finding changes
(`geo/changes/`), words and markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import streamlit as st

from geo.changes.account import changes_between
from geo.changes.kinds import Moment
from geo.editions.shelf import user_shelf
from geo.errors import CorridorError
from geo.model.dates import Precision
from geo.model.said import EventKind
from geo.records.catalog import Catalog, read_catalog
from layers.look.text import notice
from layers.screen.cards import Shown, heading_html
from layers.screen.changes import changes_html
from layers.words.changelist import (
    ChangeList,
    change_list,
    changes_atom,
    changes_csv,
    plain_text,
    title_text,
)
from layers.words.sheets import (
    DUE_COLUMNS,
    NOTHING_DUE,
    PASSAGE_COLUMNS,
    PASSAGE_NOTE,
    due_sheet,
    due_title,
    passage_sheet,
    passage_title,
    tabbed_text,
)
from page.load import Whole
from page.part import opened

_AGO = {"A week before": 7, "A month before": 30, "A quarter before": 91}
_EVENT, _OWN = "Before the last event", "A day of your own"


def show_changes(shown: Shown) -> None:
    """Show what differs since the second date, then the weekly sheets."""
    earlier = _earlier(shown)
    if earlier is not None:
        listed = _listed(Whole(earlier.catalog), earlier.on, Whole(shown.catalog), _until(shown))
        st.html(heading_html(title_text(listed.account)))
        st.html(changes_html(listed, only=tuple(shown.selection.corridors)))
        _show_downloads(listed)
    on = _until(shown)
    if opened("crossings and ports", key="crossings"):
        st.caption(PASSAGE_NOTE)
        _show_sheet(passage_title(on), passage_sheet(shown.catalog, on), PASSAGE_COLUMNS)
    if opened("what falls due in 90 days", key="due"):
        rows = due_sheet(shown.catalog, on)
        if rows:
            _show_sheet(due_title(on), rows, DUE_COLUMNS)
        else:
            st.info(NOTHING_DUE)


def _until(shown: Shown) -> date:
    return shown.ledger.as_of


def _earlier(shown: Shown) -> Moment | None:
    """Ask for the second date and return it; nothing if the edition cannot be read."""
    editions = {f"Edition {one.edition_id}": one for one in user_shelf().editions()}
    options = [*_AGO, _EVENT, _OWN, *editions]
    picked = st.selectbox("Compare with", options, index=1, key="compare_with")
    until = _until(shown)
    if picked in editions:
        try:
            catalog = _edition(str(user_shelf().folder_of(editions[picked])))
        except CorridorError as error:
            st.error(notice(str(error)))
            return None
        return Moment(catalog, min(catalog.data_end, until))
    if picked == _OWN:
        day = st.date_input(
            "The earlier day", until - timedelta(days=30), max_value=until, key="compare_day"
        )
        return Moment(shown.catalog, day if isinstance(day, date) else until)
    if picked == _EVENT:
        return Moment(shown.catalog, _before_last_event(shown))
    return Moment(shown.catalog, until - timedelta(days=_AGO[str(picked)]))


def _before_last_event(shown: Shown) -> date:
    """Return the day before the last thing that happened to what is on."""
    days = [
        event.date.first
        for event in shown.ledger.events
        if event.kind is EventKind.ACTUAL and event.date.precision is Precision.DAY
    ]
    return max((day for day in days if day <= _until(shown)), default=_until(shown)) - timedelta(1)


@lru_cache(maxsize=16)
def _listed(earlier: Whole, since: date, later: Whole, until: date) -> ChangeList:
    """Return the changes in words, kept for readers who compare the same days."""
    return change_list(
        changes_between(Moment(earlier.catalog, since), Moment(later.catalog, until))
    )


@lru_cache(maxsize=2)
def _edition(folder: str) -> Catalog:
    return read_catalog(Path(folder))


def _show_downloads(listed: ChangeList) -> None:
    makers: Sequence[tuple[str, str, str, Callable[[], str]]] = (
        ("Markdown", "md", "text/markdown", lambda: plain_text(listed, markdown=True)),
        ("CSV", "csv", "text/csv", lambda: changes_csv(listed)),
        ("Atom feed", "atom", "application/atom+xml", lambda: changes_atom(listed)),
    )
    earlier, later = listed.account.earlier.on, listed.account.later.on
    row = st.container(horizontal=True, gap="small")
    for label, ending, mime, make in makers:
        row.download_button(
            label,
            make,
            file_name=f"changes-{earlier}-{later}.{ending}",
            mime=mime,
            on_click="ignore",
            key=f"changes_{ending}",
        )


def _show_sheet(title: str, rows: list[dict[str, str]], columns: Sequence[str]) -> None:
    """Show a sheet as a table, and as text that is copied with one click."""
    st.html(heading_html(title))
    st.dataframe(rows, hide_index=True)
    st.caption("The button at the corner of the text below copies the whole table.")
    st.code(tabbed_text(rows, columns), language=None, height=120)
