"""Formats and their names, and a saver that leaves nothing half-written and replaces nothing."""

from __future__ import annotations

import errno
import io
import os
import resource
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geo.errors import ExportError
from layers.pack import files as pack
from layers.pack.files import (
    FORMATS,
    PACK_MANIFEST,
    Format,
    PackFile,
    format_of_path,
    formats_of,
    names_of,
    paths_of,
    refuse_taken,
    save_files,
    stem_of,
    zip_of,
)

ROOT = Path(__file__).resolve().parents[2]
ONE = [PackFile("a.png", b"picture")]
TWO = [PackFile("a.png", b"picture"), PackFile("b.svg", b"drawing")]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_format_is_described() -> None:
    assert list(FORMATS) == list(Format)
    stem = stem_of(date(2025, 7, 31))
    names = [name for kind in Format for name in names_of(stem, kind)]
    assert len(names) == len(set(names))
    assert names_of(stem, Format.PNG) == ("trade-corridors-2025-07-31.png",)
    assert "trade-corridors-2025-07-31-claims.csv" in names_of(stem, Format.CSV)


def test_formats_are_read_once_each_in_the_order_of_a_pack() -> None:
    assert formats_of("gpkg, PNG,png") == (Format.PNG, Format.GPKG)
    assert formats_of("all") == tuple(Format)


@pytest.mark.parametrize(("text", "says"), [("tiff", "'tiff'"), ("png,xyz", "'xyz'"), (",", "No")])
def test_an_unknown_format_is_named(text: str, says: str) -> None:
    with pytest.raises(ExportError, match=says) as caught:
        formats_of(text)
    assert "geojson" in str(caught.value)


def test_the_ending_means_a_format() -> None:
    assert format_of_path(Path("x/brief.PNG")) is Format.PNG
    assert format_of_path(Path("brief.pdf")) is Format.PDF
    assert format_of_path(Path("brief.tiff")) is None


def test_one_file_goes_to_a_file_and_several_to_a_folder(tmp_path: Path) -> None:
    assert paths_of(["a.png"], tmp_path / "map.png") == (tmp_path / "map.png",)
    assert paths_of(["a.png"], tmp_path) == (tmp_path / "a.png",)
    assert paths_of(["a.png"], tmp_path / "new") == (tmp_path / "new" / "a.png",)
    several = paths_of(["a.png", "b.svg"], tmp_path / "new")
    assert several == (tmp_path / "new" / "a.png", tmp_path / "new" / "b.svg")
    with pytest.raises(ExportError, match="2 files do not fit"):
        paths_of(["a.png", "b.svg"], tmp_path / "map.png")


def test_saved_files_are_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "new"
    assert save_files(TWO, out) == [out / "a.png", out / "b.svg"]
    assert left_in(out) == ["a.png", "b.svg"]
    assert (out / "b.svg").read_bytes() == b"drawing"


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    there = tmp_path / "b.svg"
    there.write_bytes(b"mine")
    with pytest.raises(ExportError, match=r"b\.svg is there already.*--force"):
        save_files(TWO, tmp_path)
    assert left_in(tmp_path) == ["b.svg"]
    assert there.read_bytes() == b"mine"
    save_files(TWO, tmp_path, force=True)
    assert there.read_bytes() == b"drawing"


def test_what_comes_up_while_writing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.svg"
    write = pack._write

    def slowly(path: Path, content: bytes) -> None:
        write(path, content)
        target.write_bytes(b"theirs")  # somebody else was faster

    monkeypatch.setattr(pack, "_write", slowly)
    with pytest.raises(ExportError, match="cannot be written: file exists"):
        save_files(TWO, tmp_path)
    assert left_in(tmp_path) == ["b.svg"]
    assert target.read_bytes() == b"theirs"


def test_without_hard_links_files_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here", str(self))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert save_files(TWO, tmp_path / "new") == [tmp_path / "new" / n for n in ("a.png", "b.svg")]
    with pytest.raises(ExportError, match="is there already"):
        save_files(TWO, tmp_path / "new")


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "no space left"), (errno.EROFS, "read-only"), (errno.EACCES, "permission")],
)
def test_a_failing_disk_leaves_nothing(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    sync = os.fsync

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 2:
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match=says) as caught:
        save_files(TWO, tmp_path / "new")
    assert str(caught.value).startswith(f"{tmp_path / 'new' / 'b.svg'} cannot be written: ")
    assert len(str(caught.value).splitlines()) == 1
    assert left_in(tmp_path) == []


def test_a_disk_that_is_really_full_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from geo.errors import ExportError\nfrom layers.pack.files import PackFile, save_files\n"
        "files = [PackFile('a.bin', b'x'), PackFile('b.bin', b'x' * 100_000)]\n"
        "try:\n    save_files(files, Path(sys.argv[1]))\n"
        "except ExportError as error:\n    print(error)\n"
    )

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f"{tmp_path / 'b.bin'} cannot be written: file too large."
    assert left_in(tmp_path) == []


def test_a_failure_under_force_keeps_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_files(TWO, tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="no space"):
        save_files([PackFile("a.png", b"new"), PackFile("b.svg", b"new")], tmp_path, force=True)
    assert left_in(tmp_path) == ["a.png", "b.svg"]
    assert (tmp_path / "a.png").read_bytes() == b"picture"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc on this system")
def test_a_folder_nobody_can_write() -> None:
    with pytest.raises(ExportError, match=r"^/proc/self/a\.png cannot be written: "):
        save_files(ONE, Path("/proc/self"))


def test_no_folder_and_folders_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="There is no folder"):
        save_files(ONE, tmp_path / "no" / "such" / "map.png")
    (tmp_path / "map.png").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        refuse_taken([tmp_path / "map.png"], force=True)


def test_a_zip_has_a_manifest_that_sha256sum_reads(tmp_path: Path) -> None:
    content = zip_of(TWO, about={"title": "Two\nlines", "handling": ""})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [PACK_MANIFEST, "a.png", "b.svg"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(tmp_path)
        manifest = archive.read(PACK_MANIFEST).decode()
    assert manifest.splitlines()[0] == "# title: Two lines"
    assert "handling" not in manifest
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", PACK_MANIFEST],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    (tmp_path / "a.png").write_bytes(b"changed")
    broken = subprocess.run(
        ["sha256sum", "--check", PACK_MANIFEST], cwd=tmp_path, capture_output=True, check=False
    )
    assert broken.returncode == 1


def test_the_same_files_make_the_same_zip() -> None:
    assert zip_of(TWO, about={"title": "x"}) == zip_of(TWO, about={"title": "x"})
    assert zip_of(TWO, about={"title": "x"}) != zip_of(TWO[::-1], about={"title": "x"})
