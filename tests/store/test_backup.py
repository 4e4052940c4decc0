"""Backup and restore as `docs/deploy.md` has them: the documented script, and another server."""

from __future__ import annotations

import filecmp
import re
import subprocess
from pathlib import Path

import pytest

from cli import main
from geo.store.address import Address, store_address
from geo.store.filling import status
from geo.store.proposing import open_proposals, publish_edition
from geo.store.reading import read_store
from tests.store.deployed import DEPLOY
from tests.store.server import Server, serving
from tests.store.test_following import MADE, published, summary
from tests.store.test_store import files_in

SCRIPT = DEPLOY / "backup.sh"


def backed_up(server: Server, folder: Path) -> tuple[Path, Path]:
    """Run the documented script and return the files of roles and database."""
    env = {"PATH": f"{server.bin}:/usr/bin:/bin"}
    subprocess.run(["sh", str(SCRIPT), str(folder), server.address()], check=True, env=env)
    (roles,), (database,) = folder.glob("*.sql"), folder.glob("*.dump")
    return roles, database


def restore_commands() -> list[str]:
    """Return the commands that the documentation gives for a new server."""
    text = (DEPLOY.parent / "deploy.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"On a new server:\n\n```sh\n(.+?)```", text, re.DOTALL)
    return [line.partition("   #")[0].strip() for line in block.splitlines()]


@pytest.mark.slow
def test_what_is_restored_on_a_new_server_dumps_to_the_same_bytes(
    store: Address, server: Server, tmp_path: Path
) -> None:
    published(server, store, summary("Told anew."))
    server.sql(summary("Not yet."), user="ed")
    roles, database = backed_up(server, tmp_path / "kept")
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".sql", ".dump"}
    assert main(["store", "dump", server.address(), str(tmp_path / "old")]) == 0
    with serving(empty=True) as new:
        ran = []
        for line in restore_commands():
            program, *words = line.split()
            if program == "corridors":
                continue
            told = [
                word.replace("postgresql://owner@new/corridors", new.address())
                .replace("postgresql://owner@new/postgres", new.address(database="postgres"))
                .replace("2026-07-31-roles.sql", str(roles))
                .replace("2026-07-31.dump", str(database))
                for word in words
            ]
            subprocess.run([str(new.bin / program), *told], check=True, capture_output=True)
            ran.append(program)
        assert ran == ["psql", "createdb", "pg_restore"]
        there = store_address(new.address())
        assert status(there) == status(store)
        assert main(["store", "dump", new.address(), str(tmp_path / "new")]) == 0
        names = files_in(tmp_path / "old")
        assert files_in(tmp_path / "new") == names
        differing = [
            name
            for name in names
            if not filecmp.cmp(tmp_path / "old" / name, tmp_path / "new" / name, shallow=False)
        ]
        assert differing == []
        # Roles, proposals and editions came along: review goes on.
        (one,) = open_proposals(there)
        reviewer = store_address(new.address("rob"))
        assert publish_edition(reviewer, [one.proposal_id], made=MADE).edition_id == "2024.12.3"
        first = store_address(f"{new.address('rita')}?edition=2024.12.1")
        assert read_store(first).content("corridors.csv")


def test_a_backup_that_fails_leaves_no_half_of_one(
    store: Address, server: Server, tmp_path: Path
) -> None:
    env = {"PATH": f"{server.bin}:/usr/bin:/bin"}
    nowhere = server.address(database="nowhere")
    done = subprocess.run(
        ["sh", str(SCRIPT), str(tmp_path / "kept"), nowhere],
        check=False,
        env=env,
        capture_output=True,
    )
    assert done.returncode != 0
    assert [path for path in (tmp_path / "kept").iterdir() if not path.name.startswith(".")] == []
