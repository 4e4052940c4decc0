"""The static map: what is on the page, where its text stands, and how it is written.

The drawn world is `tests/worlds.py`, here with a strait of land around it and a third corridor
that shares legs a and c, so that lanes run side by side.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import segno
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from pypdf import PdfReader

from geo.crs import distance_km
from geo.errors import ExportError
from geo.model.choice import Selection
from geo.model.states import Status
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection, leg_states, node_states
from layers.look.legend import legend_entries
from layers.look.looks import LANE_GAP_PX
from layers.look.palette import BASEMAP_LOOK, MIN_TYPE_PT, POINTS_PER_PIXEL, TYPE
from layers.look.style import MODE_WEIGHT
from layers.pens.files import Description, pdf_of, png_of, svg_of
from layers.scene.content import MapSubject
from layers.scene.furniture import scale_bar_of
from layers.scene.map import frame_for
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize, Rect, sheet_of
from layers.scene.type import text_size
from layers.words.dates import short_date
from tests.setting import map_figure
from tests.worlds import LOOP, write_world

ALL = Selection(corridors=frozenset({"north", "coast", "loop"}))
SVG = "{http://www.w3.org/2000/svg}"
MADE_ON = date(2026, 11, 21)
ABOUT = Description("Corridors", "data abc", MADE_ON)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(Path(tmp_path_factory.mktemp("world")) / "data", LOOP))


def request_of(selection: Selection = ALL, **changes: Any) -> FigureRequest:
    plain = FigureRequest(selection=selection, title="", subtitle="", made_on=MADE_ON)
    return replace(plain, **changes)


def drawn(catalog: Catalog, selection: Selection = ALL, **changes: Any) -> Figure:
    return map_figure(catalog, request_of(selection, **changes))


def texts_of(figure: Figure, prefix: str = "") -> list[Text]:
    return [
        text
        for axes in figure.axes
        for text in axes.texts
        if str(text.get_gid()).startswith(prefix) and text.get_gid() != "halo"
    ]


def words_of(figure: Figure, prefix: str = "") -> list[str]:
    return [text.get_text() for text in texts_of(figure, prefix)]


def box_of(text: Text) -> Rect:
    """Return the rectangle of a text on the page, in points."""
    figure = text.get_figure()
    assert figure is not None
    extent = text.get_window_extent(dpi=300)
    return Rect(*(float(value) * 72 / 300 for value in extent.extents))


def patch_box(figure: Figure, gid: str) -> Rect:
    patch = next(patch for axes in figure.axes for patch in axes.patches if patch.get_gid() == gid)
    (x0, y0), (x1, y1) = patch.get_path().get_extents().get_points()
    return Rect(float(x0), float(y0), float(x1), float(y1))


def assert_well_set(figure: Figure, size: PageSize) -> None:
    """No text is cut, too small, or over other text; no name lies on another's symbol."""
    sheet = sheet_of(size)
    page = Rect(0, 0, sheet.width, sheet.height)
    boxes = [(text, box_of(text)) for text in texts_of(figure)]
    for text, box in boxes:
        assert float(text.get_fontsize()) >= MIN_TYPE_PT - 1e-9, text.get_text()
        assert page.grown(-2).holds(box), text.get_text()
    for axes in figure.axes:
        own = [(text, box) for text, box in boxes if text.axes is axes]
        for (one, a), (other, b) in combinations(own, 2):
            if one.get_gid() != other.get_gid() or "label:" not in str(one.get_gid()):
                assert not a.grown(-0.3).meets(b.grown(-0.3)), (one.get_text(), other.get_text())
        nodes = {
            str(patch.get_gid()).removeprefix("node:"): patch
            for patch in axes.patches
            if str(patch.get_gid()).startswith("node:")
        }
        for text, box in own:
            gid = str(text.get_gid())
            if not gid.startswith("label:"):
                continue
            for node_id, patch in nodes.items():
                if gid != f"label:node:{node_id}":
                    (x0, y0), (x1, y1) = patch.get_path().get_extents().get_points()
                    assert not box.grown(-0.4).meets(Rect(x0, y0, x1, y1)), (gid, node_id)


@pytest.mark.slow
@pytest.mark.parametrize("size", list(PageSize))
def test_text_on_every_page_size_is_whole_and_apart(catalog: Catalog, size: PageSize) -> None:
    assert_well_set(drawn(catalog, size=size), size)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [date(2025, 7, 31), date(2026, 4, 20)])
def test_the_shipped_corridors_on_paper(shipped: Catalog, as_of: date) -> None:
    corridors = frozenset({"herat_hub", "trans_afghan", "instc"})
    hidden = frozenset(b.branch_id for b in shipped.branches.values() if not b.default_on)
    selection = Selection(corridors, hidden_branches=hidden, as_of=as_of)
    figure = drawn(shipped, selection)
    assert_well_set(figure, PageSize.A4_LANDSCAPE)
    labels = set(words_of(figure, "label:"))
    assert {"Herat logistics hub", "Herat", "Mashhad", "Moscow"} <= labels
    # The two ends of one bridge: at this scale one symbol hides the other.
    assert labels & {"Termez", "Hairatan"}
    assert "Line of Control" in " ".join(words_of(figure, "note"))
    assert ("closed since 13 Apr 2026" in labels) == (as_of.year == 2026)


CROSSED = ("Afghanistan", "Iran", "Turkmenistan", "Pakistan", "Kazakhstan", "India")
STORY = ("Herat", "Termez", "Torghundi", "Islam Qala", "Strait of Hormuz")


@pytest.mark.slow
@pytest.mark.parametrize("size", PageSize)
def test_every_sheet_names_the_countries_crossed_and_the_gates(
    shipped: Catalog, size: PageSize
) -> None:
    """On the page, the detail map counted in; capitals and thin spaces aside."""
    figure = drawn(shipped, default_selection(shipped), size=size)
    gaps = str.maketrans("", "", "\u2009\u200a\u2002 ")
    said = {words.translate(gaps).casefold() for words in words_of(figure, "label:")}
    wanted = [*CROSSED, *STORY] if size is not PageSize.PHONE else [*CROSSED, "Herat", "Termez"]
    assert [name for name in wanted if name.translate(gaps).casefold() not in said] == []


def test_the_page_says_what_when_and_by_whom(catalog: Catalog) -> None:
    figure = drawn(catalog, replace(ALL, as_of=date(2021, 3, 1)))
    assert words_of(figure, "title") == ["112 of 338 km are yet to be built"]
    assert words_of(figure, "subtitle") == ["North, Coast and Loop as of 1 March 2021"]
    assert words_of(figure, "date:") == ["1 March 2021", "21 November 2026"]
    notes = " ".join(words_of(figure, "note"))
    assert "do not imply endorsement or acceptance" in notes
    assert "Lambert azimuthal equal-area projection" in notes  # the world lies on the equator
    assert "Natural Earth" in notes
    assert catalog.data_hash[:12] in notes
    assert "Line of Control" not in notes
    assert any(
        "The Paper, 2 May 2024, written later" in words for words in words_of(figure, "source")
    )


def test_title_subtitle_handling_and_house_note_are_the_readers(catalog: Catalog) -> None:
    figure = drawn(
        catalog, title="A briefing", subtitle="Below it", handling="OFFICIAL", house_note="Ours."
    )
    assert words_of(figure, "title") == ["A briefing"]
    assert words_of(figure, "subtitle") == ["Below it"]
    assert words_of(figure, "handling") == ["OFFICIAL", "OFFICIAL"]
    assert words_of(figure, "note")[-1].endswith(" Ours.")
    assert not any("endorsement" in words for words in words_of(figure, "note"))


@pytest.mark.slow
def test_a_title_too_long_for_the_page_takes_two_lines(catalog: Catalog) -> None:
    title = "What ran and what was promised between Alpha, Beta, Gamma, Delta and Epsilon " * 5
    figure = drawn(catalog, title=title)
    lines = words_of(figure, "title")
    assert len(lines) == 2
    assert lines[1].endswith("…")
    page = sheet_of(PageSize.A4_LANDSCAPE)
    assert all(box_of(text).x1 <= page.width for text in texts_of(figure, "title"))


def test_mathtext_in_a_title_is_plain_text(catalog: Catalog) -> None:
    figure = drawn(catalog, title=r"Cost $\frac{1$ per tonne")
    assert words_of(figure, "title") == [r"Cost $\frac{1$ per tonne"]
    assert png_of(figure, dpi=40).startswith(b"\x89PNG")


def test_the_legend_lists_what_is_drawn(catalog: Catalog) -> None:
    selection = replace(ALL, as_of=date(2021, 3, 1))
    entries = legend_entries(
        leg_states(catalog, selection),
        node_states(catalog, selection),
        corridors=catalog.corridors,
    )
    figure = drawn(catalog, selection)
    shown = {str(text.get_gid()) for text in texts_of(figure, "legend:")}
    assert shown == {f"legend:{entry.group.name}:{entry.key}" for entry in entries}


def test_every_leg_is_drawn_once_for_each_corridor(catalog: Catalog) -> None:
    figure = drawn(catalog)
    lines = [
        str(line.get_gid()) for line in figure.axes[0].lines if str(line.get_gid())[:4] == "leg:"
    ]
    wanted = {
        f"leg:{state.leg.leg_id}:{corridor}"
        for state in leg_states(catalog, ALL)
        for corridor in state.corridor_ids
    }
    assert set(lines) == wanted
    assert len(lines) == len(wanted)


def line_of(figure: Figure, gid: str) -> np.ndarray:
    line = next(line for line in figure.axes[0].lines if line.get_gid() == gid)
    assert isinstance(line, Line2D)
    return np.column_stack([np.asarray(line.get_xdata()), np.asarray(line.get_ydata())])


def test_corridors_that_share_a_leg_run_side_by_side(catalog: Catalog) -> None:
    figure = drawn(catalog)
    north, loop = (line_of(figure, f"leg:leg_a:{name}") for name in ("north", "loop"))
    apart = abs(north[:, 1].mean() - loop[:, 1].mean())
    width = MODE_WEIGHT[next(iter(MODE_WEIGHT))]
    assert apart == pytest.approx((width + LANE_GAP_PX) * POINTS_PER_PIXEL, abs=0.05)
    assert abs(north[:, 0].mean() - loop[:, 0].mean()) < 0.5


def test_the_scale_bar_is_true_along_the_middle_parallel(catalog: Catalog) -> None:
    figure = drawn(catalog)
    sheet = sheet_of(PageSize.A4_LANDSCAPE)
    frame = frame_for(
        MapSubject(catalog, leg_states(catalog, ALL), node_states(catalog, ALL), sheet)
    )
    length = patch_box(figure, "scale_bar").width
    said = float(words_of(figure, "scale_bar_figure")[-1].removesuffix(" km").replace(",", ""))
    x, y = frame.panel.centre
    _, latitude = frame.place_at(x, y)
    west, _ = frame.place_at(x - length / 2, y)
    east, _ = frame.place_at(x + length / 2, y)
    assert distance_km((west, latitude), (east, latitude)) == pytest.approx(said, rel=0.01)
    assert words_of(figure, "scale_bar_note") == [f"true along {round(latitude)}° N"]


@pytest.mark.slow
def test_the_scale_bar_of_the_shipped_map_is_true(shipped: Catalog) -> None:
    selection = Selection(frozenset({"herat_hub", "trans_afghan", "instc"}))
    sheet = sheet_of(PageSize.A4_LANDSCAPE)
    legs, nodes = leg_states(shipped, selection), node_states(shipped, selection)
    frame = frame_for(MapSubject(shipped, legs, nodes, sheet))
    bar = scale_bar_of(frame, longest=118.0)
    x, y = frame.panel.centre
    ends = [frame.place_at(x + side * bar.length_points / 2, y) for side in (-1, 1)]
    # Along the parallel: a chord of the cone is a little shorter than the arc.
    along = sum(
        distance_km((a, bar.latitude), (b, bar.latitude))
        for a, b in zip(
            np.linspace(ends[0][0], ends[1][0], 50)[:-1],
            np.linspace(ends[0][0], ends[1][0], 50)[1:],
            strict=True,
        )
    )
    assert along == pytest.approx(bar.length_km, rel=0.01)


@pytest.mark.slow
def test_the_north_arrow_points_north_where_it_stands(shipped: Catalog) -> None:
    selection = Selection(frozenset({"herat_hub"}), as_of=date(2025, 7, 31))
    figure = drawn(shipped, selection)
    sheet = sheet_of(PageSize.A4_LANDSCAPE)
    legs, nodes = leg_states(shipped, selection), node_states(shipped, selection)
    frame = frame_for(MapSubject(shipped, legs, nodes, sheet))
    half = next(patch for patch in figure.axes[0].patches if patch.get_gid() == "north")
    tip, _, notch = np.asarray(half.get_path().vertices)[:3]
    (lon, south), (lon_tip, north) = frame.place_at(*notch), frame.place_at(*tip)
    assert north > south
    assert lon_tip == pytest.approx(lon, abs=0.02)


def test_a_closed_node_carries_the_mark_and_the_date(catalog: Catalog) -> None:
    figure = drawn(catalog, replace(ALL, as_of=date(2023, 3, 1)))
    assert "closed since 10 Jan 2023" in words_of(figure, "label:node:c")
    assert sum(patch.get_gid() == "badge" for patch in figure.axes[0].patches) == 1
    assert "Gamma shut to trade: since 10 Jan 2023 [" in " ".join(words_of(figure, "closure"))


def test_a_closure_past_its_last_word_says_so(catalog: Catalog) -> None:
    figure = drawn(catalog, replace(ALL, as_of=date(2023, 12, 1)))
    assert "closed 10 Jan 2023: contested" in words_of(figure, "label:node:c")
    told = " ".join(words_of(figure, "closure"))
    assert "last reported 30 Jun 2023; contested 1 Jul 2023" in told


@pytest.mark.slow
def test_a_ban_on_some_goods_never_reads_as_closed(catalog: Catalog) -> None:
    """From 2024-01-01 the strait is barred to goods from YYY only: its sea lane keeps its hue."""
    selection = Selection(frozenset({"coast"}), as_of=date(2024, 1, 1))
    figure = drawn(catalog, selection)
    assert not any("closed" in words for words in words_of(figure, "label:"))
    lane = next(x for x in figure.axes[0].lines if x.get_gid() == "leg:leg_w:coast")
    open_lane = next(
        x
        for x in drawn(catalog, replace(selection, as_of=date(2023, 6, 1))).axes[0].lines
        if x.get_gid() == "leg:leg_w:coast"
    )
    assert lane.get_color() == open_lane.get_color()
    assert any(str(t.get_gid()) == "legend:CONDITION:restricted" for t in texts_of(figure))


def test_a_hub_without_a_published_site_is_an_area(catalog: Catalog) -> None:
    figure = drawn(catalog)
    assert "planned, site not published" in words_of(figure, "label:node:hub")
    assert any(str(t.get_gid()) == "legend:NODE:area" for t in texts_of(figure))


def test_the_sea_is_water(catalog: Catalog) -> None:
    """At the panel's top edge, north of 1.9°, the drawn world has no land."""
    figure = drawn(catalog, title="x")
    image = np.frombuffer(_rgba(figure), dtype=np.uint8)
    width, height = (int(side) for side in figure.canvas.get_width_height())
    pixels = image.reshape(height, width, 4)
    water = tuple(int(BASEMAP_LOOK["water"].colour[i : i + 2], 16) for i in (1, 3, 5))
    panel = sheet_of(PageSize.A4_LANDSCAPE).map
    scale = width / sheet_of(PageSize.A4_LANDSCAPE).width
    x = int((panel.x0 + panel.width * 0.55) * scale)
    y = int((sheet_of(PageSize.A4_LANDSCAPE).height - panel.y1 + 4) * scale)
    assert tuple(int(value) for value in pixels[y, x][:3]) == water


def _rgba(figure: Figure) -> bytes:
    figure.set_dpi(72)
    figure.canvas.draw()
    return bytes(figure.canvas.buffer_rgba())  # type: ignore[attr-defined]


def test_nothing_selected_is_said_in_a_sentence(catalog: Catalog) -> None:
    for selection in (
        Selection(frozenset()),
        Selection(frozenset({"coast"}), statuses=frozenset({Status.STUDY})),
        replace(ALL, as_of=date(1900, 1, 1)),
    ):
        # Undated legs were there before anything is known; they are the road of `north`.
        if leg_states(catalog, selection):
            continue
        with pytest.raises(ExportError, match="Nothing to draw"):
            drawn(catalog, selection)


@pytest.mark.slow
def test_the_same_figure_twice_is_the_same_file(catalog: Catalog) -> None:
    assert png_of(drawn(catalog), dpi=60) == png_of(drawn(catalog), dpi=60)


def test_short_dates_keep_their_precision(catalog: Catalog) -> None:
    dates = {short_date(status.since) for own in catalog.statuses.values() for status in own}
    assert {"2000", "Mar 2022", "1 Feb 2024", "n.d."} <= dates


def test_svg_keeps_text_as_text_with_ids_of_their_own(catalog: Catalog) -> None:
    svg = svg_of(drawn(catalog, title="Ein <Titel> & mehr"), ABOUT)
    root = ElementTree.fromstring(svg)
    words = {"".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")}
    assert {"Ein <Titel> & mehr", "Alpha", "Beta hub", "Data as of"} <= words
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    fonts = {part for node in root.iter(f"{SVG}text") for part in [node.get("style") or ""]}
    assert any("Noto Sans" in style for style in fonts)


def test_pdf_has_its_words_and_its_description(catalog: Catalog) -> None:
    pdf = pdf_of([drawn(catalog)], ABOUT)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Alpha" in text
    assert "Map made on" in text
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("Corridors", "data abc")
    # A4 landscape in points.
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]


@pytest.mark.slow
def test_svg_and_pdf_are_the_same_bytes_again(catalog: Catalog) -> None:
    one, two = drawn(catalog), drawn(catalog)
    assert svg_of(one, ABOUT) == svg_of(two, ABOUT)
    assert pdf_of([one], ABOUT) == pdf_of([two], ABOUT)


@pytest.mark.slow
def test_persian_and_russian_titles_are_shaped_and_whole(catalog: Catalog) -> None:
    """Lam and alef become one sign, narrower than the two set apart."""
    look = TYPE["title"]
    assert text_size("لا", look)[0] < 0.8 * sum(text_size(letter, look)[0] for letter in "لا")
    figure = drawn(catalog, title="مرکز لوجستیکی هرات", subtitle="Коридор Север — Юг")
    assert_well_set(figure, PageSize.A4_LANDSCAPE)
    assert png_of(figure, dpi=40)  # a missing glyph would warn, and warnings are errors


def test_what_the_reader_pinned_is_marked_on_the_map_and_told_beside_it(catalog: Catalog) -> None:
    """Both the claim about node b and the plan for the hub get a letter; the plan's is hollow."""
    figure = drawn(catalog, replace(ALL, pinned=("b_freight", "hub_plan", "north_length_1")))
    patches = {p.get_gid(): p for p in figure.axes[0].patches if p.get_gid()}
    measured, planned = patches["callout:A"], patches["callout:B"]
    assert measured.get_facecolor() != planned.get_facecolor()
    assert "callout:C" not in patches  # a corridor has no one place
    assert words_of(figure, "key_figure:b_freight:value") == ["1,000 t"]
    below = " ".join(words_of(figure, "key_figure:hub_plan:below"))
    assert below.startswith("planned")
    value = texts_of(figure, "key_figure:hub_plan:value")[0]
    assert value.get_fontstyle() == "italic"
    # The footnote leads to the source of that number.
    number = words_of(figure, "key_figure:b_freight:footnote")[0].strip(" []")
    assert any(words.startswith(f"{number}  The Paper") for words in words_of(figure, "source"))
    assert_well_set(figure, PageSize.A4_LANDSCAPE)


def test_a_contested_figure_shows_its_range(catalog: Catalog) -> None:
    figure = drawn(catalog, replace(ALL, pinned=("north_length_2",)))
    below = " ".join(words_of(figure, "key_figure:north_length_2:below"))
    assert "220" in below
    assert "240" in below


def test_a_link_is_printed_as_a_code_that_reads_back(catalog: Catalog) -> None:
    link = "https://maps.example.org/?c=north&asof=2023-03-01"
    figure = drawn(catalog, link=link)
    code = next(p for p in figure.axes[0].patches if p.get_gid() == "code")
    wanted = segno.make(link, error="m", micro=False)
    dark = sum(cell for row in wanted.matrix for cell in row)
    assert len(np.asarray(code.get_path().vertices)) == 5 * dark
    assert not any(p.get_gid() == "code" for p in drawn(catalog).axes[0].patches)
