r"""Every string that reaches HTML or JavaScript goes through here.

What belongs here: the one escaping function and the one way to put data into a script. What does
not: wording, numbers, dates, or anything that knows which renderer asks.

Names, headlines and titles come from data files that users may write, and from links. They pass
three readers on their way to the screen: HTML, a JavaScript literal (Folium writes many strings
into template literals, where `${…}` runs and `\x3c` becomes `<`), and Markdown. `safe` disarms a
string for all three at once, so that nobody has to know which comes first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from geo.clean import clean

Json = dict[str, Any]
"""Values as JSON has them, by name."""

# What has a meaning to HTML (the first five), to a template literal (backslash, backtick, dollar,
# brace) or to Markdown (the rest). An entity is inert in all of them, and HTML turns it back into
# the character the author meant. html.escape alone leaves the last two readers.
_MARKED = "&<>\"'\\`${}[]()*_~#|!"
_ENTITIES: Mapping[str, str] = {char: f"&#{ord(char)};" for char in _MARKED}
_MARK = re.compile(f"[{re.escape(_MARKED)}]")


def plain(text: object) -> str:
    """Return a text as one line without control characters; still not fit for HTML."""
    return clean(text)


def safe(text: object) -> str:
    """Return a text that shows as itself in HTML, in a script's string and in Markdown.

    Parameters
    ----------
    text
        Anything; its `str` is taken. Line breaks become spaces.

    Returns
    -------
    str
        Text with every character of meaning as an entity; never a tag, an attribute's end, an
        expression or a link.

    Examples
    --------
    >>> safe("Herat & <b>")
    'Herat &#38; &#60;b&#62;'
    >>> safe("${1+1}")
    '&#36;&#123;1+1&#125;'
    """
    return _disarmed(plain(text))


def _disarmed(line: str) -> str:
    # To look for marks is much faster than to translate each letter of a text in any script.
    return _MARK.sub(lambda found: _ENTITIES[found[0]], line)


# Markdown on the page makes links of bare addresses, and icons, colours and signs of these, in
# what the entities of `safe` have become again: only another character between keeps them apart.
_JOINED = re.compile(r"([:@])(?=\S)|(www)(?=\.)|([-<>=~])(?=[-<>=])", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def notice(text: object) -> str:
    r"""Return a text for a notice of the page, where even a bare address must stay text.

    As `safe`, with invisible word joiners where Markdown would see an address, an icon or a sign.

    Examples
    --------
    >>> notice("a:b") == safe("a:") + "\u2060" + "b"
    True
    """
    return _disarmed(_JOINED.sub(lambda found: found[0] + _WORD_JOINER, plain(text)))


def compact_json(value: object) -> str:
    """Return JSON without blanks, as a file of its own holds it, where no tag can end it.

    Raises
    ------
    ValueError
        If `value` holds NaN or an infinity.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_json(value: object) -> str:
    """Return JSON that can stand in a script, even in an inline one.

    `<`, `>`, `&` and the two line separators are written as escapes, so the text holds no tag and
    no line end that HTML or an older JavaScript would act on.

    Raises
    ------
    ValueError
        If `value` holds NaN or an infinity.
    """
    text = compact_json(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
