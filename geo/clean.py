"""Which characters a text may hold, and how a text of unknown origin is made fit. Pure.

What belongs here: the one list of characters that hide, reorder or end text, and that files cannot
carry. Data that hold one are refused (`geo/records/cells.py`); what a reader types is cleaned of
them. What does not: markup, which is a matter of who renders (`layers/look/text.py`).
"""

from __future__ import annotations

import re
import unicodedata

# Line ends and tabs: they part words, so a space stands for each.
_SPACED = "\t\n\v\f\r\x85\u2028\u2029"
# Control characters, embeddings, overrides and isolates of direction, byte-order marks,
# annotations, surrogates, tags, and what Unicode calls no characters. U+200C and U+200D join
# letters in Persian and Pashto, U+200E and U+200F set a mark's side: they stay.
_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
)
# Letters and a sign that are drawn as nothing.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_SPACE = re.compile(f"[{_SPACED}]")
_NO_TEXT = re.compile(f"[{_HIDDEN}]")


def clean(text: object, *, longest: int | None = None) -> str:
    r"""Return a text as one line without characters that hide, reorder or end it.

    Parameters
    ----------
    text
        Anything; its `str` is taken.
    longest
        How many characters to keep; the rest becomes an ellipsis.

    Examples
    --------
    >>> clean("Herat\u202e\n2026")
    'Herat 2026'
    >>> clean("a long story", longest=6)
    'a lon…'
    """
    line = str(text)
    # Python calls none of those characters printable, and looks through a text much faster.
    if not line.isprintable():
        line = _NO_TEXT.sub("", _SPACE.sub(" ", line))
    if longest is not None and len(line) > longest:
        return line[: longest - 1] + "…"
    return line


def one_line(text: str) -> str:
    """Return a text with a space for each line end and tab; nothing else is changed."""
    return text if text.isprintable() else _SPACE.sub(" ", text)


def tidy(text: str) -> str:
    r"""Return a text with single blanks between its words, and what no text may hold spelt out.

    Examples
    --------
    >>> tidy(" a\u202e  b\n")
    'a⟨U+202E⟩ b'
    """
    # Nearly all are so already; a line as text is long.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    r"""Return a text in which each character that no text may hold is spelt out, not obeyed.

    Examples
    --------
    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    """
    if text.isprintable():
        return text
    return _NO_TEXT.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def hidden_in(text: str) -> str:
    """Return the first character that no text may hold, as `U+202E`; nothing if there is none."""
    found = None if text.isprintable() else _NO_TEXT.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def is_blank(text: str) -> bool:
    r"""Tell whether nothing of a text can be seen: no letter, number, sign or mark of its own.

    Examples
    --------
    >>> is_blank("\u200b \u3164"), is_blank("\u200cی")
    (True, False)
    """
    return not any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK for char in text)
