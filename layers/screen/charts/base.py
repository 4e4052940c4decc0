"""What all Altair charts of the panels share: look, axes, and rows that come last.

A chart is a Vega-Lite specification with its rows under `datasets`. Altair copies a chart, rows
and all, at every step, which takes a second for a panel; so the shape of a chart is built once
for what it depends on, without rows, and kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from layers.look.palette import CSS_FONT, INK, INK_SOFT
from layers.words.charts import ChartRow

ROW_PX = 34
# The page fits a chart, axis and title included, into the height asked for.
AXIS_PX = 36
# In UTC, so that no reader's clock moves a date.
TIME = alt.Scale(type="utc", nice=False)
Spec = dict[str, Any]


def within(most: int) -> alt.ExprRef:
    """Return the length at which a label is shortened, in pixels: a chart's own width at most."""
    return alt.ExprRef(f"min({most}, (containerSize()[0] || {most}) - 6)")


def stretched() -> Any:
    """Return a layer without ink that stretches the time axis over the dataset `ends`.

    A domain given outright is taken for a conflict with itself as soon as a mark has two ends.
    """
    return chart_of("ends").mark_point(opacity=0, size=0).encode(x=untitled("start"))


def untitled(field: str) -> alt.X:
    """Return a field of dates across, on the axis of time that another layer has."""
    return alt.X(f"{field}:T", title=None)


def day_rows(*days: date) -> list[ChartRow]:
    """Return a dataset of days, such as `ends` or `now`."""
    return [{"start": day.isoformat()} for day in days]


def row_axis(count: int) -> alt.Y:
    """Return the hidden axis of numbered rows, from the top."""
    return alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(count))))


def tips(*names: str) -> list[alt.Tooltip]:
    """Return tooltip lines without repeating the field's name in ours."""
    return [alt.Tooltip(f"{name}:N", title=name.replace("_", " ")) for name in names]


def chart_of(dataset: str) -> Any:
    """Return a chart of a dataset that comes later."""
    return alt.Chart(alt.NamedData(name=dataset))


def finished(*layers: Any, **properties: Any) -> str:
    """Return layers as one chart's specification in JSON text, which a cache can keep unchanged.

    It asks for a canvas: the page draws charts as SVG otherwise, and their hundreds of moved groups
    make the browser slower at every frame of the map beside them.
    """
    drawn = (
        alt.layer(*layers)
        .properties(
            **properties,
            padding={"left": 0, "right": 2, "top": 2, "bottom": 4},
            usermeta={"embedOptions": {"renderer": "canvas"}},
        )
        # Charts draw on a canvas and do not inherit the page's face.
        .configure(font=CSS_FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_text(fontSize=11, color=INK)
        .configure_axis(
            labelFontSize=10.5,
            titleFontSize=10.5,
            labelColor=INK_SOFT,
            titleColor=INK_SOFT,
            titleFontWeight="normal",
        )
    )
    return json.dumps(drawn.to_dict())


def with_rows(specification: str, **datasets: Sequence[ChartRow]) -> Spec:
    """Return a specification with its rows."""
    spec: Spec = json.loads(specification)
    return spec | {"datasets": {name: list(rows) for name, rows in datasets.items()}}
