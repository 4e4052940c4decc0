"""A reader who has no browser: one who speaks Streamlit's protocol and toggles the map.

What belongs here: one reader's socket, what they send and when their answer is whole. What does
not: how many there are and what is measured (`benchmarks/load.py`). A browser takes more processor
than the server it asks, so fifty of them on one machine would measure themselves.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

MAP = "corridor_map"
# The part of a delta that holds a widget's number, by kind of element.
_WIDGETS = ("button", "checkbox", "button_group")


@dataclass
class Reader:
    """One open page.

    Attributes
    ----------
    socket
        The connection of the page.
    states
        What each widget was last set to, sent with every question as a browser does.
    widgets
        Numbers of the widgets on the page, by what is written on them.
    map_id
        The number of the map's component.
    """

    socket: ClientConnection
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    map_id: str = ""
    _hashes: dict[str, None] = field(default_factory=dict)
    _query: str = ""
    _seq: int = 0

    async def choose(self, query: str) -> float:
        """Choose on the map what a link's query says; return the seconds until all is answered."""
        self._seq += 1
        choice = {"seq": self._seq, "query": query, "before": self._query, "has": ""}
        self._query = query
        self.states[self.map_id] = {"json_value": json.dumps({"choice": choice})}
        return await self.ask()

    async def set_to(self, label: str, **value: Any) -> float:
        """Set a widget by what is written on it; return the seconds until all is answered."""
        self.states[self.widgets[label]] = value
        return await self.ask()

    async def press(self, label: str) -> float:
        """Press a button; return the seconds until all is answered."""
        seconds = await self.set_to(label, trigger_value=True)
        del self.states[self.widgets[label]]
        return seconds

    async def ask(self) -> float:
        """Have the page run; return the seconds until its last message.

        Raises
        ------
        RuntimeError
            If the page shows an exception.
        """
        asked = BackMsg()
        for number, value in self.states.items():
            asked.rerun_script.widget_states.widgets.add(id=number, **value)
        asked.rerun_script.cached_message_hashes.extend(self._hashes)
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        async for raw in self.socket:
            told = ForwardMsg.FromString(bytes(raw) if not isinstance(raw, str) else raw.encode())
            if told.metadata.cacheable:
                self._hashes[told.hash] = None
            kind = told.WhichOneof("type")
            if kind == "delta":
                self._note(told)
            elif kind == "script_finished":
                break
        return time.perf_counter() - start

    def _note(self, told: ForwardMsg) -> None:
        delta = told.delta
        if delta.WhichOneof("type") == "add_block":
            if delta.add_block.HasField("tab_container"):
                self.widgets["tabs"] = delta.add_block.tab_container.id
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        if kind == "bidi_component" and element.bidi_component.component_name.endswith(MAP):
            self.map_id = element.bidi_component.id
        if kind in _WIDGETS:
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget.id


async def opened(port: int) -> Reader:
    """Open the page on a port of this machine and wait until it is whole."""
    reader = Reader(
        await connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]  # a text of its own type
            max_size=None,
        )
    )
    await reader.ask()
    return reader
