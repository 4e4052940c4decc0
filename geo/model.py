"""The words of the project as closed vocabularies and frozen records.

Standard library only: no files, no geometry library, no table library. A record is one row of
the data folder; a coordinate is a (longitude, latitude) pair in degrees, WGS 84.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LonLat = tuple[float, float]

# The origin of what comes with the project; other records name an overlay or a store.
SHIPPED = "shipped"
# How the id ends of the one source that an overlay's rows without a source name.
UNSOURCED = "__unsourced"
# How the id of an overlay's branch ends that is no chain: lines that nobody put in order.
LOOSE = "__loose_lines"


def is_unsourced(source_id: str) -> bool:
    """Tell whether a record names no source but whoever added it."""
    return source_id.endswith(UNSOURCED)


def added_text(origin: str) -> str:
    """Say who added a record; nothing of what comes with the project."""
    return "" if origin == SHIPPED else f"added by {origin}"


class NodeKind(StrEnum):
    """What a node is."""

    PORT = "port"
    BORDER_CROSSING = "border_crossing"
    STATION = "station"
    JUNCTION = "junction"
    DRY_PORT = "dry_port"
    LOGISTICS_HUB = "logistics_hub"
    CITY = "city"


class Mode(StrEnum):
    """How a leg is travelled."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"


class Status(StrEnum):
    """What a leg is at a date, from running to given up."""

    OPERATING = "operating"
    CONSTRUCTION = "construction"
    STUDY = "study"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"


class LengthBasis(StrEnum):
    """Where a leg's length comes from."""

    TRACK_WEIGHT = "track_weight"
    PUBLISHED = "published"
    GEODESIC = "geodesic"


class Accuracy(StrEnum):
    """How closely an alignment follows the ground."""

    MAPPED = "mapped"
    THREADED = "threaded"
    SCHEMATIC = "schematic"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    UNDATED = "undated"


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


class PeriodRule(StrEnum):
    """What a key figure must count: a whole year, a rate, or something that stands."""

    YEAR = "year"
    RATE = "rate"
    STANDING = "standing"


class Severity(StrEnum):
    """How much a closure shuts."""

    CLOSED = "closed"
    PARTLY = "partly"
    RESTRICTED = "restricted"


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


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision at which it is known.

    `first` and `last` are the earliest and the latest day it can mean, so a month is an interval
    of days. An undated one has `first` = `date.min` and `last` = `date.max`.
    """

    first: date
    last: date
    precision: Precision

    def __str__(self) -> str:
        """Return the ISO form at the known precision, such as `2025-07` or `2025-Q3`."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{self.first:%Y-%m}"
            case Precision.QUARTER:
                return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return str(self.first.year)
            case _:
                return "undated"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read: one provenance record.

    `publisher` is the original's; `read_at` names the copy or mirror it was read on, if any.
    `written_later` is set when a catalog is looked at as of a day (`geo.state.select.seen_on`): the
    page was published after it.
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
class Node:
    """A place where legs meet. An `accuracy_km` of 10 or more is drawn as an area."""

    node_id: str
    name: str
    kind: NodeKind
    country: str
    lonlat: LonLat
    aliases: tuple[str, ...]
    name_local: str
    name_ru: str
    rank: int
    coordinate_source: str
    accuracy_km: float
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch between two nodes with one mode, gauge and builder.

    `alignment` runs from `from_id` to `to_id`; `passes` names the straits it goes through;
    `off_by_km` is how far the true line may lie from the alignment, None where nobody says.
    """

    leg_id: str
    home: str
    name: str
    from_id: str
    to_id: str
    mode: Mode
    gauge_mm: int | None
    length_km: float
    length_basis: LengthBasis
    accuracy: Accuracy
    source_ids: tuple[str, ...]
    passes: tuple[str, ...]
    note: str
    alignment: tuple[LonLat, ...]
    origin: str = SHIPPED
    off_by_km: float | None = None

    @property
    def unsourced(self) -> bool:
        """Whether nobody but who added it stands behind it."""
        return bool(self.source_ids) and all(is_unsourced(name) for name in self.source_ids)


@dataclass(frozen=True, slots=True)
class PublishedLength:
    """One reading of a length in print, of a leg or of legs that follow each other.

    `km` is set, or `low` and `high` where print itself gives a range; `difference` says why ours
    differs where it does by more than 3 %.
    """

    length_id: str
    leg_ids: tuple[str, ...]
    km: float | None
    low: float | None
    high: float | None
    source_id: str
    difference: str
    note: str
    origin: str = SHIPPED


# What a page says is there without saying since when is held to have been there in the years that
# the dated records describe, which the page's time line covers. Of the time before nobody says.
UNDATED_FROM = date(2006, 1, 1)


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
        return UNDATED_FROM if self.since.precision is Precision.UNDATED else self.since.first


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
class KeyFigure:
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
class Branch:
    """An ordered chain of legs: one way through a corridor.

    `new_leg_ids` are those of the new line that is to be built in it.
    """

    branch_id: str
    corridor_id: str
    name: str
    summary: str
    default_on: bool
    leg_ids: tuple[str, ...]
    new_leg_ids: frozenset[str] = frozenset()
    origin: str = SHIPPED

    @property
    def loose(self) -> bool:
        """Whether its legs are lines in no order instead of one way."""
        return self.branch_id.endswith(LOOSE)


@dataclass(frozen=True, slots=True)
class Corridor:
    """A named set of branches carrying trade between regions.

    `node_ids` are nodes that belong to it though no leg reaches them, such as a planned hub.
    """

    corridor_id: str
    name: str
    short_name: str
    summary: str
    default_on: bool
    branch_ids: tuple[str, ...]
    node_ids: tuple[str, ...] = ()
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Strait:
    """A named water that sea legs pass."""

    strait_id: str
    name: str
    lonlat: LonLat
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Claim:
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
class Event:
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


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the reader supposes on top of the date: closed, opened, or built."""

    closed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    as_if_built: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Journey:
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
class Withdrawn:
    """An id that stands in no table any more, since when and why; `replaced_by` where it went."""

    record_id: str
    day: PartialDate
    reason: str
    replaced_by: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Focus:
    """The one thing the panels are about."""

    kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What decides the content of page, link and export.

    A branch is shown when its corridor is in `corridors` and it is not in `hidden_branches`.
    `as_of` `None` means the date the data end. `pinned` keeps the reader's order.
    """

    corridors: frozenset[str]
    hidden_branches: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset(Status)
    as_of: date | None = None
    scenario: Scenario = field(default_factory=Scenario)
    journey: Journey | None = None
    focus: Focus | None = None
    pinned: tuple[str, ...] = ()
