"""Browser and Python read the same query alike: the choice, and what is drawn of it.

Runs the browser's own modules in Node on random selections of the shipped data.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo.formats.link import parameters_of, query_text, selection_of
from geo.model.choice import Focus, Journey, Scenario, Selection
from geo.model.said import SubjectKind
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import leg_states, node_states_of
from layers.look.legend import legend_entries
from layers.look.style import condition_name
from layers.screen.day import day_of
from layers.screen.network import web_network
from tests.shipped import shipped_catalog

NODE = shutil.which("node")
SCRIPT = Path(__file__).parents[1] / "js" / "answers.js"
HOW_MANY = 300
# Each day is a megabyte to say, so some selections share one.
DAYS = 12


def some(chance: random.Random, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(chance.sample(ids, chance.randint(0, len(ids))))


def random_selection(catalog: Catalog, chance: random.Random, days: list[date]) -> Selection:
    nodes = list(catalog.nodes)
    kind, names = chance.choice([(SubjectKind.LEG, list(catalog.legs)), (SubjectKind.NODE, nodes)])
    start, end = chance.sample(nodes, 2)
    return Selection(
        corridors=some(chance, list(catalog.corridors)),
        hidden_branches=some(chance, list(catalog.branches)),
        statuses=frozenset(Status(name) for name in some(chance, list(Status))),
        as_of=chance.choice([None, *days]),
        focus=chance.choice([None, Focus(kind, chance.choice(names))]),
        journey=chance.choice([None, Journey(start, end)]),
        against=chance.choice(["", "week", "event", "2026.07.1", "2024-03-01"]),
        pinned=tuple(chance.sample(list(catalog.claims), 2)),
        scenario=chance.choice([Scenario(), Scenario(closed=frozenset({"hormuz", "IRN"}))]),
    )


@cache
def asked() -> tuple[Catalog, list[Selection], list[dict[str, Any]]]:
    """Return the shipped data, the selections and what the browser answered."""
    assert NODE is not None
    catalog = shipped_catalog()
    chance = random.Random(20260705)
    days = [catalog.data_end - timedelta(chance.randint(1, 5000)) for _ in range(DAYS)]
    selections = [random_selection(catalog, chance, days) for _ in range(HOW_MANY)]
    states: dict[str, Any] = {}
    questions = []
    for selection in selections:
        key = f"{selection.as_of} {sorted(selection.scenario.closed)}"
        if key not in states:
            states[key] = day_of(catalog, selection)
        questions.append({"query": query_text(selection, catalog), "day": key})
    told = {"network": web_network(catalog), "days": states, "asked": questions}
    done = subprocess.run(
        [NODE, str(SCRIPT)], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return catalog, selections, json.loads(done.stdout)


@pytest.fixture(autouse=True)
def _node() -> None:
    if NODE is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Node to run the browser's modules.")
        pytest.skip("Node is not installed.")


@pytest.mark.slow
def test_the_query_comes_back_as_it_was() -> None:
    catalog, selections, answers = asked()
    assert len(answers) == HOW_MANY
    for selection, answer in zip(selections, answers, strict=True):
        assert parameters_of(answer["query"]) == parameters_of(query_text(selection, catalog))
        assert selection_of(parameters_of(answer["query"]), catalog)[0] == selection


def test_corridors_branches_and_statuses_are_read_alike() -> None:
    _, selections, answers = asked()
    assert len(answers) == HOW_MANY
    for selection, answer in zip(selections, answers, strict=True):
        assert set(answer["corridors"]) == selection.corridors
        assert set(answer["hidden"]) == selection.hidden_branches
        assert set(answer["statuses"]) == {str(status) for status in selection.statuses}


def test_legs_places_and_gauges_are_drawn_alike() -> None:
    catalog, selections, answers = asked()
    drawn = 0
    for selection, answer in zip(selections, answers, strict=True):
        legs = leg_states(catalog, selection)
        nodes = node_states_of(catalog, selection, legs)
        drawn += len(legs)
        # The browser goes by the order of the file, Python by branches.
        assert sorted(answer["legs"]) == sorted(
            [one.leg.leg_id, one.status, condition_name(one), list(one.corridor_ids)]
            for one in legs
        )
        assert sorted(answer["nodes"]) == sorted(
            [one.node.node_id, list(one.gauges), one.planned] for one in nodes
        )
    assert drawn > 1000


@pytest.mark.slow
def test_the_legend_lists_the_same_rows() -> None:
    catalog, selections, answers = asked()
    assert len(answers) == HOW_MANY
    for selection, answer in zip(selections, answers, strict=True):
        legs = leg_states(catalog, selection)
        nodes = node_states_of(catalog, selection, legs)
        entries = legend_entries(legs, nodes, corridors=catalog.corridors)
        python = {f"{entry.group.name.lower()}:{entry.key}" for entry in entries}
        # A status that is switched off keeps its row in the browser, to be switched on again.
        every = leg_states(catalog, replace(selection, statuses=frozenset(Status)))
        python |= {f"status:{state.status}" for state in every}
        assert set(answer["legend"]) == python
