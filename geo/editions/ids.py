"""Ids are forever: what an edition may not do to the ids of the one before. Pure.

An id may not come to mean something else, and may not vanish without a row in `withdrawn.csv` that
says when and why. A corrected figure keeps its id; a figure of something else needs a new one.
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.records.catalog import Catalog

# By mapping of a catalog: the fields that are what its ids mean.
MEANING: Mapping[str, tuple[str, ...]] = {
    "corridors": (),
    "branches": ("corridor_id",),
    "nodes": ("country",),
    "legs": ("from_id", "to_id", "mode"),
    "straits": (),
    "sources": (),
    "claims": ("subject_kind", "subject_id", "metric"),
    "events": ("subject_kind", "subject_id"),
    "closures": ("subject_kind",),
    "assumptions": ("quantity", "applies_to", "country"),
    "published_lengths": ("leg_ids",),
    "sums": ("total_claim_id",),
    "journeys": ("from_id", "to_id"),
}


def id_faults(earlier: Catalog, later: Catalog) -> tuple[str, ...]:
    """Return one sentence for each id that vanished unexplained or changed its meaning.

    A row of `withdrawn.csv` allows either: it names the id as `table:id`.
    """
    faults = []
    for table, meaning in MEANING.items():
        before, after = getattr(earlier, table), getattr(later, table)
        for name, record in before.items():
            place = f"{table}:{name}"
            if place in later.withdrawn:
                continue
            if name not in after:
                faults.append(f"{place} is gone, and withdrawn.csv does not say why.")
                continue
            moved = [
                field for field in meaning if getattr(record, field) != getattr(after[name], field)
            ]
            if moved:
                faults.append(
                    f"{place} means something else: {', '.join(moved)} changed. "
                    "Give it an id of its own and withdraw the old one."
                )
    return tuple(faults)
