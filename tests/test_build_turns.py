"""Where a drawn line turns on itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.turns import (
    doubled_between_km,
    doubled_km,
    joined,
    sharpest_turn,
    without_short_steps,
)

DEG = 1 / 111.2
STRAIGHT = ((0.0, 0.0), (0.3, 0.0), (0.6, 0.0))


def test_a_straight_line_turns_nowhere() -> None:
    turn, _ = sharpest_turn(STRAIGHT)
    assert turn == pytest.approx(0.0, abs=0.1)
    assert doubled_km(STRAIGHT) == 0.0


def test_a_spike_is_found_where_it_is() -> None:
    turn, where = sharpest_turn(((0.0, 0.0), (0.3, 0.0), (0.3, 0.05), (0.301, 0.0), (0.6, 0.0)))
    assert turn > 175
    assert where == (0.3, 0.05)


def test_jogs_of_a_yard_are_no_turns() -> None:
    """Steps of 100 m say nothing of the course: the end and the long steps stay."""
    jog = ((0.0, 0.0), (0.3, 0.0), (0.2995, 0.0005), (0.3, 0.001), (0.6, 0.0))
    assert without_short_steps(jog) == ((0.0, 0.0), (0.3, 0.0), (0.6, 0.0))
    assert sharpest_turn(jog)[0] < 5


def test_out_and_back_counts_once() -> None:
    """10 km out, 10 km back 100 m beside, then on: 10 km doubled."""
    spur = ((0.0, 0.0), (0.0, 10 * DEG), (0.001, 10 * DEG), (0.001, 0.0), (0.3, 0.0))
    assert doubled_km(spur) == pytest.approx(10.0, abs=1.0)


def test_a_wide_loop_is_no_doubling() -> None:
    """A horseshoe 2 km wide runs beside itself, not over itself."""
    wide = 2 * DEG
    assert doubled_km(((0.0, 0.0), (0.0, 0.1), (wide, 0.1), (wide, 0.0))) == 0.0


def test_lines_are_joined_whichever_way_they_are_stored() -> None:
    first, second = ((0.0, 0.0), (1.0, 0.0)), ((2.0, 0.0), (1.0, 0.0))
    assert joined(first, second) == ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0))
    assert joined(first, ((5.0, 0.0), (6.0, 0.0))) is None


def test_doubling_between_two_lines_leaves_out_their_own() -> None:
    first = ((0.0, 0.0), (0.3, 0.0))
    back = ((0.3, 0.0), (0.3 - 8 * DEG, 0.0), (0.3 - 8 * DEG, 0.2))
    on = ((0.3, 0.0), (0.6, 0.0))
    assert doubled_between_km([first, back])[0] == pytest.approx(8.0, abs=1.0)
    assert doubled_between_km([first, on]) == [0.0]
    assert doubled_between_km([first]) == []


@given(
    st.lists(
        st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)), min_size=2, max_size=8, unique=True
    )
)
def test_measures_are_the_same_from_either_end(line: list[tuple[float, float]]) -> None:
    there, back = sharpest_turn(line)[0], doubled_km(line)
    assert 0.0 <= there <= 180.0
    assert 0.0 <= back <= 500.0
    assert without_short_steps(line)[0] == line[0]
    assert without_short_steps(line)[-1] == line[-1]
