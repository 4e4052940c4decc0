"""A store of the tests' own; without PostgreSQL and PostGIS skipped, in CI a failure."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.model.origins import SHIPPED
from geo.records.readers import Folder
from geo.store.address import Address, store_address
from geo.store.filling import fill, grant, init
from tests.store.server import Server, programs, serving
from tests.worlds import write_world


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a running server with an empty database."""
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs PostgreSQL with PostGIS to test the store.")
        pytest.skip("PostgreSQL with PostGIS is not installed: the store was not tested.")
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the drawn world, as an edition."""
    folder = write_world(tmp_path_factory.mktemp("store") / "world")
    package = folder / "datapackage.json"
    told = {"data_end": "2024-12-31", "edition": "2024.12.1", "edition_made": "2024-12-31"}
    package.write_text(json.dumps({**told, "resources": []}) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def store(server: Server, world: Path) -> Address:
    """Return a fresh store of the drawn world, with a reader, two editors and two reviewers."""
    for schema in ("draft", "corridors"):
        server.sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    address = store_address(server.address())
    init(address)
    fill(address, Folder(world, SHIPPED))
    ranks = {"rita": "reader", "ed": "editor", "eva": "editor"}
    for name, rank in (ranks | {"rob": "reviewer", "rosa": "reviewer"}).items():
        grant(address, name, rank)
    return address
