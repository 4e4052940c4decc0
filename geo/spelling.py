"""Spellings of one name brought to one form, so that a name is found however it is typed. Pure.

What belongs here: which letters and signs count as the same, and which known id an unknown one was
meant for. What does not: which names a place has (the catalog) and finding
(`geo/network/whatif.py`; the browser's `search.js` folds alike, and a test holds the two together).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable

from geo.errors import UnknownIdError

_APOSTROPHES = "'‘’ʻʼ`´"
_ALIKE = str.maketrans(
    {
        "ı": "i",
        # Arabic letters stand for Persian, Pashto and Urdu ones on many keyboards.
        "ك": "ک",
        "ګ": "گ",
        **dict.fromkeys("يىېۍے", "ی"),
        **dict.fromkeys("ہھەةۃ", "ه"),
        # What joins or stretches letters, or steers their direction, is no letter.
        **dict.fromkeys(_APOSTROPHES + "ـ\u200d\u200e\u200f", ""),
    }
)
_SAINT = re.compile(r"\b(?:st|sankt|sv) (?=\w)")


def folded(text: str) -> str:
    """Return a spelling without case, accents, apostrophes and what separates its words.

    Letters of the Arabic script that keyboards exchange are one letter, half-spaces are spaces,
    and "St. Petersburg" is "saint petersburg".
    """
    # Marks are taken off before letters are made alike: آ and ئ are a letter and a mark. What is a
    # capital in another dress (ℍ) has no small letter until it is undressed.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = " ".join(re.split(r"[\W_]+", letters.translate(_ALIKE))).strip()
    return _SAINT.sub("saint ", words)


def joined(text: str) -> str:
    """Return a folded spelling without spaces: half-spaces are typed as spaces or left out."""
    return folded(text).replace(" ", "")


def known_ids(given: Iterable[str], known: Collection[str], kind: str) -> frozenset[str]:
    """Return ids as a set; the first that is unknown is an error naming the nearest.

    Raises
    ------
    UnknownIdError
        At the first id that is not among the known.
    """
    ids = frozenset(given)
    for name in sorted(ids - frozenset(known)):
        near = difflib.get_close_matches(name, known, cutoff=0.4)
        # Where there are few, all of them say more than none.
        raise UnknownIdError(kind, name, near or tuple(known)[:8])
    return ids
