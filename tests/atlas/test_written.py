"""Writing an atlas: whole or not at all, the same twice, and only what changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import main
from geo.errors import ExportError
from geo.parts import folder_beside
from layers.atlas.written import ATLAS_MANIFEST, write_atlas
from tests.atlas.conftest import ADDRESS


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes_and_nothing_is_written_again(
    site: Path, world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "again"
    asked = ["publish", "--data", str(world), "--address", ADDRESS, "--out"]
    assert main([*asked, str(again)]) == 0
    assert contents(again) == contents(site)
    before = {path: path.stat().st_mtime_ns for path in again.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main([*asked, str(again)]) == 0
    assert " 0 of them new" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_changed_is_new_and_the_rest_keeps_its_time(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_atlas([("a/index.html", b"one"), ("b.css", b"two"), ("gone.txt", b"x")], out)
    os.utime(out / "b.css", (1, 1))
    written = write_atlas([("a/index.html", b"three"), ("b.css", b"two")], out)
    assert written.changed == 1
    assert (out / "b.css").stat().st_mtime == 1
    assert set(contents(out)) == {"a/index.html", "b.css", ATLAS_MANIFEST}
    assert (out / "a" / "index.html").read_bytes() == b"three"


def test_a_run_that_breaks_off_leaves_the_old_atlas_up(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_atlas([("index.html", b"old")], out)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        assert (out / "index.html").read_bytes() == b"old"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atlas(broken(), out)
    assert contents(out)["index.html"] == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(ExportError, match="not empty and no atlas"):
        write_atlas([("index.html", b"x")], tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"letter.txt": b"dear"}
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="no folder"):
        write_atlas([("index.html", b"x")], tmp_path / "file")
    with pytest.raises(ExportError, match="cannot be written"):
        write_atlas([("index.html", b"x")], tmp_path / "nowhere" / "site")


@pytest.mark.parametrize("name", ["../out.html", "claim/../../../out.html", "/tmp/out.html", ".."])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    out = tmp_path / "a" / "site"
    out.parent.mkdir()
    with pytest.raises(ExportError, match="cannot be called"):
        write_atlas([("index.html", b"x"), (name, b"x")], out)
    assert contents(tmp_path) == {}
    assert list(out.parent.iterdir()) == []


def test_the_folder_one_stands_in_and_the_longest_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / ("x" * 255)
    here.mkdir()
    monkeypatch.chdir(here)
    for content in (b"one", b"two"):
        write_atlas([("index.html", content)], Path())
        assert (here / "index.html").read_bytes() == content
        monkeypatch.chdir(here)  # another folder has its name now
    assert list(tmp_path.iterdir()) == [here]


def test_a_disk_of_its_own_is_told_before_the_work() -> None:
    files = iter([("index.html", b"x")])
    with pytest.raises(ExportError, match="/proc is a disk of its own; name a folder in it"):
        write_atlas(files, Path("/proc"))
    assert next(files)


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    mine = folder_beside(tmp_path / "site")
    left = mine.rename(mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{gone.pid}-")))
    (left / "half").write_text("x")
    write_atlas([("index.html", b"x")], tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
