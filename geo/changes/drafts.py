"""Two states side by side, and the one place where a change is made. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.changes.kinds import Change, ChangeKind, Key, Moment, Nature
from geo.changes.state import state_of
from geo.model.dates import PartialDate, Precision
from geo.model.said import Claim
from geo.records.cells import UNDATED
from geo.records.claims import known_on
from geo.state.conditions import Subject

# What nobody did: a day came, or a silence grew too long.
_ELAPSED = frozenset({ChangeKind.DUE_DAY_PASSED, ChangeKind.RAN_OUT, ChangeKind.UNCONFIRMED})
# What was written otherwise before; the world did not move.
_LEARNED = frozenset(
    {
        ChangeKind.FIGURE_CORRECTED,
        ChangeKind.FIGURE_WITHDRAWN,
        ChangeKind.EVENT_CORRECTED,
        ChangeKind.EVENT_WITHDRAWN,
        ChangeKind.RECORD_ADDED,
        ChangeKind.RECORD_WITHDRAWN,
        ChangeKind.RECORD_CHANGED,
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two moments and their states; build one with `pair_of`."""

    earlier: Moment
    later: Moment
    before: Mapping[Key, object] = field(repr=False)
    after: Mapping[Key, object] = field(repr=False)
    _claims: Mapping[tuple[str, ...], tuple[Claim, ...]] = field(repr=False)

    def like(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claims of before on what this one counts; which are alike is not asked."""
        return self._claims.get(_counted(claim), ())

    def differing(self) -> Iterator[Key]:
        """Yield the facets that are not the same, in an order of their own."""
        keys = self.before.keys() | self.after.keys()
        pairs = ((key, self.before.get(key), self.after.get(key)) for key in keys)
        # Most facets of one catalog are the very same record on both days.
        yield from sorted(key for key, one, other in pairs if one is not other and one != other)


def pair_of(earlier: Moment, later: Moment) -> Pair:
    """Return two moments with their states; the journeys of both are asked of both."""
    journeys = {**earlier.catalog.journeys, **later.catalog.journeys}
    before, after = state_of(earlier, journeys=journeys), state_of(later, journeys=journeys)
    claims: dict[tuple[str, ...], tuple[Claim, ...]] = {}
    for facet in before.values():
        if isinstance(facet, Claim):
            claims[_counted(facet)] = (*claims.get(_counted(facet), ()), facet)
    return Pair(earlier, later, before, after, claims)


def _counted(claim: Claim) -> tuple[str, ...]:
    return claim.subject_kind, claim.subject_id, claim.metric, claim.scope


@dataclass(frozen=True, slots=True)
class Draft:
    """What a change says beside its place in the account.

    `source_ids` without the empty id; `before` and `after` as in `Change`.
    """

    kind: ChangeKind
    before: object
    after: object
    day: PartialDate = UNDATED
    source_ids: tuple[str, ...] = ()
    beside: object = None


def changes_of(
    pair: Pair, key: Key, drafts: Iterable[Draft], *subjects: Subject
) -> Iterator[Change]:
    """Yield drafts of one facet as changes, numbered in their order."""
    for step, draft in enumerate(drafts):
        yield Change(
            kind=draft.kind,
            nature=_nature_of(pair, draft),
            key=key,
            step=step,
            before=draft.before,
            after=draft.after,
            beside=draft.beside,
            day=draft.day,
            source_ids=tuple(dict.fromkeys(name for name in draft.source_ids if name)),
            subjects=subjects,
        )


def single_day(day: date) -> PartialDate:
    """Return a day as the date of a change."""
    return PartialDate(day, day, Precision.DAY)


def _nature_of(pair: Pair, draft: Draft) -> Nature:
    if draft.kind in _ELAPSED:
        return Nature.ELAPSED
    known = known_on(draft.day, pair.later.catalog.data_end)
    if draft.kind in _LEARNED or not draft.day.dated or known <= pair.earlier.on:
        return Nature.LEARNED
    return Nature.HAPPENED
