"""The installed package, away from the checkout: what travels in the wheel, and that it serves.

A wheel is built from a copy of the checkout and installed into a fresh environment. That one sees
the locked libraries through a .pth file instead of installing them again, and it does not see
the checkout: .pth files found that way are not followed, the editable install's among them.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import zipfile
from email import message_from_bytes
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from playwright.sync_api import sync_playwright

from tests.browser.chromium import Watch, launch, open_context
from tests.browser.server import free_port, running

_PINNED = re.compile(r"([a-z0-9-]+)==(\S+)")
ROOT = Path(__file__).resolve().parents[1]
PARTS = ("commands", "data", "geo", "layers", "page", "trade_corridors")
FILES = ("app.py", "cli.py", "pyproject.toml", "setup.py", "README.md")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel in a copy, so that nothing an earlier build left behind gets in."""
    copy = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        shutil.copytree(
            ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "cache")
        )
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    built = tmp_path_factory.mktemp("built")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--no-build-isolation", "-w", str(built), str(copy)], check=True)
    (made,) = built.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh environment and return its `corridors` command."""
    home = tmp_path_factory.mktemp("installed") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    site = Path(answer.stdout.strip())
    (site / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", "--force-reinstall", str(wheel)], check=True)
    return home / "bin" / "corridors"


def elsewhere(folder: Path) -> tuple[Path, dict[str, str]]:
    """Return a folder that is no checkout, and variables of a user who never ran anything."""
    home, away = folder / "home", folder / "away"
    home.mkdir()
    away.mkdir()
    return away, {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}


def reached(host: str, port: int) -> bool:
    """Tell whether something listens on `port` of `host`."""
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False


def test_the_data_travel_and_the_tools_stay(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (top,) = (name for name in names if name.endswith("/top_level.txt"))
        assert archive.read(top) == b"trade_corridors\n"
    inside = {name for name in names if ".dist-info/" not in name}
    junk = {"build", "cache", "__pycache__"}
    expected = {
        _place_in_wheel(path.relative_to(ROOT))
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        # Types are for whoever writes the browser's modules, not for whoever runs them.
        if path.is_file() and not junk & set(path.relative_to(ROOT).parts) and path.suffix != ".ts"
    }
    assert inside == expected | {"trade_corridors/app.py", "trade_corridors/cli.py"}
    assert "trade_corridors/data/nodes.geojson" in inside


def _place_in_wheel(path: Path) -> str:
    """Return where a file of the checkout lies in the wheel: all of it in the package."""
    inside = path if path.parts[0] == "trade_corridors" else "trade_corridors" / path
    return inside.as_posix()


def test_a_script_beside_names_of_ours_gets_its_own_and_the_package_as_well(
    installed: Path, tmp_path: Path
) -> None:
    away, variables = elsewhere(tmp_path)
    (away / "data").mkdir()
    (away / "data" / "__init__.py").write_text("WHOSE = 'theirs'\n", encoding="utf-8")
    for name in ("geo", "app", "cli", "layers", "page", "commands"):
        (away / f"{name}.py").write_text("WHOSE = 'theirs'\n", encoding="utf-8")
    asked = (
        "import app, cli, commands, data, geo, layers, page\n"
        "import trade_corridors as tc\n"
        "opened = tc.open()\n"
        "named = (app, cli, commands, data, geo, layers, page)\n"
        "print({one.WHOSE for one in named}, len(opened.legs()) > 200)\n"
        "opened.map()\n"
        "opened.figure()\n"
        "print(opened.routes('Herat', 'Mersin').empty)\n"
    )
    (away / "script.py").write_text(asked, encoding="utf-8")
    python = installed.parent / "python"
    done = subprocess.run(
        [python, "script.py"], cwd=away, env=variables, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["{'theirs'} True", "False"], done.stderr


def test_the_lock_satisfies_what_the_wheel_requires(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(archive.read(name))
    locked = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if pinned := _PINNED.match(line):
            locked[pinned[1]] = pinned[2]
    required = [Requirement(text) for text in metadata.get_all("Requires-Dist", [])]
    runtime = [one for one in required if one.marker is None]
    assert len(runtime) > 10
    for one in runtime:
        package = re.sub(r"[-_.]+", "-", one.name).lower()
        assert one.specifier.contains(locked[package]), one
        # `make lowest` and `make newest` install others on purpose.
        if Path(sys.prefix).name not in (".venv-lowest", ".venv-newest"):
            assert version(package) == locked[package]


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.lock")), ids=lambda one: one.name)
def test_the_locks_hold_exact_versions_with_hashes_and_name_no_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    entries = re.split(r"\n(?=[^ #\n])", text.partition("\n")[2].strip())
    entry = re.compile(
        r"[a-z0-9-]+==[A-Za-z0-9.+]+(?: ; [a-z_]+ [<>=!]+ '[^']+')?"
        r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
    )
    assert [one for one in entries if not entry.fullmatch(one)] == []


def test_every_package_of_the_browsers_checks_has_its_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 30
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []


def test_what_is_installed_is_held_to_the_hashes() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    installs = re.findall(r"pip install.*-r .*", made)
    assert len(installs) >= 4
    assert [line for line in installs if "--require-hashes" not in line] == []


def test_check_reads_the_installed_data(installed: Path, tmp_path: Path) -> None:
    away, variables = elsewhere(tmp_path)
    done = subprocess.run(
        [str(installed), "check"],
        cwd=away,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("No faults: "), done.stdout + done.stderr
    assert done.returncode == 0


def test_a_pack_is_made_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    away, variables = elsewhere(tmp_path)
    command = [
        str(installed),
        "export",
        "--formats",
        "png150,html,gpkg,kml,csv",
        "--out",
        "pack.zip",
    ]
    done = subprocess.run(
        command, cwd=away, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == "pack.zip"
    with zipfile.ZipFile(away / "pack.zip") as archive:
        endings = {Path(name).suffix for name in archive.namelist()}
        (page,) = (name for name in archive.namelist() if name.endswith(".html"))
        assert b"corridorScripts" in archive.read(page)
    assert endings == {".txt", ".png", ".html", ".gpkg", ".kml", ".csv"}


@pytest.mark.browser
def test_the_installed_app_serves_this_machine_only_and_asks_nobody(
    installed: Path, tmp_path: Path
) -> None:
    away, variables = elsewhere(tmp_path)
    port = free_port()
    command = [str(installed), "app", "--port", str(port), "--no-browser"]
    watch = Watch()
    with (
        running(command, port=port, cwd=away, scratch=tmp_path, env=variables) as server,
        sync_playwright() as playwright,
    ):
        assert reached("127.0.0.1", port)
        # All of 127.0.0.0/8 is this machine, so a server on every interface would answer here.
        assert not reached("127.0.0.2", port)
        browser = launch(playwright)
        page = open_context(browser, watch=watch).new_page()
        page.goto(server.url)
        page.locator(".leaflet-container").first.wait_for(state="visible")
        page.locator(".leaflet-lanes-pane path:visible").first.wait_for()
        # The theme travels with the command: the text has the palette's ink, not the default.
        ink = page.evaluate("getComputedStyle(document.querySelector('.stApp')).color")
        assert ink == "rgb(35, 38, 43)"
        browser.close()
        assert f"http://127.0.0.1:{port}" in server.log.read_text(encoding="utf-8")
        assert server.called_out() == []
    assert watch.problems() == []


def test_every_interface_would_have_been_seen() -> None:
    with socket.socket() as wide:
        wide.bind(("0.0.0.0", 0))
        wide.listen()
        port = wide.getsockname()[1]
        assert reached("127.0.0.1", port)
        if sys.platform == "linux":
            assert reached("127.0.0.2", port)
