"""What an earlier start has kept is the same as read anew, and used for the very same data only."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.own.paths import catalog_with, read_beside_paths
from geo.parts import part_beside
from geo.records import prepared
from geo.records.catalog import Catalog, read_catalog
from geo.records.kept import catalog_of, kept_text
from geo.records.origin import MOST_FILES
from geo.records.prepared import Held
from geo.records.readers import CACHE_VARIABLE, Folder, base_reader
from layers.screen.files import MapTexts, map_texts
from page import prepared as page_prepared
from page.prepared import catalog_and_texts
from tests.worlds import write_world


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is kept in."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def spelled(value: object) -> str:
    """Return a value with the types of all it holds; a set in order."""
    if isinstance(value, frozenset):
        return f"set {sorted(map(spelled, value))}"
    if isinstance(value, tuple):
        return f"tuple {list(map(spelled, value))}"
    if isinstance(value, Mapping):
        return f"{type(value)} {[(spelled(key), spelled(held)) for key, held in value.items()]}"
    if is_dataclass(value):
        return f"{type(value)} {[spelled(getattr(value, one.name)) for one in fields(value)]}"
    return repr(value)


def assert_same(read: Catalog, kept: Catalog) -> None:
    """Assert that two are equal, in type and in what does not count as equality too."""
    assert kept == read
    for one in fields(Catalog):
        assert spelled(getattr(read, one.name)) == spelled(getattr(kept, one.name)), one.name


def test_the_shipped_data_come_back_the_same(shipped: Catalog) -> None:
    assert_same(shipped, catalog_of(kept_text(shipped), shipped.basemap))


def test_the_drawn_worlds_come_back_the_same(catalog: Catalog, routes: Catalog) -> None:
    assert_same(catalog, catalog_of(kept_text(catalog), catalog.basemap))
    assert_same(routes, catalog_of(kept_text(routes), routes.basemap))


def test_numbers_that_do_not_count_as_equality_come_back(shipped: Catalog) -> None:
    source = next(iter(shipped.sources.values()))
    odd = replace(shipped, sources={source.source_id: replace(source, number=977)})
    kept = catalog_of(kept_text(odd), odd.basemap)
    assert kept.sources[source.source_id].number == 977


def read_twice(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[Catalog, MapTexts], tuple[Catalog, MapTexts], int]:
    """Read a world twice; return both answers, and how often it was truly read."""
    times = []

    def counted(*sources: object) -> Catalog:
        times.append(sources)
        return read_catalog(*sources)  # type: ignore[arg-type]

    monkeypatch.setattr(prepared, "read_catalog", counted)
    first = catalog_and_texts(base_reader(world))
    return first, catalog_and_texts(base_reader(world)), len(times)


def test_the_second_start_reads_what_the_first_has_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "data")
    first, second, times = read_twice(world, monkeypatch)
    assert times == 1
    assert_same(first[0], second[0])
    assert second[1] == first[1] == map_texts(read_catalog(world))
    assert [one.stat().st_mode & 0o777 for one in (home, *home.iterdir())] == [0o700, 0o600, 0o600]


def of_tomorrow(monkeypatch: pytest.MonkeyPatch, day: bytes) -> None:
    """Let the code be another."""
    for module in (prepared, page_prepared):
        monkeypatch.setattr(module, "code_in", lambda room: iter([day]))


@pytest.mark.parametrize("change", ["data", "basemap", "new file", "code"])
def test_any_change_is_read_anew(
    change: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "data")
    before, _ = catalog_and_texts(base_reader(world))
    if change == "data":
        table = world / "corridors.csv"
        table.write_text(table.read_text("utf-8").replace("Alpha", "Alfa"), "utf-8")
    elif change == "basemap":
        land = world / "basemap" / "land.geojson"
        land.write_text(land.read_text("utf-8") + "\n", "utf-8")
    elif change == "new file":
        layer = next((world / "layers").iterdir())
        (world / "layers" / "another.geojson").write_bytes(layer.read_bytes())
        with pytest.raises(DataError, match="stands twice"):
            catalog_and_texts(base_reader(world))
        return
    else:
        of_tomorrow(monkeypatch, b"tomorrow")
    _, _, times = read_twice(world, monkeypatch)
    assert times == 1
    assert len(list(home.iterdir())) == 4
    assert before.corridors


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "folder", "pipe", "link", "open"])
def test_a_harmed_file_is_passed_over(
    harm: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "data")
    catalog_and_texts(base_reader(world))
    (tmp_path / "elsewhere").mkdir()
    for kept in list(home.iterdir()):
        if harm == "cut":
            kept.write_bytes(kept.read_bytes()[:-20])
        elif harm == "changed":
            kept.write_bytes(kept.read_bytes().replace(b"Alpha", b"Alphb"))
        elif harm == "empty":
            kept.write_bytes(b"")
        elif harm == "folder":
            kept.unlink()
            kept.mkdir()
        elif harm == "pipe":
            kept.unlink()
            os.mkfifo(kept)
        elif harm == "link":
            kept.rename(tmp_path / "elsewhere" / kept.name)
            kept.symlink_to(tmp_path / "elsewhere" / kept.name)
        else:
            home.chmod(0o777)
    read = read_catalog(world)
    first, second, times = read_twice(world, monkeypatch)
    assert_same(read, first[0])
    assert_same(read, second[0])
    # What can be put right is; what cannot stays as it is, and is not used.
    assert times == (2 if harm in ("folder", "open") else 1)


def test_a_file_that_others_may_change_is_not_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "data")
    catalog_and_texts(base_reader(world))
    for kept in home.iterdir():
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.chmod(0o666)
    assert read_twice(world, monkeypatch)[2] == 1


def test_what_a_killed_start_left_is_swept(home: Path, tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    home.mkdir(mode=0o700)
    mine = part_beside(home / "x", 0)
    left = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{gone.pid}-"))
    left.write_bytes(b"half")
    catalog_and_texts(base_reader(write_world(tmp_path / "data")))
    assert {one.suffix for one in home.iterdir()} == {".json"}


def test_a_name_that_is_not_utf_8_is_a_fault_for_the_page_too(home: Path, tmp_path: Path) -> None:
    world = write_world(tmp_path / "data")
    Path(os.fsdecode(os.fsencode(world / "layers") + b"/\xff.geojson")).write_text("{}")
    with pytest.raises(DataError, match="a name that cannot be used"):
        catalog_and_texts(base_reader(world))


def test_a_folder_that_cannot_be_listed_is_a_fault(home: Path, tmp_path: Path) -> None:
    class Failing(Folder):
        def names(self, subfolder: str) -> list[str]:
            raise OSError(errno.EIO, "Input/output error")

    world = Failing(write_world(tmp_path / "data"), "shipped")
    with pytest.raises(DataError, match="input/output error"):
        catalog_and_texts(world)


def test_faulty_data_are_told_each_time_and_not_kept(home: Path, tmp_path: Path) -> None:
    world = write_world(tmp_path / "data")
    (world / "sources.csv").unlink()
    for _ in range(2):
        with pytest.raises(DataError):
            catalog_and_texts(base_reader(world))
    assert not home.exists()


@pytest.mark.slow
def test_where_nothing_can_be_kept_the_data_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    _, _, times = read_twice(write_world(tmp_path / "data"), monkeypatch)
    assert times == 2


def test_only_a_few_are_kept(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = write_world(tmp_path / "data")
    for number in range(6):
        of_tomorrow(monkeypatch, b"%d" % number)
        catalog_and_texts(base_reader(world))
    assert len(list(home.iterdir())) == 8


def test_command_and_library_read_what_the_page_has_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = write_world(tmp_path / "data")
    kept, _ = catalog_and_texts(base_reader(world))
    monkeypatch.delattr(prepared, "read_catalog")
    assert_same(kept, catalog_with([], data=world))
    home.chmod(0o777)
    monkeypatch.setattr(prepared, "read_catalog", read_catalog, raising=False)
    assert_same(kept, catalog_with([], data=world))


def test_a_store_is_not_kept_and_a_check_reads_anew(home: Path, tmp_path: Path) -> None:
    world = write_world(tmp_path / "data")
    catalog_with([], data=Held(base_reader(world)))
    read_beside_paths([], data=world)
    assert not home.exists()


def test_of_a_folder_with_too_many_files_none_is_held(tmp_path: Path) -> None:
    world = write_world(tmp_path / "data")
    for number in range(MOST_FILES + 1):
        (world / "layers" / f"{number}.geojson").write_text("{}")
    with pytest.raises(OSError, match=r"0\.geojson"):
        Held(base_reader(world)).content("layers/0.geojson")
    with pytest.raises(DataError, match="at most are 200"):
        catalog_with([], data=world)
