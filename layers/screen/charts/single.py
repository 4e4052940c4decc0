"""One chart of a selection by its name, for whoever asks for a chart and not for a panel.

What belongs here: which rows make which chart. What does not: the charts (`figures.py`, `time.py`)
and their rows (`layers/words/charts.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import altair as alt

from geo.errors import CorridorError
from geo.ledger.axes import by_size, latest_years
from geo.ledger.highlights import statements_of, trade_readings, volume_readings
from geo.ledger.readings import Ledger, Reading
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.look.palette import INK, PAPER, mix
from layers.look.style import corridor_colours
from layers.screen.charts.base import Spec
from layers.screen.charts.figures import bars_chart
from layers.screen.charts.time import promises_chart
from layers.words.charts import bar_rows, tick_rows, unit_axis
from layers.words.dated import promise_rows

_WIDTH_PX = 560
# Trade belongs to no corridor, so it has no corridor's hue.
TRADE_HUE = mix(INK, PAPER, 0.35)


def single_chart(
    catalog: Catalog, selection: Selection, what: str, corridor_id: str | None = None
) -> alt.TopLevelMixin:
    """Return a chart: `volumes` of a corridor, `trade` between countries, or `promises`.

    Raises
    ------
    CorridorError
        If there is no such chart, or nothing to draw in it by the selection's date.
    """
    ledger = statements_of(catalog, selection)
    if what == "volumes":
        spec = _volumes(catalog, selection, ledger, corridor_id)
    elif what == "trade":
        spec = _trade(catalog, ledger)
    elif what == "promises":
        spec = _promises(ledger)
    else:
        raise CorridorError(f"There is no chart {what!r}; ask for volumes, trade or promises.")
    return alt.Chart.from_json(json.dumps({**spec, "width": _WIDTH_PX}))


def _volumes(
    catalog: Catalog, selection: Selection, ledger: Ledger, corridor_id: str | None
) -> Spec:
    """Return tonnes by whole years, the latest of each line and place of a corridor."""
    found = volume_readings(catalog, selection, ledger)
    wanted = corridor_id or next((one for one in catalog.corridors if found.get(one)), "")
    readings = [one for one in found.get(wanted, ()) if one.key.unit in ("t", "t/yr")]
    hue = corridor_colours(catalog.corridors).get(wanted, INK)
    return _years(catalog, latest_years(readings), hue)


def _trade(catalog: Catalog, ledger: Ledger) -> Spec:
    """Return turnover between countries, by whole years, in US dollars."""
    readings = [
        one
        for one in trade_readings(ledger)
        if one.key.metric == "trade_turnover" and one.key.unit == "USD_million"
    ]
    return _years(catalog, by_size(latest_years(readings)), TRADE_HUE)


def _years(catalog: Catalog, readings: Sequence[Reading], hue: str) -> Spec:
    if not readings:
        raise CorridorError("No whole year had been told of this by the day.")
    rows = bar_rows(catalog, readings)
    axis = unit_axis(readings[0].key.unit)[1]
    return bars_chart(rows, tick_rows(readings), colour=hue, axis=axis)


def _promises(ledger: Ledger) -> Spec:
    bars, marks = promise_rows(ledger.promises(), ledger.as_of)
    if not bars:
        raise CorridorError("Nothing with a date had been promised by the day.")
    return promises_chart(bars, marks, as_of=ledger.as_of)
