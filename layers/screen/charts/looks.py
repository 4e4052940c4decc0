"""How firmly a figure stands, as fill, dash and shape of a chart's marks.

Measured is solid; what is only claimed is pale, an estimate paler with a dashed edge; planned is
hollow; a forecast, and a year computed from a part, are dotted. It holds in grey: tone and dash
differ, not hue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from layers.look.palette import PAPER, mix
from layers.words.charts import (
    CLAIMED,
    ESTIMATED,
    EXTRAPOLATED,
    FORECAST,
    MEASURED,
    PLANNED,
)

DASHES: Mapping[str, list[int]] = {
    MEASURED: [1, 0],
    CLAIMED: [1, 0],
    ESTIMATED: [4, 2],
    EXTRAPOLATED: [1, 2],
    PLANNED: [1, 0],
    FORECAST: [2, 2],
}


def fills_of(colour: str) -> Mapping[str, str]:
    """Return the fill of each look in a hue."""
    return {
        MEASURED: colour,
        CLAIMED: mix(colour, PAPER, 0.5),
        ESTIMATED: mix(colour, PAPER, 0.72),
        EXTRAPOLATED: PAPER,
        PLANNED: PAPER,
        FORECAST: mix(colour, PAPER, 0.88),
    }


def by_look(values: Mapping[str, Any]) -> Any:
    """Return a condition on the look of a row; what has no look of its own looks measured."""
    chain: Any = None
    for look, value in values.items():
        if look == MEASURED:
            continue
        test = f"datum.look == '{look}'"
        chain = alt.when(test) if chain is None else chain.when(test)
        chain = chain.then(alt.value(value))
    return chain.otherwise(alt.value(values[MEASURED]))
