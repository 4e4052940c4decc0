"""The account of change between two moments: every facet compared, every difference told. Pure.

What belongs here: putting the account together, and applying it. What each topic's differences are
called is in `geo/changes/lines.py` (legs, closures, journeys, records) and `geo/changes/said.py`
(promises, events, figures). What a moment is made of is in `geo/changes/state.py`.

Applying the account to the earlier state gives the later one; `applied` does it, and refuses a
change whose `before` is not what it finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from geo.changes.drafts import pair_of
from geo.changes.kinds import Account, Change, Key, Moment, Topic
from geo.changes.lines import closure_changes, leg_changes, record_changes, route_changes
from geo.changes.said import claim_changes, event_changes, promise_changes, shown_changes
from geo.errors import OrderError

_DRAFTS = {
    Topic.STATUS: leg_changes,
    Topic.SEEN: leg_changes,
    Topic.CLOSURE: closure_changes,
    Topic.PROMISE: promise_changes,
    Topic.EVENT: event_changes,
    Topic.END: event_changes,
    Topic.CLAIM: claim_changes,
    Topic.SHOWN: shown_changes,
    Topic.RECORD: record_changes,
}


def changes_between(earlier: Moment, later: Moment) -> Account:
    """Return everything that differs between two moments, in the order of weight.

    Parameters
    ----------
    earlier, later
        Two catalogs, or the same one, each as of a day.

    Raises
    ------
    OrderError
        If the later day lies before the earlier one.
    """
    if later.on < earlier.on:
        raise OrderError(f"{later.on} lies before {earlier.on}: name the earlier day first.")
    pair = pair_of(earlier, later)
    found: list[Change] = []
    journeys = []
    for key in pair.differing():
        if key[0] is Topic.JOURNEY:
            journeys.append(key)
        else:
            found.extend(_DRAFTS[key[0]](pair, key))
    for key in journeys:
        found.extend(route_changes(pair, key, found))
    return Account(earlier, later, tuple(sorted(found, key=lambda change: change.weight)))


def applied(state: Mapping[Key, object], changes: Iterable[Change]) -> dict[Key, object]:
    """Return a state after changes.

    Raises
    ------
    ValueError
        If a change does not start from what the state holds.
    """
    result = dict(state)
    ordered = sorted(changes, key=lambda change: (change.key, change.step))
    for key, steps in groupby(ordered, key=lambda change: change.key):
        for change in steps:
            if result.get(key) != change.before:
                raise ValueError(f"{key} is not as the change {change.kind} found it.")
            if change.after is None:
                del result[key]
            else:
                result[key] = change.after
    return result
