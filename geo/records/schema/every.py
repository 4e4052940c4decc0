"""Every table that is a CSV file, in the order in which they are read and listed."""

from __future__ import annotations

from geo.records.contract import Table
from geo.records.schema.lines import (
    BRANCH_NAMES,
    BRANCHES,
    CORRIDOR_NODES,
    CORRIDORS,
    PUBLISHED_LENGTHS,
    STRAITS,
)
from geo.records.schema.said import (
    CLAIMS,
    EVENTS,
    KEY_FIGURES,
    OMITTED,
    REPORTED,
    SOURCES,
    SUMS,
    WITHDRAWN,
)
from geo.records.schema.states import CLOSURES, CONFIRMATIONS, DOUBT_RULES, LEG_STATUS
from geo.records.schema.ways import ASSUMPTIONS, JOURNEYS, PRESETS

CSV_TABLES: tuple[Table, ...] = (
    CORRIDORS,
    BRANCH_NAMES,
    BRANCHES,
    CORRIDOR_NODES,
    LEG_STATUS,
    CONFIRMATIONS,
    DOUBT_RULES,
    KEY_FIGURES,
    STRAITS,
    SOURCES,
    CLAIMS,
    EVENTS,
    CLOSURES,
    SUMS,
    ASSUMPTIONS,
    OMITTED,
    REPORTED,
    PUBLISHED_LENGTHS,
    JOURNEYS,
    PRESETS,
    WITHDRAWN,
)
