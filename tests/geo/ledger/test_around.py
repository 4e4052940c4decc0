"""What belongs to a thing in focus, on the tiny drawn world of tests/worlds.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.ledger.around import (
    lines_at,
    lines_near,
    mode_of_claim,
    neighbours_counted,
    subjects_around,
    told_at,
)
from geo.model.choice import Focus
from geo.model.lines import Mode
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog, read_catalog
from tests.ledgers import claim
from tests.worlds import write_world

END = date(2024, 12, 31)
NODE = SubjectKind.NODE


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Catalog:
    """Read the world as drawn in tests/worlds.py, with one figure, of Beta."""
    read = read_catalog(write_world(tmp_path_factory.mktemp("world")))
    made = claim("b1", 9e5, period=("2023", "2023"), subject_kind=NODE, subject_id="b")
    return replace(read, claims={made.claim_id: made})


def test_a_place_has_its_lines_and_their_branches(world: Catalog) -> None:
    around = subjects_around(world, Focus(NODE, "a"), END)
    assert around[0] == (NODE, "a")
    assert (SubjectKind.LEG, "leg_a") in around
    assert {name for kind, name in around if kind is SubjectKind.BRANCH} == {"main", "south"}


def test_a_line_not_yet_thought_of_meets_nothing(world: Catalog) -> None:
    assert "leg_c" in {leg.leg_id for leg in lines_at(world, "b", END)}
    assert "leg_c" not in {leg.leg_id for leg in lines_at(world, "b", date(2021, 1, 1))}


def test_neighbours_speak_only_where_no_figure_is_of_the_place(world: Catalog) -> None:
    assert neighbours_counted(world, "a", END) == ("b",)
    assert neighbours_counted(world, "b", END) == ()
    # Nothing was known of Beta either, and by sea nobody is next to anybody.
    assert neighbours_counted(world, "a", date(2019, 1, 1)) == ()
    assert neighbours_counted(world, "e", END) == ()


def test_a_town_and_its_station_are_one_place(world: Catalog) -> None:
    assert [leg.leg_id for leg in lines_near(world, "a", END)] == ["leg_a"]
    legs = {**world.legs, "leg_a": replace(world.legs["leg_a"], length_km=12.0)}
    close = replace(world, legs=legs)
    assert "leg_b" in {leg.leg_id for leg in lines_near(close, "a", END)}
    # Beta has its own figure and needs no twin.
    assert "leg_w" not in {leg.leg_id for leg in lines_near(close, "b", END)}


@pytest.mark.parametrize(
    ("scope", "mode"),
    [
        ("rail terminal, into Iran", Mode.RAIL),
        ("road, out of Afghanistan, Tajik side", Mode.ROAD),
        ("sea port, all cargo", Mode.SEA),
        ("unloaded by hand from trains, a day", Mode.RAIL),
        ("all goods through Dogharoun", None),
    ],
)
def test_the_first_word_of_carrying_says_the_mode(scope: str, mode: Mode | None) -> None:
    assert mode_of_claim(claim("x", 1, scope=scope)) is mode


def test_a_whole_year_comes_before_a_newer_part(world: Catalog) -> None:
    at_b = {"subject_kind": NODE, "subject_id": "b"}
    week = claim("week", 7e4, period=("2024-05-01", "2024-05-07"), **at_b)
    (year,) = world.claims.values()
    told = told_at(replace(world, claims={"week": week, year.claim_id: year}), END)
    assert [one.claims[0].claim_id for one in told.latest([(NODE, "b")])] == ["b1"]
    month = claim("month", 3e5, period=("2024-02-01", "2024-03-02"), **at_b)
    parts = told_at(replace(world, claims={"week": week, "month": month}), END)
    assert [one.claims[0].claim_id for one in parts.latest([(NODE, "b")])] == ["month"]
    alone = told_at(replace(world, claims={"week": week}), END)
    assert [one.claims[0].claim_id for one in alone.latest([(NODE, "b")])] == ["week"]
