"""`corridors data` and `corridors changes --edition` as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import main
from tests.edition_worlds import EARLIER, FOLDER, LATER, later_tables, write_edition


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = write_edition(tmp_path / "shipped", EARLIER)
    monkeypatch.setenv("CORRIDORS_EDITIONS", str(tmp_path / "shelf"))
    monkeypatch.setattr("geo.records.readers.data_folder", lambda: world)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_an_edition_goes_from_one_desk_to_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_edition(tmp_path / "w", LATER, later_tables())
    pack = tmp_path / "edition.zip"
    out = said(capsys, "data", "pack", "--data", str(folder), "--out", str(pack))
    assert out.startswith(f"Edition {LATER}, data end 2024-12-31, made 2025-01-02, data ")
    assert main(["data", "pack", "--data", str(folder), "--out", str(pack)]) == 2
    assert "is there already" in capsys.readouterr().err
    link = tmp_path / "link.zip"
    link.symlink_to(pack)
    for odd in (link, tmp_path, Path("/dev/null")):
        assert main(["data", "pack", "--data", str(folder), "--out", str(odd), "--force"]) == 2
        assert capsys.readouterr().err.count("name a file") == 1
    assert f"Edition {LATER} is installed and in use" in said(capsys, "data", "install", str(pack))
    assert f"* {LATER}-" in said(capsys, "data", "list")
    assert "5 claims" in said(capsys, "check")
    assert "files as they were made" in said(capsys, "data", "verify")
    assert said(capsys, "data", "rollback") == "The shipped edition is in use.\n"
    assert said(capsys, "data", "use", LATER) == f"Edition {LATER} is in use.\n"


def test_changes_are_told_against_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_edition(tmp_path / "w", LATER, later_tables())
    pack = FOLDER / f"world-{EARLIER}.zip"
    asked = ["changes", "--data", str(folder), "--edition", str(pack)]
    out = said(capsys, *asked)
    assert out.startswith(
        f"Changes from 31 December 2024 (edition {EARLIER}, data to 31 December 2024) "
        f"to 31 December 2024 (edition {LATER}, data to 31 December 2024)\n"
    )
    assert "Figure corrected: Beta, freight: 1,100 t, before 1,000 t" in out
    assert "Figure withdrawn: Beta hub, capacity: about 1 Mt a year" in out
    # The same bytes for the same editions; and a day of the reader's own on the earlier side.
    feed = said(capsys, *asked, "--format", "atom")
    assert feed == said(capsys, *asked, "--format", "atom")
    assert "from 1 June 2024 (edition" in said(capsys, *asked, "--since", "2024-06-01")


def test_what_is_no_edition_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.zip"
    assert main(["data", "install", str(path)]) == 2
    assert "cannot be read" in capsys.readouterr().err
    path.write_bytes(b"no zip")
    assert main(["data", "install", str(path)]) == 2
    assert "no whole zip file" in capsys.readouterr().err
