"""Assumptions behind times and costs by name, as rows to read and to change.

What belongs here: the name of an assumption and its row. What does not: what it is used for
(`geo/records/costs.py`, `geo/network/legcosts.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.model.choice import Basis
from geo.records.catalog import Catalog
from geo.records.costs import Assumption, Quantity
from layers.words.references import source_name, with_sources
from layers.words.wording import country_text, number_text

# Who changed an assumption on the page: the origin of its row then.
BY_READER = "the reader"
_QUANTITY: Mapping[Quantity, str] = {
    Quantity.SPEED: "Speed",
    Quantity.DWELL: "Wait",
    Quantity.RATE: "Freight rate",
    Quantity.CHARGE: "Charge",
}
_OF: Mapping[str, str] = {
    "rail": "by rail",
    "road": "by road",
    "sea": "by sea",
    "caspian_sea": "on the Caspian Sea",
    "border_road": "at a road border",
    "border_rail": "at a rail border",
    "gauge_break": "at a break of gauge",
    "mode_change": "where rail, road or ship change",
    "port": "in a port",
}


def assumption_text(row: Assumption) -> str:
    """Return the name of an assumption: `Wait at a rail border, Turkmenistan`."""
    where = f", {country_text(row.country)}" if row.country else ""
    per = f", per {row.basis}" if row.basis is not Basis.ANY else ""
    return f"{_QUANTITY[row.quantity]} {_OF.get(row.applies_to, row.applies_to)}{where}{per}"


def assumption_rows(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return the rows of the table to read, by the ids of the assumptions."""
    return {
        name: {
            "What": assumption_text(row),
            "Low": row.low,
            "Central": row.central,
            "High": row.high,
            "Unit": row.unit,
            "Price year": row.price_year,
            "Direction": row.direction,
            "Source": source_name(catalog.sources[row.source_id])
            if row.source_id in catalog.sources
            else "our assumption",
            "Note": with_sources(row.note, catalog.sources),
        }
        for name, row in catalog.assumptions.items()
    }


def changed_text(catalog: Catalog) -> str:
    """Return which assumptions the reader changed, and to what; nothing when none."""
    said = [
        f"{assumption_text(row)}: "
        f"{' · '.join(number_text(end) for end in (row.low, row.central, row.high))} {row.unit}"
        for row in catalog.assumptions.values()
        if row.origin == BY_READER
    ]
    return f"Assumptions changed by the reader: {'; '.join(said)}." if said else ""
