"""The local and Russian names of what is drawn: each with its source, or said to be missing."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest

from data.build.gazetteer import Town
from data.build.names import ROLES, compared, name_faults, names_of, read_names
from geo.records.catalog import Catalog

FOLDER = Path(__file__).parents[1]
DATA = FOLDER / "data"
# Scripts that the languages of the region are written in; all others keep their own.
SCRIPT = {
    "fa": "ARABIC", "ps": "ARABIC", "ur": "ARABIC", "ar": "ARABIC", "ru": "CYRILLIC",
    "kk": "CYRILLIC", "ky": "CYRILLIC", "tg": "CYRILLIC", "tk": "LATIN", "uz": "LATIN",
    "az": "LATIN", "tr": "LATIN",
}  # fmt: skip
# How many of the places where legs meet have a name, at least.
LEAST_PLACES = {"local": 144, "ru": 126}


def labels() -> list[dict[str, str]]:
    text = (DATA / "basemap" / "labels.geojson").read_text(encoding="utf-8")
    return [feature["properties"] for feature in json.loads(text)["features"]]


def rows() -> list[dict[str, str]]:
    return [dict(row) for row in read_names().values()]


def test_every_place_and_label_has_both_names_or_is_said_to_have_none(shipped: Catalog) -> None:
    with (DATA / "build" / "basemap_labels.csv").open(encoding="utf-8", newline="") as file:
        drawn = {
            (row["kind"], row["code"] or row["geonames_id"] or row["name"])
            for row in csv.DictReader(file)
        }
    drawn |= {("node", node_id) for node_id in shipped.nodes}
    assert set(read_names()) == {(kind, subject, role) for kind, subject in drawn for role in ROLES}
    for row in rows():
        assert bool(row["name"]) == bool(row["source_id"]), row
        assert row["name"] or row["note"], row
        assert not row["source_id"] or row["source_id"] in shipped.sources, row


def test_what_ships_is_what_the_table_says(shipped: Catalog) -> None:
    names = read_names()
    for node in shipped.nodes.values():
        told = names_of(names, "node", node.node_id)
        assert {name: getattr(node, name) or None for name in told} == told
    by_name = {(one["kind"], one["name"]): one for one in labels()}
    assert by_name["country", "Iran"]["name_local"] == "ایران"
    assert "names_from" not in by_name["country", "Iran"]  # GEO_CLDR, like all but one
    assert by_name["country", "State of Palestine"]["names_from"] == "GEO_NE"
    assert by_name["sea", "Persian Gulf"]["names_from"] in shipped.sources
    assert "name_local" not in by_name["sea", "Caspian Sea"]


def test_every_country_has_both_names_and_most_places_do() -> None:
    named = {role: {"node": 0, "country": 0, "city": 0} for role in ROLES}
    of = dict.fromkeys(("node", "country", "city"), 0)
    for row in rows():
        if row["kind"] in of:
            of[row["kind"]] += row["role"] == "ru"
            named[row["role"]][row["kind"]] += bool(row["name"])
    assert set(named) == set(ROLES) != set()
    for role in ROLES:
        assert named[role]["country"] == of["country"] == 47
        assert named[role]["city"] >= 0.95 * of["city"]
        assert named[role]["node"] >= LEAST_PLACES[role]


def test_a_name_is_in_the_script_of_its_language() -> None:
    assert len(rows()) > 100
    for row in rows():
        letters = [letter for letter in row["name"] if letter.isalpha()]
        script = SCRIPT.get(row["language"])
        wrong = [one for one in letters if script and not unicodedata.name(one).startswith(script)]
        # A modifier letter stands in Uzbek for a mark.
        assert not [one for one in wrong if unicodedata.category(one) != "Lm"], row


@pytest.mark.parametrize(
    ("one", "other"), [("كابل", "کابل"), ("Спин-Болдак", "Спин Болдак"), ("مُلتان", "ملتان")]
)
def test_spellings_that_differ_in_letters_mixed_up_are_one(one: str, other: str) -> None:
    assert compared(one) == compared(other)


def test_a_name_the_gazetteer_lacks_is_refused() -> None:
    town = Town("1", "Herat", "AF", 62.2, 34.3, 1, ("هرات",))
    row = {
        "kind": "node", "subject": "herat", "role": "local", "language": "fa", "name": "هرات",
        "source_id": "GEO_NAMES", "geonames_id": "1", "note": "",
    }  # fmt: skip
    assert name_faults([row], towns={"1": town}) == []
    (fault,) = name_faults([{**row, "name": "کابل"}], towns={"1": town})
    assert "GeoNames has no کابل" in fault
    (fault,) = name_faults([{**row, "name": "", "source_id": ""}], towns={"1": town})
    assert "a note why there is none" in fault


def test_the_readme_counts_them_right() -> None:
    counts: dict[tuple[str, str], int] = {}
    for row in rows():
        for key in ((row["kind"], row["role"]), (row["kind"], "")):
            counts[key] = counts.get(key, 0) + (bool(row["name"]) or not key[1])
    told = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())
    n = {key: str(count) for key, count in counts.items()}
    assert (
        f"Of {counts['node', ''] // 2} places {n['node', 'local']} have a local and "
        f"{n['node', 'ru']} a Russian name, of {n['country', 'ru']} countries all, of "
        f"{counts['city', ''] // 2} cities {n['city', 'local']} and {n['city', 'ru']}, of "
        f"{counts['sea', ''] // 2} seas {n['sea', 'local']} and {n['sea', 'ru']}, of "
        f"{counts['region', ''] // 2} regions {n['region', 'local']} and {n['region', 'ru']}"
    ) in told
