"""Citations derived from source records: running text, BibTeX, RIS.

Nothing is typed by hand, so a citation cannot go stale. An inferred date is marked as inferred,
and how much of the page was read is said, since a headline proves less than a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from geo.calendars import date_text, day_text
from geo.model.dates import Precision
from geo.model.origins import added_text
from geo.model.said import Source

READ_TEXT: Mapping[str, str] = {
    "whole": "whole page read",
    "opening": "opening of the page read",
    "headline": "headline only read",
    "none": "not read",
}

# The names of months that BibTeX knows without braces; styles write them in their own language.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# How data name a publisher that the page does not: not somebody's name.
_NOBODY = "not stated"
_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    # A lone brace unbalances an entry even where TeX would take it for a letter.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def published_text(source: Source) -> str:
    """Return the date of publication: if it is inferred or missing, or after the day shown."""
    if not source.published.dated:
        return "n.d."
    inferred = " (date inferred)" if source.published_inferred else ""
    return date_text(source.published) + inferred + later_text(source)


def later_text(source: Source) -> str:
    """Say that a page was written after the day it is shown for; nothing otherwise."""
    return ", written later" if source.written_later else ""


def publisher_text(source: Source) -> str:
    """Return who published a source; that nobody is named, where the data say so."""
    return author_of(source) or (source.publisher and "publisher not named")


def citation_text(source: Source, *, address: bool = True) -> str:
    """Return a citation to copy: publisher, title, date, address, access, how much was read.

    The original is named first; a copy it was read on stands before the address, which is its own.
    Without `address` it is for a link that has the address already.
    """
    parts = [
        publisher_text(source),
        f"“{_one_line(source.title)}”",
        published_text(source),
        copy_text(source),
        link_of_source(source) if address else "",
        f"accessed {_day_text(source.accessed)}" if source.accessed else "",
        read_text(source),
        _one_line(added_text(source.origin)),
    ]
    return ", ".join(filter(None, parts))


def _day_text(text: str) -> str:
    """Return a day as a reader says it; what is no day of the calendar as it stands."""
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def copy_text(source: Source) -> str:
    """Return on which copy or mirror a source was read; empty when it was the original."""
    return f"read at {_one_line(source.read_at)}" if source.read_at else ""


def read_text(source: Source) -> str:
    """Return in words how much of the page was read."""
    return READ_TEXT.get(source.read, source.read)


def link_of_source(source: Source) -> str:
    """Return the address of a source if it is a plain web address, else nothing."""
    address = source.url.strip()
    usable = re.fullmatch(r"https?://[^\s<>\"'`\\]+", address)
    return address if usable else ""


def bibtex_of(sources: Iterable[Source]) -> str:
    """Return one BibTeX entry per source, in the order given."""
    return "\n".join(_bibtex_entry(source) for source in sources)


def ris_of(sources: Iterable[Source]) -> str:
    """Return one RIS record per source, in the order given; lines end in CR LF as RIS wants."""
    return "".join(_ris_record(source) for source in sources)


def _bibtex_entry(source: Source) -> str:
    author = author_of(source)
    fields = {
        "title": f"{{{_bibtex(source.title)}}}",
        # A second pair of braces: an institution has no first and last name.
        "author": f"{{{_bibtex(author)}}}" if author else "",
        "year": _year_of(source),
        "date": _iso_date(source),
        "url": _bibtex_address(link_of_source(source)),
        "urldate": _bibtex(source.accessed),
        "note": _bibtex(_note_of(source)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if source.published.precision in (Precision.DAY, Precision.MONTH):
        lines.append(f"  month = {_MONTHS[source.published.first.month - 1]}")
    return f"@misc{{{_key(source.source_id)},\n" + ",\n".join(lines) + "\n}\n"


def author_of(source: Source) -> str:
    """Return who stands as the author of a page: its publisher; nobody where none is stated."""
    return "" if source.publisher.casefold().startswith(_NOBODY) else source.publisher


def _year_of(source: Source) -> str:
    return f"{source.published.first.year:04d}" if source.published.dated else ""


def _iso_date(source: Source) -> str:
    """Return the date as exactly as it is known to the month or day, for what reads `date`."""
    length = {Precision.DAY: 10, Precision.MONTH: 7}.get(source.published.precision, 0)
    return source.published.first.isoformat()[:length]


def _ris_record(source: Source) -> str:
    author = author_of(source)
    lines = [
        ("TY", "ELEC"),
        ("ID", source.source_id),
        ("AU", author),
        ("TI", source.title),
        ("PB", author),
        ("PY", _year_of(source)),
        ("DA", _ris_date(source)),
        ("UR", link_of_source(source)),
        ("Y2", source.accessed.replace("-", "/")),
        ("N1", _note_of(source)),
    ]
    kept = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*kept, "ER  - ", ""])


def _ris_date(source: Source) -> str:
    """Return the RIS date YYYY/MM/DD/ with what is unknown left empty."""
    first = source.published.first
    match source.published.precision:
        case Precision.DAY:
            return f"{first.year}/{first.month:02d}/{first.day:02d}/"
        case Precision.MONTH:
            return f"{first.year}/{first.month:02d}//"
        case Precision.UNDATED:
            return ""
        case _:
            return f"{first.year}///"


def _note_of(source: Source) -> str:
    inferred = "; date inferred" if source.published_inferred else ""
    copied = f"; {copy_text(source)}" if source.read_at else ""
    later = "; written later" if source.written_later else ""
    added = f"; {added_text(source.origin)}" if added_text(source.origin) else ""
    return f"{source.kind}; {read_text(source)}{copied}{inferred}{later}{added}"


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(character, character) for character in _one_line(text))


def _bibtex_address(address: str) -> str:
    """Keep an address usable: inside `url` only braces would break the entry."""
    return address.replace("{", "%7B").replace("}", "%7D")


def _key(source_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]", "", source_id)


def _one_line(text: str) -> str:
    """Return text without line breaks and control characters, which would start new fields."""
    if text.isprintable():
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in text
    )
    return " ".join(visible.split())
