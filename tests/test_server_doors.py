"""What a stranger may ask of the running server: each door tried, nothing outside ever asked."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from page.doors import Place, is_open, may_say, refused_host, refused_origin
from tests.browser.server import Server, free_port, running
from tests.worlds import write_world

ROOT = Path(__file__).resolve().parents[1]
BASE = "maps/corridors"

# What a stranger's project may have in its folder. Each of these would serve the page elsewhere,
# open a door of the framework's, or keep the page from starting at all.
HOSTILE = """
[server]
port = 1
address = "0.0.0.0"
baseUrlPath = "elsewhere"
enableCORS = false
enableXsrfProtection = false
enableStaticServing = true
enableAgentApi = true
scriptHealthCheckEnabled = true
allowedHosts = ["example.org"]
sslCertFile = "/nowhere/cert.pem"
[global]
developmentMode = true
[browser]
gatherUsageStats = true
serverAddress = "example.org"
[theme]
base = "dark"
primaryColor = "#FF00FF"
"""


@pytest.fixture(scope="module")
def reader_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with another project's settings and modules in it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(HOSTILE, encoding="utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text("not = TOML [", encoding="utf-8")
    for name in ("geo", "layers", "app", "commands", "page"):
        (folder / f"{name}.py").write_text(f"raise SystemExit('{name} of a stranger')", "utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "__init__.py").write_text("raise SystemExit('data of a stranger')", "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(reader_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the drawn world from a stranger's folder, which is also on Python's path."""
    scratch = tmp_path_factory.mktemp("doors")
    world = write_world(scratch / "data")
    port = free_port()
    command = [str(Path(sys.executable).with_name("corridors")), "app", "--no-browser"]
    command += ["--port", str(port), "--data", str(world), "--base-path", f"/{BASE}/"]
    with running(
        command,
        port=port,
        cwd=reader_folder,
        scratch=scratch,
        env={"STREAMLIT_SERVER_ENABLE_CORS": "false"},
        base=BASE,
        path=[reader_folder],
    ) as started:
        yield started
        assert started.called_out() == []


def asked(
    server: Server, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, str, str]:
    """Return status, text and content type of an answer; nothing is followed."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, headers=named)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return (
            answer.status,
            answer.getheader("location") or text,
            answer.getheader("content-type") or "",
        )
    finally:
        line.close()


def handshake(server: Server, **headers: str) -> int:
    """Return the status a websocket's handshake is answered with."""
    given = {
        "Host": f"127.0.0.1:{server.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"GET /{BASE}/_stcore/stream HTTP/1.1", *(f"{k}: {v}" for k, v in given.items())]
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(line.recv(4096).split(b" ", 2)[1])


@pytest.mark.slow
def test_the_printed_address_is_where_it_is_served(server: Server) -> None:
    said = server.log.read_text(encoding="utf-8")
    assert f"Trade corridors: {server.url}/{BASE}/ (Ctrl+C ends it)" in said
    status, _, kind = asked(server, f"/{BASE}/")
    assert (status, kind.partition(";")[0]) == (200, "text/html")


def test_settings_and_modules_of_the_readers_folder_change_nothing(server: Server) -> None:
    assert asked(server, "/elsewhere/")[0] == 404
    status, text, _ = asked(server, f"/{BASE}/_stcore/host-config", Origin="https://x.example")
    assert status == 200
    assert "localhost" not in text
    assert asked(server, f"/{BASE}/_stcore/script-health-check")[0] == 404
    assert "stranger" not in server.log.read_text(encoding="utf-8")


def test_without_its_last_slash_the_path_leads_to_the_page(server: Server) -> None:
    status, where, _ = asked(
        server, f"/{BASE}?c=coast", Host="x.example", X_Forwarded_For="1.2.3.4"
    )
    assert (status, where) == (307, f"/{BASE}/?c=coast")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/etc/passwd",
        f"/{BASE}/_stcore/metrics",
        f"/{BASE}/_stcore/metrics?families=cache_memory_bytes",
        f"/{BASE}/_stcore/agent/openapi.json",
        f"/{BASE}/_stcore/agent/mcp",
        f"/{BASE}/component/x/index.html",
        f"/{BASE}/auth/login",
        f"/{BASE}/oauth2callback",
        f"/{BASE}/app/static/x",
        f"/{BASE}/map/0000000000000000/network.json",
        f"/{BASE}/map/../app.py",
        f"/{BASE}/map/%2e%2e/app.py",
        f"/{BASE}/nowhere",
        f"/{BASE}/deep/er",
    ],
)
def test_other_doors_of_the_framework_are_shut(server: Server, path: str) -> None:
    assert asked(server, path)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "TRACE"])
def test_nothing_is_written(server: Server, method: str) -> None:
    assert asked(server, f"/{BASE}/", method=method)[0] == 405


def test_a_media_file_of_nobody_is_not_there(server: Server) -> None:
    assert asked(server, f"/{BASE}/media/../../app.py")[0] in (400, 404)
    assert asked(server, f"/{BASE}/static/../../../app.py")[0] in (400, 404)


def test_another_name_is_told_what_to_set(server: Server) -> None:
    status, text, _ = asked(server, f"/{BASE}/", Host="rebound.example")
    assert status == 421
    assert "--public-address" in text
    assert asked(server, f"/{BASE}/", Host="proxied.example", X_Forwarded_For="10.0.0.1")[0] == 200
    assert handshake(server, Host="rebound.example", Origin="http://rebound.example") == 403


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://", "http://[", "http://127.0.0.1:1", "http://8.8.8.8"],
)
def test_a_foreign_origin_is_refused_and_nobody_is_asked(server: Server, origin: str) -> None:
    assert handshake(server, Origin=origin) == 403
    assert server.called_out() == []


def test_a_foreign_origin_is_told_in_the_log(server: Server) -> None:
    handshake(server, Origin="https://maps.example")
    handshake(server, Origin="https://maps.example")
    said = server.log.read_text(encoding="utf-8")
    assert said.count("A page of 'https://maps.example' may not speak") == 1
    assert "--public-address" in said


def test_our_own_page_and_a_proxied_one_may_speak(server: Server) -> None:
    assert handshake(server, Origin=server.url) == 101
    assert handshake(server) == 101
    proxied = {"X_Forwarded_Host": "maps.example", "Host": f"127.0.0.1:{server.port}"}
    assert handshake(server, Origin="https://maps.example", **proxied) == 101
    assert server.called_out() == []


def said_back(server: Server, *messages: BackMsg) -> list[str]:
    """Say messages and return the kinds of all that comes back until the script has run."""
    kinds = []
    url = f"ws://127.0.0.1:{server.port}/{BASE}/_stcore/stream"
    with connect(url, max_size=None) as line:
        for message in (*messages, BackMsg(rerun_script=ClientState())):
            line.send(message.SerializeToString())
        while "script_finished" not in kinds:
            told = ForwardMsg()
            told.ParseFromString(line.recv(timeout=60))
            kinds.append(str(told.WhichOneof("type")))
    return kinds


def shut_messages() -> list[BackMsg]:
    """Return a message of every kind that the page does not send."""
    skills = BackMsg()
    skills.backend_operation_request.install_skills.SetInParent()
    nudge = BackMsg()
    nudge.backend_operation_request.dismiss_skills_nudge.SetInParent()
    flags = [
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_shutdown_runtime=True),
    ]
    return [skills, nudge, *flags]


def test_what_clears_caches_or_asks_git_is_not_heard(server: Server) -> None:
    kinds = said_back(server, *shut_messages())
    assert "delta" in kinds
    assert not {"git_info_changed", "file_urls_response", "backend_operation_response"} & set(kinds)
    assert asked(server, f"/{BASE}/_stcore/health")[0] == 200
    assert server.called_out() == []


def test_noise_ends_only_its_own_connection(server: Server) -> None:
    url = f"ws://127.0.0.1:{server.port}/{BASE}/_stcore/stream"
    for noise in ("text", b"\xff\xff\xff", b""):
        with connect(url) as line:
            line.send(noise)
    assert "delta" in said_back(server)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("message", shut_messages(), ids=lambda one: str(one.WhichOneof("type")))
def test_what_a_page_of_ours_does_not_say(message: BackMsg) -> None:
    assert not may_say(message)


def test_what_a_page_of_ours_says() -> None:
    chunk = BackMsg()
    chunk.backend_operation_request.dataframe_chunk.SetInParent()
    for message in (BackMsg(rerun_script=ClientState()), BackMsg(stop_script=True), chunk):
        assert may_say(message)


@pytest.mark.parametrize(
    ("place", "headers", "refused"),
    [
        (Place(), {"host": "localhost:8501"}, False),
        (Place(), {"host": "[::1]:8501"}, False),
        (Place(), {"host": "corridors.localhost"}, False),
        (Place(), {"host": "x.example"}, True),
        (Place(), {"host": "127.0.0.1.x.example"}, True),
        (Place(), {"host": "["}, True),
        (Place(), {}, True),
        (Place(public="https://x.example/maps/"), {"host": "x.example"}, False),
        (Place(local=False), {"host": "any.example"}, False),
    ],
)
def test_names_that_are_answered_to(place: Place, headers: dict[str, str], refused: bool) -> None:
    assert bool(refused_host(headers, place)) is refused


@pytest.mark.parametrize(
    ("origin", "headers", "public", "refused"),
    [
        ("https://x.example", {"host": "x.example"}, "", False),
        ("https://x.example", {"host": "x.example:443"}, "", False),
        ("https://x.example:8443", {"host": "x.example"}, "", True),
        ("http://X.example", {"host": "x.example"}, "", False),
        ("https://x.example", {"host": "10.0.0.2:8501"}, "", True),
        ("https://x.example", {"host": "10.0.0.2:8501"}, "https://x.example/maps/", False),
        ("https://y.example", {"host": "10.0.0.2:8501"}, "https://x.example/maps/", True),
        ("https://x.example", {"host": "a", "x-forwarded-host": "b, x.example"}, "", False),
        ("https://x.example:bad", {"host": "x.example"}, "", True),
    ],
)
def test_origins_that_may_speak(
    origin: str, headers: dict[str, str], public: str, refused: bool
) -> None:
    told = refused_origin({"origin": origin, **headers}, Place(public=public))
    assert bool(told) is refused


def test_paths_below_and_beside_the_base() -> None:
    assert is_open("/maps/static/js/x.js", "maps")
    assert not is_open("/static/js/x.js", "maps")
    assert not is_open("/mapsstatic/js/x.js", "maps")
    assert is_open("/", "")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["a b", "../x", "a//b", "ä", "a?b", "."])
def test_a_path_that_is_none_is_one_sentence(path: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "app", "--base-path", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "is no path; write it like" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_the_hosts_settings_are_json(server: Server) -> None:
    """The page's own start asks these, so they stay open."""
    assert json.loads(asked(server, f"/{BASE}/_stcore/host-config")[1])["allowedOrigins"]


def test_the_health_address_says_what_is_served_and_nothing_of_paths(server: Server) -> None:
    status, text, kind = asked(server, f"/{BASE}/healthz")
    assert (status, kind) == (200, "application/json")
    told = json.loads(text)
    assert told.keys() == {
        *("serving", "edition", "data_hash", "data_end", "source"),
        *("since", "store_away_since", "trouble", "started"),
    }
    assert (told["serving"], told["source"], told["store_away_since"]) == (True, "folder", None)
    assert told["data_end"] == "2024-12-31"
    assert len(told["data_hash"]) > 10
    assert told["started"] <= told["since"]
    assert "/" not in text
    assert asked(server, "/healthz")[0] == 404


def test_who_sends_too_many_files_is_cut_off_in_a_sentence(server: Server) -> None:
    path = f"/{BASE}/_stcore/upload_file/somebody/f"
    statuses = [asked(server, path, method="PUT") for _ in range(61)]
    assert 429 not in [status for status, _, _ in statuses[:60]]
    assert statuses[60][0] == 429
    assert "in ten minutes, the most for one reader here; go on in" in statuses[60][1]
    assert asked(server, path.replace("somebody", "else"), method="PUT")[0] != 429


@pytest.mark.slow
def test_an_address_counts_only_if_the_proxy_is_trusted(server: Server) -> None:
    path = f"/{BASE}/_stcore/upload_file/reader-%d/f"
    # The test asks from this machine, which is trusted unless told otherwise.
    statuses = [
        asked(server, path % number, method="PUT", X_Forwarded_For="192.0.2.44")[0]
        for number in range(301)
    ]
    assert 429 not in statuses[:300]
    assert statuses[300] == 429
