"""Files are answered for while somebody holds them."""

from __future__ import annotations

import gc

from layers.screen.files import ServedFile
from page.published import publish, published_at


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
