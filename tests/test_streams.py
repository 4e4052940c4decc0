"""What the command does where it cannot write or is stopped: one sentence, exit 2, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return write_world(tmp_path / "data")


def ran(line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which `corridors` is the command."""
    line = line.replace("corridors", f"{sys.executable} {ROOT / 'cli.py'}", 1)
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **env},
    )


def assert_refused(done: subprocess.CompletedProcess[str], says: str) -> None:
    assert done.returncode == 2, done
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("corridors: ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        "check --data {data}",
        "routes --data {data} --from Alpha --to Gamma",
        "export --help",
        "--help",
    ],
)
def test_a_full_device(asked: str, world: Path) -> None:
    done = ran(f"corridors {asked.format(data=world)} > /dev/full")
    assert_refused(done, "Cannot write: No space left on device.")


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["check", "routes --from Alpha --to Gamma", "week"])
def test_a_pipe_that_nobody_reads(asked: str, world: Path) -> None:
    done = ran(f"corridors {asked} --data {world} | true; exit ${{PIPESTATUS[0]}}")
    assert_refused(done, "Nobody reads the output any more.")


@pytest.mark.slow
def test_a_disk_too_small_for_the_database_is_told(world: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "map.gpkg"
    target.parent.mkdir()
    done = ran(
        f"ulimit -f 40; corridors export --data {world} --out {target}", TMPDIR=str(tmp_path)
    )
    assert_refused(done, "No GeoPackage can be written: the disk of temporary files is full")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "out"]
    assert list(target.parent.iterdir()) == []


def test_closed_streams_lead_nowhere(world: Path) -> None:
    done = ran(f"corridors check --data {world} >&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert ran("corridors check --data /no/such 2>&-").returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["folder", "link", "fifo", "device", "long", "no folder"])
def test_a_target_that_is_no_file(kind: str, world: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "x.geojson"
    target.parent.mkdir()
    if kind == "folder":
        # A folder takes the file under the pack's own name, which here is taken by a folder.
        (target / "trade-corridors-2024-12-31.geojson").mkdir(parents=True)
    elif kind == "link":
        target.symlink_to(tmp_path / "elsewhere")
    elif kind == "fifo":
        os.mkfifo(target)
    elif kind == "device":
        target = Path("/dev/full")
    elif kind == "long":
        target = target.with_name("y" * 260 + ".geojson")
    else:
        target = target.parent / "a" / "b" / "x.geojson"
    before = sorted(tmp_path.rglob("*"))
    done = ran(f"corridors export --data {world} --formats geojson --out {target} --force")
    assert_refused(done, "")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
def test_a_name_as_long_as_a_disk_allows(world: Path, tmp_path: Path) -> None:
    target = tmp_path / ("y" * 247 + ".geojson")
    assert ran(f"corridors export --data {world} --out {target}").returncode == 0
    assert target.stat().st_size > 1000


@pytest.mark.slow
def test_an_unwritable_folder_for_fonts_is_no_obstacle(world: Path, tmp_path: Path) -> None:
    nowhere = {"MPLCONFIGDIR": "/proc/x", "HOME": "/proc/x", "XDG_CACHE_HOME": "/proc/x"}
    done = ran(f"corridors export --data {world} --out {tmp_path / 'a.svg'}", **nowhere)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


# Python reads this before the program: it presses Ctrl+C as the first work begins beside the
# program's own, or as the first file of the pack is opened.
PRESSES_AT_WORK = """
import os, signal, sys

at, own, pressed = os.environ["PRESS_AT"], os.getpid(), []

def press(event, args):
    if event in ("os.fork", "open") and not pressed and os.getpid() == own:
        if at in f"{event} {args[:1]}":
            pressed.append(at)
            os.kill(own, signal.SIGINT)

sys.addaudithook(press)
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["os.fork", ".part"])
def test_ctrl_c_leaves_nothing(at: str, world: Path, tmp_path: Path) -> None:
    out, hook = tmp_path / "pack", tmp_path / "hook"
    for folder in (out, hook):
        folder.mkdir()
    (hook / "sitecustomize.py").write_text(PRESSES_AT_WORK)
    command = [sys.executable, "-m", "trade_corridors", "export", "--data", str(world)]
    done = subprocess.run(
        [*command, "--formats", "all", "--out", str(out / "p.zip")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(hook), "PRESS_AT": at},
        # What was started in the background is deaf to it, and hands that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "corridors: Stopped; nothing was left half done."
    assert "Traceback" not in done.stderr
    assert list(out.iterdir()) == []


# Python reads this before the program: it presses Ctrl+C as a module begins to be loaded, named or
# counted from the command's own first one.
PRESSES = """
import os, signal, sys

at = os.environ["PRESS_AT"]
loaded = []

def press(event, args):
    if event == "import" and at not in loaded and (args[0] == "cli" or loaded):
        loaded.append(args[0])
        if at in (args[0], str(len(loaded))):
            loaded.append(at)
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(press)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "at", ["cli", "10", "60", "numpy", "numpy._core._multiarray_umath", "pyproj"]
)
@pytest.mark.parametrize("entry", ["corridors", "module"])
def test_ctrl_c_while_modules_are_loaded(entry: str, at: str, world: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(PRESSES)
    installed = [str(Path(sys.executable).with_name("corridors"))]
    command = installed if entry == "corridors" else [sys.executable, "-m", "trade_corridors"]
    done = subprocess.run(
        [*command, "routes", "--data", str(world), "--from", "Alpha", "--to", "Gamma"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PRESS_AT": at},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert_refused(done, "Stopped; nothing was left half done.")


@pytest.mark.slow
def test_parts_left_by_a_kill_are_swept_by_the_next_run(world: Path, tmp_path: Path) -> None:
    from geo.parts import part_beside

    target = tmp_path / "out" / "x.geojson"
    target.parent.mkdir()
    gone = subprocess.Popen(["true"])
    gone.wait()
    part = part_beside(target, 0)
    left = part.with_name(part.name.replace(f"-{os.getpid()}-", f"-{gone.pid}-"))
    left.write_bytes(b"half")
    mine = part_beside(target, 1)
    mine.write_bytes(b"of a run that still writes")
    assert ran(f"corridors export --data {world} --out {target}").returncode == 0
    assert sorted(target.parent.iterdir()) == sorted([target, mine])


@pytest.mark.slow
def test_tables_of_data_need_no_drawing_library(world: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "for name in ('matplotlib', 'pptx', 'folium', 'altair', 'streamlit'):\n"
        "    sys.modules[name] = None\n"
        "import cli\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    asked = ["export", "--data", str(world), "--formats", "csv,xlsx,geojson,bib,ris,kml"]
    done = subprocess.run(
        [sys.executable, "-c", code, *asked, "--out", str(tmp_path / "tables")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "tables").iterdir())) > 8
