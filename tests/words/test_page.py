"""The static map's words that follow from what is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.catalog import Catalog, read_catalog
from geo.model import Selection
from layers.look.basemap import BOUNDARY_NOTE, LINE_OF_CONTROL_NOTE
from layers.scene.frame import frame_of
from layers.scene.sheet import Rect
from layers.words.page import boundary_words, title_of
from tests.worlds import write_world

PANEL = Rect(0.0, 0.0, 400.0, 300.0)
NO_PAD = Rect(0.0, 0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(Path(tmp_path_factory.mktemp("world")) / "data"))


def test_a_title_names_the_corridors_that_are_on(catalog: Catalog) -> None:
    north = catalog.corridors["north"]
    assert title_of(catalog, Selection(corridors=frozenset({"north"}))) == north.name
    both = title_of(catalog, Selection(corridors=frozenset({"north", "coast"})))
    assert both.startswith("Trade corridors: ")
    assert " and " in both
    assert north.short_name in both


def test_without_a_corridor_there_is_still_a_title(catalog: Catalog) -> None:
    assert title_of(catalog, Selection(corridors=frozenset())) == "Trade corridors"


def test_the_line_of_control_is_owed_where_it_lies_in_the_frame() -> None:
    kashmir = frame_of([(70.0, 30.0), (80.0, 38.0)], PANEL, pad=NO_PAD)
    assert boundary_words(kashmir) == (BOUNDARY_NOTE, LINE_OF_CONTROL_NOTE)
    assert boundary_words(kashmir, house_note="Ours.") == ("Ours.", LINE_OF_CONTROL_NOTE)
    west = frame_of([(50.0, 30.0), (60.0, 38.0)], PANEL, pad=NO_PAD)
    assert boundary_words(west) == (BOUNDARY_NOTE,)


def test_what_lies_in_the_box_of_degrees_but_outside_the_frame_owes_nothing() -> None:
    r"""A frame is bent in degrees: its box of degrees reaches further than it shows.

    ::

        +--------------------+   the panel's upper corners lie further
         \                  /    east and west than its lower ones
          +----------------+
    """
    frame = frame_of([(50.0, 33.0), (71.0, 47.0)], PANEL, pad=NO_PAD)
    panel = frame.panel
    east_above, _ = frame.place_at(panel.x1, panel.y1)
    east_below, _ = frame.place_at(panel.x1, panel.y0)
    assert east_above > east_below
    sliver = [
        (east_below + 0.3, 33.2),
        (east_above - 0.1, 33.2),
        (east_above - 0.1, 34.0),
        (east_below + 0.3, 34.0),
    ]
    assert not frame.shows(sliver)
