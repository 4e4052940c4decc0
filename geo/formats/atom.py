"""A list of dated entries as an Atom feed (RFC 4287). Pure; the same entries give the same text.

What belongs here: the form of the feed. What does not: what an entry says
(`layers/words/changelist.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id (an IRI), title, day, kind, text, and the pages it rests on."""

    entry_id: str
    title: str
    day: date
    category: str
    text: str
    links: tuple[str, ...]


def feed_of(feed_id: str, title: str, updated: date, entries: Iterable[Entry]) -> str:
    """Return an Atom feed.

    Parameters
    ----------
    feed_id, title
        Its id (an IRI), which is also its name for good, and its title; the author has the same.
    updated
        The last day it speaks of; entries carry their own.
    entries
        In the order of the feed.
    """
    feed = ET.Element("feed", xmlns=_ATOM)
    _add(feed, "id", feed_id)
    _add(feed, "title", title)
    _add(feed, "updated", _instant(updated))
    _add(ET.SubElement(feed, "author"), "name", title)
    for entry in entries:
        one = ET.SubElement(feed, "entry")
        _add(one, "id", entry.entry_id)
        _add(one, "title", entry.title)
        _add(one, "updated", _instant(entry.day))
        ET.SubElement(one, "category", term=entry.category)
        for link in entry.links:
            ET.SubElement(one, "link", rel="related", href=link)
        _add(one, "content", entry.text)
    ET.indent(feed)
    body = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _instant(day: date) -> str:
    """Return a day as the instant it begins, as Atom has no days."""
    return f"{day.isoformat()}T00:00:00Z"
