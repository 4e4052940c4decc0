"""Type on paper: lines are as wide as they are measured, at every resolution."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg

from layers.look.palette import TYPE
from layers.scene.type import look_font, shortened, text_size, wrapped

SAID = "Pakistan shuts all eight crossings with Afghanistan to trade: from 12 Oct 2025"
words = st.text(st.sampled_from("AVToWiljmé.,–سلامЖд"), min_size=1, max_size=9)


@pytest.mark.parametrize("dpi", [100, 150, 300, 600])
@pytest.mark.parametrize("style", ["small", "body", "title"])
def test_a_line_is_as_wide_at_any_resolution(dpi: int, style: str) -> None:
    """With hinting it was up to 4 % wider at 150 dpi, and ran over what stood beside it."""
    look = TYPE[style]
    width, _, _ = RendererAgg(1, 1, dpi).get_text_width_height_descent(SAID, look_font(look), False)
    assert width * 72 / dpi == pytest.approx(text_size(SAID, look)[0], rel=0.005)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=14), st.floats(20.0, 120.0))
def test_lines_are_as_long_as_fits_and_no_longer(parts: list[str], width: float) -> None:
    look = TYPE["small"]
    lines = wrapped(" ".join(parts), look, width)
    assert " ".join(lines).split() == " ".join(parts).split()
    for line in lines:
        assert text_size(line, look)[0] <= width or len(line.split()) == 1
    for line, after in pairwise(lines):
        assert text_size(f"{line} {after.split()[0]}", look)[0] > width


def test_what_is_shortened_fits_and_says_so() -> None:
    look = TYPE["small"]
    assert shortened(SAID, look, 1000.0) == SAID
    cut = shortened(SAID, look, 100.0)
    assert cut.endswith(" …")
    assert text_size(cut, look)[0] <= 100.0
