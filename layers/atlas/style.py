"""The style sheet of an atlas: the colours of the house, then the sheets of cards and pages."""

from __future__ import annotations

from pathlib import Path

from layers.atlas.site import Atlas
from layers.look.fonts import font_faces
from layers.look.palette import ACCENTS, css_variables
from layers.look.style import corridor_colours
from layers.screen.css import panels_sheet

_OWN = Path(__file__).with_name("atlas.css")


def style_sheet(atlas: Atlas) -> str:
    """Return the one style sheet of all pages; no page has a style of its own."""
    accent = ACCENTS.get(atlas.house.accent, "")
    own = f":root {{ --accent: {accent}; }}\n" if accent else ""
    hues = "".join(
        f'[data-hue="{colour[1:]}"] {{ --hue: {colour}; }}\n'
        for colour in sorted(set(corridor_colours(atlas.catalog.corridors).values()))
    )
    faces = font_faces(lambda face: f"fonts/{face.file}")
    return faces + css_variables() + own + hues + panels_sheet() + _OWN.read_text(encoding="utf-8")
