"""Bytes and messages between the browser and the server, as Chromium's own tools count them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

_BINARY = 2


@dataclass(frozen=True, slots=True)
class Moved:
    """What went over the wire: messages of the page's socket, and files.

    Attributes
    ----------
    sent, received
        Bytes of socket messages from and to the browser.
    messages
        How many messages the browser sent.
    files
        Bytes of files before compression, by address.
    file_bytes
        Bytes of files as they travelled.
    """

    sent: int
    received: int
    messages: int
    files: dict[str, int]
    file_bytes: int

    @property
    def total(self) -> int:
        """All bytes that travelled."""
        return self.sent + self.received + self.file_bytes


class Traffic:
    """Counts what a page moves from now on; `taken` gives the counts and starts anew."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.urls: dict[str, str] = {}
        self._clear()
        self.session.on("Network.webSocketFrameSent", self._sent)
        self.session.on("Network.webSocketFrameReceived", self._received)
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.dataReceived", self._data)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")

    def _clear(self) -> None:
        self.sent = self.received = self.messages = self.file_bytes = 0
        self.files: dict[str, int] = {}

    def _sent(self, event: dict[str, Any]) -> None:
        self.sent += _size_of(event)
        self.messages += 1

    def _received(self, event: dict[str, Any]) -> None:
        self.received += _size_of(event)

    def _asked(self, event: dict[str, Any]) -> None:
        self.urls[event["requestId"]] = event["request"]["url"]

    def _data(self, event: dict[str, Any]) -> None:
        url = self.urls.get(event["requestId"], "")
        if not url.startswith(("data:", "blob:")):
            self.files[url] = self.files.get(url, 0) + int(event["dataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        if not self.urls.get(event["requestId"], "").startswith(("data:", "blob:")):
            self.file_bytes += int(event["encodedDataLength"])

    def taken(self) -> Moved:
        """Return what was moved since the last call."""
        moved = Moved(self.sent, self.received, self.messages, self.files, self.file_bytes)
        self._clear()
        return moved


def _size_of(event: dict[str, Any]) -> int:
    response = event["response"]
    payload: str = response["payloadData"]
    if response["opcode"] == _BINARY:
        return len(base64.b64decode(payload))
    return len(payload.encode())
