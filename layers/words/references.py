"""Sources where they are named in a sentence: by who published them, never by an id.

What belongs here: the short name of a source, and the ids that a note of the data holds turned into
names. What does not: whole citations (`geo/ledger/citations.py`), and numbers on paper
(`layers/words/figures.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from geo.calendars import date_text
from geo.ledger.citations import author_of, later_text
from geo.model.said import Source

# What an id of a source looks like; whether it is one, the catalog says.
_ID = re.compile(r"\b[A-Z][A-Z_]*\d*[A-Z]*\b")


def source_name(source: Source) -> str:
    """Return who published a source, else its title."""
    return author_of(source) or source.title


def source_text(source: Source) -> str:
    """Return who published a source and when: `Ariana News, 5 March 2026`."""
    dated = source.published.dated
    about = "about " if source.published_inferred else ""
    when = f", {about}{date_text(source.published)}" if dated else ""
    return f"{source_name(source)}{when}{later_text(source)}"


def with_sources(
    text: str, sources: Mapping[str, Source], told: Callable[[Source], str] = source_name
) -> str:
    """Return a note with each id of a source in it turned into what is told of that source."""
    return _ID.sub(lambda found: told(sources[found[0]]) if found[0] in sources else found[0], text)
