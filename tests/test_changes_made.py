"""Files made earlier are read back: `corridors changes --made FILE`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli import main
from geo.editions.made import made_of
from geo.errors import EditionError
from geo.records.catalog import read_catalog
from geo.records.readers import data_folder
from tests.edition_worlds import EARLIER, FOLDER, LATER, later_tables, write_edition


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv("CORRIDORS_EDITIONS", str(tmp_path / "shelf"))
    one = write_edition(tmp_path / "one", EARLIER)
    # It stands for the shipped folder, from which pages take the licences of what is in them.
    shutil.copytree(data_folder() / "LICENSES", one / "LICENSES")
    monkeypatch.setattr("geo.records.readers.data_folder", lambda: one)
    return str(one), str(write_edition(tmp_path / "two", LATER, later_tables()))


@pytest.mark.parametrize("ending", ["pptx", "html"])
def test_a_file_made_earlier_tells_what_changed_since(
    ending: str, worlds: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = worlds
    path = tmp_path / f"map.{ending}"
    asked = ["export", "--data", one, "--as-of", "2024-11-05", "--formats", ending]
    assert main([*asked, "--out", str(path)]) == 0
    made = made_of(path.read_bytes())
    assert (str(made.as_of), made.data_hash) == ("2024-11-05", read_catalog(Path(one)).data_hash)
    capsys.readouterr()
    assert main(["changes", "--data", two, "--made", str(path)]) == 0
    told = capsys.readouterr()
    assert "which are not installed" in told.err
    assert "1 closure began and 1 ended since this was made." in told.err
    assert "Shut: Delta shut, from 20 November 2024. [s1]" in told.out
    assert "Figure corrected" not in told.out
    # With the data it was made from at hand, what they said otherwise is told too.
    assert main(["data", "install", str(FOLDER / f"world-{EARLIER}.zip")]) == 0
    capsys.readouterr()
    assert main(["changes", "--data", two, "--made", str(path)]) == 0
    told = capsys.readouterr()
    assert "not installed" not in told.err
    assert "Figure corrected: Beta, freight: 1,100 t, before 1,000 t" in told.out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<p>Data as of <b>31 Foo 2024</b>"])
def test_what_is_not_ours_is_refused(content: bytes) -> None:
    with pytest.raises(EditionError, match="does not say which day"):
        made_of(content)
