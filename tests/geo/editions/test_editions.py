"""Editions: packed, unpacked, installed whole or not at all; ids are forever."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from geo.changes.account import changes_between
from geo.changes.kinds import ChangeKind, Moment
from geo.changes.state import state_of
from geo.editions.ids import id_faults
from geo.editions.packed import (
    MANIFEST,
    lacking_text,
    manifest_of,
    packed_edition,
    unpacked_edition,
)
from geo.editions.renewed import next_id
from geo.editions.shelf import Shelf, is_old
from geo.errors import DataError, EditionError
from geo.model.origins import SHIPPED
from geo.model.said import Withdrawn
from geo.records.readers import Folder, data_folder
from tests.edition_worlds import (
    EARLIER,
    FOLDER,
    LATER,
    later_tables,
    packed_world,
    write_edition,
)
from tests.geo.changes.applying import applied
from tests.ledgers import when

ONE = FOLDER / f"world-{EARLIER}.zip"
TWO = FOLDER / f"world-{LATER}.zip"


@pytest.mark.parametrize(
    ("last", "data_end", "wanted"),
    [
        ("2024.12.1", date(2024, 12, 31), "2024.12.2"),
        ("2024.12.9", date(2024, 12, 1), "2024.12.10"),
        ("2024.12.9", date(2025, 1, 1), "2025.01.1"),
        ("2025.01.3", date(2024, 12, 31), "2025.01.4"),
    ],
)
def test_the_next_edition_has_the_next_id(last: str, data_end: date, wanted: str) -> None:
    assert next_id(last, data_end) == wanted


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a shelf on which the first edition of the world stands for the shipped one."""
    world = write_edition(tmp_path / "shipped", EARLIER)
    shelf = Shelf(tmp_path / "shelf")
    monkeypatch.setattr("geo.records.readers.data_folder", lambda: world)
    return shelf


def altered(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Return a pack with files replaced, added, or (`None`) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        files = {name: old.read(name) for name in old.namelist()} | changes
        for name, held in files.items():
            if held is not None:
                new.writestr(name, held)
    return buffer.getvalue()


@pytest.mark.parametrize(("path", "tables"), [(ONE, None), (TWO, later_tables())])
def test_the_shipped_test_editions_are_what_their_module_writes(
    path: Path, tables: object, tmp_path: Path
) -> None:
    edition = unpacked_edition(path.read_bytes())
    name = edition.edition.edition_id
    made = unpacked_edition(packed_world(tmp_path / "w", name, tables))  # type: ignore[arg-type]
    assert made.edition == edition.edition
    assert made.files == edition.files


def older(content: bytes, *unknown: str) -> bytes:
    """Return a pack as its time would have made it, when it did not know some files."""
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(content)).read(MANIFEST))
    for name in unknown:
        del manifest["files"][name]
    changes: dict[str, bytes | None] = dict.fromkeys(unknown)
    return altered(content, {**changes, MANIFEST: json.dumps(manifest).encode()})


AREAS = "basemap/label_areas.geojson"


def test_an_older_edition_is_read_with_the_layer_that_ships(shelf: Shelf) -> None:
    packed = unpacked_edition(older(ONE.read_bytes(), AREAS, "journeys.csv"))
    assert packed.is_older
    assert "basemap/label_areas.geojson as it ships now stands in" in lacking_text(packed.edition)
    catalog = packed.catalog()
    assert catalog.basemap["label_areas"] == (data_folder() / AREAS).read_text(encoding="utf-8")
    assert catalog.journeys == {}
    with pytest.raises(DataError, match="nodes"):
        unpacked_edition(older(ONE.read_bytes(), "nodes.geojson")).catalog()


def test_a_column_that_its_time_did_not_know_is_empty(shelf: Shelf) -> None:
    rules = b"status,lasts_days,reason\noperating,334,eleven months\n"
    manifest = json.loads(zipfile.ZipFile(ONE).read(MANIFEST))
    manifest["files"]["doubt_rules.csv"] = hashlib.sha256(rules).hexdigest()
    changes: dict[str, bytes | None] = {
        "doubt_rules.csv": rules,
        MANIFEST: json.dumps(manifest).encode(),
    }
    shelf.install(altered(ONE.read_bytes(), changes))
    (rule,) = shelf.catalog_in_use().doubt_rules.values()
    assert (rule.lasts_days, rule.told_within_days, rule.war_doubts) == (334, None, False)
    # One that cannot be empty is missed.
    short = b"lasts_days,reason\n334,eleven months\n"
    manifest["files"]["doubt_rules.csv"] = hashlib.sha256(short).hexdigest()
    changes = {"doubt_rules.csv": short, MANIFEST: json.dumps(manifest).encode()}
    with pytest.raises(DataError, match="status"):
        unpacked_edition(altered(ONE.read_bytes(), changes)).catalog()


@pytest.mark.slow
def test_the_shipped_data_are_of_todays_shape() -> None:
    _, content = packed_edition(Folder(data_folder(), SHIPPED))
    assert not unpacked_edition(content).is_older


def test_an_older_edition_can_be_installed_used_and_verified(shelf: Shelf) -> None:
    edition = shelf.install(older(TWO.read_bytes(), AREAS))
    assert shelf.catalog_in_use().edition == LATER
    shelf.verify(edition)
    (shelf.folder_of(edition) / "claims.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(EditionError, match=r"claims\.csv"):
        shelf.verify(edition)


def test_a_pack_of_the_same_data_has_the_same_bytes(tmp_path: Path) -> None:
    one = packed_world(tmp_path / "one", EARLIER)
    assert packed_world(tmp_path / "other", EARLIER) == one


def test_data_without_an_id_are_not_packed(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "w", "spring")
    with pytest.raises(EditionError, match="does not say which edition"):
        packed_edition(Folder(folder, SHIPPED))


def test_two_editions_differ_by_their_account() -> None:
    one, two = (unpacked_edition(path.read_bytes()).catalog() for path in (ONE, TWO))
    account = changes_between(Moment(one, one.data_end), Moment(two, two.data_end))
    assert applied(state_of(account.earlier), account.changes) == state_of(account.later)
    kinds = {change.kind for change in account.changes}
    assert {
        ChangeKind.FIGURE_CORRECTED,
        ChangeKind.FIGURE_WITHDRAWN,
        ChangeKind.FIGURE_ADDED,
        ChangeKind.CLOSED,
        ChangeKind.REOPENED,
        ChangeKind.PROMISE_MOVED,
    } <= kinds


def test_a_table_its_time_did_not_know_is_empty() -> None:
    packed = unpacked_edition(ONE.read_bytes())
    files = {name: held for name, held in packed.files.items() if name != "journeys.csv"}
    assert replace(packed, files=files).catalog().journeys == {}


def test_a_property_its_time_did_not_know_is_empty() -> None:
    packed = unpacked_edition(ONE.read_bytes())
    nodes = json.loads(packed.files["nodes.geojson"])
    for feature in nodes["features"]:
        for name in ("name_local_language", "name_local_source", "name_ru_source"):
            del feature["properties"][name]
    older = {**packed.files, "nodes.geojson": json.dumps(nodes).encode()}
    found = replace(packed, files=older).catalog().nodes
    assert {node.name_local_source for node in found.values()} == {""}
    assert any(node.name_local for node in found.values())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"claims.csv": b"claim_id\n"}, "its hash differs"),
        ({"claims.csv": None}, "claims.csv is missing"),
        ({"more.csv": b"x"}, "more.csv is not among the files"),
        ({"../evil.csv": b"x"}, "does not belong in one"),
        ({"run.py": b"x"}, "does not belong in one"),
        ({MANIFEST: None}, "edition.json is missing or wrong"),
        ({MANIFEST: b"[1]"}, "edition.json is missing or wrong"),
        ({"basemap/land.geojson": b" " * 17_000_000}, "unpacks to more"),
    ],
)
def test_a_tampered_pack_is_refused(
    changes: dict[str, bytes | None], said: str, shelf: Shelf
) -> None:
    with pytest.raises(EditionError, match=said):
        shelf.install(altered(TWO.read_bytes(), changes))
    assert shelf.in_use() is None
    assert shelf.editions() == ()


def test_what_is_no_zip_is_refused(shelf: Shelf) -> None:
    for content in (b"", b"PK\x03\x04 no more", TWO.read_bytes()[:900]):
        with pytest.raises(EditionError, match="no whole zip"):
            shelf.install(content)


def test_faulty_data_are_not_installed(shelf: Shelf, tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "w", LATER)
    edition, content = packed_edition(Folder(folder, SHIPPED))
    events = unpacked_edition(content).files["events.csv"] + b"bad,row\n"
    manifest = replace(
        edition, files={**edition.files, "events.csv": hashlib.sha256(events).hexdigest()}
    )
    with pytest.raises(DataError):
        shelf.install(altered(content, {"events.csv": events, MANIFEST: manifest_of(manifest)}))
    assert shelf.editions() == ()


def test_an_edition_is_installed_used_and_put_back(shelf: Shelf) -> None:
    edition = shelf.install(TWO.read_bytes())
    assert shelf.in_use() == edition
    assert shelf.catalog_in_use().edition == LATER
    shelf.verify(edition)
    assert shelf.use("shipped") is None
    assert shelf.in_use() is None
    assert shelf.use(LATER) == edition
    assert shelf.rollback() is None
    assert shelf.rollback() == edition
    assert shelf.rollback() is None
    with pytest.raises(EditionError, match="Nothing was in use before"):
        shelf.rollback()


def test_an_altered_installed_edition_is_told_and_mended(shelf: Shelf) -> None:
    edition = shelf.install(TWO.read_bytes())
    path = shelf.folder_of(edition) / "claims.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(EditionError, match=r"claims\.csv is not as the edition was made"):
        shelf.verify(edition)
    with pytest.raises(EditionError, match="hash differs"):
        shelf.use(LATER)
    shelf.install(TWO.read_bytes())
    shelf.verify(edition)


def test_an_unknown_name_is_told_with_those_there_are(shelf: Shelf) -> None:
    with pytest.raises(EditionError, match="No edition is called 'x'; known are shipped"):
        shelf.use("x")


@pytest.mark.slow
def test_an_install_stopped_anywhere_leaves_the_old_one(shelf: Shelf) -> None:
    steps: list[str] = []
    shelf.install(TWO.read_bytes(), step=steps.append)
    shelf.use("shipped")
    assert len(steps) > 20
    for stop in range(len(steps)):
        other = Shelf(shelf.path.parent / f"shelf{stop}")
        left = iter(range(len(steps)))

        def stopping(_: str, stop: int = stop, left: object = left) -> None:
            if next(left) == stop:  # type: ignore[call-overload]
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            other.install(TWO.read_bytes(), step=stopping)
        assert other.in_use() is None
        assert [one for one in other.path.glob("*") if one.name.startswith(".")] == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from geo.editions.shelf import Shelf
def step(what):
    if what == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
Shelf(Path(sys.argv[1])).install(Path(sys.argv[2]).read_bytes(), step=step)
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["writing events.csv", "moving", "switching"])
def test_a_killed_install_leaves_the_old_one_and_the_next_succeeds(
    at: str, shelf: Shelf, tmp_path: Path
) -> None:
    pack = tmp_path / "pack.zip"
    # Over the edition really shipped, the world's ids would be gone: the first one is installed.
    base = Shelf(tmp_path / "killed")
    base.install(ONE.read_bytes())
    pack.write_bytes(TWO.read_bytes())
    code = [sys.executable, "-c", _KILLED, str(base.path), str(pack), at]
    done = subprocess.run(code, cwd=FOLDER.parents[1], env={**os.environ}, check=False)
    assert done.returncode == -signal.SIGKILL
    used = base.in_use()
    assert used is not None
    assert used.edition_id == EARLIER
    assert base.catalog_in_use().edition == EARLIER
    assert base.install(TWO.read_bytes()).edition_id == LATER
    assert list(base.path.glob(".*")) == []


def test_an_id_may_not_vanish_or_mean_something_else(shelf: Shelf) -> None:
    one, two = (unpacked_edition(path.read_bytes()).catalog() for path in (ONE, TWO))
    assert id_faults(one, two) == ()
    unsaid = replace(two, withdrawn=MappingProxyType({}))
    assert id_faults(one, unsaid) == (
        "claims:hub_plan is gone, and withdrawn.csv does not say why.",
    )
    moved = replace(two.claims["b_freight"], subject_id="c")
    other = replace(two, claims=MappingProxyType({**two.claims, "b_freight": moved}))
    assert "claims:b_freight means something else: subject_id changed." in id_faults(one, other)[0]
    row = Withdrawn("claims:b_freight", when("2024-12-31"), "of another place", "")
    said = replace(other, withdrawn=MappingProxyType({**two.withdrawn, row.record_id: row}))
    assert id_faults(one, said) == ()


def test_an_edition_that_breaks_ids_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    tables = {**later_tables(), "withdrawn": []}
    with pytest.raises(EditionError, match="breaks ids: claims:hub_plan is gone"):
        shelf.install(packed_world(tmp_path / "w", LATER, tables))
    assert shelf.in_use() is None


def test_data_are_old_after_sixty_days() -> None:
    assert not is_old(date(2026, 7, 5), date(2026, 9, 3))
    assert is_old(date(2026, 7, 5), date(2026, 9, 4))
