"""What a killed run leaves, and what may stand in the way of a file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import ExportError
from geo.parts import folder_beside, part_beside, sweep, write_whole
from layers.pack.files import PackFile, save_files

FILE = PackFile("a.csv", b"a,b\r\n")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def dead_part(folder: Path) -> Path:
    """Write a part as a run that is gone by now named it."""
    code = "from pathlib import Path; from geo.parts import part_beside as p; import sys;"
    code += "p(Path(sys.argv[1]) / 'x.png', 0).write_text('half'); print(p(Path('x'), 0))"
    done = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=True
    )
    return folder / done.stdout.strip()


def test_parts_of_a_killed_run_are_swept_by_the_next(tmp_path):
    left = dead_part(tmp_path)
    assert left.exists()
    save_files([FILE], tmp_path / "a.csv")
    assert names_in(tmp_path) == ["a.csv"]


def test_a_part_that_is_being_written_stays(tmp_path):
    mine = part_beside(tmp_path / "x.png", 0)
    mine.write_text("half")
    other = tmp_path / ".corridors-00000000-1-1-0.part"
    other.write_text("of another machine")
    sweep(tmp_path)
    assert mine.exists()
    assert other.exists()
    yesterday = time.time() - 90_000
    os.utime(other, (yesterday, yesterday))
    sweep(tmp_path)
    assert not other.exists()


@pytest.mark.parametrize("private", [False, True])
def test_a_file_is_written_whole_or_is_as_it_was(tmp_path, private):
    file = tmp_path / "kept"
    write_whole(file, b"first", private=private)
    write_whole(file, b"second", private=private)
    assert file.read_bytes() == b"second"
    assert (file.stat().st_mode & 0o077 == 0) or not private
    taken = tmp_path / "folder"
    taken.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(taken, b"x", private=private)
    assert names_in(tmp_path) == ["folder", "kept"]


def test_folders_of_a_killed_run_are_swept_and_live_ones_stay(tmp_path):
    mine = folder_beside(tmp_path / "site")
    (mine / "x").write_text("half")
    gone = dead_part(tmp_path)
    left = tmp_path / gone.name.replace("-0.part", "-ab_1.part")
    gone.unlink()
    (left / "deep").mkdir(parents=True)
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("kept")
    (left / "deep" / "link").symlink_to(kept)
    link = tmp_path / left.name.replace("ab_1", "ab_2")
    link.symlink_to(kept)
    sweep(tmp_path)
    assert names_in(tmp_path) == sorted([mine.name, "kept"])
    assert names_in(kept) == ["file"]
    assert mine.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("what", ["fifo", "link", "loop", "dangling"])
def test_a_pipe_or_link_is_never_replaced(tmp_path, what, force):
    target = tmp_path / "a.csv"
    kept = tmp_path / "kept.txt"
    kept.write_text("kept")
    make = {
        "fifo": lambda: os.mkfifo(target),
        "link": lambda: target.symlink_to(kept),
        "loop": lambda: target.symlink_to(target),
        "dangling": lambda: target.symlink_to(tmp_path / "nowhere"),
    }
    make[what]()
    with pytest.raises(ExportError, match="link, pipe or device"):
        save_files([FILE], target, force=force)
    assert names_in(tmp_path) == ["a.csv", "kept.txt"]
    assert kept.read_text() == "kept"


def test_a_device_is_never_replaced():
    with pytest.raises(ExportError, match="link, pipe or device"):
        save_files([FILE], Path("/dev/null"), force=True)


def test_a_name_as_long_as_a_disk_allows_is_written_and_a_longer_one_told(tmp_path):
    longest = tmp_path / ("x" * 251 + ".csv")
    save_files([FILE], longest)
    assert longest.read_bytes() == FILE.content
    with pytest.raises((ExportError, OSError), match="too long"):
        save_files([FILE], tmp_path / ("x" * 252 + ".csv"))
    assert names_in(tmp_path) == [longest.name]
