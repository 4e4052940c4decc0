"""Figures, kinds and subjects in words, the same on every page, chart and sheet.

Plain text out: whoever puts it into HTML passes it through `layers.look.text.safe`. Dates and
periods have their words in `geo.calendars`, sources theirs in `geo.ledger.citations`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from geo.calendars import date_text, day_text, period_text
from geo.ledger.promises import Promise, PromiseState
from geo.ledger.rates import Rate
from geo.ledger.readings import Reading
from geo.model.choice import Objective
from geo.model.lines import Branch, Leg, Node, Strait
from geo.model.origins import is_unsourced
from geo.model.said import Claim, ClaimKind, EventKind, Qualifier, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claims import ComparableKey, KindClass, class_of
from geo.records.metrics import metric_label, unit_label

KIND_LABEL: Mapping[ClaimKind, str] = {
    ClaimKind.MEASURED: "measured",
    ClaimKind.ESTIMATE: "estimate",
    ClaimKind.PLAN: "planned",
    ClaimKind.FORECAST: "forecast",
    ClaimKind.CLAIM: "claimed",
    ClaimKind.DERIVED: "computed here",
    ClaimKind.ERROR: "error in the source",
    ClaimKind.SUPERSEDED: "superseded",
}
EVENT_KIND_LABEL: Mapping[EventKind, str] = {
    EventKind.ACTUAL: "happened",
    EventKind.PROMISED: "promised",
    EventKind.CONTESTED: "told differently",
}
PROMISE_STATE_LABEL: Mapping[PromiseState, str] = {
    PromiseState.PENDING: "not due yet",
    PromiseState.KEPT: "kept",
    PromiseState.OVERDUE: "no completion found",
    PromiseState.GIVEN_UP: "given up",
    PromiseState.NO_DATE: "no date given",
}
# What is asked for, as the controls and every page say it.
OBJECTIVE_LABEL: Mapping[Objective, str] = {
    Objective.TIME: "fastest",
    Objective.DISTANCE: "shortest",
    Objective.COST: "cheapest",
    Objective.TRANSFERS: "fewest transfers",
    Objective.BORDERS: "fewest borders",
}
_HEDGES: Mapping[Qualifier, str] = {
    Qualifier.NONE: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.UP_TO: "up to ",
    Qualifier.NEARLY: "nearly ",
}
# Countries by the code the data use; a code that is not here is shown as it is.
COUNTRY_NAMES: Mapping[str, str] = {
    "AFG": "Afghanistan",
    "ARE": "United Arab Emirates",
    "ARM": "Armenia",
    "AZE": "Azerbaijan",
    "BGR": "Bulgaria",
    "BLR": "Belarus",
    "CHN": "China",
    "EGY": "Egypt",
    "GEO": "Georgia",
    "IND": "India",
    "IRN": "Iran",
    "IRQ": "Iraq",
    "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan",
    "OMN": "Oman",
    "PAK": "Pakistan",
    "QAT": "Qatar",
    "RUS": "Russia",
    "SAU": "Saudi Arabia",
    "SYR": "Syria",
    "TJK": "Tajikistan",
    "TKM": "Turkmenistan",
    "TUR": "Türkiye",
    "UKR": "Ukraine",
    "USA": "United States",
    "UZB": "Uzbekistan",
}


def number_text(number: float, *, digits: int = 3) -> str:
    """Return a number to so many significant digits, whole ones never cut: `1,468`, `4.67`."""
    if number == 0 or not math.isfinite(number):
        return f"{number:g}"
    after = max(0, digits - 1 - math.floor(math.log10(abs(number))))
    text = f"{number:,.{after}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_text(claim: Claim, *, exact: bool = False) -> str:
    """Return a claim's figure with its hedge and unit: `about 647 km`, `USD 4.6–8.2 bn`.

    Parameters
    ----------
    claim
        What was said.
    exact
        Every digit as stated and the plain unit, instead of a rounded figure in a larger one.
    """
    low = claim.value if claim.value is not None else claim.value_low
    high = claim.value if claim.value is not None else claim.value_high
    hedge = _HEDGES[claim.qualifier]
    if low is None or high is None:
        return "no figure"
    return hedge + (_exact(low, high, claim.unit) if exact else span_text(low, high, claim.unit))


def span_text(low: float, high: float, unit: str) -> str:
    """Return a figure or range in the unit that reads best: tonnes as Mt, millions as bn."""
    largest = max(abs(low), abs(high))
    if unit in ("t", "t/yr") and largest >= 1e6:
        per_year = " a year" if unit == "t/yr" else ""
        return f"{numbers_span(low / 1e6, high / 1e6)} Mt{per_year}"
    if unit.endswith("_million"):
        currency = unit.removesuffix("_million")
        if largest >= 1000:
            return f"{currency} {numbers_span(low / 1000, high / 1000)} bn"
        return f"{currency} {numbers_span(low, high)} m"
    if unit == "percent":
        return f"{numbers_span(low, high)} %"
    if unit == "rank":
        return f"No. {numbers_span(low, high)}"
    if unit == "ratio":
        return f"{numbers_span(low, high)} times"
    return f"{numbers_span(low, high, digits=9)} {unit_label(unit)}".strip()


def claim_period(claim: Claim) -> str:
    """Return the period a figure counts; nothing where none is stated."""
    if claim.period_start is None and claim.period_end is None:
        return ""
    return period_text(claim.period_start, claim.period_end, claim.calendar)


def range_text(reading: Reading) -> str:
    """Return the range of a reading, or its one figure."""
    return span_text(reading.low, reading.high, reading.key.unit)


def rate_text(rate: Rate) -> str:
    """Return a daily rate: `2,352 t a day`."""
    return f"{numbers_span(round(rate.low), round(rate.high), digits=9)} t a day"


def speakers_text(count: int) -> str:
    """Return how many independent speakers stand behind a figure."""
    return "1 speaker" if count == 1 else f"{count} speakers"


def range_said(reading: Reading) -> str:
    """Return over what range sources disagree, or between what figures one speaker changed."""
    if reading.voices == 1:
        return f"one speaker has given {range_text(reading)}"
    return f"sources give {range_text(reading)}, {speakers_text(reading.voices)}"


def spread_text(spread: float) -> str:
    """Return by how much the highest figure exceeds the lowest."""
    if math.isinf(spread):
        return "no common scale"
    return f"{spread * 100:.0f} %"


def class_text(claim: Claim) -> str:
    """Return kind and class of a claim so that no plan reads like a measurement."""
    label = KIND_LABEL[claim.kind]
    if is_unsourced(claim.source_id):
        return f"{label}, unsourced"
    if claim.kind is ClaimKind.ESTIMATE:
        return f"{label} ({'planned' if class_of(claim) is KindClass.PLANNED else 'past'})"
    return label


def days_text(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if abs(count) == 1 else f"{count:,} days"


def promise_text(promise: Promise) -> str:
    """Return what has come of a promise by the day shown; nobody is accused of a day passed."""
    low, high = promise.late_days_low, promise.late_days_high
    parts = [PROMISE_STATE_LABEL[promise.state]]
    if promise.state is PromiseState.OVERDUE:
        parts = [f"no completion found by {day_text(promise.as_of)}"]
        if len(promise.made) > 1:
            parts.append(f"last promised for {date_text(promise.latest.date)}")
    elif promise.state is PromiseState.KEPT and low is not None and high is not None:
        parts = [_kept_text(low, high)]
    if promise.dormant:
        parts.append("dormant: not mentioned for two years")
    return "; ".join(parts)


def for_text(promise: Promise) -> str:
    """Return for when a promise was first made."""
    due = promise.first.date
    return f"Promised for {date_text(due)}" if due.dated else "Promised for no date"


def subject_text(catalog: Catalog, kind: SubjectKind, subject_id: str) -> str:
    """Return the name of what a claim or event is about; the id when it has none."""
    if kind is SubjectKind.COUNTRY_PAIR:
        return " – ".join(country_text(code) for code in subject_id.split("-"))
    if kind is SubjectKind.COUNTRY:
        return country_text(subject_id)
    if kind is SubjectKind.CORRIDOR and subject_id in catalog.corridors:
        return catalog.corridors[subject_id].short_name
    named: Mapping[SubjectKind, Mapping[str, Branch | Leg | Node | Strait]] = {
        SubjectKind.BRANCH: catalog.branches,
        SubjectKind.LEG: catalog.legs,
        SubjectKind.NODE: catalog.nodes,
        SubjectKind.STRAIT: catalog.straits,
    }
    if subject_id in named.get(kind, ()):
        return named[kind][subject_id].name
    plain = subject_id.upper() if len(subject_id) == 3 else subject_id.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def measured_text(catalog: Catalog, record: Claim | ComparableKey) -> str:
    """Return what a figure is of: the name of its subject, and what is measured of it."""
    return f"{subject_text(catalog, *record.subject)}, {metric_label(record.metric).lower()}"


def and_text(names: Sequence[str]) -> str:
    """Return names in a row: `A, B and C`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def country_text(code: str) -> str:
    """Return a country's name."""
    return COUNTRY_NAMES.get(code, code)


def _kept_text(low: int, high: int) -> str:
    if high <= 0:
        return "kept in time"
    if low <= 0:
        return f"kept, at most {days_text(high)} late"
    span = days_text(low) if low == high else f"{low:,} to {days_text(high)}"
    return f"kept {span} late"


def _exact(low: float, high: float, unit: str) -> str:
    span = numbers_span(low, high, digits=12)
    if unit.endswith("_million"):
        return f"{unit.removesuffix('_million')} {span} million"
    return f"{span} {unit_label(unit)}".strip()


def numbers_span(low: float, high: float, *, digits: int = 3) -> str:
    """Return one number, or two as a range: `to` stands where a dash would be a minus."""
    first, last = number_text(low, digits=digits), number_text(high, digits=digits)
    if first == last:
        return first
    return f"{first} to {last}" if low < 0 else f"{first}–{last}"
