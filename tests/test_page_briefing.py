"""The part of the page that makes files: preview, checklist, and downloads made when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from threading import Lock
from typing import Any
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from geo.model.choice import Selection
from geo.records.catalog import Catalog, read_catalog
from layers.pack import drawn as pack
from layers.pack.asked import PackRequest
from layers.pack.briefing import pack_of
from layers.pack.files import Format
from layers.pack.house import VARIABLE
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from page import briefing, drawing
from page.handed import handed_at
from tests.worlds import write_world

Opener = Callable[..., AppTest]


def page() -> None:
    """Show the part alone, on the link's selection."""
    import streamlit as st

    from geo.formats.link import selection_of
    from page.briefing import show_briefing
    from page.load import load

    catalog, _ = load()
    selection, _ = selection_of(st.query_params.to_dict(), catalog)
    show_briefing(catalog, selection)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(Path(tmp_path_factory.mktemp("world")) / "data")


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw in threads of this process, where a test can put itself in between."""

    def threads(reports: SimpleQueue[tuple[int, str]]) -> Executor:
        return ThreadPoolExecutor(
            drawing.DRAWN_AT_ONCE, initializer=drawing.report_to, initargs=(reports,)
        )

    monkeypatch.setattr(drawing, "processes", threads)
    monkeypatch.setattr(briefing, "queue", drawing.Queue())


@pytest.fixture
def opened(world: Path, in_threads: None, monkeypatch: pytest.MonkeyPatch) -> Opener:
    monkeypatch.setenv("CORRIDORS_DATA", str(world))
    monkeypatch.delenv(VARIABLE, raising=False)
    briefing._preview.clear()

    def run(**link: str) -> AppTest:
        test = AppTest.from_function(page, default_timeout=60)
        for name, value in link.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test

    return run


_LINK = re.compile(
    r'<a class="handed" href="(?P<address>[^"]+)" download="[^"]+">(?P<said>[^<]+)</a>'
)


def offered(test: AppTest) -> list[str]:
    """Return what the links to files of one's own say."""
    found = (_LINK.search(element.proto.body) for element in test.get("html"))
    return [link["said"] for link in found if link]


@pytest.mark.slow
def test_the_page_shows_what_it_will_hand_over(opened: Opener) -> None:
    test = opened()
    assert len(test.get("image")) == 1
    assert test.button(key="checklist").label == "Show the checklist (20 of 20 passed)"
    assert not test.warning
    assert offered(test) == []  # nothing is made before it is asked for


@pytest.mark.slow
def test_the_look_of_the_map_is_what_is_handed_over(opened: Opener) -> None:
    def asked(test: AppTest) -> tuple[str, bool, str]:
        test.toggle(key="brief_preview").set_value(False).run()
        test.button_group[0].set_value([Format.KML]).run()
        test.button(key="brief_make").click().run()
        figure = test.session_state["brief_made"].request.figure
        return figure.language, figure.light, figure.link

    shown = opened(lang="ru", relief="off")
    assert "As on the map: Russian names." in [one.value for one in shown.caption]
    assert shown.checkbox(key="brief_light_False").value is True
    assert asked(shown)[:2] == ("ru", True)
    assert asked(opened())[:2] == ("", False)


@pytest.mark.slow
def test_files_are_made_when_asked_for(opened: Opener) -> None:
    test = opened(asof="2024-06-01")
    test.button(key="brief_make").click().run()
    assert test.status[0].label == "1 file made"
    (label,) = offered(test)
    assert label.startswith("Download trade-corridors-2024-06-01.png (")
    (link,) = filter(None, (_LINK.search(one.proto.body) for one in test.get("html")))
    handed = handed_at(link["address"])
    assert handed is not None
    assert (handed.name, handed.media_type) == ("trade-corridors-2024-06-01.png", "image/png")
    assert b"".join(handed.chunks()).startswith(b"\x89PNG")
    # Another title is another file: the old one is not offered for it.
    test.text_input(key="brief_title").set_value("Something else").run()
    assert offered(test) == []


def test_several_formats_come_as_a_zip(opened: Opener) -> None:
    test = opened()
    test.toggle(key="brief_preview").set_value(False).run()
    assert not test.get("image")
    test.button_group[0].set_value([Format.GEOJSON, Format.KML]).run()
    test.button(key="brief_make").click().run()
    assert test.status[0].label == "2 files made"
    assert offered(test)[0].startswith("Download trade-corridors-2024-12-31.zip (")


def test_no_format_no_button(opened: Opener) -> None:
    test = opened()
    test.button_group[0].set_value([]).run()
    assert [button.key for button in test.button] == ["checklist"]
    assert "at least one format" in test.caption[-1].value


@pytest.mark.slow
def test_what_is_missing_is_named_and_strict_refuses(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from layers.pack.facts import PageFacts

    monkeypatch.setattr(pack, "facts_of", lambda figure: PageFacts({}, frozenset()))
    test = opened()
    assert "North" in test.warning[0].value
    test.checkbox(key="brief_strict").set_value(True).run()
    test.button(key="brief_make").click().run()
    assert test.status[0].label == "Nothing was made"
    assert offered(test) == []


def test_nothing_that_existed_is_nothing_to_draw(opened: Opener) -> None:
    test = opened(c="coast", st="study")
    assert "no map to draw" in test.info[0].value
    assert not test.button


@pytest.mark.slow
def test_house_settings_that_are_wrong_are_said_and_their_place_is_not(
    opened: Opener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "house.toml"
    path.write_text("boundary = 1\n", encoding="utf-8")
    opened()
    monkeypatch.setenv(VARIABLE, str(path))
    test = AppTest.from_function(page, default_timeout=60).run()
    assert "settings of this page cannot be used" in test.error[0].value
    assert str(tmp_path) not in test.error[0].value
    assert "no setting 'boundary'" in caplog.text
    path.write_text('handling = "Ours"\n', encoding="utf-8")
    test.run()
    assert test.text_input(key="brief_handling").value == "Ours"


def test_who_gets_no_turn_is_told(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    test = opened()
    monkeypatch.setattr(drawing, "PATIENCE_S", -1.0)
    monkeypatch.setattr(drawing, "_TOLD_EVERY_S", 0.0)
    test.text_input(key="brief_title").set_value("Another").run()
    assert "Too many files" in test.error[0].value
    assert not test.exception


@pytest.mark.slow
@pytest.mark.usefixtures("in_threads")
def test_ten_readers_get_their_own_files_and_few_draw_at_once(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = read_catalog(world)
    lock = Lock()
    now, most = 0, 0
    draw = map_page

    def counted(*arguments: Any) -> Any:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        try:
            return draw(*arguments)
        finally:
            with lock:
                now -= 1

    monkeypatch.setattr(pack, "map_page", counted)
    requests = [request_of(catalog, number) for number in range(10)]
    alone = {}
    for number in (0, 9):
        alone[number] = [file.content for file in pack_of(catalog, requests[number]).files]

    def made(request: PackRequest) -> list[bytes]:
        file, count = briefing.queue.drawn(
            partial(drawing.pack_drawn, request=request), catalog, lambda step: None
        )
        assert count == len(request.formats)
        with ZipFile(BytesIO(file.content)) as packed:
            return [packed.read(name) for name in packed.namelist()[1 : count + 1]]

    most = 0
    with ThreadPoolExecutor(10) as readers:
        together = list(readers.map(made, requests))
    assert len({contents[1] for contents in together}) == 10
    for number, contents in alone.items():
        assert together[number] == contents
    for number, contents in enumerate(together):
        assert f"Reader {number}".encode() in contents[1]
    assert 1 <= most <= drawing.DRAWN_AT_ONCE


def request_of(catalog: Catalog, number: int) -> PackRequest:
    selection = Selection(corridors=frozenset({"north"}), as_of=date(2024, 6, 1 + number))
    plain = FigureRequest(selection, "", "", date(2026, 11, 21))
    figure = replace(plain, title=f"Reader {number}")
    return PackRequest(figure, (Format.PNG_150, Format.SVG, Format.GPKG))
