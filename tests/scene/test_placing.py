"""Names find room: never on each other, never cut, never on what they do not name."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.look.palette import TYPE
from layers.scene.placing import boxes_of, leader_end, placed_labels, points_of
from layers.scene.sheet import Rect
from layers.scene.wishes import PlacedLabel, Room, Wish, label_size

PANEL = Rect(0.0, 0.0, 300.0, 200.0)
NO_LINES = np.empty((0, 2))
LOOK = TYPE["node_2"]
points = st.tuples(st.floats(5, 295), st.floats(5, 195))


def wish_at(at: tuple[float, float], name: str = "Torghundi", **more: Any) -> Wish:
    return Wish(key=f"{name}{at}", lines=((name, LOOK),), at=at, radius=3.0, **more)


def symbol_at(at: tuple[float, float]) -> Rect:
    return Rect(at[0] - 3, at[1] - 3, at[0] + 3, at[1] + 3)


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=1, max_size=25), st.booleans())
def test_labels_never_meet_each_other_a_symbol_or_the_frame(
    places: list[tuple[float, float]], needed: bool
) -> None:
    shut = tuple(symbol_at(place) for place in places)
    room = Room(PANEL, shut, NO_LINES, NO_LINES)
    placed = placed_labels([wish_at(p, needed=needed, vital=needed) for p in places], room)
    assert placed
    for one, other in combinations(placed, 2):
        assert not one.box.meets(other.box)
    for label in placed:
        assert PANEL.holds(label.box)
        assert not any(label.box.meets(box) for box in shut)


def test_the_first_wish_is_served_first() -> None:
    at = (150.0, 100.0)
    room = Room(PANEL, (symbol_at(at),), NO_LINES, NO_LINES)
    first, second = placed_labels([wish_at(at, "Herat"), wish_at(at, "Kushk")], room)
    assert first.wish.lines[0][0] == "Herat"
    # To the right of the symbol is where a name is read first.
    assert first.box.x0 > at[0]
    assert not first.box.meets(second.box)


def test_a_name_keeps_off_lines_where_it_can() -> None:
    """A line runs to the east of the symbol; the name goes to another side."""
    at = (150.0, 100.0)
    line = points_of([np.array([at, (290.0, 100.0)])])
    room = Room(PANEL, (symbol_at(at),), line, NO_LINES)
    (label,) = placed_labels([wish_at(at)], room)
    assert not (label.box.x0 > at[0] and label.box.y0 < 100 < label.box.y1)


def test_a_vital_name_goes_far_off_on_a_leader_rather_than_be_left_out() -> None:
    at = (150.0, 100.0)
    # Everything within 30 points is taken.
    room = Room(PANEL, (Rect(110, 60, 190, 140),), NO_LINES, NO_LINES)
    assert placed_labels([wish_at(at, needed=True)], room) == ()
    (label,) = placed_labels([wish_at(at, needed=True, vital=True)], room)
    assert label.led
    assert not label.box.meets(Rect(110, 60, 190, 140))


def test_where_two_lines_do_not_fit_the_name_alone_may() -> None:
    small = Rect(0, 0, 60, 16)
    lines = (("Herat", LOOK), ("closed since 12 Oct 2025", TYPE["node_4"]))
    wish = Wish(key="h", lines=lines, at=(6.0, 8.0), radius=2.0, needed=True)
    (label,) = placed_labels([wish], Room(small, (), NO_LINES, NO_LINES))
    assert [text for text, _ in label.wish.lines] == ["Herat"]


def test_a_town_of_the_basemap_stays_close_to_its_dot() -> None:
    at = (150.0, 100.0)
    wish = wish_at(at, "Yazd", dot=1.0)
    room = Room(PANEL, (Rect(130, 85, 170, 115),), NO_LINES, NO_LINES)
    assert placed_labels([wish], room) == ()


def test_size_grows_with_lines_and_letters() -> None:
    one = label_size((("Herat", LOOK),))
    two = label_size((("Herat", LOOK), ("closed since 2025", TYPE["node_4"])))
    assert two[0] > one[0]
    assert two[1] > one[1] + 5


def test_no_leader_strikes_through_a_name() -> None:
    """A name lies right over a symbol whose own name can only go further off.

    ::

             Torghundi
        +-----------------+
        |        o        |   everything about the symbol is taken
        +-----------------+
    """
    at = (150.0, 100.0)
    room = Room(PANEL, (Rect(60, 40, 240, 106),), NO_LINES, NO_LINES)
    first = wish_at((150.0, 112.0), "Torghundi", centred=True, needed=True)
    second = wish_at(at, "Herat", needed=True, vital=True)
    name, far = placed_labels([first, second], room)
    assert (name.wish.lines[0][0], far.led) == ("Torghundi", True)
    leader = [box.centre for box in boxes_of([far])[1:]]
    assert leader
    assert not any(name.box.holds(Rect(*at, *at)) for at in leader)


def test_no_later_name_is_laid_over_a_leader() -> None:
    shut = (Rect(110, 60, 190, 140),)
    led = wish_at((150.0, 100.0), "Herat", needed=True, vital=True)
    (label,) = placed_labels([led], Room(PANEL, shut, NO_LINES, NO_LINES))
    along = boxes_of([label])[1:]
    later = [wish_at((120.0, 100.0), f"Kushk {number}", needed=True) for number in range(4)]
    alone = placed_labels(later, Room(PANEL, shut, NO_LINES, NO_LINES))
    assert any(other.box.meets(box) for other in alone for box in along)
    others = placed_labels([led, *later], Room(PANEL, shut, NO_LINES, NO_LINES))[1:]
    assert others
    assert not any(other.box.meets(box) for other in others for box in along)


def test_a_leader_ends_at_a_line_of_text_not_at_the_empty_corner_of_its_box() -> None:
    """The note below a short name is wide; the leader comes from above, beside the name.

    ::

           o
           |
           |  Khaf
        closed since 12 Oct 2025
    """
    lines = (("Khaf", LOOK), ("closed since 12 Oct 2025", TYPE["node_4"]))
    width, height = label_size(lines)
    wish = Wish(key="k", lines=lines, at=(103.0, 150.0), radius=2.0)
    box = Rect(100.0, 100.0, 100.0 + width, 100.0 + height)
    x, y = leader_end(PlacedLabel(wish, box, align=0.5, led=True))
    name_left = 100.0 + (width - label_size(lines[:1])[0]) / 2
    assert x >= name_left or y < 100.0 + height - label_size(lines[:1])[1] + 0.01


def test_leaders_do_not_cross_where_they_need_not() -> None:
    """Two places in a crowd: each leader leads to its own side.

    ::

        +---------------+
        |    o      o   |
        +---------------+
         Herat      Kushk
    """
    crowd = Rect(60, 85, 240, 140)
    room = Room(PANEL, (crowd,), NO_LINES, NO_LINES)
    one, two = (
        wish_at((x, 96.0), name, vital=True, needed=True)
        for x, name in ((144.0, "Herat"), (156.0, "Kushk"))
    )
    placed = placed_labels([one, two], room)
    starts, ends = zip(*((label.wish.at, leader_end(label)) for label in placed), strict=True)
    assert all(label.led for label in placed)
    assert not shapely.LineString([starts[0], ends[0]]).crosses(
        shapely.LineString([starts[1], ends[1]])
    )


def test_what_is_told_of_a_closure_does_not_stand_by_the_badge_of_another() -> None:
    """On a phone "Chaman: closed" stood at Torkham's badge, at the end of a long leader."""
    at, crowd = (150.0, 100.0), Rect(110, 60, 190, 140)
    wish = wish_at(at, "Chaman", needed=True, vital=True)
    (alone,) = placed_labels([wish], Room(PANEL, (crowd,), NO_LINES, NO_LINES))
    # Further than a symbol is kept, nearer than the place itself.
    badge = symbol_at((alone.box.x1 + 12.0, alone.box.centre[1]))
    room = Room(PANEL, (crowd, badge), NO_LINES, NO_LINES, (), (badge,))
    (label,) = placed_labels([wish], room)
    end = leader_end(label)
    length = float(np.hypot(end[0] - at[0], end[1] - at[1]))
    across = max(badge.x0 - label.box.x1, label.box.x0 - badge.x1, 0.0)
    down = max(badge.y0 - label.box.y1, label.box.y0 - badge.y1, 0.0)
    assert float(np.hypot(across, down)) >= length / 2


def test_a_far_name_does_not_stand_beside_another_symbol() -> None:
    """Everything about the place is taken; just off the best spot beyond stands a symbol.

    ::

        +---------+
        |    o    |
        +---------+
           Herat  x    not there, for it would seem to name the cross
    """
    at = (150.0, 100.0)
    wish = wish_at(at, "Herat", needed=True, vital=True)
    crowd = Rect(110, 60, 190, 140)
    (alone,) = placed_labels([wish], Room(PANEL, (crowd,), NO_LINES, NO_LINES))
    beside = Rect(alone.box.x1 + 2.0, alone.box.y0, alone.box.x1 + 6.0, alone.box.y1)
    (label,) = placed_labels([wish], Room(PANEL, (crowd, beside), NO_LINES, NO_LINES))
    assert label.led
    assert not label.box.grown(4.0).meets(beside)


def test_no_short_leader_runs_through_a_badge() -> None:
    """Karachi's own badge stood between its port and its name, struck out by the leader.

    ::

        (-)
       o     Karachi     the badge lies right of the port, where the leader would run
    """
    at = (150.0, 100.0)
    badge = Rect(155.0, 97.0, 161.0, 103.0)
    # Room for the name right of the badge alone.
    kept = (Rect(0, 0, 145, 200), Rect(145, 0, 300, 92), Rect(145, 108, 300, 200))
    shut = (symbol_at(at), badge, *kept)
    free = Room(PANEL, (symbol_at(at), *kept), NO_LINES, NO_LINES, (symbol_at(at),))
    (alone,) = placed_labels([wish_at(at, "Karachi", needed=True)], free)
    assert alone.box.x0 > at[0]
    room = Room(PANEL, shut, NO_LINES, NO_LINES, (symbol_at(at), badge), (badge,))
    assert placed_labels([wish_at(at, "Karachi", needed=True)], room) == ()


def test_a_long_leader_goes_round_anothers_symbol() -> None:
    """Incheh Borun's ended, as it seemed, at the port of Amirabad."""
    at, crowd = (150.0, 100.0), Rect(110, 60, 190, 140)
    wish = wish_at(at, "Borun", needed=True, vital=True)
    (alone,) = placed_labels([wish], Room(PANEL, (crowd,), NO_LINES, NO_LINES))
    end = leader_end(alone)
    half = ((at[0] + end[0]) / 2, (at[1] + end[1]) / 2)
    port = symbol_at(half)
    (label,) = placed_labels([wish], Room(PANEL, (crowd, port), NO_LINES, NO_LINES))
    led = shapely.LineString([at, leader_end(label)])
    assert not led.intersects(shapely.box(*port.sides))
