"""An overlay's rows beside the shipped ones: what they may say, and what they contradict.

What belongs here: the rules by which somebody's own rows join the shipped tables. A shipped row is
never edited: what contradicts it stands beside it as a disagreement, and only an overlay that says
that it prefers its own comes first. What does not: reading an overlay (`geo/own/`) and what must
hold between all rows (`geo/records/integrity.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from geo.errors import Fault
from geo.model.dates import Precision
from geo.model.origins import is_unsourced
from geo.model.said import EventKind, EventType, SubjectKind
from geo.model.states import Status
from geo.records.readers import Added
from geo.records.reading import Rows, Tables

_Row = dict[str, Any]

# Before every order that the shipped claims have among themselves, which begins at 1.
_FIRST = -1_000
_EVENT_OF = {
    Status.OPERATING: EventType.OPENED,
    Status.CONSTRUCTION: EventType.STARTED,
    Status.SUSPENDED: EventType.SUSPENDED,
    Status.SUPERSEDED: EventType.CANCELLED,
}
_SETTING = 'Say prefer_own = "yes" in the overlay\'s settings to use yours instead.'


def set_beside(tables: Tables, added: Added) -> None:
    """Put the rows of one overlay beside those read before it; what cannot stand is a fault."""
    rows = tables.rows
    rows["claims"] = [_ordered(row, added) for row in rows["claims"]]
    _statuses(tables, added)
    _closures(tables, added)
    _chosen(tables, added, "assumptions", ("quantity", "applies_to", "country", "basis"))
    _chosen(tables, added, "key_figures", ("corridor_id", "slot"))
    _refuse(tables, added, "assumptions", _unsourced_assumption)
    _refuse(tables, added, "confirmations", _unsourced_confirmation)
    own = {row["branch_id"] for row in rows["branch_names"] if _is_of(row, added)}
    _refuse(
        tables, added, "branches", lambda row: "" if row["branch_id"] in own else _SHIPPED_BRANCH
    )
    _own_sources(tables, added)


_SHIPPED_BRANCH = "A shipped branch is not edited: give your chain a branch of its own."
# Columns of a node that name a source.
NODE_SOURCES = ("coordinate_source", "name_local_source", "name_ru_source")
_COLUMN = {"assumptions": "source_id", "confirmations": "source_id", "branches": "branch_id"}


def _is_of(row: Mapping[str, Any], added: Added) -> bool:
    return bool(row["origin"] == added.origin)


def _ordered(row: _Row, added: Added) -> _Row:
    """Return a claim without a place in the shipped order, or before all of it."""
    if not _is_of(row, added):
        return row
    if not added.prefers_own or is_unsourced(row["source_id"]):
        return {**row, "preference": None}
    said = row["preference_reason"]
    reason = f"{added.origin} prefers its own" + (f": {said}" if said else ".")
    return {**row, "preference": _FIRST + (row["preference"] or 0), "preference_reason": reason}


def _statuses(tables: Tables, added: Added) -> None:
    """Let a status without a source change no shipped leg, and a contradiction stand beside.

    Both are told as events of the leg: the one as unsourced, the other as contested.
    """
    rows = tables.rows["leg_status"]
    others = {(row["leg_id"], row["since"]): row for row in rows if not _is_of(row, added)}
    shipped_legs = {row["leg_id"] for row in tables.rows["legs"] if not _is_of(row, added)}
    kept: Rows = []
    replaced: set[int] = set()
    for row in rows:
        other = others.get((row["leg_id"], row["since"]))
        if not _is_of(row, added):
            kept.append(row)
        elif is_unsourced(row["source_id"]) and row["leg_id"] in shipped_legs:
            tables.rows["events"].append(_status_event(row, added, EventKind.ACTUAL))
        elif other is None:
            kept.append(row)
        elif added.prefers_own:
            replaced.add(id(other))
            kept.append({**row, "note": f"{added.origin} prefers its own. {row['note']}".strip()})
        elif other["status"] is not row["status"]:
            tables.rows["events"].append(_status_event(row, added, EventKind.CONTESTED))
    tables.rows["leg_status"] = [row for row in kept if id(row) not in replaced]


def _status_event(row: _Row, added: Added, kind: EventKind) -> _Row:
    """Return what a status says as an event of its leg."""
    status: Status = row["status"]
    return {
        "event_id": f"{added.prefix}status_{row['leg_id']}_{row['row']}",
        **_SAYS_NOTHING_ELSE,
        "subject_kind": SubjectKind.LEG,
        "subject_id": row["leg_id"],
        "type": _EVENT_OF.get(status, EventType.ANNOUNCED),
        "date": row["since"],
        "precision": row["since_precision"],
        "kind": kind,
        "headline": f"{status.value.capitalize()}, says {added.origin}",
        **{name: row[name] for name in ("source_id", "note", "origin", "file", "row")},
    }


_SAYS_NOTHING_ELSE: Mapping[str, Any] = {
    "node_id": "",
    "said_on": None,
    "promise_id": "",
    "fact_id": (),
    "ends": None,
}


def _closures(tables: Tables, added: Added) -> None:
    """Let a closure without a source shut nothing; it is told as an event of what it names."""
    kept: Rows = []
    for row in tables.rows["closures"]:
        if not (_is_of(row, added) and is_unsourced(row["source_id"])):
            kept.append(row)
            continue
        for subject in row["subject_ids"]:
            event = {
                "event_id": f"{row['closure_id']}_{subject}",
                **_SAYS_NOTHING_ELSE,
                "subject_kind": row["subject_kind"],
                "subject_id": subject,
                "type": EventType.CLOSED,
                "date": row["start"],
                "precision": row["start_precision"] or Precision.UNDATED,
                "kind": EventKind.ACTUAL,
                **{
                    name: row[name]
                    for name in ("headline", "source_id", "note", "origin", "file", "row")
                },
            }
            tables.rows["events"].append(event)
    tables.rows["closures"] = kept


def _chosen(tables: Tables, added: Added, table: str, key: tuple[str, ...]) -> None:
    """Keep one row where only one can hold: the shipped one, unless the overlay prefers its own."""
    rows = tables.rows[table]
    own = {tuple(row[name] for name in key) for row in rows if _is_of(row, added)}
    others = {tuple(row[name] for name in key) for row in rows if not _is_of(row, added)}
    kept: Rows = []
    for row in rows:
        place = tuple(row[name] for name in key)
        if _is_of(row, added) and place in others and not added.prefers_own:
            message = f"{', '.join(map(str, place))} has a row already."
            tables.faults.append(Fault(row["file"], row["row"], key[0], message, _SETTING))
        elif _is_of(row, added) or place not in own or not added.prefers_own:
            kept.append(row)
    tables.rows[table] = kept


def _refuse(tables: Tables, added: Added, table: str, why: Callable[[_Row], str]) -> None:
    """Take out the overlay's rows that cannot stand, each a fault that says why."""
    kept: Rows = []
    for row in tables.rows[table]:
        said = why(row) if _is_of(row, added) else ""
        if said:
            message, _, remedy = said.partition(": ")
            fault = Fault(row["file"], row["row"], _COLUMN[table], f"{message}.", remedy)
            tables.faults.append(fault)
        else:
            kept.append(row)
    tables.rows[table] = kept


def _unsourced_assumption(row: _Row) -> str:
    bare = is_unsourced(row["source_id"]) or row["source_id"] == "assumption"
    return "An assumption without a source is not reckoned with: Name its source." if bare else ""


def _unsourced_confirmation(row: _Row) -> str:
    bare = is_unsourced(row["source_id"])
    return "Nobody confirms without a source: Name the source that says it." if bare else ""


def _each_of(cells: Iterable[str | tuple[str, ...]]) -> Iterator[str]:
    for cell in cells:
        yield from cell if isinstance(cell, tuple) else (cell,)


_SOURCE = ("source_id",)
_CITING = {
    **dict.fromkeys(
        ("leg_status", "confirmations", "claims", "events", "closures", "assumptions"), _SOURCE
    ),
    "legs": ("source_ids",),
    "nodes": NODE_SOURCES,
}


def _own_sources(tables: Tables, added: Added) -> None:
    """Let every row of the overlay cite a source that says who added it.

    A shipped source that it names is cited once more under the overlay's prefix: the page is the
    shipped one's, that it says so is the overlay's word.
    """
    sources = {row["source_id"]: row for row in tables.rows["sources"]}
    copies: dict[str, _Row] = {}

    def cited(name: str) -> str:
        source = sources.get(name)
        if source is None or _is_of(source, added):
            return name
        own = f"{added.prefix}{name}"
        copies[own] = {**source, "source_id": own, "origin": added.origin}
        return own

    def citing(row: _Row, columns: tuple[str, ...]) -> _Row:
        if not _is_of(row, added):
            return row
        named = {name: row[name] for name in columns if row.get(name)}
        own = {
            name: tuple(map(cited, cell)) if isinstance(cell, tuple) else cited(cell)
            for name, cell in named.items()
        }
        return {**row, **own} if own != named else row

    for table, columns in _CITING.items():
        rows = tables.rows[table]
        cells = {row[name] for name in columns for row in rows if _is_of(row, added)}
        if any(cited(name) != name for name in _each_of(cells)):
            tables.rows[table] = [citing(row, columns) for row in rows]
    tables.rows["sources"] += copies.values()
    tables.ids["sources.source_id"].update(copies)
