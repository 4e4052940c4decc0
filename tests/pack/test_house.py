"""A house's own settings: read from a small file, every wrong line named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo.errors import ExportError
from layers.pack import house
from layers.pack.house import STALE_YEARS, VARIABLE, House, read_house, refuse_no_address


@pytest.fixture(autouse=True)
def no_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def written(folder: Path, text: str) -> Path:
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_set() -> None:
    assert read_house() == House()
    assert House().stale_years == STALE_YEARS


def test_a_file_is_read_also_when_the_environment_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, 'boundary_note = "As we see it."\nstale_years = 2\n')
    wanted = House(boundary_note="As we see it.", stale_years=2)
    assert read_house(path) == wanted
    monkeypatch.setenv(VARIABLE, str(path))
    assert read_house() == wanted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("boundary = 'x'", "no setting 'boundary'; choose from boundary_note"),
        ("stale_years = '2'", "stale_years must be a whole number"),
        ("stale_years = true", "stale_years must be a whole number"),
        ("stale_years = 0", "stale_years must be from 1 to 1,000"),
        ("stale_years = 99999999999999999999", "stale_years must be from 1 to 1,000"),
        (f"stale_years = {'9' * 5_000}", "are no TOML"),
        ('base_address = "http://a b/"', "is no web address"),
        ('atlas_address = "https://a/\\">"', "is no web address"),
        ("most_exports = 1001", "most_exports must be from 1 to 1,000"),
        ("handling = 3", "handling must be a text"),
        ("handling", "are no TOML"),
        ("base_address = 'javascript:alert(1)'", "is no web address"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=says) as caught:
        read_house(written(tmp_path, text + "\n"))
    assert len(str(caught.value).splitlines()) == 1


def test_a_file_is_read_once_and_again_when_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []

    def content(path: Path) -> bytes:
        reads.append(path)
        return path.read_bytes()

    monkeypatch.setattr(house, "regular_content", content)
    path = written(tmp_path, "stale_years = 2\n")
    assert [read_house(path).stale_years for _ in range(3)] == [2, 2, 2]
    assert reads == [path]
    written(tmp_path, "stale_years = 12\n")
    assert read_house(path).stale_years == 12
    assert reads == [path, path]
    path.unlink()
    with pytest.raises(ExportError, match="cannot be read: no such file"):
        read_house(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"gone\.toml cannot be read: no such file"):
        read_house(tmp_path / "gone.toml")


@pytest.mark.parametrize("address", ["", "https://example.org/x", "http://localhost:8501"])
def test_addresses(address: str) -> None:
    refuse_no_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://name:word@example.org/",
        "https://example.org:99999/",
    ],
)
def test_no_addresses(address: str) -> None:
    with pytest.raises(ExportError, match="no web address"):
        refuse_no_address(address)


def test_settings_that_are_no_file_or_hold_what_is_no_text_are_refused(tmp_path):
    path = tmp_path / "house.toml"
    os.mkfifo(path)
    with pytest.raises(ExportError, match="no regular file"):
        read_house(path)
    path.unlink()
    path.write_text('handling = "a\\u202eb"\n', encoding="utf-8")
    with pytest.raises(ExportError, match=r"U\+202E"):
        read_house(path)


@pytest.mark.parametrize("address", ["https://", "http://[", "https:///path", "ftp://x.example"])
def test_an_address_without_a_host_is_refused(address):
    with pytest.raises(ExportError, match="no web address"):
        refuse_no_address(address)


def test_a_published_house_leaves_out_what_is_private(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    text = (
        'name = "Our atlas"\nhandling = "Internal"\nlogo = "logo.svg"\naccent = "green"\n'
        'languages = "en, ru"\nprivate = "handling, logo"\n'
    )
    house = read_house(written(tmp_path, text))
    assert house.logo == str(tmp_path / "logo.svg")
    assert house.published() == House(name="Our atlas", accent="green", languages="en, ru")


@pytest.mark.parametrize(
    "line", ['accent = "pink"', 'languages = "en, xx"', 'private = "secret"', 'atlas_address = "x"']
)
def test_a_setting_for_an_atlas_that_means_nothing_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ExportError):
        read_house(written(tmp_path, line + "\n"))
