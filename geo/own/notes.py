"""What the empty workbook says: how to begin, notes at its columns, and rows as an example.

What belongs here: words for somebody who opens it for the first time. What does not: writing it
(`geo/own/save.py`) and what the columns must hold (`geo/records/schema/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

READ_ME: Sequence[str] = (
    "Your own corridor beside the shipped data",
    "1. On the sheet settings write a name and whose it is: both are shown with everything here.",
    "2. Fill only the sheets you need. Point at a heading to read what goes below it.",
    "3. Rows whose first cell begins with example_ are examples and are not read.",
    "4. A known place has an id on the sheet known places; a new one goes on nodes.",
    "5. A line between two places needs a row on legs and one on leg_status.",
    "6. Name the page or letter on the sheet sources and its id in source_id. Without one a row is "
    "shown as unsourced, and stays out of ranges, headlines and routes.",
    "7. Days are written 2025-07-31, months 2025-07, years 2025.",
    "8. Save as XLSX and drop it on the page, or: corridors app --own my.xlsx",
)

NOTES: Mapping[str, str] = {
    "lon": "Longitude in degrees, east is positive: 62.19967.",
    "lat": "Latitude in degrees, north is positive: 34.34817.",
    "geometry": "The line as WKT: LINESTRING (62.2 34.3, 62.5 34.6). Empty: straight.",
    "source_id": "An id of the sheet sources, or of a shipped source. Empty: unsourced.",
    "source_ids": "Ids of sources, a semicolon between them. Empty: unsourced.",
    "coordinate_source": "Where the coordinates come from: an id of the sheet sources.",
    "since": "Since when: 2025-07-31, 2025-07, 2025, or empty if nobody says.",
    "country": "Three letters: AFG, IRN, TKM, UZB, KAZ, PAK.",
    "length_km": "Length in km. Empty: measured along the line.",
    "from_id": "Where it starts: an id of known places or of the sheet nodes.",
    "to_id": "Where it ends: an id of known places or of the sheet nodes.",
    "subject_id": "What it is about: the id of a place, leg, branch or corridor.",
    "metric": "What is counted: choose from the list.",
    "unit": "Unit of the number: choose from the list.",
    "said_on": "When it was said: 2025-07-31, 2025-07 or 2025.",
}

_LINE = {"mode": "rail", "gauge_mm": "1520", "source_ids": "example_letter"}
EXAMPLES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "nodes": (
        {
            "node_id": "example_yard",
            "name": "New yard",
            "kind": "dry_port",
            "country": "AFG",
            "lon": "62.3",
            "lat": "34.5",
        },
    ),
    "legs": (
        {
            "leg_id": "example_line",
            "name": "Herat – New yard",
            "from_id": "herat",
            "to_id": "example_yard",
            **_LINE,
        },
    ),
    "leg_status": (
        {
            "leg_id": "example_line",
            "status": "construction",
            "since": "2025-04",
            "source_id": "example_letter",
        },
    ),
    "claims": (
        {
            "claim_id": "example_figure",
            "subject_kind": "node",
            "subject_id": "torghundi",
            "metric": "freight_volume",
            "value": "12000",
            "unit": "t",
            "period_start": "2025-01-01",
            "period_end": "2025-12-31",
            "kind": "measured",
            "said_by": "Customs office",
            "said_on": "2026-01-15",
            "source_id": "example_letter",
        },
        {
            "claim_id": "example_plan",
            "subject_kind": "node",
            "subject_id": "torghundi",
            "metric": "capacity",
            "value": "2000000",
            "unit": "t/yr",
            "kind": "plan",
            "said_by": "Railway authority",
            "said_on": "2026-02",
            "source_id": "example_letter",
        },
        {
            "claim_id": "example_range",
            "subject_kind": "node",
            "subject_id": "torghundi",
            "metric": "freight_volume",
            "value_low": "9000",
            "value_high": "11000",
            "unit": "t",
            "qualifier": "about",
            "period_start": "2024-01-01",
            "period_end": "2024-12-31",
            "kind": "estimate",
            "said_by": "Chamber of commerce",
            "said_on": "2025",
            "source_id": "example_letter",
        },
    ),
    "closures": (
        {
            "closure_id": "example_closure",
            "subject_kind": "node",
            "subject_ids": "torghundi",
            "start": "2026-02-01",
            "severity": "closed",
            "headline": "Torghundi shut for repairs",
            "source_id": "example_letter",
        },
    ),
    "sources": (
        {
            "source_id": "example_letter",
            "title": "Letter of the customs office",
            "publisher": "Customs office",
            "published": "2026-01-15",
            "kind": "letter",
            "read": "whole",
        },
    ),
}
