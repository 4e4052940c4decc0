"""What a browser is told to fetch with the page itself, before anything has asked for it.

What belongs here: which files the first map needs, and how a browser is told (RFC 8288, the `Link`
header). What does not: making the files (`layers/screen/files.py`) and sending the header
(`page/serve.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit

from layers.screen.files import MapFiles

# Of the framework's own files those that it asks for only when it is told that the page has a
# component and a style; by how their names begin, since they end in a hash.
_FRAMEWORK = ("BidiComponent", "Html", "purify.es", "serialization", "recordbatch", "_arrayReduce")
_BY_NAME = {
    "leaflet": "preload; as=script",
    "map": "preload; as=script",
    "leaflet_style": "preload; as=style",
    "style": "preload; as=style",
    "network": "preload; as=fetch; crossorigin",
    "backdrop": "preload; as=fetch; crossorigin",
}
_MODULE = "modulepreload"


def link_header(files: MapFiles) -> str:
    """Return the header's value; addresses are relative to the page, as its script has them."""
    folder = files.addresses["page"].rpartition("/")[0]
    modules = [one for one in files.files if one.startswith(f"{folder}/") and one.endswith(".js")]
    asked = [(address, _MODULE) for address in (*_framework_modules(), *modules)]
    asked += [(files.addresses[name], told) for name, told in _BY_NAME.items()]
    return ", ".join(f"<{address}>; rel={told}" for address, told in asked)


@cache
def _framework_modules() -> tuple[str, ...]:
    home = Path(streamlit.__file__).parent / "static"
    found = [path for name in _FRAMEWORK for path in sorted(home.glob(f"static/js/{name}.*.js"))]
    return tuple(path.relative_to(home).as_posix() for path in found)
