"""What the reader chooses: a selection, a way asked for, what is supposed, what is in focus.

What belongs here: the choices that decide the content, and the journeys and questions kept with the
data. What does not: how a link spells them (`geo/formats/link.py`) and what they show
(`geo/state/select.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geo.model.lines import Between
from geo.model.origins import SHIPPED
from geo.model.said import SubjectKind
from geo.model.states import Status


class Objective(StrEnum):
    """What the best way has least of."""

    TIME = "time"
    DISTANCE = "distance"
    COST = "cost"
    TRANSFERS = "transfers"
    BORDERS = "borders"


class Basis(StrEnum):
    """What money is counted for; `any` only in assumptions that are not about money."""

    TONNE = "tonne"
    TEU = "TEU"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the reader supposes on top of the date: closed, opened, or built."""

    closed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    as_if_built: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Journey(Between):
    """The way the reader asks for: between two nodes, by an objective, per tonne or TEU."""

    from_id: str
    to_id: str
    objective: Objective = Objective.TIME
    basis: Basis = Basis.TONNE


@dataclass(frozen=True, slots=True)
class KeptJourney:
    """A journey kept with the data, whose best way is compared between two dates."""

    journey_id: str
    name: str
    from_id: str
    to_id: str
    objective: Objective
    reason: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Preset:
    """A question kept with the data that is asked with one click: a day, a journey, a scenario.

    `name` is what its button says, `about` what is supposed in a sentence; without a `day` it is
    asked of the day the data end.
    """

    preset_id: str
    name: str
    about: str
    day: date | None
    journey: Journey
    scenario: Scenario
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Focus:
    """The one thing the panels are about."""

    kind: SubjectKind
    subject_id: str


class Ago(StrEnum):
    """A second day of a comparison that goes along with the first."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Selection:
    """What decides the content of page, link and export.

    A branch is shown when its corridor is in `corridors` and it is not in `hidden_branches`.
    `as_of` `None` means the date the data end. `pinned` keeps the reader's order. `against` is the
    second day of a comparison: one of `Ago`, an ISO day, or the id of an edition; empty for none.
    """

    corridors: frozenset[str]
    hidden_branches: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset(Status)
    as_of: date | None = None
    scenario: Scenario = field(default_factory=Scenario)
    journey: Journey | None = None
    focus: Focus | None = None
    pinned: tuple[str, ...] = ()
    against: str = ""
