"""nginx in front of a server under test, started as whoever runs the tests.

What belongs here: finding it, its settings, and its life. What does not: what is asserted.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.browser.server import free_port

ROOT = Path(__file__).resolve().parents[2]
_SETTINGS = """
daemon off; pid {scratch}/nginx.pid; error_log {scratch}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {scratch}/body; proxy_temp_path {scratch}/proxy;
  fastcgi_temp_path {scratch}/fastcgi; uwsgi_temp_path {scratch}/uwsgi;
  scgi_temp_path {scratch}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port}{tls};
    location {location} {{
      proxy_pass http://127.0.0.1:{target}{path};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      {headers}
    }}
    location = / {{ return 200 "another page"; }}
  }}
}}
"""


def nginx_path() -> str:
    """Return where nginx is; without it the test is skipped, or fails where CI=true."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None and os.environ.get("CI"):
        pytest.fail("nginx was not found (Debian: apt-get install nginx-light)")
    return found or pytest.skip("nginx was not found (Debian: apt-get install nginx-light)")


def certificate(folder: Path) -> str:
    """Make a certificate for this machine and return the settings that name it."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    asked += ["-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", str(key)]
    subprocess.run([*asked, "-out", str(cert)], check=True, capture_output=True)
    return f" ssl; ssl_certificate {cert}; ssl_certificate_key {key}"


@contextlib.contextmanager
def proxied(
    target: int, scratch: Path, *, location: str, path: str, headers: str, secure: bool = False
) -> Iterator[str]:
    """Run nginx in front of a port and give the address of its location.

    Parameters
    ----------
    target
        Port of this machine that it passes on to.
    location, path
        The path it serves, and what stands for it at the target; empty leaves it as it is.
    headers
        Settings that pass headers on.
    secure
        Whether it ends TLS.
    """
    port = free_port()
    settings = _SETTINGS.format(
        scratch=scratch,
        port=port,
        tls=certificate(scratch) if secure else "",
        location=location,
        target=target,
        path=path,
        headers=headers,
    )
    with started(settings, scratch, port=port):
        yield f"http{'s' if secure else ''}://localhost:{port}{location}"


# What a whole file of settings has around those of one site.
_AROUND = """
daemon off; pid {scratch}/nginx.pid; error_log {scratch}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {scratch}/body; proxy_temp_path {scratch}/proxy;
  fastcgi_temp_path {scratch}/fastcgi; uwsgi_temp_path {scratch}/uwsgi;
  scgi_temp_path {scratch}/scgi;
  {site}
}}
"""


def site_settings(site: str, scratch: Path) -> str:
    """Return settings to start nginx with for the settings of one site, as a package has them."""
    return _AROUND.format(scratch=scratch, site=site)


@contextlib.contextmanager
def files_served(site: Path, scratch: Path, *, before: Sequence[str] = ()) -> Iterator[str]:
    """Serve an atlas by the ten lines of the README, below a path, and give its address."""
    port = free_port()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = text.split("```nginx\n", 1)[1].split("```", 1)[0]
    assert len(example.strip().splitlines()) <= 10
    example = example.replace("listen 80;", f"listen 127.0.0.1:{port};")
    example = f"include /etc/nginx/mime.types;\n{example.replace('/srv/atlas', str(site))}"
    # Who runs as root would have workers that may not read the tests' folders.
    settings = ("user root;\n" if os.getuid() == 0 else "") + site_settings(example, scratch)
    with started(settings, scratch, port=port, before=before):
        yield f"http://localhost:{port}/corridors/"


@contextlib.contextmanager
def started(
    settings: str, scratch: Path, *, port: int, before: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx with settings until the block ends; it listens on the port when it begins.

    `before` is what the command begins with, such as `taskset` and its words.
    """
    (scratch / "nginx.conf").write_text(settings, encoding="utf-8")
    command = [*before, nginx_path(), "-p", str(scratch), "-c", str(scratch / "nginx.conf")]
    with (scratch / "nginx.log").open("wb") as sink:
        child = subprocess.Popen(command, stdout=sink, stderr=sink)
    try:
        deadline = time.monotonic() + 20
        while not _listens(port):
            told = (scratch / "nginx.log").read_text(encoding="utf-8")
            assert child.poll() is None, told
            assert time.monotonic() < deadline, told
            time.sleep(0.05)
        yield child
    finally:
        child.terminate()
        child.wait(10)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
