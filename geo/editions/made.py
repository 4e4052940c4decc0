"""Which day and which data a file made earlier is of: our slides and our single HTML file. Pure.

What belongs here: reading back what the file says of itself. What does not: what changed since
(`geo/changes/`). Nothing of a file is run or followed; only two statements are looked for.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date

from geo.calendars import MONTHS
from geo.errors import EditionError
from geo.zipped import UNREADABLE, member_of

_LARGEST_CORE = 1_000_000
# A part that is not there is a KeyError.
_FAULTS: tuple[type[Exception], ...] = (*UNREADABLE, KeyError)
_SLIDES = re.compile(rb"data as of (\d{4})-(\d{2})-(\d{2}), data ([0-9a-f]{64})\b")
_HTML_DAY = re.compile(rb"Data as of <b>(\d{1,2}) (\w{3,9}) (\d{4})</b>")
_HTML_DATA = re.compile(rb">Data ([0-9a-f]{64})\.</p>")


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The day a file shows, and the hash of the data it was made from."""

    as_of: date
    data_hash: str


def is_slides_or_page(content: bytes) -> bool:
    """Return whether a file is slides or a page: what may have been made here, not data."""
    if not content.startswith(b"PK"):
        return content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "ppt/presentation.xml" in archive.namelist()
    except (ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def made_of(content: bytes) -> MadeFrom:
    """Return what a file of ours says of the day and the data it was made from.

    Raises
    ------
    EditionError
        If it is none of ours, or does not say it.
    """
    try:
        found = _of_slides(content) if content.startswith(b"PK") else _of_html(content)
    except _FAULTS:
        found = None
    if found is None:
        raise EditionError(
            "The file does not say which day and data it was made from: wanted are slides (PPTX) "
            "or the single HTML file of this project."
        )
    return found


def _of_slides(content: bytes) -> MadeFrom | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("docProps/core.xml")
        if part.file_size > _LARGEST_CORE:
            return None
        told = _SLIDES.search(member_of(archive, part))
    if told is None:
        return None
    year, month, day = (int(told[n]) for n in (1, 2, 3))
    return MadeFrom(date(year, month, day), told[4].decode())


def _of_html(content: bytes) -> MadeFrom | None:
    day, data = _HTML_DAY.search(content), _HTML_DATA.search(content)
    if day is None or data is None:
        return None
    month = MONTHS.index(day[2].decode()) + 1
    return MadeFrom(date(int(day[3]), month, int(day[1])), data[1].decode())
