"""Tables of text from outside: their encoding, their delimiter, their rows. Pure.

What belongs here: from bytes to cells. What does not: what the cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io

from geo.errors import OverlayError
from geo.own.limits import LONGEST_LINE, MOST_COLUMNS, Meter

_DELIMITERS = ",;\t|"
# Tried where a text is no UTF-8. The first three fail on bytes they do not know; what all can read
# is told apart by its letters.
_CODE_PAGES = ("cp1256", "cp1251", "cp1252")
_NAMED = {
    "1256": "cp1256", "cp1256": "cp1256", "windows-1256": "cp1256", "ansi 1256": "cp1256",
    "1251": "cp1251", "cp1251": "cp1251", "windows-1251": "cp1251", "ansi 1251": "cp1251",
    "1252": "cp1252", "cp1252": "cp1252", "windows-1252": "cp1252", "ansi 1252": "cp1252",
}  # fmt: skip


def decoded(content: bytes, *, stated: str = "") -> tuple[str, str]:
    """Return a text of unknown encoding, and the encoding it was read by.

    Parameters
    ----------
    content
        The bytes.
    stated
        A code page that the file names; empty to tell by the bytes.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    named = _NAMED.get(stated.lower())
    if named:
        return content.decode(named, errors="replace"), named
    best = max(_CODE_PAGES, key=lambda name: _likeness(content, name))
    return content.decode(best, errors="replace"), best


def _likeness(content: bytes, encoding: str) -> float:
    """Return what share of the strange letters stand where a language would put them."""
    text = f" {content[:50_000].decode(encoding, errors='replace')} "
    strange = good = 0
    for before, char, after in zip(text, text[1:], text[2:], strict=False):
        if ord(char) < 128:
            continue
        strange += 1
        code = ord(char)
        if encoding == "cp1256":
            good += 0x600 <= code <= 0x6FF or code in (0x200C, 0x200D)
        elif encoding == "cp1251":
            # Arabic letters read as Cyrillic make capitals within words.
            good += 0x400 <= code <= 0x4FF and (char.islower() or not before.isalpha())
        else:
            good += 0xC0 <= code <= 0xFF and (_is_plain(before) or _is_plain(after))
    return good / strange if strange else 0.0


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalpha()


def rows_of_text(text: str, meter: Meter) -> tuple[list[list[str]], str]:
    """Return the rows of a table, blank ones too so that they keep their numbers, and what parts.

    Raises
    ------
    OverlayError
        If it is no table, or more than is read.
    """
    if "\x00" in text:
        raise OverlayError("This is no table of text.")
    delimiter = _delimiter_of(text)
    rows: list[list[str]] = []
    # There is but one limit for the whole interpreter, and others move it.
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            if row:
                meter.record(row)
            if len(row) > MOST_COLUMNS:
                raise OverlayError(f"A row has more than {MOST_COLUMNS} columns.")
            rows.append(row)
    except csv.Error:
        message = f"Row {len(rows) + 1} cannot be read: a cell is far too long."
        raise OverlayError(f"{message} Is a quote not closed?") from None
    return rows, delimiter


def _delimiter_of(text: str) -> str:
    """Return what parts the cells: what stands as often in every one of the first lines."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    lines = lines[:-1] if len(lines) > 3 else lines

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        even = bool(counts) and min(counts) == max(counts) > 0
        return int(even), (min(counts) if counts else 0)

    best = max(_DELIMITERS, key=weight)
    if weight(best)[1] == 0:
        header = lines[0] if lines else ""
        best = max(_DELIMITERS, key=header.count)
    return best
