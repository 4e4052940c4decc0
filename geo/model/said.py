"""What was said, by whom and of what: sources, claims, events, and what is told of them.

What belongs here: records of statements and happenings, each with its source. What does not: the
states that follow from them (`geo/model/states.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geo.model.dates import PartialDate
from geo.model.origins import SHIPPED


class SubjectKind(StrEnum):
    """What a claim, an event or a focus is about."""

    CORRIDOR = "corridor"
    BRANCH = "branch"
    LEG = "leg"
    NODE = "node"
    STRAIT = "strait"
    COUNTRY = "country"
    COUNTRY_PAIR = "country_pair"
    COMMODITY = "commodity"
    PERSON_OR_BODY = "person_or_body"


class ClaimKind(StrEnum):
    """What sort of statement a number is."""

    MEASURED = "measured"
    ESTIMATE = "estimate"
    PLAN = "plan"
    FORECAST = "forecast"
    CLAIM = "claim"
    DERIVED = "derived"
    ERROR = "error"
    SUPERSEDED = "superseded"


class Qualifier(StrEnum):
    """How the speaker hedged a number."""

    NONE = "none"
    ABOUT = "about"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    NEARLY = "nearly"


class Calendar(StrEnum):
    """Which year a period belongs to."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"
    FISCAL_APR_MAR = "fiscal_apr_mar"
    FISCAL_JUL_JUN = "fiscal_jul_jun"
    UNDEFINED = "undefined"


class EventType(StrEnum):
    """What happened, or was promised to happen."""

    ANNOUNCED = "announced"
    AGREED = "agreed"
    SIGNED = "signed"
    STARTED = "started"
    OPENED = "opened"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CLOSED = "closed"
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    DECIDED = "decided"
    MEETING = "meeting"
    RECOGNITION = "recognition"
    WAR = "war"
    DEADLINE = "deadline"


class EventKind(StrEnum):
    """Whether an event happened, was promised, or is told differently by its sources."""

    ACTUAL = "actual"
    PROMISED = "promised"
    CONTESTED = "contested"


class PeriodRule(StrEnum):
    """What a key figure must count: a whole year, a rate, or something that stands."""

    YEAR = "year"
    RATE = "rate"
    STANDING = "standing"


class About:
    """What is said of one subject."""

    __slots__ = ()
    subject_kind: SubjectKind
    subject_id: str

    @property
    def subject(self) -> tuple[SubjectKind, str]:
        """What it is about: its kind and its id."""
        return self.subject_kind, self.subject_id


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read: one provenance record.

    `publisher` is the original's; `read_at` names the copy or mirror it was read on, if any.
    `written_later` is set when a catalog is looked at as of a day (`geo.state.select.seen_on`): the
    page was published after it. `number` is its place among the sources of a catalog, from 1, by
    which a page refers to it; it says nothing of the source, so two are compared without it.
    """

    source_id: str
    title: str
    publisher: str
    published: PartialDate
    published_inferred: bool
    url: str
    accessed: str
    kind: str
    read: str
    read_at: str = ""
    written_later: bool = False
    origin: str = SHIPPED
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a digest says that a press page says, when nobody has read the page.

    It is no source: nothing on the map, in a figure, a route or an export follows from it.
    `date` is the day in the world, `page` the press page's publisher and title as the digest gives
    them, `digest_url` where the digest was read.
    """

    page_url: str
    date: PartialDate
    subject: str
    fact: str
    page: str
    digest_url: str
    note: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class KeyFigure(About):
    """What stands in one slot at the head of a corridor.

    The claims about the subject with that metric that keep the period rule and, if `scopes` are
    given, have one of them; `reason` says why this and no other.
    """

    corridor_id: str
    slot: int
    subject_kind: SubjectKind
    subject_id: str
    metric: str
    scopes: tuple[str, ...]
    period_rule: PeriodRule
    reason: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Claim(About):
    """One sourced statement of a number.

    `value` or the pair `value_low`, `value_high` is set, in `unit`. `preference` orders claims of
    one group, 1 first; `None` leaves the order to the ledger's own rule. `vintage` is the edition
    of a revised series it was taken from.
    """

    claim_id: str
    subject_kind: SubjectKind
    subject_id: str
    metric: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str
    qualifier: Qualifier
    scope: str
    period_start: PartialDate | None
    period_end: PartialDate | None
    calendar: Calendar
    kind: ClaimKind
    said_by: str
    said_on: PartialDate
    source_id: str
    note: str
    preference: int | None
    preference_reason: str
    fact_ids: tuple[str, ...]
    vintage: PartialDate | None = None
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Event(About):
    """One dated happening or promise.

    `said_on` is when it was said (for what happened, its own date); `promise_id` ties a promise
    to its re-promises and to what came of it. `ends` is where a period runs out: a waiver, a
    sanction, a contract.
    """

    event_id: str
    subject_kind: SubjectKind
    subject_id: str
    node_id: str
    type: EventType
    date: PartialDate
    kind: EventKind
    said_on: PartialDate
    promise_id: str
    headline: str
    source_id: str
    note: str
    fact_ids: tuple[str, ...]
    ends: PartialDate | None = None
    origin: str = SHIPPED

    @property
    def place(self) -> tuple[SubjectKind, str]:
        """What it is about as closely as is known: the node where it happened, else its subject."""
        return (SubjectKind.NODE, self.node_id) if self.node_id else self.subject


def first_said_of(events: Iterable[Event]) -> dict[str, date]:
    """Return the first day on which anything was said of each place or other subject of events."""
    first: dict[str, date] = {}
    for event in events:
        _, name = event.place
        first[name] = min(event.said_on.first, first.get(name, date.max))
    return first


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An id that stands in no table any more, since when and why; `replaced_by` where it went."""

    record_id: str
    day: PartialDate
    reason: str
    replaced_by: str
    origin: str = SHIPPED
