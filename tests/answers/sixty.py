"""Sixty questions with answers known from the record, not from what the answers say.

Each is a question, its arguments, where to look in the answer, and what stands there. A path like
`figures.*.claim_id` gathers from a list; the expected value must be among what it gathers.
"""

from __future__ import annotations

from typing import Any

Question = tuple[str, dict[str, Any], str, Any]

FOUND: tuple[Question, ...] = tuple(
    ("find", {"name": name}, "found.0.id", wanted)
    for name, wanted in (
        ("Torghondi", "torghundi"),
        ("Хайратон", "hairatan"),
        ("هرات", "herat"),
        ("Islam-Qala", "islam_qala"),
        ("Mazar-i-Sharif railway", "mazar_rail_terminal"),
        ("Wagah", "wagah"),
        ("hormuz", "hormuz"),
        ("Iran", "IRN"),
        ("INSTC", "instc"),
        ("St. Petersburg", "saint_petersburg"),
    )
)

FIGURES: tuple[Question, ...] = tuple(
    ("figures", asked, path, wanted)
    for asked, path, wanted in (
        ({"subject": "INSTC", "metric": "freight_volume"}, "figures.*.value", 26_900_000.0),
        ({"subject": "instc", "metric": "length"}, "figures.*.value", 7200.0),
        ({"subject": "instc", "metric": "members"}, "figures.0.value", 14.0),
        (
            {"subject": "instc", "metric": "members"},
            "figures.0.disagreeing.*.figure",
            "13 countries",
        ),
        ({"subject": "Trans-Afghan", "metric": "length"}, "figures.*.value", 647.0),
        ({"subject": "Trans-Afghan", "metric": "cost"}, "figures.*.value", 4800.0),
        ({"subject": "Khaf Herat", "metric": "length"}, "figures.*.value", 225.0),
        ({"subject": "Khaf Herat", "metric": "length"}, "figures.*.value", 78.0),
        ({"subject": "Torghundi", "metric": "freight_volume"}, "figures.*.value", 74_900.0),
        ({"subject": "Hormuz", "metric": "oil_flow"}, "figures.*.value", 20_900_000.0),
        ({"subject": "Torkham", "metric": "border_time"}, "figures.*.value", 24.2),
        ({"subject": "Afghanistan – Iran"}, "figures.*.period", "2025 (calendar not stated)"),
        ({"subject": "Astara – Rasht railway", "metric": "length"}, "figures.*.value", 162.0),
        ({"subject": "Herat"}, "where_told.*.id", "torghundi"),
        ({"subject": "instc", "as_of": "2012-06-01"}, "data_end", "2026-07-05"),
    )
)

SHUT: tuple[Question, ...] = tuple(
    ("what_is_shut", asked, path, wanted)
    for asked, path, wanted in (
        ({"as_of": "2026-04-20"}, "shut.*.closure_id", "cl_iranian_ports"),
        ({"as_of": "2026-04-20"}, "shut.*.closure_id", "cl_pakistan_afghanistan"),
        ({"subject": "Hormuz", "as_of": "2026-04-20"}, "shut.0.since", "2026-02-28"),
        ({"subject": "Hormuz", "as_of": "2026-02-01"}, "shut", []),
        ({"subject": "Torkham", "as_of": "2025-11-01"}, "shut.0.since", "2025-10-12"),
        ({"subject": "Torkham", "as_of": "2012-06-01"}, "shut", []),
        ({"subject": "Chaman"}, "shut.*.severity", "closed"),
        ({"subject": "INSTC", "as_of": "2026-04-20"}, "shut.*.closure_id", "cl_hormuz_war"),
        (
            {"subject": "Herat hub", "as_of": "2026-04-20"},
            "shut.0.closure_id",
            "cl_pakistan_afghanistan",
        ),
        ({"subject": "Afghanistan", "as_of": "2025-11-01"}, "shut.*.applies_to.*", "people"),
    )
)

WAYS: tuple[Question, ...] = tuple(
    ("ways_between", asked, path, wanted)
    for asked, path, wanted in (
        ({"start": "Kabul", "end": "Mumbai", "as_of": "2026-04-20"}, "routes.0.ports.*", "mersin"),
        ({"start": "Kabul", "end": "Mumbai", "as_of": "2024-06-01"}, "routes.0.countries.*", "PAK"),
        (
            {"start": "Moscow", "end": "Mumbai", "as_of": "2024-06-01"},
            "routes.0.ports.*",
            "shahid_rajaee",
        ),
        ({"start": "Moscow", "end": "Mumbai", "as_of": "2026-04-20"}, "routes.0.ports.*", "poti"),
        (
            {"start": "Tashkent", "end": "Karachi", "as_of": "2024-06-01"},
            "routes.0.countries.*",
            "AFG",
        ),
        ({"start": "Hairatan", "end": "Torkham"}, "routes", []),
        ({"start": "Hairatan", "end": "Torkham"}, "cut_by.*", "cl_pakistan_afghanistan"),
        (
            {
                "start": "Moscow",
                "end": "Mumbai",
                "as_of": "2024-06-01",
                "closed": ["IRN"],
            },
            "routes.*.countries.*",
            "GEO",
        ),
    )
)

OTHERS: tuple[Question, ...] = (
    ("what_changed", {"since": "2026-06-01"}, "changes.*.subject", "strait:hormuz"),
    ("what_changed", {"since": "2025-10-01", "as_of": "2025-10-31"}, "changes.*.kind", "closed"),
    ("what_changed", {"since": "2026-07-05"}, "changes", []),
    ("sources_of", {"record_id": "cl_pakistan_afghanistan"}, "sources.*.source_id", "P1653"),
    ("sources_of", {"record_id": "in46_corridor"}, "sources.0.source_id", "P543"),
    ("sources_of", {"record_id": "P543"}, "sources.0.read", "opening of the page read"),
)

VERIFIED: tuple[Question, ...] = tuple(
    ("verify_figure", asked, "verdict", wanted)
    for asked, wanted in (
        ({"value": 26.9, "unit": "Mt", "subject": "INSTC", "year": 2024}, "supported"),
        ({"value": 26_900_000, "unit": "t", "subject": "INSTC", "year": 2024}, "supported"),
        ({"value": 7200, "unit": "km", "subject": "INSTC"}, "supported"),
        ({"value": 647, "unit": "km", "subject": "Trans-Afghan"}, "contested"),
        ({"value": 14, "unit": "countries", "subject": "INSTC"}, "contested"),
        ({"value": 720, "unit": "billion USD", "subject": "Trans-Afghan"}, "superseded"),
        ({"value": 8, "unit": "billion USD", "subject": "Trans-Afghan"}, "superseded"),
        ({"value": 999, "unit": "km", "subject": "Trans-Afghan"}, "not in the ledger"),
        ({"value": 26.9, "unit": "Mt", "subject": "INSTC", "year": 2015}, "not in the ledger"),
        ({"value": 245, "unit": "million USD", "subject": "herat_kandahar_rail"}, "superseded"),
        ({"value": 1.63, "unit": "billion USD", "subject": "AFG-IRN"}, "supported"),
    )
)

SIXTY = (*FOUND, *FIGURES, *SHUT, *WAYS, *OTHERS, *VERIFIED)
