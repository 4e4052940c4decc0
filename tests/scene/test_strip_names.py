from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.lines import Mode, Node, NodeKind
from geo.network.strip import Post, strip_of
from layers.look.palette import TYPE
from layers.scene.strip import TIERS, placed_names

LOOK = TYPE["small"]


def _post(name, km, rank=2, border=False):
    node = Node(name, name, NodeKind.CITY, "AAA", (0.0, 0.0), (), "", "", rank, "drawn", 1.0)
    return Post(node, km, (), (Mode.RAIL,), border)


def _placed(posts, per_km=1.0):
    return placed_names(posts, lambda km: km * per_km, LOOK, right=900.0)


def test_names_with_room_stand_in_the_lowest_tier():
    names = _placed([_post("One", 0.0), _post("Two", 200.0), _post("Three", 400.0)])
    assert [(name.text, name.tier) for name in names] == [
        ("One 0", 0),
        ("Three 400", 0),
        ("Two 200", 0),
    ]


def test_ends_and_borders_come_before_greater_places():
    posts = [_post("Start", 0.0), *(_post(f"Place {n}", 300.0 + n, rank=1) for n in range(9))]
    posts += [_post("Border", 304.5, rank=4, border=True), _post("End", 800.0)]
    names = [name.text.split()[0] for name in _placed(posts)]
    assert names[:3] == ["Start", "End", "Border"]
    assert len(names) < len(posts)


@given(st.lists(st.floats(0.0, 850.0), min_size=1, max_size=25))
def test_no_two_names_meet_and_no_leader_runs_through_a_name(kms):
    posts = [_post(f"Town {n}", km) for n, km in enumerate(sorted(kms))]
    names = _placed(posts)
    assert {name.tier for name in names} <= set(range(TIERS))
    for one, other in combinations(names, 2):
        if one.tier == other.tier:
            assert one.left + one.width < other.left or other.left + other.width < one.left
        else:
            high, low = (one, other) if one.tier > other.tier else (other, one)
            assert not low.left < high.at < low.left + low.width
    assert all(name.left + name.width <= 900.0 + 1e-6 for name in names)


@pytest.mark.parametrize("branch_id", ["western", "eastern", "kabul"])
def test_shipped_corridors_keep_both_ends(shipped, branch_id):
    strip = strip_of(shipped, branch_id, shipped.data_end)
    names = _placed(strip.posts, per_km=780.0 / strip.length_km)
    told = {name.text.rsplit(" ", 1)[0] for name in names}
    assert {strip.posts[0].node.name, strip.posts[-1].node.name} <= told
