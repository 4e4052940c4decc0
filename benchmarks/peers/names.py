"""The corridors in the order of the page, by their ids."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def _corridors() -> tuple[str, ...]:
    with (DATA / "corridors.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["corridor_id"] for row in csv.DictReader(file))


CORRIDORS = _corridors()
