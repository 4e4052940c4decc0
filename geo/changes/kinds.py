"""The kinds of change, the rule of their weight, and the form of a change. Pure.

What belongs here: the vocabulary. What does not: finding changes (`geo/changes/account.py`).

The rule of weight: first what shuts or opens a way, then what was promised, then figures, then
what was only seen again, then how records are written. The order of `ChangeKind` is that rule; of
one kind what happened between the two dates comes before what was only learned, the latest day
first, then the subject by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.dates import PartialDate
from geo.records.catalog import Catalog
from geo.state.conditions import Subject


class ChangeKind(StrEnum):
    """What kind of difference it is, the weightiest first."""

    CLOSED = "closed"
    REOPENED = "reopened"
    STATUS_CHANGED = "status_changed"
    ROUTE_LOST = "route_lost"
    ROUTE_GAINED = "route_gained"
    ROUTE_LONGER = "route_longer"
    ROUTE_SHORTER = "route_shorter"
    ROUTE_MOVED = "route_moved"
    CONTESTED = "contested"
    PROMISE_MET = "promise_met"
    PROMISE_MISSED = "promise_missed"
    PROMISE_GIVEN_UP = "promise_given_up"
    DUE_DAY_PASSED = "due_day_passed"
    RAN_OUT = "ran_out"
    PROMISE_MOVED = "promise_moved"
    PROMISE_MADE = "promise_made"
    PROMISE_REPEATED = "promise_repeated"
    BECAME_KNOWN = "became_known"
    PREFERRED_CHANGED = "preferred_changed"
    FIGURE_REVISED = "figure_revised"
    FIGURE_SUPERSEDED = "figure_superseded"
    FIGURE_CORRECTED = "figure_corrected"
    FIGURE_WITHDRAWN = "figure_withdrawn"
    FIGURE_ADDED = "figure_added"
    FIGURE_COMPARED = "figure_compared"
    FIGURE_ALONE = "figure_alone"
    EVENT_CORRECTED = "event_corrected"
    EVENT_WITHDRAWN = "event_withdrawn"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    RECORD_ADDED = "record_added"
    RECORD_WITHDRAWN = "record_withdrawn"
    RECORD_CHANGED = "record_changed"


class Nature(StrEnum):
    """Whether the world changed between the two dates, or only what is known of it.

    `happened`: its day lies after the earlier date. `learned`: its day lies before, or nobody gives
    one, and it was not known then. `elapsed`: nothing was said, a day only came.
    """

    HAPPENED = "happened"
    LEARNED = "learned"
    ELAPSED = "elapsed"


class Topic(StrEnum):
    """What a facet of a state is about."""

    STATUS = "status"
    SEEN = "seen"
    CLOSURE = "closure"
    PROMISE = "promise"
    EVENT = "event"
    END = "end"
    CLAIM = "claim"
    SHOWN = "shown"
    JOURNEY = "journey"
    RECORD = "record"


# A topic and the id of what the facet is of.
Key = tuple[Topic, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """A catalog as of a day: one side of a comparison."""

    catalog: Catalog
    on: date


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    kind, nature
        What it is, and whether it happened or was learned.
    key, step
        The facet of the state it changes, and its place among the changes of that facet.
    before, after
        The facet's value; `None` where there was, or is, none.
    beside
        What it takes the place of though it stands in a facet of its own: the older figure of a
        speaker, the older vintage of a series.
    day
        Its day in the world, undated where nobody gives one. Never the day of an edition.
    source_ids, subjects
        Who says so, and what it is about.
    """

    kind: ChangeKind
    nature: Nature
    key: Key
    step: int
    before: object
    after: object
    beside: object
    day: PartialDate
    source_ids: tuple[str, ...]
    subjects: tuple[Subject, ...]

    @property
    def weight(self) -> tuple[int, bool, int, tuple[Subject, ...], Key, int]:
        """The sort key of the written rule."""
        return (
            _RANK[self.kind],
            self.nature is Nature.LEARNED,
            -self.day.first.toordinal(),
            self.subjects,
            self.key,
            self.step,
        )


_RANK = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that differs between two moments, in the order of weight."""

    earlier: Moment
    later: Moment
    changes: tuple[Change, ...]
