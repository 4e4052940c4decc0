"""Nothing from the future in any file: at six of the days of `tests/future.py`, every format.

`make attack` takes every one of the days.
"""

from __future__ import annotations

from datetime import date

import pytest

from geo.ledger.highlights import statements_of
from geo.model.choice import Journey
from geo.records.catalog import Catalog
from tests import shown
from tests.future import ATTACK, DAYS, SOME_DAYS, Allowed, faults_in

JOURNEY = Journey("mazar_rail_terminal", "karachi")


@pytest.mark.slow
@pytest.mark.parametrize("on", DAYS if ATTACK else SOME_DAYS, ids=str)
def test_no_file_holds_anything_from_the_future(shipped: Catalog, on: date) -> None:
    chosen = shown.everything_on(shipped, on)
    ledger = statements_of(shipped, chosen)
    told = Allowed(shipped, ledger)
    in_tables = Allowed(shipped, ledger).with_published(shipped.sources.values())
    texts = dict(shown.files(shipped, chosen, JOURNEY))
    assert len(texts) >= len(shown.TEXT_FORMATS)
    for name, text in texts.items():
        drawn = name.endswith((".svg", ".pdf", ".pptx", ".html"))
        assert faults_in(text, on, told if drawn else in_tables) == [], name
