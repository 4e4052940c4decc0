"""The command line: what it accepts, what it prints, how it exits."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import cli
from commands import serve
from layers.look import palette
from tests.browser.server import free_port, running
from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Hold a port of 127.0.0.1 that something already listens on."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Write the drawn world of `tests.worlds` as a data folder."""
    return write_world(tmp_path / "world")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ["app", "check", "export"]),
        (["app"], ["--port", "--address", "--no-browser", "8501", "127.0.0.1"]),
        (["check"], ["--data", "fault"]),
        (["export"], ["--link", "--corridors", "--branches", "--formats", "--strict", "examples:"]),
    ],
)
def test_help(command: list[str], words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, cli\n"
        "try:\n    cli.main(['export', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'streamlit', 'pandas', 'matplotlib', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "COMMAND"),
        (["fly"], "fly"),
        (["app", "--port", "0"], "1 to 65535"),
        (["app", "--port", "here"], "'here' is not a port"),
        (["check", "--data", "no/such/folder"], "there is no folder 'no/such/folder'"),
        (["export"], "--out"),
        (["export", "--out", "x.png", "--as-of", "31.07.2025"], "write it like 2025-07-31"),
        (["export", "--out", "x.png", "--corridors", ","], "at least one id"),
        (["export", "--out", "x.png", "--size", "a5"], "choose from a4_landscape"),
        (["routes", "--from", "alpha", "--to", "gamma", "--per=--"], "--per: expected one"),
        (["changes", "--since=--"], "--since: expected one"),
        (["app", "--port", "9" * 9_000], "… is not a port; give"),
        (["x" * 9_000], "choose from 'app'"),
    ],
)
def test_wrong_arguments_take_one_line_and_exit_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) == 1
    assert len(told) < 600
    assert "--help" in told


def test_app_on_a_taken_port(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["app", "--port", str(taken_port), "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert f"127.0.0.1 port {taken_port}" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("address", ["\u202eabc", "\udcff"])
def test_app_on_what_names_no_machine(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["app", "--address", address, "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert "names no machine" in told
    assert len(told.splitlines()) == 1


@pytest.mark.slow
def test_ctrl_c_ends_the_app_without_a_word(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "cli", "app", "--port", str(port), "--no-browser"]
    with running(command, port=port, cwd=ROOT, scratch=tmp_path, env={}) as server:
        os.kill(server.pid, signal.SIGINT)
        deadline = time.monotonic() + 20
        while server.ended() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.ended() == 0
        said = server.log.read_text(encoding="utf-8")
    assert said.strip() == f"Trade corridors: http://127.0.0.1:{port} (Ctrl+C ends it)"


def test_streamlit_is_told_address_telemetry_and_theme() -> None:
    given = serve.streamlit_arguments(Path("/x/app.py"), address="::1", port=8600, browser=False)
    assert given[:2] == ["run", "/x/app.py"]
    assert {
        "--server.address=::1",
        "--server.port=8600",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--theme.base=light",
    } <= set(given)
    with_browser = serve.streamlit_arguments(
        Path("/x/app.py"), address="127.0.0.1", port=1, browser=True
    )
    assert "--server.headless=false" in with_browser
    assert "--server.showEmailPrompt=false" in with_browser


def test_the_checkout_has_the_same_settings() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        config = tomllib.load(file)
    flat = {f"{part}.{key}": value for part, keys in config.items() for key, value in keys.items()}
    asked = {
        key: str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in flat.items()
    }
    assert asked.pop("server.address") == serve.ADDRESS
    assert asked.pop("server.headless") == "true"
    assert asked == serve.SERVER_SETTINGS


def test_the_theme_is_made_of_the_palette() -> None:
    assert serve.SERVER_SETTINGS["theme.textColor"] == palette.INK
    assert serve.SERVER_SETTINGS["theme.backgroundColor"] == palette.PAPER
    assert serve.SERVER_SETTINGS["theme.borderColor"] == palette.RULE


def test_the_settings_are_streamlits_own() -> None:
    from streamlit import config

    known = set(config.get_config_options())
    assert set(serve.SERVER_SETTINGS) - known == set()


@pytest.mark.slow
def test_check_of_the_shipped_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("No faults: ")
    assert "data end 2026-07-05" in said


def test_check_names_every_fault(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--data", str(world)]) == 0
    assert "2 corridors, 3 branches, 5 legs" in capsys.readouterr().out
    table = world / "leg_status.csv"
    text = table.read_text(encoding="utf-8")
    text = text.replace("leg_b,construction", "leg_b,building").replace("2024-02-01", "2024-02-31")
    table.write_text(text, encoding="utf-8")
    (world / "layers" / "coast.geojson").write_text("{", encoding="utf-8")
    assert cli.main(["check", "--data", str(world)]) == 1
    *faults, total = capsys.readouterr().out.splitlines()
    assert any("leg_status.csv, row 3, status: 'building'" in line for line in faults)
    assert any("leg_status.csv, row 5, since" in line for line in faults)
    assert any("coast.geojson" in line for line in faults)
    assert total == f"{len(faults)} faults."


def test_check_of_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "nodes.geojson" in said
    assert "corridors.csv" in said
    assert "Traceback" not in said


def test_broken_data_take_one_line(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = world / "leg_status.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("2024-02-01", "2024-02-31"), encoding="utf-8")
    out = tmp_path / "x.png"
    assert cli.main(["export", "--out", str(out), "--data", str(world)]) == 2
    told = capsys.readouterr().err
    assert "the data have 1 fault, the first: leg_status.csv, row 5, since" in told
    assert "corridors check" in told
    assert len(told.splitlines()) == 1


def test_installed_under_its_name() -> None:
    command = Path(sys.executable).with_name("corridors")
    assert os.access(command, os.X_OK)
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("usage: corridors ")


def test_ids_and_dates_are_read() -> None:
    given = cli.parser_of().parse_args(
        ["export", "--out", "a.png", "--corridors", " a , b,", "--as-of", "2025-07-31"]
    )
    assert isinstance(given, argparse.Namespace)
    assert given.corridors == ("a", "b")
    assert given.as_of == date(2025, 7, 31)


def test_the_app_reads_the_folder_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    served: list[str | None] = []
    monkeypatch.setenv("CORRIDORS_DATA", "")
    monkeypatch.setattr(
        "streamlit.web.cli.main",
        lambda *_, **__: served.append(os.environ.get("CORRIDORS_DATA")),
    )
    monkeypatch.setattr("commands.serve._refuse_taken", lambda *_: None)
    assert cli.main(["app", "--no-browser", "--data", str(tmp_path)]) == 0
    assert served == [str(tmp_path.resolve())]


# --- streams -----------------------------------------------------------------------------------


def command(text: str, *, encoding: str = "utf-8", **env: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which `corridors` is the command."""
    line = text.replace("corridors", f"{sys.executable} {ROOT / 'cli.py'}", 1)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, **env},
    )


@pytest.mark.slow
def test_a_closed_pipe_is_one_sentence(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "data")
    header = (folder / "claims.csv").read_text(encoding="utf-8").partition("\n")[0]
    (folder / "claims.csv").write_text(f"{header}\n" + "x,y\n" * 2_000, encoding="utf-8")
    done = command(f"corridors check --data {folder} | head -1")
    assert done.returncode == 2
    assert done.stderr == "corridors: Nobody reads the output any more.\n"


@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_takes_one_long_text_in_part_is_one_sentence(unbuffered: str) -> None:
    line = "corridors changes --since 2015-01-01 | head -1"
    done = command(line, PYTHONUNBUFFERED=unbuffered)
    assert done.stdout.startswith("Changes from 1 January 2015")
    assert (done.returncode, done.stderr) == (2, "corridors: Nobody reads the output any more.\n")


@pytest.mark.slow
def test_a_full_device_is_one_sentence() -> None:
    done = command("corridors check > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "corridors: Cannot write: No space left on device.\n"


@pytest.mark.slow
def test_an_output_that_lacks_letters_spells_them(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "data")
    path = folder / "corridors.csv"
    text = path.read_text(encoding="utf-8").replace("north,", "nörth,", 1)
    path.write_text(text, encoding="utf-8")
    done = command(f"corridors check --data {folder}", encoding="ascii")
    assert done.returncode == 1
    assert "n\\xf6rth" in done.stdout
    assert "Traceback" not in done.stderr
