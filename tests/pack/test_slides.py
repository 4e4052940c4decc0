"""The slides, read back from the file they are written as."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from geo.errors import ExportError
from geo.model.choice import Journey, Objective, Scenario, Selection
from geo.model.states import Status
from geo.records.catalog import read_catalog
from geo.state.select import default_selection, leg_states
from layers.look.looks import look_of
from layers.look.palette import TYPE
from layers.look.style import corridor_colours
from layers.pack.gate import page_check
from layers.pack.slides import slides_of
from layers.pens.slides import is_right_to_left
from layers.scene.display import Line, Picture, Text, boxes_of_text
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import slide_sheet
from layers.scene.table import parts_of
from tests.pack.made import pptx_of
from tests.worlds import TABLES, write_world

MADE_ON = date(2026, 11, 21)
NORTH = Selection(corridors=frozenset({"north"}))
ALL = Selection(corridors=frozenset({"north", "coast"}))
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


# What several tests read is made once, and opened anew by each.
DECKS: dict[tuple[str, FigureRequest], bytes] = {}


def _deck(catalog, selection=ALL, **given):
    asked = FigureRequest(selection, **{"title": "", "subtitle": "", "made_on": MADE_ON, **given})
    key = (catalog.data_hash, asked)
    if key not in DECKS:
        DECKS[key] = pptx_of(catalog, asked)
    return Presentation(io.BytesIO(DECKS[key]))


def _named(slide, prefix):
    return [shape for shape in slide.shapes if shape.name.startswith(prefix)]


def _texts(slide, prefix=""):
    return [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and shape.name.startswith(prefix)
    ]


def _cells(slide, name):
    (shape,) = _named(slide, f"Table {name}")
    return [[cell.text for cell in row.cells] for row in shape.table.rows]


def _line(shape):
    return shape._element.find(f".//{A}ln")


def test_four_wide_slides_with_real_titles(catalog):
    deck = _deck(catalog)
    assert len(deck.slides) == 4
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == "111 of 449 km are yet to be built"
    assert len(set(titles)) == len(titles)


def test_each_leg_of_each_corridor_is_one_native_freeform(catalog):
    lines = _named(_deck(catalog).slides[0], "Leg ")
    expected = {
        f"Leg {state.leg.leg_id} {corridor}"
        for state in leg_states(catalog, ALL)
        for corridor in state.corridor_ids
    }
    assert sorted(shape.name for shape in lines) == sorted(expected)
    assert all(shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in lines)
    alts = {shape._element.xpath("./p:nvSpPr/p:cNvPr/@descr")[0] for shape in lines}
    assert "Beta – Delta: proposed" in alts


def test_lines_look_as_the_style_says(catalog):
    quiet = replace(ALL, as_of=date(2021, 12, 1))
    state = next(s for s in leg_states(catalog, quiet) if s.leg.leg_id == "leg_c")
    look = look_of(
        corridor_colours(catalog.corridors)["coast"],
        status=Status.PROPOSED,
        mode=state.leg.mode,
        accuracy=state.leg.accuracy,
    )
    slide = _deck(catalog, quiet).slides[0]
    (planned,) = _named(slide, "Leg leg_c")
    line = _line(planned)
    assert line.find(f".//{A}srgbClr").get("val") == look.colour[1:]
    (dash,) = line.find(f"{A}custDash")
    on, off = (int(dash.get(name)) / 100_000 for name in ("d", "sp"))
    assert (on, off) == pytest.approx([length / look.width_px for length in look.dash_px], 0.01)
    assert planned._element.find(f".//{A}glow") is not None
    (built,) = _named(slide, "Leg leg_a")
    assert _line(built).find(f"{A}custDash") is None
    assert built._element.find(f".//{A}glow") is None


def test_a_line_can_be_recoloured_and_dropped(catalog):
    content = io.BytesIO()
    deck = _deck(catalog)
    (line,) = _named(deck.slides[0], "Leg leg_a")
    line.line.width = Pt(7)
    (other,) = _named(deck.slides[0], "Leg leg_w")
    other._element.getparent().remove(other._element)
    deck.save(content)
    slide = Presentation(content).slides[0]
    assert _named(slide, "Leg leg_a")[0].line.width == Pt(7)
    assert _named(slide, "Leg leg_w") == []


@pytest.mark.slow
def test_lines_stay_inside_the_map(shipped):
    slide = _deck(shipped, default_selection(shipped)).slides[0]
    panel = slide_sheet(handling=False).map
    lines = _named(slide, "Leg ")
    assert len(lines) > 100
    for shape in lines:
        assert shape.left / 12_700 >= panel.x0 - 0.1, shape.name
        assert (shape.left + shape.width) / 12_700 <= panel.x1 + 0.1, shape.name
        assert shape.top / 12_700 >= 540 - panel.y1 - 0.1, shape.name
        assert (shape.top + shape.height) / 12_700 <= 540 - panel.y0 + 0.1, shape.name


def test_land_is_one_picture_below_everything_with_an_alt_text(catalog):
    slide = _deck(catalog).slides[0]
    pictures = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    (land,) = pictures
    assert land._element.xpath("./p:nvPicPr/p:cNvPr/@descr")[0].startswith("Land, water")
    names = [shape.name for shape in slide.shapes]
    assert names.index("Land") < min(names.index(s.name) for s in _named(slide, "Leg "))
    assert land.image.dpi[0] == 300


def test_legend_names_labels_and_sources_are_native_text(catalog):
    slide = _deck(catalog).slides[0]
    legend = _texts(slide, "Legend CORRIDOR") + _texts(slide, "Legend STATUS")
    # On a slide a corridor goes by its short name.
    assert legend == [
        "North",
        "Coast",
        "Operating",
        "Proposed",
        "Suspended",
    ]
    assert len(_named(slide, "Swatch ")) >= len(_named(slide, "Legend CORRIDOR"))
    labels = _texts(slide, "Label node ")
    assert "Alpha" in labels
    assert any(label.startswith("Beta hub") for label in labels)
    foot = " ".join(_texts(slide, "Source") + _texts(slide, "Note")).replace("\n", " ")
    for text in (
        "2  The Paper, 2 May 2024",
        "The Agency, c. 2023",
        "Boundaries and names shown do not imply endorsement",
    ):
        assert text in foot
    assert _texts(slide, "Date Data as of") == ["31 December 2024"]
    assert _texts(slide, "Date Map made on") == ["21 November 2026"]


def test_closures_carry_their_marks_and_stand_in_words(catalog):
    slide = _deck(catalog).slides[0]
    assert len(_named(slide, "Badge")) >= 1
    assert "Gamma shut to trade" in " ".join(_texts(slide, "Point")).replace("\n", " ")
    assert "Gamma shut to trade" in slide.notes_slide.notes_text_frame.text


def test_key_figures_and_disagreements_are_native_tables(catalog):
    slide = _deck(catalog, NORTH).slides[1]
    figures = _cells(slide, "Key figures")
    assert figures[0][:3] == ["Figure", "About", "Kind"]
    assert [row[0] for row in figures[1:]] == ["1,000 t", "about 1 Mt a year", "240 km"]
    assert figures[3][3] == "sources give 220–240 km, 2 speakers"
    assert figures[1][-1] == "The Paper, 2 May 2024 [1]"
    contested = _deck(catalog, NORTH).slides[2]
    assert contested.shapes.title.text_frame.text == (
        "Sources disagree on 1 figure, most on North, length: 220–240 km"
    )
    disputes = _cells(contested, "Where sources disagree")
    assert disputes[1] == [
        "220–240 km, 2 speakers",
        "North: length",
        "",
        "240 km: latest official",
        "estimate (planned)",
        "a_to_c",
        "[1, 2]",
    ]


def test_a_planned_figure_is_slanted_in_its_table(catalog):
    slide = _deck(catalog, NORTH).slides[1]
    table = _named(slide, "Table Key figures")[0].table
    slants = [
        row.cells[0].text_frame.paragraphs[0].runs[0].font.italic for row in list(table.rows)[1:]
    ]
    assert slants == [False, True, True]


def test_an_empty_cell_is_no_higher_than_its_row(catalog):
    """A viewer gives an empty line 18 points unless its end says otherwise, and the row grows."""
    (table,) = _named(_deck(catalog).slides[1], "Table Key figures")
    empty = [cell for row in table.table.rows for cell in row.cells if not cell.text]
    assert empty
    for cell in empty:
        # The table has room for the largest type.
        assert int(cell._tc.find(f".//{A}endParaRPr").get("sz")) == 1600


def test_the_timeline_is_native_with_hollow_promises(catalog):
    slide = _deck(catalog).slides[3]
    rows = [
        text.text_frame.text
        for text in slide.shapes
        if text.name.startswith("Timeline ") and text.name.endswith(" text")
    ]
    assert rows == [
        "Beta – Gamma opened [1]",
        "Hub announced [2]",
        "Beta – Delta to be built by 2024 [1]",
    ]
    dates = [s.text_frame.text for s in slide.shapes if s.name.endswith(" when")]
    assert dates == ["5 Mar 2022", "May 2023", "2024"]
    assert _texts(slide, "Timeline as_of_name") == ["data as of 31 December 2024"]
    day, month, year = [s for s in slide.shapes if " mark " in s.name]
    kinds = [s._element.find(f".//{A}prstGeom").get("prst") for s in (day, month, year)]
    assert kinds == ["ellipse", "rect", "rect"]
    assert year.width / month.width == pytest.approx(366 / 31, rel=0.01)
    fills = [
        shape._element.spPr.find(f"{A}solidFill/{A}srgbClr").get("val") for shape in (day, year)
    ]
    assert fills == ["23262B", "FFFFFF"]


def test_notes_hold_whole_citations(catalog):
    for slide in _deck(catalog).slides:
        said = slide.notes_slide.notes_text_frame.text
        assert "The Paper, “First page”, 2 May 2024, https://example.org/1" in said
    said = _deck(catalog).slides[1].notes_slide.notes_text_frame.text
    assert "2  The Agency" in said
    assert "“Second page”" in said


def test_a_journey_gets_a_slide_with_table_and_strip(routes):
    selection = Selection(
        corridors=frozenset({"land"}),
        as_of=date(2022, 1, 1),
        journey=Journey("p", "t", Objective.DISTANCE),
        scenario=Scenario(closed=frozenset({"r"})),
    )
    slides = _deck(routes, selection).slides
    assert len(slides) == 5
    (ways,) = _named(slides[3], "Table Routes found")
    assert any(text.startswith("Ptown to Ttown") for text in _texts(slides[3], "Heading"))
    assert [cell.text for cell in ways.table.rows[1].cells][:3] == [
        "1",
        "Ptown – Qtown – Utown – Stown – Ttown",
        "1,000 km",
    ]
    assert slides[4].shapes.title.text_frame.text == (
        "With Rtown shut, Ptown to Ttown is 1,000 km instead of 900 km"
    )
    compared = _cells(slides[4], "Before and after")
    assert compared[2] == ["Length", "900 km", "1,000 km", "+100 km"]
    assert _texts(slides[4], "Strip name")[0].startswith("Before: ")
    legs = _named(slides[4], "Strip_leg ")
    assert len(legs) >= 4
    assert all(
        shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in legs if "badge" not in shape.name
    )


@pytest.mark.slow
def test_the_insets_title_and_bar_lie_within_it(shipped):
    (slide, *_) = slides_of(shipped, FigureRequest(default_selection(shipped), "", "", MADE_ON))
    _, inset = (one for one in slide.items if isinstance(one, Picture) and one.name == "land")
    notes = [one for one in parts_of(slide.items) if isinstance(one, Text)]
    boxes = [
        box
        for one in notes
        if one.name in ("detail_note", "detail_bar_figure")
        for _, box in boxes_of_text(one)
    ]
    assert len(boxes) == 2
    assert all(inset.box.holds(box) for box in boxes)


@pytest.mark.slow
def test_a_slide_names_fewer_places_and_none_far_off(shipped):
    def named(items):
        texts = (one for one in parts_of(items) if isinstance(one, Text))
        return {one.name for one in texts if one.name.startswith("label:node:")}

    (slide, *_) = slides_of(shipped, FigureRequest(default_selection(shipped), "", "", MADE_ON))
    page = map_page(shipped, FigureRequest(default_selection(shipped), "", "", MADE_ON))
    assert {"label:node:herat", "label:node:torkham", "label:node:moscow"} <= named(slide.items)
    assert len(named(slide.items)) < len(named(page.items)) * 0.8
    lines = (one for one in slide.items if isinstance(one, Line))
    leaders = [one.lines[0] for one in lines if one.name.startswith("leader:node:")]
    assert leaders
    assert max(float(np.hypot(*(line[-1] - line[0]))) for line in leaders) < 60


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", "ru", "local"])
def test_the_inset_is_titled_by_places_it_names_and_capitals_are_named(shipped, language):
    day = replace(default_selection(shipped), as_of=date(2026, 4, 20))
    asked = FigureRequest(day, "", "", MADE_ON, language=language)
    scene = map_page(shipped, asked, sheet=slide_sheet(handling=False))
    texts = [one for one in parts_of(scene.items) if isinstance(one, Text)]
    said = {one.name: " ".join(span.text for line in one.lines for span in line) for one in texts}
    _, inset = (one for one in scene.items if isinstance(one, Picture) and one.name == "land")
    inside = {
        span.text
        for one in texts
        for span, box in boxes_of_text(one)
        if one.name.startswith("label:node:") and inset.box.holds(box)
    }
    note = said["detail_note"].removesuffix(", 2.5 × larger").removeprefix("2.5 × larger: ")
    places = note.split(" – " if language else " and ")
    assert len(places) == 2
    assert set(places) <= inside
    assert {"label:node:kabul", "label:node:tehran", "label:node:tashkent"} <= set(said)


def test_handling_mark_title_and_subtitle_are_those_asked_for(catalog):
    deck = _deck(catalog, title="A title", subtitle="And a subtitle", handling="FOR EYES")
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == "A title"
    assert len(set(titles)) == len(titles) == 4, "each slide says something of its own"
    for slide in deck.slides:
        assert _texts(slide, "Handling") == ["FOR EYES", "FOR EYES"]
    assert _texts(deck.slides[0], "Subtitle") == ["And a subtitle"]


def test_a_title_in_persian_runs_from_right_to_left(catalog):
    title = _deck(catalog, title="دهلیزهای تجارت").slides[0].shapes.title
    assert title.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"
    assert is_right_to_left("هرات")
    assert not is_right_to_left("Herat (هرات) hub")


def test_text_that_the_format_cannot_hold_does_no_harm(catalog):
    deck = _deck(catalog, title='<b>"A"</b> & \x0b B')
    assert '<b>"A"</b> &' in deck.slides[0].shapes.title.text_frame.text


def test_it_describes_itself_with_the_day_it_was_made(catalog):
    about = _deck(catalog).core_properties
    assert about.title == "111 of 449 km are yet to be built"
    assert about.author == "trade-corridors"
    assert catalog.data_hash in about.keywords
    assert about.created.date() == about.modified.date() == MADE_ON


def test_the_same_request_gives_the_same_bytes_without_the_time_of_day(catalog):
    asked = FigureRequest(NORTH, "", "", MADE_ON)
    content = pptx_of(catalog, asked)
    assert content == pptx_of(catalog, asked)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.namelist()[0] == "[Content_Types].xml"
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in parts.namelist())


def test_shape_numbers_are_there_once(catalog):
    deck = _deck(catalog)
    assert deck.slides
    for slide in deck.slides:
        ids = slide.shapes._spTree.xpath(".//p:cNvPr/@id")
        assert ids
        assert len(ids) == len(set(ids))


def test_an_empty_selection_is_refused_in_a_sentence(catalog):
    with pytest.raises(ExportError, match="Nothing to draw"):
        _deck(catalog, Selection(corridors=frozenset()))


def test_a_world_without_figures_says_so(tmp_path):
    bare: dict[str, list[tuple[Any, ...]]] = {"claims": [], "events": []}
    deck = _deck(read_catalog(write_world(tmp_path / "data", bare)), NORTH)
    assert len(deck.slides) == 3, "without a disagreement there is no slide of them"
    assert "No figure had been given by this date." in _texts(deck.slides[1])


def test_what_finds_no_room_is_counted(tmp_path):
    row = TABLES["claims"]
    claims = [
        (f"c{n}_{k}", *row[k][1:9], f"scope {n}", *row[k][10:19], "", "no ground", f"F{n}")
        for n in range(30)
        for k in (0, 1)
    ]
    catalog = read_catalog(write_world(tmp_path / "data", {"claims": claims}))
    slide = _deck(catalog, NORTH).slides[2]
    rows = len(_cells(slide, "Where sources disagree")) - 1
    assert f"Where sources disagree   ({30 - rows} more in the data)" in _texts(slide)
    assert 3 < rows < 30


@pytest.mark.slow
def test_type_on_the_shipped_slides_is_never_too_small_and_nothing_leaves_them(shipped):
    deck = _deck(shipped, default_selection(shipped))
    sheet = slide_sheet(handling=False)
    assert min(sheet.text(style).size_pt for style in TYPE) >= 12.0
    assert sheet.fine().size_pt >= 9.0
    for slide in deck.slides:
        for shape in slide.shapes:
            sizes = [int(found) / 100 for found in shape._element.xpath(".//a:rPr/@sz")]
            least = 9.0 if shape.name in ("Note", "Source") else 12.0
            assert min(sizes, default=12.0) >= least, shape.name
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
    assert len(_cells(deck.slides[1], "Key figures")) == 7
    assert sum(shape.name.endswith(" text") for shape in deck.slides[3].shapes) > 12


@pytest.mark.slow
def test_every_part_is_well_formed(shipped):
    asked = FigureRequest(
        replace(default_selection(shipped), as_of=date(2025, 6, 1)), "", "", MADE_ON
    )
    with zipfile.ZipFile(io.BytesIO(pptx_of(shipped, asked))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))


@pytest.mark.slow
@pytest.mark.parametrize("on", [None, date(2025, 7, 31), date(2022, 6, 1)])
def test_the_gate_passes_every_shipped_slide(shipped, on):
    selection = replace(
        default_selection(shipped),
        as_of=on,
        journey=Journey("moscow", "mumbai"),
        scenario=Scenario(closed=frozenset({"hormuz"})),
    )
    scenes = slides_of(shipped, FigureRequest(selection, "", "", MADE_ON, handling="DRAFT"))
    assert len(scenes) == 7
    assert [
        page_check("", scene).message for scene in scenes if not page_check("", scene).passed
    ] == []
