"""One drawing in a fresh program: imports first, then the clock. Prints seconds as JSON.

`python -m benchmarks.once map_page|map_page_again|pack|cartopy FILE`; the drawing is left in the
file, to be looked at.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from layers.pack.beside import throw_away_seldom

if TYPE_CHECKING:
    from geo.records.catalog import Catalog

MADE_ON = date(2026, 1, 1)


def map_page() -> Callable[[Path], None]:
    """Return the drawing of our map page with the data read and checked, imports done."""
    from geo.records.catalog import read_catalog

    return _map_page_of(read_catalog)


def map_page_again() -> Callable[[Path], None]:
    """Return the same of data that an earlier start read, checked and kept, as the command does."""
    from geo.records.prepared import prepared_catalog
    from geo.records.readers import base_reader

    prepared_catalog(base_reader(None))
    return _map_page_of(lambda: prepared_catalog(base_reader(None)))


def _map_page_of(read: Callable[[], Catalog]) -> Callable[[Path], None]:
    from geo.state.select import default_selection
    from layers.pens.files import png_of
    from layers.pens.paper import page_of
    from layers.scene.page import map_page as laid_out
    from layers.scene.request import FigureRequest

    def draw(path: Path) -> None:
        catalog = read()
        request = FigureRequest(default_selection(catalog), "", "", MADE_ON)
        path.write_bytes(png_of(page_of(laid_out(catalog, request)), dpi=300))

    return draw


def pack() -> Callable[[Path], None]:
    """Return the making of the whole pack as one zip, imports done."""
    from geo.records.catalog import read_catalog
    from geo.state.select import default_selection
    from layers.pack.asked import PackRequest
    from layers.pack.briefing import pack_of, zipped_pack
    from layers.pack.files import Format
    from layers.scene.request import FigureRequest

    def make(path: Path) -> None:
        catalog = read_catalog()
        figure = FigureRequest(default_selection(catalog), "", "", MADE_ON)
        made = pack_of(catalog, PackRequest(figure, tuple(Format)), forks=True)
        path.write_bytes(zipped_pack(made).content)

    return make


def cartopy() -> Callable[[Path], None]:
    """Return cartopy's drawing of the same lines, imports done."""
    from benchmarks.peers.cartopy_page import save_page

    return save_page


DRAWINGS = {
    "map_page": map_page,
    "map_page_again": map_page_again,
    "pack": pack,
    "cartopy": cartopy,
}


def main() -> None:
    """Draw once and print how long it took."""
    name, path = sys.argv[1], Path(sys.argv[2])
    draw = DRAWINGS[name]()
    throw_away_seldom()  # as the command does
    start = time.perf_counter()
    draw(path)
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
