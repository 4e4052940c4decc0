"""One atlas of the drawn world for all tests of this folder, on a disk as it is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import main
from tests.assumed import ASSUMPTIONS
from tests.worlds import write_world

ADDRESS = "https://atlas.example.org/corridors/"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the drawn world, with assumptions to find ways by."""
    return write_world(tmp_path_factory.mktemp("world") / "data", {"assumptions": ASSUMPTIONS})


@pytest.fixture(scope="session")
def site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the drawn world once."""
    out = tmp_path_factory.mktemp("atlas") / "site"
    assert main(["publish", "--data", str(world), "--out", str(out), "--address", ADDRESS]) == 0
    return out
