"""Making the changes of an account to a state, to show that nothing is left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from geo.changes.kinds import Change, Key


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
