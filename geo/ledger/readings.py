"""The ledger: what had been said by a date, which figure is shown and why, who disagrees.

A `Ledger` holds only claims and events known by its date. It never averages and never converts:
the range is over like claims only, and other scopes stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from geo.ledger.citations import citation_text, read_text
from geo.ledger.promises import Promise, event_known_on, promises_of
from geo.model.origins import is_unsourced
from geo.model.said import Claim, Event, Source, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claims import (
    ComparableKey,
    KindClass,
    class_of,
    comparable_key,
    groups_of,
    is_contested,
    known_on,
    latest_vintages,
    range_of,
    spread_of,
)

_LATELY = timedelta(days=731)
_Topic = tuple[SubjectKind, str, str]  # subject and metric


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with the source behind it."""

    claim: Claim
    source: Source

    @property
    def citation(self) -> str:
        """The citation to copy."""
        return citation_text(self.source)

    @property
    def read(self) -> str:
        """How much of the page was read, in words."""
        return read_text(self.source)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the ledger reads for one thing counted: one subject, metric, scope, period and class.

    Attributes
    ----------
    key
        What all its claims share.
    cited
        The like claims in order of preference, each with its source.
    shown
        The claim to show; `None` when the sources disagree and no order can be defended.
    why
        Why that one, or why none.
    low, high, spread
        The range over the like claims, and by what share its top exceeds its foot.
    contested
        Whether two of them lie more than 2 % apart.
    voices
        How many speakers stand behind them; a page that reprints a speaker adds none.
    beside
        Claims on the same subject and metric that count something else, are of another period or
        class, or are set aside as errors or given up. Never in the range.
    """

    key: ComparableKey
    cited: tuple[Cited, ...]
    shown: Claim | None
    why: str
    low: float
    high: float
    spread: float
    contested: bool
    voices: int
    beside: tuple[Cited, ...]

    @property
    def planned(self) -> bool:
        """Whether the figures are plans or forecasts."""
        return self.key.kind_class is KindClass.PLANNED

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The like claims in order of preference."""
        return tuple(cited.claim for cited in self.cited)

    @property
    def leading(self) -> Claim:
        """The claim to show, or the first where none is to be preferred."""
        return self.shown or self.cited[0].claim


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was known on `as_of`. Build one with `ledger_of` or `ledger_at`."""

    as_of: date
    data_end: date
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    _groups: Mapping[ComparableKey, tuple[Claim, ...]] = field(repr=False, compare=False)
    _related: Mapping[_Topic, tuple[ComparableKey, ...]] = field(repr=False, compare=False)
    # Readings already made: every panel asks for them again.
    _made: dict[ComparableKey, Reading] = field(repr=False, compare=False)

    def readings(
        self,
        *,
        subject_kind: SubjectKind | None = None,
        subject_id: str | None = None,
        metric: str | None = None,
    ) -> tuple[Reading, ...]:
        """Return a reading of everything counted, errors and given-up figures left aside.

        Each argument that is given narrows the search. The order is that of the claims.
        """
        return tuple(
            self._reading(key, group)
            for key, group in self._groups.items()
            if key.kind_class is not KindClass.SET_ASIDE
            and subject_kind in (None, key.subject_kind)
            and subject_id in (None, key.subject_id)
            and metric in (None, key.metric)
        )

    def shared_readings(self) -> tuple[Reading, ...]:
        """Return the readings of more than one claim, in the order of the claims."""
        return tuple(
            self._reading(key, group)
            for key, group in self._groups.items()
            if len(group) > 1 and key.kind_class is not KindClass.SET_ASIDE
        )

    def reading_of(self, claim: Claim) -> Reading | None:
        """Return the reading that a claim belongs to; nothing if it is set aside or unknown."""
        key = comparable_key(claim)
        group = self._groups.get(key)
        if group is None or key.kind_class is KindClass.SET_ASIDE:
            return None
        return self._reading(key, group)

    def preferred(
        self, subject_kind: SubjectKind, subject_id: str, metric: str, *, scope: str | None = None
    ) -> Reading | None:
        """Return the one reading that stands for a subject and metric.

        Without a scope it is the one of `weight_of`; the others stand beside it.
        """
        found = [
            reading
            for reading in self.readings(
                subject_kind=subject_kind, subject_id=subject_id, metric=metric
            )
            if scope in (None, reading.key.scope)
        ]
        return max(found, key=self.weight_of, default=None)

    def weight_of(self, reading: Reading) -> tuple[int, int, int, float]:
        """Return what makes a reading stand for others: the greater, the sooner it is shown.

        The latest period comes first, then how many have spoken of it in the last two years, then
        how many ever have; of equals the larger figure, which counts more.
        """
        lately = self._lately(reading)
        last = reading.key.last.toordinal() if reading.key.last else 0
        return last, voices_of(lately, self.sources), reading.voices, reading.high

    def _lately(self, reading: Reading) -> list[Claim]:
        return [
            cited.claim
            for cited in reading.cited
            if self.as_of - known_on(cited.claim.said_on, self.data_end) <= _LATELY
        ]

    def contested(self) -> tuple[Reading, ...]:
        """Return the readings whose sources disagree, the widest spread first.

        A disagreement has two sides: one speaker who gave two figures is none.
        """
        found = [one for one in self.readings() if one.contested and one.voices > 1]
        return tuple(sorted(found, key=lambda r: (-r.spread, r.claims[0].claim_id)))

    def set_aside(self) -> tuple[Cited, ...]:
        """Return the errors and given-up figures, which no range contains."""
        return tuple(self.cite(c) for c in self.claims if class_of(c) is KindClass.SET_ASIDE)

    def promises(self) -> tuple[Promise, ...]:
        """Return the promises known, with what has come of them by the as-of date.

        What nobody but who added it says neither makes a promise nor keeps one.
        """
        vouched = tuple(one for one in self.events if not is_unsourced(one.source_id))
        return promises_of(vouched, as_of=self.as_of, data_end=self.data_end)

    def cite(self, claim: Claim) -> Cited:
        """Return a claim with its source."""
        return Cited(claim, self.sources[claim.source_id])

    def source_ids(self) -> tuple[str, ...]:
        """Return the sources of all claims and events known, in order of first use."""
        used = [claim.source_id for claim in self.claims]
        used += [event.source_id for event in self.events]
        return tuple(dict.fromkeys(used))

    def _reading(self, key: ComparableKey, group: tuple[Claim, ...]) -> Reading:
        if key not in self._made:
            self._made[key] = self._reading_of_group(key, group)
        return self._made[key]

    def _reading_of_group(self, key: ComparableKey, group: tuple[Claim, ...]) -> Reading:
        contested = is_contested(group)
        low, high = range_of(group)
        shown, why = _shown_of(group, contested=contested)
        return Reading(
            key=key,
            cited=tuple(self.cite(claim) for claim in group),
            shown=shown,
            why=why,
            low=low,
            high=high,
            spread=spread_of(low, high),
            contested=contested,
            voices=voices_of(group, self.sources),
            beside=tuple(
                self.cite(claim)
                for other in self._related[_topic_of(key)]
                if other != key
                for claim in self._groups[other]
            ),
        )


def ledger_at(catalog: Catalog, as_of: date) -> Ledger:
    """Return the ledger over everything a catalog holds, as of a date."""
    return ledger_of(
        catalog.claims.values(),
        catalog.events.values(),
        catalog.sources,
        as_of=as_of,
        data_end=catalog.data_end,
    )


def ledger_of(
    claims: Iterable[Claim],
    events: Iterable[Event],
    sources: Mapping[str, Source],
    *,
    as_of: date,
    data_end: date,
) -> Ledger:
    """Return the ledger over given claims and events, as of a date.

    Parameters
    ----------
    claims, events
        What may be known; what was said later than `as_of` is dropped. A month or a year counts
        once it is over, or when the data end.
    sources
        Every source they name, by id.
    as_of
        The date of the ledger.
    data_end
        The day the data end.
    """
    known = latest_vintages(
        [claim for claim in claims if known_on(claim.said_on, data_end) <= as_of]
    )
    seen = tuple(event for event in events if event_known_on(event, data_end) <= as_of)
    groups = groups_of(known)
    related: dict[_Topic, tuple[ComparableKey, ...]] = {}
    for key in groups:
        related[_topic_of(key)] = (*related.get(_topic_of(key), ()), key)
    return Ledger(as_of, data_end, known, seen, sources, groups, related, {})


def voices_of(claims: Iterable[Claim], sources: Mapping[str, Source]) -> int:
    """Count the independent speakers behind claims.

    Speakers are told apart by name; where none is known the publisher speaks, and where that is
    unknown too the page.
    """
    voices = set()
    for claim in claims:
        source = sources.get(claim.source_id)
        voice = claim.said_by or (source.publisher if source else "") or claim.source_id
        voices.add(" ".join(voice.casefold().split()))
    return len(voices)


def age_days(data_end: date, today: date) -> int:
    """Return how many days ago the data end (negative if they end in the future)."""
    return (today - data_end).days


def _shown_of(group: tuple[Claim, ...], *, contested: bool) -> tuple[Claim | None, str]:
    """Return the claim to show and why; `group` is in order of preference."""
    first = group[0]
    if first.preference is not None:
        return first, first.preference_reason
    if contested:
        return None, next((c.preference_reason for c in group if c.preference_reason), "")
    if len(group) == 1:
        return first, first.preference_reason
    return first, first.preference_reason or "Latest said; the others agree within 2 %."


def _topic_of(key: ComparableKey) -> _Topic:
    return key.subject_kind, key.subject_id, key.metric
