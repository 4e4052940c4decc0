"""How fast a toggle and a date change answer in Chromium: ours, and the two usual patterns.

The peers show the same lines and nothing else; ours shows land, places and panels besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import cycle, islice
from typing import Any, TypeVar

from playwright.sync_api import Browser, Error, Page

from benchmarks.machine import version_of
from benchmarks.peers.names import CORRIDORS
from benchmarks.report import figure_text
from benchmarks.result import Bar, Figure, NotRun, Row, sample_of
from benchmarks.watched import (
    Answer,
    WatchedPage,
    app_command,
    chromium,
    has_chromium,
    peer_command,
    served,
)
from tests.browser.relay import relay_to

Named = TypeVar("Named", str, int)
GROUP = "map"
REBUILT = "rebuilt map"
GROUPED = "feature group"
READY = ".corridor-page[data-legs]"
_PEERS = {REBUILT: "rebuilt", GROUPED: "grouped"}
_CHECKBOX = "[data-testid=stCheckbox]"
# The first page fetches what can wait after it has come to rest.
_AFTERWARDS_MS = 1500
_NO_CHROMIUM = NotRun("there is no Chromium")


def measure(repeat: int) -> list[Row]:
    """Return the rows of toggles, dates, bytes and what stays as it was."""
    if not has_chromium():
        return [Row(GROUP, "toggle a corridor", "ms", _NO_CHROMIUM)]
    with chromium() as browser:
        peers = {name: _of_peer(partial(_peer_toggles, browser, name, repeat)) for name in _PEERS}
        return [*_time_rows(browser, peers, repeat), *_byte_rows(browser, repeat)]


def _time_rows(browser: Browser, peers: dict[str, list[Answer] | NotRun], repeat: int) -> list[Row]:
    with served(app_command) as server:
        ours = WatchedPage(browser)
        ours.open(server.url, READY)
        ours.page.evaluate("window.__kept = document.querySelector('.folium-map')")
        corridors = ours.act_all(corridor_clicks(repeat), expect="link")
        branches = ours.act_all(_branches(ours.page, repeat), expect="link")
        dates = ours.act_all([event_before] * repeat, expect="asof")
        compared = _comparisons(ours, repeat)
        charted, dated = _on_the_dates_tab(ours, repeat)
        pans = _pans(ours)
        kept = ours.page.evaluate("document.querySelector('.folium-map') === window.__kept")
        ours.close()
    acts = sum(map(len, (corridors, branches, dates, compared, charted, dated)))
    return [
        *_toggle_rows("toggle a corridor", corridors, peers),
        *_toggle_rows("toggle a branch", branches, {}),
        _charts_row("toggle a corridor", charted, Bar(400)),
        Row(
            GROUP,
            "move the as-of date: map, key figures and link in step",
            "ms",
            sample_of(in_step(one, "map", "asof", "figures", "age", "link") for one in dates),
            {},
            Bar(250),
        ),
        _charts_row("move the as-of date", dated, Bar(250)),
        _compared_row(compared),
        Row(
            GROUP,
            f"map mounted anew in {acts} acts",
            "times",
            sample_of([float(not kept)]),
            {},
            Bar(at_most=0),
        ),
        Row(
            GROUP,
            "messages to the server, 5 pans and 5 zooms",
            "",
            sample_of([pans]),
            {},
            Bar(at_most=0),
        ),
    ]


def _byte_rows(browser: Browser, repeat: int) -> list[Row]:
    """Return what travels, counted in a run of its own: the relay takes time."""
    toggles = _moved(browser, app_command, READY, corridor_clicks(repeat), "link")
    dates = _moved(browser, app_command, READY, [event_before] * repeat, "asof")
    peers: dict[str, Figure] = {}
    for name, script in _PEERS.items():
        told = _of_peer(
            partial(
                _moved,
                browser,
                partial(peer_command, script),
                _CHECKBOX,
                _peer_deeds(repeat),
                "map",
            )
        )
        peers[name] = told if isinstance(told, NotRun) else _most_kb(told)
    return [
        Row(
            GROUP,
            "bytes on the wire, a toggle, at most",
            "kB",
            _most_kb(toggles),
            peers,
            Bar(at_most=40),
            note=f"the median is {_median_kb(toggles)}",
        ),
        Row(
            GROUP,
            "bytes on the wire, a date change, at most",
            "kB",
            _most_kb(dates),
            {},
            Bar(at_most=40),
            note=f"the median is {_median_kb(dates)}",
        ),
    ]


def _moved(
    browser: Browser,
    command: Callable[[int], list[str]],
    ready: str,
    deeds: Sequence[Callable[[Page], object]],
    expect: str,
) -> list[int]:
    """Return the bytes that travel both ways with each deed."""
    counted = []
    with served(command) as server, relay_to(server.port) as relay:
        watched = WatchedPage(browser)
        watched.open(f"http://127.0.0.1:{relay.port}", ready)
        watched.settle()
        watched.page.wait_for_timeout(_AFTERWARDS_MS)
        for deed in deeds:
            before = relay.moved
            watched.act(deed, expect=expect)
            counted.append(relay.moved - before)
        watched.close()
    return counted


def _toggle_rows(
    what: str, ours: Sequence[Answer], peers: dict[str, list[Answer] | NotRun]
) -> list[Row]:
    changed = {
        name: _peer_figure(told, lambda one: one.last["map"]) for name, told in peers.items()
    }
    painted = {name: _peer_figure(told, lambda one: one.painted) for name, told in peers.items()}
    drawn = [one for one in ours if "map" in one.last]
    late = sum(one.frames not in (1, 2) for one in drawn)
    return [
        Row(
            GROUP,
            f"{what}: lines changed in the page",
            "ms",
            sample_of(one.last["map"] for one in drawn),
            changed,
            Bar(16, REBUILT, times_faster=30) if REBUILT in changed else Bar(16),
        ),
        Row(
            GROUP,
            f"{what}: on the screen",
            "ms",
            # A click that was on the screen within 16 ms is not reported by the browser.
            sample_of(one.last.get("presented", 16.0) for one in drawn),
            painted,
            Bar(33),
            note="ours as the browser reports it, in steps of 8 ms; the peers' from their frames. "
            f"Later than the second frame: {late} of {len(drawn)}",
        ),
        Row(
            GROUP,
            f"{what}: key figures and link in step",
            "ms",
            sample_of(in_step(one, "figures", "link") for one in ours),
            {},
            Bar(200),
        ),
    ]


def _on_the_dates_tab(ours: WatchedPage, repeat: int) -> tuple[list[Answer], list[Answer]]:
    """Return what follows on toggles and on date changes where a chart is open."""
    ours.page.get_by_role("tab", name="Dates", exact=True).click()
    ours.page.locator("[data-testid=stVegaLiteChart] canvas").first.wait_for()
    ours.settle()
    toggles = ours.act_all(corridor_clicks(repeat), expect="link")
    return toggles, ours.act_all([event_before] * repeat, expect="asof")


def _compared_row(compared: Sequence[Answer]) -> Row:
    return Row(
        GROUP,
        "compare with a second day: both days and link in step",
        "ms",
        sample_of(in_step(one, "map", "link") for one in compared),
        {},
        Bar(400),
    )


def _charts_row(what: str, answers: Sequence[Answer], bar: Bar) -> Row:
    return Row(
        GROUP,
        f"{what}: panels and charts in step, where a chart is open",
        "ms",
        sample_of(in_step(one, "panels", "charts") for one in answers if "charts" in one.last),
        {},
        bar,
        note=f"of the chart of dates; it changed in {sum('charts' in one.last for one in answers)} "
        f"of {len(answers)} acts",
    )


def in_step(answer: Answer, *parts: str) -> float:
    """Return when the last of the parts that changed had changed for the last time."""
    return max(answer.last.get(part, 0.0) for part in parts)


def _peer_figure(told: list[Answer] | NotRun, value: Callable[[Answer], float | None]) -> Figure:
    if isinstance(told, NotRun):
        return told
    return sample_of(found for one in told if (found := value(one)) is not None)


def _most_kb(moved: Sequence[int]) -> Figure:
    return sample_of([max(moved) / 1000])


def _median_kb(moved: Sequence[int]) -> str:
    return figure_text(sample_of(one / 1000 for one in moved), "kB")


def _twice(names: Iterable[Named]) -> list[Named]:
    """Return each name twice in a row: off, then on again."""
    return [name for name in names for _ in range(2)]


def _click_on(found: str, place: int = 0) -> Callable[[Page], object]:
    """Return a click on the element so selected that stands at that place among them."""
    return lambda page: page.locator(found).nth(place).click()


def corridor_clicks(repeat: int) -> list[Callable[[Page], object]]:
    """Return clicks on the corridors' boxes, each off and on again."""
    return [
        _click_on(f"input[data-corridor={name}]")
        for name in islice(cycle(_twice(CORRIDORS)), repeat)
    ]


def _branches(page: Page, repeat: int) -> list[Callable[[Page], object]]:
    """Return clicks on the branches whose boxes can be seen, each off and on again."""
    boxes = page.locator("input[data-branch]:visible")
    places = range(boxes.count())
    return [
        _click_on("input[data-branch]:visible", place)
        for place in islice(cycle(_twice(places)), repeat)
    ]


def event_before(page: Page) -> None:
    """Press the button that goes to the event before."""
    page.get_by_label("Event before").click()


def _comparisons(watched: WatchedPage, repeat: int) -> list[Answer]:
    """Open comparisons with a week, month and quarter before, by key; back to one day each time."""
    pick = watched.page.locator(".against select")
    opened: list[Answer] = []
    while len(opened) < repeat:
        for _ in range(3):
            opened.append(watched.act(lambda _: pick.press("ArrowDown"), expect="link"))
        watched.act(lambda _: pick.press("Home"), expect="link")
    return opened


def _pans(watched: WatchedPage) -> float:
    """Pan and zoom with the mouse and return how many messages the server was sent."""
    page = watched.page
    box = page.locator(".folium-map").bounding_box()
    if box is None:
        raise RuntimeError("the map cannot be seen")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    watched.traffic.taken()
    for _ in range(5):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 30, steps=4)
        page.mouse.up()
        page.wait_for_timeout(250)
    for way in (-240, -240, 240, 240, 240):
        page.mouse.move(x, y)
        page.mouse.wheel(0, way)
        page.wait_for_timeout(350)
    watched.settle()
    return float(watched.traffic.taken().messages)


def _peer_deeds(repeat: int) -> list[Callable[[Page], object]]:
    return [
        _click_on(f"{_CHECKBOX} label", place)
        for place in islice(cycle(_twice(range(len(CORRIDORS)))), repeat)
    ]


def _peer_toggles(browser: Browser, name: str, repeat: int) -> list[Answer]:
    with served(lambda port: peer_command(_PEERS[name], port)) as server:
        watched = WatchedPage(browser)
        watched.open(server.url, _CHECKBOX)
        watched.settle("map")
        answers = watched.act_all(_peer_deeds(repeat), expect="map")
        watched.close()
    return answers


def _of_peer(measured: Callable[[], list[Any]]) -> list[Any] | NotRun:
    """Return what was measured of a peer, or why it could not be."""
    if version_of("streamlit-folium") is None:
        return NotRun("streamlit-folium is not installed (extra bench)")
    try:
        return measured()
    except (Error, RuntimeError, TimeoutError) as error:
        return NotRun(str(error).splitlines()[0])
