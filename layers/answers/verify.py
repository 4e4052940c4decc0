"""Whether a number is in the ledger: supported, contested, superseded, or not there.

The rule. A number is looked for among the claims on its subject in its unit, with metric and year
where they are given. It is met by a claim when it lies within 2 % of its value or within its range,
the share from which the ledger calls two figures contested. Of the claims that meet it:

- all set aside as wrong or given up, or replaced by a later vintage of the series: *superseded*;
- any whose like claims differ by more than that: *contested*;
- else *supported*.

No claim meets it: *not in the ledger*, with what is told instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from geo.errors import CorridorError
from geo.ledger.readings import Ledger, ledger_at
from geo.model.said import Claim
from geo.records.catalog import Catalog
from geo.records.claims import LIKE_ENOUGH, KindClass, bounds_of, class_of, known_on
from geo.records.metrics import UNITS
from geo.state.select import seen_on
from layers.answers.records import Record, bounded, claim_record, head_of
from layers.answers.subjects import named_subject

MOST_TOLD = 8
MOST_ELSEWHERE = 3


class Finding(StrEnum):
    """What the ledger makes of a number."""

    SUPPORTED = "supported"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    ABSENT = "not in the ledger"


# How people write units, as the ledger's unit and what to multiply by. Currencies and measures are
# never converted into one another.
_WRITTEN: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("tonnes", "tons", "tonne", "ton"), ("t", 1.0)),
    **dict.fromkeys(("kt", "thousand t", "thousand tonnes", "thousand tons"), ("t", 1e3)),
    **dict.fromkeys(("mt", "million t", "million tonnes", "million tons"), ("t", 1e6)),
    **dict.fromkeys(
        ("million usd", "usd million", "$ million", "million dollars"), ("USD_million", 1.0)
    ),
    **dict.fromkeys(
        ("billion usd", "usd billion", "$ billion", "billion dollars"), ("USD_million", 1e3)
    ),
    **dict.fromkeys(("kilometres", "kilometers", "kilometre", "kilometer"), ("km", 1.0)),
    **dict.fromkeys(("hour", "h"), ("hours", 1.0)),
    **dict.fromkeys(("day", "d"), ("days", 1.0)),
    **dict.fromkeys(("%", "per cent"), ("percent", 1.0)),
    **dict.fromkeys(("usd", "dollars", "$"), ("USD", 1.0)),
}
# A yearly capacity and what went in a year are both told in tonnes, a cost in dollars or millions.
_ALSO: dict[str, tuple[tuple[str, float], ...]] = {
    "t": (("t/yr", 1.0),),
    "USD_million": (("USD", 1e6),),
    "USD": (("USD_million", 1e-6),),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be looked up; `year` is of the period it is about, `metric` what it measures."""

    value: float
    unit: str
    subject: str
    metric: str = ""
    year: int | None = None


def verify(catalog: Catalog, figure: Figure, on: date) -> Record:
    """Return the verdict on a figure as of a day, with the claims it rests on.

    Raises
    ------
    UnknownIdError
        If there is no such subject.
    CorridorError
        If the unit is none that is known, or the value no finite number.
    """
    if not math.isfinite(figure.value):
        raise CorridorError(f"{figure.value} is no number that anybody could have said.")
    catalog = seen_on(catalog, on)
    named, ledger = named_subject(catalog, figure.subject), ledger_at(catalog, on)
    units = units_of(figure.unit)
    # Older vintages too, which the ledger leaves aside: a number may be one of theirs.
    known = [
        one for one in catalog.claims.values() if known_on(one.said_on, catalog.data_end) <= on
    ]
    asked = [one for one in known if figure.metric in ("", one.metric)]
    asked = [one for one in asked if figure.year is None or _is_of(one, figure.year)]
    about = [one for one in asked if one.subject == named.subject]
    alike = [claim for claim in about if claim.unit in units]
    meeting = [
        one for one in asked if one.unit in units and meets(one, figure.value * units[one.unit])
    ]
    met = [one for one in meeting if one in about]
    verdict = _verdict(ledger, met, known)
    told = met or alike or about
    ordered = sorted(told, key=lambda one: (class_of(one) is KindClass.SET_ASIDE, one.claim_id))
    claims, more = bounded((claim_record(catalog, ledger, one) for one in ordered), MOST_TOLD)
    return {
        **head_of(catalog, on),
        "asked": {key: told for key, told in asdict(figure).items() if key != "subject"},
        "subject": named.record,
        "verdict": verdict.value,
        "claims" if met else "told_instead": claims,
        "more": more,
        # The same number said of something else: a slip of the subject is the commonest one.
        "said_of_others": [claim_record(catalog, ledger, one) for one in meeting if not met][
            :MOST_ELSEWHERE
        ],
    }


def units_of(text: str) -> dict[str, float]:
    """Return the ledger's units that a unit may be told in, each with what to multiply by.

    Raises
    ------
    CorridorError
        If the unit is none that is known.
    """
    written = " ".join(text.split())
    unit, factor = _WRITTEN.get(written.casefold(), (written, 1.0))
    if unit not in UNITS:
        known = ", ".join(sorted(UNITS))
        raise CorridorError(f"{text!r} is no unit of the ledger; it has {known}.")
    also = {other: factor * times for other, times in _ALSO.get(unit, ())}
    return {unit: factor, **also}


def meets(claim: Claim, value: float) -> bool:
    """Tell whether a number is what a claim says: within its range, or within 2 % of its value."""
    low, high = bounds_of(claim)
    margin = LIKE_ENOUGH * max(abs(low), abs(high))
    return low - margin <= value <= high + margin


def _is_of(claim: Claim, year: int) -> bool:
    ends = [one for one in (claim.period_start, claim.period_end) if one is not None]
    if not ends:
        return claim.said_on.first.year == year
    return ends[0].first.year <= year <= ends[-1].last.year


def _verdict(ledger: Ledger, met: Sequence[Claim], known: Sequence[Claim]) -> Finding:
    if not met:
        return Finding.ABSENT
    standing = [claim for claim in met if class_of(claim) is not KindClass.SET_ASIDE]
    if not any(_is_newest(claim, known) for claim in standing):
        return Finding.SUPERSEDED
    readings = (ledger.reading_of(claim) for claim in standing)
    disputed = any(one.contested for one in readings if one is not None)
    return Finding.CONTESTED if disputed else Finding.SUPPORTED


def _is_newest(claim: Claim, known: Sequence[Claim]) -> bool:
    """Tell whether no later edition of the same series gives the same period another figure."""
    if claim.vintage is None:
        return True
    return not any(
        one.vintage is not None
        and one.vintage.first > claim.vintage.first
        and not meets(one, sum(bounds_of(claim)) / 2)
        for one in known
        if _told(one) == _told(claim)
    )


def _told(claim: Claim) -> tuple[object, ...]:
    """Return what two editions of a series have in common: of what, by whom, of which period."""
    what = (claim.subject_kind, claim.subject_id, claim.metric, claim.unit, claim.scope)
    return (*what, claim.period_start, claim.period_end, claim.said_by)
