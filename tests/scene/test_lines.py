"""Lines on paper are as sure as they are drawn: close by, an unsure one widens into a soft band."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import default_selection, leg_states
from layers.look.looks import BAND_FROM_PX, BAND_MOST_PX
from layers.look.palette import ASIDE_GREY, POINTS_PER_PIXEL
from layers.scene.backdrop import backdrop_of
from layers.scene.display import Line
from layers.scene.frame import Frame, frame_of
from layers.scene.lines import lane_items, lanes_of
from layers.scene.sheet import PageSize, Rect, sheet_of
from tests.shipped import shipped_catalog

SHEET = sheet_of(PageSize.A4_LANDSCAPE)
HERAT = [(60.5, 33.6), (63.0, 35.6)]
ALL_OF_IT = [(30.0, 18.0), (75.0, 60.0)]


def frame_at(corners: list[tuple[float, float]]) -> Frame:
    return frame_of(corners, SHEET.map, pad=Rect(0.0, 0.0, 0.0, 0.0))


def bands_at(catalog: Catalog, frame: Frame) -> list[Line]:
    states = leg_states(catalog, default_selection(catalog))
    lanes = lanes_of(states, frame, catalog=catalog, scale=SHEET.scale)
    items = lane_items(lanes, panel=frame.panel, scale=SHEET.scale)
    return [one for one in items if isinstance(one, Line) and one.name.startswith("band:")]


def test_a_band_shows_how_far_off_a_line_may_be() -> None:
    catalog = shipped_catalog()
    frame = frame_at(HERAT)
    bands = bands_at(catalog, frame)
    assert bands
    pixel = POINTS_PER_PIXEL * SHEET.scale
    for band in bands:
        off = catalog.legs[band.name.split(":")[1]].off_by_km
        assert off
        points = off / frame.km_per_point()
        assert points > BAND_FROM_PX * pixel
        assert abs(band.stroke.width - min(2 * points, BAND_MOST_PX * pixel)) < 1e-6


def test_far_away_only_what_is_very_unsure_has_a_band() -> None:
    catalog = shipped_catalog()
    frame = frame_at(ALL_OF_IT)
    bands = bands_at(catalog, frame)
    assert len(bands) < len(bands_at(catalog, frame_at(HERAT))) / 2


@pytest.mark.slow
def test_a_map_close_enough_has_the_fine_coast() -> None:
    catalog = shipped_catalog()
    coast = [(55.0, 26.0), (58.0, 28.0)]
    close, far = frame_at(coast), frame_at(ALL_OF_IT)
    coarse = replace(
        catalog, basemap={k: v for k, v in catalog.basemap.items() if not k.endswith("_fine")}
    )

    def same(frame: Frame) -> bool:
        one, other = (
            backdrop_of(frame, basemap=c.basemap, sheet=SHEET).boundaries for c in (catalog, coarse)
        )
        counts = [sum(len(line) for line in lines) for lines in (one, other)]
        return counts[0] == counts[1]

    assert far.km_per_point() > 4.0 > close.km_per_point()
    assert same(far)
    assert not same(frame_at([(60.0, 33.0), (66.0, 37.0)]))


def test_what_is_beside_a_story_is_grey_thin_and_lowest() -> None:
    catalog = shipped_catalog()
    states = leg_states(catalog, default_selection(catalog))
    told = {state.leg.leg_id for state in states if "trans_afghan" in state.corridor_ids}
    frame = frame_at(ALL_OF_IT)
    whole = lanes_of(states, frame, catalog=catalog, scale=SHEET.scale)
    lanes = lanes_of(states, frame, catalog=catalog, scale=SHEET.scale, told=told)
    beside = [lane for lane in lanes if lane.state.leg.leg_id not in told]
    own = [lane for lane in lanes if lane.state.leg.leg_id in told]
    assert lanes == (*beside, *own)
    assert own
    assert [lane.look for lane in own] == [
        lane.look for lane in whole if lane.state.leg.leg_id in told
    ]
    assert {lane.look.colour for lane in beside} == {ASIDE_GREY}
    widths = {lane.state.leg.leg_id: lane.look.width_px for lane in whole}
    for lane in beside:
        assert lane.look.width_px == pytest.approx(0.6 * widths[lane.state.leg.leg_id])
    # A status stays to be read from the dash: a planned line beside a story does not seem to run.
    dashed = {lane.state.status for lane in beside if lane.look.dash_px}
    assert Status.CONSTRUCTION in dashed
    assert Status.OPERATING not in dashed
