"""Lengths in print beside ours: the page, its rule, and the contract of the readings."""

from __future__ import annotations

import pytest

from docs.scorecard import PAGE, page_of
from geo.errors import DataError
from geo.model.lines import LengthBasis, Mode
from geo.records.catalog import read_catalog
from layers.words.scorecard import TOLERANCE, scores_of
from tests.worlds import write_world


@pytest.fixture(scope="module")
def catalog(shipped):
    """Read the data that ship."""
    return shipped


def test_the_page_says_what_the_readings_give(catalog):
    assert PAGE.read_text(encoding="utf-8") == page_of(catalog)


def test_at_least_eighty_readings(catalog):
    assert len(catalog.published_lengths) >= 80
    assert len({one.leg_ids for one in catalog.published_lengths.values()}) >= 80


def test_each_operating_line_is_within_three_percent_or_says_why(catalog):
    silent = [
        (score.reading.length_id, round(score.share, 3))
        for score in scores_of(catalog)
        if score.operating and not score.within and not score.reading.difference
    ]
    assert TOLERANCE == 0.03
    assert silent == []


def test_a_reason_is_given_only_where_one_is_needed(catalog):
    idle = [
        score.reading.length_id
        for score in scores_of(catalog)
        if score.within and score.reading.difference
    ]
    assert idle == []


def test_general_knowledge_is_no_published_length(catalog):
    assert "BK00" not in {one.source_id for one in catalog.published_lengths.values()}
    for leg in catalog.legs.values():
        if leg.length_basis is LengthBasis.PUBLISHED:
            assert set(leg.source_ids) - {"BK00", "GEO_OSM", "GEO_NAMES", "GEO_HAND"}, leg.leg_id


def test_most_roads_rest_on_print(catalog):
    roads = [leg for leg in catalog.legs.values() if leg.mode is Mode.ROAD]
    printed = [leg for leg in roads if leg.length_basis is LengthBasis.PUBLISHED]
    assert len(printed) >= 22


ROW = ("len_1", "leg_a", "100", "", "", "s1", "", "")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("len_1", "leg_a", "", "", "", "s1", "", ""), "A reading gives km"),
        (("len_1", "leg_a", "", "90", "80", "s1", "", ""), "A reading gives km"),
        (("len_1", "leg_a", "90", "80", "95", "s1", "", ""), "A reading gives km"),
        (("len_1", "nowhere_rail", "90", "", "", "s1", "", ""), "'nowhere_rail' is not in legs"),
        (("len_1", "leg_a", "90", "", "", "s99", "", ""), "'s99' is not in sources"),
    ],
)
def test_what_a_reading_must_say(tmp_path, row, said):
    with pytest.raises(DataError) as raised:
        read_catalog(write_world(tmp_path / "data", {"published_lengths": [row]}))
    assert said in str(raised.value)


def test_legs_of_a_chain_must_meet(tmp_path):
    catalog = read_catalog(write_world(tmp_path / "whole"))
    legs = list(catalog.legs.values())
    apart = next(
        (a.leg_id, b.leg_id)
        for a in legs
        for b in legs
        if not {a.from_id, a.to_id} & {b.from_id, b.to_id}
    )
    row = ("len_1", ";".join(apart), "90", "", "", "s1", "", "")
    with pytest.raises(DataError, match="do not meet"):
        read_catalog(write_world(tmp_path / "data", {"published_lengths": [row]}))
