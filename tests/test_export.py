"""`corridors export`: what it takes for asked, what it writes, and how it refuses."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

import cli
from commands import asked
from geo.errors import ExportError, UnknownIdError
from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog, read_catalog
from layers.pack.files import CSV_NAMES, PACK_MANIFEST, Format
from layers.pack.house import VARIABLE
from tests.worlds import write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Write the drawn world of `tests.worlds` as a data folder."""
    return write_world(tmp_path / "world")


@pytest.fixture
def catalog(world: Path) -> Catalog:
    """Read the drawn world."""
    return read_catalog(world)


@pytest.fixture(autouse=True)
def no_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no settings of this machine decide."""
    monkeypatch.delenv(VARIABLE, raising=False)


def chosen(catalog: Catalog, *arguments: str) -> tuple[Selection, tuple[str, ...]]:
    """Return what the arguments select."""
    parsed = cli.parser_of().parse_args(["export", "--out", "x.png", *arguments])
    return asked.selection_of_arguments(catalog, parsed)


def exported(world: Path, out: Path, *arguments: str) -> int:
    """Run the command over the drawn world."""
    return cli.main(
        ["export", "--data", str(world), "--out", str(out), "--made-on", "2026-07-05", *arguments]
    )


def test_without_options_it_is_the_page_at_its_start(catalog: Catalog) -> None:
    selection, notes = chosen(catalog)
    assert (selection.corridors, selection.as_of, notes) == (frozenset({"north"}), None, ())


def test_a_link_is_what_the_page_shows(catalog: Catalog) -> None:
    link = "https://example.org/x?c=coast&asof=2022-02-03&pin=b_freight&focus=node:d&z=5"
    selection, notes = chosen(catalog, "--link", link)
    assert selection.corridors == {"coast"}
    assert selection.as_of == date(2022, 2, 3)
    assert selection.pinned == ("b_freight",)
    assert selection.focus == Focus(SubjectKind.NODE, "d")
    assert notes == ()
    assert chosen(catalog, "--link", link.partition("?")[2])[0] == selection


def test_options_change_the_link(catalog: Catalog) -> None:
    selection, _ = chosen(
        catalog,
        "--link",
        "?c=coast&asof=2022-02-03",
        "--corridors",
        "north",
        "--as-of",
        "2023-01-01",
    )
    assert (selection.corridors, selection.as_of) == (frozenset({"north"}), date(2023, 1, 1))


def test_branches_named_are_those_shown(catalog: Catalog) -> None:
    selection, _ = chosen(catalog, "--branches", "south")
    assert selection.corridors == {"north"}
    assert selection.hidden_branches == {"main"}
    both, _ = chosen(catalog, "--corridors", "north,coast", "--branches", "south")
    assert both.hidden_branches == {"main"}  # coast keeps its own


def test_focus(catalog: Catalog) -> None:
    assert chosen(catalog, "--focus", "leg:leg_b")[0].focus == Focus(SubjectKind.LEG, "leg_b")
    with pytest.raises(UnknownIdError, match="Did you mean leg_b"):
        chosen(catalog, "--focus", "leg:leg-b")
    with pytest.raises(ExportError, match="is no focus"):
        chosen(catalog, "--focus", "torghundi")


def test_formats_are_named_or_meant_by_the_ending() -> None:
    assert asked.formats_asked(None, Path("a.png")) == (Format.PNG,)
    assert asked.formats_asked(None, Path("a.zip")) == tuple(Format)
    assert asked.formats_asked("svg,png", Path("folder")) == (Format.PNG, Format.SVG)
    assert asked.formats_asked("png150", Path("a.png")) == (Format.PNG_150,)
    assert asked.formats_asked("brief", Path("a.pdf")) == (Format.BRIEF,)
    with pytest.raises(ExportError, match="says no format"):
        asked.formats_asked(None, Path("folder"))
    with pytest.raises(ExportError, match=r"does not end in \.svg"):
        asked.formats_asked("svg", Path("a.png"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--corridors", "nord"], "Did you mean north"),
        (["--corridors", "north,zzzz"], "Did you mean north, coast"),
        (["--branches", "mian"], "Did you mean main"),
        (["--as-of", "2031-01-01"], "The data end on 2024-12-31"),
        (["--as-of", "1800-01-01", "--corridors", "coast"], "nothing existed on 1 January 1800"),
        (["--focus", "node:e"], "nothing at Epsilon"),
        (["--link", "?c=none"], "Nothing is chosen"),
        (["--formats", "tiff"], "There is no format 'tiff'"),
        (["--formats", "png,svg"], "2 files do not fit"),
        (["--base-address", "example.org"], "no web address"),
        (["--settings", "no/such.toml"], "cannot be read"),
    ],
)
def test_what_cannot_be_made_takes_one_line_and_leaves_nothing(
    arguments: list[str],
    says: str,
    world: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(tmp_path.iterdir())
    assert exported(world, tmp_path / "x.png", *arguments) == 2
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_there_is_kept_and_said_before_anything_is_drawn(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from layers.pack import briefing

    def never(*_: object, **__: Any) -> None:
        raise AssertionError("it was made all the same")

    out = tmp_path / "x.png"
    out.write_bytes(b"mine")
    monkeypatch.setattr(briefing, "pack_of", never)
    assert exported(world, out) == 2
    assert "x.png is there already; choose another name or add --force." in capsys.readouterr().err
    assert out.read_bytes() == b"mine"


def test_one_picture_and_its_checklist(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "brief.png"
    out.write_bytes(b"old")
    assert exported(world, out, "--force", "--size", "a4-portrait", "--handling", "Draft") == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(out)
    assert "Boundary note" in said.err
    assert "missing" not in said.err
    content = out.read_bytes()
    # Width and height stand at bytes 16 to 24: A4 portrait at 300 dpi.
    size = (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    assert size == pytest.approx((2480, 3508), abs=2)


def test_names_are_in_the_language_that_is_asked_or_that_the_link_has(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def query(*arguments: str) -> str:
        out = tmp_path / "map.html"
        assert exported(world, out, "--force", *arguments) == 0
        told = re.search(r'id="told">(.*?)</script>', out.read_text(encoding="utf-8"))
        assert told is not None
        said: str = json.loads(told[1])["query"]
        return said

    assert query() == "?"
    assert query("--language", "ru") == "?lang=ru"
    assert query("--link", "?lang=local&relief=off") == "?lang=local&relief=off"
    assert query("--link", "?lang=local", "--language", "en", "--light-ink") == "?relief=off"
    with pytest.raises(SystemExit, match="2"):
        exported(world, tmp_path / "x.html", "--language", "fa")
    assert "there is no language 'fa'; choose from en, ru, local" in capsys.readouterr().err


def test_several_formats_make_a_folder(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "data"
    query = "?c=coast&asof=2024-06-01&hide=nothing_like_it"
    assert exported(world, out, "--link", query, "--formats", "geojson,csv,bib") == 0
    said = capsys.readouterr()
    assert "There is no branch called 'nothing_like_it'" in said.err
    stem = "trade-corridors-2024-06-01"
    wanted = {f"{stem}.geojson", f"{stem}.bib", *(f"{stem}-{name}.csv" for name in CSV_NAMES)}
    assert {path.name for path in out.iterdir()} == wanted
    assert set(said.out.split()) == {str(out / name) for name in wanted}
    collection = json.loads((out / f"{stem}.geojson").read_text(encoding="utf-8"))
    assert collection["about"]["link"] == "?c=coast&asof=2024-06-01"


def test_a_comparison_in_the_link_is_handed_over(world: Path, tmp_path: Path) -> None:
    """What the page compares has its own pages in its files, so the command's have them too."""
    out = tmp_path / "a.pptx"
    assert exported(world, out, "--link", "?c=north&vs=2022-01-01") == 0
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(out)).slides]
    assert any(" since 1 January 2022: " in title for title in titles)


def test_a_zip_holds_what_is_named(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    assert exported(world, out, "--formats", "kml,ris", "--base-address", "https://x.org/") == 0
    with zipfile.ZipFile(out) as archive:
        stem = "trade-corridors-2024-12-31"
        assert archive.namelist() == [PACK_MANIFEST, f"{stem}.kml", f"{stem}.ris"]
        manifest = archive.read(PACK_MANIFEST).decode()
    assert "# made on: 2026-07-05\n" in manifest
    assert "# link: https://x.org/?" in manifest


def test_strict_writes_nothing_when_something_is_missing(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from layers.pack import drawn
    from layers.pack.facts import PageFacts

    monkeypatch.setattr(drawn, "facts_of", lambda figure: PageFacts({}, frozenset()))
    out = tmp_path / "x.png"
    assert exported(world, out, "--strict") == 2
    told = capsys.readouterr().err
    assert "does not pass the gate: Title: there is none; " in told
    assert len(told.splitlines()) == 1
    assert not out.exists()
    assert exported(world, out) == 0
    assert "missing" in capsys.readouterr().err
    assert out.exists()


def test_a_house_sets_its_own_words(world: Path, tmp_path: Path) -> None:
    settings = tmp_path / "house.toml"
    settings.write_text('boundary_note = "Ours alone."\nhandling = "House"\n', encoding="utf-8")
    out = tmp_path / "x.html"
    assert exported(world, out, "--settings", str(settings)) == 0
    text = out.read_text(encoding="utf-8")
    assert "Ours alone." in text
    assert '<div class="mark">House</div>' in text
    assert exported(world, out, "--settings", str(settings), "--handling", "", "--force") == 0
    assert "House" not in out.read_text(encoding="utf-8")


def test_made_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert asked.made_on_of(date(2026, 1, 2)) == date(2026, 1, 2)
    assert asked.made_on_of(None) == date(1970, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ExportError, match="yesterday"):
        asked.made_on_of(None)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC).astimezone().date()
    assert before <= asked.made_on_of(None) <= datetime.now(UTC).astimezone().date()


@pytest.mark.slow
def test_the_shipped_map_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "brief.png"
    arguments = ["export", "--corridors", "herat_hub,trans_afghan,instc", "--out", str(out)]
    arguments += ["--as-of", "2025-07-31", "--made-on", "2026-07-05"]
    assert cli.main(arguments) == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(out)
    assert "missing" not in said.err
    first = out.read_bytes()
    size = (int.from_bytes(first[16:20], "big"), int.from_bytes(first[20:24], "big"))
    assert size == pytest.approx((3508, 2480), abs=2)


def test_a_link_too_long_for_a_code_is_one_sentence(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map-150dpi.png"
    address = "https://x.example/" + "y" * 3000
    asked = ["export", "--data", str(world), "--out", str(out), "--base-address", address]
    assert cli.main(asked) == 2
    assert "too many for a code" in capsys.readouterr().err
    assert not out.exists()


def test_nowhere_to_write_is_one_sentence(
    world: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("geo.formats.geoformats.tempfile.gettempdir", refused)
    out = tmp_path / "a.gpkg"
    assert cli.main(["export", "--data", str(world), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said == (
        "corridors: No temporary folder can be written: no usable temporary directory found.\n"
    )
    assert not out.exists()
