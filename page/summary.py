"""The earlier day of a pack, its summary to be edited sentence by sentence, and the weekly sheets.

What belongs here: the form of these pages. What does not: which sentences the rules draft
(`layers/words/summary.py`) and setting them (`layers/pack/since.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from geo.changes.account import changes_between
from geo.changes.against import earlier_day
from geo.changes.kinds import Moment
from geo.clean import clean
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.look.text import notice
from layers.words.changelist import ChangeList, change_list
from layers.words.compared import AGAINST_TEXT, OWN_DAY_TEXT
from layers.words.summary import Said, summary_of
from page.load import Whole
from page.part import opened

_OWN, _A_MONTH = "day", timedelta(days=30)
_EDITS = "summary_edits"
_LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class AskedChanges:
    """What a pack is to tell of change: since when, in whose words, and the weekly sheets."""

    since: date | None
    edits: tuple[tuple[str, str], ...]
    weekly: bool


def ask_changes(catalog: Catalog, selection: Selection) -> AskedChanges:
    """Ask for the earlier day and the weekly sheets, and let the summary be edited."""
    since = _ask_since(catalog, selection)
    edits = _ask_edits(catalog, selection, since) if since is not None else ()
    weekly = st.checkbox(
        "Weekly sheets: crossings and ports, and what falls due in 90 days", key="brief_weekly"
    )
    return AskedChanges(since, edits, weekly)


@lru_cache(maxsize=16)
def listed_changes(earlier: Whole, since: date, later: Whole, until: date) -> ChangeList:
    """Return the changes in words, kept for readers who compare the same days."""
    return change_list(
        changes_between(Moment(earlier.catalog, since), Moment(later.catalog, until))
    )


def _ask_since(catalog: Catalog, selection: Selection) -> date | None:
    """Ask since when; at first what the map compares with."""
    labels = {"": "No summary", **{str(name): text for name, text in AGAINST_TEXT.items()}}
    labels[_OWN] = OWN_DAY_TEXT
    compared = selection.against
    usual = compared if compared in labels else _OWN if compared.count("-") == 2 else ""
    left, right = st.columns(2)
    picked = left.selectbox(
        "Summary, and changes since",
        list(labels),
        index=list(labels).index(usual),
        format_func=labels.__getitem__,
        key="brief_since",
    )
    until = as_of_date(catalog, selection)
    if picked != _OWN:
        return earlier_day(catalog, selection, picked) if picked else None
    first = date.fromisoformat(compared) if usual == _OWN else until - _A_MONTH
    day = right.date_input(
        "The earlier day", min(first, until), max_value=until, key="brief_since_day"
    )
    return day if isinstance(day, date) else None


def _ask_edits(catalog: Catalog, selection: Selection, since: date) -> tuple[tuple[str, str], ...]:
    """Show every sentence of the summary to be edited; return those that an editor changed."""
    parts = _drafted(Whole(catalog), selection, since)
    held: dict[str, str] = st.session_state.setdefault(_EDITS, {})
    if opened("the summary, to edit its sentences", key="summary"):
        st.caption(
            "Drafted from the ledger by rules. An empty sentence is left out; what you change is "
            "marked as an editor's in the file's record."
        )
        for heading, sentences in parts.items():
            st.markdown(f"**{notice(heading)}**")
            for said in sentences:
                _show_sentence(said, held)
        if st.button("All as drafted", key="summary_reset", type="tertiary"):
            _forget(parts, held)
            st.rerun()
    drafts = [said.text for sentences in parts.values() for said in sentences]
    return tuple((draft, held[draft]) for draft in drafts if held.get(draft, draft) != draft)


def _show_sentence(said: Said, held: dict[str, str]) -> None:
    key = _key_of(said.text)
    # A part that is closed forgets its fields; what was written in them is held beside.
    st.session_state.setdefault(key, held.get(said.text, said.text))
    st.text_area(
        said.text,
        key=key,
        height="content",
        max_chars=_LONGEST_SENTENCE,
        label_visibility="collapsed",
        on_change=_keep,
        args=(said.text, key),
    )


def _keep(draft: str, key: str) -> None:
    st.session_state[_EDITS][draft] = " ".join(clean(str(st.session_state[key])).split())


def _forget(parts: Mapping[str, tuple[Said, ...]], held: dict[str, str]) -> None:
    for said in (one for sentences in parts.values() for one in sentences):
        held.pop(said.text, None)
        st.session_state.pop(_key_of(said.text), None)


def _key_of(draft: str) -> str:
    return f"summary_{hashlib.sha256(draft.encode()).hexdigest()[:12]}"


@lru_cache(maxsize=8)
def _drafted(whole: Whole, selection: Selection, since: date) -> Mapping[str, tuple[Said, ...]]:
    """Return the summary as the pack drafts it, kept while its sentences are edited."""
    until = as_of_date(whole.catalog, selection)
    listed = listed_changes(whole, since, whole, until)
    return summary_of(seen_on(whole.catalog, until), selection, listed)
