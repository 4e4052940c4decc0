"""The colours and the type that carry no data: ink, paper, basemap, fonts.

What belongs here: what the screen and paper share whatever is shown on them, and how two colours
mix. What does not: any look that says something about a corridor, leg or node
(`layers/look/style.py`). Sizes are CSS pixels on the screen and points on an A4 page.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# A screen is read at an arm's length and an A4 page at reading distance: lines that are right on
# the screen look heavy on paper at the nominal 0.75 pt a pixel.
POINTS_PER_PIXEL = 0.52

INK = "#23262B"
INK_SOFT = "#5B5F66"
PAPER = "#FFFFFF"
RULE = "#C9C4B9"
SHUT_GREY = "#8E8C88"
# Lines beside the ones a page tells of.
ASIDE_GREY = "#B3B0AA"
SHUT_RED = "#B4231F"
DOUBT_VIOLET = "#6A5A8C"
HIGHLIGHT = "#FFD23F"
# Casings of a comparison: what came, what went, what stands otherwise.
GAIN_GREEN = "#7CC9A0"
LOSS_RED = "#E58A7B"
TURN_BLUE = "#8AA9DC"
ACCENT = "#33566B"
GROUND = "#F6F4EE"
# What a house may choose for its heads and links in place of `ACCENT`; each can be read on paper
# and on the ground as text of any size (tests/look/test_palette.py).
ACCENTS: Mapping[str, str] = {
    "slate": ACCENT,
    "blue": "#1F4E79",
    "green": "#2F5D50",
    "plum": "#5B4672",
    "brown": "#6B4A2F",
    "grey": "#4A4E55",
}
# Slopes that lie in the shade; those in the light take on PAPER.
RELIEF_SHADE = "#6B6355"
# What does not say a corridor is shown on a neutral line.
NEUTRAL = "#4A4E55"


@dataclass(frozen=True, slots=True)
class BasemapLook:
    """One kind of basemap feature: fill or stroke; `dash` in pixels."""

    colour: str
    edge: str = ""
    width_px: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


BASEMAP_LOOK: Mapping[str, BasemapLook] = {
    "water": BasemapLook("#D3E0E7"),
    "shore_far": BasemapLook("#DBE6EB"),
    "shore_near": BasemapLook("#E3ECEF"),
    "land": BasemapLook("#F5F1E8", edge="#9FB4C0", width_px=0.8),
    # Where ink is to be saved; there is no relief then.
    "land_light": BasemapLook("#FDFCF9", edge="#9FB4C0", width_px=0.8),
    "lakes": BasemapLook("#D3E0E7", edge="#9FB4C0", width_px=0.6),
    "rivers": BasemapLook("#B7CCD8", width_px=0.8),
    "international": BasemapLook("#A79F92", width_px=1.1),
    "disputed": BasemapLook("#A79F92", width_px=1.1, dash=(5.0, 3.0)),
    "line_of_control": BasemapLook("#A79F92", width_px=1.1, dash=(1.5, 3.0)),
    # Land on the small globe that says where in the world the map lies.
    "globe": BasemapLook("#E4DCCB", edge="#9FB4C0", width_px=0.6),
    "graticule": BasemapLook("#7C93A1", width_px=0.6, opacity=0.35),
    "neatline": BasemapLook(INK, width_px=1.2),
}

# The family that is shipped (`layers/look/fonts.py`): a face and then what fills its gaps, letter
# by letter. On a screen a letter that neither has comes from the reader's own type.
FAMILIES: tuple[str, ...] = ("Noto Sans", "Noto Sans Arabic")
CSS_FONT = ", ".join((*FAMILIES, "system-ui", "Arial"))
MIN_TYPE_PT = 6.0


@dataclass(frozen=True, slots=True)
class TextLook:
    """A style of type: size on paper and on the screen, weight, slant, colour, halo."""

    size_pt: float
    size_px: float
    colour: str
    bold: bool = False
    italic: bool = False
    families: tuple[str, ...] = FAMILIES
    halo: str = ""
    halo_px: float = 0.0


TYPE: Mapping[str, TextLook] = {
    "title": TextLook(20.0, 22.0, INK, bold=True),
    "subtitle": TextLook(9.6, 15.0, INK_SOFT),
    "heading": TextLook(7.2, 12.0, INK, bold=True),
    "body": TextLook(6.9, 13.0, INK),
    "small": TextLook(6.0, 11.0, INK_SOFT),
    "node_1": TextLook(8.0, 13.0, INK, bold=True, halo="#FBF9F3", halo_px=3.0),
    "node_2": TextLook(7.2, 12.0, INK, halo="#FBF9F3", halo_px=3.0),
    "node_3": TextLook(6.6, 11.0, INK, halo="#FBF9F3", halo_px=2.5),
    "node_4": TextLook(6.2, 10.5, INK_SOFT, halo="#FBF9F3", halo_px=2.5),
    "country": TextLook(8.4, 12.5, "#978E7F", halo="#F5F1E8", halo_px=2.0),
    "country_small": TextLook(7.0, 9.5, "#978E7F", halo="#F5F1E8", halo_px=2.0),
    "country_plain": TextLook(7.0, 9.0, "#978E7F", halo="#F5F1E8", halo_px=2.0),
    "crossed": TextLook(8.4, 12.5, "#6B6254", halo="#F5F1E8", halo_px=2.5),
    "crossed_small": TextLook(7.0, 9.5, "#6B6254", halo="#F5F1E8", halo_px=2.5),
    "crossed_plain": TextLook(7.0, 10.0, "#6B6254", halo="#F5F1E8", halo_px=2.5),
    "water": TextLook(8.6, 12.5, "#5F8299", italic=True),
    "place": TextLook(6.2, 10.5, "#857D70", halo="#F5F1E8", halo_px=2.0),
    "graticule": TextLook(6.0, 10.0, INK_SOFT),
    "handling": TextLook(8.0, 12.0, SHUT_RED, bold=True),
}


def css_variables() -> str:
    """Return the colours of the page's own parts as variables of a style sheet.

    Style sheets name no colour: what they need is one of these, or mixed of them.
    """
    colours = {
        "ink": INK,
        "soft": INK_SOFT,
        "line": mix(RULE, PAPER, 0.35),
        "rule": RULE,
        "doubt": DOUBT_VIOLET,
        "paper": PAPER,
        "ground": GROUND,
        "accent": ACCENT,
        "highlight": HIGHLIGHT,
        "alert": SHUT_RED,
        "water": BASEMAP_LOOK["water"].colour,
    }
    return (
        f":root {{ --type: {CSS_FONT}; "
        + " ".join(f"--{name}: {value};" for name, value in colours.items())
        + " }\n"
    )


@lru_cache(maxsize=4096)
def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it, mixed in sRGB, as #RRGGBB."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of #RRGGBB, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def darkened(colour: str) -> str:
    """Return the colour at three fifths of its lightness, as #RRGGBB."""
    red, green, blue = (channel / 255 for channel in rgb(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    channels = colorsys.hls_to_rgb(hue, lightness * 0.6, saturation)
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)
