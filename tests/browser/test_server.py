"""The harness for servers: it must notice a call outside and a server that does not start."""

from __future__ import annotations

import sys
import urllib.request
from pathlib import Path

import pytest

from tests.browser.server import free_port, running

# Answers every request with 200; /out first tries to reach a name and an address elsewhere.
TINY = """
import http.server, socket, sys

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/out":
            for attempt in (
                lambda: socket.getaddrinfo("stats.example.org", 443),
                lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
            ):
                try:
                    attempt()
                except OSError:
                    pass
        self.send_response(200)
        self.end_headers()

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


def test_a_call_outside_is_refused_and_noted(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", TINY, str(port)]
    with running(command, port=port, cwd=tmp_path, scratch=tmp_path, env={}) as server:
        assert server.called_out() == []
        urllib.request.urlopen(f"{server.url}/out").close()
        noted = server.called_out()
    assert "socket.getaddrinfo stats.example.org" in noted
    assert "socket.getaddrinfo 192.0.2.1" in noted


def test_the_log_of_a_server_that_ends_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no data folder')"]
    with (
        pytest.raises(RuntimeError, match="no data folder"),
        running(command, port=free_port(), cwd=tmp_path, scratch=tmp_path, env={}),
    ):
        pass
