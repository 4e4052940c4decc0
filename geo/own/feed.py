"""Series that a reader downloads as a table, as dated figures. Pure.

What belongs here: points from the columns as published or as a mapping names them. What does not:
opening files (`commands/series.py`), and which points are new (`geo/own/revised.py`). Nothing of
such a series is shipped: whose it is says on which terms it may be used.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite, nan

from geo.errors import OverlayError
from geo.model.dates import PartialDate
from geo.own.delimited import decoded
from geo.own.ids import Cells
from geo.own.limits import MOST_ROWS, Meter
from geo.own.oddities import iso_day
from geo.records.cells import partial_date_of

PORTWATCH_TERMS = "https://www.imf.org/external/terms.htm"
PORTWATCH_SOURCE = {
    "source_id": "portwatch",
    "title": "Daily Chokepoint Transit Calls and Trade Volume Estimates",
    "publisher": "IMF PortWatch",
    "url": "https://portwatch.imf.org/",
    "kind": "dataset",
    "read": "whole",
}
# What the series calls the straits of the data.
_STRAITS = {
    "strait of hormuz": "hormuz",
    "bab el-mandeb strait": "bab_el_mandeb",
    "suez canal": "suez_canal",
    "cape of good hope": "cape_of_good_hope",
}
_COUNTED = {
    "n_total": "all ships seen by their signals, both ways",
    "n_tanker": "tankers seen by their signals, both ways",
}
# A week, from Monday to Sunday, comes out on the Tuesday after it.
_SUNDAY, _PUBLISHED_AFTER = 6, timedelta(days=2)
# Nobody publishes later than after some decades.
_DAYS = re.compile("[0-9]{1,5}")
_NEEDED = ("date_column", "value_column", "subject_kind", "subject_id", "metric", "unit")
_OPTIONAL = {
    "scope": "",
    "said_by": "",
    "kind": "measured",
    "source_title": "",
    "source_url": "",
    "published_after_days": "0",
    "note": "",
}


@dataclass(frozen=True, slots=True)
class FeedPoint:
    """One figure of a series: the cells that tell it from others, its period, and its number."""

    about: tuple[tuple[str, str], ...]
    period: PartialDate
    value: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Feed:
    """A series as it was downloaded: its source, its points, and what of it was passed over."""

    source: Cells
    points: tuple[FeedPoint, ...]
    passed_over: tuple[str, ...] = ()


def is_portwatch(content: bytes) -> bool:
    """Return whether a table has the columns of daily transits as IMF PortWatch publishes them."""
    head = content[:4_000].lstrip(b"\xef\xbb\xbf").splitlines()[:1]
    names = {cell.strip(b' "') for line in head for cell in line.split(b",")}
    return {b"date", b"portname", *(name.encode() for name in _COUNTED)} <= names


def read_feed(
    content: bytes,
    mapping: Mapping[str, str] | None,
    *,
    vintage: date,
    since: date | None = None,
) -> Feed:
    """Return a series as a mapping names its columns; daily transits of PortWatch where none does.

    Raises
    ------
    OverlayError
        If the table is not so.
    """
    if mapping is None:
        return read_portwatch(content, vintage=vintage, since=since)
    return read_mapped(content, mapping, vintage=vintage, since=since)


def read_portwatch(content: bytes, *, vintage: date, since: date | None = None) -> Feed:
    """Return the daily transits of the straits in the data, in the columns as published.

    Parameters
    ----------
    content
        The table as downloaded: `date`, `portname`, `n_total`, `n_tanker` and others.
    vintage
        The day it was downloaded: no figure was known before it came out, nor after this day.
    since
        The first day wanted.

    Raises
    ------
    OverlayError
        If it is no such table.
    """
    points: list[FeedPoint] = []
    others: set[str] = set()
    for number, row in _rows(content, ("date", "portname", *_COUNTED)):
        strait = _STRAITS.get(row["portname"].strip().casefold())
        if strait is None:
            others.add(row["portname"].strip())
            continue
        period = _period(row["date"][:10].replace("/", "-"), number)
        if since is not None and period.first < since:
            continue
        for column, scope in _COUNTED.items():
            if row[column].strip():
                about = feed_subject("strait", strait, "passages", "vessels", scope)
                value = _number(row[column], number)
                points.append(FeedPoint(about, period, value, _tuesday(period.last, vintage)))
                _refuse_more(points)
    source = {**PORTWATCH_SOURCE, "accessed": vintage.isoformat()}
    told = (f"{len(others)} other straits and canals were passed over.",) if others else ()
    return _feed(source, points, told)


def read_mapped(
    content: bytes, mapping: Mapping[str, str], *, vintage: date, since: date | None = None
) -> Feed:
    """Return the points of any table with a date and a value, as a mapping names them.

    Parameters
    ----------
    content
        The table.
    mapping
        Which columns hold date and value, and what is counted: the words of `mapping_of`.
    vintage, since
        The day it was downloaded, and the first day wanted.

    Raises
    ------
    OverlayError
        If columns, dates or numbers are not as the mapping says.
    """
    told = {**_OPTIONAL, **mapping}
    date_column, value_column = told["date_column"], told["value_column"]
    kind, subject, metric, unit = (told[name] for name in _NEEDED[2:])
    about = feed_subject(kind, subject, metric, unit, told["scope"])
    about += tuple((name, told[name]) for name in ("kind", "said_by", "note") if told[name])
    days = told["published_after_days"]
    if not _DAYS.fullmatch(days):
        raise OverlayError("published_after_days in the mapping is no number of days.")
    lag = timedelta(days=int(days))
    points = []
    for number, row in _rows(content, (date_column, value_column)):
        if not row[value_column].strip():
            continue
        period = _period(row[date_column], number)
        if since is None or period.first >= since:
            said = min(period.last + lag, vintage)
            points.append(FeedPoint(about, period, _number(row[value_column], number), said))
            _refuse_more(points)
    if not told["source_title"]:
        return _feed({}, points, ())
    source = {"source_id": slug_of(told["source_title"]), "title": told["source_title"]}
    source |= {"url": told["source_url"], "accessed": vintage.isoformat()}
    return _feed(source, points, ())


def _refuse_more(points: Sequence[FeedPoint]) -> None:
    if len(points) > MOST_ROWS:
        raise OverlayError(
            f"That is more than {MOST_ROWS:,} figures. Name a first day that leaves some out."
        )


def mapping_of(content: bytes) -> dict[str, str]:
    """Return the words of a mapping file: a table of `field` and `value`.

    Raises
    ------
    OverlayError
        If one is missing or unknown.
    """
    found = {row["field"].strip(): row["value"].strip() for _, row in _rows(content, _FIELDS)}
    missing = [name for name in _NEEDED if not found.get(name)]
    if missing:
        raise OverlayError(f"The mapping does not say {', '.join(missing)}.")
    unknown = sorted(set(found) - {*_NEEDED, *_OPTIONAL})
    if unknown:
        known = ", ".join((*_NEEDED, *_OPTIONAL))
        raise OverlayError(f"The mapping has no field {unknown[0][:40]!r}. Known are {known}.")
    return found


_FIELDS = ("field", "value")


def _rows(content: bytes, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table by the columns needed, with their numbers."""
    text, _ = decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().lstrip("\ufeff") for cell in next(lines, [])]
        lost = [name for name in needed if name not in header]
        if lost:
            raise OverlayError(f"The table has no column {lost[0][:60]!r}.")
        places, meter = {name: header.index(name) for name in needed}, Meter()
        for number, line in enumerate(lines, start=2):
            if number % 100 == 0:
                meter.tick()
            if line and len(line) > max(places.values()):
                yield number, {name: line[at] for name, at in places.items()}
    except csv.Error:
        raise OverlayError("The table cannot be read: a cell is far too long.") from None


def feed_subject(
    kind: str, subject: str, metric: str, unit: str, scope: str
) -> tuple[tuple[str, str], ...]:
    """Return the cells that tell one series from another."""
    names = ("subject_kind", "subject_id", "metric", "unit", "scope")
    return tuple(zip(names, (kind, subject, metric, unit, scope), strict=True))


def _period(text: str, number: int) -> PartialDate:
    try:
        return partial_date_of(iso_day(text)[0])
    except ValueError as error:
        raise OverlayError(f"Row {number}: {error}") from None


def _number(text: str, number: int) -> str:
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"-?\d+,\d+", plain) and not re.fullmatch(r"-?\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(",", ".")
    try:
        value = float(plain.replace(",", ""))
    except ValueError:
        value = nan
    if not isfinite(value):
        raise OverlayError(f"Row {number}: {text.strip()[:40]!r} is not a number.")
    return f"{value:.15g}"


def _tuesday(day: date, vintage: date) -> date:
    sunday = day + timedelta(days=_SUNDAY - day.weekday())
    return min(sunday + _PUBLISHED_AFTER, vintage)


def _feed(source: Cells, points: Sequence[FeedPoint], told: tuple[str, ...]) -> Feed:
    if not points:
        raise OverlayError("Nothing of the table is of the days and places wanted.")
    return Feed(source, tuple(points), told)


def slug_of(text: str) -> str:
    """Return a text as the letters, digits and underscores of an id."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:70] or "series"
