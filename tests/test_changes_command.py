"""`corridors changes` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import main
from tests.worlds import write_world


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(write_world(tmp_path / "data"))


def test_the_changes_are_printed(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["changes", "--data", data, "--since", "2022-01-01", "--until", "2022-12-31"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert out.startswith("Changes from 1 January 2022 to 31 December 2022\n")
    assert "Beta – Gamma operating from March 2022, before construction. [s2]" in out
    assert main([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["from"]["day"] == "2022-01-01"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--since"),
        (["--since", "2024-02-01", "--until", "2024-01-01"], "earlier day first"),
        (["--since", "2022-01-01", "--until", "2030-01-01"], "--until 2030-01-01 is later"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    data: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["changes", "--data", data, *options]) == 2
    assert said in capsys.readouterr().err
