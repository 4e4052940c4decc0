"""Typed rows as records: what `geo.records.rows` read becomes what `geo/model/` describes. Pure.

No files and no checks here; rows are taken to be in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.grouped import grouped
from geo.model.choice import Journey, KeptJourney, Preset, Scenario
from geo.model.lines import Branch, Corridor, Leg, LonLat, Node, PublishedLength, Strait
from geo.model.said import (
    Claim,
    Event,
    EventType,
    KeyFigure,
    Report,
    Source,
    SubjectKind,
    Withdrawn,
)
from geo.model.states import Closure, Confirmation, DoubtRule, LegStatus, StateKind
from geo.records.cells import UNDATED, partial_date_of
from geo.records.costs import Assumption
from geo.records.sums import Sum

_Rows = Sequence[dict[str, Any]]


def records_of(
    tables: Mapping[str, _Rows],
    points: Mapping[str, LonLat],
    lines: Mapping[str, Sequence[LonLat]],
) -> dict[str, Any]:
    """Return the Catalog's mappings of records."""
    events = _mapping(tables["events"], _event_of)
    return {
        "corridors": _corridors_of(tables),
        "branches": _branches_of(tables),
        "nodes": _mapping(
            tables["nodes"], lambda row: Node(lonlat=points[row["node_id"]], **_plain(row))
        ),
        "legs": _mapping(tables["legs"], lambda row: _leg_of(row, lines)),
        "straits": _mapping(
            tables["straits"],
            lambda row: Strait(
                row["strait_id"], row["name"], (row["lon"], row["lat"]), origin=row["origin"]
            ),
        ),
        "sources": _sources_of(tables["sources"]),
        "statuses": _statuses_of(tables["leg_status"]),
        "claims": claims_by_id(tables["claims"]),
        "events": events,
        "wars": _wars_of(events),
        "closures": _mapping(
            tables["closures"],
            lambda row: Closure(**_plain(row, "start_precision", fact_id="fact_ids")),
        ),
        "confirmations": _confirmations_of(tables["confirmations"]),
        "doubt_rules": _mapping(tables["doubt_rules"], lambda row: DoubtRule(**_plain(row))),
        "key_figures": _key_figures_of(tables["key_figures"]),
        "assumptions": _mapping(tables["assumptions"], lambda row: Assumption(**_plain(row))),
        "sums": sums_of(tables["sums"]),
        "reported": tuple(
            Report(**_plain(row))
            for row in sorted(tables["reported"], key=lambda row: (row["date"].first, row["row"]))
        ),
        "published_lengths": _mapping(
            tables["published_lengths"], lambda row: PublishedLength(**_plain(row))
        ),
        "journeys": _mapping(tables["journeys"], lambda row: KeptJourney(**_plain(row))),
        "presets": _mapping(tables["presets"], _preset_of),
        "withdrawn": _mapping(tables["withdrawn"], lambda row: Withdrawn(**_plain(row))),
    }


def _leg_of(row: Mapping[str, Any], lines: Mapping[str, Sequence[LonLat]]) -> Leg:
    return Leg(alignment=tuple(lines[row["leg_id"]]), home=_home_of(row["file"]), **_plain(row))


@lru_cache(maxsize=256)
def _home_of(file: str) -> str:
    return Path(file).stem


def _wars_of(events: Mapping[str, Event]) -> tuple[Event, ...]:
    wars = (
        event
        for event in events.values()
        if event.type is EventType.WAR and event.subject_kind is SubjectKind.COUNTRY
    )
    return tuple(sorted(wars, key=lambda event: event.date.first))


def claims_by_id(rows: _Rows) -> Mapping[str, Claim]:
    """Return claims by id."""
    return _mapping(rows, lambda row: Claim(**_plain(row, "said_on_precision", fact_id="fact_ids")))


def sums_of(rows: _Rows) -> Mapping[str, Sum]:
    """Return sums by id."""
    return _mapping(rows, lambda row: Sum(**_plain(row)))


def _mapping(rows: _Rows, record: Callable[[Mapping[str, Any]], Any]) -> Mapping[str, Any]:
    """Return records by their id, which is the first cell of every row."""
    return MappingProxyType({next(iter(row.values())): record(row) for row in rows})


def _plain(row: Mapping[str, Any], *dropped: str, **renamed: str) -> dict[str, Any]:
    """Return a row's cells under the names the record uses."""
    cells = dict(row)
    for name in ("row", "file", *dropped):
        del cells[name]
    for name, called in renamed.items():
        cells[called] = cells.pop(name)
    return cells


def _event_of(row: Mapping[str, Any]) -> Event:
    cells = _plain(row, "precision", fact_id="fact_ids")
    return Event(**{**cells, "said_on": row["said_on"] or row["date"]})


def _sources_of(rows: _Rows) -> Mapping[str, Source]:
    sources = (_source_of(row, number) for number, row in enumerate(rows, start=1))
    return MappingProxyType({source.source_id: source for source in sources})


def _source_of(row: Mapping[str, Any], number: int) -> Source:
    inferred = row["published_precision"].startswith("inferred_")
    published = partial_date_of(row["published"]) if row["published"] else UNDATED
    return Source(
        source_id=row["source_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=published,
        published_inferred=inferred,
        url=row["url"],
        accessed=row["accessed"],
        kind=row["kind"],
        read=row["read"],
        read_at=row["read_at"],
        origin=row["origin"],
        number=number,
    )


def _preset_of(row: Mapping[str, Any]) -> Preset:
    day = row["day"]
    return Preset(
        preset_id=row["preset_id"],
        name=row["name"],
        about=row["about"],
        day=day.first if day is not None else None,
        journey=Journey(row["from_id"], row["to_id"], row["objective"]),
        scenario=Scenario(*(frozenset(row[name]) for name in ("closed", "opened", "as_if_built"))),
        origin=row["origin"],
    )


def _statuses_of(rows: _Rows) -> Mapping[str, tuple[LegStatus, ...]]:
    histories = grouped(
        (row["leg_id"], LegStatus(**_plain(row, "since_precision"))) for row in rows
    )
    return MappingProxyType(
        {
            leg_id: tuple(sorted(history, key=lambda status: (status.since.first, status.since)))
            for leg_id, history in histories.items()
        }
    )


def _confirmations_of(rows: _Rows) -> Mapping[tuple[StateKind, str], tuple[Confirmation, ...]]:
    """Return what confirms each state, oldest first."""
    found = grouped(
        ((row["subject_kind"], row["subject_id"]), Confirmation(**_plain(row))) for row in rows
    )
    return MappingProxyType(
        {subject: tuple(sorted(said, key=confirmation_order)) for subject, said in found.items()}
    )


def confirmation_order(one: Confirmation) -> tuple[date, date, str, str]:
    """Return the sort key of a confirmation; of one day the rest is only an order of its own."""
    return one.date.last, one.date.first, one.says, one.source_id


def _key_figures_of(rows: _Rows) -> Mapping[str, tuple[KeyFigure, ...]]:
    """Return the key figures of each corridor in the order of their slots."""
    found = grouped((row["corridor_id"], KeyFigure(**_plain(row, scope="scopes"))) for row in rows)
    return MappingProxyType(
        {
            name: tuple(sorted(figures, key=lambda figure: figure.slot))
            for name, figures in found.items()
        }
    )


def _branches_of(tables: Mapping[str, _Rows]) -> Mapping[str, Branch]:
    chains = grouped((row["branch_id"], row) for row in tables["branches"])
    return MappingProxyType(
        {
            row["branch_id"]: Branch(
                leg_ids=tuple(
                    link["leg_id"]
                    for link in sorted(chains[row["branch_id"]], key=lambda link: link["seq"])
                ),
                new_leg_ids=frozenset(
                    link["leg_id"] for link in chains[row["branch_id"]] if link["new_section"]
                ),
                **_plain(row),
            )
            for row in tables["branch_names"]
        }
    )


def _corridors_of(tables: Mapping[str, _Rows]) -> Mapping[str, Corridor]:
    return MappingProxyType(
        {
            row["corridor_id"]: Corridor(
                branch_ids=tuple(
                    branch["branch_id"]
                    for branch in tables["branch_names"]
                    if branch["corridor_id"] == row["corridor_id"]
                ),
                node_ids=tuple(
                    link["node_id"]
                    for link in tables["corridor_nodes"]
                    if link["corridor_id"] == row["corridor_id"]
                ),
                **_plain(row),
            )
            for row in tables["corridors"]
        }
    )
