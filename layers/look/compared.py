"""How lines look that can be used on one of two days only, or stand otherwise.

What belongs here: the casing under a line or round a place for each kind of difference. A line
keeps its hue, dash and weight: those still say corridor, status and mode. Kinds differ in dash as
well as in hue, for grey prints and for the colour-blind. Which line is of which kind the browser
finds (`layers/screen/web/compared.js`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from layers.look.legend import LegendEntry, LegendGroup
from layers.look.looks import look_of
from layers.look.palette import GAIN_GREEN, LOSS_RED, NEUTRAL, TURN_BLUE

# Colour and dashes in pixels of the casing; how much wider than the line it is.
CASING: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "gained": (GAIN_GREEN, ()),
    "lost": (LOSS_RED, (9.0, 5.0)),
    "changed": (TURN_BLUE, (3.0, 3.0)),
}
CASING_PX = 8.0
COMPARED_LABEL: Mapping[str, str] = {
    "gained": "Gained: in use now, not then",
    "lost": "Lost: in use then, not now or not on record",
    "changed": "Another status or restriction",
}


def compared_entries() -> tuple[LegendEntry, ...]:
    """Return the legend's rows of a comparison."""
    line = look_of(NEUTRAL)
    wide = replace(line, softened=False, width_px=line.width_px + CASING_PX)
    return tuple(
        LegendEntry(
            LegendGroup.COMPARED,
            kind,
            COMPARED_LABEL[kind],
            replace(wide, colour=colour, dash_px=dash),
        )
        for kind, (colour, dash) in CASING.items()
    )
