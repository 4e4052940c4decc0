"""Dates in what is shown, and which of those after the day shown may be there.

A date is read as the days it can mean; it is later when none of them has come. What may be later
is named by field: the dates, periods and words of promises, plans and forecasts; where a period
runs out that an event opened; when a source was published where it is marked "written later", its
title, address and copy, and when it was read; the day the data end and the day the page was made.
"""

from __future__ import annotations

import calendar
import os
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from geo.ledger.readings import Ledger
from geo.model.said import Claim, Event, EventKind, Source
from geo.records.catalog import Catalog
from geo.records.cells import partial_date_of
from geo.records.claims import KindClass, class_of

Days = tuple[date, date]
_MONTHS = tuple(calendar.month_name)[1:]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_ISO = re.compile(r"(?<![\d/.-])(20\d\d)-(\d\d)(?:-(\d\d))?(?![\d-])")
_SAID = re.compile(rf"(?:(?<!\d)(\d{{1,2}}) )?\b({_MONTH})\.? (20\d\d)(?!\d)")
_QUARTER = re.compile(r"(?<!\d)(20\d\d)-Q([1-4])")
# A year alone; not within a longer number, an amount or an identifier.
_YEAR = re.compile(
    r"(?<![\w.,/=&%#-])(20[1-4]\d)(?![\w,/%=-]|\.\d|(?:\s| )(?:t|km|mm|m|TEU|USD|EUR|h|days)\b)"
)
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")
_READ_ON = re.compile(rf"accessed (?:20\d\d-\d\d-\d\d|\d{{1,2}} (?:{_MONTH}) 20\d\d)")
_DATE = rf"(?:20\d\d(?:-\d\d(?:-\d\d)?|-Q[1-4])?|(?:\d{{1,2}} )?(?:{_MONTH}) 20\d\d)"
_WRITTEN_LATER = re.compile(rf"{_DATE}(?: \(date inferred\))?, written later")
MADE_ON = date(2026, 11, 21)
ATTACK = os.environ.get("ATTACK") == "1"


def _days_from(first: date, last: date, *, count: int, seed: int) -> list[date]:
    """Return random days between two, both included, the same for a seed."""
    chosen = random.Random(seed)
    return [first + timedelta(days=chosen.randint(0, (last - first).days)) for _ in range(count)]


DAYS = _days_from(date(2012, 1, 1), date(2026, 7, 5), count=60, seed=20260705)
SOME_DAYS = DAYS[:6]


@dataclass(frozen=True, slots=True)
class Told:
    """A date as told: its text and the days it can mean."""

    text: str
    days: Days


def dates_in(text: str) -> Iterator[Told]:
    """Yield the dates a text tells, day before month before year, each stretch once."""
    for pattern, read in ((_ISO, _iso), (_SAID, _said), (_QUARTER, _iso_text), (_YEAR, _iso_text)):
        for match in pattern.finditer(text):
            days = read(match)
            if days is not None:
                yield Told(match.group(0), days)
        text = pattern.sub(lambda found: " " * len(found.group(0)), text)


def later_dates(text: str, on: date) -> list[Told]:
    """Return the dates in a text of which no day has come."""
    return [told for told in dates_in(text) if told.days[0] > on]


def _iso(match: re.Match[str]) -> Days | None:
    return _days_of("-".join(part for part in match.groups() if part))


def _iso_text(match: re.Match[str]) -> Days | None:
    return _days_of(match.group(0))


def _said(match: re.Match[str]) -> Days | None:
    day, month, year = match.groups()
    number = [name[:3] for name in _MONTHS].index(month[:3]) + 1
    return _days_of(f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else ""))


def _days_of(text: str) -> Days | None:
    try:
        known = partial_date_of(text)
    except ValueError:
        return None
    return known.first, known.last


class Allowed:
    """The dates that may be later than a day, gathered from the fields allowed by name."""

    def __init__(self, catalog: Catalog, ledger: Ledger) -> None:
        sources = catalog.sources.values()
        words = [text for source in sources for text in (source.title, source.read_at)]
        self.titles = [text for text in words if any(dates_in(text))]
        self.days: set[Days] = {(catalog.data_end, catalog.data_end), (MADE_ON, MADE_ON)}
        for claim in ledger.claims:
            self._claim(claim)
        for event in ledger.events:
            self._event(event)

    def with_published(self, sources: Iterable[Source]) -> Self:
        """Also allow when sources were published and read, which columns of tables tell."""
        for one in sources:
            self.days.add((one.published.first, one.published.last))
            self._words(one.accessed)
        return self

    def without_sources(self, text: str) -> str:
        """Return a text without titles, addresses and marked dates of its sources."""
        text = " ".join(_ADDRESS.sub(" ", text).split())
        for title in self.titles:
            text = text.replace(" ".join(title.split()), " ")
        return _WRITTEN_LATER.sub(" ", _READ_ON.sub(" ", text))

    def may(self, told: Told) -> bool:
        """Tell whether a date is one of these, or one of them told more vaguely."""
        first, last = told.days
        return any(first <= one and other <= last for one, other in self.days)

    def _claim(self, claim: Claim) -> None:
        if class_of(claim) is KindClass.MEASURED:
            return
        for when in (claim.period_start, claim.period_end):
            if when is not None:
                self.days.add((when.first, when.last))
        self._words(claim.scope, claim.note, claim.preference_reason)

    def _event(self, event: Event) -> None:
        if event.ends is not None:
            self.days.add((event.ends.first, event.ends.last))
        if event.kind is EventKind.PROMISED:
            first, last = event.date.first, event.date.last
            # A span of time in a file tells its first and its last day.
            self.days |= {(first, last), (first, first), (last, last)}
            self._words(event.headline, event.note)

    def _words(self, *texts: str) -> None:
        self.days.update(told.days for text in texts for told in dates_in(text))


def faults_in(text: str, on: date, allowed: Allowed) -> list[str]:
    """Return the dates in a text that lie after the day and may not, each with its surroundings."""
    text = allowed.without_sources(text)
    return [
        f"{told.text!r} in …{_around(text, told.text)}…"
        for told in later_dates(text, on)
        if not allowed.may(told)
    ]


def _around(text: str, found: str) -> str:
    place = text.index(found)
    return " ".join(text[max(0, place - 90) : place + len(found) + 40].split())
