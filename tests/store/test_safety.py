"""What a store promises whoever trusts it: limits, TLS, rights, sources, and told columns."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import psycopg
import pytest

from geo.crs import WGS84
from geo.errors import DataError, StoreError
from geo.store.address import Address, connected, store_address
from geo.store.following import Following
from geo.store.proposing import open_proposals, propose, publish_edition
from geo.store.reading import published_state
from page import load
from tests.browser.nginx import certificate
from tests.own.worlds import overlay
from tests.store.server import Server
from tests.store.test_following import MADE, holds, published, summary
from tests.store.test_store import refused

NO_COMMENT = """
SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace IN ('corridors'::regnamespace, 'draft'::regnamespace)
AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
AND coalesce(col_description(c.oid, a.attnum), '') = ''
"""


def test_every_column_of_every_table_and_view_says_what_it_means(
    store: Address, server: Server
) -> None:
    assert server.sql(NO_COMMENT) == ""
    counted = NO_COMMENT.replace("c.relname || '.' || a.attname", "count(*)").replace(
        "= ''", "<> ''"
    )
    assert int(server.sql(counted)) > 300


def test_statements_locks_and_connections_have_limits(store: Address, server: Server) -> None:
    with connected(store) as line:
        told = [
            line.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("statement_timeout", "lock_timeout")
        ]
    assert told == [("1min",), ("10s",)]
    # With whatever program a user comes.
    assert server.sql("SHOW statement_timeout", user="ed") == "5min"
    assert server.sql("SHOW idle_in_transaction_session_timeout", user="ed") == "30min"
    assert server.sql("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'ed'") == "20"
    server.sql("ALTER ROLE ed CONNECTION LIMIT 1")
    try:
        address = store_address(server.address("ed"))
        with (
            connected(address),
            pytest.raises(StoreError, match=r"^The store has no connection left: end others"),
        ):
            published_state(address)
    finally:
        server.sql("ALTER ROLE ed CONNECTION LIMIT 20")


@contextmanager
def speaking_tls(server: Server, folder: Path) -> Iterator[Path]:
    """Let the server speak TLS with a certificate for localhost, and give that certificate."""
    certificate(folder)
    for name in ("key.pem", "cert.pem"):
        there = server.folder / name
        shutil.copy(folder / name, there)
        there.chmod(0o600)
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(there, user.pw_uid, user.pw_gid)
        server.sql(
            f"ALTER SYSTEM SET ssl_{name.removesuffix('.pem')}_file = '{server.folder / name}'"
        )
    server.sql("ALTER SYSTEM SET ssl = on")
    server.stop()
    server.start()
    try:
        yield folder / "cert.pem"
    finally:
        server.sql("ALTER SYSTEM RESET ALL")
        server.stop()
        server.start()


@pytest.mark.slow
def test_tls_is_as_the_address_asks(store: Address, server: Server, tmp_path: Path) -> None:
    asked = server.address("rita").replace("127.0.0.1", "localhost")
    with pytest.raises(StoreError, match="does not support SSL"):
        published_state(store_address(f"{asked}?sslmode=require"))
    with speaking_tls(server, tmp_path) as root:
        whole = store_address(f"{asked}?sslmode=verify-full&sslrootcert={root}")
        with connected(whole, read_only=True) as line:
            found = line.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            assert found.fetchone() == (True,)
        # The certificate is for another name, so nothing is said to whoever that is.
        other = store_address(f"{server.address('rita')}?sslmode=verify-full&sslrootcert={root}")
        with pytest.raises(StoreError, match="cannot be reached"):
            published_state(other)


def test_geopandas_reads_what_is_published(store: Address, server: Server) -> None:
    line: Any = psycopg.connect(server.address("rita"))
    # pandas says of any connection but SQLAlchemy's that it was not tried with it.
    with line, pytest.warns(UserWarning, match="SQLAlchemy"):
        lanes = gpd.read_postgis("SELECT * FROM corridors.lanes", line, geom_col="geometry")
    assert lanes.crs == WGS84
    assert set(lanes.geom_type) == {"LineString"}
    assert {"leg_a", "leg_b"} <= set(lanes["leg_id"])
    assert {"corridor_id", "status", "mode"} <= set(lanes.columns)


def test_each_role_has_the_rights_it_is_told_to_have_and_no_others(
    store: Address, server: Server
) -> None:
    asked = (
        "SELECT DISTINCT table_schema, privilege_type FROM information_schema.role_table_grants "
        "WHERE grantee = '{}' ORDER BY 1, 2"
    )
    rights = {
        role: server.sql(asked.format(f"corridors_{role}")).splitlines()
        for role in ("reader", "editor", "reviewer")
    }
    writes = ("DELETE", "INSERT", "SELECT", "UPDATE")
    assert rights == {
        "reader": ["corridors|SELECT"],
        "editor": ["corridors|SELECT", *(f"draft|{write}" for write in writes)],
        "reviewer": [],
    }
    functions = server.sql(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'corridors'::regnamespace "
        "AND has_function_privilege('corridors_reviewer', oid, 'EXECUTE') ORDER BY proname"
    )
    assert functions.splitlines() == ["accept", "publish", "reject"]
    for role in ("reader", "editor"):
        may = (
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'corridors'::regnamespace "
            f"AND has_function_privilege('corridors_{role}', oid, 'EXECUTE')"
        )
        assert server.sql(may) == "0"


def test_what_is_accepted_by_hand_is_published_whole_or_not_accepted(
    store: Address, server: Server
) -> None:
    server.sql(summary("Told anew."), user="ed")
    (one,) = open_proposals(store)
    by_hand = f"SELECT corridors.accept({one.proposal_id}, 'quick')"
    assert "what is accepted is published at once" in refused(server, by_hand, user="rob")
    nothing = "SELECT corridors.publish('2030.01.1', '2030-01-01', 'x', '', '', '')"
    assert "nothing was accepted" in refused(server, nothing, user="rob")
    assert [left.proposal_id for left in open_proposals(store)] == [one.proposal_id]
    assert published_state(store)[0] == "2024.12.1"


@pytest.mark.parametrize(
    "rows",
    [
        {"claims": [{"claim_id": "n9", "subject_kind": "corridor", "subject_id": "north"}]},
        {"leg_status": [{"leg_id": "leg_a", "status": "study", "since": "2024-06-01"}]},
    ],
)
def test_a_statement_without_a_source_is_not_even_proposed(
    store: Address, server: Server, rows: dict[str, list[dict[str, str]]]
) -> None:
    with pytest.raises(StoreError, match="null value"):
        propose(store_address(server.address("ed")), overlay(rows))
    assert open_proposals(store) == ()


def test_a_line_whose_sources_are_taken_away_is_not_published(
    store: Address, server: Server
) -> None:
    server.sql("UPDATE draft.legs SET source_ids = '{}' WHERE leg_id = 'leg_a'", user="ed")
    ids = [one.proposal_id for one in open_proposals(store)]
    with pytest.raises(DataError) as caught:
        publish_edition(store_address(server.address("rob")), ids, made=MADE)
    assert "source_ids" in {fault.column for fault in caught.value.faults}


def _is_at(follower: Following, edition_id: str) -> bool:
    return follower.state.edition_id == edition_id


@pytest.mark.slow
def test_no_more_than_three_states_are_kept(
    store: Address, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRIDORS_DATA", server.address("rita"))
    load._load.cache_clear()
    load._following.cache_clear()
    follower = load.followed()
    assert isinstance(follower, Following)
    try:
        seen = [load.load()[0].edition]
        for number in range(5):
            edition_id = published(server, store, summary(f"Told {number} times."))
            assert holds(partial(_is_at, follower, edition_id), seconds=10)
            seen.append(load.load()[0].edition)
        assert len(set(seen)) == 6
        assert load._load.cache_info().currsize == 3
        assert load.latest() is not None
    finally:
        follower.end()
        load._load.cache_clear()
        load._following.cache_clear()
        load._loaded.clear()


def test_two_changes_are_told_as_two(store: Address, server: Server) -> None:
    follower = Following(store_address(server.address("rita")))
    try:
        server.sql(summary("Told anew."), user="ed")
        edition_id = published(server, store, summary("Also anew.").replace("'north'", "'coast'"))
        assert holds(lambda: follower.state.edition_id == edition_id, seconds=10)
        assert follower.state.changes == 2
    finally:
        follower.end()
