"""The style sheet of the panels, for the page and for the single file.

What belongs here: the sheet beside this module with the palette's colours before it. What does not:
the map's own sheet (`layers/screen/web/map.css`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from layers.look.palette import css_variables


@lru_cache(maxsize=1)
def panels_css() -> str:
    """Return the style element of the panels."""
    return f"<style>\n{css_variables()}{panels_sheet()}</style>"


def panels_sheet() -> str:
    """Return the sheet of the panels without the palette."""
    return Path(__file__).with_name("panels.css").read_text(encoding="utf-8")
