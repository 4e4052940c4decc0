"""How much one reader may ask for, so that nobody starves the rest.

What belongs here: counting uploads, exports and questions to the network, of each session and of
each address that a trusted proxy passes on, and the sentence when it is enough. What does not: the
numbers a house sets (`layers/pack/house.py`), and how many draw at once (`page/drawing.py`).
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from enum import StrEnum
from threading import Lock

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import ExportError
from layers.pack.house import House, read_house

# By this header the page is told what a trusted proxy said; a reader's own is taken off.
ADDRESS_HEADER = "x-corridors-reader"
_WINDOW_S = 600.0
# Behind one address a whole office may sit.
_AN_ADDRESS = 5
_SWEEP = 1_000


class Ask(StrEnum):
    """What is counted, each by itself; `PUT` is a file that is sent, before anybody looks at it."""

    UPLOAD = "files added"
    EXPORT = "packs of files made"
    QUESTION = "questions to the network"
    PUT = "files sent"


def most_of(house: House) -> Mapping[Ask, int]:
    """Return how often each may be asked in ten minutes."""
    return {
        Ask.UPLOAD: house.most_uploads,
        Ask.EXPORT: house.most_exports,
        Ask.QUESTION: house.most_questions,
        # The page refuses the first too many in words; what goes on after that is cut off.
        Ask.PUT: 2 * house.most_uploads,
    }


class Tally:
    """Who asked for what in the last ten minutes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._asked: dict[tuple[Ask, str], deque[tuple[float, Hashable]]] = {}

    def refused(self, ask: Ask, what: Hashable, who: Mapping[str, int]) -> str:
        """Count an asking, or return in one sentence why it is one too many.

        Parameters
        ----------
        ask
            The kind that is counted.
        what
            What is asked: the same once more, by the same reader, is not counted again.
        who
            The reader's names, a session's and an address's, each with the most for it.
        """
        with self._lock:
            now = self._now()
            if len(self._asked) > _SWEEP:
                self._forget(now)
            rows = {name: self._row(ask, name, now) for name in who}
            new = [name for name in who if all(what != known for _, known in rows[name])]
            for name in new:
                if len(rows[name]) >= who[name]:
                    left = math.ceil((rows[name][0][0] + _WINDOW_S - now) / 60)
                    minutes = f"{left} minute{'' if left == 1 else 's'}"
                    return (
                        f"That would be more than {who[name]} {ask} in ten minutes, the most for "
                        f"one reader here; go on in {minutes}."
                    )
            for name in new:
                rows[name].append((now, what))
        return ""

    def _row(self, ask: Ask, name: str, now: float) -> deque[tuple[float, Hashable]]:
        row = self._asked.setdefault((ask, name), deque())
        while row and row[0][0] <= now - _WINDOW_S:
            row.popleft()
        return row

    def _forget(self, now: float) -> None:
        for ask, name in list(self._asked):
            if not self._row(ask, name, now):
                del self._asked[ask, name]


_counted = Tally()


def too_many(ask: Ask, what: Hashable) -> str:
    """Count an asking of the reader whose page is drawn; return the sentence if it is too many."""
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    return _told(ask, what, session, st.context.headers.get(ADDRESS_HEADER) or "")


def too_many_files(address: str, *, session: str) -> str:
    """Count a file that a session sends from an address; return the sentence if it is too many."""
    return _told(Ask.PUT, object(), session, address)


def _told(ask: Ask, what: Hashable, session: str, address: str) -> str:
    try:
        most = most_of(read_house())[ask]
    except ExportError:  # told where the settings are used
        most = most_of(House())[ask]
    who = {f"session {session}": most} if session else {}
    if address:
        who[f"address {address}"] = _AN_ADDRESS * most
    return _counted.refused(ask, what, who)
