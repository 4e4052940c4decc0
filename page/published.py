"""The files the page has put out for browsers, by address.

What belongs here: what is published, for the routes that answer and the page that publishes. What
does not: making the files (`layers/screen/files.py`) and answering (`page/serve.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from layers.screen.files import ServedFile

# The page puts files here before it tells a browser of them; the server and the page's script are
# one process. A file that neither the cache nor any session holds any more is forgotten.
_published: WeakValueDictionary[str, ServedFile] = WeakValueDictionary()
_lock = Lock()


_link_ahead: list[str] = []


def announce(link: str) -> None:
    """Let the page itself name the files its first map needs, as the `Link` header does."""
    _link_ahead[:] = [link]


def link_ahead() -> str:
    """Return the header's value; empty until there are such files."""
    return _link_ahead[0] if _link_ahead else ""


def publish(files: Mapping[str, ServedFile]) -> dict[str, ServedFile]:
    """Let the server answer for these files, by address relative to the page.

    Returns
    -------
    dict of str to ServedFile
        What it answers with, to be held as long as a browser may ask. Most files are those of
        other maps too: one that another put there stays, or it would go with whoever came last.
    """
    with _lock:
        return {address: _published.setdefault(address, file) for address, file in files.items()}


def published_at(address: str) -> ServedFile | None:
    """Return the file at an address relative to the page; none if nothing was put there."""
    return _published.get(address)
