"""Drawn editions of the tiny world: other claims, events, closures, statuses and confirmations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from hypothesis import strategies as st

from geo.model.dates import PartialDate, Precision
from geo.model.said import ClaimKind, EventKind, EventType, SubjectKind
from geo.model.states import Confirmation, LegStatus, Says, StateKind, Status
from geo.records.builders import confirmation_order
from geo.records.catalog import Catalog
from tests.ledgers import claim, event, when

R = TypeVar("R")
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))
WHEN = st.one_of(
    DAYS.map(lambda day: when(day.isoformat())),
    DAYS.map(lambda day: when(f"{day:%Y-%m}")),
    DAYS.map(lambda day: when(str(day.year))),
    st.just(when("")),
)
SOURCES = st.sampled_from(["s1", "s2", "sx"])


@st.composite
def editions(draw: st.DrawFn, base: Catalog) -> Catalog:
    """Draw another state of the same world."""
    return replace(
        base,
        claims=draw(_named("k", 4, _claims)),
        events=draw(_named("e", 5, _events)),
        statuses=draw(_statuses(base)),
        closures=draw(_closures(base)),
        confirmations=draw(_confirmations(base)),
        legs=draw(_some(base.legs, lambda leg, n: replace(leg, length_km=leg.length_km + n))),
        nodes=draw(_some(base.nodes, lambda node, n: replace(node, rank=1 + n % 4))),
        data_end=draw(st.sampled_from([date(2024, 12, 31), date(2023, 3, 1)])),
    )


def shuffled(catalog: Catalog, order: Callable[[list[Any]], None]) -> Catalog:
    """Return a catalog whose files had their rows in another order."""

    def turned(held: Mapping[Any, R]) -> Mapping[Any, R]:
        keys = list(held)
        order(keys)
        return MappingProxyType({key: held[key] for key in keys})

    names = ("claims", "events", "closures", "statuses", "confirmations", "legs", "nodes")
    others: dict[str, Any] = {
        name: turned(getattr(catalog, name)) for name in (*names, "journeys", "sources")
    }
    return replace(catalog, **others)


def _named(letter: str, most: int, drawn: Callable[[str], st.SearchStrategy[R]]) -> Any:
    ids = st.lists(st.sampled_from([f"{letter}{n}" for n in range(most)]), unique=True)
    return ids.flatmap(lambda found: st.fixed_dictionaries({name: drawn(name) for name in found}))


def _claims(name: str) -> Any:
    return st.builds(
        lambda value, scope, said, source, kind, vintage: claim(
            name,
            float(value),
            subject_kind=SubjectKind.NODE,
            subject_id="b",
            metric="freight_volume",
            scope=scope,
            said_on=said,
            source_id=source,
            kind=kind,
            vintage=vintage,
        ),
        st.sampled_from([100, 101, 150]),
        st.sampled_from(["", "all"]),
        WHEN,
        SOURCES,
        st.sampled_from([ClaimKind.MEASURED, ClaimKind.ERROR, ClaimKind.PLAN]),
        st.one_of(st.none(), WHEN),
    )


def _events(name: str) -> Any:
    return st.builds(
        lambda kind, type_, day, said, thread, ends: replace(
            event(name, "2020"),
            subject_kind=SubjectKind.LEG,
            subject_id="leg_c",
            kind=kind,
            type=type_,
            date=day,
            said_on=said,
            promise_id=thread,
            source_id="s1",
            ends=ends,
        ),
        st.sampled_from(EventKind),
        st.sampled_from(EventType),
        WHEN,
        WHEN,
        st.sampled_from(["", "p", "q"]),
        st.one_of(st.none(), WHEN),
    )


def _statuses(base: Catalog) -> Any:
    history = st.lists(st.tuples(WHEN, st.sampled_from(Status), SOURCES), min_size=1, max_size=3)

    def of(leg_id: str, rows: list[tuple[PartialDate, Status, str]]) -> tuple[LegStatus, ...]:
        found = {
            since.first: LegStatus(leg_id, status, since, source, "")
            for since, status, source in rows
        }
        return tuple(found[first] for first in sorted(found))

    return st.fixed_dictionaries(dict.fromkeys(base.legs, history)).map(
        lambda drawn: MappingProxyType({name: of(name, rows) for name, rows in drawn.items()})
    )


def _closures(base: Catalog) -> Any:
    kept = st.dictionaries(st.sampled_from(sorted(base.closures)), DAYS)
    return kept.map(
        lambda starts: MappingProxyType(
            {
                name: replace(base.closures[name], start=PartialDate(start, start, Precision.DAY))
                for name, start in starts.items()
            }
        )
    )


def _confirmations(base: Catalog) -> Any:
    subjects = [(StateKind.CLOSURE, name) for name in base.closures]
    subjects += [(StateKind.LEG, name) for name in base.legs]
    row = st.tuples(st.sampled_from(subjects), WHEN, st.sampled_from(Says), SOURCES)

    def of(rows: list[Any]) -> Mapping[Any, tuple[Confirmation, ...]]:
        found: dict[Any, list[Confirmation]] = {}
        for (kind, name), day, says, source in rows:
            if kind is StateKind.LEG and says is Says.ENDED:
                continue
            found.setdefault((kind, name), []).append(
                Confirmation(kind, name, day, says, source, "")
            )
        return MappingProxyType(
            {key: tuple(sorted(said, key=confirmation_order)) for key, said in found.items()}
        )

    return st.lists(row, max_size=8).map(of)


def _some(held: Mapping[str, R], other: Callable[[R, int], R]) -> Any:
    return st.dictionaries(st.sampled_from(sorted(held)), st.integers(0, 3)).map(
        lambda moved: MappingProxyType(
            {name: other(one, moved.get(name, 0)) for name, one in held.items()}
        )
    )


LATER = st.integers(0, 2000).map(lambda days: timedelta(days=days))
