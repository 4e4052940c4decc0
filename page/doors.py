"""What may come in from outside: which addresses are answered, for whom, and what a page may say.

What belongs here: refusing before the framework sees it, by a list of what is open. What does not:
answering (`page/serve.py`).

The framework answers more than this page needs: counts of its own, an upload for anybody, messages
that clear what all readers share, ask git or write into the app's folder. A handshake whose Origin
it does not know makes it ask a service on the internet for its own public address. So the Origin
is judged here, and what is judged is not asked again.
"""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from page.limits import ADDRESS_HEADER, too_many_files

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from streamlit.proto.BackMsg_pb2 import BackMsg

# All that this page asks for, below the path it is served under. A file of one's own can be put
# (`page/own.py`), and nothing is read back from there.
_OPEN = re.compile(
    r"(?:index\.html|favicon\.png|healthz|manifest\.json|static/.+|media/.+|map/[0-9a-f]{16}/[\w.]+"
    r"|pack/[0-9a-f]{32}/[\w.-]+"
    r"|_stcore/(?:health|host-config|stream|bidi-components/.+|upload_file/[\w-]+/[\w-]+))?"
)
_UPLOAD = "/_stcore/upload_file/"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A reader's own file is put and taken back under an address of that reader's session alone.
_UPLOAD_METHODS = frozenset({"PUT", "DELETE", "OPTIONS"})
# What proxies add and a page's own script cannot add to a handshake.
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded")
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

_SAYS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served.

    Attributes
    ----------
    base
        The path it is served under, without slashes at its ends; empty for the root.
    local
        Whether only this machine can reach it: then it answers to no other name, since a name
        that some other site has made to point here would let that site read the page.
    public
        The address at which readers find it, empty where it is the one they call.
    """

    base: str = ""
    local: bool = True
    public: str = ""


class Doors:
    """ASGI middleware that lets in what the page needs and answers the rest itself."""

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self.app = app
        self.place = place
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is open; say in a sentence why the rest is not."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._join(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        path, base = scope["path"], self.place.base
        answer: Response
        if refusal := refused_host(headers, self.place):
            self._tell(refusal)
            answer = PlainTextResponse(refusal, status_code=421)
        elif base and path == f"/{base}":
            # By path alone: what name and scheme the reader used is the proxy's to know.
            query = scope["query_string"].decode("latin-1")
            answer = RedirectResponse(f"/{base}/" + (f"?{query}" if query else ""))
        elif not is_open(path, base):
            answer = PlainTextResponse("There is no such page.", status_code=404)
        elif scope["method"] not in (_UPLOAD_METHODS if _UPLOAD in path else _METHODS):
            answer = PlainTextResponse("This page is only read.", status_code=405)
        elif refusal := _refused_file(scope):
            answer = PlainTextResponse(refusal, status_code=429)
        else:
            await self.app(scope, receive, send)
            return
        await answer(scope, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = refused_host(headers, self.place) or refused_origin(headers, self.place)
        if refusal or not is_open(scope["path"], self.place.base):
            self._tell(refusal)
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        kept = MutableHeaders(raw=list(scope["headers"]))
        del kept["origin"]
        del kept[ADDRESS_HEADER]
        if address := passed_address(scope):
            kept[ADDRESS_HEADER] = address
        await self.app({**scope, "headers": kept.raw}, _heard(receive), send)

    def _tell(self, refusal: str) -> None:
        """Note a refusal for whoever runs the page: once, since a browser tries for ever."""
        if refusal and refusal not in self._told and len(self._told) < 100:
            self._told.add(refusal)
            logging.getLogger(__name__).warning("%s", refusal)


def is_open(path: str, base: str) -> bool:
    """Tell whether the page answers at a path."""
    root = f"/{base}/" if base else "/"
    return path.startswith(root) and _OPEN.fullmatch(path, len(root)) is not None


def passed_address(scope: Scope) -> str:
    """Return the reader's address if a trusted proxy passed it on, or nothing.

    The server below takes it from `X-Forwarded-For` where the proxy is one it was told to trust,
    and then knows no port.
    """
    host, port = scope.get("client") or ("", None)
    return str(host) if port == 0 else ""


def _refused_file(scope: Scope) -> str:
    """Return why a file that is sent is not taken: too many of one reader. Nothing of the rest."""
    _, found, rest = scope["path"].partition(_UPLOAD)
    if not found or scope["method"] != "PUT":
        return ""
    return too_many_files(passed_address(scope), session=rest.partition("/")[0])


def refused_host(headers: Mapping[str, str], place: Place) -> str:
    """Return why the name that a request calls the page by is refused, or nothing."""
    name = headers.get("host", "")
    host = _split(f"//{name}").hostname or ""
    if not place.local or _is_this_machine(host) or host == _split(place.public).hostname:
        return ""
    if any(header in headers for header in _FORWARDED):
        return ""
    return (
        f"This page is for this machine alone and does not answer to {name[:80]!r}. If a proxy "
        "passes readers on, let it set X-Forwarded-For, or start with --public-address."
    )


def refused_origin(headers: Mapping[str, str], place: Place) -> str:
    """Return why a page of this origin may not speak to the server, or nothing."""
    origin = headers.get("origin")
    if origin is None:  # no browser: it could claim any
        return ""
    known = [headers.get("host", ""), *headers.get("x-forwarded-host", "").split(",")]
    site = _site(origin)
    # The scheme is the proxy's: it may end TLS.
    if site and (any(_site(f"{_split(origin).scheme}://{one.strip()}") == site for one in known)):
        return ""
    if site and site == _site(place.public):
        return ""
    return (
        f"A page of {origin[:80]!r} may not speak to this server, called {known[0][:80]!r}. If a "
        "proxy rewrites the name, let it pass Host or X-Forwarded-Host on, or start with "
        "--public-address."
    )


def _site(address: str) -> tuple[str, int] | None:
    """Return host and port of an address, none where it is no address."""
    parts = _split(address)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname else None


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _heard(receive: Receive) -> Receive:
    """Return a `receive` that passes on only what a page of ours says.

    What is no message at all ends the connection, as if the page had left.
    """

    async def heard() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            said = message_of(message.get("bytes"))
            if said is None:
                return {"type": "websocket.disconnect", "code": 1002}
            if may_say(said):
                return message

    return heard


def message_of(content: bytes | None) -> BackMsg | None:
    """Return what a page says, none if it cannot be read."""
    from google.protobuf.message import DecodeError
    from streamlit.proto.BackMsg_pb2 import BackMsg

    said = BackMsg()
    try:
        said.ParseFromString(content or b"\0")
    except DecodeError:
        return None
    return said


def may_say(said: BackMsg) -> bool:
    """Tell whether a message is one that our page sends."""
    asked = said.backend_operation_request
    if said.WhichOneof("type") == "backend_operation_request":
        return asked.HasField("deferred_file") or asked.HasField("dataframe_chunk")
    return said.WhichOneof("type") in _SAYS
