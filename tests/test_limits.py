"""What one reader may ask for in ten minutes: counted, refused in a sentence, free again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.pack.house import VARIABLE, House
from page import limits
from page.doors import passed_address
from page.limits import Ask, Tally, most_of, too_many_files
from tests.own.test_page import given
from tests.route_world import write_route_world
from tests.worlds import write_world

APP = Path(__file__).resolve().parents[1] / "app.py"
Opened = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def nobody_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody have asked for anything."""
    monkeypatch.setattr(limits, "_counted", Tally())


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set a house's limits."""

    def write(text: str) -> None:
        path = tmp_path / "house.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv(VARIABLE, str(path))

    return write


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_too_many_are_refused_in_a_sentence_and_later_taken_again() -> None:
    clock = Clock()
    counted = Tally(clock)
    who = {"session a": 2}
    for number in range(2):
        assert counted.refused(Ask.EXPORT, number, who) == ""
        clock.at += 60
    told = counted.refused(Ask.EXPORT, "third", who)
    assert told == (
        "That would be more than 2 packs of files made in ten minutes, the most for one reader "
        "here; go on in 8 minutes."
    )
    assert counted.refused(Ask.EXPORT, "other", {"session b": 2}) == ""
    assert counted.refused(Ask.QUESTION, "other kind", who) == ""
    clock.at = 601
    assert counted.refused(Ask.EXPORT, "third", who) == ""
    assert "go on in 1 minute." in counted.refused(Ask.EXPORT, "fourth", who)


def test_the_same_once_more_is_not_counted_again() -> None:
    counted = Tally(Clock())
    told = [counted.refused(Ask.QUESTION, "one", {"session a": 1}) for _ in range(5)]
    assert told == [""] * 5
    assert counted.refused(Ask.QUESTION, "two", {"session a": 1})


def test_sessions_of_one_address_share_what_an_address_may() -> None:
    counted = Tally(Clock())
    for number in range(5):
        who = {f"session {number}": 1, "address 192.0.2.7": 5}
        assert counted.refused(Ask.EXPORT, object(), who) == ""
    assert counted.refused(Ask.EXPORT, object(), {"session 6": 1, "address 192.0.2.7": 5})
    # Who was refused for the address has not used up the session's own.
    assert counted.refused(Ask.EXPORT, object(), {"session 6": 1}) == ""


def test_those_of_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_SWEEP", 3)
    clock = Clock()
    counted = Tally(clock)
    for number in range(10):
        clock.at += 700
        counted.refused(Ask.PUT, number, {f"session {number}": 1})
    assert len(counted._asked) <= 4


def test_only_what_a_trusted_proxy_said_is_an_address() -> None:
    assert passed_address({"client": ("203.0.113.9", 0)}) == "203.0.113.9"
    assert passed_address({"client": ("203.0.113.9", 51234)}) == ""
    assert passed_address({"client": None}) == ""


def test_files_that_are_sent_are_cut_off_at_twice_as_many(house: Callable[[str], None]) -> None:
    house("most_uploads = 2\n")
    assert most_of(House(most_uploads=2))[Ask.PUT] == 4
    assert [too_many_files("", session="a") for _ in range(4)] == [""] * 4
    assert "4 files sent in ten minutes" in too_many_files("", session="a")
    assert too_many_files("", session="b") == ""


@pytest.mark.slow
def test_the_page_says_when_it_is_enough_files(
    house: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house("most_uploads = 1\n")
    monkeypatch.setenv("CORRIDORS_DATA", str(write_world(tmp_path / "data")))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["panel_tab"] = "Your data"
    app.run()
    given(app, "a.csv", b"no table\n")
    assert not any("in ten minutes" in one.value for one in app.warning)
    given(app, "b.csv", b"no table\n")
    told = [one.value for one in app.warning if "in ten minutes" in one.value]
    assert len(told) == 1
    assert "1 files added" in told[0]


@pytest.mark.slow
def test_the_page_says_when_it_is_enough_questions(
    house: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house("most_questions = 1\n")
    monkeypatch.setenv("CORRIDORS_DATA", str(write_route_world(tmp_path / "data")))
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"from": "p", "to": "t", "asof": "2022-01-01"}.items():
        app.query_params[name] = value
    app.session_state["panel_tab"] = "Routes"
    app.run()
    app.run()
    assert not any("in ten minutes" in one.value for one in app.warning)
    app.selectbox(key="journey_to").select("s").run()
    assert not app.exception
    assert [one.value for one in app.warning if "1 questions to the network" in one.value]


@pytest.mark.slow
def test_the_page_says_when_it_is_enough_packs(
    house: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house("most_exports = 1\n")
    monkeypatch.setenv("CORRIDORS_DATA", str(write_world(tmp_path / "data")))
    monkeypatch.setattr("page.briefing.queue.drawn", lambda *given: (_file(), 1))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["panel_tab"] = "Map page"
    app.session_state["brief_preview"] = False
    app.run()
    app.button(key="brief_make").click().run()
    assert not app.warning
    app.button(key="brief_make").click().run()
    assert "1 packs of files made in ten minutes" in app.warning[0].value
    assert not app.get("download_button")


def _file() -> object:
    from layers.pack.files import PackFile

    return PackFile("a.png", b"x")
