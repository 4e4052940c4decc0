"""Changes: what differs since a second date or an edition, and the weekly sheets.

What belongs here: choosing the second date, and showing the lists. What does not: finding changes
(`geo/changes/`), words and markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from geo.changes.kinds import Moment
from geo.errors import CorridorError
from geo.records.catalog import Catalog
from layers.look.text import notice
from layers.screen.cards import Shown, heading_html
from layers.screen.changes import FIRST_OF_GROUP, MOST_OF_GROUP, changes_html
from layers.words.changelist import (
    ChangeList,
    changes_atom,
    changes_csv,
    plain_text,
    title_text,
)
from layers.words.compared import AGAINST_TEXT, OWN_DAY_TEXT
from layers.words.sheets import (
    NOTHING_DUE,
    PASSAGE_NOTE,
    WeeklySheet,
    due_sheet,
    passage_sheet,
    tabbed_text,
)
from page.choose import change
from page.earlier import editions, read_earlier
from page.load import Whole
from page.part import opened
from page.summary import listed_changes

_OWN, _WITH, _DAY = "day", "compare_with", "compare_day"
_LISTED = "A month before, listed only"
_A_MONTH = timedelta(days=30)


def show_changes(shown: Shown) -> None:
    """Show what differs since the second date, then the weekly sheets."""
    earlier = _earlier(shown)
    if earlier is not None:
        listed = listed_changes(
            Whole(earlier.catalog), earlier.on, Whole(shown.catalog), _until(shown)
        )
        st.html(heading_html(title_text(listed.account)))
        only = tuple(shown.selection.corridors)
        longest = max((len(told) for told in listed.groups.values()), default=0)
        whole = longest > FIRST_OF_GROUP and opened("all changes", key="all_changes")
        most = MOST_OF_GROUP if whole else FIRST_OF_GROUP
        st.html(changes_html(listed, only=only, most=most))
        _show_downloads(listed)
    on = _until(shown)
    if opened("crossings and ports", key="crossings"):
        st.caption(PASSAGE_NOTE)
        _show_sheet(passage_sheet(shown.catalog, on))
    if opened("what falls due in 90 days", key="due"):
        dues = due_sheet(shown.catalog, on)
        if dues.rows:
            _show_sheet(dues)
        else:
            st.info(NOTHING_DUE)


def _until(shown: Shown) -> date:
    return shown.ledger.as_of


def _earlier(shown: Shown) -> Moment | None:
    """Ask what to compare with; return the earlier side, none if its edition cannot be read."""
    catalog, selection = shown.catalog, shown.selection
    until = _until(shown)
    ago = {str(name): label for name, label in AGAINST_TEXT.items()}
    installed = {one.edition_id: f"Edition {one.edition_id}" for one in editions()}
    labels = {"": _LISTED, **ago, _OWN: OWN_DAY_TEXT, **installed}
    now = selection.against if selection.against in labels else _OWN
    # The map's own control may have chosen since: the link is what holds.
    st.session_state[_WITH] = now
    st.selectbox(
        "Compare with",
        list(labels),
        key=_WITH,
        format_func=labels.__getitem__,
        on_change=_compare,
        args=(catalog, until),
    )
    if now == _OWN and "." not in selection.against:
        st.session_state[_DAY] = min(date.fromisoformat(selection.against), until)
        st.date_input(
            "The earlier day", max_value=until, key=_DAY, on_change=_compare_day, args=(catalog,)
        )
    try:
        earlier = read_earlier(catalog, selection)
    except CorridorError as error:
        st.error(notice(str(error)))
        return None
    return earlier or Moment(catalog, until - _A_MONTH)


def _compare(catalog: Catalog, until: date) -> None:
    """Take over what was picked; the map and the link follow."""
    picked = str(st.session_state[_WITH])
    against = (until - _A_MONTH).isoformat() if picked == _OWN else picked
    change(catalog, lambda selection: replace(selection, against=against))


def _compare_day(catalog: Catalog) -> None:
    day = st.session_state[_DAY]
    if isinstance(day, date):
        change(catalog, lambda selection: replace(selection, against=day.isoformat()))


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


def _show_sheet(sheet: WeeklySheet) -> None:
    """Show a sheet as a table, and as text that is copied with one click."""
    st.html(heading_html(sheet.title))
    st.dataframe(sheet.rows, hide_index=True)
    st.caption("The button at the corner of the text below copies the whole table.")
    st.code(tabbed_text(sheet.rows, sheet.columns), language=None, height=120)
