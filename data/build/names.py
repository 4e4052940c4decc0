"""Local and Russian names of what is drawn: places, countries, seas, regions, cities.

Belongs here: reading names.csv, and holding each name that GeoNames is credited with to what the
gazetteer has. Where names are drawn, and how one that is missing is marked, does not.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.build.gazetteer import Town

TABLE = Path(__file__).with_name("names.csv")
ROLES = ("local", "ru")
GAZETTEER = "GEO_NAMES"
# Where the names of all labels of a kind come from, but those that say otherwise.
USUAL_SOURCE = {"city": GAZETTEER, "country": "GEO_CLDR"}
# Letters that keyboards and gazetteers mix, by the one they are compared as.
_SAME_LETTERS = str.maketrans(
    {
        "ك": "ک",
        "ي": "ی",
        "ى": "ی",
        "ہ": "ه",
        "ھ": "ه",
        "ۀ": "ه",
        "ة": "ه",
        "ʻ": "‘",
        "’": "‘",
        "'": "‘",
    }
)
# Marks of vowels in Arabic script, written or not.
_VOWELS = frozenset(chr(code) for code in range(0x064B, 0x0660))

# The rows of names.csv by kind, subject and role.
Names = Mapping[tuple[str, str, str], Mapping[str, str]]


def read_names() -> Names:
    """Rows of names.csv: two for each subject, one of each role."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["subject"], row["role"]): row for row in csv.DictReader(file)}


def names_of(names: Names, kind: str, subject: str) -> dict[str, str | None]:
    """Return the names of a subject as its feature carries them; None where nothing was found."""
    local, russian = (names[kind, subject, role] for role in ROLES)
    return {
        "name_local": local["name"] or None,
        "name_local_language": (local["name"] and local["language"]) or None,
        "name_local_source": local["source_id"] or None,
        "name_ru": russian["name"] or None,
        "name_ru_source": russian["source_id"] or None,
    }


def label_names(kind: str, names: Mapping[str, str | None]) -> dict[str, str]:
    """Return what a label of the basemap carries of its names, as short as the first paint wants.

    `names_from` is left out where it is what all labels of the kind have (data/README.md).
    """
    told = {role: name for role in ("name_local", "name_ru") if (name := names[role])}
    read_at = [names[f"{role}_source"] for role in told]
    given = ";".join(dict.fromkeys(one for one in read_at if one))
    usual = not told or given == USUAL_SOURCE.get(kind)
    return told if usual else {**told, "names_from": given}


def compared(name: str) -> str:
    """Return a name as it is compared: without vowel marks, hyphens and mixed letters."""
    letters = (letter for letter in unicodedata.normalize("NFC", name) if letter not in _VOWELS)
    plain = "".join(letters).translate(_SAME_LETTERS).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter == "‘")


def name_faults(rows: Iterable[Mapping[str, str]], *, towns: Mapping[str, Town]) -> list[str]:
    """List names without a source or a reason, and those the gazetteer does not have."""
    faults = []
    for row in rows:
        where = f"{TABLE.name}: {row['kind']} {row['subject']} {row['role']}"
        if bool(row["name"]) != bool(row["source_id"]) or not (row["name"] or row["note"]):
            faults.append(f"{where}: needs a name and its source, or a note why there is none")
        if row["source_id"] != GAZETTEER:
            continue
        town = towns.get(row["geonames_id"])
        known = {compared(one) for one in (town.name, *town.other_names)} if town else set()
        if compared(row["name"]) not in known:
            faults.append(f"{where}: GeoNames has no {row['name']} for {row['geonames_id']}")
    return faults
