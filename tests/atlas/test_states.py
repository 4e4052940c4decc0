"""Every day told as differences is the day as the app tells it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import seen_on
from layers.atlas.following import panel_of
from layers.atlas.site import atlas_of
from layers.atlas.states import states_of
from layers.pack.house import House
from layers.screen.cards import reading_html, shown_of
from layers.screen.day import day_of

ROOT = Path(__file__).resolve().parents[2]
HOW_MANY = 25


def state_on(states: Any, day: date) -> dict[str, dict[str, Any]]:
    """Return a day put together again, as the browser does it: by part and place."""
    whole: dict[str, dict[str, Any]] = defaultdict(dict)
    told: Sequence[tuple[str, Any]] = states["states"]
    for number, (begins, changed) in enumerate(told):
        if number and date.fromisoformat(begins) > day:
            break
        for part, places in changed.items():
            for place, value in places.items():
                whole[part][place] = value
                if value is None:
                    del whole[part][place]
    return whole


def whole(told: dict[str, Any], legs: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
    """Return a day with looks and words in place of their numbers."""
    return {
        "legs": {k: [*r[:3], [told["looks"][n] for n in r[3]], *r[4:]] for k, r in legs.items()},
        "nodes": {k: [r[0], told["node_looks"][r[1]]] for k, r in nodes.items()},
    }


def by_place(rows: list[Any]) -> dict[str, Any]:
    """Return the rows there are by their place, as text."""
    return {str(place): row for place, row in enumerate(rows) if row}


@pytest.mark.slow
def test_each_day_is_the_apps(shipped: Catalog) -> None:
    chance = random.Random(20260705)
    told = json.loads(json.dumps(states_of(seen_on(shipped, shipped.data_end))))
    assert len(told["states"]) > 100
    days = [shipped.data_end - timedelta(days=chance.randrange(7000)) for _ in range(HOW_MANY)]
    for day in [*days, shipped.data_end]:
        packed = state_on(told, day)
        app = json.loads(json.dumps(day_of(shipped, Selection(corridors=frozenset(), as_of=day))))
        ours = whole(told, packed["legs"], packed["nodes"])
        assert ours == whole(app, by_place(app["legs"]), by_place(app["nodes"])), day
        assert packed["straits"] == app["straits"]
        words = {name: [told["told"][n] for n in rows] for name, rows in packed["by"].items()}
        assert words == {
            name: [app["shut"]["told"][n] for n in rows] for name, rows in app["shut"]["by"].items()
        }, day


@pytest.mark.slow
def test_disagreements_of_a_day_are_those_of_the_app(shipped: Catalog) -> None:
    atlas = atlas_of(shipped, House())
    panel = panel_of(atlas)
    items = panel["parts"]["disputes"]
    chance = random.Random(3)
    for _ in range(6):
        day = shipped.data_end - timedelta(days=chance.randrange(2500))
        said = [[s for s in item["said"] if s[0] <= day.isoformat()] for item in items]
        shown = [panel["pieces"][piece] for rows in said if rows for piece in rows[-1][1]]
        count = "".join(shown).count('class="ledger-contest')
        selection = Selection(corridors=frozenset(shipped.corridors), as_of=day)
        everything = shown_of(shipped, selection)
        contested = [reading_html(everything, one) for one in everything.ledger.contested()]
        assert len(contested) <= count, day


@pytest.mark.slow
def test_nothing_stands_on_a_day_before_it_was_known(shipped: Catalog) -> None:
    atlas = atlas_of(shipped, House())
    parts = panel_of(atlas)["parts"]
    assert any(parts.values())
    for items in parts.values():
        for item in items:
            days = [said[0] for said in item["said"]]
            assert days == sorted(days)
            assert all(day <= shipped.data_end.isoformat() for day in days)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_browser_puts_a_day_together_as_python_does(catalog: Catalog) -> None:
    told = states_of(catalog)
    middle = told["states"][len(told["states"]) // 2][0]
    script = (
        "import { Days } from './layers/screen/web/atlas/days.js';"
        "let text = ''; for await (const chunk of process.stdin) text += chunk;"
        "const { told, counts, day } = JSON.parse(text);"
        "console.log(JSON.stringify(new Days(told, counts, day).at(day)));"
    )
    counts = {"legs": len(catalog.legs), "nodes": len(catalog.nodes)}
    out = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps({"told": told, "counts": counts, "day": middle}),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout
    day = json.loads(out)
    on = catalog.data_end.fromisoformat(middle)
    assert by_place(day["legs"]) == json.loads(json.dumps(state_on(told, on)["legs"]))
    assert day["asof"] == middle
