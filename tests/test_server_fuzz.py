"""Any request at all to every route: an answer below 500, nothing of the disk, nothing outside."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.browser.server import Server, free_port, running
from tests.worlds import write_world

# What of the disk no answer may hold: a line of our own code, and one of the system's.
SECRETS = (b"def main() -> None", b"root:x:0:0", b"corridor_id,")
ROUTES = (
    *("", "index.html", "favicon.png", "healthz", "manifest.json", "static/js/x.js", "media/x.png"),
    *("map/0123456789abcdef/network.json", "pack/" + "0" * 32 + "/x.zip", "_stcore/health"),
    *("_stcore/host-config", "_stcore/stream", "_stcore/bidi-components/x/y.js"),
    *("_stcore/upload_file/a/b", "_stcore/metrics", "_stcore/allowed-message-origins"),
)
PARTS = (
    *("..", "%2e%2e", "%2f", "%5c", "%00", "%ff", "%c0%ae", "\\", "/", "//", ";", "?", "#", "@"),
    *("app.py", "etc/passwd", "data/legs.csv", "__init__.py", ".git/config", "a" * 3000, "é"),
)
HEADERS = (
    *("Host: x.example", "Host: [", "Origin: null", "Origin: http://[", "Range: bytes=0-"),
    *("Range: bytes=9-1,-5", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: a, b"),
    *("Forwarded: for=", "If-None-Match: *", "Accept-Encoding: br;q=x", "Cookie: a=b; _streamlit"),
    *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: x", "Content-Length: 3"),
    *("Transfer-Encoding: chunked", "X-Odd: é", "Expect: 100-continue"),
)
methods = st.sampled_from(("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "TRACE", "BREW"))
paths = st.builds(
    lambda route, cut, parts: "/" + route[:cut] + "".join(parts) + route[cut:],
    st.sampled_from(ROUTES),
    st.integers(0, 40),
    st.lists(st.sampled_from(PARTS), max_size=6),
)
headers = st.lists(st.sampled_from(HEADERS), max_size=5)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    scratch = tmp_path_factory.mktemp("fuzz")
    port = free_port()
    command = [str(Path(sys.executable).with_name("corridors")), "app", "--no-browser"]
    command += ["--port", str(port), "--data", str(write_world(scratch / "data"))]
    with running(command, port=port, cwd=scratch, scratch=scratch, env={}) as started:
        yield started
        assert started.called_out() == []
        said = started.log.read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in said, said[said.index("Traceback") :][:3000]


def answered(server: Server, request: bytes) -> bytes:
    """Send bytes and return what comes back until the server closes or falls silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(request)
        line.settimeout(2)
        found = b""
        try:
            while len(found) < 300_000 and (piece := line.recv(65536)):
                found += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return found


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(method=methods, path=paths, more=headers, body=st.binary(max_size=40))
def test_any_request_is_answered(
    server: Server, method: str, path: str, more: list[str], body: bytes
) -> None:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *more, "Connection: close", "", ""]
    said = answered(server, "\r\n".join(lines).encode("utf-8") + body)
    if said:  # what is waited for in vain (a body that does not come) is not answered
        status = int(said.split(b" ", 2)[1])
        assert status < 500, said[:400]
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(noise=st.binary(max_size=400))
def test_any_bytes_instead_of_a_request(server: Server, noise: bytes) -> None:
    said = answered(server, noise + b"\r\n\r\n")
    assert not said or int(said.split(b" ", 2)[1]) < 500


texts = st.text(max_size=20) | st.sampled_from(("..", "\ud7ff", "map", "$$ID-x-map", "a" * 5000))


@st.composite
def questions(draw: st.DrawFn) -> BackMsg:
    """Return what a page of ours might say, with anything in it."""
    asked = BackMsg()
    rerun = asked.rerun_script
    rerun.query_string, rerun.page_script_hash = draw(texts), draw(st.sampled_from(("", "x")))
    for _ in range(draw(st.integers(0, 4))):
        value = draw(
            st.fixed_dictionaries({"string_value": texts})
            | st.fixed_dictionaries({"json_value": texts})
            | st.fixed_dictionaries({"trigger_value": st.booleans()})
            | st.fixed_dictionaries({"double_value": st.floats()})
            | st.fixed_dictionaries({"bytes_value": st.binary(max_size=20)})
        )
        rerun.widget_states.widgets.add(id=draw(texts), **value)
    return asked


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(asked=questions())
def test_any_question_is_answered_by_the_page(server: Server, asked: BackMsg) -> None:
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", max_size=None) as line:
        line.send(asked.SerializeToString())
        kinds = []
        while "script_finished" not in kinds:
            told = ForwardMsg()
            told.ParseFromString(line.recv(timeout=60))
            kinds.append(str(told.WhichOneof("type")))
            assert told.delta.new_element.WhichOneof("type") != "exception", asked
    assert "delta" in kinds


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(noise=st.lists(st.binary(max_size=200) | st.text(max_size=50), max_size=4))
def test_any_noise_on_a_connection_ends_that_one_alone(
    server: Server, noise: list[bytes | str]
) -> None:
    try:
        with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", max_size=None) as line:
            for one in noise:
                line.send(one)
    except ConnectionClosed:
        pass
    assert b" 200 " in answered(
        server, b"GET /_stcore/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
