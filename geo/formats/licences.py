"""Under which licence each source of geodata lets its data be passed on.

What belongs here: the licences of what an export may carry, by source. What does not: the words a
map's margin owes to mapmakers (`layers/look/basemap.py`) and citations (`geo/ledger/citations.py`).
The full texts lie in the data folder; a test holds this table to its `datapackage.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX name, title and address, the credit it asks for, and what it covers."""

    name: str
    title: str
    url: str
    credit: str
    covers: str


OWN_LICENCE = Licence(
    name="MIT",
    title="MIT License",
    url="https://opensource.org/license/mit",
    credit="Trade Corridors",
    covers="statuses, closures, claims, events and sources as collected here; schematic lines",
)
LICENCE_OF_SOURCE: Mapping[str, Licence] = MappingProxyType(
    {
        "GEO_OSM": Licence(
            name="ODbL-1.0",
            title="Open Database License 1.0",
            url="https://opendatacommons.org/licenses/odbl/1-0/",
            credit="© OpenStreetMap contributors (ODbL)",
            covers="alignments whose sources name GEO_OSM: a derived database, shared alike",
        ),
        "GEO_NAMES": Licence(
            name="CC-BY-4.0",
            title="Creative Commons Attribution 4.0",
            url="https://creativecommons.org/licenses/by/4.0/",
            credit="GeoNames (CC BY 4.0)",
            covers="coordinates and names whose source is GEO_NAMES, lines threaded through towns",
        ),
        "GEO_SEA": Licence(
            name="Apache-2.0",
            title="Apache License 2.0",
            url="https://www.apache.org/licenses/LICENSE-2.0",
            credit="sea lanes: searoute, from Eurostat (Apache 2.0)",
            covers="sea lanes whose sources name GEO_SEA",
        ),
        "GEO_NE": Licence(
            name="other-pd",
            title="Public domain (Natural Earth)",
            url="https://www.naturalearthdata.com/about/terms-of-use/",
            credit="Natural Earth",
            covers="coordinates and names whose source is GEO_NE",
        ),
        "GEO_CLDR": Licence(
            name="Unicode-3.0",
            title="Unicode License v3",
            url="https://www.unicode.org/license.txt",
            credit="names of countries: Unicode CLDR",
            covers="names of countries whose source is GEO_CLDR",
        ),
    }
)


def licences_of(source_ids: Iterable[str]) -> tuple[Licence, ...]:
    """Return the licences of data from these sources, our own last; each stands once."""
    used = set(source_ids)
    others = (licence for source_id, licence in LICENCE_OF_SOURCE.items() if source_id in used)
    return (*others, OWN_LICENCE)


def licence_names(source_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the SPDX names that bear on one line or place: those of its geodata, else our own."""
    used = set(source_ids)
    found = tuple(one.name for name, one in LICENCE_OF_SOURCE.items() if name in used)
    return found or (OWN_LICENCE.name,)
