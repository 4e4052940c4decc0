"""Files for one reader: on the disk without a name, read in pieces, gone with who holds them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.errors import ExportError
from layers.pack.files import PackFile
from page.doors import is_open
from page.handed import hand_over, handed_at
from page.serve import routes
from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[1]
NAME = "trade-corridors-2024-06-01.zip"
LARGE = PackFile(NAME, os.urandom(1_000_003))


def test_it_comes_whole_in_pieces_to_two_at_once() -> None:
    handed = hand_over(LARGE, "application/zip")
    assert handed.size == len(LARGE.content)
    assert max(map(len, handed.chunks())) < 300_000
    with ThreadPoolExecutor(2) as readers:
        both = list(readers.map(lambda _: b"".join(handed.chunks()), range(2)))
    assert both == [LARGE.content] * 2


def test_the_server_streams_it_and_says_when_it_is_gone() -> None:
    handed = hand_over(LARGE, "application/zip")
    client = TestClient(Starlette(routes=routes()))
    answer = client.get(f"/{handed.address}")
    assert answer.content == LARGE.content
    assert answer.headers["content-length"] == str(handed.size)
    assert answer.headers["content-disposition"] == f'attachment; filename="{NAME}"'
    assert answer.headers["cache-control"] == "no-store"
    address = handed.address
    del handed
    assert handed_at(address) is None
    gone = client.get(f"/{address}")
    assert gone.status_code == 404
    assert "make it again" in gone.text


def test_its_address_is_let_in_and_no_two_are_alike() -> None:
    held = [hand_over(LARGE, "application/zip") for _ in range(20)]
    addresses = {one.address for one in held}
    assert len(addresses) == 20
    assert all(is_open(f"/{one}", "") for one in addresses)
    assert not is_open(f"/pack/short/{NAME}", "")
    assert not is_open(f"/{held[0].address}/../x", "")


def test_nothing_lies_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    handed = hand_over(LARGE, "application/zip")
    assert list(tmp_path.iterdir()) == []
    assert b"".join(handed.chunks()) == LARGE.content


def test_a_folder_that_takes_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(ExportError, match="cannot be kept for you: no such file"):
        hand_over(LARGE, "application/zip")


# The page as a reader opens it, with a map page drawn in a process beside it.
_ASKED = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
if __name__ == "__main__":
    app = AppTest.from_file(sys.argv[1], default_timeout=180)
    app.session_state["panel_tab"] = "Map page"
    app.run()
    assert not app.exception, app.exception
    assert len(app.get("image")) == 1
    app.button(key="brief_make").click().run()
    assert app.status[0].label == "1 file made", app.status[0].label
    print([name for name in ("matplotlib", "pyogrio", "pptx") if name in sys.modules])
"""


@pytest.mark.slow
def test_the_server_only_asks_and_loads_nothing_that_draws(tmp_path: Path) -> None:
    script = tmp_path / "asked.py"
    script.write_text(_ASKED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, ROOT / "app.py"],
        env={**os.environ, "CORRIDORS_DATA": str(write_world(tmp_path / "data"))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
