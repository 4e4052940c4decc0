"""Where everything of the atlas stands, for good: a folder for each record, named by its id.

What belongs here: kinds of record that have pages, their addresses, and the way from one page to
another. What does not: what is on a page. A way ends in `index.html`, so that it leads there from a
disk as from a server; the address by which others cite a page ends in a slash.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.calendars import date_text
from geo.model.said import Claim, Event, SubjectKind
from geo.records.catalog import Catalog
from layers.look.text import plain
from layers.words.wording import figure_text, measured_text

INDEX = "index.html"


class Kind(StrEnum):
    """The kinds of record that have a page, in the order in which the atlas lists them."""

    CORRIDOR = "corridor"
    BRANCH = "branch"
    LEG = "leg"
    PLACE = "place"
    CLOSURE = "closure"
    PROMISE = "promise"
    CLAIM = "claim"
    EVENT = "event"
    SOURCE = "source"


# One and many, as headings say them.
KIND_TEXT: Mapping[Kind, tuple[str, str]] = {
    Kind.CORRIDOR: ("Corridor", "Corridors"),
    Kind.BRANCH: ("Branch", "Branches"),
    Kind.LEG: ("Line", "Lines"),
    Kind.PLACE: ("Place", "Places"),
    Kind.CLOSURE: ("Closure", "Closures"),
    Kind.PROMISE: ("Promise", "Promises"),
    Kind.CLAIM: ("Figure", "Figures"),
    Kind.EVENT: ("Event", "Events"),
    Kind.SOURCE: ("Source", "Sources"),
}
# The tables of the catalog in which the records of a kind stand; a promise is told by its events.
TABLES_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.CORRIDOR: ("corridors",),
    Kind.BRANCH: ("branches",),
    Kind.LEG: ("legs",),
    Kind.PLACE: ("nodes", "straits"),
    Kind.CLOSURE: ("closures",),
    Kind.CLAIM: ("claims",),
    Kind.EVENT: ("events",),
    Kind.SOURCE: ("sources",),
}
# The field by which a record is called, where that is not its name.
_CALLED: Mapping[Kind, str] = {
    Kind.CLOSURE: "headline",
    Kind.PROMISE: "headline",
    Kind.EVENT: "headline",
    Kind.SOURCE: "title",
}
# Which page tells of a subject of the ledger; of others (countries, bodies, goods) there is none.
KIND_OF_SUBJECT: Mapping[SubjectKind, Kind] = {
    SubjectKind.CORRIDOR: Kind.CORRIDOR,
    SubjectKind.BRANCH: Kind.BRANCH,
    SubjectKind.LEG: Kind.LEG,
    SubjectKind.NODE: Kind.PLACE,
    SubjectKind.STRAIT: Kind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A record that has a page: its kind, its id, and what it is called."""

    kind: Kind
    record_id: str
    name: str

    @property
    def folder(self) -> str:
        """The folder of its page, which is its address below that of the atlas."""
        return f"{self.kind}/{self.record_id}/"

    @property
    def page(self) -> str:
        """The file of its page."""
        return self.folder + INDEX


Refs = Mapping[tuple[Kind, str], Ref]


def refs_of(catalog: Catalog) -> Refs:
    """Return every record that has a page, in the order of the data."""
    return {
        (kind, key): Ref(kind, key, plain(_name_of(catalog, kind, one)))
        for kind in Kind
        for key, one in records_of_kind(catalog, kind).items()
    }


def records_of_kind(catalog: Catalog, kind: Kind) -> Mapping[str, Any]:
    """Return the records of a kind by their ids, in the order of the data; promises by name.

    A promise is what was first said of it.
    """
    if kind is Kind.PROMISE:
        return _promises_of(catalog)
    return {key: one for table in TABLES_OF[kind] for key, one in getattr(catalog, table).items()}


def _promises_of(catalog: Catalog) -> dict[str, Event]:
    first: dict[str, Event] = {}
    for event in sorted(catalog.events.values(), key=lambda one: (one.said_on, one.event_id)):
        if event.promise_id:
            first.setdefault(event.promise_id, event)
    return dict(sorted(first.items()))


def _name_of(catalog: Catalog, kind: Kind, record: Any) -> str:
    if kind is Kind.CLAIM:
        return claim_name(catalog, record)
    return str(getattr(record, _CALLED.get(kind, "name")))


def claim_name(catalog: Catalog, claim: Claim) -> str:
    """Return what a figure is called: subject, measure, figure, and when it was said."""
    figure = f"{measured_text(catalog, claim)}: {figure_text(claim, exact=True)}"
    return f"{figure} ({date_text(claim.said_on)})"


def short_name(ref: Ref, about: str) -> str:
    """Return what a record is called on a page that says what it is about.

    Examples
    --------
    >>> short_name(Ref(Kind.CLAIM, "a", "Herat, freight: 5 t (2025)"), "Herat, ")
    'Freight: 5 t (2025)'
    """
    said = ref.name.removeprefix(about) if about and ref.kind is Kind.CLAIM else ref.name
    return said[:1].upper() + said[1:]


def way(start: str, target: str) -> str:
    """Return the way from one file of the atlas to another.

    Examples
    --------
    >>> way("place/torghundi/index.html", "assets/atlas.css")
    '../../assets/atlas.css'
    >>> way("index.html", "a-z/index.html")
    'a-z/index.html'
    """
    return posixpath.relpath(target, posixpath.dirname(start) or ".")
