"""The button that copies one sentence of a figure, an event or a closure.

What belongs here: its HTML. What does not: the sentences (`layers/words/quoting.py`), and what a
click on it does (`layers/screen/web/quoting.js`).
"""

from __future__ import annotations

from layers.look.text import safe


def copy_html(sentence: str) -> str:
    """Return the button that copies a sentence."""
    return f'<button class="copy" data-say="{safe(sentence)}">Copy</button>'
