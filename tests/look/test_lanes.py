"""A corridor keeps its side along a chain, whatever way its legs were digitised."""

from __future__ import annotations

from pathlib import Path

from geo.model.choice import Selection
from geo.records.catalog import read_catalog
from geo.state.select import leg_states
from layers.look.lanes import lane_directions
from tests.worlds import TABLES, write_world


def directions(folder: Path, rows: list[tuple[str, str, int, str]]) -> dict[str, int]:
    changes = {"branches": rows}
    catalog = read_catalog(write_world(folder, changes))
    states = leg_states(catalog, Selection(frozenset({"north", "coast"})))
    return lane_directions(states, branches=catalog.branches, legs=catalog.legs)


def test_a_branch_that_travels_the_other_way_turns_its_legs(tmp_path: Path) -> None:
    """Alpha → Beta → Gamma is as digitised; Gamma → Beta → Alpha is not."""
    there = directions(tmp_path / "there", TABLES["branches"])
    assert there["leg_a"] == there["leg_b"] == 1
    back = [
        ("north", "main", 1, "leg_b"),
        ("north", "main", 2, "leg_a"),
        *[row for row in TABLES["branches"] if row[1] != "main"],
    ]
    assert directions(tmp_path / "back", back)["leg_b"] == -1
    assert directions(tmp_path / "back2", back)["leg_a"] == -1


def test_a_branch_of_one_leg_travels_as_digitised(tmp_path: Path) -> None:
    rows = [*[row for row in TABLES["branches"] if row[1] != "sea"], ("coast", "sea", 1, "leg_c")]
    assert directions(tmp_path / "one", rows)["leg_c"] == 1
