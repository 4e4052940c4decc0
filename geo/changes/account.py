"""The account of change between two moments: every facet compared, every difference told. Pure.

What belongs here: putting the account together. What each topic's differences are
called is in `geo/changes/lines.py` (legs, closures, journeys, records) and `geo/changes/said.py`
(promises, events, figures). What a moment is made of is in `geo/changes/state.py`.

Its changes, made to the earlier state in their order, give the later one; each starts from what the
one before it left (`tests/geo/changes/test_account.py`).
"""

from __future__ import annotations

from geo.changes.drafts import pair_of
from geo.changes.kinds import Account, Change, Moment, Topic
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
