"""What may go wrong with a store: nothing published is lost, readers go on, one sentence.

Each fault is made on the real server; a jumping clock is left out.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError, StoreError
from geo.model.origins import SHIPPED
from geo.records.catalog import read_catalog
from geo.records.readers import Folder
from geo.store import address as addresses
from geo.store import filling, following, proposing
from geo.store.address import Address, store_address
from geo.store.filling import dump, fill, init, status
from geo.store.following import Following
from geo.store.proposing import open_proposals, publish_edition
from geo.store.reading import published_state, read_store
from tests.browser.relay import relay_to
from tests.store.server import Server
from tests.store.test_following import MADE, holds, published, summary

RENAMED = summary("Told anew.")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for seconds where a store in use waits longer."""
    monkeypatch.setattr(following, "_LISTEN_S", 0.2)
    monkeypatch.setattr(following, "_AGAIN_S", 0.2)
    monkeypatch.setattr(following, "_ANSWER_S", 1.0)


@pytest.fixture
def follower(store: Address, server: Server, quick: None) -> Iterator[Following]:
    """Return what an open page follows."""
    found = Following(store_address(server.address("rita")))
    yield found
    found.end()


def ids(store: Address) -> list[int]:
    """Return the numbers of the open proposals."""
    return [one.proposal_id for one in open_proposals(store)]


def told_by(act: Callable[[], object]) -> str:
    """Return the one sentence that something is refused with."""
    with pytest.raises(StoreError) as caught:
        act()
    text = str(caught.value)
    assert "\n" not in text
    for secret in ("127.0.0.1", "postgresql://", "rita"):
        assert secret not in text
    return text


@pytest.mark.slow
@pytest.mark.parametrize("step", ["proposed", "accepted", "published"])
def test_killed_while_it_is_published_all_or_nothing_is_there(
    store: Address, server: Server, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.sql(RENAMED, user="ed")
    (one,) = ids(store)
    before = published_state(store)
    real = {"accepted": "files_of", "published": "packed_edition"}.get(step)
    if real:
        kept: Callable[..., Any] = getattr(proposing, real)

        def pulled(*given: Any) -> Any:
            found = kept(*given)
            server.kill()
            return found

        monkeypatch.setattr(proposing, real, pulled)
    else:
        server.kill()
    reviewer = store_address(server.address("rob"))
    said = told_by(lambda: publish_edition(reviewer, [one], made=MADE))
    assert "store" in said
    server.start()
    monkeypatch.undo()
    assert published_state(store) == before
    assert ids(store) == [one]
    edition = publish_edition(reviewer, [one], made=MADE)
    assert published_state(store) == (edition.edition_id, edition.data_hash)


@pytest.mark.slow
def test_killed_while_it_is_filled_it_is_empty_and_can_be_filled(
    server: Server, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for schema in ("draft", "corridors"):
        server.sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    address = store_address(server.address())
    init(address)

    def pulled(reader: Any) -> Any:
        server.kill()
        return read_catalog(reader)

    monkeypatch.setattr(filling, "read_catalog", pulled)
    told_by(lambda: fill(address, Folder(world, SHIPPED)))
    server.start()
    monkeypatch.undo()
    assert published_state(address) == ("", "")
    assert server.sql("SELECT count(*) FROM corridors.legs") == "0"
    fill(address, Folder(world, SHIPPED))
    assert read_catalog(read_store(address)).data_hash == read_catalog(world).data_hash


@pytest.mark.slow
def test_a_slow_store_is_stopped_and_readers_go_on(
    follower: Following, store: Address, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = follower.state.catalog
    monkeypatch.setattr(addresses, "_STATEMENT_MS", 300)
    server.sql(
        "ALTER TABLE corridors.editions RENAME TO kept; CREATE VIEW corridors.editions AS "
        "SELECT kept.* FROM corridors.kept, LATERAL (SELECT pg_sleep(3)) AS slow; "
        "GRANT SELECT ON corridors.editions TO corridors_reader"
    )
    assert told_by(lambda: published_state(store)) == (
        "The store took too long and was stopped; nothing was changed. Try again."
    )
    server.sql("SELECT pg_notify('corridors_published', 'x')")
    assert holds(lambda: follower.away_since is not None, seconds=10)
    assert "took too long" in follower.trouble
    assert follower.state.catalog is first
    server.sql("DROP VIEW corridors.editions; ALTER TABLE corridors.kept RENAME TO editions")
    assert holds(lambda: follower.away_since is None, seconds=10)
    assert follower.trouble == ""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of a few megabytes for the database server."""
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a small disk: a full one was not tried.")
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "none", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("No small disk can be mounted here: a full one was not tried.")
    try:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def propose_much(address: Address) -> None:
    """Propose a long text for every place, again and again, all of it or nothing."""
    with addresses.connected(address) as line:
        for _ in range(200):
            text = os.urandom(1000).hex()
            line.execute(f"UPDATE draft.nodes SET name_local = '{text}'".encode())


@pytest.mark.slow
def test_a_full_disk_is_told_and_nothing_is_lost(store: Address, server: Server) -> None:
    server.sql(RENAMED, user="ed")
    kept, before = ids(store), published_state(store)
    with small_disk(server.folder / "small") as disk:
        server.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.sql("ALTER TABLE corridors.proposals SET TABLESPACE small")
        try:
            # What fills it is not of ours; what then has no room is.
            for rows in (2000, 1000, 500, 200, 100, 50, 20, 10):
                rest = f"SELECT repeat('x', 500) FROM generate_series(1, {rows})"
                asked = f"CREATE TABLE filler_{rows} TABLESPACE small AS {rest}"
                command = [str(server.bin / "psql"), server.address(), "-qc", asked]
                subprocess.run(command, capture_output=True, check=False)
            said = told_by(lambda: propose_much(store_address(server.address("eva"))))
            assert said == (
                "The store's disk is full; nothing was changed. Make room and try again."
            )
            assert published_state(store) == before
            assert read_catalog(read_store(store)).edition == before[0]
            assert ids(store) == kept
        finally:
            server.sql("ALTER TABLE corridors.proposals SET TABLESPACE pg_default")
            names = server.sql("SELECT relname FROM pg_class WHERE relname LIKE 'filler%'")
            for name in names.splitlines():
                server.sql(f"DROP TABLE {name}")
            server.sql("DROP TABLESPACE small")
    publish_edition(store_address(server.address("rob")), kept, made=MADE)


def test_a_read_only_store_is_read_and_says_so(
    follower: Following, store: Address, server: Server
) -> None:
    server.sql(RENAMED, user="ed")
    (one,) = ids(store)
    server.sql("ALTER DATABASE corridors SET default_transaction_read_only = on")
    try:
        reviewer = store_address(server.address("rob"))
        said = told_by(lambda: publish_edition(reviewer, [one], made=MADE))
        assert said == (
            "The store takes no writing now: it is read-only. Try again when it is not."
        )
        assert read_catalog(read_store(store)).data_hash == follower.state.catalog.data_hash
        assert follower.away_since is None
    finally:
        writing = "SET default_transaction_read_only = off"
        again = "ALTER DATABASE corridors RESET default_transaction_read_only"
        server.run("psql", server.address(), "-q", "-c", writing, "-c", again)
    publish_edition(reviewer, [one], made=MADE)


@contextmanager
def asked_for_a_password(server: Server, user: str) -> Iterator[None]:
    """Let the server ask one user for a password."""
    rules = server.folder / "data" / "pg_hba.conf"
    was = rules.read_text(encoding="utf-8")
    rules.write_text(f"host all {user} 127.0.0.1/32 scram-sha-256\n{was}", encoding="utf-8")
    server.sql("SELECT pg_reload_conf()")
    time.sleep(0.5)
    try:
        yield
    finally:
        rules.write_text(was, encoding="utf-8")
        server.sql("SELECT pg_reload_conf()")


@pytest.mark.slow
def test_a_changed_password_is_told_and_readers_go_on(
    store: Address, server: Server, quick: None
) -> None:
    server.sql("ALTER ROLE rita PASSWORD 'first'")
    address = store_address(server.address("rita:first"))
    with asked_for_a_password(server, "rita"):
        follower = Following(address)
        try:
            server.sql("ALTER ROLE rita PASSWORD 'second'")
            said = told_by(lambda: published_state(address))
            assert said == (
                "The store refuses the name or password of the address: set the right one."
            )
            edition_id = published(server, store, RENAMED)
            assert holds(lambda: follower.away_since is not None, seconds=10)
            assert "name or password" in follower.trouble
            assert follower.state.edition_id == "2024.12.1"
            server.sql("ALTER ROLE rita PASSWORD 'first'")
            assert holds(lambda: follower.state.edition_id == edition_id, seconds=10)
            assert follower.away_since is None
        finally:
            follower.end()


def test_a_newer_schema_is_refused_and_readers_go_on(
    follower: Following, store: Address, server: Server
) -> None:
    first = follower.state.catalog
    server.sql("UPDATE corridors.store SET version = 99")
    newer = "The store is newer than this program: install a newer one."
    assert told_by(lambda: read_store(store)) == newer
    assert told_by(lambda: status(store)) == newer
    server.sql(
        "INSERT INTO corridors.editions (edition_id, data_end, data_hash, pack) "
        "VALUES ('2030.01.1', '2024-12-31', 'x', ''); "
        "SELECT pg_notify('corridors_published', '2030.01.1')"
    )
    assert holds(lambda: follower.trouble == newer, seconds=10)
    assert follower.state.catalog is first


def test_an_older_schema_is_read_and_not_written(store: Address, server: Server) -> None:
    server.sql("UPDATE corridors.store SET version = 1")
    assert read_catalog(read_store(store)).edition == "2024.12.1"
    assert told_by(lambda: open_proposals(store)) == (
        "This database holds no store of ours, or an older one: run store init."
    )


@pytest.mark.slow
def test_somebody_elses_long_transaction_holds_up_nobody_for_long(
    follower: Following, store: Address, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.sql(RENAMED, user="ed")
    (one,) = ids(store)
    monkeypatch.setattr(addresses, "_LOCK_MS", 300)
    reviewer = store_address(server.address("rob"))
    with addresses.connected(store_address(server.address())) as somebody:
        somebody.execute("UPDATE corridors.corridors SET summary = summary")
        said = told_by(lambda: publish_edition(reviewer, [one], made=MADE))
        assert said == (
            "Somebody else holds what this needs; nothing was changed. Try again in a moment."
        )
        assert read_catalog(read_store(store)).data_hash == follower.state.catalog.data_hash
        assert follower.away_since is None
        somebody.rollback()
    edition = publish_edition(reviewer, [one], made=MADE)
    assert holds(lambda: follower.state.edition_id == edition.edition_id, seconds=10)


@pytest.mark.slow
@pytest.mark.parametrize("silent", [True, False], ids=["in silence", "broken"])
def test_a_line_that_is_dead_for_long_is_noticed_and_caught_up(
    store: Address, server: Server, quick: None, silent: bool
) -> None:
    # Ten minutes and these seconds differ in nothing: it is tried again until it works.
    with relay_to(server.port) as relay:
        follower = Following(store_address(f"postgresql://rita@127.0.0.1:{relay.port}/corridors"))
        try:
            first = follower.state.catalog
            (relay.hold if silent else relay.cut)()
            assert holds(lambda: follower.away_since is not None, seconds=15)
            assert follower.trouble
            edition_id = published(server, store, RENAMED)
            time.sleep(1)
            assert follower.state.catalog is first
            relay.mend()
            assert holds(lambda: follower.state.edition_id == edition_id, seconds=15)
            assert (follower.away_since, follower.trouble) == (None, "")
        finally:
            follower.end()


def test_two_reviewers_at_once_publish_one_after_the_other(store: Address, server: Server) -> None:
    server.sql(RENAMED, user="ed")
    other = "UPDATE draft.corridors SET summary = 'Also anew.' WHERE corridor_id = 'coast'"
    server.sql(other, user="ed")
    shared, second = ids(store)
    met: dict[str, str] = {}

    def review(who: str, *numbers: int) -> None:
        try:
            reviewer = store_address(server.address(who))
            met[who] = publish_edition(reviewer, numbers, made=MADE).edition_id
        except StoreError as error:
            met[who] = str(error)

    both = [
        threading.Thread(target=review, args=("rob", shared)),
        threading.Thread(target=review, args=("rosa", shared, second)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    editions = [one for one in met.values() if one.startswith("2024.12.")]
    assert editions == ["2024.12.2"]
    (refusal,) = set(met.values()) - set(editions)
    assert f"proposal {shared} is not open" in refusal
    catalog = read_catalog(read_store(store))
    assert catalog.corridors["north"].summary == "Told anew."
    # All of what the one who came second wanted is still open, if it was not the one with both.
    assert ids(store) == ([second] if met["rob"] == editions[0] else [])


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_dump_that_is_broken_off_leaves_nothing(
    store: Address, tmp_path: Path, fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = Path.write_bytes, list[Path]()

    def broken(path: Path, content: bytes) -> int:
        if len(written) == 3:
            raise fault
        written.append(path)
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", broken)
    with pytest.raises((KeyboardInterrupt, StoreError)) as caught:
        dump(store, tmp_path / "out")
    monkeypatch.undo()
    if isinstance(caught.value, StoreError):
        assert str(caught.value).endswith("out cannot be written: no space left on device.")
    assert len(written) == 3
    assert list(tmp_path.iterdir()) == []
    assert dump(store, tmp_path / "out") > 3


def test_faults_that_were_published_past_all_review_are_told(
    follower: Following, store: Address, server: Server
) -> None:
    first = follower.state.catalog
    server.sql("UPDATE corridors.legs SET length_km = 40000 WHERE leg_id = 'leg_a'")
    server.sql(
        "INSERT INTO corridors.editions (edition_id, data_end, data_hash, pack) "
        "VALUES ('2030.01.1', '2024-12-31', 'x', ''); "
        "SELECT pg_notify('corridors_published', '2030.01.1')"
    )
    assert holds(lambda: "What was published last is not shown" in follower.trouble, seconds=10)
    assert follower.state.catalog is first
    with pytest.raises(DataError):
        read_catalog(read_store(store))
