"""What must hold between rows and between tables; every fault is collected, none raised.

The checks take typed rows as `geo.records.rows.rows_of` returns them (each with its `row` number)
and alignments as coordinate lists. Comparing claims with one another is in `geo.records.claims`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from geo.errors import Fault
from geo.model.dates import PartialDate, Precision
from geo.model.lines import LonLat, Mode
from geo.model.said import SubjectKind
from geo.model.states import Says, StateKind
from geo.records.cells import UNDATED, partial_date_of
from geo.records.contract import Form
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES
from geo.records.schema.said import CLAIMS, EVENTS, KEY_FIGURES
from geo.records.schema.states import CLOSURES, LEG_STATUS

_Rows = Sequence[Mapping[str, Any]]

# Alignments and nodes carry 5 decimals, about a metre: ends must agree to the last one.
_SAME_PLACE_DEG = 1.1e-5
_COUNTRY = re.compile(r"[A-Z]{3}\Z")
_PAIR = re.compile(r"([A-Z]{3})-([A-Z]{3})\Z")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_GAUGES_MM = (1000, 1435, 1520, 1676)
_READ = ("whole", "opening", "headline", "none", "no page given")
_PUBLISHED = re.compile(r"(inferred_)?(day|month|year|undated)\Z")


def reference_faults(
    tables: Mapping[str, _Rows], known: Mapping[str, Collection[str]]
) -> list[Fault]:
    """Return every id that points at nothing.

    Parameters
    ----------
    tables
        Typed rows by the name of their table; a leg row also names its `file`.
    known
        The ids there are, by `table.column`; nothing is said of those of a table that is not here.
    """
    faults = []
    for table in (NODES, LEGS, *CSV_TABLES):
        for column in table.columns:
            if column.refers_to not in known:
                continue
            ids = known[column.refers_to]
            told = (
                set()
                if column.form is Form.IDS
                else {one[column.name] for one in tables[table.name]}
            )
            if told and told <= {"", *ids}:
                continue
            for row in tables[table.name]:
                cell = row[column.name]
                for given in cell if column.form is Form.IDS else (cell,):
                    if given and given not in ids:
                        faults.append(_dangling(row, column.name, given, column.refers_to))
    return faults


def _fault(row: Mapping[str, Any], column: str, message: str, remedy: str) -> Fault:
    """Return a fault at the place a row was read from."""
    return Fault(row["file"], row["row"], column, message, remedy)


def _dangling(row: Mapping[str, Any], column: str, given: str, to: str) -> Fault:
    target, name = to.split(".")
    return _fault(
        row,
        column,
        f"{given!r} is not in {target}.",
        f"Use a {name} of that table, or add one.",
    )


def subject_faults(
    tables: Mapping[str, _Rows], known: Mapping[str, Collection[str]]
) -> list[Fault]:
    """Return every claim, event, closure and key figure about something that does not exist.

    `known` holds the ids there are, by `table.column`.
    """
    places = {
        SubjectKind.CORRIDOR: "corridors.corridor_id",
        SubjectKind.BRANCH: "branch_names.branch_id",
        SubjectKind.LEG: "legs.leg_id",
        SubjectKind.NODE: "nodes.node_id",
        SubjectKind.STRAIT: "straits.strait_id",
    }
    ids = {kind: known.get(place) for kind, place in places.items()}
    faults = []
    for table, column in (
        (CLAIMS, "subject_id"),
        (EVENTS, "subject_id"),
        (CLOSURES, "subject_ids"),
        (KEY_FIGURES, "subject_id"),
    ):
        for row in tables[table.name]:
            kind, cell = row["subject_kind"], row[column]
            for subject in cell if isinstance(cell, tuple) else (cell,):
                remedy = _subject_remedy(kind, subject, ids)
                if remedy:
                    message = f"There is no {kind.replace('_', ' ')} called {subject!r}."
                    faults.append(_fault(row, column, message, remedy))
    return faults


def _subject_remedy(
    kind: SubjectKind, subject: str, ids: Mapping[SubjectKind, Collection[str] | None]
) -> str:
    """Return what would be right, or nothing when the subject is in order."""
    if kind in ids:
        there, remedy = ids[kind], f"Use the id of a {kind.value} in the data."
        return "" if there is None or subject in there else remedy
    if kind is SubjectKind.COUNTRY:
        return "" if _COUNTRY.match(subject) else "Use an ISO 3166-1 alpha-3 code."
    if kind is SubjectKind.COUNTRY_PAIR:
        match = _PAIR.match(subject)
        in_order = bool(match) and subject == "-".join(sorted(subject.split("-")))
        return "" if in_order else "Use two alpha-3 codes in alphabetical order, as AFG-RUS."
    return "" if _SLUG.match(subject) else "Use lower-case letters, digits and underscores."


def leg_faults(
    legs: _Rows, nodes: Mapping[str, LonLat], alignments: Mapping[str, Sequence[LonLat]]
) -> list[Fault]:
    """Return faults of gauges, and of alignments that do not start and end at their nodes."""
    faults = []
    for row in legs:
        line = alignments[row["leg_id"]]
        gauge = row["gauge_mm"]
        if gauge is not None and (row["mode"] is not Mode.RAIL or gauge not in _GAUGES_MM):
            message = f"A {row['mode']} leg cannot have a gauge of {gauge} mm."
            remedy = f"Rail gauges here are {', '.join(map(str, _GAUGES_MM))}; others have none."
            faults.append(_fault(row, "gauge_mm", message, remedy))
        for column, end in (("from_id", line[0]), ("to_id", line[-1])):
            place = nodes.get(row[column])
            if place and math.dist(place, end) > _SAME_PLACE_DEG:
                message = f"The line ends at {end}, the node {row[column]} lies at {place}."
                faults.append(_fault(row, column, message, "Both must be the same."))
    return faults


def history_faults(statuses: _Rows, legs: _Rows) -> list[Fault]:
    """Return legs without a status."""
    told = {status["leg_id"] for status in statuses}
    return [
        _fault(
            row,
            "leg_id",
            f"{row['leg_id']} has no status.",
            f"Give it a row in {LEG_STATUS.file}.",
        )
        for row in legs
        if row["leg_id"] not in told
    ]


def confirmation_faults(tables: Mapping[str, _Rows]) -> list[Fault]:
    """Return confirmations of nothing, before their state began, or by a page that is older.

    A page tells of the days up to its own: what was published before a day cannot confirm it.
    """
    starts = _starts_of(tables)
    published = {
        row["source_id"]: partial_date_of(row["published"])
        for row in tables["sources"]
        if row["published"] and not row["published_precision"].endswith("undated")
    }
    ends = {
        row["subject_id"]: row["date"]
        for row in tables["confirmations"]
        if row["says"] is Says.ENDED
    }
    faults = []
    for row in tables["confirmations"]:
        column, message, remedy = _confirmation_fault(row, starts, published, ends)
        if message:
            faults.append(_fault(row, column, message, remedy))
    return faults


def _starts_of(tables: Mapping[str, _Rows]) -> dict[tuple[StateKind, str], PartialDate]:
    """Return when each state first began: a leg with its first status, a closure with its start."""
    starts: dict[tuple[StateKind, str], PartialDate] = {
        (StateKind.CLOSURE, row["closure_id"]): row["start"] for row in tables["closures"]
    }
    for row in tables["leg_status"]:
        key = (StateKind.LEG, row["leg_id"])
        starts[key] = min(row["since"], starts.get(key, row["since"]))
    # A leg without a status is reported as such.
    return {(StateKind.LEG, row["leg_id"]): UNDATED for row in tables["legs"]} | starts


def _confirmation_fault(
    row: Mapping[str, Any],
    starts: Mapping[tuple[StateKind, str], PartialDate],
    published: Mapping[str, PartialDate],
    ends: Mapping[str, PartialDate],
) -> tuple[str, str, str]:
    """Return column, message and remedy of the first fault; empty texts when there is none."""
    kind, subject, day = row["subject_kind"], row["subject_id"], row["date"]
    start, page = starts.get((kind, subject)), published.get(row["source_id"])
    end = ends.get(subject) if kind is StateKind.CLOSURE else None
    if start is None:
        where = "legs.leg_id" if kind is StateKind.LEG else "closures.closure_id"
        return "subject_id", f"There is no {kind} called {subject!r}.", f"Use an id of {where}."
    if kind is StateKind.LEG and row["says"] is Says.ENDED:
        message = f"The state of the leg {subject} cannot end by itself."
        return "says", message, f"Give the leg its new status in {LEG_STATUS.file}."
    if day.last < start.first:
        return "date", f"{day} lies before it began ({start}).", "Nothing holds before it begins."
    if page is not None and page.last < day.first:
        message = f"{row['source_id']} is of {page}, before the day it is to confirm ({day})."
        return "source_id", message, "Name a page of that day or later, or give its own day."
    if row["says"] is Says.HOLDS and end is not None and end.last < day.first:
        message = f"{subject} ended on {end} and cannot hold on {day}."
        return "date", message, "Make the second closing a closure of its own."
    return "", "", ""


def period_faults(claims: _Rows, events: _Rows) -> list[Fault]:
    """Return periods that run backwards."""
    spans = (("period_start", "period_end", claims), ("date", "ends", events))
    faults = []
    for first, last, rows in spans:
        for row in rows:
            start, end = row[first], row[last]
            if start and end and end.last < start.first:
                message = f"{end} lies before {first} {start}."
                faults.append(_fault(row, last, message, "A period runs forwards."))
    return faults


def value_faults(claims: _Rows) -> list[Fault]:
    """Return claims with neither a value nor a range, with both, or with a range upside down."""
    faults = []
    for row in claims:
        value, low, high = row["value"], row["value_low"], row["value_high"]
        if (value is None) == (low is None or high is None) or (low is None) != (high is None):
            message, remedy = "Wanted is a value, or both ends of a range.", "Give one of the two."
        elif low is not None and high is not None and low > high:
            message, remedy = f"The range runs from {low:g} down to {high:g}.", "Swap its ends."
        else:
            continue
        faults.append(_fault(row, "value", message, remedy))
    return faults


def source_faults(sources: _Rows) -> list[Fault]:
    """Return sources whose day of publication or of reading is none, or not as exact as said.

    Also those of which it is not known how much was read.
    """
    faults = []
    for row in sources:
        if row["read"] not in _READ:
            message = f"{row['read']!r} is not one of the known words."
            faults.append(_fault(row, "read", message, f"Known are {', '.join(_READ)}."))
        stated = row["published_precision"]
        if not _PUBLISHED.match(stated):
            message = f"{stated!r} is not one of the known words."
            remedy = "Known are day, month, year, undated, and inferred_ before the first three."
            faults.append(_fault(row, "published_precision", message, remedy))
            continue
        precision = Precision(stated.removeprefix("inferred_"))
        for column, wanted in (("published", precision), ("accessed", Precision.DAY)):
            try:
                if row[column] or (column == "published" and precision is not Precision.UNDATED):
                    partial_date_of(row[column], wanted)
            except ValueError as error:
                remedy = f"Wanted is an ISO date, as exact as {wanted}."
                faults.append(_fault(row, column, str(error), remedy))
    return faults


def report_faults(reported: _Rows, sources: _Rows) -> list[Fault]:
    """Return reports whose page has been read after all, or is itself the digest."""
    read = {row["url"]: row["source_id"] for row in sources if row["url"]}
    faults = []
    for row in reported:
        page = row["page_url"]
        if page in read:
            message = f"This page is source {read[page]}: it has been read."
            remedy = "Put what it says into the ledger and take this row out."
            faults.append(_fault(row, "page_url", message, remedy))
        if page == row["digest_url"]:
            message, remedy = "The digest is no press page.", "Name the press page it names."
            faults.append(_fault(row, "page_url", message, remedy))
    return faults


def range_faults(assumptions: _Rows, known: Collection[str] | None) -> list[Fault]:
    """Return assumptions whose range is out of order or whose source does not exist.

    `known` are the ids of sources; `None` if they could not be read.
    """
    faults = []
    for row in assumptions:
        if not 0 < row["low"] <= row["central"] <= row["high"]:
            message = "low, central and high are out of order, or not above nought."
            remedy = "Write them from small to large."
            faults.append(_fault(row, "low", message, remedy))
        if known is not None and row["source_id"] not in {"assumption", *known}:
            message = f"{row['source_id']!r} is not in sources."
            remedy = "Use a source_id, or the word assumption."
            faults.append(_fault(row, "source_id", message, remedy))
    return faults


def preset_faults(rows: Mapping[str, _Rows], ids: Mapping[str, Collection[str]]) -> list[Fault]:
    """Return questions that suppose nothing, or suppose it of what is not there.

    Shut and reopened are nodes, legs, straits and countries; as if built are legs and branches.
    """
    legs = ids.get("legs.leg_id")
    known = [ids.get("nodes.node_id"), legs, ids.get("straits.strait_id")]
    built = [legs, {row["branch_id"] for row in rows["branch_names"]}]
    countries = {row["country"] for row in rows["nodes"]}
    faults = []
    for row in rows["presets"]:
        if not (row["closed"] or row["opened"] or row["as_if_built"]):
            message = "Nothing is supposed, so there is no before and after."
            faults.append(_fault(row, "closed", message, "Name what is shut, reopened or built."))
        for column, allowed in (
            ("closed", [*known, countries]),
            ("opened", [*known, countries]),
            ("as_if_built", built),
        ):
            if any(one is None for one in allowed):
                continue
            there = set().union(*(one for one in allowed if one is not None))
            for name in row[column]:
                if name not in there:
                    remedy = "Use an id of nodes, legs, straits or branches, or a country's code."
                    faults.append(_fault(row, column, f"{name!r} is not there.", remedy))
    return faults
