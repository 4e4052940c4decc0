"""The package of the shipped data: valid, whole, and refusing what does not fit its contract."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package

from data.build.datapackage import build_datapackage, package_of
from geo.records.readers import data_folder

DATA = data_folder()


@pytest.mark.slow
def test_the_package_is_valid_and_up_to_date() -> None:
    told = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert told == package_of(DATA), "run `python -m data.build.datapackage`"
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


def test_the_package_names_every_data_file() -> None:
    told = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    named = {resource["path"] for resource in told["resources"]}
    there = {
        path.relative_to(DATA).as_posix()
        for pattern in ("*.csv", "*.geojson", "layers/*.geojson", "basemap/*.geojson")
        for path in DATA.glob(pattern)
    }
    assert named == there
    assert {licence["name"] for licence in told["licenses"]} >= {"ODbL-1.0", "CC-BY-4.0", "MIT"}


def _copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("build", "basemap", "layers", "__pycache__", "LICENSES")
    shutil.copytree(DATA, folder, ignore=ignored)
    build_datapackage(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        ("claims.csv", ",measured,", ",guessed,", "constraint"),
        ("claims.csv", ",P021,", ",P999,", "foreign"),
        ("events.csv", ",2000-09-12,", ",12.9.2000,", "constraint"),
    ],
)
def test_the_package_refuses(tmp_path: Path, file: str, old: str, new: str, word: str) -> None:
    """A wrong kind, an unknown source, a date of another form."""
    folder = _copy(tmp_path / "data")
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    build_datapackage(folder)
    report = Package(str(folder / "datapackage.json")).validate()
    assert not report.valid
    assert any(word in title.lower() for (title,) in report.flatten(["title"]))


@pytest.mark.slow
def test_the_package_notices_a_changed_file(tmp_path: Path) -> None:
    folder = _copy(tmp_path / "data")
    path = folder / "omitted.csv"
    path.write_text(path.read_text(encoding="utf-8") + "XX01,added later\n", encoding="utf-8")
    report = Package(str(folder / "datapackage.json")).validate()
    titles = {title for (title,) in report.flatten(["title"])}
    assert any("hash" in title.lower() or "byte" in title.lower() for title in titles)
