"""A map page as its tests see and touch it.

Not here: servers (``server.py``) and what is asserted.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.chromium import PATIENCE_MS
from tests.browser.server import Server

# Notes when the page last asked its server for a run of the script, when a run last began and when
# one was last done; a run that is broken off for the next is not. The numbers are those of
# Streamlit's messages (BackMsg: rerun_script; ForwardMsg: hash, metadata, new_session,
# script_finished and its FINISHED_EARLY_FOR_RERUN).
NOTES_TALK = """
(() => {
  const RERUN = 11, METADATA = 2, NEW_SESSION = 4, FINISHED = 6, BROKEN_OFF = 2;
  const told = (bytes) => {
    let at = 0;
    const number = () => {
      let [sum, place, byte] = [0, 1, 128];
      for (; byte & 128; place *= 128) sum += ((byte = bytes[at++]) & 127) * place;
      return sum;
    };
    while (at < bytes.length) {
      const field = number() >>> 3;
      const length = number();
      if (field > METADATA) return [field, length];
      at += length;
    }
    return [];
  };
  if ("askedAt" in window) return;
  window.askedAt = 0;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...how) {
      super(...how);
      this.addEventListener('message', ({ data }) => {
        const [field, value] = told(new Uint8Array(data));
        if (field === NEW_SESSION) window.begunAt = performance.now();
        if (field === FINISHED && value !== BROKEN_OFF) window.doneAt = performance.now();
      });
    }
    send(message) {
      if (told(message)[0] === RERUN) window.askedAt = performance.now();
      super.send(message);
    }
  };
})()
"""


def until(page: Page | Frame, expression: str, wanted: Any = True) -> None:
    """Wait until a JavaScript expression has a value; the policy forbids `wait_for_function`."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while (got := page.evaluate(expression)) != wanted:
        if time.monotonic() > deadline:
            pytest.fail(f"{expression} stayed {got!r}, not {wanted!r}")
        page.wait_for_timeout(25)


def slowness(work_s: float = 0.01) -> float:
    """Return how many times longer work takes now than on a machine that does nothing else."""
    work, start = time.process_time(), time.monotonic()
    while time.process_time() - work < work_s:
        pass
    return max((time.monotonic() - start) / work_s, 1.0)


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.add_init_script(NOTES_TALK)
    page.goto(f"{server.url}/{query}")
    page.locator(".corridor-page[data-legs]").wait_for()
    until_still(page)
    return page


def until_painted(page: Page) -> None:
    """Wait two frames, and two more once what they begin is over: faces that come, and fades.

    Names and legend follow a frame after the lines; names are set anew in a face that comes.
    """
    page.evaluate(
        """async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        await frame().then(frame);
        const ends = (one) =>
          one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity;
        const fades = document.getAnimations().filter(ends).map(({ finished }) => finished);
        await Promise.allSettled([document.fonts.ready, ...fades]);
        await frame().then(frame); }"""
    )


def drawn(page: Page) -> set[tuple[str, str]]:
    """Return the (leg, corridor) lanes that can be seen."""
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('path[data-leg]')]
        .filter((path) => path.style.visibility !== 'hidden' && !path.closest('[data-off]'))
        .filter((path) => path.getAttribute('d').length > 5)
        .map((path) => [path.dataset.leg, path.dataset.corridor])"""
    )
    return {(leg, corridor) for leg, corridor in pairs}


def places(page: Page) -> set[str]:
    names = page.evaluate(
        """() => [...document.querySelectorAll('[data-node]')]
        .filter((place) => !place.closest('[data-off]')).map((place) => place.dataset.node)"""
    )
    return set(names)


def panels(page: Page) -> str:
    return page.locator(".st-key-panels").inner_text()


def until_panels_say(page: Page, text: str) -> None:
    page.locator(".st-key-panels").get_by_text(text).first.wait_for()


def until_link(page: Page, wanted: str) -> None:
    until(page, f"location.search.includes({wanted!r})")


# The Leaflet map on the page, as its script keeps it.
MAP = "window[document.querySelector('.folium-map').id]"


def until_still(page: Page) -> None:
    """Wait until Python has done what the page asked it for, and that is painted."""
    # What a click does may be asked a frame later.
    until_painted(page)
    until(page, "window.askedAt < window.begunAt && window.begunAt < window.doneAt")
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    until_painted(page)


def zoom(page: Page, button: str) -> None:
    """Press a button that zooms, and wait until the map is there and its names are written."""
    before = page.evaluate(f"{MAP}.getZoom()")
    page.get_by_label(button, exact=True).click()
    # Names are hidden from a zoom's begin to its end.
    names = "document.querySelector('.labels').style.visibility"
    until(page, f"{MAP}.getZoom() !== {before} && {names} === ''")
    until_painted(page)


def messages_sent(page: Page) -> list[int]:
    """Return a list that grows by the size of every message the page sends from now on."""
    sent: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))),
    )
    return sent


def corridor(page: Page, corridor_id: str) -> Any:
    return page.locator(f"input[data-corridor={corridor_id}]")


def click_leg(page: Page, leg_id: str, share: float = 0.75) -> None:
    box = page.locator(f"path[data-leg={leg_id}]").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
