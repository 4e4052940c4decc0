"""What holds from a date on: statuses and closures, and who saw them hold.

What belongs here: records of states and of what confirms or doubts them. What does not: what holds
on one day, which is reckoned in `geo/state/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.dates import UNDATED_FROM, PartialDate
from geo.model.origins import SHIPPED
from geo.model.said import SubjectKind


class Status(StrEnum):
    """What a leg is at a date, from running to given up."""

    OPERATING = "operating"
    CONSTRUCTION = "construction"
    STUDY = "study"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"


class StateKind(StrEnum):
    """Whose state a confirmation speaks of."""

    LEG = "leg"
    CLOSURE = "closure"


class Says(StrEnum):
    """What a confirmation says of a state: it holds, it has ended, or its sources conflict."""

    HOLDS = "holds"
    ENDED = "ended"
    CONTESTED = "contested"


class Traffic(StrEnum):
    """What a closure can keep out."""

    GOODS = "goods"
    EMPTY_VEHICLES = "empty_vehicles"
    PEOPLE = "people"


class Severity(StrEnum):
    """How much a closure shuts."""

    CLOSED = "closed"
    PARTLY = "partly"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class LegStatus:
    """From `since` on, a leg has this status; who saw it hold later is in confirmations."""

    leg_id: str
    status: Status
    since: PartialDate
    source_id: str
    note: str
    origin: str = SHIPPED

    @property
    def begins(self) -> date:
        """The first day it counts for, which for an undated one is `UNDATED_FROM`."""
        return self.since.first if self.since.dated else UNDATED_FROM


@dataclass(frozen=True, slots=True)
class Confirmation:
    """On `date`, a day in the world, a state is said to hold, to have ended, or to be contested.

    At a day only the confirmations up to that day count (`geo.state.confirmations`). A source
    published after `date` tells of it later.
    """

    subject_kind: StateKind
    subject_id: str
    date: PartialDate
    says: Says
    source_id: str
    note: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """What gives reason to doubt a status.

    It bears `lasts_days` of silence (`None`: any number). The page that tells of its beginning
    saw it if it is at most `told_within_days` younger (`None`: however much). `war_doubts`: a war
    that has begun at an end of the leg since it was last seen is a reason too.
    """

    status: Status
    lasts_days: int | None
    told_within_days: int | None
    war_doubts: bool
    reason: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Closure:
    """From `start` on, nodes, legs or a strait cannot be used, or only by some.

    How long it holds, and when it ended, is in confirmations. `applies_to` is what it keeps out;
    `direction` (an alpha-3 code) the country towards which it shuts, empty for both ways;
    `goods_origin`, `goods_destination` and `flag` (alpha-3 codes) limit whose goods it shuts out.
    """

    closure_id: str
    subject_kind: SubjectKind
    subject_ids: tuple[str, ...]
    start: PartialDate
    severity: Severity
    applies_to: tuple[Traffic, ...]
    direction: str
    goods_origin: tuple[str, ...]
    goods_destination: tuple[str, ...]
    flag: tuple[str, ...]
    headline: str
    source_id: str
    note: str
    fact_ids: tuple[str, ...]
    origin: str = SHIPPED

    @property
    def selective(self) -> bool:
        """Whether it keeps out only some: some goods, some ships, one way, or no goods at all."""
        limits = self.goods_origin or self.goods_destination or self.flag or self.direction
        return bool(limits) or Traffic.GOODS not in self.applies_to
