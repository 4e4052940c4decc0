"""Charts as they are handed to Streamlit."""

from __future__ import annotations

import json

import pyarrow
from streamlit.testing.v1 import AppTest


def page() -> None:
    from page.chart import show_chart

    rows = [{"label": "Alpha", "value": 1}, {"label": "Beta", "value": 2.5, "tip": "more"}]
    spec = {"mark": "bar", "data": {"name": "rows"}, "datasets": {"rows": rows, "ticks": []}}
    show_chart(spec, key="drawn")


def test_rows_travel_as_columns_with_gaps_where_a_row_has_none() -> None:
    test = AppTest.from_function(page).run()
    assert not test.exception
    [chart] = test.get("vega_lite_chart")
    sent = {dataset.name: dataset.data.data for dataset in chart.proto.datasets}
    assert sent.keys() == {"rows", "ticks"}
    table = pyarrow.ipc.open_stream(sent["rows"]).read_all()
    assert table.to_pydict() == {
        "label": ["Alpha", "Beta"],
        "value": [1.0, 2.5],
        "tip": [None, "more"],
    }
    assert pyarrow.ipc.open_stream(sent["ticks"]).read_all().num_rows == 0
    assert "datasets" not in json.loads(chart.proto.spec)
