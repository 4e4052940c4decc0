"""The corridors that ship, by name, for tests that go through each of them."""

from __future__ import annotations

import csv
from pathlib import Path

_TABLE = Path(__file__).resolve().parents[1] / "data" / "corridors.csv"


def _ids() -> tuple[str, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(row["corridor_id"] for row in csv.DictReader(file))


# In the order of the page.
CORRIDORS = _ids()
# What the page starts with.
MISSIONS = ("herat_hub", "trans_afghan", "instc")
