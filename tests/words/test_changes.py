"""Changes in sentences, in lists, and in the formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import atoma
import pytest

from geo.changes.account import changes_between
from geo.changes.kinds import Account, ChangeKind, Moment, Topic
from geo.model.choice import KeptJourney, Objective
from geo.model.said import EventKind, EventType
from geo.records.catalog import Catalog, read_catalog
from layers.words.changelist import (
    CHANGE_COLUMNS,
    ChangeList,
    change_list,
    changes_atom,
    changes_csv,
    changes_json,
    plain_text,
    title_text,
    total_text,
)
from layers.words.changes import CHANGE_TEXT
from tests.ledgers import claim, event
from tests.shipped import shipped_catalog
from tests.worlds import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data"))


@pytest.fixture(scope="module")
def year() -> ChangeList:
    catalog = shipped_catalog()
    return change_list(
        changes_between(
            Moment(catalog, catalog.data_end - timedelta(days=365)),
            Moment(catalog, catalog.data_end),
        )
    )


def between(one: Catalog, since: str, until: str, other: Catalog | None = None) -> Account:
    later = Moment(other or one, date.fromisoformat(until))
    return changes_between(Moment(one, date.fromisoformat(since)), later)


def said(account: Account, topic: Topic) -> list[str]:
    return [one.sentence for one in change_list(account).told if one.change.key[0] is topic]


def test_every_kind_has_its_words() -> None:
    assert set(CHANGE_TEXT) == set(ChangeKind)


def test_statuses_and_closures_in_sentences(world: Catalog) -> None:
    account = between(world, "2021-12-31", "2022-12-31")
    assert said(account, Topic.STATUS) == [
        "Status changed: Beta – Gamma operating from March 2022, before construction."
    ]
    assert said(account, Topic.CLOSURE) == [
        "Partly shut: Delta half shut, from 1 February 2022.",
        "Open again: Delta half shut has ended, 11 February 2022.",
    ]


def test_a_promise_in_sentences(world: Catalog) -> None:
    first = replace(event("one", "2022-06"), promise_id="p", kind=EventKind.PROMISED)
    again = replace(first, event_id="two", date=event("x", "2022-09").date, headline="Again")
    late = replace(event("three", "2022-10-02", type_=EventType.DELAYED), promise_id="p")
    events = {
        one.event_id: one
        for one in (
            replace(first, said_on=event("x", "2021-01-01").date),
            replace(again, said_on=event("x", "2022-07-15").date),
            late,
        )
    }
    catalog = replace(world, events=MappingProxyType(events))
    assert said(between(catalog, "2020-01-01", "2022-12-31"), Topic.PROMISE) == [
        "Missed, as a source says: Headline of three, 2 October 2022.",
        "Due day passed, no completion found: Again, due September 2022.",
        "Promised for another day: Again, due September 2022, before June 2022.",
        "Promised: Headline of one, due June 2022.",
    ]


def test_a_corrected_figure_says_what_it_was(world: Catalog) -> None:
    one = replace(world, claims=MappingProxyType({"k": claim("k", 100.0)}), data_hash="one")
    other = replace(world, claims=MappingProxyType({"k": claim("k", 90.0)}), data_hash="other")
    account = between(one, "2024-12-01", "2024-12-31", other)
    (sentence,) = said(account, Topic.CLAIM)
    assert sentence == (
        "Figure corrected: Line, freight: 90 t, before 100 t; whole line; measured; by Speaker."
    )
    assert title_text(account) == (
        "Changes from 1 December 2024 (data to 31 December 2024) "
        "to 31 December 2024 (data to 31 December 2024)"
    )


def test_a_figure_that_stands_alone_again_says_what_was_shown(world: Catalog) -> None:
    two = {"k": claim("k", 100.0), "l": claim("l", 90.0, by="Other")}
    one = replace(world, claims=MappingProxyType(two), data_hash="one")
    other = replace(world, claims=MappingProxyType({"k": two["k"]}), data_hash="other")
    account = between(one, "2024-12-01", "2024-12-31", other)
    (sentence,) = said(account, Topic.SHOWN)
    assert sentence == "No longer beside another figure: Line, freight; before: none is preferred."


def test_what_was_withdrawn_keeps_its_name_and_source(world: Catalog) -> None:
    gone = replace(
        world,
        claims=MappingProxyType({}),
        sources=MappingProxyType({"s2": world.sources["s2"], "sx": world.sources["sx"]}),
        nodes=MappingProxyType({k: v for k, v in world.nodes.items() if k != "hub"}),
    )
    listed = change_list(between(world, "2024-12-31", "2024-12-31", gone))
    withdrawn = [one for one in listed.told if one.change.kind is ChangeKind.FIGURE_WITHDRAWN]
    assert any(one.sentence.startswith("Figure withdrawn: Beta hub, ") for one in withdrawn)
    assert "s1" in listed.source_ids


def test_a_way_says_what_made_it_longer(world: Catalog) -> None:
    kept = KeptJourney("j", "Alpha to Gamma", "a", "c", Objective.DISTANCE, "")
    catalog = replace(world, journeys=MappingProxyType({"j": kept}))
    (sentence,) = said(between(catalog, "2024-01-31", "2024-03-01"), Topic.JOURNEY)
    assert sentence.startswith("Route longer: Alpha to Gamma, shortest: 226 km in about ")
    assert sentence.endswith("(Beta – Gamma).")


def test_a_list_is_grouped_and_counts_each_change_once(year: ChangeList) -> None:
    grouped = [one for told in year.groups.values() for one in told]
    assert len(grouped) == len(year.told) == len(year.account.changes) > 100
    assert next(iter(year.groups)) == "Herat hub"
    total = total_text(year.account)
    assert total.startswith(f"{len(year.told)} changes: ")
    text = plain_text(year)
    assert [one.sentence for one in year.told if one.sentence.removesuffix(".") not in text] == []


def test_nothing_changed_is_said(world: Catalog) -> None:
    listed = change_list(between(world, "2024-01-01", "2024-01-01"))
    assert "Nothing changed." in plain_text(listed)
    assert changes_csv(listed).strip() == ",".join(CHANGE_COLUMNS)
    assert len(atoma.parse_atom_bytes(changes_atom(listed).encode()).entries) == 0


def test_markdown_leaves_no_sign_to_chance(world: Catalog) -> None:
    closure = replace(world.closures["d_shut"], headline="*Delta* <b>half</b> [shut](x)")
    catalog = replace(world, closures=MappingProxyType({"d_shut": closure}))
    text = plain_text(change_list(between(catalog, "2022-01-01", "2022-02-05")), markdown=True)
    assert r"\*Delta\* \<b\>half\</b\> \[shut\](x)" in text


def test_the_feed_is_valid_and_its_ids_are_their_own(year: ChangeList) -> None:
    text = changes_atom(year)
    feed = atoma.parse_atom_bytes(text.encode())
    ids = [entry.id_ for entry in feed.entries]
    assert len(ids) == len(set(ids)) == len(year.told)
    assert all(entry.updated <= feed.updated for entry in feed.entries)
    assert text == changes_atom(change_list(year.account))


def test_an_entry_keeps_its_id_in_a_longer_list(year: ChangeList) -> None:
    catalog = year.account.later.catalog
    account = changes_between(
        Moment(catalog, catalog.data_end - timedelta(days=90)), year.account.later
    )
    shorter = {
        one.change_id
        for one in change_list(account).told
        if one.change.kind in (ChangeKind.CLOSED, ChangeKind.FIGURE_ADDED)
    }
    assert shorter
    assert shorter <= {one.change_id for one in year.told}


def test_csv_and_json_say_the_same(year: ChangeList) -> None:
    rows = list(csv.DictReader(io.StringIO(changes_csv(year))))
    record = json.loads(changes_json(year))
    assert [row["id"] for row in rows] == [one["id"] for one in record["changes"]]
    assert record["to"]["day"] == "2026-07-05"
    named = {name for row in rows for name in row["sources"].split()}
    assert named == set(record["sources"])
