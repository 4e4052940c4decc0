"""A team's store on a real PostgreSQL: round trip, roles, proposals, review, editions."""

from __future__ import annotations

import filecmp
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cli import main
from geo.errors import DataError, StoreError
from geo.model.origins import SHIPPED
from geo.records.catalog import read_catalog
from geo.records.readers import Folder
from geo.store.address import Address, store_address
from geo.store.filling import MIGRATIONS, dump, fill, grant, init, status
from geo.store.proposing import (
    open_proposals,
    propose,
    publish_edition,
    rejected,
    with_proposals,
)
from geo.store.reading import published_state, read_store
from tests.own.worlds import overlay
from tests.store.server import Server

DATA = Path(__file__).resolve().parents[2] / "data"
MADE = date(2025, 1, 15)
RENAMED = "UPDATE draft.corridors SET summary = 'Told anew.' WHERE corridor_id = 'north'"


def files_in(folder: Path) -> set[str]:
    """Return the paths of all files of a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refused(server: Server, statement: str, *, user: str) -> str:
    """Run a statement that the store is to refuse, and return what it says."""
    with pytest.raises(subprocess.CalledProcessError) as caught:
        server.sql(statement, user=user)
    return str(caught.value.stderr)


def accepted(server: Server, who: str, *ids: int) -> str:
    """Publish proposals as somebody and return the edition's id."""
    return publish_edition(store_address(server.address(who)), ids, made=MADE).edition_id


@pytest.mark.slow
def test_the_shipped_folder_goes_there_and_back_byte_for_byte(
    server: Server, tmp_path: Path
) -> None:
    for schema in ("draft", "corridors"):
        server.sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    address = server.address()
    assert main(["store", "init", address]) == 0
    assert main(["store", "load", address, str(DATA)]) == 0
    assert main(["store", "dump", address, str(tmp_path / "out")]) == 0
    there = files_in(tmp_path / "out")
    assert len(there) > 35
    differing = [n for n in there if not filecmp.cmp(DATA / n, tmp_path / "out" / n, shallow=False)]
    assert differing == []
    built = {name for name in files_in(DATA) if name.startswith("build/") or "__" in name}
    assert files_in(DATA) - there - built <= {"README.md"}
    assert read_catalog(read_store(store_address(address))).data_hash == read_catalog().data_hash


@pytest.mark.slow
def test_a_store_is_read_like_its_folder(store: Address, world: Path) -> None:
    assert read_catalog(read_store(store)).data_hash == read_catalog(world).data_hash
    assert published_state(store) == ("2024.12.1", read_catalog(world).data_hash)


@pytest.mark.slow
def test_a_store_that_holds_data_is_not_filled_again(store: Address, world: Path) -> None:
    with pytest.raises(StoreError, match="holds data already"):
        fill(store, Folder(world, SHIPPED))


@pytest.mark.slow
def test_contracts_are_constraints(store: Address, server: Server) -> None:
    wrong = {
        "UPDATE corridors.claims SET metric = NULL": "null value",
        "UPDATE corridors.legs SET mode = 'canal'": "check constraint",
        "UPDATE corridors.legs SET length_km = -1": "check constraint",
        "UPDATE corridors.claims SET source_id = 'nobody'": "foreign key",
        "UPDATE corridors.legs SET source_ids = '{nobody}'": "names nobody",
        "UPDATE corridors.nodes SET geometry = 'SRID=4326;LINESTRING(0 0,1 1)'": "Point",
        "UPDATE corridors.sources SET url = 'javascript:x'": "check constraint",
    }
    for statement, said in wrong.items():
        assert said in refused(server, statement, user="owner"), statement
    comment = server.sql("SELECT col_description('corridors.legs'::regclass, 7)")
    assert comment


@pytest.mark.slow
def test_each_role_may_do_no_more_than_it_needs(store: Address, server: Server) -> None:
    assert server.sql("SELECT count(*) FROM corridors.claims", user="rita") != "0"
    for statement in (
        "DELETE FROM corridors.claims",
        "SELECT * FROM draft.claims",
        "SELECT * FROM corridors.proposals",
        "SELECT corridors.accept(1)",
    ):
        assert "permission denied" in refused(server, statement, user="rita")
    for statement in (
        "DELETE FROM corridors.claims",
        "DELETE FROM corridors.proposals",
        "UPDATE corridors.files SET content = ''",
        "SELECT corridors.accept(1)",
        "SELECT corridors.reject(1, 'no')",
        "SELECT corridors.publish('2030.01.1', '2030-01-01', 'x', '', '', '')",
        "SELECT corridors.placed('claims', '{}')",
    ):
        assert "permission denied" in refused(server, statement, user="ed")
    for statement in ("DELETE FROM corridors.claims", "SELECT corridors.removed('claims', '{}')"):
        assert "permission denied" in refused(server, statement, user="rob")


def test_a_write_to_a_draft_is_a_proposal_and_changes_nothing_yet(
    store: Address, server: Server
) -> None:
    server.sql(RENAMED, user="ed")
    asked = "SELECT summary FROM {}.corridors WHERE corridor_id = 'north'"
    assert server.sql(asked.format("draft"), user="ed") == "Told anew."
    assert server.sql(asked.format("draft"), user="eva") != "Told anew."
    assert server.sql(asked.format("corridors"), user="rita") != "Told anew."
    (one,) = open_proposals(store_address(server.address("rob")))
    assert (one.table, one.key, one.by) == ("corridors", {"corridor_id": "north"}, "ed")
    assert list(one.differing) == ["summary"]
    assert one.differing["summary"][1] == "Told anew."


def test_a_second_person_publishes_and_every_state_can_be_read_again(
    store: Address, server: Server, tmp_path: Path
) -> None:
    server.sql(RENAMED, user="rob")
    (one,) = open_proposals(store)
    with pytest.raises(StoreError, match="your own: a second person accepts it"):
        accepted(server, "rob", one.proposal_id)
    assert accepted(server, "rosa", one.proposal_id) == "2024.12.2"
    assert open_proposals(store) == ()
    catalog = read_catalog(read_store(store))
    assert catalog.corridors["north"].summary == "Told anew."
    assert (catalog.edition, catalog.made_on) == ("2024.12.2", MADE)
    before = store_address(f"{server.address('rita')}?edition=2024.12.1")
    assert read_catalog(read_store(before)).corridors["north"].summary != "Told anew."
    kept = "SELECT proposed_by, decided_by, before ->> 'summary' FROM corridors.proposals"
    assert server.sql(kept).startswith("rob|rosa|")
    assert dump(store, tmp_path / "out") > 20
    assert read_catalog(tmp_path / "out").data_hash == catalog.data_hash
    with pytest.raises(StoreError, match=r"no edition '1999.01.1'"):
        read_store(store_address(f"{server.address()}?edition=1999.01.1"))


def test_two_editors_on_one_row_lose_nothing(store: Address, server: Server) -> None:
    server.sql(RENAMED, user="ed")
    said = server.run(
        "psql", server.address("eva"), "-qAtX", "-c", RENAMED.replace("Told", "Said")
    ).stderr
    assert "ed has proposed a change" in said
    first, second = open_proposals(store)
    assert first.rivals == (second.proposal_id,)
    accepted(server, "rob", first.proposal_id)
    (left,) = open_proposals(store)
    assert (left.by, left.stale) == ("eva", True)
    with pytest.raises(StoreError, match="has changed since"):
        accepted(server, "rob", left.proposal_id)
    assert open_proposals(store) == (left,)


def test_a_fault_that_check_knows_is_not_published(store: Address, server: Server) -> None:
    # Sound as a row, and a hundred times as long as the line that is drawn.
    server.sql("UPDATE draft.legs SET length_km = 40000 WHERE leg_id = 'leg_a'", user="ed")
    ids = [one.proposal_id for one in open_proposals(store)]
    assert ids
    before = published_state(store)
    with pytest.raises(DataError):
        accepted(server, "rob", *ids)
    assert [one.proposal_id for one in open_proposals(store)] == ids
    assert published_state(store) == before


def test_a_row_that_cannot_be_is_told_when_it_is_written(store: Address, server: Server) -> None:
    statement = "UPDATE draft.corridors SET default_on = NULL WHERE corridor_id = 'north'"
    assert "null value" in refused(server, statement, user="ed")
    renamed = "UPDATE draft.corridors SET corridor_id = 'other' WHERE corridor_id = 'north'"
    assert "the id of a row stays" in refused(server, renamed, user="ed")
    assert open_proposals(store) == ()


def test_a_rejection_needs_a_reason_and_keeps_it(store: Address, server: Server) -> None:
    server.sql(RENAMED, user="ed")
    (one,) = open_proposals(store)
    reviewer = store_address(server.address("rob"))
    with pytest.raises(StoreError, match="say why"):
        rejected(reviewer, [one.proposal_id], "")
    rejected(reviewer, [one.proposal_id], "no source says so")
    assert open_proposals(store) == ()
    assert (
        server.sql("SELECT state, reason FROM corridors.proposals") == "rejected|no source says so"
    )


def test_a_file_of_tables_is_proposed_and_told_as_changes(
    store: Address, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "sources.csv").write_text(
        "source_id,title,publisher,published,url,accessed,kind\n"
        "s9,A letter,Ministry,2024-11-02,https://example.org/letter,2024-11-03,official\n",
        encoding="utf-8",
    )
    (folder / "claims.csv").write_text(
        "claim_id,subject_kind,subject_id,metric,value,unit,scope,kind,said_by,said_on,source_id\n"
        "n9,corridor,north,length,230,km,whole corridor,claim,A. Minister,2024-11-02,s9\n",
        encoding="utf-8",
    )
    assert main(["store", "propose", server.address("ed"), str(folder)]) == 0
    assert "Proposed: 2 rows" in capsys.readouterr().out
    assert main(["store", "review", server.address("rob")]) == 0
    told = capsys.readouterr().out
    assert "claims n9: new, by ed" in told
    assert "Together they change:" in told
    assert "230 km" in told
    assert main(["store", "review", server.address("rob"), "--accept", "all"]) == 0
    assert read_catalog(read_store(store)).claims["n9"].value == 230


def test_what_would_be_is_looked_at_without_being_kept(store: Address, server: Server) -> None:
    server.sql(RENAMED, user="ed")
    ids = [one.proposal_id for one in open_proposals(store)]
    before, after = with_proposals(store_address(server.address("rob")), ids)
    assert before.corridors["north"].summary != after.corridors["north"].summary
    assert len(open_proposals(store)) == 1


@pytest.mark.slow
def test_an_older_store_is_led_forward_and_keeps_its_data(
    store: Address, server: Server, world: Path
) -> None:
    server.sql("ALTER TABLE corridors.editions DROP COLUMN note")
    server.sql("UPDATE corridors.store SET version = 1")
    with pytest.raises(StoreError, match="run store init"):
        status(store)
    assert init(store) == f"The store was led from version 1 to {max(MIGRATIONS) + 1}."
    assert read_catalog(read_store(store)).data_hash == read_catalog(world).data_hash
    assert server.sql("SELECT note FROM corridors.editions") == ""
    server.sql("UPDATE corridors.store SET version = 99")
    with pytest.raises(StoreError, match="install a newer one"):
        init(store)


def test_the_address_is_in_no_message(server: Server) -> None:
    address = "postgresql://spy:secret-word@127.0.0.1:1/hidden_base"
    with pytest.raises(StoreError) as caught:
        status(store_address(address))
    said = str(caught.value)
    assert "cannot be reached" in said
    for part in ("spy", "secret-word", "127.0.0.1", "hidden_base"):
        assert part not in said
    assert "secret" not in repr(store_address(address))


def test_what_is_no_utf_8_is_told_of_an_address_and_of_a_name(store: Address) -> None:
    with pytest.raises(StoreError, match="UTF-8 only"):
        status(store_address("postgresql://\udcff/base"))
    with pytest.raises(StoreError, match="UTF-8 only"):
        grant(store, "a\udcff", "reader")


@pytest.mark.slow
def test_a_store_that_goes_away_loses_nothing_published(
    store: Address, server: Server, world: Path
) -> None:
    server.sql(RENAMED, user="ed")
    server.kill()
    with pytest.raises(StoreError, match="cannot be reached"):
        read_store(store)
    server.start()
    assert read_catalog(read_store(store)).data_hash == read_catalog(world).data_hash
    assert len(open_proposals(store)) == 1


def test_a_place_that_is_there_is_moved_in_the_cells_that_are_given(
    store: Address, server: Server
) -> None:
    moved = overlay({"nodes": [{"node_id": "hub", "lon": "0.5", "lat": "0.5"}]})
    assert propose(store_address(server.address("ed")), moved) == 1
    (one,) = open_proposals(store)
    assert set(one.differing) == {"geometry"}
    accepted(server, "rob", one.proposal_id)
    assert read_catalog(read_store(store)).nodes["hub"].lonlat == (0.5, 0.5)
