"""The files the page has put out for browsers, by address.

What belongs here: what is published, for the routes that answer and the page that publishes. What
does not: making the files (`layers/screen/files.py`) and answering (`page/serve.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from layers.screen.files import ServedFile

# The page puts files here before it tells a browser of them; the server and the page's script are
# one process. A file that neither the cache nor any session holds any more is forgotten.
_published: WeakValueDictionary[str, ServedFile] = WeakValueDictionary()


_link_ahead: list[str] = []


def announce(link: str) -> None:
    """Let the page itself name the files its first map needs, as the `Link` header does."""
    _link_ahead[:] = [link]


def link_ahead() -> str:
    """Return the header's value; empty until there are such files."""
    return _link_ahead[0] if _link_ahead else ""


def publish(files: Mapping[str, ServedFile]) -> None:
    """Let the server answer for these files, by address relative to the page."""
    _published.update(files)


def published_at(address: str) -> ServedFile | None:
    """Return the file at an address relative to the page; none if nothing was put there."""
    return _published.get(address)
