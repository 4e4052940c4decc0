"""Writing an atlas: whole or not at all, the same twice, and only what changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import main
from geo.errors import ExportError
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
