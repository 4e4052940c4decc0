"""The latest state of a store, followed while it changes; without the store the last one goes on.

A thread listens for what is published. A new state is read and checked whole before it takes the
place of the one before: data with faults never do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread

from geo.changes.account import changes_between
from geo.changes.kinds import Moment
from geo.errors import CorridorError, DataError, OrderError, StoreError
from geo.records.catalog import Catalog, read_catalog
from geo.records.readers import Reader
from geo.store.address import Address, answered_within, connected
from geo.store.drafts import CHANNEL
from geo.store.reading import published_state, read_store

# How often it is asked whether the connection still lives, and how long after it was lost.
_LISTEN_S = 5.0
_AGAIN_S = 2.0
_ANSWER_S = 10.0


@dataclass(frozen=True, slots=True)
class State:
    """One published state: its reader, its catalog, how many changes led to it, since when read."""

    edition_id: str
    reader: Reader
    catalog: Catalog
    since: datetime
    changes: int = 0


class Following:
    """Follows a store from the first reading on.

    Raises
    ------
    StoreError
        If the store cannot be read at first.
    DataError
        If what is published has faults.
    """

    def __init__(self, address: Address, *, now: Callable[[], datetime] | None = None) -> None:
        self.address = address
        self._now = now or (lambda: datetime.now(UTC).astimezone())
        self._ended = Event()
        # Since when the store is away, and what is wrong: never one without the other.
        self._wrong: tuple[datetime | None, str] = (None, "")
        self._state = self._read(None)
        if not address.edition:  # an earlier edition never changes
            Thread(target=self._follow, name="follow", daemon=True).start()

    @property
    def state(self) -> State:
        """The latest state that could be read whole."""
        return self._state

    @property
    def away_since(self) -> datetime | None:
        """Since when the store has not answered; nothing while it does."""
        return self._wrong[0]

    @property
    def trouble(self) -> str:
        """Why nothing newer is shown, in one sentence; nothing where all is well."""
        return self._wrong[1]

    def end(self) -> None:
        """Stop following."""
        self._ended.set()

    def _read(self, before: State | None) -> State:
        reader = read_store(self.address)
        catalog = read_catalog(reader)
        changes = 0
        if before is not None:
            days = (
                Moment(before.catalog, before.catalog.data_end),
                Moment(catalog, catalog.data_end),
            )
            with suppress(OrderError):
                changes = len(changes_between(*days).changes)
        return State(catalog.edition, reader, catalog, self._now(), changes)

    def _follow(self) -> None:
        while not self._ended.is_set():
            try:
                self._listen()
            except CorridorError as error:
                self._say(str(error), self.away_since or self._now())
                self._ended.wait(_AGAIN_S)

    def _listen(self) -> None:
        with connected(self.address) as connection:
            with answered_within(connection, _ANSWER_S):
                connection.execute(f"LISTEN {CHANNEL}".encode())
                connection.commit()
            self._catch_up()
            while not self._ended.is_set():
                for _ in connection.notifies(timeout=_LISTEN_S, stop_after=1):
                    self._catch_up()
                # A connection whose other end went away in silence is found out by asking.
                with answered_within(connection, _ANSWER_S):
                    connection.execute("SELECT 1")
                    connection.commit()

    def _catch_up(self) -> None:
        """Read what is published if it is another state; one with faults is left aside."""
        edition_id, data_hash = published_state(self.address)
        known = self._state
        if (edition_id, data_hash) != (known.edition_id, known.catalog.data_hash):
            try:
                self._state = self._read(known)
            except StoreError:
                raise
            except CorridorError as error:
                count = len(error.faults) if isinstance(error, DataError) else 0
                told = f"{count} faults" if count else str(error)
                told = f"What was published last is not shown: {told}. Publish a sound state."
                self._say(told, None)
                return
        self._wrong = (None, "")

    def _say(self, trouble: str, away_since: datetime | None) -> None:
        """Keep what is wrong, and tell whoever runs the page when it is something new."""
        if trouble != self.trouble:
            logging.getLogger(__name__).warning("%s", trouble)
        self._wrong = (away_since, trouble)
