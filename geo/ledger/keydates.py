"""The dates to read first of each corridor: what happened last, and what is promised next.

What belongs here: choosing them from the ledger. What does not: the figures beside them
(`geo/ledger/highlights.py`), promises and their slippage (`geo/ledger/promises.py`), words,
drawing.
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.ledger.highlights import diplomacy_of, subjects_of_corridor
from geo.ledger.readings import Ledger
from geo.model.choice import Selection
from geo.model.origins import is_unsourced
from geo.model.said import Event, EventKind
from geo.records.catalog import Catalog

_HAPPENED = 2


def key_dates(
    catalog: Catalog, selection: Selection, ledger: Ledger
) -> Mapping[str, tuple[Event, ...]]:
    """Return the dates to read first of each corridor that is on, in order of date.

    They are the last two things that happened to what the corridor is made of, and the promise
    next to fall due as it was last made. Diplomacy is a thread of its own and left out.
    """
    announced, _ = diplomacy_of(ledger)
    promised = [
        promise.latest
        for promise in ledger.promises()
        if promise.outcome is None and _is_ahead(promise.latest, ledger)
    ]
    found = {}
    for corridor_id in catalog.corridors:
        if corridor_id not in selection.corridors:
            continue
        own = frozenset(subjects_of_corridor(catalog, selection, corridor_id))
        happened = [
            event
            for event in announced
            if event.kind is EventKind.ACTUAL
            and not is_unsourced(event.source_id)
            and event.date.dated
            and event.date.first <= ledger.as_of
            and event.subject in own
        ]
        due = sorted(
            (event for event in promised if event.subject in own),
            key=lambda event: (event.date.last, event.date.first, event.event_id),
        )
        found[corridor_id] = (*happened[-_HAPPENED:], *due[:1])
    return found


def _is_ahead(event: Event, ledger: Ledger) -> bool:
    """Tell whether what was promised may still fall due on the date or later."""
    return event.date.dated and event.date.last >= ledger.as_of
