"""Things told apart by something they have: what belongs to each subject, corridor, promise."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

_Name = TypeVar("_Name", bound=Hashable)
_Thing = TypeVar("_Thing")


def grouped(pairs: Iterable[tuple[_Name, _Thing]]) -> dict[_Name, tuple[_Thing, ...]]:
    """Return things by their names, names and things in the order in which they came.

    Examples
    --------
    >>> grouped([("rail", 1), ("road", 2), ("rail", 3)])
    {'rail': (1, 3), 'road': (2,)}
    """
    found: dict[_Name, list[_Thing]] = {}
    for name, thing in pairs:
        found.setdefault(name, []).append(thing)
    return {name: tuple(things) for name, things in found.items()}
