"""The pack: every format from one selection, refused in one sentence, the same bytes anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.errors import ExportError
from geo.formats.listings import listings_of
from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.model.states import Status
from geo.records.catalog import Catalog, read_catalog
from layers.pack import drawn
from layers.pack.asked import PackRequest, manifest_head, whole_link
from layers.pack.briefing import Pack, pack_of, preview_of, zipped_pack
from layers.pack.facts import PageFacts
from layers.pack.files import CSV_NAMES, Format, names_of, stem_of
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from tests.extracts import extract_at
from tests.worlds import LOOP, write_world

ROOT = Path(__file__).resolve().parents[2]
ALL = frozenset({"north", "coast", "loop"})
SELECTION = Selection(corridors=frozenset({"north", "coast"}), as_of=date(2024, 6, 1))
FIGURE = FigureRequest(
    selection=SELECTION, title="", subtitle="", made_on=date(2026, 11, 21), handling="Draft"
)


def request_of(*formats: Format, **changes: Any) -> PackRequest:
    return PackRequest(replace(FIGURE, **changes), formats)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, list[tuple[str, int, int]]]:
    """Return every format of a world whose corridors share legs, and the progress told of it."""
    catalog = read_catalog(write_world(tmp_path_factory.mktemp("world") / "data", LOOP))
    told: list[tuple[str, int, int]] = []
    asked = request_of(*Format, selection=replace(SELECTION, corridors=ALL))
    return pack_of(catalog, asked, progress=lambda *step: told.append(step)), told


@pytest.mark.slow
def test_all_formats_in_their_order_under_their_names(
    whole: tuple[Pack, list[tuple[str, int, int]]],
) -> None:
    pack, told = whole
    stem = stem_of(date(2024, 6, 1))
    wanted = [name for kind in Format for name in names_of(stem, kind)]
    assert [file.name for file in pack.files] == wanted
    assert all(file.content for file in pack.files)
    starts = {Path(file.name).suffix: file.content[:8] for file in pack.files}
    assert starts[".png"] == b"\x89PNG\r\n\x1a\n"
    assert starts[".pdf"].startswith(b"%PDF-")
    assert starts[".gpkg"] == b"SQLite f"
    assert starts[".html"] == b"<!doctyp"
    assert starts[".xlsx"].startswith(b"PK")
    # Progress begins at nothing, never goes back, and ends where it said it would.
    done = [step for _, step, _ in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, told[-1][2])
    assert [check.name for check in pack.checks if not check.passed] == []


def test_csv_files_are_named_after_the_listings(catalog: Catalog) -> None:
    listings = listings_of(extract_at(catalog, date(2024, 6, 1)))
    assert tuple(one.name for one in listings) == CSV_NAMES


def test_data_alone_needs_no_drawing_and_no_gate(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a map was drawn")

    monkeypatch.setattr(drawn, "map_page", never)
    pack = pack_of(catalog, request_of(Format.GEOJSON, Format.CSV))
    assert pack.checks == ()
    collection = json.loads(pack.files[0].content)
    assert {feature["id"] for feature in collection["features"]} >= {"leg_a", "leg_c", "hub"}


@pytest.mark.slow
def test_the_map_page_is_drawn_once(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    draw = map_page

    def counted(*arguments: Any) -> Any:
        times.append(arguments)
        return draw(*arguments)

    monkeypatch.setattr(drawn, "map_page", counted)
    pack_of(catalog, request_of(Format.PNG_150, Format.SVG, Format.PDF))
    assert len(times) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"corridors": frozenset()}, "Nothing is chosen"),
        ({"statuses": frozenset({Status.STUDY}), "corridors": frozenset({"coast"})}, "1 June 2024"),
        ({"focus": Focus(SubjectKind.LEG, "leg_w"), "corridors": frozenset({"north"})}, "Epsilon"),
        (
            {"focus": Focus(SubjectKind.NODE, "hub"), "as_of": date(2023, 1, 1)},
            "nothing at Beta hub",
        ),
    ],
)
@pytest.mark.parametrize("kind", [Format.PNG, Format.GPKG, Format.HTML])
def test_nothing_to_hand_over_is_said_in_one_sentence(
    changes: dict[str, Any], says: str, kind: Format, catalog: Catalog
) -> None:
    selection = replace(SELECTION, **changes)
    with pytest.raises(ExportError, match=says) as caught:
        pack_of(catalog, request_of(kind, selection=selection))
    assert len(str(caught.value).splitlines()) == 1


def test_a_focus_that_is_shown_is_no_obstacle(catalog: Catalog) -> None:
    for kind, name in ((SubjectKind.LEG, "leg_w"), (SubjectKind.COUNTRY, "WWW")):
        selection = replace(SELECTION, focus=Focus(kind, name))
        assert pack_of(catalog, request_of(Format.RIS, selection=selection)).files


def test_strict_refuses_what_the_gate_refuses(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "facts_of", lambda figure: PageFacts({}, frozenset()))
    loose = pack_of(catalog, request_of(Format.PNG_150))
    assert len(loose.files) == 1
    assert not all(check.passed for check in loose.checks)
    with pytest.raises(ExportError, match=r"does not pass the gate: .*North: there is no north"):
        pack_of(catalog, replace(request_of(Format.PNG_150), strict=True))


def test_a_zip_says_what_it_is_of(catalog: Catalog) -> None:
    pack = pack_of(catalog, request_of(Format.GEOJSON))
    file = zipped_pack(pack)
    assert file.name == "trade-corridors-2024-06-01.zip"
    assert pack.about["link"] == "?c=north,coast&asof=2024-06-01"
    assert pack.about["data hash"] == catalog.data_hash
    assert pack.about["handling"] == "Draft"


def test_the_whole_link_needs_an_address(catalog: Catalog) -> None:
    query = "?c=north,coast&asof=2024-06-01"
    assert whole_link(catalog, SELECTION) == query
    assert whole_link(catalog, SELECTION, "") == ""
    assert whole_link(catalog, SELECTION, "https://x.org/a?b=c") == "https://x.org/a" + query
    linked = replace(FIGURE, link="https://x.org/a" + query)
    assert manifest_head(catalog, linked)["link"] == "https://x.org/a" + query


def test_a_preview_is_a_picture_of_the_same_page(catalog: Catalog) -> None:
    picture, checks = preview_of(catalog, FIGURE)
    assert picture == pack_of(catalog, request_of(Format.PNG_150)).files[0].content
    assert [check.name for check in checks if not check.passed] == []


PRINT_HASHES = """
import hashlib, sys
from datetime import date
from pathlib import Path
from geo.records.catalog import read_catalog
from geo.model.choice import Selection
from layers.pack.asked import PackRequest
from layers.pack.briefing import Pack, pack_of, zipped_pack
from layers.scene.request import FigureRequest
from layers.pack.facts import PageFacts
from layers.pack.files import Format

selection = Selection(corridors=frozenset({"north", "coast", "loop"}), as_of=date(2024, 6, 1))
figure = FigureRequest(selection, "", "", date(2026, 11, 21), handling="Draft")
pack = pack_of(read_catalog(Path(sys.argv[1])), PackRequest(figure, tuple(Format)))
for file in (*pack.files, zipped_pack(pack)):
    print(hashlib.sha256(file.content).hexdigest(), file.name)
"""


@pytest.mark.slow
def test_the_same_bytes_in_another_folder_under_another_seed(
    whole: tuple[Pack, list[tuple[str, int, int]]], tmp_path: Path
) -> None:
    pack, _ = whole
    here = [
        f"{hashlib.sha256(file.content).hexdigest()} {file.name}"
        for file in (*pack.files, zipped_pack(pack))
    ]
    # Sets are iterated in another order here: this process has another seed, drawn at its start.
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "77",
        "TZ": "Asia/Kabul",
        "TMPDIR": str(tmp_path),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT_HASHES, str(write_world(tmp_path / "world", LOOP))],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == here
    assert len(here) == len(Format) + len(CSV_NAMES)
    assert len({line.split()[0] for line in here}) == len(here)
    assert hashlib.sha256(b"").hexdigest() not in "".join(here)
