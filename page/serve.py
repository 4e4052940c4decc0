"""What the server adds to Streamlit's own: the map's files, packs, and security headers.

What belongs here: routes and middleware. What does not: what the files hold
(`layers/screen/files.py`) and what is let in at all (`page/doors.py`). Nothing heavy is imported,
since the server loads this before it listens.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gzip
import hashlib
import ipaddress
import os
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from layers.look.basemap import TILE_SERVICES
from layers.pack.house import ADDRESS_VARIABLE
from page.doors import Doors, Place
from page.handed import handed_at
from page.health import PATH, health
from page.memory import keep_uploads_off_the_disk, share_stores
from page.published import link_ahead, published_at

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The address holds the hash of the content: a year is as good as for ever.
_FOR_EVER = "public, max-age=31536000, immutable"
# What is larger is packed lightly: a reader waits for the network of an overlay, which nobody else
# wants, and Streamlit's own packing of it takes many times as long for a tenth of its size.
_LARGE = 1_000_000
_LIGHTLY = 1


async def _map_file(request: Request) -> Response:
    found = published_at("map/{digest}/{name}".format(**request.path_params))
    if found is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    content, headers = found.content, {"Cache-Control": _FOR_EVER}
    if len(content) > _LARGE and "gzip" in request.headers.get("accept-encoding", ""):
        content = await asyncio.to_thread(gzip.compress, content, _LIGHTLY, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(content, media_type=found.media_type, headers=headers)


async def _handed_file(request: Request) -> Response:
    found = handed_at("pack/{token}/{name}".format(**request.path_params))
    if found is None:
        return PlainTextResponse("This file is not kept any more; make it again.", status_code=404)
    headers = {
        "Content-Length": str(found.size),
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(found.chunks(), media_type=found.media_type, headers=headers)


def routes() -> list[Route]:
    """Return the routes the app adds to Streamlit's."""
    base = served().base
    root = f"/{base}/" if base else "/"
    return [
        Route(f"{root}map/{{digest}}/{{name}}", _map_file),
        Route(f"{root}pack/{{token}}/{{name}}", _handed_file),
        Route(f"{root}{PATH}", health),
    ]


def middleware() -> list[Middleware]:
    """Return the middleware the app adds to Streamlit's."""
    return [
        Middleware(SecurityHeaders, headers=security_headers()),
        Middleware(Doors, place=served()),
        Middleware(AfterLoading),
    ]


def served() -> Place:
    """Return where the server was told to serve the page."""
    address = streamlit.config.get_option("server.address") or ""
    return Place(
        base=(streamlit.config.get_option("server.baseUrlPath") or "").strip("/"),
        local=_is_loopback(address),
        public=os.environ.get(ADDRESS_VARIABLE, ""),
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


# Set once the data are read and the modules of the map loaded.
_loaded = asyncio.Event()
# Nobody is kept out longer, since a browser gives up in the end; such a page waits inside.
_PATIENCE_S = 10.0


# So long a server waits with listening: with what an earlier start has kept, the data are there in
# a quarter of that, and the page can name the map's files as it is sent.
_WAITS_S = 0.4


@contextlib.asynccontextmanager
async def lifespan(_app: streamlit.App) -> AsyncIterator[None]:
    """Begin to load the data before the server listens."""
    share_stores()
    keep_uploads_off_the_disk()
    loop = asyncio.get_running_loop()
    Thread(target=_load_quietly, args=(loop,), name="load", daemon=True).start()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_loaded.wait(), _WAITS_S)
    yield


def _load_quietly(loop: asyncio.AbstractEventLoop) -> None:
    from geo.errors import CorridorError
    from page.load import load

    try:
        load()
        # The first reader would wait for all these to be imported.
        from page import beside, choose, detail, follow, frame, map  # noqa: A004, F401
    except CorridorError:
        pass  # Whoever opens the page is told of the faults; here there is nobody to tell.
    finally:
        with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(_loaded.set)


class AfterLoading:
    """ASGI middleware that lets an open page back in when it can be answered at once.

    A page that was open over a restart sends what its reader did as soon as it is connected: it
    would wait for the data to be read and for the panels' charts to be loaded. A page that is new
    shows its map before. Files of the page go out meanwhile.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, a page's connection once the data are there."""
        if scope["type"] == "websocket":
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_S):
                    await _loaded.wait()
                    if _comes_back(scope):
                        await asyncio.to_thread(_load_panels)
        await self.app(scope, receive, send)


def _comes_back(scope: Scope) -> bool:
    """Whether a page was connected before: the framework's script names its session third."""
    return len(scope.get("subprotocols", ())) > 2


def _load_panels() -> None:
    import pandas  # noqa: F401  # by which the framework takes the rows of a chart

    from page import panels  # noqa: F401


def security_headers() -> dict[str, str]:
    """Return the headers every answer carries.

    Scripts come from this server only and nothing is evaluated. Streamlit needs three exceptions:
    inline styles, `blob:` for component code, and the inline script of its own page, which is let
    in by its hash. Tile services may send pictures if the reader asks for them.
    """
    hosts = sorted({_origin_of(service.url) for service in TILE_SERVICES})
    policy = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *_inline_script_hashes()],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *hosts],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    return {
        "Content-Security-Policy": "; ".join(
            f"{name} {' '.join(sources)}" for name, sources in policy.items()
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        # Tile services ask to be told which site uses them; nobody is told which page.
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class SecurityHeaders:
    """ASGI middleware that adds fixed headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on; headers are added as the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ours = {name for name, _ in self.headers}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
                message = {**message, "headers": [*kept, *self.headers, *_ahead_of(kept)]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _ahead_of(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the header that has the map's files fetched with the page, if it is the page."""
    is_page = any(name.lower() == b"content-type" and b"html" in value for name, value in headers)
    return [(b"link", link_ahead().encode())] if is_page and link_ahead() else []


def _origin_of(template: str) -> str:
    parts = urlsplit(template)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def _inline_script_hashes() -> list[str]:
    """Return the hashes of the scripts that Streamlit's own page holds inline."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
