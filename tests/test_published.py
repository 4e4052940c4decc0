"""Files are answered for while somebody holds them."""

from __future__ import annotations

import gc
import json

from starlette.applications import Starlette
from starlette.testclient import TestClient

from layers.screen.files import ServedFile
from page.published import publish, published_at
from page.serve import routes


def test_a_file_is_forgotten_with_its_last_reader() -> None:
    held = {"map/abc/one.js": ServedFile(b"1", "text/javascript")}
    publish(held)
    found = published_at("map/abc/one.js")
    assert found is not None
    assert found.content == b"1"
    del found
    held.clear()
    gc.collect()
    assert published_at("map/abc/one.js") is None


def test_what_two_maps_share_stays_when_the_later_one_goes() -> None:
    shared, own = "map/abc/page.js", "map/def/network.json"
    first = publish({shared: ServedFile(b"1", "text/javascript")})
    later = publish(
        {
            shared: ServedFile(b"1", "text/javascript"),
            own: ServedFile(b"{}", "application/json"),
        }
    )
    assert later[shared] is first[shared]
    later.clear()
    gc.collect()
    assert published_at(shared) is not None
    assert published_at(own) is None


def test_what_two_maps_share_stays_when_the_earlier_one_goes() -> None:
    address = "map/abc/style.css"
    first = publish({address: ServedFile(b"1", "text/css")})
    later = publish({address: ServedFile(b"1", "text/css")})
    first.clear()
    gc.collect()
    assert published_at(address) is later[address]


def test_a_large_file_is_packed_lightly_for_who_takes_it_packed() -> None:
    rows = json.dumps([number * number % 9973 for number in range(600_000)]).encode()
    held = {"map/abc/network.json": ServedFile(rows, "application/json")}
    publish(held)
    client = TestClient(Starlette(routes=routes()))
    packed = client.get("/map/abc/network.json")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(rows) / 2
    assert packed.content == rows
    plain = client.get("/map/abc/network.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == rows
