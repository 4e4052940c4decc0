"""The casings of a comparison are told apart by dash in grey, and seen on the land by every eye."""

from __future__ import annotations

import pytest

from layers.look.compared import CASING, COMPARED_LABEL, compared_entries
from layers.look.palette import BASEMAP_LOOK
from tests.look.test_style import SEEN_BY, delta_e


def test_every_kind_has_a_casing_and_words() -> None:
    assert list(CASING) == list(COMPARED_LABEL) == [entry.key for entry in compared_entries()]


def test_kinds_differ_in_dash_whatever_their_hue() -> None:
    assert len({dash for _, dash in CASING.values()}) == len(CASING)


@pytest.mark.parametrize("eye", SEEN_BY)
@pytest.mark.parametrize("ground", ["land", "water"])
@pytest.mark.parametrize("kind", CASING)
def test_a_casing_is_seen_on_land_and_water(kind: str, ground: str, eye: str) -> None:
    # Five times what is just noticeable.
    assert delta_e(CASING[kind][0], BASEMAP_LOOK[ground].colour, eye) > 11.5
