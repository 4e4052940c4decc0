"""The page names the files its first map needs, and each of them is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.records.catalog import Catalog
from layers.screen.files import MapFiles, map_files, map_texts
from page import ahead
from page.ahead import link_header
from page.published import announce
from page.serve import middleware

_LINK = re.compile(r"<([^>]+)>; rel=([^,]+)")


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> MapFiles:
    return map_files(map_texts(catalog))


@pytest.fixture
def announced(files: MapFiles) -> Iterator[str]:
    announce(link_header(files))
    yield link_header(files)
    announce("")


def test_every_file_named_is_there(files: MapFiles) -> None:
    named = dict(_LINK.findall(link_header(files)))
    static = Path(streamlit.__file__).parent / "static"
    assert len(named) > 40
    for address in named:
        assert address in files.files or (static / address).is_file(), address
    needed = ("page", "style", "map", "network", "backdrop", "leaflet", "leaflet_style")
    assert {files.addresses[name] for name in needed} <= named.keys()


def test_the_framework_has_each_file_of_its_own_that_is_meant(files: MapFiles) -> None:
    named = "\n".join(dict(_LINK.findall(link_header(files))))
    assert ahead._FRAMEWORK
    for name in ahead._FRAMEWORK:
        assert f"static/js/{name}." in named, name


def test_only_the_page_has_the_header(announced: str) -> None:
    def page(_request: Request) -> HTMLResponse:
        return HTMLResponse("<p>page</p>")

    def other(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("other")

    routes = [Route("/", page), Route("/other", other)]
    app = Starlette(routes=routes, middleware=middleware()[:1])
    client = TestClient(app)
    assert client.get("/").headers["link"] == announced
    assert "link" not in client.get("/other").headers
    announce("")
    assert "link" not in client.get("/").headers
