"""The pages of change in the pack: the summary by rules, and what changed since a day."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from geo.errors import OrderError
from geo.model.choice import Selection
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.pack.asked import manifest_head
from layers.pack.brief import brief_scenes
from layers.pack.gate import page_check
from layers.pack.since import changes_listed, since_scenes
from layers.pack.slides import pptx_file, slides_of
from layers.scene.display import Scene, SetTable, Text
from layers.scene.request import FigureRequest
from layers.scene.sheet import slide_sheet
from layers.words.sheets import due_sheet, passage_sheet
from layers.words.summary import summary_of
from tests.edition_worlds import LATER, later_tables, write_edition
from tests.pack.made import brief_pdf_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder: Path = tmp_path_factory.mktemp("world") / "data"
    return read_catalog(write_edition(folder, LATER, later_tables()))


def request(catalog: Catalog, since: str = "2024-10-01") -> FigureRequest:
    selection = Selection(corridors=frozenset(catalog.corridors))
    return FigureRequest(
        selection, "", "", date(2025, 1, 3), since=date.fromisoformat(since) if since else None
    )


def words_of(scene: Scene) -> str:
    found = []
    for item in scene.items:
        if isinstance(item, SetTable):
            found += [" ".join(cell.lines) for row in item.rows for cell in row]
        elif isinstance(item, Text):
            found += ["".join(run.text for run in line) for line in item.lines]
    return " ".join(found)


def test_brief_and_slides_have_the_pages_only_when_a_day_is_named(world: Catalog) -> None:
    for laid in (brief_scenes, slides_of):
        without = laid(world, request(world, ""))
        assert len(laid(world, request(world))) == len(without) + 2


def test_the_page_tells_what_changed_since(world: Catalog) -> None:
    summary, page = since_scenes(world, request(world))
    said = words_of(page)
    assert "Since 1 October 2024" in said
    assert "Delta shut, from 20 November 2024" in said
    assert "Newest changes" in words_of(summary)
    assert any(item.name.startswith("source:") for item in page.items if isinstance(item, Text))


def test_the_rules_of_the_summary(world: Catalog) -> None:
    asked = request(world)
    assert asked.since is not None
    parts = summary_of(world, asked.selection, changes_listed(world, asked, asked.since))
    assert list(parts) == [
        *("Shut or restricted", "Newest changes", "Widest disagreement", "Not known"),
    ]
    assert parts["Shut or restricted"][0].text == "Delta shut: since 20 November 2024."
    assert parts["Newest changes"][0].text == "Shut: Delta shut, from 20 November 2024."
    assert parts["Not known"][0].text.startswith("Of ")
    told = [one for said in parts.values() for one in said]
    assert all(one.source_ids for one in told if not one.text.startswith("Of "))


def test_an_earlier_day_says_nothing_later(world: Catalog) -> None:
    asked = request(world, "2023-01-01")
    earlier = replace(asked, selection=replace(asked.selection, as_of=date(2024, 1, 31)))
    said = " ".join(words_of(scene) for scene in since_scenes(world, earlier))
    assert "Gamma shut to trade" in said
    assert "Delta shut" not in said


def test_a_day_after_the_pages_own_is_refused(world: Catalog) -> None:
    asked = request(world, "2024-06-01")
    earlier = replace(asked, selection=replace(asked.selection, as_of=date(2024, 1, 31)))
    with pytest.raises(OrderError):
        since_scenes(world, earlier)


@pytest.mark.slow
def test_the_shipped_summary_fits_its_page_and_names_a_year_beside_the_one_before(
    shipped: Catalog,
) -> None:
    asked = FigureRequest(
        default_selection(shipped), "", "", date(2026, 7, 6), since=date(2026, 3, 1)
    )
    parts = summary_of(shipped, asked.selection, None)
    assert any(", the year before " in one.text for one in parts["Volumes of the latest full year"])
    assert all("(" in one.text for one in parts["Volumes of the latest full year"])
    assert parts["Shut or restricted"][0].text.startswith("Pakistan shuts all eight crossings")
    starts = [one.text.partition(":")[0] for one in parts["Promises"]]
    assert starts == ["Next due", "Due day passed, longest open"]
    slide = slide_sheet(handling=False)
    for scene in (*since_scenes(shipped, asked), *since_scenes(shipped, asked, slide)):
        lowest = min(
            item.at[1] - item.leading * (len(item.lines) - 1)
            for item in scene.items
            if isinstance(item, Text)
        )
        assert lowest > slide.footer.y0


DRAFT = "Delta shut: since 20 November 2024."
THEIRS = "Delta has taken no ships since 20 November."


def edited_request(world: Catalog) -> FigureRequest:
    newest = "Shut: Delta shut, from 20 November 2024."
    return replace(request(world), edits=((DRAFT, THEIRS), (newest, "")))


def test_an_editors_sentence_stands_in_place_of_the_draft(world: Catalog) -> None:
    summary, page = since_scenes(world, edited_request(world))
    said = words_of(summary)
    assert THEIRS in said
    assert DRAFT not in said
    assert "Shut: Delta shut, from 20 November 2024." not in said  # left out
    assert "2 of its sentences in an editor's words or left out" in said
    # The table of changes is the ledger's, whoever edits the summary.
    assert "Delta shut, from 20 November 2024" in words_of(page)
    assert summary.record == (
        f"In an editor's words: {THEIRS} (drafted: {DRAFT})",
        "Left out by an editor: Shut: Delta shut, from 20 November 2024.",
    )


def test_an_edit_of_what_is_no_longer_drafted_is_of_no_use(world: Catalog) -> None:
    asked = replace(request(world), edits=(("Never drafted.", "Nonsense."),))
    summary = since_scenes(world, asked)[0]
    assert "Nonsense." not in words_of(summary)
    assert summary.record == ()
    assert "editor" not in words_of(summary)


@pytest.mark.slow
def test_the_files_record_marks_an_editors_sentences(world: Catalog) -> None:
    asked = edited_request(world)
    deck = Presentation(io.BytesIO(pptx_file(world, asked, slides_of(world, asked))))
    marked = f"In an editor's words: {THEIRS} (drafted: {DRAFT})"
    assert marked in deck.core_properties.comments
    slide = next(one for one in deck.slides if THEIRS in text_of_slide(one))
    assert marked in slide.notes_slide.notes_text_frame.text
    assert marked in manifest_head(world, asked)["summary"]
    assert manifest_head(world, request(world))["summary"] == ""
    unchanged = Presentation(
        io.BytesIO(pptx_file(world, request(world), slides_of(world, request(world))))
    )
    assert unchanged.core_properties.comments == ""


@pytest.mark.slow
def test_the_brief_marks_them_in_its_keywords(world: Catalog) -> None:
    about = PdfReader(io.BytesIO(brief_pdf_of(world, edited_request(world)))).metadata
    assert about is not None
    for said in (
        f"In an editor's words: {THEIRS} (drafted: {DRAFT})",
        "Left out by an editor: Shut: Delta shut, from 20 November 2024.",
    ):
        assert said in str(about["/Keywords"])
    unchanged = PdfReader(io.BytesIO(brief_pdf_of(world, request(world)))).metadata
    assert unchanged is not None
    assert "editor" not in str(unchanged["/Keywords"])


@pytest.mark.slow
def test_what_has_no_room_on_the_slide_is_counted_there_and_told_in_its_notes(
    shipped: Catalog,
) -> None:
    selection = replace(default_selection(shipped), corridors=frozenset(shipped.corridors))
    asked = FigureRequest(selection, "", "", date(2026, 7, 6), since=date(2026, 3, 1))
    assert asked.since is not None
    parts = summary_of(shipped, selection, changes_listed(shipped, asked, asked.since))
    drafts = [one.text for said in parts.values() for one in said]
    # An editor's sentences are the last of the longest part, which would be the first to go.
    longest = max(parts.values(), key=len)
    theirs = ((longest[-1].text, "What the editor says."),)
    slide = slide_sheet(handling=False)
    for edits in ((), theirs):
        scene = since_scenes(shipped, replace(asked, edits=edits), slide)[0]
        lost = [one for one in scene.record if one.startswith("No room on the page: ")]
        assert lost  # else the world is too small to show it
        said = " ".join(words_of(scene).split())
        assert f"{len(lost)} more had no room here: see the notes" in said
        kept = [one for one in drafts if f"No room on the page: {one}" not in lost]
        assert len(kept) == len(drafts) - len(lost)
        told = dict(edits)
        assert [one for one in kept if " ".join(told.get(one, one).split()) not in said] == []


@pytest.mark.slow
def test_each_sentence_is_one_paragraph_on_the_slide(shipped: Catalog) -> None:
    asked = FigureRequest(
        default_selection(shipped), "", "", date(2026, 7, 6), since=date(2026, 3, 1)
    )
    deck = Presentation(io.BytesIO(pptx_file(shipped, asked, slides_of(shipped, asked))))
    boxes = [
        shape
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.name.lower().startswith("summary")
    ]
    assert len(boxes) > 8
    assert {len(box.text_frame.paragraphs) for box in boxes} == {1}
    assert all(box.text_frame.word_wrap for box in boxes)


def text_of_slide(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.slow
def test_the_weekly_sheets_are_whole_whatever_pages_they_need(shipped: Catalog) -> None:
    asked = FigureRequest(default_selection(shipped), "", "", date(2026, 7, 6), weekly=True)
    on = shipped.data_end
    for scenes in (
        since_scenes(shipped, asked),
        since_scenes(shipped, asked, slide_sheet(handling=False)),
    ):
        rows = [
            " ".join(row[0].lines)
            for scene in scenes
            for item in scene.items
            if isinstance(item, SetTable)
            for row in item.rows[1:]
        ]
        first = [next(iter(row.values())) for row in passage_sheet(shipped, on).rows]
        first += [next(iter(row.values())) for row in due_sheet(shipped, on).rows]
        assert rows == first
        for number, scene in enumerate(scenes):
            assert page_check(str(number), scene).passed, page_check(str(number), scene).message
            assert "not reported" in words_of(scenes[0])
        # Each page is headed by what its own rows come to.
        heads = [title_of(scene) for scene in scenes]
        assert len(set(heads)) == len(heads)
        counted = [
            re.findall(r"(\d+) (?:shut|contested|restricted|open|not reported)", one)
            for one in heads
        ]
        ways = len(passage_sheet(shipped, on).rows)
        assert sum(int(one) for found in counted for one in found) == ways
        assert ", for goods: " in heads[0]


def title_of(scene: Any) -> str:
    (title,) = (one for one in scene.items if isinstance(one, Text) and one.name == "title")
    return " ".join(run.text for line in title.lines for run in line)


def test_what_falls_due_stands_below_the_crossings_where_it_has_room(shipped: Catalog) -> None:
    """It was a page of two rows."""
    asked = FigureRequest(default_selection(shipped), "", "", date(2026, 7, 6), weekly=True)
    (*_, last) = since_scenes(shipped, asked)
    assert [one.name for one in last.items if isinstance(one, SetTable)] == [
        passage_sheet(shipped, shipped.data_end).title,
        due_sheet(shipped, shipped.data_end).title,
    ]
    (*_, slide) = since_scenes(shipped, asked, slide_sheet(handling=False))
    assert title_of(slide).startswith("Next due, ")


def test_nothing_due_is_said(world: Catalog) -> None:
    asked = replace(request(world, ""), weekly=True)
    assert "Nothing known falls due" in words_of(since_scenes(world, asked)[-1])


def test_no_page_counts_the_days_of_a_promise_against_anybody(shipped: Catalog) -> None:
    asked = default_selection(shipped)
    told = summary_of(shipped, asked, None)["Promises"]
    assert not any(" days ago" in one.text or "verdue" in one.text for one in told)
