"""The look: colours and dashes stay apart for every eye and in a grey copy."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.lines import Accuracy, Mode, NodeKind
from geo.model.states import Status
from layers.look.looks import (
    LANE_GAP_PX,
    lane_offsets_px,
    look_of,
)
from layers.look.palette import BASEMAP_LOOK, MIN_TYPE_PT, POINTS_PER_PIXEL, TYPE, mix
from layers.look.style import (
    CONDITION_LOOK,
    CORRIDOR_COLOUR,
    FALLBACK_COLOURS,
    MODE_WEIGHT,
    NODE_SYMBOL,
    STATUS_LOOK,
    corridor_colours,
)
from layers.look.symbols import SYMBOLS
from layers.scene.display import stroke_of, under_of

# Full deficiency, in linear RGB: Machado, Oliveira and Fernandes, "A physiologically-based model
# for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, table of severity 1.0.
SEEN_BY = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# IEC 61966-2-1: linear sRGB to XYZ under D65.
XYZ_OF_RGB = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eye: str = "normal") -> np.ndarray:
    """CIE 1976 L*a*b* of a colour as an eye sees it."""
    seen = np.clip(SEEN_BY[eye] @ linear(colour), 0, 1)
    ratio = XYZ_OF_RGB @ seen / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def delta_e(one: str, other: str, eye: str = "normal") -> float:
    """Distance of two colours in CIE 1976 L*a*b*; about 2.3 is just noticeable."""
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


def on_land(colour: str, opacity: float) -> str:
    return mix(colour, BASEMAP_LOOK["land"].colour, 1 - opacity)


def ink_share(dash: tuple[float, ...]) -> float:
    return sum(dash[::2]) / sum(dash) if dash else 1.0


def test_the_measure_itself() -> None:
    assert lab("#FFFFFF")[0] == pytest.approx(100, abs=0.01)
    assert delta_e("#000000", "#FFFFFF") == pytest.approx(100, abs=0.01)
    # Pure red, known in Lab as about (53.2, 80.1, 67.2).
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    # Red and green of one lightness fall together for a deuteranope, not for others.
    assert delta_e("#C06000", "#7E8300", "deuteranopia") < delta_e("#C06000", "#7E8300") / 3


@pytest.mark.parametrize("eye", SEEN_BY)
@pytest.mark.parametrize(("one", "other"), list(combinations(CORRIDOR_COLOUR, 2)))
def test_any_two_corridors_stay_apart_for_every_eye(one: str, other: str, eye: str) -> None:
    assert delta_e(CORRIDOR_COLOUR[one], CORRIDOR_COLOUR[other], eye) > 20


def test_corridors_are_a_ladder_of_lightness_in_grey() -> None:
    ladder = sorted(lab(colour)[0] for colour in CORRIDOR_COLOUR.values())
    assert min(b - a for a, b in pairwise(ladder)) > 7
    # Even the lightest is told from land and water.
    for name in ("land", "water"):
        assert lab(BASEMAP_LOOK[name].colour)[0] - ladder[-1] > 15


@pytest.mark.parametrize("eye", SEEN_BY)
def test_any_two_corridors_and_statuses_differ_by_colour_or_dash(eye: str) -> None:
    looks = {
        (corridor, status): look_of(colour, status=status)
        for corridor, colour in CORRIDOR_COLOUR.items()
        for status in Status
    }
    assert len(looks) == len(CORRIDOR_COLOUR) * len(Status) > 1
    for (one, a), (other, b) in combinations(looks.items(), 2):
        by_dash = abs(ink_share(a.dash_px) - ink_share(b.dash_px)) > 0.08
        by_mark = a.crossed != b.crossed
        by_colour = delta_e(on_land(a.colour, a.opacity), on_land(b.colour, b.opacity), eye) > 7.5
        assert by_dash or by_mark or by_colour, (one, other)


def test_statuses_grow_sparser_from_operating_to_proposed() -> None:
    order = [Status.OPERATING, Status.CONSTRUCTION, Status.STUDY, Status.ANNOUNCED, Status.PROPOSED]
    shares = [ink_share(STATUS_LOOK[status].dash) for status in order]
    assert shares[0] == 1.0
    assert all(a - b > 0.1 for a, b in pairwise(shares))


def test_statuses_differ_in_grey_whatever_the_corridor() -> None:
    """A grey copy has no hue: dash, crosses or lightness must tell any two statuses apart."""
    assert CORRIDOR_COLOUR
    for colour in CORRIDOR_COLOUR.values():
        for one, other in combinations(Status, 2):
            a, b = look_of(colour, status=one), look_of(colour, status=other)
            lightness = abs(
                lab(on_land(a.colour, a.opacity))[0] - lab(on_land(b.colour, b.opacity))[0]
            )
            assert (
                abs(ink_share(a.dash_px) - ink_share(b.dash_px)) > 0.08
                or a.crossed != b.crossed
                or lightness > 10
            ), (one, other)


def test_every_word_of_the_vocabularies_has_a_look() -> None:
    assert set(STATUS_LOOK) == set(Status)
    assert set(MODE_WEIGHT) == set(Mode)
    assert set(NODE_SYMBOL) == set(NodeKind)
    assert {symbol.shape for symbol in NODE_SYMBOL.values()} <= set(SYMBOLS)
    assert {look.badge for look in CONDITION_LOOK.values()} - {""} <= set(SYMBOLS)


def test_weight_says_mode() -> None:
    rail, road, sea = (MODE_WEIGHT[mode] for mode in (Mode.RAIL, Mode.ROAD, Mode.SEA))
    assert rail / road > 1.4
    assert road / sea > 1.4


def test_schematic_is_softer_than_mapped() -> None:
    mapped = look_of("#B3154A", accuracy=Accuracy.MAPPED)
    schematic = look_of("#B3154A", accuracy=Accuracy.SCHEMATIC)
    assert schematic.softened
    assert not mapped.softened
    assert schematic.opacity < 0.8 * mapped.opacity
    assert schematic.under_width_px > 1.5 * mapped.under_width_px


def test_a_closed_leg_is_greyed_and_badged_and_a_contested_closure_looks_otherwise() -> None:
    colour = CORRIDOR_COLOUR["instc"]
    looks = {name: look_of(colour, condition=name) for name in CONDITION_LOOK}
    assert looks["open"].badge == ""
    assert looks["closed"].badge == "barred"
    assert looks["contested"].badge == "doubtful"
    assert delta_e(looks["open"].colour, looks["closed"].colour) > 35
    assert np.hypot(*lab(looks["closed"].colour)[1:]) < np.hypot(*lab(colour)[1:]) / 2


def test_unknown_corridors_get_colours_of_their_own() -> None:
    ids = ["instc", "silk_a", "silk_b", "herat_hub", "silk_c"]
    colours = corridor_colours(ids)
    assert colours["instc"] == CORRIDOR_COLOUR["instc"]
    assert len(set(colours.values())) == len(ids)
    assert {colours[name] for name in ("silk_a", "silk_b", "silk_c")} <= set(FALLBACK_COLOURS)


def test_a_stroke_has_its_dash_in_widths_of_the_line() -> None:
    look = look_of("#B3154A", status=Status.CONSTRUCTION, mode=Mode.RAIL)
    stroke = stroke_of(look, 1.0)
    assert (stroke.colour, stroke.rounded) == ("#B3154A", False)
    assert stroke.width == pytest.approx(look.width_px * POINTS_PER_PIXEL)
    assert stroke.dash == pytest.approx((4.2, 1.3))
    solid = look_of("#B3154A")
    assert (stroke_of(solid, 1.0).dash, stroke_of(solid, 1.0).rounded) == ((), True)
    assert under_of(solid, 2.0).width > stroke_of(solid, 2.0).width


@given(st.lists(st.floats(0.5, 10), min_size=1, max_size=5))
def test_lanes_are_centred_and_never_overlap(widths: list[float]) -> None:
    offsets = lane_offsets_px(widths)
    edges = [(o - w / 2, o + w / 2) for o, w in zip(offsets, widths, strict=True)]
    assert edges[0][0] == pytest.approx(-edges[-1][1], abs=0.01)
    for (_, right), (left, _) in pairwise(edges):
        assert left - right == pytest.approx(LANE_GAP_PX, abs=0.01)


def test_mix_runs_from_one_colour_to_the_other() -> None:
    assert mix("#102030", "#FFFFFF", 0.0) == "#102030"
    assert mix("#102030", "#FFFFFF", 1.0) == "#FFFFFF"
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


def test_no_type_is_smaller_than_the_smallest_that_prints() -> None:
    assert min(text.size_pt for text in TYPE.values()) >= MIN_TYPE_PT


def test_symbols_are_plain_absolute_path_data_inside_their_box() -> None:
    assert SYMBOLS
    assert all(SYMBOLS.values())
    for name, parts in SYMBOLS.items():
        for part in parts:
            tokens = part.path.replace("M", " M ").replace("L", " L ").replace("C", " C ")
            for token in tokens.replace("Z", " Z ").split():
                assert token in {"M", "L", "C", "Z"} or 0 <= float(token) <= 24, name
