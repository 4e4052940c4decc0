"""A series put into an overlay: what of it is new, what was revised, what was known. Pure.

What belongs here: claims from points, each with the vintage it came with. What does not: reading a
series (`geo/own/feed.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.errors import OverlayError
from geo.own.feed import PORTWATCH_SOURCE, Feed, FeedPoint, feed_subject, slug_of
from geo.own.limits import MOST_RECORDS
from geo.own.overlay import Overlay, RawRow, RawTable

# Of figures revised so many are told one by one.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Revised:
    """A point that an earlier edition of the series had otherwise."""

    point: FeedPoint
    before: str


@dataclass(frozen=True, slots=True)
class Merged:
    """An overlay with a series in it, and how many of its points were new, revised and known."""

    overlay: Overlay
    added: int
    revised: tuple[Revised, ...]
    known: int


def with_feed(overlay: Overlay, feed: Feed, *, vintage: date) -> Merged:
    """Return an overlay with the points of a series that are new or were revised.

    A point known with the same figure adds nothing; one known with another stands beside it with
    the later vintage. The points of the overlay are never taken out.

    Raises
    ------
    OverlayError
        If there would be more records than an overlay has.
    """
    known = _known(overlay)
    rows, revised, same = list[dict[str, str]](), list[Revised](), 0
    source_id = feed.source.get("source_id", "")
    for point in feed.points:
        key = (point.about[:5], point.period.first.isoformat(), point.period.last.isoformat())
        before = known.get(key)
        if before is not None and _is_same(before, point.value):
            same += 1
            continue
        if before is not None:
            revised.append(Revised(point, before))
            point = replace(point, said_on=vintage)
        known[key] = point.value
        rows.append(_claim(point, source_id, vintage, is_revised=before is not None))
    made = _with_rows(overlay, "claims", rows)
    if source_id and source_id not in {r.cells.get("source_id") for r in overlay.rows("sources")}:
        made = _with_rows(made, "sources", [dict(feed.source)])
    total = sum(len(table.rows) for table in made.tables.values())
    if total > MOST_RECORDS:
        raise OverlayError(
            f"Together that is {total:,} records; {MOST_RECORDS:,} is the most an overlay has. "
            "Name a first day with --since."
        )
    return Merged(made, len(rows) - len(revised), tuple(revised), same)


def told(merged: Merged, feed: Feed) -> list[str]:
    """Return what came of an import in lines: how many, and each figure that was revised."""
    count = len(merged.revised)
    lines = [f"{merged.added:,} figures added, {count:,} revised, {merged.known:,} known already."]
    for one in merged.revised[:_NAMED]:
        about = dict(one.point.about)
        day = one.point.period.first
        said = f"{about['subject_id']}, {about['scope'] or about['metric']}, {day}"
        lines.append(f"Revised: {said}: {one.point.value} {about['unit']}, before {one.before}")
    if count > _NAMED:
        lines.append(f"And {count - _NAMED:,} more.")
    return [*lines, *feed.passed_over]


def _is_same(before: str, value: str) -> bool:
    try:
        return float(before) == float(value)
    except ValueError:
        return False


def _known(overlay: Overlay) -> dict[tuple[tuple[tuple[str, str], ...], str, str], str]:
    """Return the figure that each period of a series has in an overlay; a later row is later."""
    found = {}
    for row in overlay.rows("claims"):
        cells = row.cells
        about = feed_subject(*(cells.get(name, "") for name, _ in feed_subject("", "", "", "", "")))
        key = (about, cells.get("period_start", ""), cells.get("period_end", ""))
        found[key] = cells.get("value", "")
    return found


def _claim(point: FeedPoint, source_id: str, vintage: date, *, is_revised: bool) -> dict[str, str]:
    told = dict(point.about)
    first, last = point.period.first.isoformat(), point.period.last.isoformat()
    name = "_".join((told["subject_id"], told["metric"], *told["scope"].split()[:2], first))
    return {
        "claim_id": slug_of(f"{name}_{vintage}" if is_revised else name),
        "kind": "measured",
        "said_by": "IMF PortWatch" if source_id == PORTWATCH_SOURCE["source_id"] else "",
        **told,
        "value": point.value,
        "period_start": first,
        "period_end": last,
        "calendar": "gregorian",
        "said_on": point.said_on.isoformat(),
        "source_id": source_id,
        "vintage": vintage.isoformat(),
    }


def _with_rows(overlay: Overlay, table: str, rows: Sequence[dict[str, str]]) -> Overlay:
    """Return an overlay with rows at the end of a table."""
    if not rows:
        return overlay
    before = overlay.rows(table)
    start = max((row.number for row in before), default=1) + 1
    place = overlay.tables[table].place if table in overlay.tables else f"{table}.csv"
    more = tuple(RawRow(start + at, cells) for at, cells in enumerate(rows))
    return replace(overlay, tables={**overlay.tables, table: RawTable(place, (*before, *more))})
